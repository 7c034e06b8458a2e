"""From judgements on pairs to clusters: what is the same is followed, what is different is never bridged."""

from collections import defaultdict
from heapq import heappop, heappush

import polars as pl

from transforms.resolve.nodes import parts
from transforms.spelling import compare

KNOWN, GUESSED = 0.99, 0.6
"""Membership of the node that names an entity: of a full name, of a short name that nothing explains."""

CLUSTERS = {
    "cluster": pl.Int64,
    "node": pl.String,
    "articles": pl.Int64,
    "probability": pl.Float64,
    "is_naming": pl.Boolean,
}


def cluster(nodes: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Follows links to clusters.

    Links are followed from the surest to the least sure, people's judgements first; a link is passed over where it
    would join two nodes that are judged different, or two full names that contradict each other.

    Args:
        nodes: `node`, `articles`.
        links: `left_node`, `right_node`, `judgement`, `method`, `score` of those that hold.

    Returns:
        `cluster` (a number without meaning), `node`, `articles`, `probability`, `is_naming` for each node.
    """
    articles = dict(nodes.select("node", "articles").iter_rows())
    group = {node: node for node in articles}
    content = {node: [node] for node in articles}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    followed: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    same = []
    decided = {row[:2] for row in links.iter_rows() if row[3] == "review" and row[2] != "unsure"}
    for left, right, judgement, method, score in links.iter_rows():
        if method != "review" and (left, right) in decided:
            continue
        if judgement == "different":
            apart[left].add(right)
            apart[right].add(left)
        elif judgement == "same" and left in group and right in group:
            same.append((method != "review", -score, left, right))
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
        if len(held) == 1:
            rows.append((number, held[0], articles[held[0]], GUESSED if parts(held[0])[2] else KNOWN, True))
            continue
        naming = max(held, key=lambda n: (not parts(n)[2], articles[n], -len(n), [-ord(c) for c in n]))
        sure = _memberships(naming, followed)
        rows += [(number, node, articles[node], round(sure[node], 4), node == naming) for node in held]
    schema = {
        "cluster": pl.Int64,
        "node": pl.String,
        "articles": pl.Int64,
        "probability": pl.Float64,
        "is_naming": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("node")


def _kept_apart(some: list[str], others: list[str], apart: dict[str, set[str]], *, by_rule: bool) -> bool:
    theirs = set(others)
    if any(apart.get(node, set()) & theirs for node in some):
        return True
    return by_rule and any(_contradict(a, b) for a in some for b in others)


def _contradict(left: str, right: str) -> bool:
    (kind, name, short), (other_kind, other, other_short) = parts(left), parts(right)
    return kind == other_kind and not short and not other_short and compare(kind, name, other).verdict == "contradicts"


def _memberships(naming: str, followed: dict[str, list[tuple[str, float]]]) -> dict[str, float]:
    """Returns for each node reached the product of the scores on the surest way from the naming node."""
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
