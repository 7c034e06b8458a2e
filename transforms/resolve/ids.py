"""Ids of clusters: given out once, kept through merges and splits, and redirected if merged or split away."""

import polars as pl

from transforms.resolve.nodes import parts
from warehouse.schema.tables.entities import ENTITIES, ENTITY_REDIRECTS
from warehouse.schema.tables.values import ENTITY_KINDS


def give_ids(
    clusters: pl.DataFrame, members: pl.DataFrame, redirects: pl.DataFrame, next_entity_id: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Gives clusters the ids that their nodes had before.

    If the nodes of an id are in several clusters now, the one with most of its articles keeps the id. If several ids
    come to one cluster, it takes the lowest, which is the oldest; the others are redirected to it. An id that was
    redirected before leads to where the node is now that named its entity.

    Args:
        clusters: what `cluster.cluster` returned.
        members: `ResolutionInput.members`.
        redirects: `ResolutionInput.redirects`.
        next_entity_id: the first free id.

    Returns:
        `node`, `entity_id`, `probability` of each node; `entity_id`, `kind`, `node` of each cluster; and the redirects
        that are new or lead elsewhere than before.
    """
    naming = clusters.filter("is_naming").select("cluster", naming="node")
    held = members.select("node", "entity_id").join(clusters.select("node", "cluster", "articles"), on="node")
    owned = (
        held.group_by("entity_id", "cluster")
        .agg(pl.col("articles").sum())
        .join(naming, on="cluster")
        .sort("entity_id", -pl.col("articles"), "naming")
        .unique("entity_id", keep="first", maintain_order=True)
    )
    oldest = naming.join(owned.group_by("cluster").agg(oldest=pl.col("entity_id").min()), on="cluster", how="left")
    minted = next_entity_id + pl.int_range(pl.len(), dtype=pl.Int64)
    ids = pl.concat(
        [
            oldest.filter(pl.col("oldest").is_not_null()).with_columns(entity_id="oldest"),
            oldest.filter(pl.col("oldest").is_null()).sort("naming").with_columns(entity_id=minted),
        ]
    ).select("cluster", "naming", "entity_id")
    placed = clusters.join(ids, on="cluster")
    merged = owned.join(ids.rename({"entity_id": "survivor"}), on="cluster").filter(
        pl.col("entity_id") != pl.col("survivor")
    )
    return (
        placed.select("node", "entity_id", "probability").sort("node"),
        _entities(placed),
        _redirects(merged, held, redirects, dict(placed.select("node", "entity_id").iter_rows())),
    )


def _entities(placed: pl.DataFrame) -> pl.DataFrame:
    """Returns `entity_id`, `kind` and naming `node` of each cluster.

    The kind is the one under which most articles name it; of two with equally many that of the node that names it.
    """
    kind = pl.col("node").str.extract(r"^([A-Z]+):")
    rank = kind.replace_strict({kind: n for n, kind in enumerate(ENTITY_KINDS)}, return_dtype=pl.Int8)
    kinds = (
        placed.group_by("entity_id", kind.alias("kind"), rank.alias("rank"))
        .agg(votes=pl.col("articles").sum() + 0.5 * pl.col("is_naming").any())
        .sort("entity_id", -pl.col("votes"), "rank")
        .unique("entity_id", keep="first", maintain_order=True)
    )
    return (
        placed.filter("is_naming")
        .join(kinds, on="entity_id")
        .select("entity_id", "kind", "node")
        .cast({column: ENTITIES.schema[column] for column in ("entity_id", "kind", "node")})
        .sort("entity_id")
    )


def _redirects(merged: pl.DataFrame, held: pl.DataFrame, redirects: pl.DataFrame, ids: dict[str, int]) -> pl.DataFrame:
    """Returns the redirects that are new, and those that lead elsewhere now.

    Args:
        merged: `entity_id` and `survivor`, the id that stands for it now.
        held: `node`, `entity_id` (that it had), `cluster`, `articles`.
        redirects: those that may lead elsewhere now.
        ids: the id of each node now.
    """
    named: dict[int, str] = {}
    articles = dict(held.select("node", "articles").iter_rows())
    of_merged = held.join(merged, on="entity_id", how="semi").sort("entity_id", "node")
    for entity_id, node in of_merged.select("entity_id", "node").iter_rows():
        named[entity_id] = max(named.get(entity_id, node), node, key=lambda n: (not parts(n)[2], articles[n]))
    survivor = dict(merged.select("entity_id", "survivor").iter_rows())
    moved = [(old, new, "merged", named[old]) for old, new in survivor.items()]
    for old, new, node in redirects.select("old_entity_id", "new_entity_id", "node").iter_rows():
        now = ids.get(node, survivor.get(new, new))
        if now != new:
            moved.append((old, now, "merged" if survivor.get(new) == now else "split", node))
    columns = ["old_entity_id", "new_entity_id", "reason", "node"]
    return pl.DataFrame(moved, schema={c: ENTITY_REDIRECTS.schema[c] for c in columns}, orient="row").sort(
        "old_entity_id"
    )
