from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.ui.charts.labels import Box, first_free, shortened, spread, text_box, text_width, wrapped

TEXTS = st.text(max_size=80)


@given(TEXTS, st.floats(20, 300))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    short = shortened(text, width, 12)
    assert text_width(short, 12) <= width
    assert short == text or short.endswith("…")


@given(TEXTS, st.floats(20, 300), st.integers(1, 3))
def test_wrapped_lines_fit(text: str, width: float, lines: int) -> None:
    found = wrapped(text, width, 12, lines)
    assert 1 <= len(found) <= lines
    assert all(text_width(line, 12) <= width for line in found)


def test_words_stay_whole_while_there_are_lines() -> None:
    assert wrapped("Harbour Courier of the Islands", 110, 12, 3) == ["Harbour Courier", "of the Islands"]
    assert wrapped("Harbour Courier of the Islands", 70, 12, 2) == ["Harbour", "Courier…"]


def test_a_long_text_is_cut_soon() -> None:
    assert len(shortened("x" * 1_000_000, 100, 12)) < 20
    assert len(wrapped("x " * 1_000_000, 100, 12, 2)) == 2


@given(st.lists(st.floats(-50, 250), min_size=1, max_size=8).map(sorted), st.floats(5, 20))
def test_spread_labels_keep_apart_and_inside(wanted: list[float], height: float) -> None:
    edges = spread(wanted, [height] * len(wanted), 0, 200)
    assert all(after - before >= height - 1e-6 for before, after in pairwise(edges))
    assert edges[0] >= -1e-6
    assert edges[-1] + height <= 200 + 1e-6


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert spread([10, 50], [12, 12], 0, 100) == [10, 50]


def test_the_first_place_that_covers_nothing_is_taken() -> None:
    places = [Box(x, 0, x + 10, 10) for x in (0, 20, 40)]
    everywhere = Box(0, 0, 100, 100)
    assert first_free(places, [places[0]], [], everywhere) == 1
    assert first_free(places, [places[0]], [places[1]], everywhere) == 2
    assert first_free(places, [], places, everywhere) == 0
    assert first_free(places, places, [], everywhere) is None
    assert first_free(places, [], [], Box(30, 0, 100, 100)) == 2


def test_anchors_say_where_a_text_stands() -> None:
    start, middle, end = (text_box("abc", 50, 10, 10, anchor) for anchor in ("start", "middle", "end"))
    assert (start.left, end.right) == (50, 50)
    assert round(middle.left + middle.right) == 100
