"""People, bodies and places: the list, one of them, and the map of places."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from flows.ui.drawings import days_in_bars, places_on_map
from flows.ui.figure_rows import claims_in, with_numbers
from flows.ui.view import AView, Id, PageNumber

router = APIRouter()

COMPANY_ARTICLES: Final = 2000
"""Articles, the latest, in which others are counted that are named with somebody: more would take seconds."""

Kind = Annotated[str, Query(pattern="^(|PERSON|ORG|PLACE|GROUP)$")]


@router.get("/names")
def names(
    view: AView, q: Annotated[str, Query(max_length=200)] = "", kind: Kind = "", page: PageNumber = 1
) -> Response:
    """All entities, those named in most articles first."""
    return view.render(
        "names.html",
        filters={"q": q, "kind": kind},
        names=view.table("names", _NAMES, page=page, q=q or None, kind=kind or None),
    )


@router.get("/entity/{entity_id}")
def entity(view: AView, entity_id: Id) -> Response:
    """One entity; an id that was given up leads to the entity that stands for it now."""
    moved = view.rows(_MOVED, id=entity_id)
    if moved:
        return RedirectResponse(f"/entity/{moved[0]['new_entity_id']}", 308)
    named = view.one(f"Entity {entity_id}", _ENTITY, id=entity_id)
    claims = claims_in(_ORDER)
    days_named = view.table("days", _DAYS, limit=400, id=entity_id)
    return view.render(
        "entity.html",
        entity=named,
        spellings=view.table("spellings", _SPELLINGS, limit=20, id=entity_id),
        roles=view.table("roles", _ROLES, limit=20, id=entity_id),
        days_named=days_named,
        in_days=days_in_bars(days_named.rows, "mentions", "mentions"),
        on_map=None if named["latitude"] is None else places_on_map([named], "independent_articles"),
        quotes=view.table("quotes", _QUOTES, keys=_QUOTED, limit=12, id=entity_id),
        made=with_numbers(view, view.table("claims-made", claims, keys=_MADE, limit=12, id=entity_id)),
        about=with_numbers(view, view.table("claims-about", claims, keys=_ABOUT, limit=12, id=entity_id)),
        company=view.table("company", _COMPANY, limit=15, id=entity_id),
        stories=view.table("stories", _STORIES, limit=15, id=entity_id),
        articles=view.table("articles", _ARTICLES, limit=15, id=entity_id),
        evidence=view.table("evidence", _EVIDENCE, limit=60, id=entity_id),
    )


@router.get("/map")
def world(view: AView, kind: Annotated[str, Query(pattern="^(town|region|country)$")] = "town") -> Response:
    """The places that articles name, where they lie."""
    places = view.table("places", _PLACES, limit=400, kind=kind)
    return view.render("map.html", kind=kind, places=places, on_map=places_on_map(places.rows, "mentions"))


_NAMES: Final = """
SELECT entity_id, name, kind, sum(mentions)::BIGINT AS mentions, count(*) AS spellings
FROM entities JOIN entity_aliases USING (entity_id)
WHERE ($kind IS NULL OR kind = $kind)
    AND ($q IS NULL OR entity_id IN (
        SELECT entity_id FROM entity_aliases
        WHERE contains(lower(strip_accents(alias)), lower(strip_accents($q)))))
GROUP BY ALL ORDER BY mentions DESC, name, entity_id
"""

_MOVED: Final = "SELECT new_entity_id FROM entity_redirects WHERE old_entity_id = $id AND new_entity_id <> $id"

_ENTITY: Final = """
WITH named AS (SELECT article_id, count(*) AS mentions FROM mentions WHERE entity_id = $id GROUP BY article_id),
counted AS (
    SELECT coalesce(sum(mentions), 0)::BIGINT AS mentions, count(*) AS articles,
        count(DISTINCT coalesce(copy_of, article_id)) AS independent_articles, count(DISTINCT outlet) AS outlets,
        min(published_on) AS first_day, max(published_on) AS last_day
    FROM named JOIN articles USING (article_id))
