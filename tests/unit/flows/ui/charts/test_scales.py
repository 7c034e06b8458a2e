from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ui.charts.scales import (
    HIGHEST,
    DayAxis,
    day_ticks,
    day_words,
    folded_above,
    short_number,
    span_words,
    value_axis,
)  # fmt: skip

MARCH = date(2026, 3, 4)


@given(st.lists(st.floats(-HIGHEST, HIGHEST), min_size=1, max_size=20), st.integers(2, 6), st.booleans())
def test_all_values_stand_on_the_axis(values: list[float], ticks: int, from_zero: bool) -> None:
    axis = value_axis(values, 200, 20, ticks, from_zero=from_zero)
    assert all(19.9 <= axis.y(value) <= 200.1 for value in values)
    assert 2 <= len(axis.ticks) <= 2 * ticks + 3
    assert all(low < high for low, high in pairwise(axis.ticks))
    assert not from_zero or axis.low <= 0 <= axis.high


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([41, 48, 60], (30, 40, 50, 60)),
        ([3], (0, 1, 2, 3)),
        ([0], (0, 1)),
        ([1, 2], (0, 1, 2)),
        ([1_000_000_000], (0, 5e8, 1e9)),
        ([-4, 6], (-5, 0, 5, 10)),
    ],
)
def test_numbers_at_an_axis_are_round(values: list[float], ticks: tuple[float, ...]) -> None:
    assert value_axis(values, 200, 0, 4).ticks == ticks


def test_a_value_far_above_most_is_folded() -> None:
    assert folded_above([40, 41, 44, 9_000]) == 44
    assert folded_above([40, 9_000, 9_001]) == 9_001
    assert folded_above([7]) == 7
    assert folded_above([0, 0, 5]) == 5


@given(st.dates(), st.dates(), st.integers(2, 12))
def test_few_days_are_written_and_all_on_the_axis(one: date, other: date, most: int) -> None:
    axis = DayAxis(min(one, other), max(one, other), 10, 110)
    ticks = day_ticks(axis, most)
    assert len(ticks) <= most + 1
    assert all(axis.first <= day <= axis.last for day, _ in ticks)
    assert all(10 <= axis.x(day) <= 110 for day, _ in ticks)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (MARCH, ["4 Mar"]),
        (date(2026, 3, 7), ["4 Mar", "5", "6", "7"]),
        (date(2026, 3, 11), ["4 Mar", "6", "8", "10"]),
        (date(2026, 4, 1), ["4 Mar", "11", "18", "25", "1 Apr"]),
        (date(2026, 12, 31), ["May 2026", "Jul", "Sep", "Nov"]),
        (date(2027, 7, 1), ["Jul 2026", "Jan 2027", "Jul"]),
        (date(2036, 7, 1), ["2030", "2035"]),
    ],
)
def test_days_are_written_as_readers_do(last: date, words: list[str]) -> None:
    assert [word for _, word in day_ticks(DayAxis(MARCH, last, 0, 100), 5)] == words


def test_a_lone_day_stands_at_the_left() -> None:
    assert DayAxis(MARCH, MARCH, 10, 20).x(MARCH) == 10


def test_spans_name_the_year_once() -> None:
    assert day_words(MARCH) == "4 Mar"
    assert span_words(MARCH, MARCH) == "4 Mar 2026"
    assert span_words(MARCH, date(2026, 3, 9)) == "4 to 9 Mar 2026"
    assert span_words(MARCH, date(2026, 4, 9)) == "4 Mar to 9 Apr 2026"
    assert span_words(MARCH, date(2027, 4, 9)) == "4 Mar 2026 to 9 Apr 2027"


def test_large_numbers_are_short() -> None:
    assert [short_number(value) for value in (1_400, 2_500_000, 3e9, 0.5)] == ["1,400", "2.5m", "3bn", "0.5"]
