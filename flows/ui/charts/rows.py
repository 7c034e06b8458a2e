"""Numbers of a list on one axis: each row draws its own, and the eye compares them down the list.

`shared_axis(ends: Sequence[Ends]) -> RowAxis | None` of all rows, and `draw_row(axis, ends) -> str` of each.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.ui.charts.scales import HIGHEST
from flows.ui.charts.svg import element, path

Ends = tuple[float | None, float | None]
"""Least and greatest value of a number; None where it is open."""

WIDTH: Final = 160.0
HEIGHT: Final = 14.0
MARGIN: Final = 8.0
"""Room for a mark at each end."""

LEAST: Final = 1e-6
"""Least value that makes room for itself; the press counts nothing that is smaller."""


@dataclass(frozen=True, slots=True)
class RowAxis:
    """An axis on which each step is ten times the one before: tolls of one list differ by thousands."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """Returns where a value stands; those beyond the ends stand at them."""
        part = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return MARGIN + min(part, 1.0) * (WIDTH - 2 * MARGIN)


def shared_axis(ends: Sequence[Ends]) -> RowAxis | None:
    """Returns the axis of some numbers, in powers of ten around them; None where none is above zero."""
    values = [value for pair in ends for value in pair if value is not None and LEAST <= value <= HIGHEST]
    if not values:
        return None
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return RowAxis(10.0**low, 10.0 ** max(high, low + 1))


def draw_row(axis: RowAxis, ends: Ends) -> str:
    """Returns the drawing of one number: a dot, a bar from one end to the other, or an arrow to an open end.

    The number stands beside it as text, so that the drawing says nothing to a reader who does not see it.
    """
    low, high = ends
    y = HEIGHT / 2
    mark = ""
    if low is None and high is not None:
        mark = _shape(path("M", axis.x(high), y - 5, "L", axis.x(high) - 9, y, "L", axis.x(high), y + 5, "Z"))
    elif low is not None and high is None:
        mark = _shape(path("M", axis.x(low), y - 5, "L", axis.x(low) + 9, y, "L", axis.x(low), y + 5, "Z"))
    elif low is not None and high is not None:
        left, right = axis.x(low), axis.x(high)
        if right - left < 1:
            mark = element("circle", class_="mark c1", cx=left, cy=y, r=4.5)
        else:
            mark = _shape(path("M", left, y - 3, "H", right, "V", y + 3, "H", left, "Z"))
    line = element("path", class_="grid", d=path("M", MARGIN, y, "H", WIDTH - MARGIN))
    return element("svg", line, mark, class_="chart row", viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", aria_hidden="true")


def _shape(drawn: str) -> str:
    return element("path", class_="mark c1", d=drawn)
