"""What is new: stories of the last days, claims that moved, names that are new, outlets that are silent, warnings."""

from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import Response

from flows.ui.figure_rows import claims_in, with_numbers
from flows.ui.recent_days import DAYS, recent_days
from flows.ui.view import AView

router = APIRouter()

STORIES, SHOWN = 20, 12
"""Stories, and rows of each other list."""


@router.get("/")
def today(view: AView) -> Response:
    """The stories of the last seven days that have news, and what moved since the load before."""
    recent = recent_days(view)
    since: dict[str, Any] = {"since": recent.first and recent.first.isoformat()}
    return view.render(
        "today.html",
        shown=recent,
        stories=view.table("stories", _STORIES, limit=STORIES, **since),
        claims=with_numbers(view, view.table("claims", claims_in(_ORDER), keys=_NEW_CLAIMS, limit=SHOWN)),
        names=view.table("names", _NEW_NAMES, limit=SHOWN),
        rising=view.table("rising", _RISING, limit=SHOWN, **since),
        silent=view.table("silent", _SILENT, limit=SHOWN, **since),
        warnings=view.table("warnings", _WARNINGS, limit=SHOWN),
    )


_STORIES: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets FROM stories
WHERE last_published_on >= $since::DATE
ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC, story_id
"""

_ORDER: Final = "is_revision DESC, independent_articles DESC, comparable DESC, told_on DESC, figure_id"

_NEW_CLAIMS: Final = f"""
SELECT figure_id FROM claims
WHERE article_id IN (SELECT article_id FROM articles WHERE load_id = (SELECT max(load_id) FROM loads))
    AND comparable > 0 AND NOT is_superseded AND status <> 'denied' AND factuality = 'actual'
ORDER BY {_ORDER}
"""

_NEW_NAMES: Final = """
SELECT entity_id, name, kind, sum(mentions)::BIGINT AS mentions FROM entities JOIN entity_aliases USING (entity_id)
WHERE load_id = (SELECT max(load_id) FROM loads) AND (SELECT count(*) FROM loads WHERE verdict = 'published') > 1
GROUP BY ALL ORDER BY mentions DESC, name, entity_id
"""

_RISING: Final = f"""
WITH recent AS (
    SELECT article_id, published_on >= $since::DATE AS is_now FROM articles
    WHERE copy_of IS NULL AND published_on >= $since::DATE - {DAYS}),
named AS (SELECT DISTINCT entity_id, article_id, is_now FROM mentions JOIN recent USING (article_id))
SELECT entity_id, name, count(*) FILTER (is_now) AS now, count(*) FILTER (NOT is_now) AS before
FROM named JOIN entities USING (entity_id) WHERE kind = 'PERSON'
GROUP BY ALL HAVING now > greatest(before, 1) ORDER BY now - before DESC, name, entity_id
"""

_SILENT: Final = """
SELECT outlet, count(*) AS articles, max(published_on) AS last_day FROM articles WHERE outlet IS NOT NULL
GROUP BY outlet HAVING last_day < $since::DATE AND articles >= 3 ORDER BY articles DESC, outlet
"""

_WARNINGS: Final = """
SELECT table_name, check_name, observed FROM checks
WHERE load_id = (SELECT max(load_id) FROM loads WHERE verdict = 'published') AND NOT passed
ORDER BY table_name, check_name
"""
