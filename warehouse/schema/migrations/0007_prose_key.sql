-- Each article has a key of its prose, by which copies are found (`articles.prose_key`).
-- Fingerprint: 3ffebfc8e1409dc3

ALTER TABLE articles ADD COLUMN prose_key VARCHAR;

CREATE TEMP TABLE known_lines AS SELECT DISTINCT line FROM outlet_lines WHERE articles >= 3 AND loads >= 2;

CREATE TEMP TABLE prose_keys (article_id BIGINT, prose_key VARCHAR);

INSERT INTO prose_keys
WITH lines AS (
    SELECT article_id, block_no, text, length(text) AS characters, length(text) >= 60 AS is_prose
    FROM blocks
    WHERE article_id BETWEEN $first_article AND $last_article
        AND kind IN ('headline', 'summary', 'body')
        AND NOT (length(text) <= 200 AND lower(regexp_replace(text, '[0-9]+', '#', 'g')) IN (FROM known_lines))
),
texts AS MATERIALIZED (
    SELECT article_id, CASE WHEN sum(characters) FILTER (is_prose) >= 0.5 * sum(characters)
        THEN string_agg(text, ' ' ORDER BY block_no) FILTER (is_prose)
        ELSE string_agg(text, ' ' ORDER BY block_no) END AS text
    FROM lines GROUP BY article_id
)
SELECT article_id, nullif(md5(regexp_replace(lower(text), '[\pZ\pC\pP]+', '', 'g')), md5('')) AS prose_key
FROM texts
WHERE regexp_matches(text, '^(?:[\s\pZ]*[^\s\pZ]+[\s\pZ]){49}[\s\pZ]*[^\s\pZ]');

UPDATE articles SET prose_key = found.prose_key FROM prose_keys AS found WHERE articles.article_id = found.article_id;

DROP TABLE prose_keys;

DROP TABLE known_lines;
