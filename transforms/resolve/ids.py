"""Ids of clusters: minted once, kept through merges and splits, and led on by redirects."""

from collections import defaultdict

import polars as pl

from transforms.resolve.nodes import parts
from warehouse.tables import ENTITIES, ENTITY_KINDS, ENTITY_REDIRECTS


def give_ids(
    clusters: pl.DataFrame, members: pl.DataFrame, redirects: pl.DataFrame, next_entity_id: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Gives clusters the ids that their nodes had.

    An id whose nodes have parted stays with the part that has most articles. A cluster that several ids come to takes
    the oldest; the others are redirected to it. Ids redirected before lead to where the node that named them is now.

    Args:
        clusters: what `cluster.cluster` returned.
        members: as for `resolve.resolve`, as are the following.
        redirects: those that may lead elsewhere now.
        next_entity_id: the first free id.

    Returns:
        `node`, `entity_id`, `probability` of each node; `entity_id`, `kind`, `node` of each cluster; and the redirects
        that are new or lead elsewhere than before.
    """
    rows = list(clusters.sort("cluster", "node").iter_rows(named=True))
    where = {row["node"]: row["cluster"] for row in rows}
    articles = {row["node"]: row["articles"] for row in rows}
    naming = {row["cluster"]: row["node"] for row in rows if row["is_naming"]}

    shares: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    named: dict[int, str] = {}
    for node, entity_id, _ in members.sort("entity_id", "node").select("node", "entity_id", "articles").iter_rows():
        if node in where:
            shares[entity_id][where[node]] += articles[node]
            named[entity_id] = max(named.get(entity_id, node), node, key=lambda n: (not parts(n)[2], articles[n]))
    owned: defaultdict[int, list[int]] = defaultdict(list)
    for entity_id, share in shares.items():
        owned[min(share, key=lambda c: (-share[c], naming[c]))].append(entity_id)

    ids: dict[int, int] = {}
    moved = []
    for number in sorted(naming, key=lambda c: (min(owned.get(c, [next_entity_id])), naming[c])):
        held = owned.get(number, [])
        ids[number] = min(held, default=next_entity_id)
        next_entity_id = max(next_entity_id, ids[number] + 1)
        moved += [(old, ids[number], "merged", named[old]) for old in held if old != ids[number]]
    survivor = {old: new for old, new, _, _ in moved}
    for old, new, node in redirects.select("old_entity_id", "new_entity_id", "node").iter_rows():
        now = ids[where[node]] if node in where else survivor.get(new, new)
        if now != new:
            moved.append((old, now, "merged" if survivor.get(new) == now else "split", node))
    columns = ["old_entity_id", "new_entity_id", "reason", "node"]
    return (
        clusters.select(
            "node", pl.col("cluster").replace_strict(ids, return_dtype=pl.Int64).alias("entity_id"), "probability"
        ),
        pl.DataFrame(
            [(ids[c], _kind(nodes, articles, naming[c]), naming[c]) for c, nodes in _by_cluster(rows).items()],
            schema={c: ENTITIES.schema[c] for c in ("entity_id", "kind", "node")},
            orient="row",
        ).sort("entity_id"),
        pl.DataFrame(moved, schema={c: ENTITY_REDIRECTS.schema[c] for c in columns}, orient="row"),
    )


def _by_cluster(rows: list[dict[str, object]]) -> dict[int, list[str]]:
    held: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        held[row["cluster"]].append(row["node"])  # type: ignore[index, arg-type]
    return held


def _kind(nodes: list[str], articles: dict[str, int], naming: str) -> str:
    """Returns the kind under which most articles name an entity; at a tie that of the node that names it."""
    votes = dict.fromkeys(ENTITY_KINDS, 0.0)
    for node in nodes:
        votes[parts(node)[0]] += articles[node]
    votes[parts(naming)[0]] += 0.5
    return max(votes, key=lambda kind: votes[kind])
