"""Search: articles, stories and names that hold some words, and suggestions while they are typed."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from flows.ui.templating import TEMPLATES
from flows.ui.view import AView
from warehouse.read.search import find

router = APIRouter()

HITS, SUGGESTED = 30, 8
"""Articles on the page, and suggestions."""


@router.get("/search")
def search(
    view: AView,
    q: Annotated[str, Query(max_length=200)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """Articles that hold the words, best first, with the stories and names that do."""
    filters = {"outlet": outlet, "since": since, "until": until}
    asked = q.strip()
    hits = (
        find(view.reading.path, asked, outlet=outlet or None, since=since, until=until, limit=HITS).hits
        if any(map(str.isalnum, asked))
        else ()
    )
    return view.render(
        "search.html",
        asked=q,
        filters=filters,
        outlets=view.outlets(),
        hits=hits,
        articles=view.table("articles", _ARTICLES, ids=[str(hit.article_id) for hit in hits]),
        names=view.table("names", _NAMES, limit=10, q=asked),
        stories=view.table("stories", _STORIES, limit=10, words=asked.split()[:20]),
    )


@router.get("/suggest")
def suggest(view: AView, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Names that begin with what is typed, as options of a list."""
    found = view.rows(_NAMES, limit=SUGGESTED, q=q.strip()) if len(q.strip()) > 1 else ()
    return HTMLResponse(TEMPLATES.get_template("suggestions.html").render(names=[row["name"] for row in found]))


_ARTICLES: Final = """
SELECT article_id, published_on, outlet, headline FROM articles
WHERE article_id IN (SELECT unnest($ids::VARCHAR[])::BIGINT)
"""

_NAMES: Final = """
SELECT entity_id, name, kind, sum(mentions)::BIGINT AS mentions FROM marts.entity_names
WHERE $q <> '' AND (starts_with(lower(strip_accents(spelling)), lower(strip_accents($q)))
    OR contains(lower(strip_accents(spelling)), ' ' || lower(strip_accents($q))))
GROUP BY ALL ORDER BY mentions DESC, name, entity_id
"""

_STORIES: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets FROM stories
WHERE len($words::VARCHAR[]) > 0 AND len(list_filter($words::VARCHAR[], lambda word:
    NOT contains(lower(strip_accents(coalesce(headline, ''))), lower(strip_accents(word))))) = 0
ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC, story_id
"""
