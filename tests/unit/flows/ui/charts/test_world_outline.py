import math

import pytest

from flows.ui.charts.world_outline import FILE, SCALE, lines, project

TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[0, 0], [0, 10]],
        [[0, 10], [10, 0], [0, -10], [-10, 0]],
        [[170, 50], [20, 0], [0, 10], [-20, 0], [0, -10]],
        [[-180, -80], [90, 0], [90, 0], [90, 0], [90, 0]],
    ],
    "objects": {
        "land": {"geometries": [{"arcs": [[[0, 1]], [[2]], [[3]]]}]},
        "countries": {"geometries": [{"arcs": [[0, 1]]}, {"arcs": [[[~0, 2]]]}, {"arcs": []}]},
    },
}
"""Two squares, of which the second lies across the date line, and land around the south pole; the first arc is of two
countries."""


def rings() -> list[list[tuple[int, int]]]:
    """The rings of the land in the file."""
    found = []
    for line in FILE.read_text("utf-8").splitlines():
        kind, *numbers = line.split()
        x = y = 0
        ring = []
        for dx, dy in zip(map(int, numbers[::2]), map(int, numbers[1::2]), strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        if kind == "land":
            found.append(ring)
    return found


def is_land(longitude: float, latitude: float) -> bool:
    """Whether a point is within an odd number of rings."""
    x, y = project(longitude, latitude)
    crossed = 0
    for ring in rings():
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossed += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossed % 2 == 1


def test_the_projection_has_the_size_of_its_authors() -> None:
    assert project(0, 0) == (0, 0)
    assert math.isclose(project(180, 0)[0] / SCALE, 2.70663, abs_tol=1e-4)
    assert math.isclose(project(0, -90)[1] / SCALE, 1.31736, abs_tol=1e-4)


def test_rings_are_joined_cut_at_the_date_line_and_closed_at_the_pole() -> None:
    found = [line.split() for line in lines(TOPOLOGY)]
    assert [kind for kind, *_ in found] == ["land", "land", "land", "land", "border"]
    corners = [[int(number) for number in numbers[:2]] for _, *numbers in found]
    assert corners[0] == [0, 0]
    edge = project(180, 50)[0]
    starts = sorted(x for x, _ in corners[1:3])
    assert starts[0] < -0.7 * edge
    assert starts[1] > 0.7 * edge
    pole = list(map(int, found[3][1:]))
    ys = [sum(pole[1 : at + 1 : 2]) for at in range(1, len(pole), 2)]
    assert max(ys) == round(project(0, -90)[1])


def test_the_file_is_small_and_lies_on_the_map() -> None:
    assert FILE.stat().st_size < 60_000
    edge, pole = project(180, 0)[0] + 1, project(0, -90)[1] + 1
    assert all(abs(x) <= edge and abs(y) <= pole for ring in rings() for x, y in ring)


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (2.35, 48.85, True),
        (32.5, 15.6, True),
        (-60, -10, True),
        (-174, 66.5, True),  # the east of Asia, beyond the date line
        (178, 67, True),
        (0, -88, True),
        (-150, 0, False),
        (-150, 66, True),
        (51, 42, False),  # the Caspian Sea
        (-30, 67, False),
        (100, -16.5, False),
    ],
)
def test_land_is_where_it_is(longitude: float, latitude: float, land: bool) -> None:
    assert is_land(longitude, latitude) is land
