-- One series: what happened to whom, where, in which measure. Its claims: one claimant's figures of one day that agree.
CREATE VIEW marts.all_claims AS
WITH figures_of_claimants AS (
    SELECT
        figure.figure_id,
        figure.article_id,
        coalesce(article.duplicate_of, article.article_id) AS story_id,
        figure.event,
        figure.factuality,
        CASE
            WHEN counted_entity.name IS NOT NULL THEN counted_entity.name
            -- All other events happen to persons.
            WHEN figure.event NOT IN (
                'deployed', 'attacked', 'population', 'paid', 'changed', 'fined', 'sentenced', 'raised'
            )
                AND coalesce(lower(figure.counted_head), 'people') IN (
                    'people', 'person', 'persons', 'body', 'bodies', 'death', 'deaths', 'life', 'lives', 'dead',
                    'victim', 'victims', 'casualty', 'casualties', 'fatality', 'fatalities', 'toll'
                ) THEN 'people'
            -- The singular: families -> family, boxes -> box, boats -> boat.
            ELSE coalesce(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(lower(figure.counted_head), '([^aeiou])ies$', '\1y'), '(x|ch|sh|ss)es$', '\1'
                    ),
                    '([^su])s$', '\1'
                ),
                lower(figure.measured)
            )
        END AS counted_class,
        CASE
            WHEN counted_class = 'people' THEN counted_class
            ELSE coalesce(counted_entity.name, lower(figure.counted_head), counted_class)
        END AS counted,
        figure.place_entity_id,
        place.name AS place,
        figure.measure,
        figure.unit,
        figure.currency,
        CASE
            WHEN figure.attributed_to IS NULL AND figure.attributed_entity_id IS NULL THEN 'publisher' ELSE 'source'
        END AS claimant_kind,
        figure.attributed_entity_id AS claimant_entity_id,
        CASE
            WHEN claimant_entity.name IS NOT NULL THEN claimant_entity.name
            -- Without the framing words and a leading "the" or "a", so that one source is one claimant.
            WHEN figure.attributed_to IS NOT NULL THEN regexp_replace(
                lower(replace(figure.attributed_to, coalesce(figure.attributed_framing, '') || ' ', ' ')),
                '^ *((the|a|an) +)?',
                ''
            )
            ELSE coalesce(article.outlet, 'article ' || article.article_id)
        END AS claimant,
        coalesce(figure.as_of, article.published_on) AS as_of,
        figure.status,
        figure.value_low,
        figure.value_high,
        figure.bound
    FROM main.figures AS figure
    JOIN main.articles AS article USING (article_id)
    LEFT JOIN main.entities AS counted_entity ON counted_entity.entity_id = figure.counted_entity_id
    LEFT JOIN main.entities AS place ON place.entity_id = figure.place_entity_id
    LEFT JOIN main.entities AS claimant_entity ON claimant_entity.entity_id = figure.attributed_entity_id
    WHERE figure.event IS NOT NULL
)
SELECT
    min(figure_id) AS figure_id,
    CASE
        WHEN place_entity_id IS NOT NULL AND counted_class IS NOT NULL
            THEN concat_ws(' | ', event, counted_class, place_entity_id, measure, unit, currency)
    END AS series,
    event,
    mode(counted ORDER BY counted) AS counted,
    place_entity_id,
    place,
    measure,
    unit,
    currency,
    claimant_kind,
    claimant_entity_id,
    claimant,
    as_of,
    status,
    factuality,
    value_low,
    value_high,
    bound,
    CASE WHEN bound = 'approximate' THEN value_low - abs(value_low) * 0.1 ELSE value_low END AS at_least,
    CASE WHEN bound = 'approximate' THEN value_high + abs(value_high) * 0.1 ELSE value_high END AS at_most,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT story_id) AS stories,
    list(figure_id ORDER BY figure_id) AS figures
FROM figures_of_claimants
GROUP BY
    event, counted_class, place_entity_id, place, measure, unit, currency, claimant_kind, claimant_entity_id, claimant,
    as_of, status, factuality, value_low, value_high, bound;

COMMENT ON VIEW marts.all_claims IS 'What one claimant says of one series on one day, however many articles repeat it, with what the articles say did not happen, or only may. Figures without an event are in none. Example: FROM marts.all_claims WHERE event = ''killed'' AND factuality <> ''actual''';
COMMENT ON COLUMN marts.all_claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.all_claims.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.all_claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.all_claims.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.all_claims.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.all_claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.all_claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.all_claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.all_claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.all_claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.all_claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.all_claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.all_claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.all_claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.all_claims.factuality IS 'Whether it happened, as its articles tell it: actual, negated, possible, predicted or hypothetical.';
COMMENT ON COLUMN marts.all_claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.all_claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.all_claims.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.all_claims.figures IS 'All its figures.';
