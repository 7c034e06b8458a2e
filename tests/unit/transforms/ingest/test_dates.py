from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from transforms.ingest.dates import day_in_path, stated_day

LATEST = date(2026, 3, 11)
WEST, EAST = timezone(timedelta(hours=-12)), timezone(timedelta(hours=12))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026-03-04-harbour.txt", date(2026, 3, 4)),
        ("echo/2026/03/04/harbour.txt", date(2026, 3, 4)),
        ("echo/20260304/harbour.txt", date(2026, 3, 4)),
        ("echo_2026_03_04.txt", date(2026, 3, 4)),
        ("echo/20260304T0930.txt", date(2026, 3, 4)),
        ("2026-03-04/2026-03-04-harbour.txt", date(2026, 3, 4)),
        ("archive/1931-12-31.txt", date(1931, 12, 31)),
        ("2024/02/29/leap.txt", date(2024, 2, 29)),
        ("2026-03-11.txt", date(2026, 3, 11)),  # already tomorrow elsewhere
        ("2026-03-12.txt", None),
        ("2025/02/29/no-leap.txt", None),
        ("2026-13-04.txt", None),
        ("2026-04-31.txt", None),
        ("2026-03/04.txt", None),
        ("id-120260304.txt", None),
        ("id-202603041.txt", None),
        ("0226-03-04.txt", None),
        ("9999-12-31.txt", None),
        ("2026-03-04/attack-of-1999-12-31.txt", None),
        ("٢٠٢٦-٠٣-٠٤.txt", None),
        ("harbour.txt", None),
    ],
)
def test_the_day_in_a_path_is_a_real_one(path: str, day: date | None) -> None:
    assert day_in_path(path, LATEST) == day


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", 3), ("Asia/Dubai", 4), (None, 4), ("Pacific/Auckland", 4)]
)
def test_an_instant_has_the_day_of_the_outlets_time_zone(zone: str | None, day: int) -> None:
    assert stated_day(datetime(2026, 3, 4, 2, tzinfo=UTC), zone, LATEST) == date(2026, 3, day)


@pytest.mark.parametrize(
    "instant",
    [
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=WEST),
        datetime(1, 1, 1, tzinfo=EAST),
        datetime(1970, 1, 1, tzinfo=UTC),
        date(1699, 12, 31),
        date(2026, 3, 12),
        None,
    ],
)
def test_a_day_that_no_article_can_have_is_none(instant: date | None) -> None:
    assert stated_day(instant, "Europe/Dublin", LATEST) is None


def test_the_first_and_the_last_day_are_days() -> None:
    assert stated_day(date(1700, 1, 1), None, LATEST) == date(1700, 1, 1)
    assert stated_day(LATEST, None, LATEST) == LATEST
