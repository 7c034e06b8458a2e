"""Debian's chromium, driven over its debugging protocol: what it asks for, what it shows, and how wide."""

import json
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from tests.commands import PATIENCE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and "NEWSLEDGER_REQUIRE_SHARED" not in os.environ, reason="chromium is not installed"
)

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--remote-debugging-port=0",
)


class Browser:
    """One tab. `asked` has the address of each request that it made."""

    def __init__(self, tab: Connection) -> None:
        self._tab = tab
        self._number = 0
        self.asked: list[str] = []
        self.errors: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")

    def open(self, address: str, width: int, *, dark: bool = False) -> None:
        """Shows a page, and waits until all of it is loaded."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Page.navigate", url=address)
        self._until("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """Returns the value of an expression of JavaScript."""
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def look(self) -> dict[str, Any]:
        """Returns what the page shows: width beyond the window, text with too little contrast, fields unnamed."""
        found: dict[str, Any] = json.loads(self.run(_LOOK))
        return found

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        self._tab.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = self._next()
            if message.get("id") == self._number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    def _until(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self._tab.recv(timeout=PATIENCE))
        match message:
            case {"method": "Network.requestWillBeSent", "params": {"request": {"url": address}}}:
                self.asked.append(address)
            case {"method": "Runtime.exceptionThrown", "params": {"exceptionDetails": told}}:
                self.errors.append(str(told))
            case {"method": "Log.entryAdded", "params": {"entry": {"level": "error", "text": text}}}:
                self.errors.append(text)
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Starts chromium with a profile of its own; names of other hosts lead to a port that nobody listens on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{unused.getsockname()[1]}, EXCLUDE 127.0.0.1"
        command = [str(CHROMIUM), *QUIET, rules, f"--user-data-dir={profile}", "about:blank"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            try:
                line = ""
                while "DevTools listening on " not in line:
                    line = process.stderr.readline()
                    assert line, "chromium ended"
                threading.Thread(target=process.stderr.read, daemon=True).start()
                with connect(line.split(" on ")[1].strip(), max_size=None) as whole:
                    whole.send(json.dumps({"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}}))
                    target = json.loads(whole.recv())["result"]["targetId"]
                    address = line.split(" on ")[1].strip().partition("/devtools/")[0]
                    with connect(f"{address}/devtools/page/{target}", max_size=None) as tab:
                        yield Browser(tab)
            finally:
                process.terminate()


_LOOK = """(() => {
const light = c => { const v = c.slice(0, 3).map(x => x / 255)
    .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] }
const parts = c => { const v = c.match(/[0-9.]+/g).map(Number); return v.length === 3 ? [...v, 1] : v }
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05) }
const behind = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor)
    if (c[3] === 1) return c }
  return [255, 255, 255, 1] }
const poor = new Set()
for (const e of document.querySelectorAll("body *")) {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  const box = e.getBoundingClientRect()
  if (!own || !box.width || !box.height || box.right < 0) continue
  const style = getComputedStyle(e)
  const found = ratio(parts(e.closest("svg") ? style.fill : style.color), behind(e))
  const what = `${e.tagName}.${e.getAttribute("class")} ${found.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`
  if (found < 4.5) poor.add(what)
}
const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, [role=img]")]
const named = e => e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim() || e.querySelector("title")
return JSON.stringify({
  title: document.title,
  wide: document.scrollingElement.scrollWidth - innerWidth,
  paper: getComputedStyle(document.body).backgroundColor,
  poor: [...poor].slice(0, 5),
  marks: document.querySelectorAll("mark").length,
  unnamed: fields.filter(e => !named(e)).map(e => e.outerHTML.slice(0, 80)),
  heads: document.querySelectorAll("h1").length,
  language: document.documentElement.lang })
})()"""
"""What a page shows: width beyond the window, text with too little contrast (WCAG 2.2, AA), fields without a label."""
