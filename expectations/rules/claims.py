"""Checks of claims: that they hold all figures of an event, each in the thread of its article."""

from collections.abc import Iterator

from expectations.suites import CheckDefinition


def claim_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of what a claim is made from."""
    yield CheckDefinition(
        "claims",
        "rule.figures_once",
        "Each figure of an event is in exactly one claim.",
        """
        WITH told AS (
            SELECT CAST(unnest(string_split(figures, ' ')) AS BIGINT) AS figure_id, event FROM claims
        )
        SELECT figure_id, event, count(*) AS claims FROM told GROUP BY figure_id, event HAVING count(*) > 1
        UNION ALL
        SELECT figure_id, event, 0 FROM figures ANTI JOIN told USING (figure_id) WHERE event IS NOT NULL
        """,
    )
    yield CheckDefinition(
        "claims",
        "rule.thread_of_article",
        "A claim is in the thread of its article's story.",
        """
        SELECT figure_id, claims.thread_id, stories.thread_id AS thread_of_story
        FROM claims JOIN articles USING (article_id) JOIN stories USING (story_id)
        WHERE claims.thread_id <> stories.thread_id
        """,
    )
