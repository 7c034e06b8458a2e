"""Strips a frame of articles: adds headline, byline, body, language and day to it, and returns the blocks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from transforms.strip.blocks import StrippedBlock, strip
from transforms.strip.language import detect
from transforms.strip.outlet_history import UNKNOWN_OUTLET, OutletHistory
from warehouse.schema.tables.articles import ARTICLES, BLOCKS


def strip_articles(
    articles: pl.DataFrame, histories: Mapping[str, OutletHistory], *, latest: date, keep_all: bool = False
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Strips a frame of articles.

    Args:
        articles: the columns of `ARTICLES_READ` and `article_id`.
        histories: what is known of the pages of outlets, by the outlet's name.
        latest: no article was published later.
        keep_all: as in `strip`.

    Returns:
        The articles, in their order, with what their records state kept beside (`record_title` and the like); with
        headline, byline, body and word count; with the language of the body, and why
        nothing can be extracted from it; and with the day of publication: as the metadata say, else the page's text,
        else the path, else the captions. And their blocks as in the table `blocks`, `block_id` local to the article.
    """
    rows: list[tuple[Any, ...]] = []
    blocks: dict[str, list[Any]] = {name: [] for name in BLOCKS.schema}
    for article in articles.select(_READ).iter_rows():
        article_id, outlet, language, title, author, captions, posts, *dates, raw_text = article
        stated_day, stated_in, day_in_path = dates
        stripped = strip(
            raw_text,
            title=title,
            captions=captions or (),
            posts=posts or (),
            history=histories.get(outlet, UNKNOWN_OUTLET),
            keep_all=keep_all,
        )
        for block in stripped.blocks:
            blocks["block_id"].append(block.block_no)
            blocks["article_id"].append(article_id)
            for name in StrippedBlock.__slots__:
                blocks[name].append(getattr(block, name))
        day, source = (stated_day, stated_in) if stated_day else stripped.published(day_in_path, latest)
        language = detect(stripped.body) or language
        rows.append(
            (
                stripped.headline,
                stripped.byline(author),
                language,
                None if language in (None, ANNOTATED) else "language",
                day,
                source,
                stripped.body,
                len(stripped.body.split()),
            )
        )
    columns = pl.DataFrame(rows, schema={name: ARTICLES.schema[name] for name in _ADDED}, orient="row")
    stated = {
        "record_title": pl.col("title"),
        "record_author": pl.col("author"),
        "record_language": pl.col("language"),
        **{
            f"record_{name}": pl.when(pl.col(name).list.len() > 0).then(pl.col(name).list.join("\n"))
            for name in ("captions", "posts")
        },
    }
    stripped_articles = articles.with_columns(**stated).with_columns(columns.get_columns())
    return stripped_articles, pl.DataFrame(blocks, schema=BLOCKS.schema)


ANNOTATED = "en"
"""The language of the spaCy model: articles in others are not annotated."""
_READ = (
    "article_id", "outlet", "language", "title", "author", "captions", "posts", "published_on", "published_on_source",
    "day_in_path", "raw_text",
)  # fmt: skip
_ADDED = (
    "headline", "byline", "language", "not_annotated", "published_on", "published_on_source", "body", "word_count",
)  # fmt: skip
