"""Which full name a short one, such as a surname, stands for in its article."""

from collections import defaultdict
from collections.abc import Iterable

import polars as pl

from transforms.resolve.candidate_pairs import AS_SURNAME, CandidatePair
from transforms.resolve.context_similarity import NO_CONTEXT, ContextSimilarity
from transforms.resolve.evidence import ShortNameEvidence
from transforms.resolve.merge_rules import SHORT_NAMES, MergeRule, decide
from transforms.resolve.rivals import RIVAL_SHARE, are_spelt_alike

KNOWN_ARTICLES = 2
"""Articles from which the only bearer of a surname counts as known; in one alone the name may be a slip."""

Judged = tuple[CandidatePair, MergeRule[ShortNameEvidence]]
"""A pair, and the rule that decides on it."""


def judge_short(
    pairs: pl.DataFrame,
    contexts: dict[tuple[str, str], ContextSimilarity],
    same: set[tuple[str, str]],
    articles: dict[str, int],
) -> Iterable[Judged]:
    """Finds for each short name the full one that fits it best, and judges the two.

    The best is the one with the highest product of fit and context similarity.

    Args:
        pairs: rows of `candidate_pairs.short_pairs`.
        contexts: by left and right node.
        same: pairs of nodes that people judged to be the same, in order; they are no rivals.
        articles: by node.

    Yields:
        Each best pair on which a link is made, and the rule that makes it.
    """
    candidates: defaultdict[str, list[CandidatePair]] = defaultdict(list)
    for left, right, key, fit, is_prominent in pairs.iter_rows():
        pair = CandidatePair(left, right, key, [key], "prominent" if is_prominent else "short", fit=fit)
        candidates[left].append(pair)
    for found in candidates.values():
        strength = {p.right: p.fit * contexts.get((p.left, p.right), NO_CONTEXT).cosine for p in found}
        best = min(found, key=lambda p: (-strength[p.right], p.right))
        is_prominent = best.spelling == "prominent"
        is_contested = not is_prominent and any(
            strength[p.right] >= RIVAL_SHARE * strength[best.right]
            and (min(p.right, best.right), max(p.right, best.right)) not in same
            and not are_spelt_alike(p.right, best.right)
            for p in found
            if p is not best
        )
        evidence = ShortNameEvidence(
            context=contexts.get((best.left, best.right), NO_CONTEXT).level,
            is_prominent=is_prominent,
            is_contested=is_contested,
            is_known=len(found) == 1 and articles[best.right] >= KNOWN_ARTICLES,
        )
        rule = decide(SHORT_NAMES, evidence)
        if rule.judgement is not None:
            yield best, rule


def settle_short(
    rows: pl.DataFrame,
    blocks: pl.DataFrame,
    open_blocks: pl.DataFrame,
    judged: list[Judged],
    reviewed: pl.DataFrame,
    members: pl.DataFrame,
) -> pl.DataFrame:
    """Gives short names the node that they have in the end.

    A short name that stands for a full one, or may stand for several, stays a node of its article. A surname that at
    most one full name has, and that no link explains, is one node, one person, in all articles. Surnames whose key is
    not judged now keep the node that they have.

    Args:
        rows: what `nodes.find_nodes` returned.
        blocks: what `candidate_pairs.node_keys` returned.
        open_blocks: the rows of it under keys that are judged now.
        judged: what `judge_short` yielded.
        reviewed: the links that people decided.
        members: `ResolutionInput.members`.

    Returns:
        The rows, with another `node` for some.
    """
    is_short_key = pl.col("key").str.starts_with("s:")
    as_before = (
        blocks.filter(is_short_key, "is_short")
        .join(open_blocks, on=["key", "node"], how="anti")
        .join(members, on="node", how="semi")["node"]
    )
    explained = pl.concat(
        [
            pl.Series([pair.left for pair, rule in judged if rule.judgement == "same"], dtype=pl.String),
            reviewed["left_node"],
            reviewed["right_node"],
            as_before,
        ]
    )
    bearers = open_blocks.filter(is_short_key, ~pl.col("is_short")).group_by("key").agg(bearers=pl.len())
    contested = (
        open_blocks.filter(is_short_key, "is_short")
        .join(bearers, on="key", how="inner")
        .filter(pl.col("bearers") > 1)["node"]
    )
    doubtful = pl.Series([pair.left for pair, _ in judged], dtype=pl.String)
    of_article = AS_SURNAME.is_in(pl.concat([explained, contested, doubtful]).unique().implode())
    return rows.with_columns(
        node=pl.when("is_short", pl.col("voted") == "PERSON", ~of_article)
        .then(pl.concat_str(pl.lit("PERSON:"), "name_key"))
        .when(~pl.col("is_short"), AS_SURNAME.is_in(explained.unique().implode()))
        .then(AS_SURNAME)
        .otherwise("node")
    )
