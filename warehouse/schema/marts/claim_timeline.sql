CREATE VIEW marts.claim_timeline AS
SELECT
    claim.*,
    series IS NOT NULL
        AND as_of IS NOT NULL
        AND measure IS DISTINCT FROM 'increment'
        AND count(as_of) OVER later_days > 0 AS is_superseded,
    coalesce(
        series IS NOT NULL
        AND as_of IS NOT NULL
        -- Those may fall again; the counts of all other events only add up.
        AND event NOT IN (
            'released', 'missing', 'deployed', 'attacked', 'population', 'paid', 'changed', 'hospitalized', 'fined',
            'sentenced', 'raised'
        )
        AND coalesce(measure, 'total') = 'total'
        AND at_most < max(at_least) OVER earlier_days,
        false
    ) AS is_revision
FROM marts.claims AS claim
WHERE status <> 'denied'
WINDOW
    later_days AS (
        PARTITION BY series, claimant_kind, claimant_entity_id, claimant
        ORDER BY as_of RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
    ),
    earlier_days AS (
        PARTITION BY series, claimant_kind, claimant_entity_id, claimant
        ORDER BY as_of RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING
    );

COMMENT ON VIEW marts.claim_timeline IS 'Claims, denials left out, with what became of them. Example: FROM marts.claim_timeline WHERE event = ''killed'' AND place = ''Tessaly'' ORDER BY claimant, as_of';
COMMENT ON COLUMN marts.claim_timeline.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claim_timeline.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.claim_timeline.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claim_timeline.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.claim_timeline.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.claim_timeline.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claim_timeline.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claim_timeline.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claim_timeline.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claim_timeline.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claim_timeline.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claim_timeline.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.claim_timeline.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claim_timeline.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claim_timeline.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claim_timeline.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.claim_timeline.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.claim_timeline.figures IS 'All its figures.';
COMMENT ON COLUMN marts.claim_timeline.is_superseded IS 'Whether the claimant says something of this series for a later day.';
COMMENT ON COLUMN marts.claim_timeline.is_revision IS 'Whether a running total is below what the claimant said for an earlier day.';
