"""Numbers of a list on one axis."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ui.charts.rows import MARGIN, WIDTH, RowAxis, draw_row, shared_axis


def test_the_axis_runs_in_powers_of_ten_around_all_numbers() -> None:
    assert shared_axis([(41, 41), (None, 3000), (5, None)]) == RowAxis(1, 10_000)
    assert shared_axis([(10, 10)]) == RowAxis(10, 100)


@pytest.mark.parametrize("ends", [[], [(None, None)], [(0, 0)], [(-3, -2)], [(float("inf"), None)]])
def test_there_is_no_axis_without_a_number_above_zero(ends: list[tuple[float | None, float | None]]) -> None:
    assert shared_axis(ends) is None


def test_each_kind_of_number_has_its_mark() -> None:
    axis = RowAxis(1, 100)
    assert '<circle class="mark c1" cx="80"' in draw_row(axis, (10, 10))
    assert 'd="M80 2L89 7L80 12Z"' in draw_row(axis, (10, None))
    assert 'd="M80 2L71 7L80 12Z"' in draw_row(axis, (None, 10))
    assert 'd="M80 4H152V10H80Z"' in draw_row(axis, (10, 100))
    assert "mark" not in draw_row(axis, (None, None))


values = st.one_of(st.none(), st.floats(0, 1e15))


@given(values, values)
def test_marks_stay_on_the_axis(one: float | None, other: float | None) -> None:
    low, high = (one, other) if one is None or other is None or one <= other else (other, one)
    axis = shared_axis([(low, high), (1, 1)])
    assert axis is not None
    for value in (low, high):
        assert value is None or MARGIN <= axis.x(value) <= WIDTH - MARGIN
    assert not re.search("nan|inf", draw_row(axis, (low, high)))
