"""The checks of copies, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly

OF_STORIES = ("articles: rule.copy_tells_the_same", "stories: rule.counts_its_articles")
"""Checks of stories that cannot hold where an article is taken for a copy."""
POISONS: Poisons = {
    "articles: rule.original_is_no_copy": (
        """
        UPDATE articles SET copy_of = 3 WHERE article_id = 5;
        INSERT INTO copy_links VALUES (5, 3, 0.9, 0.8)
        """,
        "tidings/5.txt",
        *OF_STORIES,
    ),
    "articles: rule.original_is_earlier": (
        """
        UPDATE articles SET copy_of = 5 WHERE article_id = 2;
        INSERT INTO copy_links VALUES (2, 5, 0.9, 0.8)
        """,
        "tidings/2.txt",
        *OF_STORIES,
    ),
    "articles: rule.copy_is_backed": (
        "UPDATE articles SET copy_of = 2 WHERE article_id = 5",
        "tidings/5.txt",
        *OF_STORIES,
    ),
    "articles: rule.duplicate_is_copy": (
        "UPDATE articles SET duplicate_of = 1 WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.not_its_own_copy": (
        "UPDATE articles SET copy_of = 5 WHERE article_id = 5",
        "tidings/5.txt",
        "articles: rule.copy_is_backed",
        "articles: rule.original_is_no_copy",
        "stories: rule.counts_its_articles",
    ),
    "copy_links: rule.not_of_itself": (
        "UPDATE copy_links SET earlier_article_id = 4",
        '"earlier_article_id": 4',
        "articles: rule.copy_is_backed",
        "copy_links: rule.link_is_of_copy",
    ),
    "copy_links: rule.link_is_of_copy": ("INSERT INTO copy_links VALUES (5, 2, 0.9, 0.8)", "earlier_article_id"),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_an_edited_copy_and_its_duplicate_rest_on_one_comparison(spoilt: duckdb.DuckDBPyConnection) -> None:
    from expectations import gate

    spoilt.execute("UPDATE articles SET copy_of = 1 WHERE article_id = 5")
    spoilt.execute("UPDATE articles SET duplicate_of = 4 WHERE article_id = 5")
    for check in gate.all_checks():
        if check.check_name in {"rule.original_is_no_copy", "rule.original_is_earlier", "rule.copy_is_backed"}:
            assert not spoilt.execute(check.offending).fetchall(), check.check_name
