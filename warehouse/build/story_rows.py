"""The rows of `stories`, `threads` and `story_redirects`, once the story of each article is known."""

import duckdb

from warehouse.build.connections import execute_all


def write(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Writes the rows of stories and threads that changed, and of ids that were given up.

    Args:
        con: the candidate, with the temporary tables `stories_before`, `changed_articles` and `to_tell`, the threads of
            stories as they were found.
        load_id: the load.
    """
    execute_all(con, (_CHANGED_STORIES, _DELETE_STORIES, _INSERT_STORIES, _THREAD_IDS, _CHANGED_THREADS, _SET_THREADS))
    execute_all(con, (_DELETE_THREADS, _INSERT_THREADS, _GIVEN_UP, _FOLLOW_ON, _DROP_REDIRECTS))
    con.execute(_REDIRECT, {"load_id": load_id})


_CHANGED_STORIES = """
    CREATE TEMP TABLE changed_stories AS
    SELECT story_id FROM stories_before SEMI JOIN changed_articles USING (article_id)
    UNION SELECT story_id FROM articles SEMI JOIN changed_articles USING (article_id)
"""

_DELETE_STORIES = "DELETE FROM stories WHERE story_id IN (FROM changed_stories)"

# The headline is that of the article that shares most with the others: of its terms, as a share of all their weight,
# those that the others have too. Of a pair, the earlier one.
_INSERT_STORIES = """
    INSERT INTO stories BY NAME
    WITH told AS (SELECT * FROM articles SEMI JOIN changed_stories USING (story_id)),
    weights AS (
        SELECT story_id, article_id, term, weight,
            sum(weight) OVER (PARTITION BY story_id, term) - weight AS of_others
        FROM story_terms JOIN (SELECT story_id, article_id FROM told WHERE copy_of IS NULL AND headline IS NOT NULL)
            USING (article_id)
    ),
    likeness AS (
        SELECT article_id, round(sum(weight * of_others) / sqrt(sum(weight * weight)), 6) AS alike
        FROM weights GROUP BY article_id
    )
    SELECT story_id, story_id AS thread_id,
        arg_max(headline, (coalesce(alike, 0), -epoch(published_on), -article_id))
            FILTER (copy_of IS NULL OR headline IS NOT NULL) AS headline,
        min(published_on) AS first_published_on, max(published_on) AS last_published_on, count(*) AS articles,
        count(*) FILTER (copy_of IS NULL) AS independent_articles, count(DISTINCT outlet) AS outlets
    FROM told LEFT JOIN likeness USING (article_id) GROUP BY story_id ORDER BY story_id
"""

_THREAD_IDS = """
    CREATE TEMP TABLE thread_ids AS
    SELECT story_id, min(story_id) OVER (PARTITION BY coalesce(told, -story_id)) AS thread_id
    FROM stories LEFT JOIN (SELECT DISTINCT together AS story_id, told FROM to_tell) AS found USING (story_id)
"""

_CHANGED_THREADS = """
    CREATE TEMP TABLE changed_threads AS
    SELECT thread_id FROM thread_ids SEMI JOIN changed_stories USING (story_id)
    UNION SELECT thread_id FROM stories_before SEMI JOIN changed_stories USING (story_id)
    UNION SELECT unnest([thread_ids.thread_id, stories.thread_id]) FROM stories JOIN thread_ids USING (story_id)
    WHERE thread_ids.thread_id <> stories.thread_id
"""

_SET_THREADS = """
    UPDATE stories SET thread_id = found.thread_id FROM thread_ids AS found
    WHERE found.story_id = stories.story_id AND found.thread_id <> stories.thread_id
"""

_DELETE_THREADS = "DELETE FROM threads WHERE thread_id IN (FROM changed_threads)"

_INSERT_THREADS = """
    INSERT INTO threads BY NAME
    SELECT thread_id, arg_max(headline, (articles, -story_id)) AS headline,
        min(first_published_on) AS first_published_on, max(last_published_on) AS last_published_on,
        count(*) AS stories, sum(articles) AS articles
    FROM stories SEMI JOIN changed_threads USING (thread_id) GROUP BY thread_id ORDER BY thread_id
"""

# The story that most of the articles are in now; of several the first.
_GIVEN_UP = """
    CREATE TEMP TABLE given_up AS
    WITH moved AS (
        SELECT before.story_id AS old_story_id, articles.story_id AS new_story_id, count(*) AS articles
        FROM stories_before AS before JOIN articles USING (article_id)
        WHERE before.story_id NOT IN (SELECT story_id FROM stories) GROUP BY ALL
    )
    SELECT old_story_id, arg_max(new_story_id, (articles, -new_story_id)) AS new_story_id,
        CASE WHEN old_story_id NOT IN (SELECT article_id FROM articles) THEN 'removed'
            WHEN count(*) > 1 THEN 'split' ELSE 'merged' END AS reason
    FROM moved GROUP BY old_story_id
"""

_FOLLOW_ON = """
    UPDATE story_redirects SET new_story_id = given_up.new_story_id FROM given_up
    WHERE given_up.old_story_id = story_redirects.new_story_id
"""

# An id that comes back is redirected no more; nor is one whose story left the corpus without a trace.
_DROP_REDIRECTS = """
    DELETE FROM story_redirects
    WHERE old_story_id IN (SELECT story_id FROM stories) OR old_story_id IN (SELECT old_story_id FROM given_up)
        OR new_story_id NOT IN (SELECT story_id FROM stories)
"""

_REDIRECT = """
    INSERT INTO story_redirects BY NAME SELECT *, $load_id AS load_id FROM given_up ORDER BY old_story_id
"""
