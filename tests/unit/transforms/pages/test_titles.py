"""The title of an article: without the outlet's name, as the page shows it."""

import pytest

from transforms.pages.titles import choose_title
from transforms.pages.tree import blocks

TITLE = "Ferry to Port Ellery stopped"


def choose(page_title: str, body: str = "", stated: str | None = None, publisher: str | None = None) -> str | None:
    from trafilatura import load_html

    root = load_html(f"<html><head></head><body><p>One.</p>{body}</body></html>")
    headings = [heading.text_content() for heading in root.iter("h1")]
    return choose_title([stated], headings, page_title, publisher, list(blocks(root)))


@pytest.mark.parametrize(
    ("page_title", "body"),
    [
        (f"{TITLE} | News | Ellery Courier", f"<h1>{TITLE}</h1>"),
        (f"Ellery Courier | {TITLE}", f"<h1>{TITLE}</h1>"),
        (f"{TITLE} - Ellery Courier", f"<h1>Ellery Courier</h1><h1>{TITLE}</h1>"),
        (f"{TITLE} - Ellery Courier", f"<h2>{TITLE}</h2>"),
        (f"{TITLE} - Ellery Courier", f"<b>{TITLE}</b><p>By Nan Alder</p>"),
        (f"{TITLE} - Ellery Courier", "<nav><a href='/'>Ellery Courier</a></nav>"),
        (f"{TITLE} - Ellery Courier", "<a href='/'>Ellery Courier</a><h1>Ellery Courier</h1>"),
        (f"Ellery Courier: {TITLE}", f"<h1>{TITLE}</h1>"),
        ("Ellery Courier", f"<h1>{TITLE}</h1>"),
        ("", f"<h1>{TITLE}</h1>"),
    ],
)
def test_the_title_is_told_without_the_outlet(page_title: str, body: str) -> None:
    assert choose(page_title, body) == TITLE


def test_a_known_publisher_is_taken_off_and_a_part_of_the_title_is_not() -> None:
    assert choose(f"{TITLE} – Coast Wire", publisher="Coast Wire") == TITLE
    assert choose(f"{TITLE} – a report") == f"{TITLE} – a report"
    assert choose("", stated=TITLE) == TITLE
    assert choose("") is None


def test_the_heading_that_rewords_the_title_is_taken() -> None:
    heading = "Ferry to Port Ellery stopped after pier gives way"
    assert choose("Pier gives way, Port Ellery ferry stopped", f"<h1>{heading}</h1>") == heading
