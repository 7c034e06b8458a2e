"""The check of articles that were set aside, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import LOAD, Poisons, assert_fails_exactly

POISONS: Poisons = {
    "rejections: load.none_set_aside": (
        f"INSERT INTO rejections VALUES ('{LOAD}', 'tidings/2.txt', 3, 'too_slow', 'took more than 120 seconds')",
        "took more than 120 seconds",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
