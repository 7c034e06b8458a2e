"""The checks of claims, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly

POISONS: Poisons = {
    "claims: rule.figures_once": ("UPDATE claims SET figures = '403' WHERE figure_id = 503", '"figure_id": 503'),
    "claims: rule.thread_of_article": ("UPDATE claims SET thread_id = 6 WHERE figure_id = 503", '"figure_id": 503'),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
