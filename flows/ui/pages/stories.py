"""Stories: the list, and one with its articles, numbers, voices and places."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from flows.ui.drawings import courses, outlets_in_time, places_on_map
from flows.ui.figure_rows import CONFLICT, claims_in, with_both_numbers, with_numbers
from flows.ui.view import AView, Id, PageNumber

router = APIRouter()

CLAIMS_SHOWN: Final = 400
"""Numbers on the page of a story; few stories have more."""


@router.get("/stories")
def stories(
    view: AView,
    since: date | None = None,
    until: date | None = None,
    outlet: Annotated[str, Query(max_length=200)] = "",
    page: PageNumber = 1,
) -> Response:
    """All stories, the latest first."""
    days: dict[str, Any] = {"since": since and since.isoformat(), "until": until and until.isoformat()}
    return view.render(
        "stories.html",
        filters={"since": since, "until": until, "outlet": outlet},
        outlets=view.outlets(),
        stories=view.table("stories", _STORIES, page=page, outlet=outlet or None, **days),
    )


@router.get("/story/{story_id}")
def story(view: AView, story_id: Id) -> Response:
    """One story; an id that was given up leads to the story that stands for it now."""
    moved = view.rows(_MOVED, id=story_id)
    if moved:
        return RedirectResponse(f"/story/{moved[0]['new_story_id']}", 308)
    told = view.one(f"Story {story_id}", _STORY, id=story_id)
    asked: dict[str, Any] = {"id": story_id, "thread": told["thread_id"]}
    claims = view.table("claims", claims_in(_ORDER), keys=_CLAIMS, limit=CLAIMS_SHOWN, **asked)
    claims = with_numbers(view, claims)
    series = [list(rows) for _, rows in groupby(claims.rows, itemgetter("series"))]
    articles = view.table("articles", _ARTICLES, limit=400, id=story_id)
    places = view.table("places", _PLACES, limit=15, id=story_id)
    return view.render(
        "story.html",
        story=told,
        articles=articles,
        in_time=outlets_in_time(articles.rows),
        places=places,
        on_map=places_on_map([row for row in places.rows if row["latitude"] is not None], "articles"),
        outlets=view.table("outlets", _OUTLETS, id=story_id),
        claims=claims,
        series=[
            (rows, courses(rows) if len(rows) > 1 else None)
            for rows in sorted(series, key=len, reverse=True)
            if rows[0]["series"] is not None
        ],
        conflicts=with_both_numbers(view, view.table("conflicts", _CONFLICTS, limit=20, **asked)),
        quoted=view.table("quoted", _QUOTED, limit=15, id=story_id),
        named=view.table("named", _NAMED, limit=15, id=story_id),
        thread=view.table("thread", _THREAD, limit=12, id=told["thread_id"], story=story_id),
    )


_STORIES: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets FROM stories
WHERE ($since::DATE IS NULL OR last_published_on >= $since::DATE)
    AND ($until::DATE IS NULL OR first_published_on <= $until::DATE)
    AND ($outlet IS NULL OR story_id IN (SELECT story_id FROM articles WHERE outlet = $outlet))
ORDER BY last_published_on DESC NULLS LAST, outlets DESC, independent_articles DESC, story_id
"""

_MOVED: Final = "SELECT new_story_id FROM story_redirects WHERE old_story_id = $id"

_STORY: Final = """
SELECT story.*, first.article_id, first.outlet, first.published_on,
    (SELECT count(*) FROM quotes JOIN articles USING (article_id)
        WHERE story_id = story.story_id AND copy_of IS NULL AND quotes.kind <> 'indirect') AS quotations
FROM stories AS story
LEFT JOIN articles AS first ON first.article_id = (
    SELECT arg_min(article_id, (published_on, article_id)) FROM articles WHERE story_id = story.story_id)
WHERE story.story_id = $id
"""

_ARTICLES: Final = """
SELECT article_id, published_on, outlet, headline, copy_of, copy_of IS NOT NULL AS is_copy, word_count
FROM articles WHERE story_id = $id
ORDER BY published_on NULLS LAST, coalesce(copy_of, article_id), article_id
"""

_OUTLETS: Final = """
SELECT outlet, count(*) AS articles, count(*) FILTER (copy_of IS NOT NULL) AS copies, min(published_on) AS first_day
FROM articles WHERE story_id = $id GROUP BY outlet ORDER BY first_day NULLS LAST, articles DESC, outlet
"""

_ORDER: Final = "thread_id, event, series NULLS LAST, told_on DESC NULLS LAST, figure_id"

_CLAIMS: Final = f"""
WITH told AS (
    SELECT figure_id, unnest(string_split(figures, ' '))::BIGINT AS own FROM claims WHERE thread_id = $thread),
own AS (SELECT figure_id FROM figures WHERE article_id IN (SELECT article_id FROM articles WHERE story_id = $id))
SELECT figure_id FROM claims
WHERE thread_id = $thread AND status <> 'denied' AND factuality = 'actual'
    AND figure_id IN (SELECT figure_id FROM told WHERE own IN (FROM own))
ORDER BY {_ORDER}
"""

_CONFLICTS: Final = f"""
SELECT {CONFLICT} FROM marts.figure_conflicts
WHERE thread_id = $thread AND article_id IN (SELECT article_id FROM articles WHERE story_id = $id)
ORDER BY told_on, figure_id, other_figure_id
"""

_QUOTED: Final = """
SELECT speaker_entity_id, coalesce(name, speaker) AS speaker, count(*) AS quotations
FROM quotes JOIN articles USING (article_id) LEFT JOIN entities ON entity_id = speaker_entity_id
WHERE story_id = $id AND copy_of IS NULL AND speaker IS NOT NULL
GROUP BY ALL ORDER BY quotations DESC, speaker, speaker_entity_id
"""

_NAMED: Final = """
SELECT entity_id, kind, name, count(DISTINCT article_id) AS articles
FROM mentions JOIN articles USING (article_id) JOIN entities USING (entity_id)
WHERE story_id = $id AND copy_of IS NULL AND kind <> 'PLACE'
GROUP BY ALL ORDER BY articles DESC, count(*) DESC, name, entity_id
"""

_PLACES: Final = """
SELECT entity_id, name, latitude, longitude, count(DISTINCT article_id) AS articles
FROM mentions JOIN articles USING (article_id) JOIN entities USING (entity_id)
WHERE story_id = $id AND copy_of IS NULL AND kind = 'PLACE'
GROUP BY ALL ORDER BY articles DESC, count(*) DESC, name, entity_id
"""

_THREAD: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets FROM stories
WHERE thread_id = $id AND story_id <> $story ORDER BY first_published_on, story_id
"""
