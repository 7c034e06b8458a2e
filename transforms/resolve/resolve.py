"""Entities across articles and nights: which appearances mean the same person, organisation, place or people.

What is compared is a node (`nodes`): a full name over all articles, or a short name in one. What a night changes tells
which nodes must be compared anew (`changes`). Pairs of them that share a blocking key are judged (`judge`), the
judgements are followed to clusters (`cluster`), and these get the ids that their nodes had before (`ids`). Each step is
a function of the set of articles, whatever their order, and looks at no more than the night has touched.
"""

import polars as pl

from transforms.resolve.candidate_pairs import Stirred
from transforms.resolve.cluster import cluster
from transforms.resolve.context_similarity import Find
from transforms.resolve.ids import give_ids
from transforms.resolve.judge import Verdicts, judge
from transforms.resolve.nodes import find_nodes, known_nodes


def resolve(
    *,
    names: pl.DataFrame,
    votes: pl.DataFrame,
    keys: pl.DataFrame,
    stirred: pl.Series,
    opened: pl.Series,
    emptied: pl.Series,
    joined: pl.Series,
    links: pl.DataFrame,
    members: pl.DataFrame,
    redirects: pl.DataFrame,
    next_entity_id: int,
    company: Find,
) -> dict[str, pl.DataFrame]:
    """Resolves what a night has touched.

    Args:
        names: `name_key`, `kind`, `is_weak`, `is_short`, `article_id` (null for names that cannot be short), `articles`
            (how many of them): the appearances in scope.
        votes: `name_key`, `kind`, `votes` of all appearances of these names.
        keys: `name_key`, `kind`, `key`: the blocking keys of those that are compared.
        stirred: as `find_stirred` returned it, as are the following; all names under keys of `opened` are in scope,
            under keys of `joined` all full ones.
        opened: the keys under which stirred names are judged anew.
        emptied: those of them under which all are.
        joined: those under which only the short names in scope are judged, with full ones.
        links: the rows of `entity_links` that hold and touch the scope.
        members: `node`, `entity_id`, `articles`, `outside` (of these, out of scope): the nodes of every entity that the
            scope touches, as they were.
        redirects: the rows of `entity_redirects` that may lead elsewhere now.
        next_entity_id: the first free id.
        company: gives the articles of nodes.

    Returns:
        `nodes`: the node of each row of `names`. `members`: `node`, `entity_id` and `probability` of every node of the
        entities touched. `entities`: `entity_id`, `kind` and naming `node` of these. `redirects`: rows to insert or
        replace. `retracted`: `link_id` of links that hold no more. `links`: those that are new.
    """
    found = find_nodes(names, votes)
    verdicts = judge(found, keys, Stirred(stirred, opened, emptied, joined), links, members, company)
    judged, rows = verdicts.links, verdicts.rows
    nodes = known_nodes(rows, members)
    anew = _judged_before(links, verdicts, members.join(nodes, on="node", how="anti")["node"])
    same = ["left_node", "right_node", "judgement", "method", "score"]
    retracted = anew.join(judged, on=same, how="anti")
    added = judged.join(links, on=same, how="anti")
    holding = pl.concat([links.join(retracted, on="link_id", how="anti").select(same), added.select(same)])
    clusters = cluster(nodes, holding)
    kept, entities, moved = give_ids(clusters, members, redirects, next_entity_id)
    return {
        "nodes": rows.select("name_key", "kind", "is_weak", "article_id", "node"),
        "members": kept,
        "entities": entities,
        "redirects": moved,
        "retracted": retracted.select("link_id"),
        "links": added,
    }


def _judged_before(links: pl.DataFrame, verdicts: Verdicts, gone: pl.Series) -> pl.DataFrame:
    """Returns the links that hold only if they were found again."""
    of_short = pl.concat([verdicts.short, gone]).unique().implode()
    return (
        pl.concat(
            [
                links.filter(
                    pl.col("left_node").is_in(of_short)
                    | pl.col("right_node").is_in(of_short)
                    | pl.col("blocking_key").is_in(verdicts.overfull.implode())
                ),
                links.join(verdicts.pairs, on=["left_node", "right_node"], how="semi"),
            ]
        )
        .filter(pl.col("method") != "review")
        .unique("link_id")
    )
