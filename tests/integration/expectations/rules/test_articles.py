"""The checks of articles, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from expectations import gate
from tests.candidate import LINES, Poisons, assert_fails_exactly, rows

POISONS: Poisons = {
    "forgotten_articles: rule.forgotten_is_gone": (
        "UPDATE forgotten_articles SET article_id = 5",
        '"article_id": 5',
    ),
    "articles: rule.text_lies_in_blocks": (
        "UPDATE articles SET raw_text = raw_text || 'A line 😀 nobody kept.' WHERE article_id = 5",
        "A line 😀 nobody kept.",
    ),
    "articles: rule.body_of_its_blocks": (
        "UPDATE articles SET body = body || chr(10) WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.word_count_of_body": (
        "UPDATE articles SET word_count = word_count + 1 WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.day_not_in_future": (
        "UPDATE articles SET published_on = DATE '2030-01-07' WHERE article_id = 5",
        "2030-01-07",
        "stories: rule.counts_its_articles",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_text_between_blocks_is_missed_wherever_it_stands(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("DELETE FROM blocks WHERE article_id = 4 OR block_id = 502")
    check = next(c for c in gate.all_checks() if c.check_name == "rule.text_lies_in_blocks")
    lost = {row["article_id"]: row["lost"].strip() for row in rows(spoilt, check.offending)}
    assert lost[5] == LINES[1][1]
    assert lost[4].startswith("Ferry 4 halted")
    assert lost[4].endswith("Read more: tide tables")
    assert set(lost) == {4, 5}
