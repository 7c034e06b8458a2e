CREATE VIEW marts.quotation_variants AS
SELECT
    quote_variant.quote_group_id,
    quote_variant.variant,
    quote.text,
    quote.speaker,
    quote.speaker_entity_id,
    speaker_entity.name AS speaker_name,
    article.outlet,
    article.published_on,
    article.copy_of IS NOT NULL AS is_copy,
    quote.quote_id,
    quote.article_id
FROM main.quote_variants AS quote_variant
JOIN main.quotes AS quote USING (quote_id)
JOIN main.articles AS article USING (article_id)
LEFT JOIN main.entities AS speaker_entity ON speaker_entity.entity_id = quote.speaker_entity_id;

COMMENT ON VIEW marts.quotation_variants IS 'How each article quotes the same words. Example: FROM marts.quotation_variants WHERE variant = ''changed''';
COMMENT ON COLUMN marts.quotation_variants.quote_group_id IS 'The group, as in marts.quotations.';
COMMENT ON COLUMN marts.quotation_variants.variant IS 'same, spelling, cut or changed against the fullest wording.';
COMMENT ON COLUMN marts.quotation_variants.text IS 'The words in this article.';
COMMENT ON COLUMN marts.quotation_variants.speaker IS 'Who says it, as written there.';
COMMENT ON COLUMN marts.quotation_variants.speaker_entity_id IS 'Who says it.';
COMMENT ON COLUMN marts.quotation_variants.speaker_name IS 'The name of that entity.';
COMMENT ON COLUMN marts.quotation_variants.outlet IS 'Publisher of the article.';
COMMENT ON COLUMN marts.quotation_variants.published_on IS 'Its day of publication.';
COMMENT ON COLUMN marts.quotation_variants.is_copy IS 'Whether it is a copy of an earlier one.';
COMMENT ON COLUMN marts.quotation_variants.quote_id IS 'The quotation.';
COMMENT ON COLUMN marts.quotation_variants.article_id IS 'Its article.';
