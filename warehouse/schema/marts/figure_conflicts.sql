CREATE VIEW marts.figure_conflicts AS
SELECT
    claim.series,
    claim.event,
    claim.counted,
    claim.place_entity_id,
    claim.place,
    claim.measure,
    claim.unit,
    claim.currency,
    claim.as_of,
    claim.figure_id,
    claim.claimant,
    claim.value_low,
    claim.value_high,
    claim.bound,
    claim.stories,
    other_claim.figure_id AS other_figure_id,
    other_claim.claimant AS other_claimant,
    other_claim.value_low AS other_value_low,
    other_claim.value_high AS other_value_high,
    other_claim.bound AS other_bound,
    other_claim.stories AS other_stories
FROM marts.claims AS claim
JOIN marts.claims AS other_claim
    ON claim.series = other_claim.series
    AND claim.as_of = other_claim.as_of
    AND (claim.claimant_kind, claim.claimant, coalesce(claim.claimant_entity_id, 0))
        < (other_claim.claimant_kind, other_claim.claimant, coalesce(other_claim.claimant_entity_id, 0))
WHERE claim.status <> 'denied'
    AND other_claim.status <> 'denied'
    AND (
        claim.at_most < other_claim.at_least
        OR other_claim.at_most < claim.at_least
        OR (claim.at_most = other_claim.at_least AND (claim.bound = 'less_than' OR other_claim.bound = 'more_than'))
        OR (other_claim.at_most = claim.at_least AND (other_claim.bound = 'less_than' OR claim.bound = 'more_than'))
    );

COMMENT ON VIEW marts.figure_conflicts IS 'Two claimants who for one day say of one series what cannot both be: "over 1,400" and "1,500" can. Example: FROM marts.figure_conflicts WHERE event = ''killed'' ORDER BY as_of DESC';
COMMENT ON COLUMN marts.figure_conflicts.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figure_conflicts.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.figure_conflicts.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figure_conflicts.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.figure_conflicts.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.figure_conflicts.place IS 'Name of that place.';
COMMENT ON COLUMN marts.figure_conflicts.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.figure_conflicts.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.figure_conflicts.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.figure_conflicts.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.figure_conflicts.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figure_conflicts.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.bound IS 'As in figures.';
COMMENT ON COLUMN marts.figure_conflicts.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.figure_conflicts.other_figure_id IS 'The first figure of the other claim.';
COMMENT ON COLUMN marts.figure_conflicts.other_claimant IS 'The other claimant.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_bound IS 'As in figures.';
COMMENT ON COLUMN marts.figure_conflicts.other_stories IS 'Articles that state the other claim, with all copies of a story counted once.';
