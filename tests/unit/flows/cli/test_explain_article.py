import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from flows.cli.explain_article import BESIDE_BODY, COLOURS, as_html, as_text, is_removed
from warehouse.read.article import ArticleSpan, ArticleView, BlockView
from warehouse.schema.tables.values import BODY_KINDS, BOILERPLATE_KINDS, CONTENT_KINDS

HEADLINE = BlockView("headline", "place.first", 0.9, True, "Ferry sinks off Tessaly Bay")
BYLINE = BlockView("byline", "line.byline", 0.8, False, "By Anna Brook")
BODY = BlockView("body", "default", 0.5, True, "At least 12 people were killed.")
AD = BlockView("ad", "line.advert", 0.955, False, "Advertisement")
FERRY = ArticleView(
    12, "post/1.zip", 3, "a/b.html", "Harbour Post", "https://post.example/1?a=1&b=2", HEADLINE.text, date(2031, 5, 1),
    "metadata", "en", None, "cut", blocks=(HEADLINE, AD, BYLINE, BODY, AD),
)  # fmt: skip
HOSTILE = "</del><script>alert('x')</script>\x1b[2J\u202e&amp; \"'`"


class Page(HTMLParser):
    """The elements of a page with their attributes, and its visible text; fails on a tag that does not close."""

    EMPTY = ("meta", "base")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


def plain(article: ArticleView) -> list[str]:
    return [re.sub("\x1b\\[[0-9;]*m", "", line) for line in as_text(article, terminal=False)]


def test_the_kinds_are_those_of_the_schema() -> None:
    assert {*BODY_KINDS, *BESIDE_BODY} == {*CONTENT_KINDS}
    assert {*COLOURS} == {*BOILERPLATE_KINDS}
    for kind in (*CONTENT_KINDS, *BOILERPLATE_KINDS):
        assert is_removed(BlockView(kind, "any", 1, kind in BODY_KINDS, "x")) == (kind in BOILERPLATE_KINDS)


def test_the_head_tells_what_is_known_and_nothing_else() -> None:
    assert plain(FERRY)[:11] == [
        "Ferry sinks off Tessaly Bay",
        "article       12",
        "outlet        Harbour Post",
        "path          post/1.zip",
        "record_no     3",
        "member        a/b.html",
        "url           https://post.example/1?a=1&b=2",
        "published_on  2031-05-01 (from metadata)",
        "language      en",
        "text_quality  cut",
        "removed       27% of 97 characters, 2 of 5 blocks",
    ]
    claimed = plain(replace(FERRY, unconfirmed_publisher="The Harbour Echo"))
    assert "claims to be  The Harbour Echo (nothing bears it out)" in claimed
    bare = ArticleView(1, "a.txt", 1, None, None, None, None, None, None, "de", "language", None)
    assert plain(bare) == [
        "(no headline)", "article       1", "path          a.txt", "record_no     1", "language      de",
        "not_annotated language", "removed       0% of 0 characters, 0 of 0 blocks", "", "",
    ]  # fmt: skip


def test_blocks_stand_in_reading_order_with_the_reason_of_what_is_removed() -> None:
    assert plain(FERRY)[12:] == [
        "  Ferry sinks off Tessaly Bay",
        "- Advertisement  [ad line.advert 0.95]",
        "  By Anna Brook  [byline]",
        "  At least 12 people were killed.",
        "- Advertisement  [ad line.advert 0.95]",
        "",
        "    1 kept     body      default",
        "    1 kept     byline    line.byline",
        "    1 kept     headline  place.first",
        "    2 removed  ad        line.advert",
    ]


def test_a_terminal_gets_no_character_of_the_article_that_steers_it() -> None:
    blocks = tuple(replace(block, text=HOSTILE) for block in FERRY.blocks)
    hostile = replace(FERRY, headline=HOSTILE, outlet=HOSTILE, url=HOSTILE, path=HOSTILE, member=HOSTILE, blocks=blocks)
    for terminal in (True, False):
        lines = list(as_text(hostile, terminal=terminal))
        assert not re.search("[\x00-\x1a\x1c-\x1f\u202e]|\x1b\\[2J", "".join(lines))
    assert "\\x1b[2J\\u202e" in plain(hostile)[0]


