"""Compare: what one outlet covers and another does not, or how two names share the news."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from flows.ui.view import AView, ShownTable, View

router = APIRouter()

ROWS: Final = 25
SUGGESTIONS: Final = 300
"""Names in the list of suggestions: those of the most articles; any other can be typed."""

Chosen = Annotated[str, Query(max_length=400)]


@router.get("/compare")
def compare(
    view: AView, a: Chosen = "", b: Chosen = "", kind: Annotated[str, Query(pattern="^(outlets|names)$")] = "outlets"
) -> Response:
    """Two outlets, or two names, side by side; with one or none chosen, the form to choose."""
    sides = [_side(view, kind, value.strip()) for value in (a, b)]
    shown = _OUTLETS if kind == "outlets" else _NAMES
    tables: dict[str, ShownTable] = {}
    if all(side["found"] for side in sides):
        left, right = (side["value"] for side in sides)
        tables = {name: view.table(name, sql, limit=ROWS, a=left, b=right) for name, sql in shown.items()}
    return view.render(
        "compare.html",
        status=404 if any(side["unknown"] for side in sides) else 200,
        chosen={"a": a, "b": b},
        kind=kind,
        sides=sides,
        same=bool(tables) and sides[0]["value"] == sides[1]["value"],
        tables=tables,
        suggestions=view.outlets() if kind == "outlets" else _best_known(view),
    )


def _side(view: View, kind: str, asked: str) -> dict[str, Any]:
    """Returns what is known of an outlet or a name; `unknown` where there is none such."""
    if not asked:
        return {"found": False, "unknown": ""}
    if kind == "outlets":
        rows = view.rows(_OUTLET_FACTS, limit=1, value=asked)
    elif asked.isascii() and asked.isdecimal() and len(asked) < 19:
        rows = view.rows(_ENTITY_FACTS.format(where="entity_id = $value"), limit=1, value=int(asked))
    else:
        rows = view.rows(_ENTITY_FACTS.format(where=_BY_NAME), limit=1, value=asked)
    return {"found": bool(rows), "unknown": "" if rows else asked} | (rows[0] if rows else {})


def _best_known(view: View) -> list[str]:
    return [row["name"] for row in view.rows(_BEST_KNOWN, limit=SUGGESTIONS)]


_OUTLET_FACTS: Final = """
SELECT outlet AS value, outlet AS name, '/outlet?name=' || url_encode(outlet) AS page, count(*) AS articles,
    count(*) FILTER (copy_of IS NULL) AS independent_articles, count(DISTINCT story_id) AS stories,
    min(published_on) AS first_day, max(published_on) AS last_day,
    count(*) / count(DISTINCT published_on) AS a_day
FROM articles WHERE lower(outlet) = lower($value) GROUP BY outlet ORDER BY outlet = $value DESC, articles DESC
"""

_BY_NAME: Final = "entity_id IN (SELECT entity_id FROM entity_aliases WHERE lower(alias) = lower($value))"

_ENTITY_FACTS: Final = """
SELECT entity_id AS value, any_value(entities.name) AS name, '/entity/' || entity_id AS page,
    count(DISTINCT article_id) AS articles, count(DISTINCT coalesce(copy_of, article_id)) AS independent_articles,
    count(DISTINCT story_id) AS stories, min(published_on) AS first_day, max(published_on) AS last_day,
    count(DISTINCT article_id) / count(DISTINCT published_on) AS a_day
FROM entities JOIN mentions USING (entity_id) JOIN articles USING (article_id) WHERE {where}
GROUP BY entity_id ORDER BY articles DESC, entity_id
"""

_BEST_KNOWN: Final = """
SELECT any_value(entities.name) AS name FROM entities JOIN mentions USING (entity_id)
GROUP BY entity_id ORDER BY count(DISTINCT article_id) DESC, name
"""

_STORY: Final = "story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets"

_OUTLETS: Final = {
    "days": """
SELECT published_on AS day, count(*) FILTER (outlet = $a) AS one, count(*) FILTER (outlet = $b) AS other
FROM articles WHERE outlet IN ($a, $b) AND published_on IS NOT NULL GROUP BY day ORDER BY day DESC
""",
    "only-one": f"""
SELECT {_STORY} FROM stories
WHERE story_id IN (SELECT story_id FROM articles WHERE outlet = $a)
    AND story_id NOT IN (SELECT story_id FROM articles WHERE outlet = $b)
ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC NULLS LAST, story_id
""",
    "only-other": f"""
SELECT {_STORY} FROM stories
WHERE story_id IN (SELECT story_id FROM articles WHERE outlet = $b)
    AND story_id NOT IN (SELECT story_id FROM articles WHERE outlet = $a)
ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC NULLS LAST, story_id
""",
    "shared": f"""
