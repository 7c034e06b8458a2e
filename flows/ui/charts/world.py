"""A map of places: the outline of the land, and a dot for each place, as large as it is often named.

`draw_map(places: Sequence[MapPlace], *, narrow: bool = False) -> Drawing`. A page puts both shapes beside each other.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from flows.ui.charts.labels import Box, first_free, shortened, text_box
from flows.ui.charts.svg import NARROW, WIDE, Drawing, document, element, link, readable
from flows.ui.charts.world_outline import FILE, Point, project

MOST: Final = 200
"""Places that are drawn, those named most often; more dots cover each other."""
LARGEST: Final = 14.0
"""Radius of the largest dot; the others have areas that are to its area as the counts."""
SMALLEST: Final = 3.0
"""Radius of a dot at least, so that it can be pointed at."""
WITH_BORDERS: Final = 0.2
"""Scale from which borders are drawn; on a small map of the whole world they are a web of lines."""
SOUTH: Final = -58.0
"""Latitude where a map of the world ends, if nothing lies beyond."""
MARGIN: Final = 0.18
"""Share of the map that is free around the places."""
CLOSEST: Final = 0.85
"""Units of the drawing for one of the outline at most, so that one is about 5 km: nearer, 1:110m is all corners."""
SAID: Final = 12
"""Places that the words name for those who do not see the map."""
_LONGEST: Final = 150.0
"""Width of a name."""
_STEP: Final = 1.5
"""Distance of two points of a coast below which nobody sees it."""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place and how often it is named; without a point on the globe it is counted, not drawn."""

    name: str
    latitude: float | None
    longitude: float | None
    count: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _MapShape:
    class_: str
    width: float
    height: float
    letters: float
    most_names: int


_WIDE: Final = _MapShape("map wide", WIDE, 350, 12, 14)
_NARROW: Final = _MapShape("map narrow", NARROW, 270, 14, 7)


@dataclass(frozen=True, slots=True)
class _View:
    """A part of the projected world, and how many units of the drawing one of its units is."""

    left: float
    top: float
    scale: float
    height: float

    def at(self, point: Point) -> Point:
        """Returns where a point stands in the drawing."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale


@dataclass(frozen=True, slots=True)
class _Dot:
    place: MapPlace
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def draw_map(places: Sequence[MapPlace], *, narrow: bool = False) -> Drawing:
    """Draws places on an outline of the world, or of the part of it where they all lie.

    The places named most often have their names, as far as these do not cover each other. What has no point, or is one
    place too many, is counted in `left_out`.

    Args:
        places: in any order.
        narrow: draw for a phone.
    """
    shape = _NARROW if narrow else _WIDE
    known = [(place, project(place.longitude, place.latitude)) for place in places if _is_on_globe(place)]  # type: ignore[arg-type]
    known = sorted(known, key=lambda at: (-at[0].count, at[0].name))[:MOST]
    left_out = len(places) - len(known)
    if not known:
        text = element("text", words="No place has a point on the map.", class_="soft", x=8, y=shape.letters * 2)
        says = "No place is drawn."
        return Drawing(document(shape.width, shape.letters * 3, says, text, classes=shape.class_), left_out)
    view = _view([point for _, point in known], shape)
    most = known[0][0].count
    dots = [
        _Dot(place, *view.at(point), max(LARGEST * math.sqrt(place.count / most), SMALLEST)) for place, point in known
    ]
    children = [
        *_outline(view, shape.width),
        element("g", *map(_dot, dots), class_="c2"),
        *_names(dots, shape, view.height),
    ]
    says = ", ".join(f"{readable(place.name)[:100]} {place.count:,}" for place, _ in known[:SAID])
    says += f", and {len(known) - SAID:,} more" if len(known) > SAID else ""
    svg = document(shape.width, view.height, f"Map of places: {says}.", *children, classes=shape.class_)
    return Drawing(svg, left_out)


def _is_on_globe(place: MapPlace) -> bool:
    latitude, longitude = place.latitude, place.longitude
    return (
        latitude is not None and longitude is not None and place.count > 0
        and -90 <= latitude <= 90 and -180 <= longitude <= 180
    )  # fmt: skip


def _view(points: Sequence[Point], shape: _MapShape) -> _View:
    """Returns the part of the world to draw: around the places, in the shape of the drawing, the world at most."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = min(
        shape.width * (1 - 2 * MARGIN) / max(right - left, 1e-9),
        shape.height * (1 - 2 * MARGIN) / max(bottom - top, 1e-9),
        CLOSEST,
    )
    edge, pole = project(180, 0)[0], project(0, -90)[1]
    whole = (shape.width - 2 * LARGEST) / (2 * edge)
    if scale < whole * 1.3:
        # The whole world, but for the ice of the south where nothing lies there.
        end = min(max(project(0, SOUTH)[1], bottom + LARGEST * 2 / whole), pole)
        return _View(-shape.width / whole / 2, -pole, whole, (end + pole) * whole)
    width, height = shape.width / scale, shape.height / scale
    view_left = min(max((left + right - width) / 2, -edge), edge - width)
    view_top = min(max((top + bottom - height) / 2, -pole), pole - height)
    return _View(view_left, view_top, scale, shape.height)


