"""Which full name a short one (a surname, an abbreviation) stands for."""

from collections import defaultdict
from collections.abc import Iterable

import polars as pl

from transforms.resolve.candidate_pairs import AS_SURNAME, Pair
from transforms.resolve.context_similarity import NO_COMPANY, Company
from transforms.resolve.rivals import RIVAL, alike

Found = tuple[str, float, str]
"""Judgement, score, method."""


def judge_short(
    pairs: pl.DataFrame,
    shared: dict[tuple[str, str], Company],
    same: set[tuple[str, str]],
    articles: dict[str, int],
) -> Iterable[tuple[Pair, Found]]:
    """Chooses for each short name the full one that it stands for in its article, if one is clearly the best.

    Company speaks for a full name, or that hardly anybody else of that name is in the news.
    """
    candidates: defaultdict[str, list[Pair]] = defaultdict(list)
    for left, right, key, fit, is_prominent in pairs.iter_rows():
        candidates[left].append(Pair(left, right, key, [key], "prominent" if is_prominent else "short", fit, {}))
    for held in candidates.values():
        if held[0].likeness == "prominent":
            yield held[0], ("same", 0.85, "short_form")
            continue
        strength = {p.right: p.score * shared.get((p.left, p.right), NO_COMPANY).likeness for p in held}
        best = min(held, key=lambda p: (-strength[p.right], p.right))
        level = shared.get((best.left, best.right), NO_COMPANY).level
        is_contested = any(
            strength[p.right] >= RIVAL * strength[best.right]
            and (min(p.right, best.right), max(p.right, best.right)) not in same
            and not alike(p.right, best.right)
            for p in held
            if p is not best
        )
        is_known = len(held) == 1 and articles[best.right] >= KNOWN_ARTICLES
        if level > (0 if is_known else 1) and not is_contested:
            yield best, ("same", (0.8, 0.9, 0.95)[level - 1], "short_form")
        elif level > 1:
            yield best, ("unsure", 0.5, "short_form")


KNOWN_ARTICLES = 2
"""A lone bearer of a surname in so many articles is no slip; some company is enough then."""


def settle(
    rows: pl.DataFrame,
    blocks: pl.DataFrame,
    open_blocks: pl.DataFrame,
    chosen: list[tuple[Pair, Found]],
    reviewed: pl.DataFrame,
    members: pl.DataFrame,
) -> pl.DataFrame:
    """Gives short names their node: one that stands for a full name, or could for several, stays with its article.

    A surname that no more than one full name bears, and nothing explains, is taken for one person in all articles.
    Surnames whose key is not open keep the node that they have.
    """
    surname = pl.col("key").str.starts_with("s:")
    as_before = (
        blocks.filter(surname, "is_short")
        .join(open_blocks, on=["key", "node"], how="anti")
        .join(members, on="node", how="semi")["node"]
    )
    standing = pl.concat(
        [
            pl.Series([pair.left for pair, (judgement, _, _) in chosen if judgement == "same"], dtype=pl.String),
            reviewed["left_node"],
            reviewed["right_node"],
            as_before,
        ]
    )
    bearers = open_blocks.filter(surname, ~pl.col("is_short")).group_by("key").agg(bearers=pl.len())
    contested = (
        open_blocks.filter(surname, "is_short")
        .join(bearers, on="key", how="inner")
        .filter(pl.col("bearers") > 1)["node"]
    )
    unclear = pl.Series([pair.left for pair, _ in chosen], dtype=pl.String)
    of_article = AS_SURNAME.is_in(pl.concat([standing, contested, unclear]).unique().implode())
    return rows.with_columns(
        node=pl.when("is_short", pl.col("voted") == "PERSON", ~of_article)
        .then(pl.concat_str(pl.lit("PERSON:"), "name_key"))
        .when(~pl.col("is_short"), AS_SURNAME.is_in(standing.unique().implode()))
        .then(AS_SURNAME)
        .otherwise("node")
    )
