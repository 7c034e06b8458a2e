"""Checks of how many articles a load brings, in all and of each outlet, against recent days and loads."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID, MIN_LOADS, RECENT_SQL
from expectations.suites import CheckDefinition

VOLUME_BAND = (0.2, 5)
"""Least and most articles, in times the median; weekends and big news stay well inside."""
VOLUME_SLACK = 50
"""Articles of a day more or less than the median that never fail: the ratio of two small counts says nothing."""
MIN_DAYS = 5
"""Earlier days with articles that are needed before their median says what is usual."""
RECENT_DAYS = 30
"""Days that the median looks back on, a month."""
DAY_HOURS = 23
"""Loads that began in this many hours before a load count together with it, as one day. The load of the night before
began about 24 hours earlier and stays out; a load started by hand at noon, of a file or two, is not judged alone."""
OUTLET_SLACK = 10
"""Articles of an outlet more or less than usual that never warn."""
OUTLET_LOADS_SHARE = 0.8
"""An outlet with articles in this share of the recent loads writes nearly every night, so a night without is told."""


def volume_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the load has about as many new articles as recent days."""
    yield CheckDefinition(
        "articles",
        "load.volume_in_band",
        f"A load has, with those of the {DAY_HOURS} hours before it, {VOLUME_BAND[0]} to {VOLUME_BAND[1]} times the "
        f"new articles of the median of recent days, or within {VOLUME_SLACK} of it, once {MIN_DAYS} days had any; but "
        "for one that saw no file, and took in people's decisions only.",
        f"""
        FROM ({_VOLUME}) WHERE files_seen > 0 AND earlier_days >= {MIN_DAYS} AND (
            articles < least(usual * {VOLUME_BAND[0]}, usual - {VOLUME_SLACK})
            OR articles > greatest(usual * {VOLUME_BAND[1]}, usual + {VOLUME_SLACK}))
        """,
        f"""
        SELECT concat(articles, ' new articles; median of ', earlier_days, ' earlier days: ', coalesce(usual, 0))
        FROM ({_VOLUME})
        """,
    )


def outlet_volume_checks() -> Iterator[CheckDefinition]:
    """Yields the check that each outlet has about as many articles as in recent loads."""
    yield CheckDefinition(
        "load_measures",
        "load.outlets_in_band",
        f"Each outlet that had articles in {OUTLET_LOADS_SHARE:.0%} of the recent loads has {VOLUME_BAND[0]} to "
        f"{VOLUME_BAND[1]} times the usual number, or within {OUTLET_SLACK} of it, and at least one; once there were "
        f"{MIN_LOADS} loads, and in a load with half of the usual articles.",
        f"""
        {_OUTLETS} SELECT outlet, articles, usual, loads FROM compared
        WHERE articles = 0 OR articles < least(usual * {VOLUME_BAND[0]}, usual - {OUTLET_SLACK})
            OR articles > greatest(usual * {VOLUME_BAND[1]}, usual + {OUTLET_SLACK})
        """,
        f"{_OUTLETS} SELECT count(*) FILTER (articles = 0) || ' of ' || count(*) || ' outlets silent' FROM compared",
        "warn",
    )


_BEGAN = "strptime(left({}, 16), '%Y%m%dT%H%M%SZ')"
"""SQL for the time at which a load began, out of its id."""
_VOLUME = f"""
    WITH days AS (
        SELECT (date_diff('second', {_BEGAN.format("load_id")}, {_BEGAN.format(LOAD_ID)}) + {24 - DAY_HOURS} * 3600)
            // 86400 AS days_ago, sum(articles_new) AS articles
        FROM loads
        WHERE verdict = 'published' AND articles_new > 0
        GROUP BY days_ago
    ), recent AS (FROM days WHERE days_ago > 0 ORDER BY days_ago LIMIT {RECENT_DAYS})
    SELECT (SELECT coalesce(sum(articles), 0)::BIGINT FROM days WHERE days_ago <= 0) AS articles,
        (SELECT coalesce(max(files_seen), 0) FROM loads WHERE load_id = {LOAD_ID}) AS files_seen,
        count(*) AS earlier_days, median(articles) AS usual
    FROM recent"""
"""SQL, one row: new articles of the last 23 hours and the median of earlier days; `days_ago` is 0 for the former."""

_OUTLETS = f"""
    WITH {RECENT_SQL}, whole AS (
        SELECT (SELECT max(value) FROM load_measures
                WHERE load_id = {LOAD_ID} AND measure = 'articles' AND outlet = '') AS articles,
            median(value) AS usual, count(*) AS loads
        FROM load_measures SEMI JOIN recent USING (load_id) WHERE measure = 'articles' AND outlet = ''
    ), compared AS (
        SELECT outlet, coalesce(any_value(value) FILTER (load_id = {LOAD_ID}), 0) AS articles,
            median(value) FILTER (load_id <> {LOAD_ID}) AS usual, count(*) FILTER (load_id <> {LOAD_ID}) AS loads
        FROM load_measures
        WHERE measure = 'articles' AND outlet <> '' AND (load_id = {LOAD_ID} OR load_id IN (SELECT load_id FROM recent))
            AND (SELECT loads >= {MIN_LOADS} AND articles >= usual / 2 FROM whole)
        GROUP BY outlet
        HAVING count(*) FILTER (load_id <> {LOAD_ID}) >= {OUTLET_LOADS_SHARE} * (SELECT loads FROM whole)
    )"""
"""SQL, `compared`: articles of each regular outlet in this load (0 for a silent one) and their median in recent loads;
no row unless the load has at least half of its usual articles, for then all outlets have less."""
