"""The tables `outlet_rules` and `load_measures`: how often each strip rule applied in a load, and numbers per article.

The gate compares them with those of earlier loads.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

import duckdb

from warehouse.build.connections import insert_rows
from warehouse.schema.tables.outlets import IS_OF_OUTLET


def insert_outlet_rules(con: duckdb.DuckDBPyConnection, load_id: str) -> int:
    """Counts the blocks of the night by outlet, kind and strip rule; returns the rows inserted."""
    return insert_rows(con, "outlet_rules", _OUTLET_RULES, {"load_id": load_id})


def insert_measures(con: duckdb.DuckDBPyConnection, load_id: str) -> int:
    """Measures the articles of the load, once all their rows are in; returns the rows inserted.

    Mentions, figures and quotes per article count only articles that were annotated; copies, and articles that are not
    in English, have measures of their own.
    """
    return insert_rows(con, "load_measures", _MEASURES, {"load_id": load_id})


_OUTLET_RULES = f"""
    SELECT $load_id AS load_id, outlet, kind, rule, count(DISTINCT article_id) AS articles, count(*) AS blocks,
        sum(length(text)) AS characters, of_articles
    FROM night_blocks
    JOIN (
        SELECT article_id, outlet, count(*) OVER (PARTITION BY outlet) AS of_articles
        FROM night_articles ANTI JOIN reprocessed USING (article_id)
        WHERE {IS_OF_OUTLET}
    ) USING (article_id)
    GROUP BY outlet, kind, rule, of_articles ORDER BY outlet, kind, rule
"""

_MEASURES = f"""
    WITH of_load AS (
        SELECT article_id, CASE WHEN {IS_OF_OUTLET} THEN outlet END AS outlet, published_on, duplicate_of, language,
            not_annotated IS NULL AS is_annotated
        FROM articles WHERE load_id = $load_id
    ),
    counted AS (
        SELECT count(*) AS articles, count(*) FILTER (is_annotated) AS annotated,
            count(*) FILTER (published_on IS NULL) AS undated, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
            count(*) FILTER (language <> 'en') AS not_english
        FROM of_load
    ),
    found AS (
        SELECT (SELECT count(*) FROM mentions SEMI JOIN of_load USING (article_id)) AS mentions,
            (SELECT count(*) FROM quotes SEMI JOIN of_load USING (article_id)) AS quotes
    ),
    numbers AS (
        SELECT count(*) AS figures, count(*) FILTER (attributed_to IS NULL) AS unclaimed,
            count(*) FILTER (counted IS NULL AND unit IS NULL AND currency IS NULL) AS without_noun
        FROM figures SEMI JOIN of_load USING (article_id)
    ),
    measured AS (
        SELECT unnest([
            {{'measure': 'mentions_per_article', 'value': mentions, 'number': annotated}},
            {{'measure': 'figures_per_article', 'value': figures, 'number': annotated}},
            {{'measure': 'quotes_per_article', 'value': quotes, 'number': annotated}},
            {{'measure': 'figures_without_claimant', 'value': unclaimed, 'number': figures}},
            {{'measure': 'figures_without_noun', 'value': without_noun, 'number': figures}},
            {{'measure': 'articles_without_day', 'value': undated, 'number': articles}},
            {{'measure': 'articles_copied', 'value': copies, 'number': articles}},
            {{'measure': 'articles_not_english', 'value': not_english, 'number': articles}}
        ], recursive := true)
        FROM counted, found, numbers
    )
    SELECT $load_id AS load_id, measure, '' AS outlet, value / number AS value, number
    FROM measured WHERE number > 0
    UNION ALL
    SELECT $load_id, 'articles', coalesce(outlet, ''), count(*), count(*) FROM of_load
    GROUP BY GROUPING SETS ((outlet), ()) HAVING outlet IS NOT NULL OR grouping(outlet) = 1
    ORDER BY measure, outlet
"""
