"""Stories and threads: which articles tell one happening, and which happenings continue each other."""

import duckdb

from warehouse.build.connections import execute_all
from warehouse.schema.relation import Relators


def settle(con: duckdb.DuckDBPyConnection, relators: Relators) -> int:
    """Sets `story_id` of all articles, and the rows of `stories` and `threads`, once `copy_of` is right.

    Returns:
        The number of stories.
    """
    del relators
    execute_all(con, (_TELL, "DELETE FROM stories", _STORIES, "DELETE FROM threads", _THREADS))
    return int(con.execute("SELECT count(*) FROM stories").fetchall()[0][0])


_TELL = """
    UPDATE articles SET story_id = told.story_id FROM (
        SELECT article_id, min(article_id) OVER (PARTITION BY coalesce(copy_of, article_id)) AS story_id FROM articles
    ) AS told
    WHERE articles.article_id = told.article_id AND articles.story_id <> told.story_id
"""

_STORIES = """
    INSERT INTO stories BY NAME
    SELECT story_id, story_id AS thread_id, arg_min(headline, article_id) AS headline,
        min(published_on) AS first_published_on, max(published_on) AS last_published_on, count(*) AS articles,
        count(*) FILTER (copy_of IS NULL) AS independent_articles, count(DISTINCT outlet) AS outlets
    FROM articles GROUP BY story_id ORDER BY story_id
"""

_THREADS = """
    INSERT INTO threads BY NAME
    SELECT thread_id, arg_max(headline, (articles, -story_id)) AS headline,
        min(first_published_on) AS first_published_on, max(last_published_on) AS last_published_on,
        count(*) AS stories, sum(articles) AS articles
    FROM stories GROUP BY thread_id ORDER BY thread_id
"""
