"""Drawings of a page's rows, each in the shape for a desk and that for a phone."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from flows.ui.charts.bars import DayValue, draw_days
from flows.ui.charts.claims import ChartClaim, draw_claims
from flows.ui.charts.dots import ArticleDot, OutletDots, draw_dots
from flows.ui.charts.rows import draw_row, shared_axis
from flows.ui.charts.svg import Drawing
from flows.ui.charts.world import MapPlace, draw_map
from flows.ui.templating import link
from warehouse.read.served import Record

Drawings = tuple[Drawing, Drawing]


def courses(claims: Sequence[Record]) -> Drawings:
    """Returns the drawing of a series of claims for a desk, and that for a phone."""
    series = [
        ChartClaim(
            claimant=row["claimant"],
            day=row["told_on"],
            value_min=row["value_low"],
            value_max=row["value_high"],
            number=row["number"],
            is_approximate=row["bound"] == "approximate",
            is_disputed=row["status"] == "disputed",
            is_denied=row["status"] == "denied",
            is_superseded=row["is_superseded"],
            is_revision=row["is_revision"],
            href=f"/figure/{row['figure_id']}",
        )
        for row in sorted(claims, key=lambda row: (row["claimant"], row["told_on"] or date.max, row["figure_id"]))
    ]
    return draw_claims(series), draw_claims(series, narrow=True)


def on_one_axis(claims: Sequence[Record]) -> tuple[list[str], str]:
    """Returns a drawing for each claim, on an axis that all of them share, and what to say of it.

    Args:
        claims: rows with `value_low` and `value_high`.
    """
    ends = [(row["value_low"], row["value_high"]) for row in claims]
    axis = shared_axis(ends)
    if axis is None:
        return [""] * len(ends), ""
    ends_of_axis = f"{axis.low:,.12g} to {axis.high:,.12g}"
    said = f"All numbers stand on one axis from {ends_of_axis}; each step is ten times the one before."
    return [draw_row(axis, pair) for pair in ends], said


def outlets_in_time(articles: Sequence[Record]) -> Drawings:
    """Returns articles as dots in time, a row for each outlet, the one that told it first at the top.

    Args:
        articles: rows with `article_id`, `published_on`, `outlet`, `headline` and `is_copy`, in order of time.
    """
    first = next((row["article_id"] for row in articles if row["published_on"] is not None), None)
    begun = {row["outlet"]: place for place, row in reversed(list(enumerate(articles)))}
    rows = [
        OutletDots(
            outlet or "no outlet",
            [
                ArticleDot(
                    row["published_on"],
                    row["headline"] or "",
                    is_copy=row["is_copy"],
                    is_first=row["article_id"] == first,
                    href=f"/article/{row['article_id']}",
                )
                for row in told
            ],
            href=link("/outlet", name=outlet) if outlet else None,
        )
        for outlet, told in groupby(sorted(articles, key=lambda row: begun[row["outlet"]]), itemgetter("outlet"))
    ]
    return draw_dots(rows), draw_dots(rows, narrow=True)


def days_in_bars(days: Sequence[Record], column: str, counted: str, *, as_share: bool = False) -> Drawings:
    """Returns a bar for each day.

    Args:
        days: rows with `day` and the column that is drawn.
        column: its name.
        counted: what is counted, in the plural.
        as_share: its values are shares, from 0 to 1.
    """
    values = [DayValue(row["day"], row[column]) for row in days if row["day"] is not None]
    return (
        draw_days(values, counted=counted, as_share=as_share),
        draw_days(values, counted=counted, as_share=as_share, narrow=True),
    )


def places_on_map(places: Sequence[Record], column: str) -> Drawings:
    """Returns places on an outline of the world, or of the part of it where they lie.

    Args:
        places: rows with `entity_id`, `name`, `latitude`, `longitude` and the column that is drawn.
        column: its name.
    """
    made = [
        MapPlace(row["name"], row["latitude"], row["longitude"], row[column], f"/entity/{row['entity_id']}")
        for row in places
    ]
    return draw_map(made), draw_map(made, narrow=True)
