CREATE VIEW marts.articles_per_day AS
SELECT
    published_on AS day,
    outlet,
    count(*) AS articles,
    count(DISTINCT coalesce(duplicate_of, article_id)) AS stories,
    sum(word_count)::BIGINT AS words
FROM main.articles
GROUP BY published_on, outlet;

COMMENT ON VIEW marts.articles_per_day IS 'How much each outlet published on each day. Example: FROM marts.articles_per_day WHERE day >= current_date - 7 ORDER BY day, outlet';
COMMENT ON COLUMN marts.articles_per_day.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.outlet IS 'Publisher; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.articles IS 'Articles, copies of syndicated stories included.';
COMMENT ON COLUMN marts.articles_per_day.stories IS 'Articles, with all copies of a story counted once.';
COMMENT ON COLUMN marts.articles_per_day.words IS 'Words of their bodies.';
