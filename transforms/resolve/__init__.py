"""Entities across articles and nights: which appearances mean the same person, organisation, place or people.

What is compared is a node (`nodes`): a full name over all articles, or a short name in one. Pairs of nodes that share a
blocking key are judged (`judge`), the judgements are followed to clusters (`cluster`), and these get the ids that
their nodes had before (`ids`). Each step is a function of the set of articles, whatever their order, and looks at no
more than the night has touched.
"""

from collections.abc import Callable

import polars as pl

from transforms.resolve.cluster import cluster
from transforms.resolve.ids import give_ids
from transforms.resolve.judge import judge
from transforms.resolve.nodes import find_nodes, known_nodes

Company = Callable[[pl.DataFrame], pl.DataFrame]


def resolve(
    *,
    names: pl.DataFrame,
    keys: pl.DataFrame,
    touched: pl.Series,
    links: pl.DataFrame,
    members: pl.DataFrame,
    redirects: pl.DataFrame,
    next_entity_id: int,
    company: Company,
) -> dict[str, pl.DataFrame]:
    """Resolves what a night has touched.

    Args:
        names: `name_key`, `kind`, `is_weak`, `is_short`, `article_id` (null for names that are neither short nor weak),
            `articles`, `votes`: all appearances under each name of the scope.
        keys: `name_key`, `kind`, `is_short`, `article_id`, `key`: their blocking keys.
        touched: the keys that are judged anew; all names under them are in scope.
        links: the rows of `entity_links` that hold and touch the scope.
        members: `node`, `entity_id`, `articles`: the nodes of every entity that the scope touches, as they were.
        redirects: the rows of `entity_redirects` that may lead elsewhere now.
        next_entity_id: the first free id.
        company: gives, for `name_key`, `kind`, `is_weak`, `article_id`, `node`, the terms of some articles of each
            node: `node`, `article_id`, `term`.

    Returns:
        `nodes`: the node of each row of `names`. `members`: `node`, `entity_id` and `probability` of every node of the
        entities touched. `entities`: `entity_id`, `kind` and naming `node` of these. `redirects`: rows to insert or
        replace. `retracted`: `link_id` of links that hold no more. `links`: those that are new.
    """
    rows = find_nodes(names)
    judged, rows = judge(rows, keys, touched, links, members, company)
    anew = links.filter(pl.col("method") != "review", pl.col("blocking_key").is_in(touched.implode()))
    same = ["left_node", "right_node", "judgement", "method", "score"]
    retracted = anew.join(judged, on=same, how="anti")
    added = judged.join(anew, on=same, how="anti")
    holding = pl.concat(
        [links.select(same).join(anew, on=["left_node", "right_node", "method"], how="anti"), judged.select(same)]
    )
    nodes = known_nodes(rows, members)
    clusters = cluster(nodes, holding)
    found, entities, moved = give_ids(clusters, members, redirects, next_entity_id)
    return {
        "nodes": rows.select("name_key", "kind", "is_weak", "article_id", "node"),
        "members": found,
        "entities": entities,
        "redirects": moved,
        "retracted": retracted.select("link_id"),
        "links": added,
    }
