CREATE VIEW marts.figures_with_source AS
SELECT
    figure.figure_id,
    article.published_on,
    article.outlet,
    article.headline,
    figure.surface,
    figure.value_low,
    figure.value_high,
    figure.bound,
    figure.unit,
    figure.currency,
    figure.counted,
    figure.event,
    figure.factuality,
    place.name AS place,
    figure.status,
    coalesce(claimant.name, figure.attributed_to) AS claimant,
    figure.as_of,
    figure.sentence,
    -- The sentence is looked for where it can still hold the number, for its words may stand in the block twice.
    least(figure.raw_start - block.raw_start, len(figure.sentence)) + 1 - strpos(
        substr(block.text, greatest(figure.raw_start - block.raw_start - len(figure.sentence), 0) + 1), figure.sentence
    ) AS number_start,
    block.kind AS block_kind,
    article.copy_of IS NOT NULL AS is_copy,
    figure.article_id
FROM main.figures AS figure
JOIN main.articles AS article USING (article_id)
JOIN main.blocks AS block USING (block_id)
LEFT JOIN main.entities AS claimant ON claimant.entity_id = figure.attributed_entity_id
LEFT JOIN main.entities AS place ON place.entity_id = figure.place_entity_id;

COMMENT ON VIEW marts.figures_with_source IS 'Every figure with who states it, where it was read, and its sentence. Example: SELECT claimant, bound, value_low, sentence FROM marts.figures_with_source WHERE event = ''killed'' AND NOT is_copy';
COMMENT ON COLUMN marts.figures_with_source.figure_id IS 'The figure.';
COMMENT ON COLUMN marts.figures_with_source.published_on IS 'Day of publication of its article.';
COMMENT ON COLUMN marts.figures_with_source.outlet IS 'Publisher of its article.';
COMMENT ON COLUMN marts.figures_with_source.headline IS 'Headline of its article.';
COMMENT ON COLUMN marts.figures_with_source.surface IS 'The number with its bound and unit words, as written.';
COMMENT ON COLUMN marts.figures_with_source.value_low IS 'Lowest value stated; null for an open end.';
COMMENT ON COLUMN marts.figures_with_source.value_high IS 'Highest value stated; null for an open end.';
COMMENT ON COLUMN marts.figures_with_source.bound IS 'How the words bind the number.';
COMMENT ON COLUMN marts.figures_with_source.unit IS 'Unit of measure; null for a plain count.';
COMMENT ON COLUMN marts.figures_with_source.currency IS 'ISO 4217 code of an amount of money.';
COMMENT ON COLUMN marts.figures_with_source.counted IS 'The noun phrase that is counted.';
COMMENT ON COLUMN marts.figures_with_source.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figures_with_source.factuality IS 'Whether it happened: actual, negated, possible, predicted or hypothetical.';
COMMENT ON COLUMN marts.figures_with_source.place IS 'Where, by the name of the place.';
COMMENT ON COLUMN marts.figures_with_source.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.figures_with_source.claimant IS 'Who says so: the entity''s name, else the words of the article; null for the publisher''s own voice.';
COMMENT ON COLUMN marts.figures_with_source.as_of IS 'The day for which it is stated.';
COMMENT ON COLUMN marts.figures_with_source.sentence IS 'The sentence that states it.';
COMMENT ON COLUMN marts.figures_with_source.number_start IS 'Characters of the sentence before the number.';
COMMENT ON COLUMN marts.figures_with_source.block_kind IS 'Kind of the block it stands in: body, caption and so on.';
COMMENT ON COLUMN marts.figures_with_source.is_copy IS 'Whether its article is a copy of an earlier one.';
COMMENT ON COLUMN marts.figures_with_source.article_id IS 'Its article.';
