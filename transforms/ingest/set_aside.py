"""Articles that were read and yet are not loaded: what becomes of their files, and the rejections that name them."""

import polars as pl

from transforms.ingest.batches import ONE_ARTICLE
from warehouse.schema.tables.stages import FILES_READ, REJECTED

SET_ASIDE = pl.Schema(
    {
        "article_id": pl.Int64(),
        "file_id": pl.Int64(),
        **{name: REJECTED[name] for name in ("path", "record_no", "reason", "detail")},
    }
)


FORGOTTEN = "forgotten"
"""Reason of the rejection of an article that people had taken down."""


def without(files: pl.DataFrame, aside: pl.DataFrame, left: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Takes articles that are set aside out of what was read.

    Args:
        files: the columns of `FILES_READ`, of the files that were read.
        aside: the columns of `SET_ASIDE`. Articles of other files, which are extracted anew, are among them.
        left: `file_id` of the files that still have an article in this load.

    Returns:
        The files, in their order, of which those without an article left are rejected; and a rejection for each
        article: of its record, or of the file where that is one article.
    """
    # What was taken down is never read again, so it is the reason only where it is the only one.
    why = pl.col("reason").sort_by(pl.col("reason") == FORGOTTEN, maintain_order=True).first()
    emptied = aside.filter(~pl.col("file_id").is_in(left.implode())).group_by("path").agg(why=why)
    placed = files.join(emptied, on="path", how="left", maintain_order="left")
    is_emptied = pl.col("why").is_not_null() & (pl.col("status") == "loaded")
    changed = placed.with_columns(
        reason=pl.when(is_emptied).then("why").otherwise("reason"),
        status=pl.when(is_emptied).then(pl.lit("rejected")).otherwise("status"),
    ).select(files.columns)
    formats = files.select("path", one_article=pl.col("format").is_in([name for name in ONE_ARTICLE if name]))
    rejections = aside.join(formats, on="path", how="left").with_columns(
        record_no=pl.when(pl.col("one_article").fill_null(value=False)).then(0).otherwise("record_no")
    )
    return changed.cast(FILES_READ), rejections.select(REJECTED.names()).cast(REJECTED)
