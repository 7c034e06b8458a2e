"""The authors of articles: out of the metadata, else out of the bylines."""

from datetime import date
from typing import Any

import polars as pl

from tests.unit.transforms.strip.invented_article import ARTICLE, HEADLINE
from transforms.strip.articles import strip_articles
from transforms.strip.authors import find_authors
from warehouse.schema.tables.stages import ARTICLES_READ


def authors(*articles: dict[str, Any]) -> list[tuple[int, int, str]]:
    """The authors of articles; each is given what is not null, and the lines between headline and text."""
    schema = {"article_id": pl.Int64(), "file_id": pl.Int64(), **ARTICLES_READ}
    rows = [
        {"article_id": n, "file_id": n, "path": "a.txt", "record_no": 1}
        | {"raw_text": "\n".join([HEADLINE, *given.pop("byline", ()), *ARTICLE])}
        | given
        for n, given in enumerate(articles, 1)
    ]
    return find_authors(*strip_articles(pl.DataFrame(rows, schema=schema), {}, latest=date(2026, 3, 10))).rows()


def test_each_author_of_the_metadata_is_a_row() -> None:
    found = authors({"author": "Nan Alder, Cy Birk"}, {}, {"author": "Di Cole", "byline": ["By Cy Birk"]})
    assert found == [(1, 1, "Nan Alder"), (1, 2, "Cy Birk"), (3, 1, "Di Cole")]


def test_bylines_tell_where_the_metadata_name_nobody() -> None:
    byline = ["By Ottilie Penrose and Cy Birk", "Published 4 March 2026, 09:14 GMT"]
    assert authors({"byline": byline}) == authors({"byline": byline, "author": "newsdesk7"})
    assert authors({"byline": byline}) == [(1, 1, "Ottilie Penrose"), (1, 2, "Cy Birk")]


def test_the_outlet_is_no_author_beside_others() -> None:
    assert authors({"author": "Nan Alder, Ellery Courier", "outlet": "Ellery Courier"}) == [(1, 1, "Nan Alder")]
