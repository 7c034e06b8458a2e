"""JSON-LD: which of its objects is the article."""

import json

import pytest

from transforms.pages.structured import article_node, names_of, text_of

ARTICLE = {"@type": "NewsArticle", "headline": "Ferry stopped", "datePublished": "2026-03-04"}


@pytest.mark.parametrize(
    "graph",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01", "headline": "Ferry stopped"}, ARTICLE]},
        {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE | {"@type": ["ReportageNewsArticle", "Thing"]}]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        [{"@type": "NewsArticle", "headline": "Mill sold", "datePublished": "2020-02-02"}, ARTICLE],
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "NewsArticle", "headline": "Mill sold"}],
            "mainEntity": ARTICLE,
        },
    ],
)
def test_the_node_of_the_article_is_found(graph: object) -> None:
    assert article_node([json.dumps(graph)], ["Ferry stopped"])["datePublished"] == "2026-03-04"


@pytest.mark.parametrize("script", ["", "{", "null", "[1, 2]", '"text"', "[" * 100_000, '{"@type": "WebPage"}'])
def test_what_is_no_article_gives_nothing(script: str) -> None:
    assert article_node([script], []) == {}


def test_a_line_end_within_a_text_and_a_comment_around_are_read() -> None:
    script = '<!-- {"@type": "NewsArticle", "headline": "Ferry\nstopped"} -->'
    assert text_of(article_node([script], [])["headline"]) == "Ferry stopped"


def test_names_stand_in_objects_and_lists() -> None:
    assert names_of([{"@type": "Person", "name": "Nan Alder"}, "Cy Birk", {"name": None}]) == ["Nan Alder", "Cy Birk"]
    assert text_of({"@value": "A &amp; B"}) == "A & B"
