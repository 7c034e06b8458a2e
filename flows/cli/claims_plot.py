"""The timeline of claims as a picture: a panel for each series, a line for each claimant, with its name at its end."""

import logging
import math
import warnings
from calendar import month_abbr
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.text import counted
from warehouse import QueryError
from warehouse.files import replacing
from warehouse.read.claims import ClaimView
from warehouse.schema.escaping import escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes


SUFFIXES = (".png", ".svg")
PANELS = 6
"""Series that are drawn, those with the most claims; more would not be readable on one page."""
CLAIMANTS = 7
"""Claimants of a series that have a colour and a name; the others share a grey."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a6761d", "#56b4e9", "#000000")
"""The palette of Okabe and Ito with a darker yellow, for letters are written in it: colour-blind people can tell these
colours apart (jfly.uni-koeln.de/color, 2008)."""
REST = "#999999"
"""The colour of all other claimants."""
QUIET = "#555555"
"""The colour of what is said beside the numbers."""
LEGEND = "arrow: no fewer, or no more · bar: a range · hollow: about · cross: disputed"
LONGEST = 34
"""Characters of a name that are shown."""
LONGEST_TITLE = 90
"""Characters of a title that are shown."""
OPEN_ABOVE = frozenset({"more_than", "at_least", "vague"})
"""Bounds that are drawn with an arrow up."""
OPEN_BELOW = frozenset({"less_than", "at_most"})
"""Bounds that are drawn with an arrow down."""
NOT_SHARP = frozenset({"approximate", "vague"})
"""Bounds that are drawn as a hollow point."""
WIDTH, TOP, PANEL = 9.0, 0.75, 2.7
"""Inches: of the picture, of its heading, and of each panel with its title; so six panels fill two pages at most."""
LABELS_FROM = 0.70
"""Share of the width behind which the names stand."""
FOLDED = 4
"""A value so many times as high as the next lower one would press all others onto the axis, so it is folded."""
MOSTLY = 0.6
"""Share of the values that must lie below a folded one: else it is no outlier."""
DAYS = 7
"""Days that are written below a panel, at most."""
NUMBER_WIDTH = 0.08
"""Share of the width of a panel that a number takes."""
GAP = 0.085
"""Share of the height of a panel that a name takes."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The claims of one claimant in one series, in order of time."""

    name: str
    colour: str
    claims: Sequence[ClaimView]


