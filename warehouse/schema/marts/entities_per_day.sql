CREATE VIEW marts.entities_per_day AS
SELECT
    article.published_on AS day,
    entity.entity_id,
    entity.kind,
    entity.name,
    count(*) AS mentions,
    count(DISTINCT article.article_id) AS articles,
    count(DISTINCT coalesce(article.copy_of, article.article_id)) AS independent_articles,
    count(DISTINCT article.outlet) AS outlets
FROM main.mentions AS mention
JOIN main.articles AS article USING (article_id)
JOIN main.entities AS entity USING (entity_id)
GROUP BY article.published_on, entity.entity_id, entity.kind, entity.name;

COMMENT ON VIEW marts.entities_per_day IS 'How often each entity was named on each day. Example: SELECT day, name, independent_articles FROM marts.entities_per_day WHERE kind = ''PERSON'' ORDER BY day DESC, independent_articles DESC LIMIT 20';
COMMENT ON COLUMN marts.entities_per_day.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.entities_per_day.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entities_per_day.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entities_per_day.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entities_per_day.mentions IS 'Places where it is named.';
COMMENT ON COLUMN marts.entities_per_day.articles IS 'Articles that name it, copies included.';
COMMENT ON COLUMN marts.entities_per_day.independent_articles IS 'Articles that name it, an article with its copies counted once.';
COMMENT ON COLUMN marts.entities_per_day.outlets IS 'Known outlets that name it.';
