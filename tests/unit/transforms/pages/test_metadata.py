"""Title, authors and day of a page: the article's own data, then what the page shows."""

import json

import pytest

from transforms.pages.article import read_article
from transforms.pages.metadata import Metadata

TEXT = (
    "<p>The ferry to Port Ellery was stopped on Friday after a storm, and nobody could say for how long.</p>"
    "<p>The harbour master told the council that the pier had been built for smaller boats than these.</p>"
    "<p>Passengers were brought home by bus, and most of them were in their beds before midnight.</p>"
)
NODE = {"@type": "NewsArticle", "headline": "Ferry to Port Ellery stopped"}


def read(head: str = "", above: str = "", heading: str = "Ferry to Port Ellery stopped") -> Metadata:
    page = f"<html><head>{head}</head><body><article><h1>{heading}</h1>{above}{TEXT}</article></body></html>"
    article = read_article(page)
    assert article is not None
    return article.metadata


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(NODE | fields)}</script>'


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        (ld(datePublished="2026-03-04", dateModified="2026-03-09"), "", "2026-03-04"),
        (ld(datePublished="2026-03-04T23:30:00-05:00"), "<time datetime='2026-03-08'>8 March</time>", "2026-03-04"),
        ("<meta property='article:published_time' content='2026-03-04T06:00:00Z'>", "", "2026-03-04"),
        ("<meta name='parsely-pub-date' content='2026-03-04'>", "", "2026-03-04"),
        ("<meta itemprop='datePublished' content='2026-03-04'>", "", "2026-03-04"),
        ("<meta property='article:modified_time' content='2026-03-09'>", "<p>Published 4 March 2026</p>", "2026-03-04"),
        ("", "<p>Updated 9 March 2026 | Published 4 March 2026</p>", "2026-03-04"),
        (
            "",
            "<time class='updated' datetime='2026-03-09'>9 March</time><time datetime='2026-03-04'>x</time>",
            "2026-03-04",
        ),
        ("", "<p>Updated <time datetime='2026-03-09'>9 March 2026</time></p>", "None"),
        ("<meta property='article:modified_time' content='2026-03-09'>", "", "None"),
        (ld(datePublished="0001-01-01"), "<div>4 March 2026</div>", "2026-03-04"),
        (ld(datePublished="soon"), "", "None"),
        ("<meta name='publish-date' content='20260304'>", "", "2026-03-04"),
        ("<meta name='pubdate' content='1772600000'>", "", "2026-03-04"),
        ("<link rel='canonical' href='https://courier.example/2026/03/04/ferry'>", "", "2026-03-04"),
        ("<link rel='canonical' href='https://courier.example/2026/mar/04/ferry'>", "", "2026-03-04"),
        ("<link rel='canonical' href='https://courier.example/2026/xyz/04/ferry'>", "", "None"),
        ("", "<p>Changed on <time datetime='2026-03-04'>4 March</time></p>", "2026-03-04"),
        ("", "", "None"),
    ],
)
def test_the_day_of_publication_is_no_day_of_change(head: str, above: str, day: str) -> None:
    assert str(read(head, above).published)[:10] == day


@pytest.mark.parametrize(
    ("head", "above", "authors"),
    [
        (ld(author={"name": "Nan Alder"}), "", ("Nan Alder",)),
        (ld(author=[{"name": "Nan Alder"}, {"name": "Cy Birk"}]), "", ("Nan Alder", "Cy Birk")),
        (ld(author={"name": "Nan Alder"}), "<p>By Nan Alder and Cy Birk</p>", ("Nan Alder", "Cy Birk")),
        ("", "<p class='x'>By <a rel='author' href='/n'>Nan Alder</a> and Cy Birk</p>", ("Nan Alder", "Cy Birk")),
        ("", "<div><a rel='author' href='/n'>Nan Alder</a></div>", ("Nan Alder",)),
        ("", "<div class='byline'>Nan Alder</div>", ("Nan Alder",)),
        ("<meta name='author' content='Nan Alder'>", "", ("Nan Alder",)),
        ("<meta name='author' content='nan-alder'>", "", ()),
        ("<meta property='article:author' content='https://net.example/nan'>", "", ()),
        ("<meta name='author' content='Courier staff'>", "", ("Courier staff",)),
        ("", "<p>By the time it was over, nobody had been told why the boat had turned round.</p>", ()),
    ],
)
def test_authors_are_told_whole(head: str, above: str, authors: tuple[str, ...]) -> None:
    assert read(head, above).authors == authors


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            "<title>Ferry to Port Ellery stopped | News | Ellery Courier</title>",
            "Ferry to Port Ellery stopped",
            "heading",
        ),
        (
            "<title>Ferry to Port Ellery stopped - Ellery Courier</title>",
            "Ellery Courier",
            "Ferry to Port Ellery stopped",
        ),
        (ld(), "Ellery Courier", "Ferry to Port Ellery stopped"),
        (
            "<meta property='og:title' content='Storm stops the ferry to Port Ellery'>",
            "Ferry to Port Ellery stopped by storm",
            "heading",
        ),
        ("", "Ferry to Port Ellery stopped", "heading"),
    ],
)
def test_the_title_is_the_heading_that_the_page_repeats(head: str, heading: str, title: str) -> None:
    site = "<meta property='og:site_name' content='Ellery Courier'>"
    assert read(site + head, heading=heading).title == (heading if title == "heading" else title)


def test_outlet_and_address_are_told() -> None:
    head = ld(publisher={"name": "Coast Wire"}) + "<link rel='canonical' href='https://courier.example/ferry'>"
    assert read(head).publisher == "Coast Wire"
    assert read(head).url == "https://courier.example/ferry"
    assert read("<meta property='og:site_name' content='Ellery Courier'>" + head).publisher == "Ellery Courier"
