"""Every kind of page of a real load in a real browser: without an error, readable at both widths, light and dark."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.browser import Browser, browser, needs_chromium
from tests.pages import Pages, serving

pytestmark = [pytest.mark.slow, needs_chromium]

ALIKE = 2
"""Addresses of each kind that are looked at."""


def faults(tab: Browser, address: str, paths: Iterable[str], width: int, *, dark: bool) -> Iterator[tuple[str, object]]:
    """Yields what is wrong with pages as the browser shows them, each fault behind the path of its page."""
    for path in paths:
        tab.asked.clear()
        tab.errors.clear()
        tab.open(address + path.lstrip("/"), width, dark=dark)
        seen = tab.look()
        wrong = {
            "wide": max(0, seen["wide"]),
            "poor": seen["poor"],
            "unnamed": seen["unnamed"],
            "heads": seen["heads"] != 1,
            "untitled": not seen["title"],
            "errors": tab.errors,
            "foreign": [asked for asked in tab.asked if not asked.startswith((address, "about:", "data:"))],
        }
        yield from ((path, (name, str(found))) for name, found in wrong.items() if found)


def paths_of_pages(pages: Pages, alike: int) -> list[str]:
    """Returns the addresses of pages that lead from one to the next; each must answer."""
    walked = pages.walk(alike)
    assert {path: answer.status for path, answer in walked.items() if answer.status not in (200, 308)} == {}
    return [path for path, answer in walked.items() if answer.headers["content-type"].startswith("text/html")]


def test_every_kind_of_page_of_the_sample_reads_well(sample: Path, tmp_path: Path) -> None:
    with serving(sample, tmp_path) as pages, browser(tmp_path / "profile") as tab:
        paths = paths_of_pages(pages, ALIKE)
        assert len(paths) > 40
        assert list(faults(tab, pages.address, paths, 390, dark=False)) == []
        assert list(faults(tab, pages.address, paths, 1280, dark=True)) == []
