-- Two claims are set against each other where both can be of all those counted: of "59 prisoners" and "60 dead" the first
-- may be a part of the second, so only the other way round they exclude each other. What a paper says itself beside the
-- word of a source in the same article is of something else, for it would have seen the difference.
CREATE VIEW marts.figure_conflicts AS
WITH last_of_day AS (
    SELECT *, coalesce(value_low, value_high) AS said
    FROM main.claims
    WHERE series IS NOT NULL
        AND factuality = 'actual'
        AND status <> 'denied'
        AND is_last_of_day
        AND comparable > 0
        AND coalesce(measure, 'total') IN ('total', 'stock')
),
pairs AS (
    SELECT
        claim.figure_id,
        other_claim.figure_id AS other_figure_id,
        greatest(claim.at_least - other_claim.at_most, other_claim.at_least - claim.at_most) AS gap,
        greatest(abs(claim.said), abs(other_claim.said)) AS greater,
        least(abs(claim.said), abs(other_claim.said)) AS smaller
    FROM last_of_day AS claim
    JOIN last_of_day AS other_claim
        ON claim.series = other_claim.series
        AND (claim.claimant_kind, claim.claimant, coalesce(claim.claimant_entity_id, 0))
            < (other_claim.claimant_kind, other_claim.claimant, coalesce(other_claim.claimant_entity_id, 0))
    WHERE (
            claim.told_on = other_claim.told_on
            OR (claim.told_on IS NULL AND other_claim.told_on IS NULL AND claim.article_id = other_claim.article_id)
        )
        AND (claim.claimant_kind = other_claim.claimant_kind OR claim.article_id <> other_claim.article_id)
        AND (
            gap > 0
            OR (gap = 0 AND claim.at_most = other_claim.at_least
                AND (claim.bound = 'less_than' OR other_claim.bound = 'more_than'))
            OR (gap = 0 AND other_claim.at_most = claim.at_least
                AND (other_claim.bound = 'less_than' OR claim.bound = 'more_than'))
        )
        AND (
            claim.named_as IS NOT DISTINCT FROM other_claim.named_as
            OR (claim.named_as IS NULL AND other_claim.at_least > claim.at_most)
            OR (other_claim.named_as IS NULL AND claim.at_least > other_claim.at_most)
        )
        -- Of such numbers, counts that are kept from hour to hour differ by less than one in fifty.
        AND (greater < 10000 OR gap > greater / 50)
        -- Numbers so far apart are never of one thing: a county and its country.
        AND greater <= 20 * smaller
)
SELECT
    claim.series,
    claim.event,
    claim.counted,
    coalesce(claim.place_entity_id, other_claim.place_entity_id) AS place_entity_id,
    coalesce(claim.place, other_claim.place) AS place,
    claim.measure,
    claim.unit,
    claim.currency,
    claim.thread_id,
    greatest(claim.told_on, other_claim.told_on) AS told_on,
    claim.figure_id,
    claim.claimant,
    claim.as_of,
    claim.value_low,
    claim.value_high,
    claim.bound,
    claim.independent_articles,
    claim.article_id,
    claim.outlet,
    claim.sentence,
    other_claim.figure_id AS other_figure_id,
    other_claim.claimant AS other_claimant,
    other_claim.as_of AS other_as_of,
    other_claim.value_low AS other_value_low,
    other_claim.value_high AS other_value_high,
    other_claim.bound AS other_bound,
    other_claim.independent_articles AS other_independent_articles,
    other_claim.article_id AS other_article_id,
    other_claim.outlet AS other_outlet,
    other_claim.sentence AS other_sentence
FROM pairs
JOIN marts.claims AS claim ON claim.figure_id = pairs.figure_id
JOIN marts.claims AS other_claim ON other_claim.figure_id = pairs.other_figure_id;

COMMENT ON VIEW marts.figure_conflicts IS 'Two claimants who at one time say of one series what cannot both be, with both sentences: "over 1,400" and "1,500" can. Example: FROM marts.figure_conflicts WHERE event = ''killed'' ORDER BY told_on DESC';
COMMENT ON COLUMN marts.figure_conflicts.series IS 'What may be compared, as one text: the thread, what happened, what is counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; null for a number of another happening than that of its story, and where nothing says what is counted.';
COMMENT ON COLUMN marts.figure_conflicts.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figure_conflicts.counted IS 'What is counted: people, whatever word is used for persons; a group of them that is told apart, such as children; else the noun.';
COMMENT ON COLUMN marts.figure_conflicts.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.figure_conflicts.place IS 'Name of that place.';
COMMENT ON COLUMN marts.figure_conflicts.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.figure_conflicts.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.figure_conflicts.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.figure_conflicts.thread_id IS 'The thread of that story.';
COMMENT ON COLUMN marts.figure_conflicts.told_on IS 'The later of the two days on which they were told.';
COMMENT ON COLUMN marts.figure_conflicts.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figure_conflicts.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.figure_conflicts.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figure_conflicts.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.bound IS 'As in figures.';
COMMENT ON COLUMN marts.figure_conflicts.independent_articles IS 'Articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.figure_conflicts.article_id IS 'The article of that first figure.';
COMMENT ON COLUMN marts.figure_conflicts.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.figure_conflicts.sentence IS 'The sentence of that first figure.';
COMMENT ON COLUMN marts.figure_conflicts.other_figure_id IS 'Of the other claim: the first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figure_conflicts.other_claimant IS 'Of the other claim: name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.figure_conflicts.other_as_of IS 'Of the other claim: the day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_low IS 'Of the other claim: as in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_high IS 'Of the other claim: as in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_bound IS 'Of the other claim: as in figures.';
COMMENT ON COLUMN marts.figure_conflicts.other_independent_articles IS 'Of the other claim: articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.figure_conflicts.other_article_id IS 'Of the other claim: the article of that first figure.';
COMMENT ON COLUMN marts.figure_conflicts.other_outlet IS 'Of the other claim: the outlet of that article.';
COMMENT ON COLUMN marts.figure_conflicts.other_sentence IS 'Of the other claim: the sentence of that first figure.';
