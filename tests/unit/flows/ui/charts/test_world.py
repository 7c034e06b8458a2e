import re

import pytest

from flows.ui.charts.world import LARGEST, MOST, MapPlace, draw_map
from tests.drawn import assert_readable, drawn

SHAPES = pytest.mark.parametrize("narrow", [False, True])
RIVERS = [
    MapPlace("Khartoum", 15.6, 32.5, 12, "/entity/1"),
    MapPlace("El Fasher", 13.6, 25.4, 3),
    MapPlace("Port Sudan", 19.6, 37.2, 1),
]
WORLD = [*RIVERS, MapPlace("Washington", 38.9, -77, 25), MapPlace("Sydney", -33.9, 151.2, 4)]


def radii(svg: str) -> list[float]:
    return [float(radius) for radius in re.findall(r' r="([0-9.]+)"', svg)]


def size_of_land(svg: str) -> int:
    return len(re.search(r'class="land" d="([^"]*)"', svg)[1])


@SHAPES
@pytest.mark.parametrize("places", [RIVERS, WORLD])
def test_each_place_has_a_dot_and_those_with_room_a_name(places: list[MapPlace], narrow: bool) -> None:
    drawing = draw_map(places, narrow=narrow)
    found = drawn(drawing.svg)
    assert drawing.left_out == 0
    assert set(found.titles) == {f"{place.name}: {place.count}" for place in places}
    crowded = {"Port Sudan"} if narrow and places is WORLD else set()
    assert set(found.words) == {place.name for place in places} - crowded
    assert found.links == ["/entity/1"]
    assert_readable(found)


def test_areas_are_to_each_other_as_counts() -> None:
    large, middle, small = radii(draw_map(RIVERS).svg)
    assert large == LARGEST
    assert round((large / middle) ** 2, 1) == 4
    assert small < middle


def test_places_of_one_region_are_drawn_larger_with_borders() -> None:
    near, far = draw_map(RIVERS).svg, draw_map(WORLD).svg
    assert size_of_land(near) < size_of_land(far) / 5
    assert 'class="border" d="M' in near
    assert 'class="border" d="M' not in far
    assert len(far) < 40_000


def test_the_words_name_the_places() -> None:
    assert drawn(draw_map(RIVERS).svg).says == "Map of places: Khartoum 12, El Fasher 3, Port Sudan 1."
    many = [MapPlace(f"Place {n}", n / 10, n / 10, 100 - n) for n in range(20)]
    assert drawn(draw_map(many).svg).says.endswith(", and 8 more.")


def test_what_has_no_point_is_counted() -> None:
    nan = float("nan")
    nowhere = [
        MapPlace("a", None, 3, 1), MapPlace("b", 3, None, 1), MapPlace("c", 91, 0, 1), MapPlace("d", 0, 181, 1),
        MapPlace("e", nan, nan, 1), MapPlace("f", 0, 0, 0),
    ]  # fmt: skip
    assert draw_map([*nowhere, *RIVERS]).left_out == 6
    alone = draw_map(nowhere)
    assert (drawn(alone.svg).words, alone.left_out) == (["No place has a point on the map."], 6)
    assert_readable(drawn(draw_map([], narrow=True).svg))


@SHAPES
@pytest.mark.parametrize(
    "points",
    [
        [(90, 0)], [(-90, 180)], [(-90, -180)], [(0, 180), (0, -180)], [(-77.8, 166.7)], [(12, 12)] * 30,
        [(90, 0), (-90, 0)], [(0, 0), (0, 1e-12)],
    ],
)  # fmt: skip
def test_dots_and_names_lie_on_the_map(points: list[tuple[float, float]], narrow: bool) -> None:
    places = [MapPlace(f"Place {n}", *point, n + 1) for n, point in enumerate(points)]
    found = drawn(draw_map(places, narrow=narrow).svg)
    svg = draw_map(places, narrow=narrow).svg
    dots = re.findall(r'cx="([-0-9.]+)" cy="([-0-9.]+)"', svg)
    assert len(dots) == len(points)
    assert all(0 <= float(x) <= found.view.right and 0 <= float(y) <= found.view.bottom for x, y in dots)
    assert_readable(found)


def test_of_too_many_places_those_named_most_are_drawn() -> None:
    places = [MapPlace(f"Place {n}", n % 80, n % 170, n + 1) for n in range(5_000)]
    drawing = draw_map(places)
    assert drawing.left_out == 5_000 - MOST
    assert "Place 4999: 5,000" in drawn(drawing.svg).titles
    assert_readable(drawn(drawing.svg))


@SHAPES
def test_hostile_names_are_text(narrow: bool) -> None:
    names = ["<script>", "x" * 10_000, "\u202ereversed", ""]
    places = [MapPlace(name, n * 5, n * 9, n + 1, "javascript:x") for n, name in enumerate(names)]
    svg = draw_map(places, narrow=narrow).svg
    assert "<script" not in svg
    assert drawn(svg).links == []
    assert_readable(drawn(svg))
