from datetime import date, timedelta

import pytest

from flows.ui.charts.bars import DayValue, draw_days
from tests.drawn import assert_readable, drawn

DAY = date(2031, 5, 1)
SHAPES = pytest.mark.parametrize("narrow", [False, True])


def of_days(*values: float | None) -> list[DayValue]:
    return [DayValue(DAY + timedelta(n), value, href=f"/day/{n}") for n, value in enumerate(values)]


@SHAPES
def test_each_known_day_has_a_bar_and_a_gap_has_none(narrow: bool) -> None:
    drawing = draw_days(of_days(5, 4, 0, None, 1), counted="articles", narrow=narrow)
    found = drawn(drawing.svg)
    assert found.titles == [
        "1 May 2031: 5 articles", "2 May 2031: 4 articles", "3 May 2031: 0 articles", "5 May 2031: 1 articles",
    ]  # fmt: skip
    assert (drawing.left_out, drawing.svg.count('class="ground"')) == (1, 4)
    assert found.links == ["/day/0", "/day/1", "/day/2", "/day/4"]
    assert {"5", "1"} <= set(found.words)
    assert found.says == (
        "articles per day, 1 to 5 May 2031, first 5, highest 5 on 1 May, last 1, 1 days without data."
    )
    assert_readable(found)


def test_shares_are_percent() -> None:
    found = drawn(draw_days(of_days(0.125, 0.5), counted="all mentions", as_share=True).svg)
    assert found.titles[0] == "1 May 2031: 12.5 % of all mentions"
    assert "50 %" in found.words


@SHAPES
@pytest.mark.parametrize(
    "values",
    [
        [0],
        [0, 0, 0],
        [1e9],
        [3] * 40,
        list(range(365)),
        [1e9, *[0] * 30],
        [1, *[None] * 700, 2],
        [float("nan"), float("inf"), -3, 1e300, 2],
    ],
)
def test_extremes_are_readable(values: list[float | None], narrow: bool) -> None:
    drawing = draw_days(of_days(*values), counted="articles", narrow=narrow)
    found = drawn(drawing.svg)
    assert len(found.titles) + drawing.left_out == len(values)
    assert_readable(found)


@SHAPES
def test_no_days_are_said(narrow: bool) -> None:
    for days in ([], of_days(None)):
        drawing = draw_days(days, counted="articles", narrow=narrow)
        assert drawn(drawing.svg).words == ["No articles"]
        assert drawing.left_out == len(days)


def test_of_too_many_days_the_latest_are_drawn() -> None:
    drawing = draw_days(of_days(*range(2_000)), counted="articles")
    assert drawing.left_out == 2_000 - 366
    assert drawn(drawing.svg).titles[-1].endswith(": 1,999 articles")


def test_a_trend_is_drawn_only_where_there_is_one() -> None:
    rising = draw_days(of_days(*range(1, 31)), counted="articles")
    assert 'class="trend"' in rising.svg
    assert drawn(rising.svg).says.endswith("rising.")
    assert "falling" in drawn(draw_days(of_days(*range(30, 0, -1)), counted="articles").svg).says
    assert 'class="trend"' not in draw_days(of_days(*[4, 9] * 15), counted="articles").svg


def test_what_is_counted_is_escaped() -> None:
    assert "<b>" not in draw_days(of_days(1), counted="<b>").svg
