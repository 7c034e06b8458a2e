"""Articles that the warehouse holds already, as if ingest had just read them, so that they can be extracted anew."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from transforms.ingest.batches import DATED_BY_PATH
from transforms.ingest.dates import day_in_path, day_in_url
from transforms.readers.quality import doubts
from warehouse.schema.tables.stages import ARTICLES_READ


def as_read(stored: pl.DataFrame, latest: date) -> pl.DataFrame:
    """Turns what the tables hold of articles back into what ingest read of them.

    Args:
        stored: the columns of `STORED`.
        latest: no article was published later.

    Returns:
        In their order, the columns of `ARTICLES_READ`, and `article_id` and `file_id`. The day of publication is kept
        where the record's metadata gave it; elsewhere it is found again, by text, address and path, as in a first load.
    """
    by_metadata = pl.col("published_on_source") == "metadata"
    days = [
        day_in_url(url, latest)
        or ((day_in_path(member or "", latest) or day_in_path(path, latest)) if format_ in DATED_BY_PATH else None)
        for path, member, format_, url in stored.select("path", "member", "format", "url").iter_rows()
    ]
    # Null for a sound text, and where the load that read it did not ask.
    asked = stored.select("text_quality", "raw_text").iter_rows()
    found = [known or ", ".join(doubts(text)) or None for known, text in asked]
    return stored.with_columns(
        language="record_language",
        title="record_title",
        author="record_author",
        captions=pl.col("record_captions").str.split("\n").fill_null([]),
        posts=pl.col("record_posts").str.split("\n").fill_null([]),
        published_on=pl.when(by_metadata).then("published_on"),
        published_on_source=pl.when(by_metadata).then("published_on_source"),
        day_in_path=pl.Series(days, dtype=pl.Date),
        text_quality=pl.Series(found, dtype=pl.String),
    ).select(*ARTICLES_READ.names(), "article_id", "file_id")


def in_batches(articles: pl.DataFrame, *, max_articles: int, max_chars: int) -> Iterator[pl.DataFrame]:
    """Cuts a frame with the column `characters` into consecutive parts.

    Args:
        articles: the articles.
        max_articles: of a part.
        max_chars: characters of a part, together; a longer article goes alone.
    """
    start = characters = 0
    for row, length in enumerate(articles["characters"].to_list()):
        if row > start and (row - start == max_articles or characters + length > max_chars):
            yield articles[start:row]
            start, characters = row, 0
        characters += length
    if start < articles.height:
        yield articles[start:]
