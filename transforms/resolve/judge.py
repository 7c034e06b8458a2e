"""Judgements on pairs of nodes: the same, different, or for a person to say.

Two kinds of evidence are asked for, and they must not be one in two guises: the spelling of the names, what an article
itself says (an alias), and the company that the names keep: other names and words in the articles that bear them.

Each pair is judged under one key, the most telling that its nodes share, and short names under that of their own
spelling. A judgement looks at its nodes and at others under that key, and no further: so it is the same whether the key
alone is judged anew, after a night, or all keys are.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from transforms.resolve.candidate_pairs import (
    LARGEST_BLOCK,
    PAIR,
    PROMINENT_ARTICLES,
    Pair,
    Stirred,
    full_pairs,
    names_frame,
    node_keys,
    of_full,
    short_pairs,
    with_sides,
)
from transforms.resolve.context_similarity import IN_COMPANY, NO_COMPANY, Company, Find, find_company
from transforms.resolve.nodes import parts
from transforms.resolve.rivals import find_rivals
from transforms.resolve.short_names import Found, judge_short, settle
from warehouse.schema.tables.entities import ENTITY_LINKS

VERSION = "1"
"""Of the methods below; raised when they judge the same evidence otherwise."""

LINKS = {
    column: type_
    for column, type_ in ENTITY_LINKS.schema.items()
    if column not in {"link_id", "decided_at", "retracted_at", "load_id"}
}
"""Columns of a judgement; the warehouse adds the others."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What `judge` found, and what it looked at.

    Attributes:
        links: rows of `entity_links`, without those columns that the warehouse fills.
        rows: those of names, with the node that each short name has in the end.
        pairs: `left_node`, `right_node` of the full names that were judged.
        short: the nodes of the short names that were judged.
        overfull: keys that too many names share for any pair to be judged under them.
    """

    links: pl.DataFrame
    rows: pl.DataFrame
    pairs: pl.DataFrame
    short: pl.Series
    overfull: pl.Series


def judge(
    rows: pl.DataFrame,
    keys: pl.DataFrame,
    stirred: Stirred,
    links: pl.DataFrame,
    members: pl.DataFrame,
    find: Find,
) -> Verdicts:
    """Judges the pairs on which anything may have changed.

    Args:
        rows: what `nodes.find_nodes` returned.
        keys: as for `resolve.resolve`, as are the following.
        stirred: what has changed.
        links: those that hold.
        members: the nodes as they were.
        find: gives the articles of nodes.
    """
    blocks = node_keys(rows, keys)
    is_open = pl.col("key").is_in(pl.concat([stirred.opened, stirred.joined]).implode())
    open_blocks = blocks.filter(is_open)
    full = full_pairs(blocks, open_blocks, stirred)
    counted = rows.group_by("node").agg(pl.col("articles").sum())
    articles = dict(counted.iter_rows())
    short = short_pairs(open_blocks, counted)
    asked = names_frame([(pair.left, pair.right) for pair in full if pair.asks_company])
    unsettled = short.filter(~pl.col("is_prominent"))
    told = find_company(with_sides(rows), pl.concat([asked, unsettled.select(PAIR)]), find)
    # Most short names keep no company with any who bears the name: there is nothing to weigh.
    weighed = unsettled.join(told.filter(IN_COMPANY), on="left", how="semi")
    needed = told.join(pl.concat([asked, weighed.select(PAIR)]), on=PAIR, how="semi")
    shared = {(left, right): Company(*seen) for left, right, *seen in needed.iter_rows()}
    judged = list(_judge_full(full, shared, articles))
    reviewed = links.filter(method="review")
    same = set(reviewed.filter(judgement="same").select("left_node", "right_node").iter_rows())
    chosen = list(judge_short(pl.concat([short.filter("is_prominent"), weighed]), shared, same, articles))
    found = [_row(p, shared, *verdict) for p, verdict in [*judged, *chosen]]
    return Verdicts(
        links=pl.DataFrame(found, schema=LINKS, orient="row"),
        rows=settle(rows, blocks, open_blocks, chosen, reviewed, members),
        pairs=names_frame([(pair.left, pair.right) for pair in full]).select(left_node="left", right_node="right"),
        short=open_blocks.filter("is_short")["node"].unique(),
        overfull=of_full(open_blocks).group_by("key").len().filter(pl.col("len") > LARGEST_BLOCK)["key"],
    )


def _judge_full(
    pairs: list[Pair], shared: dict[tuple[str, str], Company], articles: dict[str, int]
) -> Iterable[tuple[Pair, Found]]:
    rivals = find_rivals(pairs, shared, articles)
    for pair in pairs:
        if pair.key not in pair.keys:
            continue
        company = shared.get((pair.left, pair.right), NO_COMPANY)
        is_prominent = max(articles[pair.left], articles[pair.right]) >= PROMINENT_ARTICLES
        found = _full(pair, company.level, (pair.left, pair.right) in rivals, is_prominent=is_prominent)
        if found is not None:
            judgement, _, method = found
            # A caption may romanise a name otherwise, or write a part of it; it hardly slips where the text does not.
            told_apart = company.is_beside and judgement == "same" and pair.likeness == "close"
            yield pair, (("unsure", 0.5, method) if told_apart else found)


def _full(pair: Pair, level: int, is_contested: bool, *, is_prominent: bool) -> Found | None:
    """Weighs the evidence on two full names; nothing where none is worth a person's time."""
    kind = parts(pair.left)[0]
    if pair.is_alias:
        return ("unsure", 0.5, "alias") if is_contested else ("same", 0.95, "alias")
    if pair.likeness == "same":
        if pair.is_certain or level >= 1:
            return "same", (0.97 if pair.is_certain or level >= 2 else 0.93), "spelling"
        return "unsure", 0.6, "spelling"
    if pair.likeness == "close":
        # Father and son bear one name but for this, and keep one company.
        if level >= 2 - is_prominent and "suffix" not in pair.seen and not is_contested:
            return "same", 0.9, "spelling"
        return ("unsure", 0.5, "spelling") if level >= 1 else None
    if pair.likeness == "part" or pair.is_acronym:
        method = "initials" if pair.is_acronym else "spelling"
        # A city bears the name of its country, a party that of its leader.
        is_telling = pair.is_acronym or (kind != "PLACE" and " " in parts(pair.lesser)[1])
        if is_contested or level < (1 if kind == "PERSON" else 2):
            return ("unsure", 0.4, method) if level >= 2 else None
        if (level >= 2 and is_telling) or (level == 3 and pair.is_nickname):
            return "same", 0.85, method
        return "unsure", 0.4, method
    return None


def _row(
    pair: Pair, shared: dict[tuple[str, str], Company], judgement: str, score: float, method: str
) -> tuple[object, ...]:
    seen = shared.get((pair.left, pair.right), NO_COMPANY)
    features = pair.seen | {"spelling": pair.likeness, "company": seen.likeness, "shared": seen.weight}
    left, right = sorted((pair.left, pair.right))
    return left, right, judgement, score, json.dumps(features, sort_keys=True), method, VERSION, pair.key, "newsledger"
