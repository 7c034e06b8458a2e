"""The timeline of claims as a picture or a page: each series as the pages in the browser draw it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.cli.text import counted
from flows.ui import standalone
from flows.ui.charts.claims import ChartClaim, draw_claims
from flows.ui.charts.svg import Drawing, readable, stacked
from warehouse import QueryError
from warehouse.files import replacing
from warehouse.read.claims import ClaimView

SUFFIXES = (".svg", ".html")
PANELS = 6
"""Series that are drawn, those with the most claims; more would not be readable on one page."""
LISTED = 100
"""Claims of a series whose sentences stand below the drawing, the latest."""
LONGEST = 34
"""Characters of each part of a title that are shown."""
LONGEST_ABOUT = 90
"""Characters of a headline that are shown."""


@dataclass(frozen=True, slots=True)
class ClaimPanel:
    """A series as it is shown: its title and headline, the drawings, and the claims with their sentences."""

    title: str
    about: str
    drawings: tuple[Drawing, Drawing]
    listed: Sequence[ClaimView]
    unlisted: int


def draw(claims: Sequence[ClaimView], file: Path) -> str:
    """Draws claims and replaces the file with the picture or the page in one step.

    Claims without a day or a series are left out: they have no place on a time axis.

    Args:
        claims: in order of time for each claimant.
        file: ends in one of `SUFFIXES`.

    Returns:
        What was drawn and what was left out, in one line.

    Raises:
        QueryError: there is nothing to draw.
        OSError: the file cannot be written.
    """
    series: dict[str, list[ClaimView]] = defaultdict(list)
    for claim in claims:
        if claim.series is not None and claim.told_on is not None:
            series[claim.series].append(claim)
    if not series:
        raise QueryError(f"none of {len(claims):,} claims has a day and a series: nothing to draw")
    # A single claim is no line; it is drawn only where there is nothing else.
    lines = [rows for rows in series.values() if len(rows) > 1] or [*series.values()]
    shown = sorted(lines, key=lambda rows: (-len(rows), _title(rows[0]), rows[0].series))[:PANELS]
    events = list(dict.fromkeys(rows[0].event for rows in shown))
    panels = [_panel(rows, with_event=len(events) > 1) for rows in shown]
    crowded = sum(panel.drawings[0].left_out for panel in panels)
    left = [
        counted(len(lines) - len(shown), "smaller series", "smaller series"),
        f"{counted(len(series) - len(lines), 'claim')} with no other of its series",
        f"{counted(len(claims) - sum(map(len, series.values())), 'claim')} without day or series",
        f"{counted(crowded, 'claim')} beside later ones",
    ]
    left_out = ", ".join(part for part in left if not part.startswith("0 "))
    heading = f"{_words(events[0])}: who claims how many" if len(events) == 1 else "Who claims how many"
    if file.suffix.lower() == ".svg":
        titled = [(f"{panel.title}", panel.about, panel.drawings[0]) for panel in panels]
        made = stacked(titled, standalone.stylesheet())
    else:
        made = standalone.render("claims_file.html", title=heading, panels=panels, left_out=left_out)
    with replacing(file) as unfinished:
        unfinished.write_text(made, encoding="utf-8")
    drawn = sum(map(len, shown)) - crowded
    line = f"Drawn in {file}: {counted(drawn, 'claim')} in {counted(len(shown), 'series', 'series')}"
    return line + (f"; left out: {left_out}" if left_out else "")


def _panel(rows: Sequence[ClaimView], *, with_event: bool) -> ClaimPanel:
    event = f"{_words(rows[0].event)}: " if with_event else ""
    drawn = [_drawn(row) for row in rows]
    latest = sorted(rows, key=lambda row: (row.told_on or rows[0].told_on, row.figure_id), reverse=True)
    return ClaimPanel(
        f"{event}{_title(rows[0])}",
        _short(rows[0].headline or "", LONGEST_ABOUT),
        (draw_claims(drawn), draw_claims(drawn, narrow=True)),
        latest[:LISTED],
        max(0, len(latest) - LISTED),
    )


def _drawn(claim: ClaimView) -> ChartClaim:
    return ChartClaim(
        claimant=claim.claimant,
        day=claim.told_on,
        value_min=claim.value_low,
        value_max=claim.value_high,
        number=claim.number,
        is_approximate=claim.bound == "approximate",
        is_disputed=claim.status == "disputed",
        is_superseded=claim.is_superseded,
        is_revision=claim.is_revision,
        href=standalone.address(f"/figure/{claim.figure_id}"),
    )


def _title(claim: ClaimView) -> str:
    unit = claim.currency or claim.unit
    measure = "" if claim.measure == "total" else claim.measure or ""
    parts = [claim.counted or "", claim.place or "", measure, f"in {unit}" if unit else ""]
    return ", ".join(_short(part, LONGEST) for part in parts if part)


def _words(event: str) -> str:
    return event.replace("_", " ").capitalize()


def _short(text: str, longest: int) -> str:
    shown = readable(text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
