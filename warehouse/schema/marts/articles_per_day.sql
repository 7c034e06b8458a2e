CREATE VIEW marts.articles_per_day AS
SELECT
    published_on AS day,
    outlet,
    count(*) AS articles,
    count(DISTINCT coalesce(copy_of, article_id)) AS independent_articles,
    sum(word_count)::BIGINT AS words
FROM main.articles
GROUP BY published_on, outlet;

COMMENT ON VIEW marts.articles_per_day IS 'How much each outlet published on each day. Example: FROM marts.articles_per_day WHERE day >= current_date - 7 ORDER BY day, outlet';
COMMENT ON COLUMN marts.articles_per_day.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.outlet IS 'Publisher; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.articles IS 'Articles, copies included.';
COMMENT ON COLUMN marts.articles_per_day.independent_articles IS 'Articles, each with its copies counted once.';
COMMENT ON COLUMN marts.articles_per_day.words IS 'Words of their bodies.';
