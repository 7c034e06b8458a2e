CREATE VIEW marts.figures_latest AS
SELECT
    claim.* EXCLUDE (is_superseded),
    min(coalesce(at_least, at_most)) OVER same_series AS lowest,
    max(coalesce(at_most, at_least)) OVER same_series AS highest,
    count(*) OVER same_series AS claims
FROM marts.claim_timeline AS claim
WHERE NOT is_superseded
WINDOW same_series AS (PARTITION BY coalesce(series, CAST(figure_id AS VARCHAR)));

COMMENT ON VIEW marts.figures_latest IS 'The newest claims of each claimant, and the lowest and highest of all claimants; never an average. Example: FROM marts.figures_latest WHERE event = ''killed'' AND claims > 1';
COMMENT ON COLUMN marts.figures_latest.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figures_latest.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.figures_latest.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figures_latest.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.figures_latest.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.figures_latest.place IS 'Name of that place.';
COMMENT ON COLUMN marts.figures_latest.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.figures_latest.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.figures_latest.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.figures_latest.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.figures_latest.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.figures_latest.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.figures_latest.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figures_latest.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.figures_latest.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.bound IS 'As in figures.';
COMMENT ON COLUMN marts.figures_latest.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.figures_latest.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.figures_latest.figures IS 'All its figures.';
COMMENT ON COLUMN marts.figures_latest.is_revision IS 'Whether a running total is below what the claimant said for an earlier day.';
COMMENT ON COLUMN marts.figures_latest.lowest IS 'Least value of the newest claims of the series.';
COMMENT ON COLUMN marts.figures_latest.highest IS 'Greatest value of the newest claims of the series.';
COMMENT ON COLUMN marts.figures_latest.claims IS 'Newest claims of the series.';
