"""Clusters of nodes: `same` links are followed, unless two nodes would come together that are judged different.

This is single-link clustering with constraints. Links are taken by their score, the highest first, as in the algorithm
of J. B. Kruskal for spanning trees (1956); a link that would break a constraint is passed over.
"""

from collections import defaultdict
from heapq import heappop, heappush

import polars as pl

from transforms.names.compare import compare
from transforms.resolve.nodes import parts

KNOWN, GUESSED = 0.99, 0.6
"""Probability that the node that names an entity means it: a full name; a short name that no full name explains."""

CLUSTERS = {
    "cluster": pl.Int64,
    "node": pl.String,
    "articles": pl.Int64,
    "probability": pl.Float64,
    "is_naming": pl.Boolean,
}


def cluster(nodes: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Joins nodes to clusters along `same` links.

    Links are followed from the surest to the least sure, people's judgements first. A link is passed over if it would
    bring two nodes together that are judged different; a link of newsledger also if it would bring two full names
    together that contradict each other.

    Args:
        nodes: `node`, `articles`.
        links: `left_node`, `right_node`, `judgement`, `method`, `score` of those that hold.

    Returns:
        One row for each node: `cluster` (a number without meaning), `node`, `articles`, `probability` (that the node
        means the entity) and `is_naming` (it names the entity).
    """
    counting = _counting(links)
    leaves = _leaves(nodes, counting)
    linked = counting.filter(judgement="same").join(leaves, on=["left_node", "right_node"], how="anti")
    sides = pl.concat([linked.select(node="left_node"), linked.select(node="right_node")]).unique()
    others = nodes.join(leaves, left_on="node", right_on="leaf", how="anti")
    alone = others.join(sides, on="node", how="anti").with_columns(
        cluster=pl.int_range(pl.len(), dtype=pl.Int64),
        probability=pl.when(_is_short_name()).then(GUESSED).otherwise(KNOWN),
        is_naming=pl.lit(value=True),
    )
    joined = _follow(others.join(sides, on="node", how="semi"), linked, counting.filter(judgement="different"))
    found = pl.concat(
        [alone.select(*CLUSTERS), joined.with_columns(pl.col("cluster") + alone.height).select(*CLUSTERS)]
    )
    explained = (
        leaves.join(found.select("cluster", "probability", anchor="node"), on="anchor")
        .join(nodes, left_on="leaf", right_on="node")
        .select(
            "cluster", "articles", node="leaf", probability=pl.col("probability") * pl.col("score"),
            is_naming=pl.lit(value=False),
        )
    )  # fmt: skip
    both = pl.concat([found, explained.select(*CLUSTERS)])
    return both.with_columns(pl.col("probability").round(4)).sort("node")


def _counting(links: pl.DataFrame) -> pl.DataFrame:
    """Returns the links that count: those of newsledger do not where people have decided on the pair."""
    is_review = pl.col("method") == "review"
    decided = links.filter(is_review, pl.col("judgement") != "unsure").select("left_node", "right_node")
    return pl.concat(
        [links.filter(is_review), links.filter(~is_review).join(decided, on=["left_node", "right_node"], how="anti")]
    )


def _leaves(nodes: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Returns the links of short names that have no other link.

    Most links are such, and they can be followed in any order, so all at once.

    Returns:
        `left_node`, `right_node`, `score`, `leaf` (the short name) and `anchor` (the other).
    """
    is_short = [pl.col(side).str.contains("@", literal=True) for side in ("left_node", "right_node")]
    is_left = is_short[0]
    one = links.filter(pl.col("judgement") != "unsure", is_short[0] | is_short[1])
    sides = pl.concat([one.select(leaf="left_node"), one.select(leaf="right_node")])
    once = sides.group_by("leaf").len().filter(pl.col("len") == 1)
    return (
        one.filter(is_short[0] != is_short[1], pl.col("judgement") == "same")
        .select(
            "left_node", "right_node", "score",
            leaf=pl.when(is_left).then("left_node").otherwise("right_node"),
            anchor=pl.when(is_left).then("right_node").otherwise("left_node"),
        )
        .join(once, on="leaf", how="semi")
        .join(nodes, left_on="leaf", right_on="node", how="semi")
        .join(nodes, left_on="anchor", right_on="node", how="semi")
        .filter(~_is_short_name("anchor"))
    )  # fmt: skip


def _is_short_name(column: str = "node") -> pl.Expr:
    """Whether a node is a short name; of nodes without an article only people's can be."""
    at = pl.col(column).str.contains("@", literal=True)
    person = pl.col(column).str.starts_with("PERSON:")
    short = pl.col(column).map_elements(lambda node: parts(node)[2], return_dtype=pl.Boolean)
    return at | (person & short)


def _follow(nodes: pl.DataFrame, links: pl.DataFrame, different: pl.DataFrame) -> pl.DataFrame:
    """Follows links one after the other.

    Args:
        nodes: `node`, `articles` of those that have links.
        links: the links to follow.
        different: links that keep nodes apart.

    Returns:
        The columns `CLUSTERS`.
    """
    articles = dict(nodes.select("node", "articles").iter_rows())
    group = {node: node for node in articles}
    content = {node: [node] for node in articles}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    followed: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for left, right in different.select("left_node", "right_node").iter_rows():
        apart[left].add(right)
        apart[right].add(left)
    same = [
        (method != "review", -score, left, right)
        for left, right, method, score in links.select("left_node", "right_node", "method", "score").iter_rows()
        if left in group and right in group
    ]
    for by_rule, score, left, right in sorted(same):
        one, other = sorted((group[left], group[right]), key=lambda g: len(content[g]))
        if one != other:
            if _kept_apart(content[one], content[other], apart, by_rule=by_rule):
                continue
            content[other] += content[one]
            for node in content.pop(one):
                group[node] = other
        followed[left].append((right, -score))
        followed[right].append((left, -score))
    rows = []
    for number, held in enumerate(content.values()):
        naming = max(held, key=lambda n: (not parts(n)[2], articles[n], -len(n), [-ord(c) for c in n]))
        sure = _memberships(naming, followed)
        rows += [(number, node, articles[node], sure[node], node == naming) for node in held]
    return pl.DataFrame(rows, schema=CLUSTERS, orient="row")


def _kept_apart(some: list[str], others: list[str], apart: dict[str, set[str]], *, by_rule: bool) -> bool:
    """Returns whether two clusters must not become one by a link; `by_rule` tells that newsledger made the link."""
    theirs = set(others)
    if any(apart.get(node, set()) & theirs for node in some):
        return True
    return by_rule and any(_contradict(a, b) for a in some for b in others)


def _contradict(left: str, right: str) -> bool:
    """Returns whether two nodes are full names that cannot be one."""
    (kind, name, short), (other_kind, other, other_short) = parts(left), parts(right)
    return kind == other_kind and not short and not other_short and compare(kind, name, other).verdict == "contradicts"


def _memberships(naming: str, followed: dict[str, list[tuple[str, float]]]) -> dict[str, float]:
    """Returns for each node that can be reached the highest product of scores along links from the naming node.

    This is E. W. Dijkstra's algorithm (1959), with products of probabilities in place of sums of lengths.
    """
    short = parts(naming)[2]
    sure: dict[str, float] = {}
    queue = [(-(GUESSED if short else KNOWN), naming)]
    while queue:
        negative, node = heappop(queue)
        if node in sure:
            continue
        sure[node] = -negative
        for other, score in followed.get(node, ()):
            if other not in sure:
                heappush(queue, (negative * score, other))
    return sure
