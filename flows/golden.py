"""The golden articles, read and processed as a night does."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from expectations.accuracy import ARTICLES, OUTLETS, Row, read_labels
from flows.settings import BATCH, code_version
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.outlets_file import load_outlets
from transforms.ingest.select import KNOWN, choose
from transforms.process import nested_rows, process_batch
from transforms.strip.outlet_history import outlet_histories

NO_LINES = pl.DataFrame(schema={"outlet": pl.String, "line": pl.String, "articles": pl.Int64, "of_articles": pl.Int64})
"""What a warehouse without loads knows of the lines that repeat."""

READ_ON = date(2026, 12, 31)
"""The day on which the golden articles are read, after the last of them: the scores are the same every night."""


def process_golden() -> Iterator[Row]:
    """Yields the golden articles with what is found in them, as the first night of a warehouse would find it.

    Yields:
        As `transforms.process.nested_rows`, with the `path` of each article below its folder of `ARTICLES`.
    """
    for folder in ARTICLES:
        yield from _process(folder)


def _process(folder: Path) -> Iterator[Row]:
    outlets = load_outlets(OUTLETS)
    pages = outlet_histories(outlets, NO_LINES)
    chosen = choose(scan(folder), pl.DataFrame(schema=KNOWN), code_version=code_version())
    labelled = chosen.filter(pl.col("path").is_in(list(read_labels())))
    for batch in read(folder, labelled, outlets, today=READ_ON, **BATCH):
        articles = batch.articles.with_row_index("article_id", offset=1).with_columns(
            pl.col("article_id").cast(pl.Int64), file_id=pl.col("path").rank("dense").cast(pl.Int64)
        )
        frames = process_batch(articles, pages, latest=READ_ON + timedelta(days=1))
        for row, path in zip(nested_rows(frames), articles["path"], strict=True):
            yield {"path": path} | row
