"""Outlets: the list; and one with its volume, what cleaning took out of it, and whom it prints."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from flows.ui.view import AView
from warehouse.schema.tables.values import BOILERPLATE_KINDS

router = APIRouter()

DAYS: Final = 60
"""Days of volume that are shown: two months, as far as a glance reaches."""

DRIFT: Final = 0.15
"""Change of the share removed that is marked; days differ by less (see `expectations/rules/bands.py`)."""

LINES: Final = 30


@router.get("/outlets")
def outlets(view: AView) -> Response:
    """All outlets, those that fell silent first."""
    return view.render("outlets.html", outlets=view.table("outlets", _OUTLETS, limit=1000), drift=DRIFT)


@router.get("/outlet")
def outlet(view: AView, name: Annotated[str, Query(min_length=1, max_length=400)]) -> Response:
    """One outlet."""
    found = view.one(f"The outlet {name}", _OUTLET, outlet=name)
    days = view.table("days", _DAYS, limit=DAYS, outlet=name)
    loads = view.table("loads", _LOADS, limit=30, outlet=name)
    return view.render(
        "outlet.html",
        outlet=found,
        volume=days,
        most=max((row["articles"] for row in days.rows), default=0),
        loads=loads,
        drift=DRIFT,
        rules=view.table("rules", _RULES, limit=LINES, outlet=name),
        lines=view.table("lines", _LINES, limit=LINES, outlet=name),
        prints=view.table("prints", _PRINTS, limit=20, outlet=name),
        printed=view.table("printed-by", _PRINTED, limit=20, outlet=name),
        quality=view.table("quality", _QUALITY, limit=20, outlet=name),
        stories=view.table("stories", _STORIES, limit=12, outlet=name),
    )


_REMOVED: Final = f"""
    coalesce(sum(characters) FILTER (kind IN {BOILERPLATE_KINDS}), 0) / sum(characters)
""".strip()

_OF_LOADS: Final = f"""
of_loads AS (
    SELECT outlet, load_id, {_REMOVED} AS removed FROM outlet_rules GROUP BY outlet, load_id
), shares AS (
    SELECT outlet, arg_max(removed, load_id) AS removed,
        median(removed) FILTER (load_id < last_load_id) AS usually_removed
    FROM of_loads JOIN (SELECT outlet, max(load_id) AS last_load_id FROM outlet_rules GROUP BY outlet) USING (outlet)
    GROUP BY outlet
), volumes AS (
    -- A load without articles of an outlet has no row of it.
    SELECT outlet, coalesce(max(value) FILTER (load_id = last_load), 0)::BIGINT AS last_articles,
        median(value) FILTER (load_id < last_load) AS usual_articles
    FROM load_measures, (SELECT max(load_id) AS last_load FROM loads WHERE verdict = 'published')
    WHERE measure = 'articles' AND outlet <> '' GROUP BY outlet
)""".strip()

_OUTLETS: Final = f"""
WITH {_OF_LOADS}
SELECT outlet, count(*) AS articles, count(*) FILTER (copy_of IS NOT NULL) AS copies, max(published_on) AS last_day,
    any_value(last_articles) AS last_articles, any_value(usual_articles) AS usual_articles,
    any_value(removed) AS removed, any_value(usually_removed) AS usually_removed,
    count(*) FILTER (text_quality IS NOT NULL) AS doubtful
FROM articles LEFT JOIN volumes USING (outlet) LEFT JOIN shares USING (outlet)
WHERE outlet IS NOT NULL
GROUP BY outlet
ORDER BY coalesce(any_value(last_articles), 0) = 0 AND any_value(usual_articles) >= 1 DESC, articles DESC, outlet
"""

_OUTLET: Final = f"""
WITH {_OF_LOADS}
SELECT outlet, count(*) AS articles, count(*) FILTER (copy_of IS NOT NULL) AS copies, min(published_on) AS first_day,
    max(published_on) AS last_day, count(*) FILTER (published_on IS NULL) AS undated,
    any_value(last_articles) AS last_articles, any_value(usual_articles) AS usual_articles,
    any_value(removed) AS removed, any_value(usually_removed) AS usually_removed
FROM articles LEFT JOIN volumes USING (outlet) LEFT JOIN shares USING (outlet)
WHERE outlet = $outlet GROUP BY outlet
"""

_DAYS: Final = """
SELECT published_on AS day, count(*) AS articles, count(*) FILTER (copy_of IS NOT NULL) AS copies,
    sum(word_count)::BIGINT AS words
FROM articles WHERE outlet = $outlet AND published_on IS NOT NULL GROUP BY day ORDER BY day DESC
"""

_LOADS: Final = f"""
SELECT load_id, max(of_articles) AS articles, {_REMOVED} AS removed, sum(blocks)::BIGINT AS lines,
    arg_max(rule, characters) FILTER (kind IN {BOILERPLATE_KINDS}) AS most_by
FROM outlet_rules WHERE outlet = $outlet GROUP BY load_id ORDER BY load_id DESC
"""

_RULES: Final = f"""
SELECT kind, rule, sum(articles)::BIGINT AS articles, sum(blocks)::BIGINT AS lines,
    sum(characters)::BIGINT AS characters
FROM outlet_rules WHERE outlet = $outlet AND kind IN {BOILERPLATE_KINDS}
GROUP BY kind, rule ORDER BY characters DESC, rule
"""

_LINES: Final = f"""
SELECT any_value(text) AS line, count(DISTINCT article_id) AS articles, mode(kind ORDER BY kind) AS kind,
    mode(rule ORDER BY rule) AS rule, min(article_id) AS article_id
FROM blocks JOIN articles USING (article_id)
WHERE outlet = $outlet AND kind IN {BOILERPLATE_KINDS} AND length(text) <= 300
GROUP BY lower(text) ORDER BY articles DESC, line
"""

_PRINTS: Final = """
SELECT original_outlet AS outlet, articles, whole, cut, edited FROM marts.syndication
WHERE copy_outlet = $outlet AND original_outlet IS DISTINCT FROM copy_outlet ORDER BY articles DESC, outlet
"""

_PRINTED: Final = """
SELECT copy_outlet AS outlet, articles, whole, cut, edited FROM marts.syndication
WHERE original_outlet = $outlet AND original_outlet IS DISTINCT FROM copy_outlet ORDER BY articles DESC, outlet
"""

_QUALITY: Final = """
SELECT article_id, headline, published_on, text_quality FROM articles
WHERE outlet = $outlet AND text_quality IS NOT NULL
ORDER BY published_on DESC NULLS LAST, article_id DESC
"""

_STORIES: Final = """
SELECT story_id, headline, first_published_on, last_published_on, articles, independent_articles, outlets
FROM stories WHERE story_id IN (SELECT story_id FROM articles WHERE outlet = $outlet)
ORDER BY last_published_on DESC NULLS LAST, outlets DESC, story_id
"""
