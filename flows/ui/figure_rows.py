"""Claims and figures as pages show them: with their number as text, and where it stands in its sentence."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flows.ui.view import ShownTable, View
from warehouse.read.claim_number import NUMBER
from warehouse.read.served import Record

CLAIM: Final = f"""told_on, claimant, claimant_entity_id, event, {" ".join(NUMBER.split())} AS number, unit, currency,
    counted, place, status, is_revision, is_superseded, is_background, comparable, independent_articles, articles,
    outlet, sentence, figure_id, article_id, story_id, series, value_low, value_high, bound"""
"""Columns of a claim, out of `marts.claim_timeline`."""

CONFLICT: Final = """told_on, event, counted, figure_id, claimant, value_low, value_high, bound, outlet, sentence,
    article_id, other_figure_id, other_claimant, other_value_low, other_value_high, other_bound, other_outlet,
    other_sentence, other_article_id"""
"""Columns of two claims that contradict each other, out of `marts.figure_conflicts`."""


def claims_in(order: str) -> str:
    """Returns a query for the claims with some ids, `$keys`, which a query on the narrow table `claims` finds."""
    return f"""
SELECT {CLAIM} FROM marts.claim_timeline
WHERE figure_id IN ($keys)
ORDER BY {order}
"""


def with_numbers(view: View, claims: ShownTable) -> ShownTable:
    """Returns a table whose rows also have `surface` and `number_start`: the number, and its place in the sentence.

    Args:
        view: the page in the making.
        claims: rows with a `figure_id`.
    """
    found = _numbers(view, [row["figure_id"] for row in claims.rows])
    return replace(claims, rows=tuple(row | found[row["figure_id"]] for row in claims.rows))


def with_both_numbers(view: View, conflicts: ShownTable) -> ShownTable:
    """Returns a table whose rows also have `one` and `other`: number, surface and place in the sentence of each claim.

    Args:
        view: the page in the making.
        conflicts: rows with a `figure_id` and an `other_figure_id`.
    """
    found = _numbers(view, [row[name] for row in conflicts.rows for name in ("figure_id", "other_figure_id")])
    return replace(
        conflicts,
        rows=tuple(
            row | {"one": found[row["figure_id"]], "other": found[row["other_figure_id"]]} for row in conflicts.rows
        ),
    )


def _numbers(view: View, figures: Sequence[int]) -> dict[int, Record]:
    """Returns number, surface and place in the sentence of some figures, by their id."""
    if not figures:
        return {}
    ids = ", ".join(map(str, figures))
    rows = view.rows(f"SELECT {_NUMBER} FROM marts.figures_with_source WHERE figure_id IN ({ids})", limit=len(figures))
    return {row["figure_id"]: row for row in rows}


_NUMBER: Final = f"figure_id, {' '.join(NUMBER.split())} AS number, unit, currency, surface, number_start"