SELECT entity_id, kind, name, place_type, country_code, latitude, longitude, counted.* FROM entities, counted
WHERE entity_id = $id
"""

_SPELLINGS: Final = """
SELECT alias, mentions, articles FROM entity_aliases WHERE entity_id = $id ORDER BY mentions DESC, alias
"""

_ROLES: Final = """
SELECT min(role) AS role, count(DISTINCT article_id) AS articles, min(published_on) AS first_day,
    max(published_on) AS last_day
FROM roles JOIN articles USING (article_id) WHERE entity_id = $id
GROUP BY lower(role) ORDER BY articles DESC, role
"""

_DAYS: Final = """
WITH named AS (SELECT published_on AS day, count(*) AS mentions, count(DISTINCT article_id) AS articles
    FROM mentions JOIN articles USING (article_id) WHERE entity_id = $id AND published_on IS NOT NULL GROUP BY ALL),
published AS (SELECT published_on AS day, count(*) AS all_articles FROM articles GROUP BY ALL)
SELECT day, mentions, articles, articles / all_articles AS share FROM named JOIN published USING (day) ORDER BY day DESC
"""

_QUOTES: Final = """
SELECT quote_id, text, cue, published_on, outlet, article_id FROM quotes JOIN articles USING (article_id)
WHERE quote_id IN ($keys)
ORDER BY article_id DESC, quote_id
"""

_QUOTED: Final = """
SELECT quote_id FROM quotes ANTI JOIN (SELECT article_id FROM articles WHERE copy_of IS NOT NULL) USING (article_id)
WHERE speaker_entity_id = $id AND kind <> 'indirect'
ORDER BY article_id DESC, quote_id
"""

_ORDER: Final = "told_on DESC NULLS LAST, figure_id"

_MADE: Final = f"""
SELECT figure_id FROM claims WHERE claimant_entity_id = $id AND status <> 'denied' AND factuality = 'actual'
ORDER BY {_ORDER}
"""

_ABOUT: Final = f"""
SELECT figure_id FROM claims
WHERE status <> 'denied' AND factuality = 'actual' AND figure_id IN (
    SELECT figure_id FROM figures
    WHERE event IS NOT NULL AND $id IN (counted_entity_id, actor_entity_id, target_entity_id, place_entity_id))
ORDER BY {_ORDER}
"""

_COMPANY: Final = f"""
WITH named AS (
    SELECT DISTINCT article_id FROM mentions
    ANTI JOIN (SELECT article_id FROM articles WHERE copy_of IS NOT NULL) USING (article_id)
    WHERE entity_id = $id ORDER BY article_id DESC LIMIT {COMPANY_ARTICLES}),
company AS (
    SELECT entity_id, count(DISTINCT article_id) AS articles FROM mentions JOIN named USING (article_id)
    WHERE entity_id <> $id GROUP BY entity_id ORDER BY articles DESC, entity_id LIMIT 200)
SELECT entity_id, kind, name, articles FROM company JOIN entities USING (entity_id)
ORDER BY articles DESC, name, entity_id
"""

_STORIES: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets FROM stories
WHERE story_id IN (SELECT story_id FROM mentions JOIN articles USING (article_id) WHERE entity_id = $id)
ORDER BY last_published_on DESC NULLS LAST, outlets DESC, story_id
"""

_ARTICLES: Final = """
SELECT article_id, published_on, outlet, headline FROM articles
WHERE article_id IN (SELECT article_id FROM mentions WHERE entity_id = $id) AND copy_of IS NULL
ORDER BY published_on DESC NULLS LAST, article_id
"""

_EVIDENCE: Final = """
WITH nodes AS (SELECT DISTINCT node FROM appearances WHERE entity_id = $id)
SELECT left_node, right_node, judgement, score, method, features, decided_by FROM entity_links
WHERE retracted_at IS NULL AND (left_node IN (FROM nodes) OR right_node IN (FROM nodes))
ORDER BY score DESC, left_node, right_node
"""

_PLACES: Final = """
SELECT entity_id, name, country_code, latitude, longitude, sum(mentions)::BIGINT AS mentions
FROM entities JOIN entity_aliases USING (entity_id)
WHERE latitude IS NOT NULL AND place_type = $kind
GROUP BY ALL ORDER BY mentions DESC, name, entity_id
"""
