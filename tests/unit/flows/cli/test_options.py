"""How times are read."""

import click
import pytest

from flows.cli.options import Duration


@pytest.mark.parametrize(
    ("written", "seconds"), [("2h", 7200), ("1h30m", 5400), ("45m", 2700), ("90s", 90), ("1h1s", 3601)]
)
def test_a_time_is_read_with_its_units(written, seconds):
    assert Duration().convert(written, None, None) == seconds


@pytest.mark.parametrize("written", ["", "2", "0h", "h", "1.5h", "m30", "-2h", "2 h", "30m2h", "9" * 30 + "h"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(click.BadParameter, match="is not a time such as 2h"):
        Duration().convert(written, None, None)
