"""Bars per day: articles, mentions, or their share.

`draw_days(days: Sequence[DayValue], *, counted: str, as_share: bool = False, narrow: bool = False) -> Drawing` draws
them with labels, of which a page puts both shapes beside each other.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flows.ui.charts.labels import Box, text_box
from flows.ui.charts.scales import (
    HIGHEST,
    DayAxis,
    ValueAxis,
    day_ticks,
    day_words,
    short_number,
    span_words,
    value_axis,
)
from flows.ui.charts.svg import NARROW, WIDE, Drawing, document, element, link, path
from flows.ui.charts.trend import Trend, trend

PLOT: Final = 96.0
"""Height of the highest bar that a full drawing has room for."""


@dataclass(frozen=True, slots=True)
class DayValue:
    """The count or share of a day; None, or no such day at all, where nothing is known of it, which is not 0."""

    day: date
    value: float | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _DaysShape:
    class_: str
    width: float
    letters: float
    most_days: int
    most_labels: int


_WIDE: Final = _DaysShape("days wide", WIDE, 12, 366, 10)
_NARROW: Final = _DaysShape("days narrow", NARROW, 14, 120, 4)


def draw_days(
    days: Sequence[DayValue], *, counted: str, as_share: bool = False, narrow: bool = False
) -> Drawing:  # fmt: skip
    """Draws a bar for each day; the first, the last and the highest bar have their number.

    Bars start at zero. A day of which nothing is known has neither bar nor ground line. A line shows a trend, where
    there is one. If there are more days than fit, the latest are drawn and the others counted in `left_out`.

    Args:
        days: in any order.
        counted: what is counted, in the plural: `articles`.
        as_share: values are shares, from 0 to 1.
        narrow: draw for a phone.
    """
    shape = _NARROW if narrow else _WIDE
    known = _latest(days, shape.most_days)
    size = shape.letters
    if not known:
        text = element("text", words=f"No {counted}", class_="soft", x=8, y=size * 2)
        return Drawing(document(shape.width, size * 3, f"No {counted}", text, classes=shape.class_), len(days))
    top = size * 1.6
    values = value_axis([*known.values(), 0.0], top + PLOT, top, 4, from_zero=True)
    ticks = [(tick, _written(tick, as_share=as_share)) for tick in values.ticks]
    left = 8 + max(text_box(words, 0, 0, size).right for _, words in ticks) + 8
    first, last = min(known), max(known)
    width = min((shape.width - left - 8) / ((last - first).days + 1), _WIDEST)
    axis = DayAxis(first, last, left + width / 2, left + width * ((last - first).days + 0.5))
    found = trend([known.get(first + timedelta(at)) for at in range((last - first).days + 1)])
    right = shape.width - 8
    children = [
        *(element("path", class_="grid", d=path("M", left, values.y(tick), "H", right)) for tick in values.ticks[1:]),
        *(
            element("text", words=words, class_="soft", x=left - 8, y=values.y(tick) + size * 0.35, text_anchor="end")
            for tick, words in ticks
        ),
        element("g", *_bars(days, known, axis, values, width, counted, as_share=as_share), class_="c1"),
        _trend_line(found, axis, values, (last - first).days) if found else "",
        *_numbers(known, axis, values, Box(left, 0, shape.width, top + PLOT), size, as_share=as_share),
        *_day_labels(axis, shape.most_labels, top + PLOT + size * 1.75, Box(0, 0, shape.width, WIDE), size),
    ]
    says = _says(known, counted, found, as_share=as_share)
    height = top + PLOT + size * 2.3
    return Drawing(document(shape.width, height, says, *children, classes=shape.class_), len(days) - len(known))


_WIDEST: Final = 40.0
"""Width of a day at most: of two or three days, bars as wide as the page would look like areas."""


def _latest(days: Sequence[DayValue], most: int) -> dict[date, float]:
    """Returns what is known of the latest days, by day."""
    known = {
        of.day: of.value for of in days if of.value is not None and math.isfinite(of.value) and 0 <= of.value <= HIGHEST
    }
    if not known:
        return {}
    start = max(known).toordinal() - most
    return {day: known[day] for day in sorted(known) if day.toordinal() > start}


def _bars(
    days: Sequence[DayValue], known: Mapping[date, float], axis: DayAxis, values: ValueAxis, width: float, counted: str,
    *, as_share: bool,
) -> Iterator[str]:  # fmt: skip
    hrefs = {of.day: of.href for of in days if of.day in known}
    for day, value in known.items():
        left, y = axis.x(day) - width / 2, values.y(value)
        words = f"{day_words(day, year=True)}: {_counted(value, counted, as_share=as_share)}"
        bar = element(
            "g",
            element("title", words=words),
            element("path", class_="ground", d=path("M", left, values.bottom, "H", left + width)),
            element("rect", class_="bar", x=left + width * 0.1, y=y, width=width * 0.8, height=values.bottom - y),
        )
        yield link(hrefs[day], bar)


def _trend_line(found: Trend, axis: DayAxis, values: ValueAxis, days: int) -> str:
    """Returns the line; it ends at the edges of the drawing where it would leave it."""
    ends = [min(max(found.start + found.slope * at, values.low), values.high) for at in (0, days)]
    line = path("M", axis.left, values.y(ends[0]), "L", axis.right, values.y(ends[1]))
    return element("path", class_="trend", d=line)


def _numbers(
    known: Mapping[date, float], axis: DayAxis, values: ValueAxis, within: Box, size: float, *, as_share: bool
) -> Iterator[str]:
    """Yields the numbers of the highest, the last and the first bar, where they cover neither a bar nor each other."""
    half_day = axis.left - within.left
    taken = [Box(axis.x(day) - half_day, values.y(value), axis.x(day) + half_day, 1e9) for day, value in known.items()]
    for day in dict.fromkeys((max(known, key=lambda day: known[day]), max(known), min(known))):
        words, y = _written(known[day], as_share=as_share), values.y(known[day]) - 4
        half = text_box(words, 0, 0, size).right / 2
        x = min(max(axis.x(day), within.left + half), within.right - half)
        box = text_box(words, x, y, size, "middle")._replace(bottom=y)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            yield element("text", words=words, class_="halo", x=x, y=y, text_anchor="middle")


def _day_labels(axis: DayAxis, most: int, y: float, within: Box, size: float) -> Iterator[str]:
    free = within.left
    for day, words in day_ticks(axis, most):
        half = text_box(words, 0, 0, size).right / 2
        x = min(max(axis.x(day), within.left + half), within.right - half)
        if x - half >= free:
            yield element("text", words=words, class_="soft", x=x, y=y, text_anchor="middle")
            free = x + half + 4


def _says(known: Mapping[date, float], counted: str, found: Trend | None, *, as_share: bool) -> str:
    first, last = min(known), max(known)
    highest = max(known, key=lambda day: known[day])
    told = [
        f"{counted} per day, {span_words(first, last)}",
        f"first {_written(known[first], as_share=as_share)}",
        f"highest {_written(known[highest], as_share=as_share)} on {day_words(highest)}",
        f"last {_written(known[last], as_share=as_share)}",
    ]
    missing = (last - first).days + 1 - len(known)
    told += [f"{missing} days without data"] if missing else []
    told += ["rising" if found.slope > 0 else "falling"] if found else []
    return f"{', '.join(told)}."


def _counted(value: float, counted: str, *, as_share: bool) -> str:
    return f"{_written(value, as_share=True)} of {counted}" if as_share else f"{value:,.12g} {counted}"


def _written(value: float, *, as_share: bool) -> str:
    return f"{value * 100:,.3g} %" if as_share else short_number(value)
