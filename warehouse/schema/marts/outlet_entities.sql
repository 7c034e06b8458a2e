CREATE VIEW marts.outlet_entities AS
WITH of_outlets AS (
    SELECT outlet, count(*) AS outlet_articles
    FROM main.articles
    WHERE not_annotated IS NULL
    GROUP BY outlet
)
SELECT
    article.outlet,
    entity.entity_id,
    entity.kind,
    entity.name,
    count(DISTINCT article.article_id) AS articles,
    of_outlets.outlet_articles,
    count(DISTINCT article.article_id) / of_outlets.outlet_articles AS share
FROM main.mentions AS mention
JOIN main.articles AS article USING (article_id)
JOIN main.entities AS entity USING (entity_id)
JOIN of_outlets ON of_outlets.outlet = article.outlet
GROUP BY article.outlet, entity.entity_id, entity.kind, entity.name, of_outlets.outlet_articles;

COMMENT ON VIEW marts.outlet_entities IS 'In how many of its articles each outlet names each entity. Choose an outlet or an entity. Example: SELECT outlet, articles, share FROM marts.outlet_entities WHERE name = ''Tessaly'' ORDER BY share DESC';
COMMENT ON COLUMN marts.outlet_entities.outlet IS 'Publisher; articles of unknown ones are left out.';
COMMENT ON COLUMN marts.outlet_entities.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.outlet_entities.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.outlet_entities.name IS 'Its name.';
COMMENT ON COLUMN marts.outlet_entities.articles IS 'Articles of the outlet that name it, copies included.';
COMMENT ON COLUMN marts.outlet_entities.outlet_articles IS 'All its articles in English.';
COMMENT ON COLUMN marts.outlet_entities.share IS 'Share of these that name the entity.';
