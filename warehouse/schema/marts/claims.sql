CREATE VIEW marts.claims AS
SELECT * EXCLUDE (factuality)
FROM marts.all_claims
WHERE factuality = 'actual';

COMMENT ON VIEW marts.claims IS 'What one claimant says happened, of one series on one day, however many articles repeat it. Figures without an event are in none, and those of what did not happen, or only may, are in all_claims. Example: FROM marts.claims WHERE event = ''killed'' ORDER BY stories DESC';
COMMENT ON COLUMN marts.claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claims.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claims.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.claims.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.claims.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.claims.figures IS 'All its figures.';
