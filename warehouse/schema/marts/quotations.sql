CREATE VIEW marts.quotations AS
SELECT
    quote_group.quote_group_id,
    any_value(quote_group.text) AS text,
    arg_min(coalesce(speaker.name, quote.speaker), quote.quote_id) AS speaker,
    count(*) AS quotes,
    count(DISTINCT article.article_id) AS articles,
    count(DISTINCT coalesce(article.copy_of, article.article_id)) AS independent_articles,
    count(DISTINCT article.outlet) AS outlets,
    count(DISTINCT quote.speaker_entity_id) AS speakers,
    min(article.published_on) AS first_day,
    max(article.published_on) AS last_day,
    count(*) FILTER (quote_variant.variant = 'cut') AS cut,
    count(*) FILTER (quote_variant.variant IN ('spelling', 'changed')) AS changed
FROM main.quote_groups AS quote_group
JOIN main.quote_variants AS quote_variant USING (quote_group_id)
JOIN main.quotes AS quote USING (quote_id)
JOIN main.articles AS article USING (article_id)
LEFT JOIN main.entities AS speaker ON speaker.entity_id = quote.speaker_entity_id
GROUP BY quote_group.quote_group_id;

COMMENT ON VIEW marts.quotations IS 'Quotations in marks that several articles hold. Example: FROM marts.quotations WHERE changed > 0 ORDER BY independent_articles DESC';
COMMENT ON COLUMN marts.quotations.quote_group_id IS 'The group.';
COMMENT ON COLUMN marts.quotations.text IS 'Its fullest wording.';
COMMENT ON COLUMN marts.quotations.speaker IS 'Who says it, by the first article that tells: the entity''s name, else its words.';
COMMENT ON COLUMN marts.quotations.quotes IS 'Times that it is quoted.';
COMMENT ON COLUMN marts.quotations.articles IS 'Articles that quote it, copies included.';
COMMENT ON COLUMN marts.quotations.independent_articles IS 'Articles that quote it, an article with its copies counted once.';
COMMENT ON COLUMN marts.quotations.outlets IS 'Known outlets that quote it.';
COMMENT ON COLUMN marts.quotations.speakers IS 'Entities that are said to have spoken; above 1 they were repeated, or one article is wrong.';
COMMENT ON COLUMN marts.quotations.first_day IS 'First day on which an article quotes it; null where none is dated.';
COMMENT ON COLUMN marts.quotations.last_day IS 'Last such day.';
COMMENT ON COLUMN marts.quotations.cut IS 'Times that only a part of it is quoted.';
COMMENT ON COLUMN marts.quotations.changed IS 'Times that it is quoted in other words or spelt otherwise.';
