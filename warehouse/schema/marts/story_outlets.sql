CREATE VIEW marts.story_outlets AS
SELECT
    story.story_id,
    story.headline,
    article.outlet,
    count(*) AS articles,
    count(*) FILTER (article.copy_of IS NULL) AS own_articles,
    min(article.published_on) AS first_day,
    max(article.published_on) AS last_day,
    min(article.published_on) - story.first_published_on AS days_after_first,
    story.outlets,
    arg_min(article.headline, (article.published_on, article.article_id)) AS first_headline,
    arg_min(article.article_id, (article.published_on, article.article_id)) AS first_article_id
FROM main.stories AS story
JOIN main.articles AS article USING (story_id)
GROUP BY story.story_id, story.headline, story.first_published_on, story.outlets, article.outlet;

COMMENT ON VIEW marts.story_outlets IS 'Which outlet told which story, since when, and with how many articles of its own. Example: SELECT headline, first_day FROM marts.story_outlets WHERE outlet = ''Harbour Post'' AND outlets = 1 ORDER BY first_day DESC';
COMMENT ON COLUMN marts.story_outlets.story_id IS 'The story.';
COMMENT ON COLUMN marts.story_outlets.headline IS 'Headline of the story.';
COMMENT ON COLUMN marts.story_outlets.outlet IS 'The outlet; null where not known.';
COMMENT ON COLUMN marts.story_outlets.articles IS 'Its articles of that story.';
COMMENT ON COLUMN marts.story_outlets.own_articles IS 'Those of them that are nobody''s copy.';
COMMENT ON COLUMN marts.story_outlets.first_day IS 'Day of publication of the first; null where none is dated.';
COMMENT ON COLUMN marts.story_outlets.last_day IS 'That of the last.';
COMMENT ON COLUMN marts.story_outlets.days_after_first IS 'Days from the first article of any outlet to its first; 0 for who told it on the first day.';
COMMENT ON COLUMN marts.story_outlets.outlets IS 'All outlets that told the story; with 1 it is this one''s alone.';
COMMENT ON COLUMN marts.story_outlets.first_headline IS 'Headline of its first article.';
COMMENT ON COLUMN marts.story_outlets.first_article_id IS 'That article.';
