CREATE VIEW marts.article_changes AS
SELECT
    change.article_id,
    article.outlet,
    CASE WHEN later.version_no IS NULL THEN later_article.headline ELSE later.headline END AS headline,
    change.from_version,
    nullif(change.later_article_id, change.article_id) AS later_article_id,
    change.to_version,
    coalesce(later.load_id, later_article.load_id) AS load_id,
    change.kind,
    change.change,
    change.change_no,
    change.text_before,
    change.text_after,
    change.number_before,
    change.number_after
FROM main.article_changes AS change
JOIN main.articles AS article USING (article_id)
JOIN main.articles AS later_article ON later_article.article_id = change.later_article_id
LEFT JOIN main.article_versions AS later
    ON later.article_id = change.later_article_id AND later.version_no = change.to_version;

COMMENT ON VIEW marts.article_changes IS 'What changed in articles after they were published: each headline, paragraph, figure and quotation that was added, removed or changed from one text of an article to the next. White space, case and punctuation make no change. Example: SELECT outlet, headline, number_before, number_after, text_after FROM marts.article_changes WHERE kind = ''figure'' AND change = ''changed''';
COMMENT ON COLUMN marts.article_changes.article_id IS 'The article with the earlier text.';
COMMENT ON COLUMN marts.article_changes.outlet IS 'Its publisher.';
COMMENT ON COLUMN marts.article_changes.headline IS 'The headline of the later text.';
COMMENT ON COLUMN marts.article_changes.from_version IS 'Number of the earlier text among those of its article, as in article_versions; the text in articles is the last one.';
COMMENT ON COLUMN marts.article_changes.later_article_id IS 'The article with the later text, where another file or record brought it under the same address; null where it is the same article.';
COMMENT ON COLUMN marts.article_changes.to_version IS 'Number of the later text among those of its article.';
COMMENT ON COLUMN marts.article_changes.load_id IS 'The load that read the later text last.';
COMMENT ON COLUMN marts.article_changes.kind IS 'headline, paragraph, figure or quote.';
COMMENT ON COLUMN marts.article_changes.change IS 'added, removed or changed.';
COMMENT ON COLUMN marts.article_changes.change_no IS 'Orders the changes between the two texts, by kind and as they stand in the text.';
COMMENT ON COLUMN marts.article_changes.text_before IS 'The earlier words; of a figure the sentence that states it. Null for what was added.';
COMMENT ON COLUMN marts.article_changes.text_after IS 'The later words; null for what was removed.';
COMMENT ON COLUMN marts.article_changes.number_before IS 'Of a figure the number as the earlier text writes it.';
COMMENT ON COLUMN marts.article_changes.number_after IS 'Of a figure the number as the later text writes it.';
