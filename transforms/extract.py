"""Annotated articles in, rows of the tables out: mentions, entities, quotes, figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl
from spacy.tokens import Doc

from transforms.article import Article, Paragraph
from transforms.figures import find_figures
from transforms.mentions import find_mentions
from transforms.names import straighten
from transforms.quotes import find_quotes
from warehouse.tables import ENTITIES, FIGURES, MENTIONS, QUOTES

Row = dict[str, Any]

LOCAL_ENTITIES = pl.Schema({"article_id": pl.Int64(), **{c: ENTITIES.schema[c] for c in ("entity_id", "kind", "name")}})
"""Entities of single articles, before they are resolved across articles."""

SCHEMAS: dict[str, pl.Schema] = {
    "mentions": MENTIONS.schema,
    "entities": LOCAL_ENTITIES,
    "quotes": QUOTES.schema,
    "figures": FIGURES.schema,
}
"""Frames that `extract_articles` returns; every id in them but `article_id` is local to the article."""


def extract_articles(articles: Iterable[Article]) -> dict[str, pl.DataFrame]:
    """Extracts from a batch of articles.

    Returns:
        A frame for each name of `SCHEMAS`, in the order of the articles and of the positions within them.
    """
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for article in articles:
        for name, found in _extract(article).items():
            rows[name] += found
    return {name: pl.DataFrame(rows[name], schema=schema, orient="row") for name, schema in SCHEMAS.items()}


def _extract(article: Article) -> dict[str, list[Row]]:
    mentions, entities = find_mentions(article)
    quotes = find_quotes(article, mentions, entities)
    figures = find_figures(article, mentions, entities, quotes)
    of_article = {"article_id": article.article_id}
    day = {"as_of": article.published_on, "as_of_source": article.published_on and "article"}
    return {
        "mentions": [
            of_article | {"mention_id": n} | _fields(m) | _placed(article, m, "surface")
            for n, m in enumerate(mentions, 1)
        ],
        "entities": [of_article | asdict(e) for e in entities],
        "quotes": [of_article | _fields(q) | _placed(article, q, "text") for q in quotes],
        "figures": [
            of_article | {"figure_id": n} | day | _fields(f) | _placed(article, f, "surface")
            for n, f in enumerate(figures, 1)
        ],
    }


def _fields(found: Any) -> Row:
    return {name: getattr(found, name) for name in found.__slots__ if name not in {"paragraph", "start", "end"}}


def _placed(article: Article, found: Any, text_column: str) -> Row:
    paragraph = article.paragraphs[found.paragraph]
    columns: Row = dict(paragraph.place(found.start, found.end))
    return columns | {text_column: paragraph.text[found.start : found.end]}


def assemble(articles: pl.DataFrame, blocks: pl.DataFrame, docs: Sequence[Doc]) -> Iterator[Article]:
    """Joins articles, their content blocks and the annotation of these.

    Args:
        articles: `article_id`, `published_on`.
        blocks: the blocks that were annotated; columns of the table `blocks`, ids local to the article.
        docs: the annotation of each, in their order.

    Yields:
        The articles in the order given, also those without such blocks.

    Raises:
        ValueError: an annotation is of another text.
    """
    paragraphs: dict[int, list[Paragraph]] = {}
    columns = ("article_id", "block_id", "kind", "text", "raw_start", "start_char")
    for (article_id, block_id, kind, text, raw_start, start_char), doc in zip(
        blocks.select(columns).iter_rows(), docs, strict=True
    ):
        if doc.text != straighten(text):
            raise ValueError(f"article {article_id}: the annotation of block {block_id} is of another text")
        paragraphs.setdefault(article_id, []).append(Paragraph(block_id, kind, text, doc, raw_start, start_char))
    for article_id, published_on in articles.select("article_id", "published_on").iter_rows():
        yield Article(article_id, published_on, paragraphs.get(article_id, []))
