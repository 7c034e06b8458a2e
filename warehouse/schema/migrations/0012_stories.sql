-- Each article says which earlier one it reprints (`copy_of`) and which story it tells (`story_id`). Of earlier articles
-- only exact copies are known, and each with its copies is a story: `newsledger reprocess` finds the rest.
-- `figures.counted_class` is told by the head's ending, and that a figure is of another happening by its sentence, as it
-- was before; `reprocess` tells both better.
-- Fingerprint: 1f5870363a79667d

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

CREATE TABLE story_terms (article_id BIGINT, term VARCHAR, weight DOUBLE, opening_weight DOUBLE);

CREATE TABLE stories AS
SELECT story_id, story_id AS thread_id, arg_min(headline, article_id) AS headline,
    min(published_on) AS first_published_on, max(published_on) AS last_published_on,
    CAST(count(*) AS INTEGER) AS articles, CAST(count(*) FILTER (copy_of IS NULL) AS INTEGER) AS independent_articles,
    CAST(count(DISTINCT outlet) AS INTEGER) AS outlets
FROM articles GROUP BY story_id;

CREATE TABLE threads AS
SELECT thread_id, headline, first_published_on, last_published_on, 1 AS stories, articles FROM stories;

CREATE TABLE story_redirects (old_story_id BIGINT, new_story_id BIGINT, load_id VARCHAR, reason VARCHAR);

ALTER TABLE figures ADD COLUMN counted_class VARCHAR;

UPDATE figures SET counted_class = CASE
    WHEN event NOT IN ('deployed', 'attacked', 'population', 'paid', 'changed', 'fined', 'sentenced', 'raised')
        AND unit IS NULL AND currency IS NULL
        AND coalesce(lower(counted_head), 'people') IN (
            'people', 'person', 'persons', 'body', 'bodies', 'death', 'deaths', 'life', 'lives', 'dead', 'victim',
            'victims', 'casualty', 'casualties', 'fatality', 'fatalities', 'toll'
        ) THEN CASE WHEN part_of_figure_id IS NULL THEN 'people' END
    ELSE coalesce(
        regexp_replace(
            regexp_replace(
                regexp_replace(lower(counted_head), '([^aeiou])ies$', '\1y'), '(x|ch|sh|ss)es$', '\1'
            ),
            '([^su])s$', '\1'
        ),
        lower(measured)
    )
END;

-- Made anew, for it allows no such part.
CREATE OR REPLACE TABLE figure_parts AS
SELECT * FROM figure_parts
UNION ALL BY NAME
SELECT figure_id, article_id, 'background' AS part, 'told_by_sentence' AS rule FROM figures WHERE is_background;

CREATE TABLE claims (figure_id BIGINT, article_id BIGINT, thread_id BIGINT, series VARCHAR, event VARCHAR, counted
    VARCHAR, named_as VARCHAR, place_entity_id BIGINT, place VARCHAR, measure VARCHAR, unit VARCHAR, currency VARCHAR,
    claimant_kind VARCHAR, claimant_entity_id BIGINT, claimant VARCHAR, as_of DATE, told_on DATE, status VARCHAR,
    factuality VARCHAR, is_background BOOLEAN, value_low DOUBLE, value_high DOUBLE, bound VARCHAR, at_least DOUBLE,
    at_most DOUBLE, articles INTEGER, independent_articles INTEGER, figures VARCHAR, is_superseded BOOLEAN,
    is_revision BOOLEAN, is_last_of_day BOOLEAN, comparable INTEGER, lowest DOUBLE, highest DOUBLE, newest INTEGER);

CREATE TABLE claim_threads (thread_id BIGINT, made_from VARCHAR);
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
-- Why a text is doubtful is known of the articles read from now on; `newsledger reprocess` asks of the earlier ones.
ALTER TABLE articles ADD COLUMN text_quality VARCHAR;
-- Which lines the markup calls posts is known of the articles read from now on.
ALTER TABLE articles ADD COLUMN record_posts VARCHAR;

-- Authors are known of the articles extracted from now on; `newsledger reprocess` finds those of the earlier ones.
CREATE TABLE article_authors (article_id BIGINT, author_no INTEGER, name VARCHAR);
-- A publisher that nothing bears out is known of the articles read from now on.
ALTER TABLE articles ADD COLUMN unconfirmed_publisher VARCHAR;
-- Articles that were taken down.
CREATE TABLE forgotten_articles (
    article_id BIGINT, scope VARCHAR, outlet VARCHAR, content_sha256 VARCHAR, forgotten_at TIMESTAMP,
    forgotten_by VARCHAR, reason VARCHAR, lifted_at TIMESTAMP, load_id VARCHAR);
