"""What is written in a drawing of claims: names at the ends of lines, numbers beside marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.ui.charts.claim_courses import Course, Mark
from flows.ui.charts.claim_marks import line_boxes
from flows.ui.charts.labels import (
    BOLD,
    LINE,
    Box,
    first_free,
    shortened,
    spread,
    text_box,
    text_width,
    wrapped,
)
from flows.ui.charts.svg import element, path, readable

NAME_LINES = 2
"""Lines of a name."""
_BETWEEN = 5.0
"""Space between two names."""
_LEADER = 14.0
"""Width of the line that leads from the edge of the drawing to a name."""
_SPACE = 0.5
"""Space between a name and the number that follows it, in sizes of letters."""
_AWAY = 7.0
"""How far a number keeps from the marks of others, so that it is not taken for theirs."""
TOP = 1.5
"""Lines at the upper edge that names leave free for what is said of the scale."""
ALL_WRITTEN = 6
"""Changes of a claimant that are all written; of more, only those that differ to the eye."""
LONGEST_NUMBER = 130.0
"""Width of a number with its notes."""


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at the end of a line: the name in bold lines, and the number that was said last.

    The number is a line or two of its own, or follows the name if `is_beside`.
    """

    class_: str
    names: Sequence[str]
    numbers: Sequence[str]
    is_beside: bool
    height: float


def end_labels(courses: Sequence[Course], width: float, size: float, most: int) -> list[EndLabel]:
    """Returns names of claimants in their order; if there are too many, the last one counts the others."""
    named = courses if len(courses) <= most else courses[: most - 1]
    found = [_end_label(course, width, size) for course in named]
    if others := len(courses) - len(named):
        found.append(
            EndLabel("others", [shortened(f"and {others:,} more", width, size)], [], False, size * LINE + _BETWEEN)
        )
    return found


def names(
    labels: Sequence[EndLabel], courses: Sequence[Course], right: float, bottom: float, size: float
) -> Iterator[str]:
    """Yields the names beside the right edge, each as near to the end of its line as the others let it."""
    ends = [course.last.y for course in courses[: len(labels)]]
    if labels and labels[-1].class_ == "others":
        ends[-1] = bottom  # it is of many lines, so it stands below all names
    order = sorted(range(len(labels)), key=lambda at: ends[at])
    heights = [labels[at].height for at in order]
    edges = spread([ends[at] - size * LINE / 2 for at in order], heights, size * TOP, bottom)
    for at, edge in zip(order, edges, strict=True):
        label, middle = labels[at], edge + size * LINE / 2
        yield element("g", *_name(label, ends[at], middle, right, size), class_=label.class_)


def numbers(
    courses: Sequence[Course], taken: Sequence[Box], right: float, within: Box, size: float, most: int
) -> Iterator[str]:
    """Yields the numbers beside the marks, where they change and where there is room; new ones come first."""
    marks = [mark for course in courses for mark in course.marks]
    covered = [*taken, *(mark.box for mark in marks)]
    near = {id(mark): mark.box.grown(_AWAY) for mark in marks}
    of_lines = line_boxes(courses, right)
    written = 0
    for course, mark in _to_write(courses, size)[: 2 * most]:
        text = shortened(mark.claim.told, LONGEST_NUMBER, size)
        places = list(_places(mark, size))
        boxes = [text_box(text, x, y, size, anchor) for x, y, anchor in places]
        beside_others = [box for of, box in near.items() if of != id(mark)]
        best = first_free(boxes, covered, [*beside_others, *of_lines], within)
        if best is None:
            continue
        x, y, anchor = places[best]
        covered.append(boxes[best])
        class_ = "halo soft" if course.class_ == "rest" else "halo"
        yield element("text", words=text, class_=class_, x=x, y=y, text_anchor=None if anchor == "start" else anchor)
        written += 1
        if written == most:
            return


def _end_label(course: Course, width: float, size: float) -> EndLabel:
    lines = wrapped(readable(course.name[:500]), width, size * BOLD, NAME_LINES)
    numbers = wrapped(course.last.claim.told, width, size, NAME_LINES)
    beside = text_width(lines[-1], size * BOLD) + size * _SPACE + text_width(numbers[0], size) <= width
    is_beside = beside and len(numbers) == 1
    rows = len(lines) + (0 if is_beside else len(numbers))
    return EndLabel(course.class_, lines, numbers, is_beside, rows * size * LINE + _BETWEEN)


def _name(label: EndLabel, end: float, middle: float, right: float, size: float) -> Iterator[str]:
    if label.numbers:
        yield element("path", class_="leader", d=path("M", right, end, "L", right + _LEADER, middle))
    x, y = right + _LEADER + 4, middle + size * 0.35
    *rest, last = label.names
    beside = element("tspan", words=label.numbers[0], class_="number", dx=size * _SPACE) if label.is_beside else ""
    lines = [
        *(("name" if label.numbers else "soft", line, beside if line is last else "") for line in [*rest, last]),
        *((None, line, "") for line in label.numbers if not label.is_beside),
    ]
    for class_, line, after in lines:
        yield element("text", after, words=line, class_=class_, x=x, y=y)
        y += size * LINE


def _to_write(courses: Sequence[Course], size: float) -> list[tuple[Course, Mark]]:
    """Returns the marks whose number is another than the one before: of coloured claimants first, the latest first.

    Of a course with many numbers, only those that differ to the eye, and those that are more than a number. What a
    claimant said last, on the last day of all, stands at its name.
    """
    until = max(mark.day for course in courses for mark in course.marks)
    found = []
    for course in courses:
        changes = [
            mark for mark, before in zip(course.marks, [None, *course.marks], strict=False)
            if before is None or mark.claim.told != before.claim.told
        ]  # fmt: skip
        if len(changes) > ALL_WRITTEN:
            changes = _visible(changes, size * 2)
        found += [(course, mark) for mark in changes if not (mark is course.last and mark.day == until)]
    return sorted(found, key=lambda of: (of[0].class_ == "rest", -of[1].day.toordinal()))


def _visible(changes: Sequence[Mark], apart: float) -> list[Mark]:
    found: list[Mark] = []
    for mark in changes:
        claim = mark.claim
        if not found or abs(mark.y - found[-1].y) >= apart or claim.is_revision or claim.is_disputed:
            found.append(mark)
    return found


def _places(mark: Mark, size: float) -> Iterator[tuple[float, float, str]]:
    """Yields where the number of a mark may stand, the best place first."""
    box = mark.box
    above, below = box.top - size * 0.35, box.bottom + size * 0.95
    middle = mark.y + size * 0.35
    yield mark.x + 7, above, "start"
    yield mark.x + 7, below, "start"
    yield mark.x, above, "middle"
    yield mark.x, below, "middle"
    yield mark.x - 7, above, "end"
    yield mark.x - 7, below, "end"
    yield box.right + 3, middle, "start"
    yield box.left - 3, middle, "end"
    yield mark.x + 7, above - size, "start"
    yield mark.x + 7, below + size, "start"
