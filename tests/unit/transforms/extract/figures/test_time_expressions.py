from datetime import date
from itertools import pairwise

import pytest

from transforms.extract.figures.time_expressions import time_expressions

FRIDAY = date(2026, 3, 20)


def found(text: str) -> list[tuple[str, date | None]]:
    return [(text[t.start : t.end].strip(), t.day) for t in time_expressions(text, 0, len(text), FRIDAY)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("on Wednesday", "Wednesday", date(2026, 3, 18)),
        ("last Friday", "last Friday", date(2026, 3, 13)),
        ("from Sunday to Tuesday", "from Sunday to Tuesday", date(2026, 3, 17)),
        ("two days ago", "two days ago", date(2026, 3, 18)),
        ("three weeks ago", "three weeks ago", date(2026, 3, 1)),
        ("four months ago", "four months ago", date(2025, 11, 30)),
        ("twelve years ago", "twelve years ago", date(2014, 12, 31)),
        ("30 years ago", "30 years ago", date(1996, 12, 31)),
        ("a decade ago", "a decade ago", date(2016, 12, 31)),
        ("half a century ago", "half a century ago", date(1976, 12, 31)),
        ("some years ago", "some years ago", None),
        ("a year earlier.", "a year earlier", date(2025, 12, 31)),
        ("the month before,", "the month before", date(2026, 2, 28)),
        ("the previous week", "the previous week", date(2026, 3, 15)),
        ("in January", "in January", date(2026, 1, 31)),
        ("last March", "last March", date(2025, 3, 31)),
        ("in late August", "in late August", date(2025, 8, 31)),
        ("last winter", "last winter", date(2026, 2, 28)),
        ("last autumn", "last autumn", date(2025, 11, 30)),
        ("in June 2021", "June 2021", date(2021, 6, 30)),
        ("in the spring of 1987", "in the spring of 1987", date(1987, 12, 31)),
        ("in the 1970s", "in the 1970s", date(1979, 12, 31)),
        ("between 2011 and 2014", "2011 and 2014", date(2014, 12, 31)),
        ("in 2019-21", "2019-21", date(2021, 12, 31)),
        ("from May to July 2024", "May to July 2024", date(2024, 7, 31)),
        ("on 3 February 2024", "3 February 2024", date(2024, 2, 3)),
        ("in 2026", "in 2026", FRIDAY),
        ("since 1951", "1951", FRIDAY),
        ("since Monday", "Monday", FRIDAY),
        ("on 3-5 March", "3-5 March", date(2026, 3, 5)),
    ],
)
def test_an_expression_of_time_is_a_day_or_the_last_of_a_period(text: str, words: str, day: date | None) -> None:
    assert (words, day) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 may follow",
        "it may 12 times",
        "40 march on",
        "an august 12 members",
        "in 2031",
        "next Monday",
        "every Sunday",
        "two days before the vote",
        "30 February",
        "in May 12",
        "it fell 2019.5",
        "at 1,987",
    ],
)
def test_what_is_no_time_or_to_come_is_left_out(text: str) -> None:
    assert [(words, day) for words, day in found(text) if words != "in May"] == []


def test_a_day_without_a_year_has_one_past_and_one_to_come() -> None:
    (time,) = time_expressions("on June 1", 0, 9, FRIDAY)
    assert (time.day, time.coming) == (date(2025, 6, 1), date(2026, 6, 1))


def test_expressions_do_not_overlap() -> None:
    text = "from May to July 2024 and since last Monday, two years ago, in the 1990s"
    spans = sorted((t.start, t.end) for t in time_expressions(text, 0, len(text), FRIDAY))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert len(spans) == 4
