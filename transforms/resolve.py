"""Entities across articles and nights: which names of the night mean an entity that the warehouse knows."""

import polars as pl

from transforms.names import name_key
from warehouse.tables import ENTITIES


def with_keys(named: pl.DataFrame) -> pl.DataFrame:
    """Adds `name_key` to rows with a `name`; each distinct name is folded once."""
    names = named.select(pl.col("name").unique())
    keys = names.with_columns(name_key=pl.col("name").map_elements(name_key, return_dtype=pl.String))
    return named.join(keys, on="name", how="left", maintain_order="left")


def resolve(local: pl.DataFrame, known: pl.DataFrame, next_id: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Gives each entity of the night's articles its id in the warehouse: the same kind and name is the same entity.

    Args:
        local: `article_id`, `entity_id` (local to the article), `kind`, `name`, `name_key`.
        known: `entity_id`, `kind`, `name_key` of the warehouse, at least those with a key of the night.
        next_id: the first free id.

    Returns:
        `article_id`, `local_entity_id`, `entity_id` of every local entity, and the entities that are new, in the order
        in which the articles name them.
    """
    local = local.sort("article_id", "entity_id")
    new = (
        local.unique(["kind", "name_key"], keep="first", maintain_order=True)
        .join(known, on=["kind", "name_key"], how="anti", maintain_order="left")
        .drop("entity_id", "article_id")
        .with_row_index("entity_id", offset=next_id)
        .with_columns(pl.col("entity_id").cast(pl.Int64))
    )
    ids = pl.concat([known.select("entity_id", "kind", "name_key"), new.select("entity_id", "kind", "name_key")])
    links = local.rename({"entity_id": "local_entity_id"}).join(ids, on=["kind", "name_key"], how="left")
    columns = [c for c in ENTITIES.schema if c != "load_id"]
    missing = [pl.lit(None, ENTITIES.schema[c]).alias(c) for c in columns if c not in new.columns]
    return links.select("article_id", "local_entity_id", "entity_id"), new.with_columns(missing).select(columns)
