-- Its steps: what came before each claim; which repeat an older number after a newer one was told; the newest of each
-- claimant.
CREATE VIEW marts.claim_timeline AS
WITH told AS (
    SELECT
        *,
        series IS NOT NULL AND told_on IS NOT NULL AND measure IS DISTINCT FROM 'increment' AS has_order,
        -- The counts of all others only add up.
        has_order AND coalesce(measure, 'total') = 'total' AND event NOT IN (
            'released', 'missing', 'deployed', 'attacked', 'population', 'paid', 'changed', 'hospitalized', 'fined',
            'sentenced', 'raised'
        ) AS can_only_grow,
        max(at_least) OVER earlier_days AS told_before,
        min(told_on) OVER same_number AS first_told_on
    FROM marts.claims
    WHERE status <> 'denied'
    WINDOW
        earlier_days AS (
            PARTITION BY series, claimant_kind, claimant_entity_id, claimant
            ORDER BY told_on RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING
        ),
        same_number AS (
            PARTITION BY series, claimant_kind, claimant_entity_id, claimant, value_low, value_high, bound
        )
),
compared AS (
    SELECT
        *,
        coalesce(can_only_grow AND at_most < told_before, false) AS is_lower,
        -- Papers repeat old tolls below new ones.
        is_lower AND first_told_on < told_on AS is_repeated
    FROM told
),
newest AS (
    SELECT
        *,
        arg_max(
            figure_id,
            (told_on, as_of, CASE WHEN can_only_grow THEN coalesce(at_least, at_most) ELSE 0 END, figure_id)
        ) FILTER (has_order AND NOT is_repeated) OVER (
            PARTITION BY series, claimant_kind, claimant_entity_id, claimant
        ) AS newest_id
    FROM compared
)
SELECT
    * EXCLUDE (has_order, can_only_grow, told_before, first_told_on, is_lower, is_repeated, newest_id),
    has_order AND figure_id <> newest_id AS is_superseded,
    is_lower AND NOT is_repeated AS is_revision,
    CASE WHEN series IS NULL THEN 0 ELSE count(*) OVER (PARTITION BY series) - 1 END AS comparable
FROM newest;

COMMENT ON VIEW marts.claim_timeline IS 'Claims, denials left out, with what became of them. Example: FROM marts.claim_timeline WHERE event = ''killed'' AND place = ''Tessaly'' ORDER BY series, claimant, told_on';
COMMENT ON COLUMN marts.claim_timeline.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claim_timeline.series IS 'What may be compared, as one text: the thread, what happened, what is counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; null for a number of another happening than that of its story, and where nothing says what is counted.';
COMMENT ON COLUMN marts.claim_timeline.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claim_timeline.counted IS 'What is counted: people, whatever word is used for persons; a group of them that is told apart, such as children; else the noun.';
COMMENT ON COLUMN marts.claim_timeline.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.claim_timeline.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claim_timeline.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claim_timeline.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claim_timeline.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claim_timeline.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claim_timeline.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claim_timeline.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.claim_timeline.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claim_timeline.told_on IS 'The day that it has in a timeline: as_of, or the day of publication where as_of is before the first report of the thread, for then it dates what happened and not the count.';
COMMENT ON COLUMN marts.claim_timeline.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claim_timeline.is_background IS 'Whether it is of another happening than that of its story; such a claim is compared with nothing.';
COMMENT ON COLUMN marts.claim_timeline.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claim_timeline.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.articles IS 'Articles that state it, copies included.';
COMMENT ON COLUMN marts.claim_timeline.independent_articles IS 'Articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.claim_timeline.figures IS 'All its figures.';
COMMENT ON COLUMN marts.claim_timeline.sentence IS 'The sentence of that first figure.';
COMMENT ON COLUMN marts.claim_timeline.article_id IS 'The article of that first figure.';
COMMENT ON COLUMN marts.claim_timeline.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.claim_timeline.story_id IS 'The story of that article.';
COMMENT ON COLUMN marts.claim_timeline.thread_id IS 'The thread of that story.';
COMMENT ON COLUMN marts.claim_timeline.is_superseded IS 'Whether the same claimant told another number of the series later.';
COMMENT ON COLUMN marts.claim_timeline.is_revision IS 'Whether a running total is below one that the same claimant told on an earlier day.';
COMMENT ON COLUMN marts.claim_timeline.comparable IS 'Other claims of the series; 0 for one that can be compared with nothing.';
