"""The frames that the stages of a night hand on, each derived from the tables that they fill."""

from collections.abc import Iterable

import polars as pl

from warehouse.schema.tables.articles import ARTICLE_AUTHORS, ARTICLES, BLOCKS, FILES
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import APPEARANCES, ARTICLE_TERMS, BLOCKING_KEYS, MENTIONS, ROLES
from warehouse.schema.tables.figures import FIGURE_PARTS, FIGURES
from warehouse.schema.tables.loads import REJECTIONS
from warehouse.schema.tables.quotes import QUOTES
from warehouse.schema.tables.stories import ARTICLE_SHINGLES, STORY_TERMS

_FILLED_LATER: dict[str, tuple[str, ...]] = {
    "files": ("load_id", "seen_at"),
    "rejections": ("load_id",),
    "articles": (
        "duplicate_of",
        "copy_of",
        "story_id",
        "prose_key",
        "lines_counted",
        "load_id",
        "extracted_load_id",
    ),
    "appearances": ("entity_id", "probability", "node"),
    "mentions": ("probability",),
}
"""Columns that no stage knows: the load fills them, as it does those that follow an appearance."""


def _frame(table: Table) -> pl.Schema:
    """Returns the columns of a table that the stages fill."""
    later = {column.name for column in table.columns if column.follows} | {*_FILLED_LATER.get(table.name, ())}
    return _without(table.schema, later)


def _without(schema: pl.Schema, names: Iterable[str]) -> pl.Schema:
    return pl.Schema({name: type_ for name, type_ in schema.items() if name not in set(names)})


BATCH_FRAMES: dict[str, pl.Schema] = {
    **{
        table.name: _frame(table)
        for table in (
            ARTICLES, ARTICLE_AUTHORS, BLOCKS, ARTICLE_SHINGLES, APPEARANCES, BLOCKING_KEYS, ARTICLE_TERMS, STORY_TERMS,
            MENTIONS, ROLES, QUOTES, FIGURES, FIGURE_PARTS,
        )
    },
    # An appearance is numbered within its article until the load gives it an id of the warehouse.
    "blocking_keys": pl.Schema({"article_id": pl.Int64(), **_frame(BLOCKING_KEYS)}),
}  # fmt: skip
"""What `transforms.process.process_batch` returns: for each table that a batch of articles fills, its columns. Every id
but `article_id` and `file_id` counts from 1 within the article."""

STAGE_FRAMES: dict[str, pl.Schema] = {"files": _frame(FILES), "rejections": _frame(REJECTIONS), **BATCH_FRAMES}
"""What the load takes from a night, by table."""

FILES_READ = _without(STAGE_FRAMES["files"], ("file_id",))
"""What ingest says of a file."""

REJECTED = STAGE_FRAMES["rejections"]
"""What ingest says of an input that is not loaded."""

STORED = pl.Schema(
    {
        "path": FILES.schema["path"],
        "format": FILES.schema["format"],
        **{
            name: ARTICLES.schema[name]
            for name in (
                "article_id", "file_id", "record_no", "member", "outlet", "url", "published_on", "published_on_source",
                "record_title", "record_author", "record_language", "record_captions", "record_posts",
                "raw_text", "text_quality", "unconfirmed_publisher",
            )
        },
    }
)  # fmt: skip
"""What the tables hold of what ingest read of an article, so that it can be extracted anew."""

ARTICLES_READ = pl.Schema(
    {
        "path": FILES.schema["path"],
        **{
            name: ARTICLES.schema[name]
            for name in ("record_no", "member", "outlet", "url", "language", "published_on", "published_on_source")
        },
        "title": pl.String(),
        "author": pl.String(),
        "captions": pl.List(pl.String()),
        "posts": pl.List(pl.String()),
        "day_in_path": pl.Date(),
        "raw_text": ARTICLES.schema["raw_text"],
        "text_quality": ARTICLES.schema["text_quality"],
        "unconfirmed_publisher": ARTICLES.schema["unconfirmed_publisher"],
    }
)
"""What ingest reads of an article. `language` is what its record says, else its outlet's; `published_on`, `title`,
`author`, `captions` and `posts` are what its record says; `day_in_path` is that of the path of its file or of its
address."""
