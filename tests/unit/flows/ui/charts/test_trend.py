import random

import pytest

from flows.ui.charts.trend import trend


def test_a_line_is_found_again() -> None:
    found = trend([3 + 2 * n for n in range(10)])
    assert found is not None
    assert found == (3, 2)


def test_a_gap_moves_no_line_and_a_high_number_hardly() -> None:
    values: list[float | None] = [3 + 2 * n for n in range(12)]
    values[4], values[7] = None, 500
    found = trend(values)
    assert found is not None
    assert 1.8 < found.slope < 2.2


@pytest.mark.parametrize(
    "values",
    [
        [],
        [1, 2, 3, 4, 5, 6, 7],
        [5] * 30,
        [0] * 30,
        [None] * 30,
        [1, 9] * 15,
        [100 + n * 0.01 for n in range(30)],
    ],
)
def test_what_does_not_rise_or_fall_has_no_line(values: list[float | None]) -> None:
    assert trend(values) is None


def test_chance_seldom_makes_a_line() -> None:
    chance = random.Random(7)
    assert sum(trend([chance.random() for _ in range(20)]) is not None for _ in range(300)) <= 9
