CREATE VIEW marts.all_claims AS
SELECT
    claim.figure_id,
    claim.series,
    claim.event,
    claim.counted,
    claim.place_entity_id,
    claim.place,
    claim.measure,
    claim.unit,
    claim.currency,
    claim.claimant_kind,
    claim.claimant_entity_id,
    claim.claimant,
    claim.as_of,
    claim.told_on,
    claim.status,
    claim.factuality,
    claim.is_background,
    claim.value_low,
    claim.value_high,
    claim.bound,
    claim.at_least,
    claim.at_most,
    claim.articles,
    claim.independent_articles,
    CAST(string_split(claim.figures, ' ') AS BIGINT[]) AS figures,
    figure.sentence,
    claim.article_id,
    article.outlet,
    article.story_id,
    claim.thread_id
FROM main.claims AS claim
JOIN main.figures AS figure ON figure.figure_id = claim.figure_id
JOIN main.articles AS article ON article.article_id = claim.article_id;

COMMENT ON VIEW marts.all_claims IS 'What one claimant says of one series for one day, however many articles repeat it, with what the articles say did not happen, or only may. Figures without an event are in none. Example: FROM marts.all_claims WHERE event = ''killed'' AND factuality <> ''actual''';
COMMENT ON COLUMN marts.all_claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.all_claims.series IS 'What may be compared, as one text: the thread, what happened, what is counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; null for a number of another happening than that of its story, and where nothing says what is counted.';
COMMENT ON COLUMN marts.all_claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.all_claims.counted IS 'What is counted: people, whatever word is used for persons; a group of them that is told apart, such as children; else the noun.';
COMMENT ON COLUMN marts.all_claims.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.all_claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.all_claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.all_claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.all_claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.all_claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.all_claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.all_claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.all_claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.all_claims.told_on IS 'The day that it has in a timeline: as_of, or the day of publication where as_of is before the first report of the thread, for then it dates what happened and not the count.';
COMMENT ON COLUMN marts.all_claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.all_claims.factuality IS 'Whether it happened, as its articles tell it: actual, negated, possible, predicted or hypothetical.';
COMMENT ON COLUMN marts.all_claims.is_background IS 'Whether it is of another happening than that of its story; such a claim is compared with nothing.';
COMMENT ON COLUMN marts.all_claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.all_claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.articles IS 'Articles that state it, copies included.';
COMMENT ON COLUMN marts.all_claims.independent_articles IS 'Articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.all_claims.figures IS 'All its figures.';
COMMENT ON COLUMN marts.all_claims.sentence IS 'The sentence of that first figure.';
COMMENT ON COLUMN marts.all_claims.article_id IS 'The article of that first figure.';
COMMENT ON COLUMN marts.all_claims.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.all_claims.story_id IS 'The story of that article.';
COMMENT ON COLUMN marts.all_claims.thread_id IS 'The thread of that story.';
