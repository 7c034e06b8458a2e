CREATE VIEW marts.entity_articles AS
WITH confidence_levels AS (
    SELECT unnest([0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]::DOUBLE[]) AS min_confidence
)
SELECT
    entity.entity_id,
    entity.kind,
    entity.name,
    confidence_levels.min_confidence,
    count(*) AS mentions,
    count(DISTINCT article.article_id) AS articles,
    count(DISTINCT coalesce(article.copy_of, article.article_id)) AS independent_articles,
    count(DISTINCT article.outlet) AS outlets,
    min(article.published_on) AS first_day,
    max(article.published_on) AS last_day
FROM confidence_levels
JOIN main.mentions AS mention ON mention.probability >= confidence_levels.min_confidence
JOIN main.articles AS article USING (article_id)
JOIN main.entities AS entity USING (entity_id)
GROUP BY entity.entity_id, entity.kind, entity.name, confidence_levels.min_confidence;

COMMENT ON VIEW marts.entity_articles IS 'In how many articles each entity is named, counting only mentions that are sure enough. Always choose one min_confidence, as in WHERE min_confidence = 0.8: the others count the same mentions again. Example: SELECT name, independent_articles FROM marts.entity_articles WHERE min_confidence = 0.8 ORDER BY independent_articles DESC LIMIT 10';
COMMENT ON COLUMN marts.entity_articles.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entity_articles.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_articles.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entity_articles.min_confidence IS 'Lowest probability of a mention that counts: 0, 0.5, 0.7, 0.8, 0.9, 0.95 or 0.99.';
COMMENT ON COLUMN marts.entity_articles.mentions IS 'Places where it is named.';
COMMENT ON COLUMN marts.entity_articles.articles IS 'Articles that name it, copies included.';
COMMENT ON COLUMN marts.entity_articles.independent_articles IS 'Articles that name it, an article with its copies counted once.';
COMMENT ON COLUMN marts.entity_articles.outlets IS 'Known outlets that name it.';
COMMENT ON COLUMN marts.entity_articles.first_day IS 'First day on which an article names it; null where none is dated.';
COMMENT ON COLUMN marts.entity_articles.last_day IS 'Last such day.';
