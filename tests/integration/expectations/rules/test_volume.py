"""The checks of how many articles a load brings, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from expectations import gate
from tests.candidate import EARLIER, LOAD, Poisons, assert_fails_exactly, rows

POISONS: Poisons = {
    "articles: load.volume_in_band": (
        f"UPDATE loads SET articles_new = 200, articles_added = 200 WHERE load_id <> '{LOAD}'",
        '"usual": 200',
    ),
    "load_measures: load.outlets_in_band": (
        f"DELETE FROM load_measures WHERE load_id = '{LOAD}' AND outlet = 'Dovecote'",
        '"outlet": "Dovecote"',
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def volume(con: duckdb.DuckDBPyConnection) -> tuple[bool, str]:
    check = next(c for c in gate.all_checks() if c.check_name == "load.volume_in_band")
    assert check.observed
    return not rows(con, check.offending), str(con.execute(check.observed).fetchall()[0][0])


@pytest.mark.parametrize(
    ("articles", "usual", "passes"),
    [(24, 30, True), (24, 74, True), (24, 120, True), (24, 121, False), (64, 12, False), (64, 14, True)],
)
def test_volume_is_held_against_the_median(
    articles: int, usual: int, passes: bool, spoilt: duckdb.DuckDBPyConnection
) -> None:
    spoilt.execute("UPDATE loads SET articles_added = 9000")
    spoilt.execute(f"UPDATE loads SET articles_new = if(load_id = '{LOAD}', {articles}, {usual})")
    assert volume(spoilt) == (passes, f"{articles} new articles; median of 5 earlier days: {usual}.0")


def test_volume_needs_a_history_of_days_with_articles(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    spoilt.execute(f"UPDATE loads SET articles_new = 0 WHERE load_id = '{EARLIER[0]}'")
    assert volume(spoilt) == (True, "24 new articles; median of 4 earlier days: 5000.0")
    spoilt.execute(f"DELETE FROM loads WHERE load_id <> '{LOAD}'")
    assert volume(spoilt) == (True, "24 new articles; median of 0 earlier days: 0.0")


def test_a_load_of_decisions_alone_has_no_volume(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    spoilt.execute(f"UPDATE loads SET files_seen = 0 WHERE load_id = '{LOAD}'")
    assert volume(spoilt)[0] is True


def test_loads_of_the_same_day_count_together(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    this_morning = LOAD.replace("T02", "T00")
    assert this_morning != LOAD
    spoilt.execute(
        f"INSERT INTO loads SELECT * REPLACE ('{this_morning}' AS load_id, 4000 AS articles_new) FROM loads "
        f"WHERE load_id = '{EARLIER[0]}'"
    )
    assert volume(spoilt) == (True, "4024 new articles; median of 5 earlier days: 5000.0")
