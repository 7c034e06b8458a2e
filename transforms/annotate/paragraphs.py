"""Where each paragraph of a night is annotated: a paragraph that many articles share is annotated once."""

import polars as pl

from warehouse.schema.tables.values import CONTENT_KINDS

SEEN = pl.Schema({"text_key": pl.UInt64(), "home": pl.Int32(), "row": pl.Int64()})
"""Every paragraph of the night so far: which batch annotates it, and at which place there."""


def annotated_blocks(articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the content blocks of the articles that are to be annotated, in their order."""
    wanted = articles.filter(pl.col("not_annotated").is_null()).select("article_id")
    content = blocks.filter(pl.col("kind").is_in(CONTENT_KINDS))
    return content.join(wanted, on="article_id", how="semi", maintain_order="left")


def place_paragraphs(
    blocks: pl.DataFrame, seen: pl.DataFrame, batch: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Tells where each paragraph of a batch is annotated: here, or in the earlier batch that met it first.

    Args:
        blocks: the blocks of the batch that `annotated_blocks` gives.
        seen: paragraphs of the earlier batches, `SEEN`.
        batch: number of this batch.

    Returns:
        The paragraphs to annotate here (`text`, in the order of their `row`); the place (`home`, `row`) of each
        block, in their order; and `seen` with the new paragraphs.
    """
    content = blocks.select("text", text_key=pl.col("text").hash())
    fresh = content.unique("text_key", keep="first", maintain_order=True)
    fresh = fresh.join(seen, on="text_key", how="anti", maintain_order="left").with_row_index("row")
    added = fresh.select("text_key", home=pl.lit(batch, pl.Int32), row=pl.col("row").cast(pl.Int64))
    seen = pl.concat([seen, added])
    places = content.join(seen, on="text_key", how="left", maintain_order="left").select("home", "row")
    return fresh.select("text"), places, seen
