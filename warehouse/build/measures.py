"""What a load is measured by: rules that fired, and numbers per article."""

RULES = """
    SELECT $load_id AS load_id, outlet, kind, rule, count(DISTINCT article_id) AS articles, count(*) AS blocks,
        sum(length(text)) AS characters, of_articles
    FROM night_blocks
    JOIN (SELECT article_id, outlet, count(*) OVER (PARTITION BY outlet) AS of_articles FROM night_articles)
        USING (article_id)
    WHERE outlet IS NOT NULL
    GROUP BY outlet, kind, rule, of_articles ORDER BY outlet, kind, rule
"""


# What is extracted is measured on what is annotated; copies and foreign articles are told by shares of their own.
MEASURES = """
    WITH of_load AS (
        SELECT article_id, outlet, published_on, duplicate_of, language, not_annotated IS NULL AS is_read
        FROM articles WHERE load_id = $load_id
    ),
    counted AS (
        SELECT count(*) AS articles, count(*) FILTER (is_read) AS read_ones,
            count(*) FILTER (published_on IS NULL) AS undated, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
            count(*) FILTER (language <> 'en') AS foreign_ones
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
            {'measure': 'mentions_per_article', 'value': mentions, 'number': read_ones},
            {'measure': 'figures_per_article', 'value': figures, 'number': read_ones},
            {'measure': 'quotes_per_article', 'value': quotes, 'number': read_ones},
            {'measure': 'figures_without_claimant', 'value': unclaimed, 'number': figures},
            {'measure': 'figures_without_noun', 'value': without_noun, 'number': figures},
            {'measure': 'articles_without_day', 'value': undated, 'number': articles},
            {'measure': 'articles_copied', 'value': copies, 'number': articles},
            {'measure': 'articles_not_english', 'value': foreign_ones, 'number': articles}
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