def draw(claims: Sequence[ClaimView], file: Path) -> str:
    """Draws claims and replaces the file with the picture in one step.

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
    _save(shown, file)
    drawn = sum(map(len, shown))
    line = f"Drawn in {file}: {counted(drawn, 'claim')} in {counted(len(shown), 'series', 'series')}"
    left = [
        counted(len(lines) - len(shown), "smaller series", "smaller series"),
        f"{counted(len(series) - len(lines), 'claim')} with no other of its series",
        f"{counted(len(claims) - sum(map(len, series.values())), 'claim')} without day or series",
    ]
    left = [part for part in left if not part.startswith("0 ")]
    return line + (f"; left out: {', '.join(left)}" if left else "")


def _save(shown: Sequence[Sequence[ClaimView]], file: Path) -> None:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # A `$` in a name does not start a formula, text in SVG stays text, and the same claims give the same bytes.
    settings: Any = {"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "newsledger", "font.size": 9}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a character that the font lacks is drawn as a box
        height = TOP + PANEL * len(shown)
        figure = Figure(figsize=(WIDTH, height))
        panels = figure.subplots(len(shown), 1, squeeze=False)[:, 0]
        figure.subplots_adjust(
            left=0.08, right=LABELS_FROM, top=1 - (TOP + 0.25) / height, bottom=0.45 / height, hspace=0.55
        )
        events = list(dict.fromkeys(rows[0].event for rows in shown))
        heading = f"{events[0]}: who claims how many" if len(events) == 1 else "Who claims how many"
        figure.text(0.02, 1 - 0.3 / height, heading, fontsize=13, fontweight="bold")
        figure.text(0.02, 1 - 0.52 / height, LEGEND, fontsize=8, color=QUIET)
        for axes, rows in zip(panels, shown, strict=True):
            _panel(axes, rows, with_event=len(events) > 1)
        form = file.suffix.lower().removeprefix(".")
        with replacing(file) as unfinished:
            figure.savefig(unfinished, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)


def _panel(axes: "Axes", rows: Sequence[ClaimView], *, with_event: bool) -> None:
    lines = _lines(rows)
    top = _folded_above(rows)
    kept = [value for row in rows for value in _ends(row) if value <= top]
    low, high = min(kept), max(kept)
    # A line needs no zero; without it, numbers that lie close together can be told apart.
    bottom = low - (high - low) if low > high / 2 and low < high else min(0.0, low)
    axes.set_ylim(bottom, high + (high - bottom or 1) * 0.2)
    days = [row.told_on for row in rows if row.told_on]
    _time_axis(axes, min(days), max(days))
    for line in reversed(lines):  # drawn last, those with most claims lie on top
        _draw(axes, line, top)
    _numbers(axes, lines, top, max(days))
    _names(axes, lines)
    event = f"{rows[0].event}: " if with_event else ""
    axes.set_title(
        _short(f"{event}{_title(rows[0])}", LONGEST_TITLE), loc="left", pad=17, fontsize=10, fontweight="bold"
    )
    about = _short(rows[0].headline or "", LONGEST_TITLE)
    axes.text(0, 1.04, about, transform=axes.transAxes, fontsize=8, color=QUIET)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _lines(rows: Sequence[ClaimView]) -> list[_Line]:
    """Returns the claimants, those with most claims first; beyond the colours, all others are grey."""
    by_name: dict[str, list[ClaimView]] = defaultdict(list)
    for row in rows:
        by_name[row.claimant].append(row)
    ranked = sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    colours = [*COLOURS[:CLAIMANTS], *[REST] * len(ranked)]
    return [_Line(name, colour, by_name[name]) for name, colour in zip(ranked, colours, strict=False)]


def _folded_above(rows: Sequence[ClaimView]) -> float:
    """Returns the highest value that the panel has room for; what lies far above the others is written at its edge."""
    values = sorted(_ends(row)[1] for row in rows)
    gaps = [
        low for n, (low, high) in enumerate(pairwise(values), 1)
        if high > FOLDED * low > 0 and n >= MOSTLY * len(values)
    ]  # fmt: skip
    return gaps[0] if gaps else values[-1]


def _time_axis(axes: "Axes", first: date, last: date) -> None:
    from matplotlib.dates import date2num
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    start, end = (float(date2num(day)) for day in (first, last))  # type: ignore[no-untyped-call]
    margin = max(0.5, (end - start) / 25)
    axes.set_xlim(start - margin, end + margin)
    apart = math.ceil((end - start + 1) / DAYS)
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, apart)]
    axes.set_xticks([start + n * apart for n in range(len(days))], labels=[*_days(days)])
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _written(value)))
    axes.tick_params(left=False, labelsize=8, labelcolor=QUIET)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)


def _days(days: Sequence[date]) -> Iterator[str]:
    """Yields days as words, each year where it begins."""
    year = None
    for day in days:
        yield f"{day.day} {month_abbr[day.month]}" + (f"\n{day.year}" if day.year != year else "")
        year = day.year


def _draw(axes: "Axes", line: _Line, top: float) -> None:
    """Draws a claimant: steps from claim to claim, and on to the edge; what is folded stands at the upper edge."""
    days: list[Any] = [claim.told_on for claim in line.claims]  # dates, which matplotlib takes for numbers
    edge, until = axes.get_ylim()[1], axes.get_xlim()[1]
    ends = [_ends(claim) for claim in line.claims]
    levels = [low if low <= top else edge for low, _ in ends]
    steps = [*map(axes.convert_xunits, days), until]
    axes.step(steps, [*levels, levels[-1]], where="post", color=line.colour, linewidth=1.4, alpha=0.6)
    for claim, day, (low, high), level in zip(line.claims, days, ends, levels, strict=True):
        if low > top:
            axes.plot([day], [edge], "^", color=line.colour, clip_on=False)
            continue
        if low != high:
            axes.plot([day, day], [low, min(high, edge)], "_-", color=line.colour, linewidth=3)
        else:
            face = "white" if claim.bound in NOT_SHARP else line.colour
            mark = "X" if claim.status == "disputed" else "o"
            axes.plot([day], [low], mark, color=line.colour, markerfacecolor=face, markersize=5, clip_on=False)
        if claim.bound in OPEN_ABOVE | OPEN_BELOW:
            tip = (0, 14 if claim.bound in OPEN_ABOVE else -14)
            arrow = {"arrowstyle": "<-", "color": line.colour}
            axes.annotate("", (day, level), tip, textcoords="offset points", arrowprops=arrow)


def _numbers(axes: "Axes", lines: Sequence[_Line], top: float, until: date) -> None:
    """Writes the number beside each claim, unless another stands there; those of the last day stand at the names."""
    bottom, edge = axes.get_ylim()
    first, last = axes.get_xlim()
    taken: list[tuple[float, float]] = []
    for line in lines:
        for claim in line.claims:
            if claim.told_on is None or (claim.told_on == until and claim is line.claims[-1]):
                continue
            low = _ends(claim)[0]
            level = min(low, edge) if low <= top else edge
            x = float(axes.convert_xunits(claim.told_on))  # type: ignore[no-untyped-call]
            at = (x - first) / (last - first), (level - bottom) / (edge - bottom)
            if any(abs(at[0] - x) < NUMBER_WIDTH and abs(at[1] - y) < GAP for x, y in taken):
                continue
            taken.append(at)
            note = " revised down" if claim.is_revision else ", above the scale" if low > top else ""
            beside = (5, 4) if low <= top else (5, -9)
            axes.annotate(
                f"{_value(claim)}{note}", (x, level), beside, textcoords="offset points", fontsize=8, color=line.colour
            )


def _names(axes: "Axes", lines: Sequence[_Line]) -> None:
    """Writes each claimant with the last number at the end of the line; names that would touch are moved apart."""
    bottom, edge = axes.get_ylim()
    places = []
    for line in lines:
        if line.colour == REST:
            continue
        claim = line.claims[-1]
        low = _ends(claim)[0]
        note = ", revised down" if claim.is_revision else ""
        level = (min(low, edge) - bottom) / (edge - bottom)
        places.append((level, f"{_short(line.name)}  {_value(claim)}{note}", line.colour))
    others = sum(line.colour == REST for line in lines)
    if others:
        places.append((0.0, f"{counted(others, 'other')} in grey", REST))
    for height, (level, text, colour) in zip(
        _apart([place[0] for place in sorted(places)]), sorted(places), strict=True
    ):
        of_panel: Any = {"transform": axes.transAxes, "color": colour, "clip_on": False}
        if colour != REST:
            axes.plot([1, 1.025], [level, height], linewidth=0.8, alpha=0.6, **of_panel)
        axes.text(1.03, height, text, va="center", fontsize=8.5, **of_panel)


def _value(claim: ClaimView) -> str:
    low, high = _ends(claim)
    return _written(low) if low == high else f"{_written(low)}–{_written(high)}"


def _apart(levels: Sequence[float]) -> list[float]:
    """Returns heights near the given ones, which rise, of which none lies nearer than `GAP` to the next."""
    heights: list[float] = []
    for level in levels:
        heights.append(max(level, heights[-1] + GAP) if heights else level)
    over = heights[-1] - 1.05
    for n in range(len(heights) - 1, -1, -1):
        if over <= 0:
            break
        ceiling = 1.05 if n == len(heights) - 1 else heights[n + 1] - GAP
        over = heights[n] - ceiling
        heights[n] = min(heights[n], ceiling)
    return heights


def _ends(claim: ClaimView) -> tuple[float, float]:
    """Returns the lowest and the highest value to draw: both ends of a range, else twice the one number."""
    low, high = claim.value_low, claim.value_high
    said = next((value for value in (low, high) if value is not None), math.nan)
    return (low if low is not None else said), (high if high is not None else said)


def _title(claim: ClaimView) -> str:
    unit = claim.currency or claim.unit
    measure = "" if claim.measure == "total" else claim.measure or ""
    parts = [claim.counted or "", claim.place or "", measure, f"in {unit}" if unit else ""]
    return ", ".join(_short(part) for part in parts if part)


def _short(text: str, longest: int = LONGEST) -> str:
    shown = escape(" ".join(text.split()))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _written(value: float) -> str:
    scale, letter = next(((s, a) for s, a in ((1e9, "bn"), (1e6, "m")) if abs(value) >= s), (1, ""))
    return f"{value / scale:,.6g}{letter}"
