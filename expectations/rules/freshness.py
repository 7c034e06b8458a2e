"""The check that a load brings new articles and not old ones once more."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID, MIN_ARTICLES, MIN_LOADS, RECENT_SQL
from expectations.suites import CheckDefinition

FRESH_DAYS = 3
"""Most days between the newest article and the load: a long weekend. Beyond it the scrapers bring old news."""


def freshness_checks() -> Iterator[CheckDefinition]:
    """Yields the check of the day of the newest article."""
    newest = f"SELECT max(published_on) AS newest, count(published_on) AS dated FROM articles WHERE load_id = {LOAD_ID}"
    yield CheckDefinition(
        "articles",
        "load.fresh",
        f"The newest article of the load is at most {FRESH_DAYS} days old, once {MIN_ARTICLES} have a day and there "
        f"were {MIN_LOADS} loads: the first ones bring archives.",
        f"""
        WITH {RECENT_SQL}
        FROM ({newest}) WHERE dated >= {MIN_ARTICLES} AND (SELECT count(*) FROM recent) >= {MIN_LOADS}
            AND newest < try_strptime(left({LOAD_ID}, 8), '%Y%m%d')::DATE - {FRESH_DAYS}
        """,
        f"SELECT concat('newest of ', dated, ': ', coalesce(newest::VARCHAR, 'none')) FROM ({newest})",
        "warn",
    )
