CREATE VIEW marts.places AS
WITH named_in AS (
    SELECT mention.entity_id, mention.article_id, count(*) AS mentions
    FROM main.mentions AS mention
    JOIN main.entities AS entity ON entity.entity_id = mention.entity_id AND entity.kind = 'PLACE'
    GROUP BY mention.entity_id, mention.article_id
),
named AS (
    SELECT
        named_in.entity_id,
        sum(named_in.mentions)::BIGINT AS mentions,
        count(*) AS articles,
        count(DISTINCT coalesce(article.copy_of, article.article_id)) AS independent_articles,
        count(DISTINCT article.outlet) AS outlets,
        min(article.published_on) AS first_day,
        max(article.published_on) AS last_day
    FROM named_in
    JOIN main.articles AS article USING (article_id)
    GROUP BY named_in.entity_id
),
reported AS (
    SELECT place_entity_id AS entity_id, count(DISTINCT coalesce(copy_of, article_id)) AS independent_articles_from
    FROM main.articles
    GROUP BY place_entity_id
),
counted AS (
    SELECT place_entity_id AS entity_id, count(*) AS figures
    FROM main.figures
    GROUP BY place_entity_id
)
SELECT
    entity.entity_id,
    entity.name,
    entity.place_type,
    entity.country_code,
    entity.latitude,
    entity.longitude,
    coalesce(named.mentions, 0) AS mentions,
    coalesce(named.articles, 0) AS articles,
    coalesce(named.independent_articles, 0) AS independent_articles,
    coalesce(reported.independent_articles_from, 0) AS independent_articles_from,
    coalesce(counted.figures, 0) AS figures,
    coalesce(named.outlets, 0) AS outlets,
    named.first_day,
    named.last_day
FROM main.entities AS entity
LEFT JOIN named USING (entity_id)
LEFT JOIN reported USING (entity_id)
LEFT JOIN counted USING (entity_id)
WHERE entity.kind = 'PLACE';

COMMENT ON VIEW marts.places IS 'Every place with where it lies and how often it is named: ready for a map. Example: SELECT name, latitude, longitude, independent_articles FROM marts.places WHERE place_type = ''town'' ORDER BY independent_articles DESC LIMIT 100';
COMMENT ON COLUMN marts.places.entity_id IS 'The place.';
COMMENT ON COLUMN marts.places.name IS 'Its name.';
COMMENT ON COLUMN marts.places.place_type IS 'country, region (a state, province or county) or town; null where the gazetteer does not tell. A map of towns leaves out the other two, whose points are only their middles.';
COMMENT ON COLUMN marts.places.country_code IS 'ISO 3166-1 alpha-2 code of its country; null where not known.';
COMMENT ON COLUMN marts.places.latitude IS 'Degrees north; null where not known.';
COMMENT ON COLUMN marts.places.longitude IS 'Degrees east; null where not known.';
COMMENT ON COLUMN marts.places.mentions IS 'Times that it is named.';
COMMENT ON COLUMN marts.places.articles IS 'Articles that name it, copies included.';
COMMENT ON COLUMN marts.places.independent_articles IS 'Articles that name it, an article with its copies counted once.';
COMMENT ON COLUMN marts.places.independent_articles_from IS 'Articles that report from it (articles.place_entity_id), an article with its copies counted once.';
COMMENT ON COLUMN marts.places.figures IS 'Figures of something that happened there.';
COMMENT ON COLUMN marts.places.outlets IS 'Known outlets that name it.';
COMMENT ON COLUMN marts.places.first_day IS 'First day on which an article names it; null where none is dated.';
COMMENT ON COLUMN marts.places.last_day IS 'Last such day.';
