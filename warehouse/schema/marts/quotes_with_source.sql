CREATE VIEW marts.quotes_with_source AS
SELECT
    quote.quote_id,
    article.published_on,
    article.outlet,
    article.headline,
    quote.kind,
    quote.text,
    coalesce(speaker.name, quote.speaker) AS speaker,
    quote.speaker AS speaker_as_written,
    quote.speaker_entity_id,
    speaker.kind AS speaker_kind,
    quote.cue,
    quote.stance,
    block.kind AS block_kind,
    article.copy_of IS NOT NULL AS is_copy,
    quote.article_id
FROM main.quotes AS quote
JOIN main.articles AS article USING (article_id)
JOIN main.blocks AS block USING (block_id)
LEFT JOIN main.entities AS speaker ON speaker.entity_id = quote.speaker_entity_id;

COMMENT ON VIEW marts.quotes_with_source IS 'Every quotation with who says it and where it was read. Example: SELECT published_on, outlet, text FROM marts.quotes_with_source WHERE speaker = ''Anna Brook'' AND NOT is_copy ORDER BY published_on';
COMMENT ON COLUMN marts.quotes_with_source.quote_id IS 'The quotation; one that runs over several blocks has a row in each.';
COMMENT ON COLUMN marts.quotes_with_source.published_on IS 'Day of publication of its article.';
COMMENT ON COLUMN marts.quotes_with_source.outlet IS 'Publisher of its article.';
COMMENT ON COLUMN marts.quotes_with_source.headline IS 'Headline of its article.';
COMMENT ON COLUMN marts.quotes_with_source.kind IS 'direct, partial or indirect.';
COMMENT ON COLUMN marts.quotes_with_source.text IS 'The words, without the quotation marks around them.';
COMMENT ON COLUMN marts.quotes_with_source.speaker IS 'Who says it: the entity''s name, else the words of the article; null where it does not tell.';
COMMENT ON COLUMN marts.quotes_with_source.speaker_as_written IS 'Who says it, as this article writes it.';
COMMENT ON COLUMN marts.quotes_with_source.speaker_entity_id IS 'Who says it, where that is an entity.';
COMMENT ON COLUMN marts.quotes_with_source.speaker_kind IS 'Kind of that entity: PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.quotes_with_source.cue IS 'The verb or phrase that attributes it.';
COMMENT ON COLUMN marts.quotes_with_source.stance IS 'What the cue says about it: a claim, a denial, a warning and so on.';
COMMENT ON COLUMN marts.quotes_with_source.block_kind IS 'Kind of the block it stands in: body, caption and so on.';
COMMENT ON COLUMN marts.quotes_with_source.is_copy IS 'Whether its article is a copy of an earlier one.';
COMMENT ON COLUMN marts.quotes_with_source.article_id IS 'Its article.';
