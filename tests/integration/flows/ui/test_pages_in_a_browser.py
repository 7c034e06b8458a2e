"""The pages in a real browser: nothing of an article runs, nothing overflows, all can be read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser import Browser, browser, needs_chromium
from tests.ledger import Ledger
from tests.pages import HOSTILE, Answer, Pages, serving, shape

pytestmark = [pytest.mark.slow, needs_chromium]

LOOK = """(() => {
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


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def addresses(walked: dict[str, Answer]) -> list[str]:
    """One of each kind of page, and those that forms lead to."""
    pages = {shape(path): path for path, answer in walked.items() if "text/html" in answer.headers["content-type"]}
    outlets = {"a": f"Harbour Post {HOSTILE}", "b": f"Tidings {HOSTILE}"}
    return [
        *pages.values(),
        "/compare?" + urlencode(outlets),
        "/compare?kind=names&a=1&b=2",
        "/sql?" + urlencode({"query": "SELECT body, * FROM articles"}),
        "/sql?query=SELEC",
        "/nowhere",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_all_pages_read_well_and_nothing_of_an_article_runs(
    width: int, dark: bool, tab: Browser, pages: Pages, addresses: list[str]
) -> None:
    found = {}
    tab.asked.clear()
    tab.errors.clear()
    for path in addresses:
        tab.open(pages.address + path.lstrip("/"), width, dark=dark)
        found[path] = json.loads(tab.run(LOOK))
    assert {path: seen["wide"] for path, seen in found.items() if seen["wide"] > 0} == {}
    assert {path: seen["poor"] for path, seen in found.items() if seen["poor"]} == {}
    assert {path: seen["unnamed"] for path, seen in found.items() if seen["unnamed"]} == {}
    assert all(seen["title"].endswith("· newsledger") for seen in found.values())  # which a script would have changed
    assert {seen["heads"] for seen in found.values()} == {1}
    assert {seen["language"] for seen in found.values()} == {"en"}
    assert len({seen["paper"] for seen in found.values()}) == 1
    assert (int(re.findall("[0-9]+", found["/"]["paper"])[0]) < 128) is dark
    assert any(seen["marks"] for seen in found.values())
    assert {address for address in tab.asked if not address.startswith((pages.address, "about:", "data:"))} == set()
    refused = [error for error in tab.errors if "Content Security Policy" in error]
    assert refused == []  # the policy is the second wall; the first one must have stopped all


def test_the_browser_would_have_told(tab: Browser, pages: Pages) -> None:
    """That a script which runs, a request elsewhere and grey text on white are seen."""
    tab.open(pages.address, 390)
    tab.asked.clear()
    tab.run("document.querySelector('h1').style.cssText = 'color: #ccc; width: 900px'")
    tab.run("fetch('https://elsewhere.example/x').catch(error => error.message)")
    tab.run("document.title = 'ran'")
    seen = json.loads(tab.run(LOOK))
    assert seen["title"] == "ran"
    assert seen["wide"] > 0
    assert any(told.startswith("H1") for told in seen["poor"])
    assert any("Content Security Policy" in error for error in tab.errors)


def test_names_are_suggested_while_one_types(tab: Browser, pages: Pages) -> None:
    tab.open(pages.address, 1280)
    script = """(async () => { const field = document.querySelector("input[type=search]"); field.value = "Ines"
    field.dispatchEvent(new Event("input", { bubbles: true }))
    for (let n = 0; n < 100 && !document.querySelector("#suggestions option"); n++)
      await new Promise(go => setTimeout(go, 100))
    return document.querySelector("#suggestions option")?.value })()"""
    assert tab.run(script).startswith("Ines Talvo")


def test_a_publication_under_it_is_seen_by_the_next_request(tab: Browser, tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.article("Quay opens at last.", headline="First night")
    directory = tmp_path / "warehouse"
    ledger.publish(directory)
    with serving(directory, tmp_path) as served:
        tab.open(served.address + "stories", 1280)
        assert "First night" in tab.run("document.body.textContent")
        ledger.article("Quay closes again.", headline="Second night")
        ledger.publish(directory)
        tab.open(served.address + "stories", 1280)
        assert "Second night" in tab.run("document.body.textContent")
