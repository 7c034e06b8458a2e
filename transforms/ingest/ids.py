"""Ids of files and articles: kept for what the warehouse knows, the next free ones for what is new."""

from collections.abc import Sequence

import polars as pl


def with_ids(
    rows: pl.DataFrame, known: pl.DataFrame, keys: Sequence[str], id_column: str, next_id: int
) -> pl.DataFrame:
    """Adds `id_column` to rows.

    Args:
        rows: rows with the columns `keys`, which identify a row.
        known: `keys` and `id_column` of rows that have an id already.
        keys: natural key.
        id_column: name of the id.
        next_id: the first free id; new rows get ids from here on, in their order.

    Returns:
        The rows in their order, with the id.
    """
    joined = rows.join(known.select(*keys, id_column), on=list(keys), how="left", maintain_order="left")
    is_new = pl.col(id_column).is_null()
    return joined.with_columns(
        pl.when(is_new).then(is_new.cum_sum() - 1 + next_id).otherwise(id_column).alias(id_column).cast(pl.Int64)
    )
