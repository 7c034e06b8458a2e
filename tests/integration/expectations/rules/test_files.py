"""The checks of files and loads, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import EARLIER, LOAD, Poisons, assert_fails_exactly, failing

POISONS: Poisons = {
    "files: rule.counts_add_up": (f"UPDATE loads SET files_seen = 27 WHERE load_id = '{LOAD}'", '"files_seen": 27'),
    "files: rule.loaded_has_article": (
        "UPDATE files SET status = 'loaded', sha256 = repeat('a', 64) WHERE file_id = 91",
        "tidings/broken.txt",
    ),
    "files: rule.duplicate_has_original": (
        "UPDATE files SET sha256 = repeat('a', 64) WHERE file_id = 90",
        "copy/2.txt",
    ),
    "files: rule.rejected_is_recorded": (f"UPDATE rejections SET load_id = '{EARLIER[1]}'", "tidings/broken.txt"),
    "loads: rule.articles_added_counted": (
        f"UPDATE loads SET articles_added = 25 WHERE load_id = '{LOAD}'",
        '"articles": 24',
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_a_duplicate_stays_one_when_its_original_changes(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(
        "UPDATE files SET sha256 = repeat('b', 64), seen_at = seen_at + INTERVAL 1 DAY WHERE path = 'tidings/2.txt'"
    )
    assert set(failing(spoilt)) == set()
