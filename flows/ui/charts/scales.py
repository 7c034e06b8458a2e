"""Scales of drawings: which numbers and days are written at an axis, and how."""

import math
from calendar import month_abbr
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

FOLDED: Final = 4
"""A value so many times as high as the next lower one would press all others onto the axis, so it is folded."""
MOSTLY: Final = 0.6
"""Share of the values that must lie below a folded one: else it is no outlier."""
HIGHEST: Final = 1e15
"""The greatest value that an axis can have: beyond, neighbours can no longer be told apart."""
LEAST: Final = 1e-9
"""The least length of an axis, for the like reason."""
AIR: Final = 0.2
"""Share of a step that stays free below the lowest value of an axis that does not start at zero."""
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 60000, 120000)
"""Months between two that are written; the last are more than there are in a calendar."""


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """An upright axis: its lowest and highest number, where each stands, and the numbers that are written."""

    low: float
    high: float
    bottom: float
    top: float
    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        """Returns where a value stands."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class DayAxis:
    """A level axis: its first and last day, and where each stands."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Returns where a day stands; a lone day stands at the left."""
        days = (self.last - self.first).days
        return self.left + (self.right - self.left) * ((day - self.first).days / days if days else 0)

    @property
    def day_width(self) -> float:
        """How much of the axis is one day."""
        return (self.right - self.left) / max((self.last - self.first).days, 1)


def folded_above(values: Sequence[float]) -> float:
    """Returns the highest value that an axis should have room for: what lies far above the others is an outlier."""
    ranked = sorted(values)
    gaps = [
        low for n, (low, high) in enumerate(pairwise(ranked), 1)
        if high > FOLDED * low > 0 and n >= MOSTLY * len(ranked)
    ]  # fmt: skip
    return gaps[0] if gaps else ranked[-1]


def value_axis(values: Sequence[float], bottom: float, top: float, ticks: int, *, from_zero: bool = False) -> ValueAxis:
    """Returns an axis that starts where the numbers are, or at zero where that is near.

    Args:
        values: what stands on it, none beyond `HIGHEST`.
        bottom: where the lowest number stands.
        top: where the highest stands.
        ticks: numbers that are written, about.
        from_zero: start at zero in any case, as bars must.
    """
    low, high = min(values), max(values)
    if from_zero or low == high or 0 < low <= high / 2:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= abs(high) * 1e-12:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < LEAST:
        high = low + 1
    step = _step((high - low) / max(ticks - 1, 1), whole=all(value == round(value) for value in values))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if first > 0 and low - first * step < step * AIR:
        first -= 1
    marks = tuple(n * step for n in range(first, last + 1))
    return ValueAxis(marks[0], marks[-1], bottom, top, marks)


def day_ticks(axis: DayAxis, most: int) -> list[tuple[date, str]]:
    """Returns the days that are written at an axis, with their words: `4 Mar`, `5`, `6`, or months, or years."""
    for apart in (1, 2, 3, 7, 14):
        if (axis.last - axis.first).days // apart < most:
            return list(_by_day(axis, apart))
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month
    return list(_by_month(axis, next(apart for apart in _MONTHS if months // apart < most)))


def day_words(day: date, *, year: bool = False) -> str:
    """Returns a day as readers write it: `4 Mar`, or `4 Mar 2026`."""
    return f"{day.day} {month_abbr[day.month]}" + (f" {day.year}" if year else "")


def span_words(first: date, last: date) -> str:
    """Returns the days from one to another: `4 to 9 Mar 2026`."""
    if first == last:
        return day_words(first, year=True)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last, year=True)}"
    return f"{day_words(first, year=first.year != last.year)} to {day_words(last, year=True)}"


def short_number(value: float) -> str:
    """Returns a number as it stands at an axis: `1,400`, `2.5m`."""
    scale, letter = next(((s, a) for s, a in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")) if abs(value) >= s), (1, ""))
    return f"{value / scale:,.6g}{letter}"


def _step(least: float, *, whole: bool) -> float:
    """Returns the round distance of numbers at an axis that is no less than another one."""
    power = 10.0 ** math.floor(math.log10(least))
    nice = (1, 2, 5) if whole and power < 10 else (1, 2, 2.5, 5)
    step = next((part * power for part in nice if part * power >= least * (1 - 1e-9)), 10 * power)
    return max(step, 1.0) if whole else step


def _by_day(axis: DayAxis, apart: int) -> Iterator[tuple[date, str]]:
    before: date | None = None
    for number in range(0, (axis.last - axis.first).days + 1, apart):
        day = axis.first + timedelta(days=number)
        of_year = before is not None and day.year != before.year
        of_month = before is None or day.month != before.month
        yield day, day_words(day, year=of_year) if of_month else str(day.day)
        before = day


def _by_month(axis: DayAxis, apart: int) -> Iterator[tuple[date, str]]:
    """Yields the first days of months; of a year its first month is named with it, or the year alone."""
    start = axis.first.year * 12 + axis.first.month - (axis.first.day == 1)
    end = axis.last.year * 12 + axis.last.month - 1
    shown_year = None
    for number in range(start + -start % apart, end + 1, apart):
        day = date(number // 12, number % 12 + 1, 1)
        word = str(day.year) if apart >= 12 else month_abbr[day.month]
        yield day, word if apart >= 12 or day.year == shown_year else f"{word} {day.year}"
        shown_year = day.year
