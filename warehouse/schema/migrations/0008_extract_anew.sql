-- What an article needs to be extracted anew without its file: what the metadata of its record said, and which load
-- extracted it last. Of earlier articles only that is known which the strip rules made use of.
-- Fingerprint: b5846507bff511a3

ALTER TABLE articles ADD COLUMN record_title VARCHAR;

ALTER TABLE articles ADD COLUMN record_author VARCHAR;

ALTER TABLE articles ADD COLUMN record_language VARCHAR;

ALTER TABLE articles ADD COLUMN record_captions VARCHAR;

ALTER TABLE articles ADD COLUMN extracted_load_id VARCHAR;

ALTER TABLE loads ADD COLUMN articles_reprocessed INTEGER;

UPDATE loads SET articles_reprocessed = 0;

-- The author of the metadata stands above the byline blocks, unless these name it.
UPDATE articles SET
    extracted_load_id = load_id,
    record_language = language,
    record_title = told.title,
    record_captions = told.captions,
    record_author = CASE
        WHEN told.bylines IS NULL THEN byline
        WHEN byline <> told.bylines AND ends_with(byline, chr(10) || told.bylines)
            THEN left(byline, length(byline) - length(told.bylines) - 1)
    END
FROM (
    SELECT articles.article_id,
        any_value(text ORDER BY block_no) FILTER (rule = 'headline.metadata') AS title,
        string_agg(text, chr(10) ORDER BY block_no) FILTER (rule = 'caption.markup') AS captions,
        string_agg(text, chr(10) ORDER BY block_no) FILTER (kind = 'byline') AS bylines
    FROM articles LEFT JOIN blocks ON blocks.article_id = articles.article_id
        AND (kind = 'byline' OR rule IN ('headline.metadata', 'caption.markup'))
    GROUP BY articles.article_id
) AS told
WHERE articles.article_id = told.article_id;
