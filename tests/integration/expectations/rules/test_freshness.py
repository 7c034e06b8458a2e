"""The check of new articles, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly

POISONS: Poisons = {
    "articles: load.fresh": (
        "UPDATE articles SET published_on = DATE '2029-12-31'; UPDATE figures SET as_of = DATE '2029-12-31'",
        "2029-12-31",
        "stories: rule.counts_its_articles",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
