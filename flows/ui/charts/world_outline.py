"""Writes `world_outline.txt`, the outline of the land and the borders on it, from Natural Earth.

`python -m flows.ui.charts.world_outline countries-110m.json` needs that file of the npm package `world-atlas`, which
holds Natural Earth 1:110m as TopoJSON: arcs of points as differences of whole numbers, and countries as lists of arcs.
An arc of one country is coast, an arc of two is a border. No command of the product needs the package.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("world_outline.txt")
SCALE: Final = 10_000 / math.tau
"""Units of the file in a radian, so that a unit is about 0.04 degrees, or 4 km: what 1:110m can show."""
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = math.sqrt(3) / 2

Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Returns where a place lies in the projection Equal Earth, right and down from the middle, in units of the file.

    It keeps areas equal and looks like a globe (B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection",
    2019).
    """
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return x * SCALE, -y * SCALE


def main(source: Path) -> None:
    """Writes the file anew."""
    FILE.write_text("\n".join(lines(json.loads(source.read_text("utf-8")))) + "\n", "utf-8")


def lines(topology: Any) -> Iterator[str]:
    """Yields a line for each ring of land and each border: its kind, its first point, and the steps to the others."""
    arcs = [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]
    for ring in topology["objects"]["land"]["geometries"][0]["arcs"]:
        for part in ring:  # a ring within another one is a sea: the Caspian
            for piece in _cut(_unwrapped(_joined(part, arcs))):
                yield _line("land", piece)
    countries = topology["objects"]["countries"]["geometries"]
    used = Counter(at if at >= 0 else ~at for country in countries for at in _arcs(country["arcs"]))
    for at in sorted(at for at, times in used.items() if times > 1):
        yield _line("border", arcs[at])  # none of them crosses the date line


def _points(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Iterator[Point]:
    (scale_x, scale_y), (left, top) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + left, y * scale_y + top


def _arcs(nested: Any) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested
    else:
        for part in nested:
            yield from _arcs(part)


def _joined(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Returns the points of a ring; a negative number is an arc backwards, and arcs share the points at their ends."""
    points: list[Point] = []
    for at in ring:
        points += (arcs[at] if at >= 0 else arcs[~at][::-1])[1 if points else 0 :]
    return points


def _unwrapped(ring: Sequence[Point]) -> list[Point]:
    """Returns a ring whose longitudes go on beyond 180 degrees, so that no step leads around the globe.

    The ring around the south pole ends 360 degrees from where it began; it is closed along the pole.
    """
    points = [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        step = (longitude - before + 180) % 360 - 180
        points.append((points[-1][0] + step, latitude))
    if abs(points[-1][0] - points[0][0]) > 180:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    return points


def _cut(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """Yields the parts of a ring on the map, which ends at 180 degrees on both sides."""
    for turn in (-360, 0, 360):
        piece = [(longitude + turn, latitude) for longitude, latitude in ring]
        for sign in (1, -1):
            piece = _half(piece, sign)
        if len({longitude for longitude, _ in piece}) > 1:  # else it only touches the edge
            yield piece


def _half(ring: Sequence[Point], sign: int) -> list[Point]:
    """Returns what of a ring is west of 180 degrees east, or east of 180 degrees west, for a sign of -1."""
    kept: list[Point] = []
    for before, after in zip([*ring[-1:], *ring], ring, strict=False):
        if (before[0] * sign <= 180) != (after[0] * sign <= 180):
            share = (180 * sign - before[0]) / (after[0] - before[0])
            kept.append((180.0 * sign, before[1] + share * (after[1] - before[1])))
        if after[0] * sign <= 180:
            kept.append(after)
    return kept


def _line(kind: str, points: Sequence[Point]) -> str:
    projected = [project(longitude, latitude) for longitude, latitude in points]
    whole = [(round(x), round(y)) for x, y in projected]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(whole)]
    numbers = [*whole[0], *(number for step in steps if step != (0, 0) for number in step)]
    return f"{kind} {' '.join(map(str, numbers))}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
