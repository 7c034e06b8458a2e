"""What is new: stories of the last days, claims that moved, names that are new, outlets that are silent, warnings."""

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from flows.ui.figure_rows import CLAIM, with_numbers
from flows.ui.view import AView

router = APIRouter()

STORIES, CLAIMS, NAMES, DAYS = 20, 12, 12, 7
"""Rows of each list, and days that have news."""


@router.get("/")
def today(view: AView) -> Response:
    """The stories of the last seven days that have news, and what moved since the load before."""
    return view.render(
        "today.html",
        shown=view.rows(_DAYS)[0],
        stories=view.table("stories", _STORIES, limit=STORIES),
        claims=with_numbers(view, view.table("claims", _CLAIMS, limit=CLAIMS)),
        names=view.table("names", _NEW_NAMES, limit=NAMES),
        rising=view.table("rising", _RISING, limit=NAMES),
        silent=view.table("silent", _SILENT, limit=NAMES),
        warnings=view.table("warnings", _WARNINGS, limit=NAMES),
    )


_LAST_DAYS: Final = f"""SELECT DISTINCT published_on FROM articles
    WHERE published_on <= (SELECT max(started_at)::DATE + 1 FROM loads) ORDER BY published_on DESC LIMIT {DAYS}"""

_DAYS: Final = f"""
WITH days AS ({_LAST_DAYS})
SELECT min(published_on) AS first, max(published_on) AS last,
    (SELECT count(*) FROM articles WHERE published_on IN (FROM days)) AS articles,
    (SELECT count(DISTINCT outlet) FROM articles WHERE published_on IN (FROM days)) AS outlets
FROM days
"""

_STORIES: Final = f"""
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets
FROM stories
WHERE last_published_on >= (SELECT min(published_on) FROM ({_LAST_DAYS}))
ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC, story_id
"""

_NEW_ARTICLES: Final = "SELECT article_id FROM articles WHERE load_id = (SELECT max(load_id) FROM loads)"

_CLAIMS: Final = f"""
SELECT {CLAIM} FROM marts.claim_timeline
WHERE article_id IN ({_NEW_ARTICLES}) AND comparable > 0 AND NOT is_superseded
ORDER BY is_revision DESC, independent_articles DESC, comparable DESC, told_on DESC, figure_id
"""

_NEW_NAMES: Final = """
SELECT entity_id, name, kind, count(DISTINCT article_id) AS articles
FROM entities JOIN mentions USING (entity_id)
WHERE load_id = (SELECT max(load_id) FROM loads) AND (SELECT count(*) FROM loads WHERE verdict = 'published') > 1
GROUP BY ALL ORDER BY articles DESC, name, entity_id
"""

_RISING: Final = f"""
WITH days AS ({_LAST_DAYS}), week AS (SELECT min(published_on) AS first FROM days)
SELECT entity_id, name, sum(independent_articles) FILTER (day >= first)::BIGINT AS now,
    coalesce(sum(independent_articles) FILTER (day < first), 0)::BIGINT AS before
FROM marts.entities_per_day, week WHERE kind = 'PERSON' AND day >= first - {DAYS}
GROUP BY ALL HAVING now > before ORDER BY now - before DESC, name, entity_id
"""

_SILENT: Final = f"""
SELECT outlet, count(*) AS articles, max(published_on) AS last_day FROM articles
WHERE outlet IS NOT NULL
GROUP BY outlet HAVING last_day < (SELECT min(published_on) FROM ({_LAST_DAYS})) AND articles >= 3
ORDER BY articles DESC, outlet
"""

_WARNINGS: Final = """
SELECT table_name, check_name, observed FROM checks
WHERE load_id = (SELECT max(load_id) FROM loads WHERE verdict = 'published') AND NOT passed
ORDER BY table_name, check_name
"""
