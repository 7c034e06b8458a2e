"""The checks of what was found per article, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import LOAD, Poisons, assert_fails_exactly

POISONS: Poisons = {
    "load_measures: load.mix_in_band": (
        f"UPDATE load_measures SET value = 2 WHERE load_id = '{LOAD}' AND measure = 'figures_per_article'",
        '"usual": 5',
    ),
    "load_measures: load.mix_far_off": (
        f"UPDATE load_measures SET value = 0.9 WHERE load_id = '{LOAD}' AND measure = 'articles_copied'",
        "articles_copied",
        "load_measures: load.mix_in_band",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
