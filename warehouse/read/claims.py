"""Claims: who states which number, and for which day."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from warehouse import QueryError
from warehouse.read.claim_number import NUMBER
from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity import bearers, similar
from warehouse.read.query import run
from warehouse.schema.escaping import escape


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What one claimant says about one series on one day; the fields are columns of `marts.claim_timeline`."""

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


def print_claims(
    path: Path, event: str, place: str | None, format_: str, stream: TextIO, *, with_all: bool = False
) -> None:
    """Prints the rows of `marts.claim_timeline` for one event, sorted by place, by what is counted, and by claimant.

    Args:
        path: the published file.
        event: one of `warehouse.schema.tables.values.EVENTS`.
        place: the name of a place, in any spelling that `bearers` finds; None for all claims, also those without
            a place.
        format_: a key of `formats.WRITERS`.
        stream: where the rows are written.
        with_all: print those of `marts.all_claims` instead: denials too, and what is not actual, with its factuality.

    Raises:
        QueryError: no figure has this event, no place has this name, or the file lacks these tables.
        WarehouseError: the file cannot be opened.
    """
    sql = _ALL_CLAIMS if with_all else _CLAIMS
    run(path, render_sql(sql, event=event, places=_places(path, event, place)), format_, stream)


def claims(path: Path, event: str, place: str | None) -> list[ClaimView]:
    """Returns the claims that `print_claims` prints, in the same order.

    Args:
        path: the published file.
        event: as for `print_claims`.
        place: as for `print_claims`.

    Raises:
        QueryError: as for `print_claims`.
        WarehouseError: the file cannot be opened.
    """
    sql = render_sql(_TIMELINE, event=event, places=_places(path, event, place))
    with closing(connect(path)) as con, as_query_error():
        return [ClaimView(*row) for row in con.execute(sql).fetchall()]


def _places(path: Path, event: str, place: str | None) -> list[str] | None:
    """Returns the entity ids of the places with this name; None if `place` is None.

    Raises:
        QueryError: no figure has this event, or no place has this name.
    """
    with closing(connect(path)) as con, as_query_error():
        events = [str(row[0]) for row in con.execute(_EVENTS_WITH_FIGURES).fetchall()]
    if event not in events:
        told = f"events told of are {', '.join(events)}" if events else "no event is told of"
        raise QueryError(f'no figure tells of "{escape(event)}"; {told}')
    if place is None:
        return None
    if places := [str(found.entity.entity_id) for found in bearers(path, place, "PLACE")]:
        return places
    alike = ", ".join(f'"{escape(other)}"' for other in similar(path, place, "PLACE"))
    raise QueryError(f'no PLACE is called "{escape(place)}"' + (f"; spelt alike: {alike}" if alike else ""))


_EVENTS_WITH_FIGURES = "SELECT DISTINCT event FROM figures WHERE event IS NOT NULL ORDER BY event"

_SHOWN = f"""
    SELECT as_of, claimant, status, {{factuality}} {NUMBER} AS number,
        counted, place, measure, stories, articles,
        CASE WHEN is_revision THEN 'revised down' WHEN is_superseded THEN 'superseded' ELSE '' END AS note, figure_id
    FROM {{claims}}
    WHERE event = $event AND
"""

_OF_PLACES = """
    ($places::VARCHAR[] IS NULL OR place_entity_id::VARCHAR IN (SELECT unnest($places::VARCHAR[])))
    ORDER BY place NULLS LAST, counted NULLS LAST, claimant, as_of NULLS LAST, figure_id
"""

_CLAIMS = _SHOWN.replace("{claims}", "marts.claim_timeline").replace("{factuality}", "") + _OF_PLACES

_WITH_NOTES = """(
    FROM marts.all_claims LEFT JOIN (SELECT figure_id, is_revision, is_superseded FROM marts.claim_timeline)
    USING (figure_id)
)"""
_ALL_CLAIMS = _SHOWN.replace("{claims}", _WITH_NOTES).replace("{factuality}", "factuality,") + _OF_PLACES

_TIMELINE = f"""
    SELECT series, as_of, claimant, status, value_low, value_high, bound, counted, place, measure, unit, currency
    FROM marts.claim_timeline
    WHERE event = $event AND {_OF_PLACES}
"""
