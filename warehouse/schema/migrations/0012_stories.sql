-- Each article says which earlier one it reprints (`copy_of`) and which story it tells (`story_id`). Of earlier articles
-- only exact copies are known, and each with its copies is a story: `newsledger reprocess` finds the rest.
-- Fingerprint: 033186f62dc9cc0d

ALTER TABLE articles ADD COLUMN copy_of BIGINT;

ALTER TABLE articles ADD COLUMN story_id BIGINT;

UPDATE articles SET copy_of = duplicate_of, story_id = coalesce(duplicate_of, article_id);

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

-- Texts that articles had before are kept from now on.
CREATE TABLE article_versions (
    article_id BIGINT, version_no INTEGER, load_id VARCHAR, replaced_load_id VARCHAR, published_on DATE,
    headline VARCHAR, body VARCHAR, word_count INTEGER);

CREATE TABLE article_version_statements (
    article_id BIGINT, version_no INTEGER, statement_no INTEGER, kind VARCHAR, "text" VARCHAR, sentence VARCHAR,
    value_low DOUBLE, value_high DOUBLE, bound VARCHAR, unit VARCHAR, currency VARCHAR, counted_head VARCHAR,
    event VARCHAR, speaker VARCHAR);

CREATE TABLE article_updates (article_id BIGINT, later_article_id BIGINT);

CREATE TABLE article_changes (
    article_id BIGINT, from_version INTEGER, later_article_id BIGINT, to_version INTEGER, change_no INTEGER,
    kind VARCHAR, change VARCHAR, text_before VARCHAR, text_after VARCHAR, number_before VARCHAR, number_after VARCHAR);
