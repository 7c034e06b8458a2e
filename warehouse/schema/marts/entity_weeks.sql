CREATE VIEW marts.entity_weeks AS
WITH recent AS (
    SELECT
        article_id,
        coalesce(copy_of, article_id) AS original_id,
        published_on > (SELECT max(published_on) FROM main.articles) - 7 AS is_this_week
    FROM main.articles
    WHERE published_on > (SELECT max(published_on) FROM main.articles) - 14
),
named AS (
    SELECT DISTINCT mention.entity_id, recent.original_id, recent.is_this_week
    FROM main.mentions AS mention
    JOIN recent USING (article_id)
),
counted AS (
    SELECT
        entity_id,
        count(*) FILTER (is_this_week) AS independent_articles,
        count(*) FILTER (NOT is_this_week) AS week_before
    FROM named
    GROUP BY entity_id
)
SELECT
    entity.entity_id,
    entity.kind,
    entity.name,
    counted.independent_articles,
    counted.week_before,
    counted.independent_articles - counted.week_before AS change
FROM counted
JOIN main.entities AS entity USING (entity_id);

COMMENT ON VIEW marts.entity_weeks IS 'Who is named in the last seven days with articles, against the seven days before. Example: SELECT kind, name, independent_articles, week_before FROM marts.entity_weeks WHERE kind = ''PERSON'' ORDER BY change DESC LIMIT 10';
COMMENT ON COLUMN marts.entity_weeks.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entity_weeks.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_weeks.name IS 'Its name.';
COMMENT ON COLUMN marts.entity_weeks.independent_articles IS 'Articles that name it, an article with its copies counted once, in the seven days up to the newest article.';
COMMENT ON COLUMN marts.entity_weeks.week_before IS 'The same in the seven days before.';
COMMENT ON COLUMN marts.entity_weeks.change IS 'The difference of the two.';
