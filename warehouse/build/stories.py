"""Stories: which articles tell one happening; and threads: which stories continue each other.

`candidate.write` calls, in one transaction: `note` before articles are deleted; and `settle` once `copy_of` is right.
A night tells its own days anew, and those after them that it may have changed: what is found of a day depends on the
articles of some days before and their stories (`warehouse.schema.relation.Teller`). Stories that rest are not read.
"""

from datetime import date
from typing import Final

import duckdb

from warehouse.build import story_rows, telling
from warehouse.build.connections import count_rows, execute_all
from warehouse.schema.relation import STORY_DAYS, THREAD_DAYS, Relators

TERMS_OF_STORIES: Final = 150
"""Terms of an article that tell its story: all that are kept."""
TERMS_OF_THREADS: Final = 40
"""Terms of an article that tell its thread: what a story is about comes again in what continues it, its details do not;
and there are three times the days to look at."""


def note(con: duckdb.DuckDBPyConnection) -> None:
    """Notes the stories of all articles before the night, in the temporary table `stories_before`."""
    con.execute(_STORIES_BEFORE)


def settle(con: duckdb.DuckDBPyConnection, relators: Relators, load_id: str) -> int:
    """Sets `story_id` of all articles, and the rows of `stories`, `threads` and `story_redirects`.

    Returns:
        The number of stories that are new or have changed.
    """
    execute_all(con, (_CHANGED_ARTICLES, _STORIES_TO_TELL))
    telling.tell(con, relators.tell_stories, STORY_DAYS, TERMS_OF_STORIES, _changed_days(con))
    execute_all(con, (_SET_STORIES, _MOVED_ARTICLES, _THREADS_TO_TELL))
    telling.tell(con, relators.tell_threads, THREAD_DAYS, TERMS_OF_THREADS, _changed_days(con))
    story_rows.write(con, load_id)
    return count_rows(con, "changed_stories")


def _changed_days(con: duckdb.DuckDBPyConnection) -> set[date]:
    return {day for (day,) in con.execute("SELECT DISTINCT day FROM changed_articles WHERE day IS NOT NULL").fetchall()}


# Only articles that are nobody's copy, and whose day is known, are told apart by it.
_STORIES_BEFORE = """
    CREATE TEMP TABLE stories_before AS
    SELECT article_id, story_id, thread_id, copy_of IS NOT NULL AS is_copy,
        CASE WHEN copy_of IS NULL THEN published_on END AS day, article_id IN (SELECT article_id FROM gone) AS is_gone
    FROM articles JOIN stories USING (story_id)
"""

# With the day on which they were told, and the one on which they are to be told.
_CHANGED_ARTICLES = """
    CREATE TEMP TABLE changed_articles AS
    WITH now AS (
        SELECT article_id, copy_of IS NOT NULL AS is_copy, CASE WHEN copy_of IS NULL THEN published_on END AS day
        FROM articles
    ),
    changed AS (
        SELECT article_id, now.day, before.day AS day_before
        FROM now FULL JOIN stories_before AS before USING (article_id)
        WHERE now.is_copy IS DISTINCT FROM before.is_copy OR now.day IS DISTINCT FROM before.day OR before.is_gone
    )
    SELECT article_id, unnest([day, day_before]) AS day FROM changed
"""

_STORIES_TO_TELL = """
    CREATE OR REPLACE TEMP TABLE to_tell AS
    SELECT article_id, published_on AS day, published_on AS founded, article_id AS together, before.story_id AS told,
        before.story_id AS told_before
    FROM articles
    LEFT JOIN (FROM stories_before ANTI JOIN changed_articles USING (article_id)) AS before USING (article_id)
    WHERE copy_of IS NULL AND published_on IS NOT NULL
"""

# An article without a day is a story of its own; a copy tells what its original does.
_SET_STORIES = """
    UPDATE articles SET story_id = found.story_id FROM (
        SELECT article_id, min(article_id) OVER (PARTITION BY coalesce(told, -original_id)) AS story_id
        FROM (SELECT article_id, coalesce(copy_of, article_id) AS original_id FROM articles)
        LEFT JOIN (SELECT article_id AS original_id, told FROM to_tell) USING (original_id)
    ) AS found
    WHERE found.article_id = articles.article_id AND found.story_id <> articles.story_id
"""

_MOVED_ARTICLES = """
    INSERT INTO changed_articles
    SELECT article_id, before.day FROM stories_before AS before JOIN articles USING (article_id)
    WHERE articles.story_id <> before.story_id
"""

# A story has the thread that it had, by its first article that is still in it.
_THREADS_TO_TELL = """
    CREATE OR REPLACE TEMP TABLE to_tell AS
    WITH dated AS (
        SELECT article_id, published_on AS day, story_id AS together FROM articles
        WHERE copy_of IS NULL AND published_on IS NOT NULL
    )
    SELECT article_id, day, min(day) OVER story AS founded, together,
        arg_min(before.thread_id, (day, article_id)) OVER story AS told, told AS told_before
    FROM dated
    LEFT JOIN (
        SELECT article_id, thread_id FROM stories_before ANTI JOIN changed_articles USING (article_id)
    ) AS before USING (article_id)
    WINDOW story AS (PARTITION BY together)
"""
