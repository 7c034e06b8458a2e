"""Checks of how much a load brings: articles, bodies, shares removed."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID, MIN_ARTICLES, VOLUME_BAND
from expectations.rules.spans import WHITE_SPACE
from expectations.suites import Check
from warehouse.schema.tables.values import CONTENT_KINDS

MIN_DAYS = 5
"""Earlier days with articles from which on their median says what is usual."""
RECENT_DAYS = 30
DAY_BEGINS = 23
"""Hours before a load from which on the loads of its own day are counted with it: the night before began 24 hours ago,
give or take, and a load by hand at noon brings a file or two."""
VOLUME_SLACK = 50
"""Articles more or less than the median that are never remarkable: the ratio of two small counts says nothing."""
MAX_SHARE_WITHOUT_BODY = 0.2
"""Single pages are empty (galleries, videos); a fifth of a night means that a template was misread."""
MAX_SHARE_REMOVED = 0.8
"""Pages with long lists of teasers lose half of their characters; a whole night above this lost its articles."""


def load_share_checks() -> Iterator[Check]:
    yield Check(
        "articles",
        "load.volume_in_band",
        f"A load has, with those of the {DAY_BEGINS} hours before it, {VOLUME_BAND[0]} to {VOLUME_BAND[1]} times the "
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
    without_body = f"""
        SELECT article_id, regexp_full_match(body, '{WHITE_SPACE}*') AS empty FROM articles WHERE load_id = {LOAD_ID}"""
    yield Check(
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
    yield Check(
        "articles",
        "load.share_removed",
        f"At most {MAX_SHARE_REMOVED:.0%} of the characters of the load's articles are boilerplate, "
        f"once it has {MIN_ARTICLES}.",
        f"""
        WITH of_load AS ({removed})
        SELECT article_id, characters, removed FROM of_load WHERE removed > {MAX_SHARE_REMOVED} * characters AND (
            SELECT count(*) >= {MIN_ARTICLES} AND sum(removed) > {MAX_SHARE_REMOVED} * sum(characters) FROM of_load)
        """,
        f"SELECT concat(sum(removed), ' of ', sum(characters), ' characters') FROM ({removed})",
    )


_BEGAN = "strptime(left({}, 16), '%Y%m%dT%H%M%SZ')"
_VOLUME = f"""
    WITH days AS (
        SELECT (date_diff('second', {_BEGAN.format("load_id")}, {_BEGAN.format(LOAD_ID)}) + {24 - DAY_BEGINS} * 3600)
            // 86400 AS days_ago, sum(articles_new) AS articles
        FROM loads
        WHERE verdict = 'published' AND articles_new > 0
        GROUP BY days_ago
    ), recent AS (FROM days WHERE days_ago > 0 ORDER BY days_ago LIMIT {RECENT_DAYS})
    SELECT (SELECT coalesce(sum(articles), 0)::BIGINT FROM days WHERE days_ago <= 0) AS articles,
        (SELECT coalesce(max(files_seen), 0) FROM loads WHERE load_id = {LOAD_ID}) AS files_seen,
        count(*) AS earlier_days, median(articles) AS usual
    FROM recent"""
