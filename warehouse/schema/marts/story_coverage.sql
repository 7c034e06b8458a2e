CREATE VIEW marts.story_coverage AS
WITH told AS (
    SELECT
        story_id,
        arg_min(outlet, (published_on, article_id)) AS first_outlet,
        arg_min(article_id, (published_on, article_id)) AS first_article_id,
        list(DISTINCT outlet ORDER BY outlet) FILTER (outlet IS NOT NULL) AS told_by
    FROM main.articles
    GROUP BY story_id
)
SELECT
    story.story_id,
    story.headline,
    story.first_published_on,
    story.last_published_on,
    story.articles,
    story.independent_articles,
    story.outlets,
    told.told_by,
    told.first_outlet,
    told.first_article_id,
    story.thread_id,
    thread.headline AS thread_headline,
    thread.stories AS thread_stories
FROM main.stories AS story
JOIN told USING (story_id)
JOIN main.threads AS thread USING (thread_id);

COMMENT ON VIEW marts.story_coverage IS 'Every story with how much it was covered, by whom, who had it first, and the thread that it continues. Example: SELECT headline, independent_articles, told_by FROM marts.story_coverage ORDER BY outlets DESC, independent_articles DESC LIMIT 10';
COMMENT ON COLUMN marts.story_coverage.story_id IS 'The story.';
COMMENT ON COLUMN marts.story_coverage.headline IS 'That of the article that is most like the others.';
COMMENT ON COLUMN marts.story_coverage.first_published_on IS 'Earliest day of publication; null where no article has one.';
COMMENT ON COLUMN marts.story_coverage.last_published_on IS 'Latest day of publication.';
COMMENT ON COLUMN marts.story_coverage.articles IS 'Articles that tell it, copies included.';
COMMENT ON COLUMN marts.story_coverage.independent_articles IS 'Articles that tell it and are nobody''s copy.';
COMMENT ON COLUMN marts.story_coverage.outlets IS 'Outlets that published them.';
COMMENT ON COLUMN marts.story_coverage.told_by IS 'These, by name; null where none is known.';
COMMENT ON COLUMN marts.story_coverage.first_outlet IS 'The outlet of the first article, by day and then by article_id, for articles have no hour; null where not known.';
COMMENT ON COLUMN marts.story_coverage.first_article_id IS 'That article.';
COMMENT ON COLUMN marts.story_coverage.thread_id IS 'The thread of stories that it continues.';
COMMENT ON COLUMN marts.story_coverage.thread_headline IS 'Headline of that thread.';
COMMENT ON COLUMN marts.story_coverage.thread_stories IS 'Stories of that thread.';
