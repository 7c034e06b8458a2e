"""One article with its blocks."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from warehouse.read.connection import as_query_error, connect


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of an article. `in_body`: whether it is part of the body; the other fields are columns of `blocks`."""

    kind: str
    rule: str
    confidence: float
    in_body: bool
    text: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with its blocks, in reading order; the other fields are columns of `articles` and `files`."""

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
    blocks: tuple[BlockView, ...] = ()


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
        return replace(ArticleView(*found), blocks=blocks)


_ARTICLE = """
    SELECT article_id, path, record_no, member, outlet, url, headline, published_on, published_on_source, language,
        not_annotated, text_quality
    FROM articles JOIN files USING (file_id) WHERE article_id = TRY_CAST(? AS BIGINT)
"""

_BLOCKS = """
    SELECT kind, rule, confidence, start_char IS NOT NULL, text FROM blocks WHERE article_id = ? ORDER BY block_no
"""
