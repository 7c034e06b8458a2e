CREATE VIEW marts.claim_timeline AS
SELECT told.*, claim.is_superseded, claim.is_revision, claim.comparable
FROM marts.claims AS told
JOIN main.claims AS claim USING (figure_id)
WHERE told.status <> 'denied';

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
