"""The checks of what was cleaned away, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import LINES_COUNTED, LOAD, RULES_COUNTED, Poisons, assert_fails_exactly

POISONS: Poisons = {
    "articles: load.strip_in_band": (
        f"""
        INSERT INTO outlet_rules SELECT load_id, 'Tidings', 'ad', 'line.sails', 9, 90, 9000, 9
        FROM loads WHERE load_id <> '{LOAD}' AND verdict = 'published'""",
        '"lines": ["A cafe',
    ),
    LINES_COUNTED: ("DELETE FROM outlet_lines WHERE line[1:4] = 'read'", '"line": "read more: tide tables"'),
    RULES_COUNTED: (f"UPDATE outlet_rules SET characters = 7 WHERE load_id = '{LOAD}'", '"characters": 7'),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
