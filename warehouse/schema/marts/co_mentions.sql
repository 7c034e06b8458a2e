-- Names are joined before anything is counted, so that one chosen name leaves few rows to count.
CREATE VIEW marts.co_mentions AS
WITH named AS (
    SELECT DISTINCT mention.entity_id, entity.kind, entity.name, mention.article_id
    FROM main.mentions AS mention
    JOIN main.entities AS entity USING (entity_id)
)
SELECT
    named.entity_id,
    named.kind,
    named.name,
    other.entity_id AS other_entity_id,
    other_entity.kind AS other_kind,
    other_entity.name AS other_name,
    count(DISTINCT article.article_id) AS articles,
    count(DISTINCT coalesce(article.copy_of, article.article_id)) AS independent_articles,
    min(article.published_on) AS first_day,
    max(article.published_on) AS last_day
FROM named
JOIN main.articles AS article USING (article_id)
JOIN main.mentions AS other ON other.article_id = named.article_id AND other.entity_id <> named.entity_id
JOIN main.entities AS other_entity ON other_entity.entity_id = other.entity_id
GROUP BY named.entity_id, named.kind, named.name, other.entity_id, other_entity.kind, other_entity.name;

COMMENT ON VIEW marts.co_mentions IS 'Two entities that the same articles name; each pair has two rows, one for either side. Always choose one entity_id: all pairs are very many. Example: SELECT other_name, independent_articles FROM marts.co_mentions WHERE entity_id = 12 AND other_kind = ''PERSON'' ORDER BY independent_articles DESC LIMIT 20';
COMMENT ON COLUMN marts.co_mentions.entity_id IS 'One entity.';
COMMENT ON COLUMN marts.co_mentions.kind IS 'Its kind: PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.co_mentions.name IS 'Its name.';
COMMENT ON COLUMN marts.co_mentions.other_entity_id IS 'An entity that is named with it.';
COMMENT ON COLUMN marts.co_mentions.other_kind IS 'Kind of that one.';
COMMENT ON COLUMN marts.co_mentions.other_name IS 'Name of that one.';
COMMENT ON COLUMN marts.co_mentions.articles IS 'Articles that name both, copies included.';
COMMENT ON COLUMN marts.co_mentions.independent_articles IS 'Articles that name both, an article with its copies counted once.';
COMMENT ON COLUMN marts.co_mentions.first_day IS 'First day on which an article names both; null where none is dated.';
COMMENT ON COLUMN marts.co_mentions.last_day IS 'Last such day.';
