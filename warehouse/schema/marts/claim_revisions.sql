-- One claim of each claimant and day, so that two numbers of one article, which are of two groups, are no revision.
CREATE VIEW marts.claim_revisions AS
WITH last_of_day AS (
    SELECT
        *,
        lag(figure_id) OVER (
            PARTITION BY series, event, claimant_kind, claimant, claimant_entity_id
            ORDER BY told_on, figure_id
        ) AS figure_id_before
    FROM main.claims
    WHERE series IS NOT NULL
        AND factuality = 'actual'
        AND status <> 'denied'
        AND is_last_of_day
        AND coalesce(measure, 'total') IN ('total', 'stock')
)
SELECT
    told.series,
    told.event,
    told.counted,
    told.place_entity_id,
    told.place,
    told.claimant,
    told.claimant_entity_id,
    CASE
        WHEN told.at_least > before.at_most THEN 'raised'
        WHEN told.at_most < before.at_least THEN 'lowered'
        ELSE 'refined'
    END AS change,
    before.told_on AS told_on_before,
    before.value_low AS value_low_before,
    before.value_high AS value_high_before,
    before.bound AS bound_before,
    told.told_on,
    told.value_low,
    told.value_high,
    told.bound,
    before_figure.sentence AS sentence_before,
    figure.sentence,
    before.figure_id AS figure_id_before,
    told.figure_id,
    told.article_id,
    article.outlet,
    article.load_id,
    told.thread_id
FROM last_of_day AS told
JOIN main.claims AS before ON before.figure_id = told.figure_id_before
JOIN main.figures AS figure ON figure.figure_id = told.figure_id
JOIN main.figures AS before_figure ON before_figure.figure_id = before.figure_id
JOIN main.articles AS article ON article.article_id = told.article_id
WHERE told.value_low IS DISTINCT FROM before.value_low
    OR told.value_high IS DISTINCT FROM before.value_high;

COMMENT ON VIEW marts.claim_revisions IS 'Numbers that their claimant told otherwise before: each claim with the one of the same claimant and series on an earlier day. Running totals and stocks only, and what happened. Example: SELECT event, claimant, change, value_low_before, value_low, told_on FROM marts.claim_revisions WHERE change = ''lowered'' ORDER BY told_on';
COMMENT ON COLUMN marts.claim_revisions.series IS 'What may be compared, as in claims.';
COMMENT ON COLUMN marts.claim_revisions.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claim_revisions.counted IS 'What is counted, as in claims.';
COMMENT ON COLUMN marts.claim_revisions.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.claim_revisions.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claim_revisions.claimant IS 'Who says so, as in claims.';
COMMENT ON COLUMN marts.claim_revisions.claimant_entity_id IS 'That one, where it is an entity.';
COMMENT ON COLUMN marts.claim_revisions.change IS 'raised or lowered, where the two numbers cannot both be; refined, where they can: dozens, then 43.';
COMMENT ON COLUMN marts.claim_revisions.told_on_before IS 'The day of the earlier number.';
COMMENT ON COLUMN marts.claim_revisions.value_low_before IS 'The earlier number, as in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_revisions.value_high_before IS 'The earlier number, as in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_revisions.bound_before IS 'The earlier number, as in figures.';
COMMENT ON COLUMN marts.claim_revisions.told_on IS 'The day of the later number.';
COMMENT ON COLUMN marts.claim_revisions.value_low IS 'The later number, as in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_revisions.value_high IS 'The later number, as in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_revisions.bound IS 'The later number, as in figures.';
COMMENT ON COLUMN marts.claim_revisions.sentence_before IS 'The sentence that states the earlier number.';
COMMENT ON COLUMN marts.claim_revisions.sentence IS 'The sentence that states the later number.';
COMMENT ON COLUMN marts.claim_revisions.figure_id_before IS 'The earlier claim.';
COMMENT ON COLUMN marts.claim_revisions.figure_id IS 'The later claim.';
COMMENT ON COLUMN marts.claim_revisions.article_id IS 'The article of the later claim.';
COMMENT ON COLUMN marts.claim_revisions.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.claim_revisions.load_id IS 'The load that last read that article.';
COMMENT ON COLUMN marts.claim_revisions.thread_id IS 'The thread of its story.';
