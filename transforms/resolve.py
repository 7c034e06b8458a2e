"""Entities across articles and nights: which names mean the same."""

from collections.abc import Callable

import polars as pl

from warehouse.tables import ENTITIES, ENTITY_LINKS, ENTITY_REDIRECTS


def resolve(
    *,
    names: pl.DataFrame,
    keys: pl.DataFrame,
    touched: pl.Series,
    links: pl.DataFrame,
    members: pl.DataFrame,
    redirects: pl.DataFrame,
    next_entity_id: int,
    company: Callable[[pl.DataFrame], pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    """Makes each node its own entity; one that is known keeps its id. The arguments are those of a scope."""
    del keys, touched, links, redirects, company
    node = pl.concat_str("kind", pl.lit(":"), "name_key")
    in_article = pl.concat_str(node, pl.lit("@"), "article_id")
    nodes = names.select("name_key", "kind", "is_weak", "article_id", node=pl.coalesce(in_article, node))
    known = members.group_by("node").agg(pl.col("entity_id").min())
    new = (
        nodes.join(known, on="node", how="anti")
        .select(pl.col("node").unique().sort())
        .with_row_index("entity_id", next_entity_id)
        .with_columns(pl.col("entity_id").cast(pl.Int64))
    )
    held = pl.concat([known, new.select("node", "entity_id")]).with_columns(probability=pl.lit(1.0))
    return {
        "nodes": nodes,
        "members": held,
        "entities": new.select("entity_id", pl.col("node").str.split(":").list.first().alias("kind"), "node"),
        "redirects": pl.DataFrame(schema={c: t for c, t in ENTITY_REDIRECTS.schema.items() if c != "load_id"}),
        "retracted": pl.DataFrame(schema={"link_id": ENTITIES.schema["entity_id"]}),
        "links": pl.DataFrame(
            schema={
                c: t
                for c, t in ENTITY_LINKS.schema.items()
                if c not in {"link_id", "decided_at", "retracted_at", "load_id"}
            }
        ),
    }