@cache
def _world() -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """Returns the rings of land and the borders, with their points."""
    return tuple(_parsed(line) for line in FILE.read_text("utf-8").splitlines())


def _parsed(line: str) -> tuple[str, tuple[Point, ...]]:
    kind, *numbers = line.split(" ")
    points: list[Point] = []
    x = y = 0
    for dx, dy in zip(map(int, numbers[::2]), map(int, numbers[1::2]), strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return kind, tuple(points)


@lru_cache(maxsize=16)
def _outline(view: _View, width: float) -> tuple[str, str]:
    """Returns the land and the borders as far as the drawing shows them; kept, for most maps are of the whole world."""
    frame = Box(-4, -4, width + 4, view.height + 4)
    land: list[str] = []
    borders: list[str] = []
    for kind, points in _world():
        seen = [view.at(point) for point in points]
        if kind == "land":
            land += _path(_clipped(seen, frame), closed=True)
        elif view.scale >= WITH_BORDERS:
            for part in _within(seen, frame):
                borders += _path(part, closed=False)
    return element("path", class_="land", d="".join(land)), element("path", class_="border", d="".join(borders))


def _path(points: Sequence[Point], *, closed: bool) -> Iterator[str]:
    """Yields a path in whole tenths, which are as fine as a screen, without points that nobody could tell apart."""
    if len(points) < 2:
        return
    x, y = (round(value * 10) for value in points[0])
    steps = []
    for point in points[1:]:
        dx, dy = round(point[0] * 10) - x, round(point[1] * 10) - y
        if abs(dx) + abs(dy) >= _STEP * 10:
            steps.append(f"{_tenths(dx)} {_tenths(dy)}")
            x, y = x + dx, y + dy
    if len(steps) > 1 or (steps and not closed):
        start_x, start_y = (round(value * 10) for value in points[0])
        yield f"M{_tenths(start_x)} {_tenths(start_y)}l{' '.join(steps)}{'z' if closed else ''}"


def _tenths(value: int) -> str:
    return f"{value / 10:.1f}".removesuffix(".0")


def _clipped(points: Sequence[Point], frame: Box) -> list[Point]:
    """Returns a ring cut off at the edges of a frame (I. Sutherland, G. Hodgman, 1974)."""
    ring = list(points)
    for axis, edge, sign in ((0, frame.left, 1), (0, frame.right, -1), (1, frame.top, 1), (1, frame.bottom, -1)):
        kept: list[Point] = []
        for before, after in zip([*ring[-1:], *ring], ring, strict=False):
            inside_before, inside = (before[axis] - edge) * sign >= 0, (after[axis] - edge) * sign >= 0
            if inside != inside_before:
                share = (edge - before[axis]) / (after[axis] - before[axis])
                kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
            if inside:
                kept.append(after)
        ring = kept
    return ring


def _within(points: Sequence[Point], frame: Box) -> Iterator[list[Point]]:
    """Yields the parts of a line that a frame shows, with the steps that lead over its edges."""
    part: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise(points):
        step = Box(min(x, next_x), min(y, next_y), max(x, next_x) + 1e-9, max(y, next_y) + 1e-9)
        if step.meets(frame):
            part = part or [(x, y)]
            part.append((next_x, next_y))
        elif part:
            yield part
            part = []
    if part:
        yield part


def _dot(dot: _Dot) -> str:
    title = element("title", words=f"{readable(dot.place.name)[:200]}: {dot.place.count:,}")
    return link(
        dot.place.href, element("g", title, element("circle", class_="place", cx=dot.x, cy=dot.y, r=dot.radius))
    )


def _names(dots: Sequence[_Dot], shape: _MapShape, height: float) -> Iterator[str]:
    """Yields the names of the places that are named most, where they cover neither a dot nor each other."""
    size = shape.letters
    within = Box(2, 2, shape.width - 2, height - 2)
    taken: list[Box] = []
    boxes = [dot.box for dot in dots]
    for at, dot in enumerate(dots[: shape.most_names * 3]):
        words = shortened(readable(dot.place.name[:500]), _LONGEST, size)
        box = dot.box
        middle = dot.y + size * 0.35
        places = [
            (box.right + 3, middle, "start"),
            (box.left - 3, middle, "end"),
            (dot.x, box.top - size * 0.4, "middle"),
            (dot.x, box.bottom + size * 0.95, "middle"),
        ]
        best = first_free(
            [text_box(words, x, y, size, anchor) for x, y, anchor in places],
            [*taken, *boxes[:at], *boxes[at + 1 : MOST // 4]], boxes, within,
        )  # fmt: skip
        if best is None:
            continue
        x, y, anchor = places[best]
        taken.append(text_box(words, x, y, size, anchor))
        yield element("text", words=words, class_="halo", x=x, y=y, text_anchor=anchor)
        if len(taken) == shape.most_names:
            return
