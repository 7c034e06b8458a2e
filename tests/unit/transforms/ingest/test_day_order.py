"""Which day 3/4/2026 is."""

from datetime import date

import pytest

from transforms.ingest.day_order import DayOrder
from transforms.readers.mapping import record_of
from transforms.readers.records import Fields, Record

MARCH, APRIL = date(2026, 3, 4), date(2026, 4, 3)


def record(written: object, **row: object) -> Record:
    found = record_of({"text": "The council met.", "date": written, **row}, Fields())
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize("written", ["3/4/2026", "03/04/2026", "03-04-2026 10:00"])
@pytest.mark.parametrize(
    ("others", "country", "day"),
    [
        (["25/3/2026"], None, APRIL),
        (["3/25/2026"], None, MARCH),
        (["3/25/2026", "12/31/2025"], "GB", MARCH),
        (["25/3/2026", "3/25/2026"], "GB", None),
        (["4 March 2026", "5/5/2026"], None, None),
        ([], "GB", APRIL),
        ([], "US", MARCH),
        ([], "CA", None),
        ([], None, None),
    ],
)
def test_other_dates_of_the_file_decide_and_else_the_outlet(
    written: str, others: list[str], country: str | None, day: date | None
) -> None:
    order = DayOrder()
    for other in others:
        order.note("a.csv", record(other))
    order.note("b.csv", record("25/3/2026"))
    assert order.day("a.csv", record(written), country) == day


def test_a_day_that_is_certain_stays() -> None:
    assert DayOrder().day("a", record("4 March 2026"), "US") == MARCH
    assert DayOrder().day("a", record("4/4/2026"), None) == date(2026, 4, 4)
    assert DayOrder().day("a", record("3/4/2026", published_date="2026-04-03"), "US") == APRIL
    assert DayOrder().day("a", record("3.4.2026"), "US") == APRIL
    assert DayOrder().day("a", record("31/31/2026"), "US") is None


def test_what_is_not_kept_is_forgotten() -> None:
    order = DayOrder()
    for path in ("a", "b"):
        order.note(path, record("25/3/2026"))
    order.keep_only(["b"])
    assert (order.day("a", record("3/4/2026"), None), order.day("b", record("3/4/2026"), None)) == (None, APRIL)