SELECT {_STORY} FROM stories
WHERE story_id IN (SELECT story_id FROM articles WHERE outlet = $a)
    AND story_id IN (SELECT story_id FROM articles WHERE outlet = $b)
ORDER BY last_published_on DESC NULLS LAST, outlets DESC, story_id
""",
    "names": """
WITH named AS (
    SELECT entity_id, count(DISTINCT article_id) FILTER (outlet = $a) AS one,
        count(DISTINCT article_id) FILTER (outlet = $b) AS other
    FROM mentions JOIN articles USING (article_id) WHERE outlet IN ($a, $b) GROUP BY entity_id
), sizes AS (
    SELECT count(*) FILTER (outlet = $a) AS of_one, count(*) FILTER (outlet = $b) AS of_other FROM articles
)
SELECT entity_id, name, kind, one, other, one / of_one AS share_of_one, other / of_other AS share_of_other
FROM named JOIN entities USING (entity_id), sizes
ORDER BY abs(one / of_one - other / of_other) DESC, one + other DESC, name, entity_id
""",
    "speakers": """
SELECT speaker_entity_id AS entity_id, name, count(*) FILTER (outlet = $a) AS one,
    count(*) FILTER (outlet = $b) AS other
FROM quotes JOIN articles USING (article_id) JOIN entities ON entity_id = speaker_entity_id
WHERE outlet IN ($a, $b) AND quotes.kind <> 'indirect'
GROUP BY ALL ORDER BY one + other DESC, name, entity_id
""",
    "prints": """
SELECT original_outlet, copy_outlet, articles FROM marts.syndication
WHERE (original_outlet, copy_outlet) IN (($a, $b), ($b, $a)) ORDER BY articles DESC
""",
}

_NAMED: Final = """
WITH named AS (
    SELECT article_id, bool_or(entity_id = $a) AS one, bool_or(entity_id = $b) AS other
    FROM mentions WHERE entity_id IN ($a, $b) GROUP BY article_id
)
"""
"""Articles that name either, and which of them."""

_TOLD: Final = f"""
{_NAMED.strip()}, told AS (
    SELECT story_id, bool_or(one) AS one, bool_or(other) AS other
    FROM named JOIN articles USING (article_id) GROUP BY story_id
)
SELECT {_STORY} FROM stories JOIN told USING (story_id)
"""

_NAMES: Final = {
    "days": f"""
{_NAMED.strip()}
SELECT published_on AS day, count(*) FILTER (one) AS one, count(*) FILTER (other) AS other
FROM named JOIN articles USING (article_id) WHERE published_on IS NOT NULL GROUP BY day ORDER BY day DESC
""",
    "shared": f"""
{_TOLD.strip()}
WHERE one AND other ORDER BY last_published_on DESC NULLS LAST, outlets DESC, story_id
""",
    "only-one": f"""
{_TOLD.strip()}
WHERE NOT other ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC NULLS LAST, story_id
""",
    "only-other": f"""
{_TOLD.strip()}
WHERE NOT one ORDER BY outlets DESC, independent_articles DESC, last_published_on DESC NULLS LAST, story_id
""",
    "names": f"""
{_NAMED.strip()}, company AS (
    SELECT DISTINCT entity_id, article_id, one, other FROM mentions JOIN named USING (article_id)
    WHERE entity_id NOT IN ($a, $b)
), sizes AS (SELECT count(*) FILTER (one) AS of_one, count(*) FILTER (other) AS of_other FROM named)
SELECT entity_id, any_value(name) AS name, any_value(kind) AS kind, count(*) FILTER (company.one) AS one,
    count(*) FILTER (company.other) AS other, count(*) FILTER (company.one) / any_value(of_one) AS share_of_one,
    count(*) FILTER (company.other) / any_value(of_other) AS share_of_other
FROM company JOIN entities USING (entity_id), sizes GROUP BY entity_id
ORDER BY abs(share_of_one - share_of_other) DESC, count(*) DESC, name, entity_id
""",
    "quotations": """
SELECT quote_id, speaker_entity_id AS entity_id, name, text, outlet, published_on, article_id
FROM quotes JOIN articles USING (article_id) JOIN entities ON entity_id = speaker_entity_id
WHERE speaker_entity_id IN ($a, $b) AND copy_of IS NULL AND quotes.kind <> 'indirect'
ORDER BY published_on DESC NULLS LAST, quote_id
""",
    "outlets": f"""
{_NAMED.strip()}
SELECT outlet, count(*) FILTER (one) AS one, count(*) FILTER (other) AS other
FROM named JOIN articles USING (article_id) WHERE outlet IS NOT NULL
GROUP BY outlet ORDER BY count(*) DESC, outlet
""",
}
