"""The checks of earlier texts of articles, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import EARLIER, LOAD, Poisons, assert_fails_exactly, failing

POISONS: Poisons = {
    "article_versions: rule.replaced_in_order": (
        """
        INSERT INTO article_versions SELECT * REPLACE (2 AS version_no) FROM article_versions;
        DELETE FROM article_changes""",
        '"next_load_id": "20300104T020000Z"',
    ),
    "article_versions: rule.few_of_an_article": (
        "INSERT INTO article_versions SELECT v.* REPLACE (i AS version_no) FROM article_versions v, range(3, 33) t(i)",
        '"versions": 31',
        "article_versions: rule.replaced_in_order",
    ),
    "article_versions: rule.read_before_replaced": (
        "UPDATE article_versions SET load_id = replaced_load_id",
        f'"load_id": "{LOAD}"',
    ),
    "article_version_statements: rule.figure_has_sentence": (
        "UPDATE article_version_statements SET kind = 'quote'",
        '"kind": "quote"',
    ),
    "article_updates: rule.not_of_itself": (
        "UPDATE article_updates SET later_article_id = 16; DELETE FROM article_changes WHERE article_id = 16",
        '"later_article_id": 16',
    ),
    "article_changes: rule.added_was_not_there": (
        "UPDATE article_changes SET change = 'added' WHERE article_id = 15",
        '"change": "added"',
    ),
    "article_changes: rule.removed_is_gone": (
        "UPDATE article_changes SET text_after = NULL WHERE article_id = 15",
        '"article_id": 15',
    ),
    "article_version_statements: rule.stands_in_text": (
        "UPDATE article_version_statements SET sentence = 'Nobody was hurt.'",
        "Nobody was hurt.",
    ),
    "article_updates: rule.of_one_address": (
        "UPDATE article_updates SET later_article_id = 18; DELETE FROM article_changes WHERE article_id = 16",
        '"later_article_id": 18',
    ),
    "article_changes: rule.between_two_texts": (
        "UPDATE article_changes SET later_article_id = 15 WHERE article_id = 16",
        '"later_article_id": 15',
        "article_changes: rule.words_in_text",
    ),
    "article_changes: rule.words_in_text": (
        "UPDATE article_changes SET text_before = 'Nobody was hurt.' WHERE article_id = 15",
        "Nobody was hurt.",
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_earlier_texts_in_the_middle_may_be_missing(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"""
        UPDATE article_versions SET replaced_load_id = '{EARLIER[0]}', load_id = '{EARLIER[3]}';
        INSERT INTO article_versions
        SELECT * REPLACE (9 AS version_no, '{EARLIER[0]}' AS load_id, '{LOAD}' AS replaced_load_id)
        FROM article_versions;
        UPDATE article_changes SET from_version = 9, to_version = 10 WHERE article_id = 15;
    """)
    assert set(failing(spoilt)) == set()
