"""Where text stands in a drawing: how wide it is, how it wraps, and how labels keep apart."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

LINE: Final = 1.25
"""Height of a line of text, in sizes of its letters."""
BOLD: Final = 1.12
"""How much wider bold letters are."""
_WIDTHS: Final = {
    **dict.fromkeys("iljtfrI.,:;'|!()[] ’‘·", 0.42),
    **dict.fromkeys("mwMW@%—…", 1.0),
    **dict.fromkeys("≥≤<>~+=–", 0.84),
}
"""Widths of characters in DejaVu Sans, the widest of the fonts that pages ask for, in sizes of the letters."""


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Says whether two rectangles have an area in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, by: float) -> "Box":
        """Returns the rectangle with a margin on all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def is_in(self, other: "Box") -> bool:
        """Says whether it lies within another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def text_width(text: str, size: float) -> float:
    """Returns how wide a text is at most, in letters of a size."""
    return size * sum(map(_width, text))


def text_box(text: str, x: float, y: float, size: float, anchor: str = "start") -> Box:
    """Returns the rectangle that a line of text takes whose baseline begins, has its middle or ends at a point."""
    width = text_width(text, size)
    left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - size * 0.9, left + width, y + size * 0.3)


def shortened(text: str, width: float, size: float) -> str:
    """Returns a text cut to a width, with an ellipsis where something is missing."""
    if len(text) <= width and text_width(text, size) <= width:
        return text
    room, end = width - text_width("…", size), 0
    for end, char in enumerate(text):  # noqa: B007 - where the room ends, the text does
        room -= size * _width(char)
        if room < 0:
            break
    return text[:end].rstrip() + "…"


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """Returns a text in lines of a width, at most so many; a word that is too long is cut, and so is the last line."""
    words, found = text[: int(width) * lines].split(" "), [""]
    for at, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if text_width(longer, size) <= width or not found[-1]:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] = " ".join([found[-1], *words[at:]])
            break
    return [shortened(line, width, size) for line in found]


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Returns the upper edges of labels that keep apart, each as near to where it is wanted as the others let it.

    Args:
        wanted: their upper edges as they are wanted, rising.
        heights: their heights, the space between two included; all together fit between top and bottom.
        top: the least edge.
        bottom: where the last one ends at most.
    """
    edges: list[float] = []
    free = top
    for edge, height in zip(wanted, heights, strict=True):
        edges.append(max(edge, free))
        free = edges[-1] + height
    below = bottom
    for at in range(len(edges) - 1, -1, -1):
        edges[at] = min(edges[at], below - heights[at])
        below = edges[at]
    return edges


def first_free(candidates: Iterable[Box], taken: Sequence[Box], better_not: Sequence[Box], within: Box) -> int | None:
    """Returns which of the places for a label is best.

    Args:
        candidates: the places, the best first.
        taken: what a label must not cover.
        better_not: what it should not cover where there is another place.
        within: what it must not leave.

    Returns:
        The number of the place; None where each is taken.
    """
    best, least = None, float("inf")
    for number, box in enumerate(candidates):
        if not box.is_in(within) or any(box.meets(other) for other in taken):
            continue
        covered = sum(box.meets(other) for other in better_not)
        if covered < least:
            best, least = number, covered
        if not covered:
            break
    return best


def _width(char: str) -> float:
    if char in _WIDTHS:
        return _WIDTHS[char]
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.1
    return 0.78 if char.isupper() else 0.64
