"""The checks of shares of a load, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from expectations.rules.load_shares import load_share_checks
from tests.candidate import EARLIER, RULES_COUNTED, Poisons, assert_fails_exactly, failing, fails, rows

POISONS: Poisons = {
    "articles: load.share_without_body": (
        """
        DELETE FROM figures WHERE article_id BETWEEN 3 AND 8; DELETE FROM quotes WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM figure_parts WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM quote_variants; DELETE FROM quote_groups;
        DELETE FROM roles WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM mentions WHERE article_id BETWEEN 3 AND 8; DELETE FROM entity_aliases;
        INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) FROM mentions
        GROUP BY ALL;
        UPDATE blocks SET kind = 'related', start_char = NULL, end_char = NULL
        WHERE article_id BETWEEN 3 AND 8 AND kind <> 'byline';
        UPDATE articles SET body = '', word_count = 0 WHERE article_id BETWEEN 3 AND 8""",
        "tidings/6.txt",
        RULES_COUNTED,
        "claims: figure_id.references_figures",
    ),
    "articles: load.share_removed": (
        """
        INSERT INTO blocks SELECT block_id + 50, article_id, block_no + 1, 'ad', 'line.last', 1, length(raw_text),
            length(raw_text) + 20000, NULL, NULL, repeat('ads ', 5000)
        FROM blocks JOIN articles USING (article_id) WHERE kind = 'related';
        UPDATE articles SET raw_text = raw_text || repeat('ads ', 5000)""",
        "tidings/5.txt",
        RULES_COUNTED,
    ),
    "articles: load.text_quality": (
        "UPDATE articles SET text_quality = 'cut, tokenised' WHERE article_id BETWEEN 6 AND 9",
        "Tidings",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_what_one_page_spoils_blames_no_other(spoilt: duckdb.DuckDBPyConnection) -> None:
    """Six pages with long lists, which a load may have, and one that is nothing but a list longer than all articles."""
    add = """
        INSERT INTO blocks SELECT block_id + 50, article_id, block_no + 1, 'ad', 'line.last', 1, length(raw_text),
            length(raw_text) + {length}, NULL, NULL, repeat('ads ', {length} // 4)
        FROM blocks JOIN articles USING (article_id) WHERE kind = 'related' AND article_id {where}"""
    spoilt.execute(add.format(length=20_000, where="BETWEEN 6 AND 11"))
    assert not fails(spoilt, "articles: load.share_removed")
    spoilt.execute(add.format(length=600_000, where="= 5"))
    (check,) = (check for check in load_share_checks() if check.check_name == "load.share_removed")
    assert [row["article_id"] for row in rows(spoilt, check.offending)] == [5]


def test_shares_of_a_small_load_say_nothing(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(POISONS["articles: load.share_removed"][0])
    spoilt.execute(f"UPDATE articles SET body = '', load_id = '{EARLIER[1]}' WHERE article_id > 20")
    assert not fails(spoilt, "articles: load.share_removed")
    assert not fails(spoilt, "articles: load.share_without_body")


def test_a_doubtful_text_or_two_say_nothing(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("UPDATE articles SET text_quality = 'cut' WHERE article_id IN (6, 7)")
    assert list(failing(spoilt)) == []
