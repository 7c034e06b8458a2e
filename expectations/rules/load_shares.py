"""Checks of how much of a load has no text or was removed: fixed limits, without a look at other loads."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID, MIN_ARTICLES
from expectations.rules.spans import WHITE_SPACE
from expectations.suites import CheckDefinition
from warehouse.schema.tables.values import CONTENT_KINDS

MAX_SHARE_WITHOUT_BODY = 0.2
"""Most articles of a load, as a share, whose body is empty. Single pages are empty (galleries, videos); a fifth of a
night means that a template was misread."""
MAX_SHARE_REMOVED = 0.8
"""Most characters of a load, as a share, that are boilerplate. Pages with long lists of teasers lose half of their
characters; a whole night above this lost its articles."""

MAX_SHARE_DOUBTFUL = 0.1
"""Most articles of an outlet, as a share, whose text is doubtful. One in a thousand ends with an ellipsis of its own; a
tenth means that the scraper of this outlet cuts or damages what it brings."""
MIN_DOUBTFUL = 3
"""Doubtful articles of an outlet from which there is a warning."""


def load_share_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the shares of articles without a body or with a doubtful text, and of characters removed."""
    without_body = f"""
        SELECT article_id, regexp_full_match(body, '{WHITE_SPACE}*') AS empty FROM articles WHERE load_id = {LOAD_ID}"""
    yield CheckDefinition(
        "articles",
        "load.share_without_body",
        f"At most {MAX_SHARE_WITHOUT_BODY:.0%} of the load's articles have no text in their body, "
        f"once it has {MIN_ARTICLES}.",
        f"""
        WITH of_load AS ({without_body})
        SELECT article_id FROM of_load WHERE empty AND (
            SELECT count(*) >= {MIN_ARTICLES} AND count(*) FILTER (empty) > {MAX_SHARE_WITHOUT_BODY} * count(*)
            FROM of_load)
        """,
        f"SELECT concat(count(*) FILTER (empty), ' of ', count(*), ' articles') FROM ({without_body})",
    )
    removed = f"""
        SELECT article_id, sum(length(text)) AS characters,
            coalesce(sum(length(text)) FILTER (kind NOT IN {CONTENT_KINDS}), 0) AS removed
        FROM blocks JOIN articles USING (article_id) WHERE load_id = {LOAD_ID} GROUP BY article_id"""
    yield CheckDefinition(
        "articles",
        "load.share_removed",
        f"At most {MAX_SHARE_REMOVED:.0%} of the characters of the load's articles are boilerplate, "
        f"once it has {MIN_ARTICLES}.",
        f"""
        -- Those of which most was removed, until the others would be as they should.
        WITH of_load AS (
            SELECT *, count(*) OVER () AS articles,
                sum(removed) OVER () AS removed_of_all, sum(characters) OVER () AS characters_of_all,
                sum(removed) OVER from_here AS removed_from_here, sum(characters) OVER from_here AS characters_from_here
            FROM ({removed})
            WINDOW from_here AS (ORDER BY removed DESC, article_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
        )
        SELECT article_id, characters, removed FROM of_load
        WHERE articles >= {MIN_ARTICLES} AND removed > {MAX_SHARE_REMOVED} * characters
            AND removed_of_all > {MAX_SHARE_REMOVED} * characters_of_all
            AND removed_from_here > {MAX_SHARE_REMOVED} * characters_from_here
        """,
        f"SELECT concat(sum(removed), ' of ', sum(characters), ' characters') FROM ({removed})",
    )
    doubtful = f"""
        SELECT coalesce(outlet, '(not known)') AS outlet, count(*) AS articles, count(text_quality) AS doubtful,
            mode(text_quality) AS mostly, min(article_id) FILTER (text_quality IS NOT NULL) AS first_article_id
        FROM articles WHERE load_id = {LOAD_ID} GROUP BY ALL"""
    yield CheckDefinition(
        "articles",
        "load.text_quality",
        f"At most {MAX_SHARE_DOUBTFUL:.0%} of an outlet's articles in the load have a doubtful text (`text_quality`), "
        f"once {MIN_DOUBTFUL} do.",
        f"""
        FROM ({doubtful}) WHERE doubtful >= {MIN_DOUBTFUL} AND doubtful > {MAX_SHARE_DOUBTFUL} * articles
        ORDER BY doubtful DESC, outlet
        """,
        f"SELECT concat(coalesce(sum(doubtful), 0), ' of ', coalesce(sum(articles), 0), ' articles') FROM ({doubtful})",
        "warn",
    )
