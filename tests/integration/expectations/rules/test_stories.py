"""The checks of stories and threads, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly, failing, fails

COUNTS, SWALLOWS = "stories: rule.counts_its_articles", "stories: load.no_story_swallows_the_night"
THREADS = "threads: rule.counts_its_stories"
POISONS: Poisons = {
    COUNTS: ("UPDATE stories SET outlets = 2 WHERE story_id = 5", '"story_id": 5'),
    "articles: rule.copy_tells_the_same": (
        "UPDATE articles SET story_id = 2 WHERE article_id = 3",
        '"expected": 1',
        COUNTS,
    ),
    SWALLOWS: (
        """
        UPDATE articles SET story_id = 5 WHERE article_id >= 5;
        DELETE FROM stories WHERE story_id > 5;
        UPDATE stories SET articles = 21, independent_articles = 21 WHERE story_id = 5;
        DELETE FROM threads WHERE thread_id > 5;
        UPDATE threads SET articles = 21 WHERE thread_id = 5""",
        '"articles": 21',
        "claims: rule.thread_of_article",
        "claims: thread_id.references_threads",
        "claim_threads: thread_id.references_threads",
    ),
    THREADS: ("UPDATE threads SET articles = 2 WHERE thread_id = 5", '"thread_id": 5'),
    "stories: rule.days_in_order": (
        "UPDATE stories SET first_published_on = DATE '2030-01-05' WHERE story_id = 5",
        "2030-01-05",
        COUNTS,
        THREADS,
    ),
    "stories: rule.originals_among_articles": (
        "UPDATE stories SET independent_articles = 3 WHERE story_id = 5",
        '"independent_articles": 3',
        COUNTS,
    ),
    "threads: rule.days_in_order": (
        "UPDATE threads SET first_published_on = DATE '2030-01-05' WHERE thread_id = 5",
        "2030-01-05",
        THREADS,
    ),
    "threads: rule.stories_among_articles": (
        "UPDATE threads SET stories = 2 WHERE thread_id = 5",
        '"stories": 2',
        THREADS,
    ),
    "story_redirects: rule.redirected_is_gone": (
        "INSERT INTO story_redirects SELECT 5, 6, min(load_id), 'merged' FROM loads",
        '"old_story_id": 5',
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


@pytest.mark.parametrize(
    "wrong",
    [
        "articles = 2",
        "independent_articles = 0",
        "first_published_on = DATE '2030-01-03'",
        "last_published_on = NULL",
    ],
)
def test_every_count_and_day_of_a_story_is_looked_at(wrong: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE stories SET {wrong} WHERE story_id = 5")
    assert fails(spoilt, COUNTS)


@pytest.mark.parametrize(
    "wrong", ["stories = 1, articles = 2", "first_published_on = NULL", "last_published_on = NULL"]
)
def test_every_count_and_day_of_a_thread_is_looked_at(wrong: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE threads SET {wrong} WHERE thread_id = 5")
    assert set(failing(spoilt, ["threads"])) == {THREADS}


def test_a_story_is_named_by_its_first_article(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("UPDATE articles SET story_id = 6 WHERE article_id IN (5, 6)")
    assert fails(spoilt, COUNTS)


def test_a_story_of_half_of_the_night_is_no_cause_for_alarm(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("UPDATE articles SET story_id = 5 WHERE article_id BETWEEN 5 AND 14")
    assert not fails(spoilt, SWALLOWS)
