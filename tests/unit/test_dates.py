from datetime import date

import pytest

from transforms.dates import find_dates, publication_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 26 October 2023", date(2023, 10, 26)),
        ("4 March 2026, 09:14 GMT", date(2026, 3, 4)),
        ("March 4, 2026", date(2026, 3, 4)),
        ("Thursday, Sept. 9, 1999", date(1999, 9, 9)),
        ("Posted: 1st of May 2020 at 7am", date(2020, 5, 1)),
        ("21-Nov-2018 06:00 IST", date(2018, 11, 21)),
        ("2024-02-29T23:59:00Z", date(2024, 2, 29)),
        ("Ellersby – 23.03.2026, 08:05", date(2026, 3, 23)),
        ("10/26/2021 4:00 PM", date(2021, 10, 26)),
        ("05/05/2022", date(2022, 5, 5)),
    ],
)
def test_reads_the_usual_forms(line, day):
    assert publication_date([line]) == day


@pytest.mark.parametrize(
    "line",
    [
        "3/4/2026",
        "30 February 2026",
        "4 March 9999",
        "4 March",
        "March 2026",
        "By Ottoline Fernsby",
        "Flight 26-10-20234",
        "Updated 4 March 2026",
        "1 May 2020 – 3 May 2020",
        "",
    ],
)
def test_says_nothing_where_no_single_real_day_is_stated(line):
    assert publication_date([line]) is None


def test_the_stated_publication_wins_over_other_days():
    assert publication_date(["Published 3 May 2021 | Updated 9 May 2021"]) == date(2021, 5, 3)
    assert publication_date(["Last modified: 9 May 2021", "3 May 2021"]) == date(2021, 5, 3)


def test_a_day_that_reads_two_ways_is_settled_by_another_line():
    assert publication_date(["First published on 03/04/2026", "3 April 2026 22:41"]) == date(2026, 4, 3)


def test_finds_days_by_position_without_overlap():
    found = list(find_dates("from 1 May 2020 to 2020-05-03"))
    assert [(start, end, sorted(days)) for start, end, days in found] == [
        (5, 15, [date(2020, 5, 1)]),
        (19, 29, [date(2020, 5, 3)]),
    ]
