"""Spans of time as people write them."""

from datetime import timedelta

import pytest

from flows.durations import duration


def test_each_unit_is_read() -> None:
    assert [duration(text) for text in ("30s", "90m", "26h", " 2d ", "1h30m", "0s")] == [
        timedelta(seconds=30),
        timedelta(minutes=90),
        timedelta(hours=26),
        timedelta(days=2),
        timedelta(minutes=90),
        timedelta(0),
    ]


@pytest.mark.parametrize("text", ["", "26", "h", "-1h", "1.5h", "30m1h", "2 d", "9999999d"])
def test_another_way_of_writing_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="such as 2h"):
        duration(text)
