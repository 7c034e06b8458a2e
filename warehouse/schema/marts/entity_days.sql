CREATE VIEW marts.entity_days AS
WITH articles_of_days AS (
    SELECT published_on AS day, count(DISTINCT coalesce(copy_of, article_id)) AS all_independent_articles
    FROM main.articles
    WHERE not_annotated IS NULL
    GROUP BY published_on
)
SELECT
    per_day.*,
    of_day.all_independent_articles,
    per_day.independent_articles / of_day.all_independent_articles AS share
FROM marts.entities_per_day AS per_day
JOIN articles_of_days AS of_day ON of_day.day IS NOT DISTINCT FROM per_day.day;

COMMENT ON VIEW marts.entity_days IS 'How often each entity was named on each day, and in which share of what was published on it. Example: SELECT day, mentions, share FROM marts.entity_days WHERE name = ''Anna Brook'' ORDER BY day';
COMMENT ON COLUMN marts.entity_days.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.entity_days.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entity_days.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_days.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entity_days.mentions IS 'Places where it is named.';
COMMENT ON COLUMN marts.entity_days.articles IS 'Articles that name it, copies included.';
COMMENT ON COLUMN marts.entity_days.independent_articles IS 'Articles that name it, an article with its copies counted once.';
COMMENT ON COLUMN marts.entity_days.outlets IS 'Known outlets that name it.';
COMMENT ON COLUMN marts.entity_days.all_independent_articles IS 'Articles of that day that were read, whether they name it or not, an article with its copies counted once.';
COMMENT ON COLUMN marts.entity_days.share IS 'Share of coverage: independent_articles out of all_independent_articles, from 0 to 1.';