def test_the_page_says_the_same_and_needs_nothing_else() -> None:
    page = Page(as_html(FERRY))
    for words in ("12", "Harbour Post", "post/1.zip", "a/b.html", "2031-05-01 (from metadata)", "27% of 97 characters"):
        assert words in page.text
    assert [tag for tag, _ in page.elements if tag in ("h2", "del", "p")] == [
        "p", "p", "h2", "p", "del", "p", "p", "p", "del", "h2",
    ]  # fmt: skip
    assert "ad · line.advert · 0.95" in page.text
    assert ("a", {"href": FERRY.url, "rel": "noopener noreferrer"}) in page.elements
    assert {name for _, attributes in page.elements for name in attributes if name in ("src", "href")} == {"href"}
    assert "url(" not in as_html(FERRY)
    assert "@import" not in as_html(FERRY)


def test_nothing_of_an_article_becomes_markup() -> None:
    blocks = tuple(replace(block, text=HOSTILE) for block in FERRY.blocks)
    hostile = replace(
        FERRY,
        headline=HOSTILE,
        outlet=HOSTILE,
        url=HOSTILE,
        path=HOSTILE,
        member=HOSTILE,
        language='"><i>',
        blocks=blocks,
    )
    tags = [tag for tag, _ in Page(as_html(FERRY)).elements]
    page = Page(as_html(hostile))
    assert [tag for tag, _ in page.elements if tag != "a"] == [tag for tag in tags if tag != "a"]
    assert page.text.count("<script>") == 11
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", as_html(hostile))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//post.example/1", "http://[", " "])
def test_only_addresses_of_pages_become_links(url: str) -> None:
    links = [attributes["href"] for tag, attributes in Page(as_html(replace(FERRY, url=url))).elements if tag == "a"]
    assert links == ["/", "/article/12"]


def test_names_figures_and_quotations_are_marked_and_lead_to_their_pages() -> None:
    said = BlockView("body", "default", 0.5, True, "“Twelve died,” Ada Holm said.", 100)
    after = BlockView("body", "default", 0.5, True, "Ada Holm left.", 140)
    spans = (
        ArticleSpan("name", 7, 140, 148), ArticleSpan("quote", 3, 100, 114), ArticleSpan("figure", 9, 101, 107),
        ArticleSpan("name", 7, 115, 123),
    )  # fmt: skip
    page = as_html(replace(FERRY, blocks=(said, after), spans=spans))
    assert '<span class="quoted" id="quote-3">“</span>' in page
    assert '<mark id="figure-9"><a href="/figure/9">Twelve</a></mark>' in page
    assert page.count('<a class="name" href="/entity/7">Ada Holm</a>') == 2
    assert '<base href="http://127.0.0.1:8321/">' in page
    assert all(f'class="{sample}"' in page for sample in ("name-sample", "quoted", "removed"))


def test_a_long_article_is_marked_in_linear_time() -> None:
    blocks = [BlockView("body", "default", 0.5, True, "Ada Holm left.", 20 * number) for number in range(4_000)]
    spans = [ArticleSpan("name", 7, 20 * number, 20 * number + 8) for number in range(4_000)]
    page = as_html(replace(FERRY, blocks=tuple(blocks), spans=tuple(spans)))
    assert page.count('class="name"') == 4_000


def test_it_says_that_the_text_changed_and_where_to_look() -> None:
    assert not any(line.startswith("changed") for line in plain(FERRY))
    changed = replace(FERRY, earlier_texts=1, earlier_article_id=7, later_article_id=15)
    assert (
        "changed       1 earlier text, article 7 has the text before, article 15 has a later text: "
        'newsledger sql "FROM marts.article_changes WHERE 12 IN (article_id, later_article_id)"'
    ) in plain(changed)
    again = plain(replace(FERRY, earlier_texts=3))
    assert any(line.startswith("changed       3 earlier texts: newsledger sql") for line in again)
