-- Each article says which earlier one it reprints (`copy_of`) and which story it tells (`story_id`). Of earlier articles
-- only exact copies are known, and each with its copies is a story: `newsledger reprocess` finds the rest.
-- Fingerprint: cbd36f3a52c1ae7f

ALTER TABLE articles ADD COLUMN copy_of BIGINT;

ALTER TABLE articles ADD COLUMN story_id BIGINT;

-- Of articles with the same words the first is now that of the earliest day.
UPDATE articles SET duplicate_of = nullif(first_id, id), copy_of = nullif(first_id, id), story_id = smallest_id FROM (
    SELECT article_id AS id, first_value(article_id) OVER (same_words ORDER BY published_on NULLS LAST, article_id) AS first_id,
        min(article_id) OVER same_words AS smallest_id
    FROM articles WINDOW same_words AS (PARTITION BY coalesce(duplicate_of, article_id))
) WHERE article_id = id;

CREATE TABLE article_shingles (article_id BIGINT, shingle BIGINT);

CREATE TABLE copy_links (article_id BIGINT, earlier_article_id BIGINT, share DOUBLE, earlier_share DOUBLE);

CREATE TABLE story_terms (article_id BIGINT, term VARCHAR, weight DOUBLE);

CREATE TABLE stories AS
SELECT story_id, story_id AS thread_id, arg_min(headline, article_id) AS headline,
    min(published_on) AS first_published_on, max(published_on) AS last_published_on,
    CAST(count(*) AS INTEGER) AS articles, CAST(count(*) FILTER (copy_of IS NULL) AS INTEGER) AS independent_articles,
    CAST(count(DISTINCT outlet) AS INTEGER) AS outlets
FROM articles GROUP BY story_id;

CREATE TABLE threads AS
SELECT thread_id, headline, first_published_on, last_published_on, 1 AS stories, articles FROM stories;

CREATE TABLE story_redirects (old_story_id BIGINT, new_story_id BIGINT, load_id VARCHAR, reason VARCHAR);
