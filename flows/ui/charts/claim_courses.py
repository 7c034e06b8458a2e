"""Claims as they are drawn: which of them, by which claimant, and where each stands."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flows.ui.charts.labels import Box
from flows.ui.charts.scales import HIGHEST, DayAxis, ValueAxis
from flows.ui.charts.svg import readable

MOST: Final = 150
"""Claims that are drawn: more marks cover each other, and their page would take long to make."""
COLOURS: Final = 4
"""Claimants with a colour; the others share a soft grey."""
HALF: Final = 6.0
"""Half the side of the square that a mark takes."""
ARROW: Final = 15.0
"""Height of an arrow."""
ASIDE: Final = 10.0
"""How far a mark is moved to the right where another one stands."""

FARTHEST: Final = 100.0
"""How far at most: a day with more claims has marks that cover each other."""


@dataclass(frozen=True, slots=True)
class ChartClaim:
    """One claim as it is drawn.

    Attributes:
        claimant: who says so.
        day: its day in the timeline; without one it is counted, not drawn.
        value_min: least value; None where the words leave it open ("at most 40").
        value_max: greatest value; None where it is open ("more than 40").
        number: the number as text, as `warehouse.read.claim_number` writes it.
        is_approximate: the words say about; drawn hollow.
        is_disputed: somebody disputes it; drawn as a cross, on a dotted line.
        is_denied: its claimant denies it; drawn hollow with a dashed edge, and no line leads to it.
        is_superseded: the same claimant told another number later; if there are too many claims to draw, such a one
            goes before others of its day.
        is_revision: it is below what its claimant said before.
        href: address of its figure.
    """

    claimant: str
    day: date | None
    value_min: float | None
    value_max: float | None
    number: str
    is_approximate: bool = False
    is_disputed: bool = False
    is_denied: bool = False
    is_superseded: bool = False
    is_revision: bool = False
    href: str | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value to draw: both ends of a range, else twice the one number."""
        low = self.value_max if self.value_min is None else self.value_min
        high = self.value_min if self.value_max is None else self.value_max
        return (math.nan, math.nan) if low is None or high is None else (min(low, high), max(low, high))

    @property
    def told(self) -> str:
        """The number with what is to be known of it: `46, revised down`."""
        notes = {"revised down": self.is_revision, "disputed": self.is_disputed, "denied": self.is_denied}
        return ", ".join([readable(self.number), *(note for note, holds in notes.items() if holds)])


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim with its day, and where it stands: `y` for the least value, `y_high` for the greatest."""

    claim: ChartClaim
    day: date
    x: float
    y: float
    y_high: float

    @property
    def box(self) -> Box:
        """What the mark covers."""
        up = ARROW if self.claim.value_max is None else HALF
        down = ARROW if self.claim.value_min is None else HALF
        return Box(self.x - HALF, self.y_high - up, self.x + HALF, self.y + down)


@dataclass(frozen=True, slots=True)
class Course:
    """All drawn claims of one claimant; `class_` is its class in the style sheet."""

    name: str
    class_: str
    marks: Sequence[Mark]

    @property
    def stated(self) -> Sequence[Mark]:
        """Those that it does not deny, between which the line goes."""
        return [mark for mark in self.marks if not mark.claim.is_denied]

    @property
    def last(self) -> Mark:
        """What it said last; a denial only where there is nothing else."""
        return (self.stated or self.marks)[-1]


def chosen(series: Sequence[ChartClaim]) -> dict[str, list[tuple[date, ChartClaim]]]:
    """Returns the claims to draw by claimant, those with most claims first, each in order of days.

    Claims without a day, or without a number that an axis can have, are left out. If there are more than `MOST`, so are
    all but the latest of a claimant on a day, and then those of the claimants with the fewest.
    """
    by_name: defaultdict[str, list[tuple[date, ChartClaim]]] = defaultdict(list)
    for claim in series:
        if claim.day is not None and all(abs(end) <= HIGHEST for end in claim.ends):
            by_name[claim.claimant].append((claim.day, claim))
    ranked = sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    too_many = sum(map(len, by_name.values())) > MOST
    found: dict[str, list[tuple[date, ChartClaim]]] = {}
    room = MOST
    for name in ranked:
        claims = sorted(by_name[name], key=lambda told: told[0])
        kept = _latest_of_days(claims)[-room:] if too_many else claims
        found[name] = kept
        room -= len(kept)
        if room <= 0:
            break
    return found


def placed(
    claims: Mapping[str, Sequence[tuple[date, ChartClaim]]], days: DayAxis, values: ValueAxis, fold: float,
    fold_y: float, right: float,
) -> list[Course]:  # fmt: skip
    """Returns where each claim stands. Where two would cover each other, the latter is moved a little to the right.

    Args:
        claims: as `chosen` returns them.
        days: the level axis.
        values: the upright axis.
        fold: the greatest value on it.
        fold_y: where greater ones stand.
        right: where the last mark ends at most.
    """
    taken: list[Box] = []
    courses = []
    farthest = min(days.day_width * 0.7, FARTHEST)
    for number, (name, told) in enumerate(claims.items()):
        marks: list[Mark] = []
        for day, claim in told:
            y, y_high = (values.y(end) if end <= fold else fold_y for end in claim.ends)
            start = days.x(day)
            mark = Mark(claim, day, max(start, marks[-1].x) if marks else start, y, y_high)
            while any(mark.box.meets(box) for box in taken) and mark.x + ASIDE <= min(start + farthest, right - HALF):
                mark = Mark(claim, day, mark.x + ASIDE, y, y_high)
            marks.append(mark)
            taken.append(mark.box)
        courses.append(Course(name, f"c{number + 1}" if number < COLOURS else "rest", marks))
    return courses


def _latest_of_days(claims: Sequence[tuple[date, ChartClaim]]) -> list[tuple[date, ChartClaim]]:
    """Returns of each day the last claim, or the last that is not superseded."""
    by_day: dict[date, ChartClaim] = {}
    for day, claim in claims:
        if day not in by_day or by_day[day].is_superseded or not claim.is_superseded:
            by_day[day] = claim
    return list(by_day.items())
