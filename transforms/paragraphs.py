"""Where each paragraph of a night is annotated: a paragraph that many articles share is annotated once."""

import polars as pl

from warehouse.tables import CONTENT_KINDS

SEEN = pl.Schema({"text_key": pl.UInt64(), "home": pl.Int32(), "row": pl.Int64()})
"""Every paragraph of the night so far: which batch annotates it, and at which place there."""


def place_paragraphs(
    blocks: pl.DataFrame, seen: pl.DataFrame, batch: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Tells where each paragraph of a batch is annotated: here, or in the earlier batch that met it first.

    Args:
        blocks: blocks of the batch.
        seen: paragraphs of the earlier batches, `SEEN`.
        batch: number of this batch.

    Returns:
        The paragraphs to annotate here (`text`, in the order of their `row`); the place (`home`, `row`) of each
        content block, in their order; and `seen` with the new paragraphs.
    """
    content = blocks.filter(pl.col("kind").is_in(CONTENT_KINDS)).select("text", text_key=pl.col("text").hash())
    fresh = content.unique("text_key", keep="first", maintain_order=True)
    fresh = fresh.join(seen, on="text_key", how="anti", maintain_order="left").with_row_index("row")
    added = fresh.select("text_key", home=pl.lit(batch, pl.Int32), row=pl.col("row").cast(pl.Int64))
    seen = pl.concat([seen, added])
    places = content.join(seen, on="text_key", how="left", maintain_order="left").select("home", "row")
    return fresh.select("text"), places, seen
