CREATE VIEW marts.removed_blocks AS
SELECT
    article.outlet,
    article.published_on,
    block.kind,
    block.rule,
    block.confidence,
    block.text,
    block.block_id,
    block.article_id,
    block.raw_start,
    block.raw_end
FROM main.blocks AS block
JOIN main.articles AS article USING (article_id)
WHERE block.kind NOT IN ('headline', 'summary', 'body', 'byline', 'caption');

COMMENT ON VIEW marts.removed_blocks IS 'What was taken out of articles before anything was read from them: each block of boilerplate, with the rule that says so. Choose an outlet or an article. Example: SELECT kind, rule, text, count(*) AS times FROM marts.removed_blocks WHERE outlet = ''Harbour Post'' GROUP BY ALL ORDER BY times DESC LIMIT 20';
COMMENT ON COLUMN marts.removed_blocks.outlet IS 'Publisher of the article; null where not known.';
COMMENT ON COLUMN marts.removed_blocks.published_on IS 'Its day of publication; null where not known.';
COMMENT ON COLUMN marts.removed_blocks.kind IS 'ad, promo, related, source, share, nav, comments, legal or other.';
COMMENT ON COLUMN marts.removed_blocks.rule IS 'The rule that gave the kind, as in docs/strip-rules.md.';
COMMENT ON COLUMN marts.removed_blocks.confidence IS 'How sure the rule is, 0 to 1.';
COMMENT ON COLUMN marts.removed_blocks.text IS 'The block.';
COMMENT ON COLUMN marts.removed_blocks.block_id IS 'The block.';
COMMENT ON COLUMN marts.removed_blocks.article_id IS 'Its article.';
COMMENT ON COLUMN marts.removed_blocks.raw_start IS 'First character in articles.raw_text.';
COMMENT ON COLUMN marts.removed_blocks.raw_end IS 'End in articles.raw_text, exclusive.';
