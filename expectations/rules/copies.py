"""Checks of copies: each rests on a comparison, and none is the copy of a copy."""

from collections.abc import Iterator

from expectations.suites import CheckDefinition

_PAIRS = """
    SELECT copy.article_id, copy.copy_of, copy.duplicate_of, copy.published_on,
        original.published_on AS published_on_of_original, original.copy_of AS copy_of_of_original
    FROM articles AS copy JOIN articles AS original ON original.article_id = copy.copy_of
"""


def copy_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of `articles.copy_of` and of `copy_links`."""
    yield CheckDefinition(
        "articles",
        "rule.original_is_no_copy",
        "No article is the copy of a copy, so that originals can be counted.",
        f"SELECT article_id, copy_of FROM ({_PAIRS}) WHERE copy_of_of_original IS NOT NULL",  # noqa: S608
    )
    yield CheckDefinition(
        "articles",
        "rule.original_is_earlier",
        "The original of a copy was published no later; on one day, or where neither has a day, it has the smaller id.",
        f"""
        SELECT article_id, copy_of FROM ({_PAIRS})
        WHERE (coalesce(published_on, 'infinity'), article_id)
            < (coalesce(published_on_of_original, 'infinity'), copy_of)
        """,  # noqa: S608
    )
    yield CheckDefinition(
        "articles",
        "rule.copy_is_backed",
        "A copy has the words of its original (`duplicate_of`), or those of an article that reprints it, or a row in "
        "`copy_links` that shows the comparison.",
        """
        SELECT article_id, copy_of FROM articles
        WHERE copy_of IS NOT NULL AND duplicate_of IS DISTINCT FROM copy_of
            AND (coalesce(duplicate_of, article_id), copy_of) NOT IN (
                SELECT (article_id, earlier_article_id) FROM copy_links)
        """,
    )
    yield CheckDefinition(
        "copy_links",
        "rule.link_is_of_copy",
        "Each comparison that is kept is that of a copy with its original.",
        """
        SELECT article_id, earlier_article_id FROM copy_links LEFT JOIN articles USING (article_id)
        WHERE copy_of IS DISTINCT FROM earlier_article_id OR duplicate_of IS NOT NULL
        """,
    )
