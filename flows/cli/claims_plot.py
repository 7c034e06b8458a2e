"""The timeline of claims as a picture: a panel for each series, a line for each claimant, arrows for open bounds."""

import logging
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
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
"""Claimants of a series that have a colour of their own; the others share a grey."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
"""The palette of Okabe and Ito, without its yellow: colour-blind people can tell these colours apart
(jfly.uni-koeln.de/color, 2008)."""
REST = "#999999"
"""The colour of all other claimants."""
LEGEND = "arrow: no fewer, or no more · bar: a range · hollow: about · cross: disputed"
LONGEST = 40
"""Characters of a name that are shown."""
OPEN_ABOVE = frozenset({"more_than", "at_least", "vague"})
"""Bounds that are drawn with an arrow up."""
OPEN_BELOW = frozenset({"less_than", "at_most"})
"""Bounds that are drawn with an arrow down."""
NOT_SHARP = frozenset({"approximate", "vague"})
"""Bounds that are drawn as a hollow point."""


def draw(claims: Sequence[ClaimView], event: str, file: Path) -> str:
    """Draws claims and replaces the file with the picture in one step.

    Claims without a day or a series are left out: they have no place on a time axis.

    Args:
        claims: of one event, in order of time for each claimant.
        event: for the title.
        file: ends in one of `SUFFIXES`.

    Returns:
        What was drawn and what was left out, in one line.

    Raises:
        QueryError: there is nothing to draw.
        OSError: the file cannot be written.
    """
    series: dict[str, list[ClaimView]] = defaultdict(list)
    for claim in claims:
        if claim.series is not None and claim.as_of is not None:
            series[claim.series].append(claim)
    shown = sorted(series.values(), key=lambda rows: (-len(rows), _title(rows[0])))[:PANELS]
    if not shown:
        raise QueryError(f"none of {len(claims):,} claims has a day, a place and something counted: nothing to draw")
    _save(shown, event, file)
    drawn = sum(map(len, shown))
    line = f"Drawn in {file}: {counted(drawn, 'claim')} in {counted(len(shown), 'series', 'series')}"
    left = [
        counted(len(series) - len(shown), "smaller series", "smaller series"),
        f"{counted(len(claims) - sum(map(len, series.values())), 'claim')} without day, place or noun",
    ]
    left = [part for part in left if not part.startswith("0 ")]
    return line + (f"; left out: {', '.join(left)}" if left else "")


def _save(shown: Sequence[Sequence[ClaimView]], event: str, file: Path) -> None:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # A `$` in a name does not start a formula, text in SVG stays text, and the same claims give the same bytes.
    settings: Any = {"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "newsledger", "font.size": 9}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a character that the font lacks is drawn as a box
        figure = Figure(figsize=(9, 1.2 + 2.9 * len(shown)), layout="constrained")
        panels = figure.subplots(len(shown), 1, squeeze=False)[:, 0]
        figure.suptitle(f"{event}: who claims how many", x=0.01, ha="left", fontsize=13, fontweight="bold")
        figure.supxlabel(LEGEND, fontsize=8, color="#555555")
        for axes, rows in zip(panels, shown, strict=True):
            _panel(axes, rows)
        form = file.suffix.lower().removeprefix(".")
        with replacing(file) as unfinished:
            figure.savefig(unfinished, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)


def _panel(axes: "Axes", rows: Sequence[ClaimView]) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.ticker import FuncFormatter

    often = Counter(claim.claimant for claim in rows)
    ranked = sorted(often, key=lambda name: (-often[name], name))
    colours = dict(zip(ranked[:CLAIMANTS], COLOURS, strict=False))
    for name in reversed(ranked):  # drawn last, the most frequent lie on top
        _line(axes, [claim for claim in rows if claim.claimant == name], colours.get(name, REST))
    handles: list[Any] = [axes.plot([], [], "o-", color=colour)[0] for colour in colours.values()]
    labels = [_short(name) for name in colours]
    if len(ranked) > CLAIMANTS:
        handles.append(axes.plot([], [], "o-", color=REST)[0])
        labels.append(f"{len(ranked) - CLAIMANTS} others")
    axes.legend(handles, labels, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)
    axes.set_title(_title(rows[0]), loc="left")
    axes.margins(y=0.2)
    if min(_ends(claim)[0] for claim in rows) >= 0:
        axes.set_ylim(bottom=0)
    days = [claim.as_of for claim in rows if claim.as_of]
    margin = max(timedelta(days=1), (max(days) - min(days)) / 20)
    axes.set_xlim(min(days) - margin, max(days) + margin)  # type: ignore[arg-type]
    locator = AutoDateLocator(minticks=1, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _written(value)))
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)


def _line(axes: "Axes", claims: Sequence[ClaimView], colour: str) -> None:
    """Draws the claims of one claimant: an approximate one hollow, a disputed one as a cross."""
    days: list[Any] = [claim.as_of for claim in claims]  # dates, which matplotlib takes for numbers
    ends = [_ends(claim) for claim in claims]
    axes.plot(days, [low for low, _ in ends], "-", color=colour, linewidth=1, alpha=0.5)
    for claim, day, (low, high) in zip(claims, days, ends, strict=True):
        if low != high:
            axes.plot([day, day], [low, high], "_-", color=colour, linewidth=3)
            continue
        face = "white" if claim.bound in NOT_SHARP else colour
        axes.plot([day], [low], "X" if claim.status == "disputed" else "o", color=colour, markerfacecolor=face)
        if claim.bound in OPEN_ABOVE | OPEN_BELOW:
            tip = (0, 17 if claim.bound in OPEN_ABOVE else -17)
            arrow = {"arrowstyle": "<-", "color": colour}
            axes.annotate("", (day, low), tip, textcoords="offset points", arrowprops=arrow)


def _ends(claim: ClaimView) -> tuple[float, float]:
    """Returns the lowest and the highest value to draw: both ends of a range, else twice the one number."""
    low, high = claim.value_low, claim.value_high
    said = next((value for value in (low, high) if value is not None), math.nan)
    return (low if low is not None else said), (high if high is not None else said)


def _title(claim: ClaimView) -> str:
    unit = claim.currency or claim.unit
    parts = [claim.counted or "", claim.place or "", claim.measure or "", f"in {unit}" if unit else ""]
    return ", ".join(_short(part) for part in parts if part)


def _short(text: str) -> str:
    shown = escape(" ".join(text.split()))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _written(value: float) -> str:
    scale, letter = next(((s, a) for s, a in ((1e9, "bn"), (1e6, "m")) if abs(value) >= s), (1, ""))
    return f"{value / scale:,.6g}{letter}"
