"""The course of one series of claims on a time axis: a step line for each claimant, with its name at the end.

`draw_claims(series: Sequence[ChartClaim], *, narrow: bool = False) -> Drawing`. A page puts both shapes beside each
other, and `charts.css` shows the one that fits the screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flows.ui.charts.claim_courses import ARROW, HALF, ChartClaim, Course, chosen, placed
from flows.ui.charts.claim_labels import TOP, end_labels, names, numbers
from flows.ui.charts.claim_marks import lines, marks_of
from flows.ui.charts.labels import Box, shortened, text_box
from flows.ui.charts.scales import (
    DayAxis,
    ValueAxis,
    day_ticks,
    folded_above,
    short_number,
    span_words,
    value_axis,
)
from flows.ui.charts.svg import NARROW, WIDE, Drawing, document, element, path, readable

__all__ = ["ChartClaim", "draw_claims"]

PLOT: Final = 190.0
"""Height of the part with the lines, if names need no more."""
SAID: Final = 5
"""Claimants, and numbers of each, that the words hold for those who do not see the drawing."""
_IN_WORDS: Final = {"≥": "at least", ">": "more than", "≤": "at most", "<": "less than", "~": "about"}


@dataclass(frozen=True, slots=True)
class _ClaimsShape:
    """The measures of one of the two shapes: widths, size of letters, and how many names, days and numbers fit."""

    class_: str
    width: float
    letters: float
    names: float
    most_named: int
    most_days: int
    most_numbers: int


_WIDE: Final = _ClaimsShape("claims wide", WIDE, 12, 176, 9, 10, 40)
_NARROW: Final = _ClaimsShape("claims narrow", NARROW, 14, 112, 5, 4, 14)


def draw_claims(series: Sequence[ChartClaim], *, narrow: bool = False) -> Drawing:
    """Draws who said how many, and when.

    Nothing is averaged, and no claim vanishes: each has a mark, or is counted in `left_out`. The axis of numbers starts
    where they are, and says so; numbers far above all others stand at the upper edge, with their count.

    Args:
        series: claims that may be compared, in order of time for each claimant.
        narrow: draw for a phone.
    """
    shape = _NARROW if narrow else _WIDE
    claims = chosen(series)
    told = [claim for of_claimant in claims.values() for claim in of_claimant]
    if not told:
        text = element("text", words="No number has a day to be drawn at.", class_="soft", x=8, y=shape.letters * 2)
        drawing = document(shape.width, shape.letters * 3, "No number is drawn.", text, classes=shape.class_)
        return Drawing(drawing, len(series))
    size = shape.letters
    right = shape.width - shape.names - 20
    fold = folded_above([claim.ends[1] for _, claim in told])
    folded = sum(claim.ends[1] > fold for _, claim in told)
    top = size * (5.8 if folded else 2.8)
    kept = [end for _, claim in told for end in claim.ends if end <= fold]
    bottom = top + (PLOT if len(set(kept)) > 1 else PLOT / 2)
    values = value_axis(kept, bottom, top, 4 if len(set(kept)) > 1 else 2)
    left = 8 + max(text_box(short_number(tick), 0, 0, size).right for tick in values.ticks) + 8
    days = DayAxis(min(day for day, _ in told), max(day for day, _ in told), left + 14, right - (24 if narrow else 40))
    courses = placed(claims, days, values, fold, size * 3, right)
    arrows = ARROW - HALF if any(claim.value_min is None for _, claim in told) else 0  # room for those that point down
    labels = end_labels(courses, shape.names, size, shape.most_named)
    height = max(bottom + arrows + size * 2.2, sum(label.height for label in labels) + size * (TOP + 0.5))
    note, note_box = _note(values, folded, left, shape.width, size)
    edge = size * 4.4
    taken = [note_box, Box(left, edge - 2, right, edge + 2)] if folded else [note_box]
    children = [
        *_grid(values, left, right, size),
        *_days(days, shape.most_days, bottom + arrows + size * 1.6, size),
        note,
        element("path", class_="edge", d=path("M", left, edge, "H", right)) if folded else "",
        *(lines(course, right) for course in reversed(courses)),
        *names(labels, courses, right, height - 2, size),
        *(marks_of(course) for course in reversed(courses)),
        *numbers(courses, taken, right, Box(left, 0, right, bottom), size, shape.most_numbers),
    ]
    says = _says(courses, days, values, folded)
    svg = document(shape.width, height, says, *children, classes=shape.class_)
    return Drawing(svg, len(series) - len(told), _legend([claim for _, claim in told]))


def _legend(claims: Sequence[ChartClaim]) -> str:
    """Returns what the marks of some claims mean."""
    plain = [claim for claim in claims if not (claim.is_approximate or claim.is_disputed or claim.is_denied)]
    meant = [
        ("▲ at least or more than", any(claim.value_max is None for claim in claims)),
        ("▼ at most", any(claim.value_min is None for claim in claims)),
        ("● as many", any(claim.value_min == claim.value_max for claim in plain)),
        ("○ about", any(claim.is_approximate for claim in claims)),
        ("bar: from, to", any(claim.ends[0] < claim.ends[1] for claim in claims)),
        ("✕ disputed", any(claim.is_disputed for claim in claims)),
        ("dashed: denied", any(claim.is_denied for claim in claims)),
    ]
    return " · ".join(words for words, is_drawn in meant if is_drawn) + ". Nothing is averaged."


def _grid(values: ValueAxis, left: float, right: float, size: float) -> Iterator[str]:
    for tick in values.ticks:
        y = values.y(tick)
        yield element("path", class_="grid", d=path("M", left, y, "H", right))
        yield element("text", words=short_number(tick), class_="soft", x=left - 8, y=y + size * 0.35, text_anchor="end")


def _days(days: DayAxis, most: int, y: float, size: float) -> Iterator[str]:
    free = 0.0
    for day, words in day_ticks(days, most):
        box = text_box(words, days.x(day), y, size, "middle")
        if box.left >= free:
            yield element("text", words=words, class_="soft", x=days.x(day), y=y, text_anchor="middle")
            free = box.right + 4


def _note(values: ValueAxis, folded: int, left: float, right: float, size: float) -> tuple[str, Box]:
    """Returns what is to be known of the scale, at the upper edge."""
    notes = [f"scale starts at {short_number(values.low)}"] if values.low else []
    notes += [f"{folded:,} far above {'it' if values.low else 'the scale'}"] if folded else []
    words = shortened(", ".join(notes), right - left, size)
    return element("text", words=words, class_="soft", x=left, y=size), text_box(words, left, size, size)


def _says(courses: Sequence[Course], days: DayAxis, values: ValueAxis, folded: int) -> str:
    """Returns the drawing in words."""
    told = [f"Numbers by claimant, {span_words(days.first, days.last)}"]
    for course in courses[:SAID]:
        numbers_told = [_in_words(mark.claim.told) for mark in course.marks]
        earlier = f"{len(numbers_told) - SAID} earlier, then " if len(numbers_told) > SAID else ""
        told.append(f"{readable(course.name)[:100]}: {earlier}{', then '.join(numbers_told[-SAID:])}")
    if len(courses) > SAID:
        told.append(f"{len(courses) - SAID} more claimants")
    if values.low:
        told.append(f"The scale starts at {short_number(values.low)}")
    if folded:
        told.append(f"{folded} far above it")
    return ". ".join(told) + "."


def _in_words(number: str) -> str:
    sign, _, rest = number.partition(" ")
    return f"{_IN_WORDS[sign]} {rest}" if sign in _IN_WORDS else number[:100]
