"""Judgements on pairs of nodes: the same, or for a person to decide; no judgement keeps them apart.

Two nodes are joined on two independent kinds of evidence: the spelling of the names, or what an article itself says (an
alias); and the context, that is the other names and words in their articles. `merge_rules` says what they weigh.

Each pair is judged under one key, the most telling one that its nodes share; a short name under the key of its own
spelling. A judgement looks at its two nodes and at others under that key, and at nothing else. So it is the same
whether one key is judged again, after a night, or all keys are.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from transforms.resolve.candidate_pairs import (
    LARGEST_BLOCK,
    PAIR,
    PROMINENT_ARTICLES,
    CandidatePair,
    full_names,
    full_pairs,
    names_of_nodes,
    node_keys,
    pairs_frame,
    short_pairs,
)
from transforms.resolve.context_similarity import HAS_CONTEXT, NO_CONTEXT, ContextSimilarity, compare_contexts
from transforms.resolve.evidence import Evidence, ShortNameEvidence
from transforms.resolve.merge_rules import FULL_NAMES, VERSION, MergeRule, decide
from transforms.resolve.nodes import parts
from transforms.resolve.rivals import find_contested
from transforms.resolve.short_names import judge_short, settle_short
from warehouse.schema.resolution import ResolutionInput
from warehouse.schema.tables.entities import ENTITY_LINKS

LINKS = {
    column: type_
    for column, type_ in ENTITY_LINKS.schema.items()
    if column not in {"link_id", "decided_at", "retracted_at", "load_id"}
}
"""Columns of a judgement, with their types; the warehouse adds the others of `entity_links`."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """What `judge` found, and what it looked at.

    Attributes:
        links: the judgements, with the columns `LINKS`.
        rows: what `nodes.find_nodes` returned, with the node that each short name has in the end.
        pairs: `left_node`, `right_node` of the full names that were judged.
        short: the nodes of the short names that were judged.
        overfull: keys that more than `LARGEST_BLOCK` nodes have, so that no pair is judged under them.
    """

    links: pl.DataFrame
    rows: pl.DataFrame
    pairs: pl.DataFrame
    short: pl.Series
    overfull: pl.Series


def judge(rows: pl.DataFrame, given: ResolutionInput) -> Judgements:
    """Judges the pairs of nodes about which anything may have changed.

    Args:
        rows: what `nodes.find_nodes` returned.
        given: what the warehouse knows.
    """
    blocks = node_keys(rows, given.keys)
    open_keys = pl.concat([given.affected.keys_to_rejudge, given.affected.short_name_keys])
    open_blocks = blocks.filter(pl.col("key").is_in(open_keys.implode()))
    full = full_pairs(blocks, open_blocks, given.affected)
    counted = rows.group_by("node").agg(pl.col("articles").sum())
    articles = dict(counted.iter_rows())
    short = short_pairs(open_blocks, counted)
    full_in_context = pairs_frame([(pair.left, pair.right) for pair in full if pair.needs_context])
    short_in_context = short.filter(~pl.col("is_prominent"))
    compared = compare_contexts(
        names_of_nodes(rows), pl.concat([full_in_context, short_in_context.select(PAIR)]), given.find_context
    )
    # Most short names have no context in common with any full name: then there is nothing to weigh.
    weighed = short_in_context.join(compared.filter(HAS_CONTEXT), on="left", how="semi")
    needed = compared.join(pl.concat([full_in_context, weighed.select(PAIR)]), on=PAIR, how="semi")
    contexts = {(left, right): ContextSimilarity(*found) for left, right, *found in needed.iter_rows()}
    reviewed = given.links.filter(method="review")
    same = set(reviewed.filter(judgement="same").select("left_node", "right_node").iter_rows())
    judged_short = list(judge_short(pl.concat([short.filter("is_prominent"), weighed]), contexts, same, articles))
    links = [_link(pair, contexts, rule) for pair, rule in _judge_full(full, contexts, articles)]
    links += [_link(pair, contexts, rule) for pair, rule in judged_short]
    return Judgements(
        links=pl.DataFrame(links, schema=LINKS, orient="row"),
        rows=settle_short(rows, blocks, open_blocks, judged_short, reviewed, given.members),
        pairs=pairs_frame([(pair.left, pair.right) for pair in full]).select(left_node="left", right_node="right"),
        short=open_blocks.filter("is_short")["node"].unique(),
        overfull=full_names(open_blocks).group_by("key").len().filter(pl.col("len") > LARGEST_BLOCK)["key"],
    )


def _judge_full(
    pairs: list[CandidatePair], contexts: dict[tuple[str, str], ContextSimilarity], articles: dict[str, int]
) -> Iterable[tuple[CandidatePair, MergeRule[Evidence]]]:
    """Yields the pairs of full names on which a link is made, and the rule that makes it."""
    contested = find_contested(pairs, contexts, articles)
    for pair in pairs:
        if pair.key in pair.keys:
            rule = decide(FULL_NAMES, _evidence(pair, contexts, articles, contested))
            if rule.judgement is not None:
                yield pair, rule


def _evidence(
    pair: CandidatePair,
    contexts: dict[tuple[str, str], ContextSimilarity],
    articles: dict[str, int],
    contested: set[tuple[str, str]],
) -> Evidence:
    """Puts together what the rules for two full names look at."""
    assert pair.spelling != "short" and pair.spelling != "prominent"  # noqa: PT018 - this narrows the type
    context = contexts.get((pair.left, pair.right), NO_CONTEXT)
    kind = parts(pair.left)[0]
    return Evidence(
        kind=kind,
        spelling=pair.spelling,
        context=context.level,
        is_certain=pair.is_certain,
        is_alias=pair.is_alias,
        is_acronym=pair.is_acronym,
        is_contested=(pair.left, pair.right) in contested,
        is_prominent=max(articles[pair.left], articles[pair.right]) >= PROMINENT_ARTICLES,
        differ_in_suffix="suffix" in pair.features,
        in_one_story=context.in_one_story,
        is_telling=kind != "PLACE" and " " in parts(pair.shorter)[1],
        is_nickname=pair.is_nickname,
    )


def _link(
    pair: CandidatePair,
    contexts: dict[tuple[str, str], ContextSimilarity],
    rule: MergeRule[Evidence] | MergeRule[ShortNameEvidence],
) -> tuple[object, ...]:
    """Returns a row with the columns `LINKS`."""
    context = contexts.get((pair.left, pair.right), NO_CONTEXT)
    # The names of the features are those that stand in `entity_links` of published versions.
    features = pair.features | {
        "spelling": pair.spelling, "company": context.cosine, "shared": context.shared_weight,
    }  # fmt: skip
    left, right = sorted((pair.left, pair.right))
    seen = json.dumps(features, sort_keys=True)
    return left, right, rule.judgement, rule.probability, seen, rule.method, VERSION, pair.key, "newsledger"
