"""Checks of what was found per article, and of silent outlets, against recent loads."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import (
    LIKE_DEVIATION,
    LOAD_ID,
    MIN_ARTICLES,
    MIN_LOADS,
    RECENT_LOADS,
    STRIP_DEVIATIONS,
    STRIP_SLACK,
    STRIP_SLACK_OF_ONE,
    VOLUME_BAND,
)
from expectations.suites import Check

MIX_SLACK, MIX_SLACK_OF_ONE = 0.35, 3
"""Of a number per article, in times the usual: off by a third in days of other news; and for n articles by this over
the root of n, as blocks per article are."""
FAR_OFF_TIMES, FAR_OFF_SHARE = 4, 0.5
"""What no news explains: a quarter of the usual names, figures or quotations per article, or four times as many; or a
share that is off by half of all. A model that finds nothing, or a template that doubles each article."""
OUTLET_SLACK = 10
"""Articles of an outlet more or less than usual that are never remarkable."""
OUTLET_LOADS_SHARE = 0.8
"""Share of recent loads with its articles from which on an outlet is one of every night, and its silence tells."""
FRESH_DAYS = 3
"""Days before the load of its newest article beyond which the scrapers bring old news: a long weekend."""


def load_mix_checks() -> Iterator[Check]:
    usual = f"once {MIN_LOADS} loads had {MIN_ARTICLES} of them"
    yield Check(
        "load_measures",
        "load.mix_in_band",
        "What is found per article, and the shares of copies, of foreign and undated articles, and of figures without "
        f"a claimant or a noun, are as usual: off the median of recent loads by {MIX_SLACK} times it, "
        f"{MIX_SLACK_OF_ONE} / √n times, or {STRIP_DEVIATIONS} deviations; shares by {STRIP_SLACK}, "
        f"{STRIP_SLACK_OF_ONE} / √n, or as many deviations; {usual}.",
        f"{_MIX} SELECT * FROM compared WHERE abs(value - usual) > band",
        f"{_MIX} SELECT count(*) FILTER (abs(value - usual) > band) || ' of ' || count(*) || ' measures' FROM compared",
        "warn",
    )
    yield Check(
        "load_measures",
        "load.mix_far_off",
        f"None of them is beyond its band and {FAR_OFF_TIMES} times the usual, or a part of it, or a share off by "
        f"{FAR_OFF_SHARE}; {usual}.",
        f"""
        {_MIX} SELECT * FROM compared
        WHERE abs(value - usual) > band AND CASE WHEN is_share THEN abs(value - usual) > {FAR_OFF_SHARE}
            ELSE value * {FAR_OFF_TIMES} < usual OR value > usual * {FAR_OFF_TIMES} END
        """,
    )
    yield Check(
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
    newest = f"SELECT max(published_on) AS newest, count(published_on) AS dated FROM articles WHERE load_id = {LOAD_ID}"
    yield Check(
        "articles",
        "load.fresh",
        f"The newest article of the load is at most {FRESH_DAYS} days old, once {MIN_ARTICLES} have a day and there "
        f"were {MIN_LOADS} loads: the first ones bring archives.",
        f"""
        WITH {_RECENT}
        FROM ({newest}) WHERE dated >= {MIN_ARTICLES} AND (SELECT count(*) FROM recent) >= {MIN_LOADS}
            AND newest < try_strptime(left({LOAD_ID}, 8), '%Y%m%d')::DATE - {FRESH_DAYS}
        """,
        f"SELECT concat('newest of ', dated, ': ', coalesce(newest::VARCHAR, 'none')) FROM ({newest})",
        "warn",
    )


_RECENT = f"""recent AS (
        SELECT load_id, row_number() OVER (ORDER BY load_id DESC) AS no FROM load_measures
        WHERE measure = 'articles' AND outlet = '' AND load_id < {LOAD_ID} AND number >= {MIN_ARTICLES}
        QUALIFY no <= {RECENT_LOADS}
    )"""

_MIX = f"""
    WITH {_RECENT}, held AS (
        SELECT measure, median(value) AS usual, mad(value) AS deviation, count(*) AS loads
        FROM load_measures SEMI JOIN recent USING (load_id)
        WHERE measure <> 'articles' AND number >= {MIN_ARTICLES} GROUP BY measure HAVING count(*) >= {MIN_LOADS}
    ), compared AS (
        SELECT {LOAD_ID} AS load_id, measure, '' AS outlet, round(value, 3) AS value, round(usual, 3) AS usual, loads,
            measure NOT LIKE '%per_article' AS is_share,
            greatest(
                if(is_share, {STRIP_SLACK}, {MIX_SLACK} * usual),
                if(is_share, {STRIP_SLACK_OF_ONE}, {MIX_SLACK_OF_ONE} * usual) / sqrt(number),
                {STRIP_DEVIATIONS} * {LIKE_DEVIATION} * deviation) AS band
        FROM load_measures JOIN held USING (measure)
        WHERE load_measures.load_id = {LOAD_ID} AND load_measures.outlet = '' AND number >= {MIN_ARTICLES}
    )"""

_OUTLETS = f"""
    WITH {_RECENT}, whole AS (
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
