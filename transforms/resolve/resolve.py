"""Entities across articles and nights: which appearances mean the same person, organisation, place or group.

What is compared is a node (`nodes`): a full name over all articles, or a short name in one article. What a night
changed tells which nodes must be compared again (`affected`). Pairs of nodes that share a blocking key are judged
(`judge`), the judgements are followed to clusters (`cluster`), and clusters get the ids that their nodes had before
(`ids`). Each step depends on the set of articles and not on their order, and looks at no more than the night has
affected.
"""

import polars as pl

from transforms.resolve.cluster import cluster
from transforms.resolve.ids import give_ids
from transforms.resolve.judge import Judgements, judge
from transforms.resolve.nodes import NAME_ROW, find_nodes, known_nodes
from warehouse.schema.resolution import Resolution, ResolutionInput


def resolve(given: ResolutionInput) -> Resolution:
    """Returns the entities of all names that a night has affected.

    Args:
        given: these names, and everything that they are judged by.
    """
    judgements = judge(find_nodes(given.names, given.votes), given)
    nodes = known_nodes(judgements.rows, given.members)
    gone = given.members.join(nodes, on="node", how="anti")["node"]
    judged_again = _links_judged_again(given.links, judgements, gone)
    same = ["left_node", "right_node", "judgement", "method", "score"]
    retracted = judged_again.join(judgements.links, on=same, how="anti")
    added = judgements.links.join(given.links, on=same, how="anti")
    holding = pl.concat([given.links.join(retracted, on="link_id", how="anti").select(same), added.select(same)])
    members, entities, redirects = give_ids(
        cluster(nodes, holding), given.members, given.redirects, given.next_entity_id
    )
    return Resolution(
        nodes=judgements.rows.select(*NAME_ROW, "node"),
        members=members,
        entities=entities,
        redirects=redirects,
        retracted=retracted.select("link_id"),
        links=added,
    )


def _links_judged_again(links: pl.DataFrame, judgements: Judgements, gone: pl.Series) -> pl.DataFrame:
    """Returns the links of newsledger that hold on only if they were found again.

    Args:
        links: those that held.
        judgements: what was judged now.
        gone: nodes that no name has any more.
    """
    of_nodes = pl.concat([judgements.short, gone]).unique().implode()
    return (
        pl.concat(
            [
                links.filter(
                    pl.col("left_node").is_in(of_nodes)
                    | pl.col("right_node").is_in(of_nodes)
                    | pl.col("blocking_key").is_in(judgements.overfull.implode())
                ),
                links.join(judgements.pairs, on=["left_node", "right_node"], how="semi"),
            ]
        )
        .filter(pl.col("method") != "review")
        .unique("link_id")
    )
