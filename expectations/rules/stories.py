"""Checks of stories and threads: counts, ids and redirects agree with the articles, and no story swallows a night."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID, MIN_ARTICLES
from expectations.suites import CheckDefinition

MAX_SHARE_OF_ONE_STORY = 0.5
"""Most articles of a load that are nobody's copy, as a share, that one story may hold. On the day of a great disaster a
quarter of the news tells of it, and in several stories; above a half, the words that tell stories apart are missing."""


def story_checks() -> Iterator[CheckDefinition]:
    """Yields the checks that each story agrees with the articles that tell it."""
    yield CheckDefinition(
        "stories",
        "rule.counts_its_articles",
        "The counts and days of a story are those of its articles, and it is named by the smallest id of these.",
        """
        WITH told AS (
            SELECT story_id, min(article_id) AS first_id, count(*) AS articles, count(DISTINCT outlet) AS outlets,
                count(*) FILTER (copy_of IS NULL) AS independent_articles,
                min(published_on) AS first_published_on, max(published_on) AS last_published_on
            FROM articles GROUP BY story_id
        )
        SELECT stories.story_id, told.first_id, stories.articles, told.articles AS articles_found
        FROM stories LEFT JOIN told USING (story_id)
        WHERE (stories.story_id, stories.articles, stories.independent_articles, stories.outlets,
            stories.first_published_on, stories.last_published_on) IS DISTINCT FROM (told.first_id, told.articles,
            told.independent_articles, told.outlets, told.first_published_on, told.last_published_on)
        """,
    )
    yield CheckDefinition(
        "articles",
        "rule.copy_tells_the_same",
        "A copy tells the story that its original tells.",
        """
        SELECT a.article_id, a.story_id, original.story_id AS expected
        FROM articles a JOIN articles original ON original.article_id = a.copy_of
        WHERE a.story_id <> original.story_id
        """,
    )
    of_load = f"""
        SELECT story_id, count(*) AS articles FROM articles
        WHERE extracted_load_id = {LOAD_ID} AND copy_of IS NULL GROUP BY story_id"""
    yield CheckDefinition(
        "stories",
        "load.no_story_swallows_the_night",
        f"No story holds more than {MAX_SHARE_OF_ONE_STORY:.0%} of the load's articles that are nobody's copy, once it "
        f"has {MIN_ARTICLES}.",
        f"""
        WITH of_load AS ({of_load})
        SELECT story_id, articles, (SELECT sum(articles) FROM of_load) AS of_articles FROM of_load
        WHERE of_articles >= {MIN_ARTICLES} AND articles > {MAX_SHARE_OF_ONE_STORY} * of_articles
        """,
        f"SELECT concat(max(articles), ' of ', sum(articles), ' articles') FROM ({of_load})",
        severity="warn",
    )


def thread_checks() -> Iterator[CheckDefinition]:
    """Yields the check that each thread agrees with its stories."""
    yield CheckDefinition(
        "threads",
        "rule.counts_its_stories",
        "The counts and days of a thread are those of its stories, and it is named by the smallest id of these.",
        """
        WITH held AS (
            SELECT thread_id, min(story_id) AS first_id, count(*) AS stories, sum(articles) AS articles,
                min(first_published_on) AS first_published_on, max(last_published_on) AS last_published_on
            FROM stories GROUP BY thread_id
        )
        SELECT threads.thread_id, held.first_id, threads.stories, held.stories AS stories_found
        FROM threads LEFT JOIN held USING (thread_id)
        WHERE (threads.thread_id, threads.stories, threads.articles, threads.first_published_on,
            threads.last_published_on) IS DISTINCT FROM (held.first_id, held.stories, held.articles,
            held.first_published_on, held.last_published_on)
        """,
    )


def story_redirect_checks() -> Iterator[CheckDefinition]:
    """Yields the check that an id which was given up is not in use."""
    yield CheckDefinition(
        "story_redirects",
        "rule.redirected_is_gone",
        "No id that is redirected is that of a story: each ends at its target in one hop.",
        "SELECT old_story_id FROM story_redirects WHERE old_story_id IN (SELECT story_id FROM stories)",
    )
