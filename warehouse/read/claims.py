"""Who claims how many, since when."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from warehouse import QueryError
from warehouse.read.connection import bound, connect, plainly
from warehouse.read.entity import bearing, similar
from warehouse.read.formats import escape
from warehouse.read.query import run


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claimant says of one series for one day; the fields are columns of `marts.claim_timeline`."""

    series: str | None
    as_of: date | None
    claimant: str
    status: str
    value_low: float | None
    value_high: float | None
    bound: str
    counted: str | None
    place: str | None
    measure: str | None
    unit: str | None
    currency: str | None


def print_claims(path: Path, event: str, place: str | None, format_: str, stream: TextIO) -> None:
    """Prints the claims on an event as `marts.claim_timeline` has them, those of each claimant one after the other.

    Args:
        path: the published file.
        event: of `tables.EVENTS`.
        place: any spelling of the place's name, as for `bearing`; None for claims on all places and on none.
        format_: of `formats.WRITERS`.
        stream: where to.

    Raises:
        QueryError: no figure tells of such an event, no place is called so, or the file holds no such tables.
        WarehouseError: the file cannot be opened.
    """
    run(path, bound(_CLAIMS, event=event, places=_places(path, event, place)), format_, stream)


def claims(path: Path, event: str, place: str | None) -> list[Claim]:
    """Returns the claims on an event that `print_claims` prints, in the same order.

    Args:
        path: the published file.
        event: as there.
        place: as there.

    Raises:
        QueryError: as there.
        WarehouseError: as there.
    """
    sql = bound(_TIMELINE, event=event, places=_places(path, event, place))
    with closing(connect(path)) as con, plainly():
        return [Claim(*row) for row in con.execute(sql).fetchall()]


def _places(path: Path, event: str, place: str | None) -> list[str] | None:
    """Returns the ids of the places that are called so; None for no place.

    Raises:
        QueryError: no figure tells of the event, or no place is called so.
    """
    with closing(connect(path)) as con, plainly():
        events = [str(row[0]) for row in con.execute(_TOLD_EVENTS).fetchall()]
    if event not in events:
        told = f"events told of are {', '.join(events)}" if events else "no event is told of"
        raise QueryError(f'no figure tells of "{escape(event)}"; {told}')
    if place is None:
        return None
    if places := [str(found.entity_id) for found in bearing(path, place, "PLACE")]:
        return places
    alike = ", ".join(f'"{escape(other)}"' for other in similar(path, place, "PLACE"))
    raise QueryError(f'no PLACE is called "{escape(place)}"' + (f"; spelt alike: {alike}" if alike else ""))


_TOLD_EVENTS = "SELECT DISTINCT event FROM figures WHERE event IS NOT NULL ORDER BY event"

_CLAIMS = """
    WITH shown AS (
        SELECT *, format('{:,.12g}', coalesce(value_low, value_high)) AS low,
            format('{:,.12g}', coalesce(value_high, value_low)) AS high
        FROM marts.claim_timeline WHERE event = $event
    )
    SELECT as_of, claimant, status,
        CASE bound
            WHEN 'range' THEN low || ' to ' || high
            WHEN 'more_than' THEN '> ' || low
            WHEN 'less_than' THEN '< ' || high
            WHEN 'at_most' THEN '≤ ' || high
            WHEN 'approximate' THEN '~ ' || low
            WHEN 'exact' THEN low
            ELSE '≥ ' || low
        END AS number,
        counted, place, measure, stories, articles,
        CASE WHEN is_revision THEN 'revised down' WHEN is_superseded THEN 'superseded' ELSE '' END AS note, figure_id
    FROM shown
"""

_OF_PLACES = """
    ($places::VARCHAR[] IS NULL OR place_entity_id::VARCHAR IN (SELECT unnest($places::VARCHAR[])))
    ORDER BY place NULLS LAST, counted NULLS LAST, claimant, as_of NULLS LAST, figure_id
"""
_CLAIMS += f"WHERE {_OF_PLACES}"

_TIMELINE = f"""
    SELECT series, as_of, claimant, status, value_low, value_high, bound, counted, place, measure, unit, currency
    FROM marts.claim_timeline
    WHERE event = $event AND {_OF_PLACES}
"""
