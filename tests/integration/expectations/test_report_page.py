"""The report of real loads, in a real browser."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from expectations import gate, report
from flows.ui import standalone
from tests.integration.flows.test_poisoned_nights import POISONS, night, publish_week, tonight
from tests.nights import FIRST_NIGHT, build, publish_night
from warehouse.build import version_diff
from warehouse.publish import layout

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LOOK = report.ReportLook(standalone.stylesheet(), standalone.address())
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=5000",
)
LOOKING = """<!DOCTYPE html><meta charset="utf-8">
<iframe id="page" src="report.html" style="width:390px;height:800px;border:0"></iframe><pre id="seen"></pre><script>
const light = c => { const v = c.match(/[0-9.]+/g).slice(0, 3).map(x => x / 255)
  .map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] }
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05) }
page.onload = () => {
  const inner = page.contentDocument, of = (s) => [...inner.querySelectorAll(s)]
  const behind = e => { while (e) { const c = page.contentWindow.getComputedStyle(e).backgroundColor
    if (!/, 0\\)/.test(c)) return c; e = e.parentElement } return "rgb(255, 255, 255)" }
  const contrasts = of("h1, h2, h3, p, td, th, mark, code, figcaption, footer").map(e =>
    ratio(page.contentWindow.getComputedStyle(e).color, behind(e)))
  seen.textContent = JSON.stringify({ width: inner.documentElement.scrollWidth, marks: of("mark").length,
    paper: behind(inner.body), contrast: Math.min(...contrasts), title: inner.querySelector("h1").textContent })
}
</script>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Reports on a refused load, and on one that is published."""
    found = {}
    week = publish_week(tmp_path_factory.mktemp("week"))
    for name, poison in (("refused", POISONS["shifted offsets"]), ("published", POISONS["an outlet gone silent"])):
        directory = tmp_path_factory.mktemp("warehouse")
        shutil.copytree(week, directory, symlinks=True, dirs_exist_ok=True)
        file = tonight(directory, poison)
        verdict = gate.check(file, file.parent.name)
        moved = version_diff.compare(file, layout.published(directory), file.parent.name)
        load = report.LoadSummary(file.parent.name, name, "20310506T020000Z", [], {"gate": verdict.seconds}, {}, ["v1"])
        found[name] = report.render(load, verdict.checks, moved, [{"articles": 64.0 * n} for n in range(1, 8)], LOOK)
    return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """A folder, the address at which it is served, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *args: object) -> None:
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.skipif(
    CHROMIUM is None and "NEWSLEDGER_REQUIRE_SHARED" not in os.environ, reason="chromium is not installed"
)
@pytest.mark.parametrize("scheme", [("light", 1), ("dark", 0)], ids=lambda scheme: scheme[0])
@pytest.mark.parametrize("name", ["refused", "published"])
def test_it_reads_well_on_a_phone(
    name: str,
    scheme: tuple[str, int],
    pages: dict[str, str],
    served: tuple[Path, str, list[str]],
    tmp_path_factory: Any,
) -> None:
    folder, address, asked = served
    (folder / "report.html").write_text(pages[name], "utf-8")
    (folder / "look.html").write_text(LOOKING, "utf-8")
    profile = tmp_path_factory.mktemp("profile")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", f"--blink-settings=preferredColorScheme={scheme[1]}"]
    done = subprocess.run(
        [*command, "--dump-dom", f"{address}/look.html"], capture_output=True, text=True, timeout=120, check=True
    )
    seen = json.loads(re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)[1])
    assert seen["width"] <= 390
    assert seen["contrast"] >= 4.5  # WCAG 2.2, level AA
    assert (seen["paper"] == "rgb(251, 250, 247)") is (scheme[0] == "light")
    assert (seen["marks"] > 0) is (name == "refused")
    assert seen["title"].startswith(name.capitalize())
    assert {*asked} - {"/favicon.ico"} == {"/look.html", "/report.html"}


def test_it_tells_what_changed(tmp_path: Path) -> None:
    publish_night(tmp_path, night(0))
    later = FIRST_NIGHT + timedelta(days=1)
    stories = night(1)[:10]
    changed = [*night(0)[:3], *stories]
    changed[0].lines[0] = "Ships no more"
    file = build(tmp_path, changed, now=later)
    moved = version_diff.compare(file, layout.published(tmp_path), file.parent.name)
    tables = {row.table: asdict(row) for row in moved.tables}
    assert tables["articles"] == {
        "table": "articles", "before": 64, "after": 74, "added": 10, "changed": 3, "gone": 0,
    }  # fmt: skip
    # Those of the articles that changed stay as they are, but for the one behind the changed headline, which moved.
    assert (tables["figures"]["added"], tables["figures"]["gone"]) == (11, 1)
    assert {(row.outlet, row.articles, row.usual) for row in moved.outlets} == {
        ("Tidings", 13, 40),
        ("Dovecote", 0, 24),
    }
    assert moved.factualities == (("actual", 13),)
    first = version_diff.compare(file, None, file.parent.name)
    assert {row.added for row in first.tables if row.table == "articles"} == {74}
