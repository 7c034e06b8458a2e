"""The pages in a real browser: nothing of an article runs, nothing overflows, all can be read."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser import Browser, browser, needs_chromium
from tests.ledger import Ledger
from tests.pages import HOSTILE, Answer, Pages, serving, shape

pytestmark = [pytest.mark.slow, needs_chromium]


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
        found[path] = tab.look()
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
    seen = tab.look()
    assert seen["title"] == "ran"
    assert seen["wide"] > 0
    assert any(told.startswith("H1") for told in seen["poor"])
    assert any("Content Security Policy" in error for error in tab.errors)


@pytest.mark.parametrize("kind", ["headline", "byline", "caption", "removed"])
def test_what_is_marked_reads_well_in_every_kind_of_line(kind: str, tab: Browser, pages: Pages) -> None:
    tab.open(f"{pages.address}article/1", 1280, dark=True)
    changed = f"[...document.querySelectorAll('.block')].map(block => block.className = 'block {kind}').length"
    assert tab.run(changed) > 0
    seen = tab.look()
    assert seen["marks"] > 0
    assert seen["poor"] == []


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
