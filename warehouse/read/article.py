"""One article with its blocks."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from warehouse.read.connection import as_query_error, connect


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of an article. `in_body`: whether it is part of the body; the other fields are columns of `blocks`."""

    kind: str
    rule: str
    confidence: float
    in_body: bool
    text: str
    raw_start: int = 0


@dataclass(frozen=True, slots=True)
class ArticleSpan:
    """Characters of the raw text that are a name, a figure or a quotation; `target` is the id of what they lead to."""

    kind: Literal["name", "figure", "quote"]
    target: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with its blocks, in reading order; the other fields are columns of `articles` and `files`.

    Attributes:
        earlier_texts: how many other texts it had before, of those that are kept.
        earlier_article_id: the article with the text before, where another file or record brought it.
        later_article_id: likewise the one with the text after it.
        spans: its names, figures and quotations, in no order, but for reported speech.
    """

    article_id: int
    path: str
    record_no: int
    member: str | None
    outlet: str | None
    url: str | None
    headline: str | None
    published_on: date | None
    published_on_source: str | None
    language: str | None
    not_annotated: str | None
    text_quality: str | None
    unconfirmed_publisher: str | None = None
    earlier_texts: int = 0
    earlier_article_id: int | None = None
    later_article_id: int | None = None
    blocks: tuple[BlockView, ...] = ()
    spans: tuple[ArticleSpan, ...] = ()


def article(path: Path, article_id: int) -> ArticleView | None:
    """Returns one article with all its blocks, in reading order; None where there is no such article.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        # As text: a number may be too large for DuckDB to take.
        found = con.execute(_ARTICLE, [str(article_id)]).fetchone()
        if found is None:
            return None
        blocks = tuple(BlockView(*row) for row in con.execute(_BLOCKS, [article_id]).fetchall())
        spans = tuple(ArticleSpan(*row) for row in con.execute(_SPANS, {"id": article_id}).fetchall())
        return replace(ArticleView(*found), blocks=blocks, spans=spans)


_ARTICLE = """
    SELECT article_id, path, record_no, member, outlet, url, headline, published_on, published_on_source, language,
        not_annotated, text_quality, unconfirmed_publisher,
        (SELECT count(*) FROM article_versions AS version WHERE version.article_id = article.article_id),
        (SELECT min(before.article_id) FROM article_updates AS before WHERE later_article_id = article.article_id),
        (SELECT later_article_id FROM article_updates AS after WHERE after.article_id = article.article_id)
    FROM articles AS article JOIN files USING (file_id) WHERE article_id = TRY_CAST(? AS BIGINT)
"""

_BLOCKS = """
    SELECT kind, rule, confidence, start_char IS NOT NULL, text, raw_start
    FROM blocks WHERE article_id = ? ORDER BY block_no
"""

_SPANS = """
    SELECT 'name', entity_id, raw_start, raw_end FROM mentions WHERE article_id = $id AND entity_id IS NOT NULL
    UNION ALL
    SELECT 'figure', figure_id, raw_start, raw_end FROM figures WHERE article_id = $id
    UNION ALL
    SELECT 'quote', quote_id, raw_start, raw_end FROM quotes WHERE article_id = $id AND kind <> 'indirect'
"""
