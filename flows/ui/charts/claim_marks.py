"""The lines and marks of claims: arrows for open bounds, a cross for disputed, a bar for a range."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from flows.ui.charts.claim_courses import ARROW, HALF, Course, Mark
from flows.ui.charts.labels import Box
from flows.ui.charts.scales import day_words
from flows.ui.charts.svg import element, link, path, readable

_DOT = 4.5
"""Radius of a dot."""


def lines(course: Course, right: float) -> str:
    """Returns the steps of a claimant: a number stands until the next one, the last one thinly to the right edge."""
    marks = course.stated
    if not marks:
        return ""
    bands = [
        element("rect", class_="band", x=mark.x, y=mark.y_high, width=until - mark.x, height=mark.y - mark.y_high)
        for mark, until in zip(marks, [*(mark.x for mark in marks[1:]), right], strict=True)
        if mark.y_high < mark.y
    ]
    last = marks[-1]
    stands = element("path", class_="stands", d=path("M", last.x, last.y, "H", right))
    return element("g", *bands, *_steps(marks), stands, class_=course.class_)


def line_boxes(courses: Sequence[Course], right: float) -> list[Box]:
    """Returns narrow rectangles along all lines, which labels should not cover."""
    found = []
    for course in courses:
        marks = course.stated
        for mark, after in zip(marks, [*marks[1:], None], strict=False):
            end = after.x if after else right
            found.append(Box(mark.x, mark.y - 2, end, mark.y + 2))
            if after:
                found.append(Box(end - 2, min(mark.y, after.y), end + 2, max(mark.y, after.y)))
    return found


def marks_of(course: Course) -> str:
    """Returns the marks of a claimant, each a link to its figure, with its words where it is pointed at."""
    marks = [
        link(mark.claim.href, element("g", element("title", words=_title(course.name, mark)), *_shapes(mark)))
        for mark in course.marks
    ]
    return element("g", *marks, class_=course.class_)


def _steps(marks: Sequence[Mark]) -> Iterator[str]:
    """Yields the line in pieces, of which those are dotted that stand for a disputed number."""
    pairs = pairwise(marks)
    for is_disputed, piece in groupby(pairs, key=lambda pair: pair[0].claim.is_disputed):
        parts: list[str | float] = []
        for before, after in piece:
            parts += ["H", after.x, "V", after.y] if parts else ["M", before.x, before.y, "H", after.x, "V", after.y]
        yield element("path", class_="step doubted" if is_disputed else "step", d=path(*parts))


def _shapes(mark: Mark) -> Iterator[str]:
    claim, x, y = mark.claim, mark.x, mark.y
    class_ = "mark denied" if claim.is_denied else "mark about" if claim.is_approximate else "mark"
    if mark.y_high < y:
        yield element("path", class_="mark range", d=path("M", x, y, "V", mark.y_high))
        yield element("path", class_="mark cap", d=path("M", x - 5, y, "H", x + 5, "M", x - 5, mark.y_high, "H", x + 5))
    if claim.is_disputed:
        strokes = path("M", x - 5, y - 5, "L", x + 5, y + 5, "M", x + 5, y - 5, "L", x - 5, y + 5)
        yield element("path", class_="mark cross", d=strokes)
    elif claim.value_max is None or claim.value_min is None:
        tip = y - ARROW if claim.value_max is None else y + ARROW
        yield element("path", class_=class_, d=path("M", x - HALF + 1, y, "H", x + HALF - 1, "L", x, tip, "Z"))
    elif mark.y_high == y:
        yield element("circle", class_=class_, cx=x, cy=y, r=_DOT)


def _title(name: str, mark: Mark) -> str:
    return f"{day_words(mark.day, year=True)}: {readable(name)[:200]}, {mark.claim.told}"
