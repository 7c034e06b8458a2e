"""The checks of groups of quotations, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly

POISONS: Poisons = {
    "quote_groups: rule.in_several_articles": (
        "INSERT INTO quote_groups VALUES (2, 'No one was careless,');"
        "INSERT INTO quote_variants VALUES (600, 2, 'same')",
        '"articles": 1',
    ),
    "quote_groups: rule.text_is_a_wording": ("UPDATE quote_groups SET text = 'We were late.'", "We were late."),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
