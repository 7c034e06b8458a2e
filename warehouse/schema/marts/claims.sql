CREATE VIEW marts.claims AS
SELECT * EXCLUDE (factuality)
FROM marts.all_claims
WHERE factuality = 'actual';

COMMENT ON VIEW marts.claims IS 'What one claimant says happened, of one series for one day, however many articles repeat it. Figures without an event are in none, and those of what did not happen, or only may, are in all_claims. Example: FROM marts.claims WHERE event = ''killed'' ORDER BY independent_articles DESC';
COMMENT ON COLUMN marts.claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claims.series IS 'What may be compared, as one text: the thread, what happened, what is counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; null for a number of another happening than that of its story, and where nothing says what is counted.';
COMMENT ON COLUMN marts.claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claims.counted IS 'What is counted: people, whatever word is used for persons; a group of them that is told apart, such as children; else the noun.';
COMMENT ON COLUMN marts.claims.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claims.told_on IS 'The day that it has in a timeline: as_of, or the day of publication where as_of is before the first report of the thread, for then it dates what happened and not the count.';
COMMENT ON COLUMN marts.claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claims.is_background IS 'Whether it is of another happening than that of its story; such a claim is compared with nothing.';
COMMENT ON COLUMN marts.claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.articles IS 'Articles that state it, copies included.';
COMMENT ON COLUMN marts.claims.independent_articles IS 'Articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.claims.figures IS 'All its figures.';
COMMENT ON COLUMN marts.claims.sentence IS 'The sentence of that first figure.';
COMMENT ON COLUMN marts.claims.article_id IS 'The article of that first figure.';
COMMENT ON COLUMN marts.claims.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.claims.story_id IS 'The story of that article.';
COMMENT ON COLUMN marts.claims.thread_id IS 'The thread of that story.';
