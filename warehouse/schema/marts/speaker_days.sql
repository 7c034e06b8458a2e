CREATE VIEW marts.speaker_days AS
WITH role_of AS (
    SELECT appearance_id, min(role) AS role
    FROM main.roles
    GROUP BY appearance_id
)
SELECT
    article.published_on AS day,
    article.outlet,
    quote.speaker_entity_id,
    speaker.name AS speaker,
    speaker.kind,
    min(role_of.role) AS role,
    min(quote.speaker_gender) AS gender,
    count(*) AS quotes,
    count(*) FILTER (article.copy_of IS NULL) AS independent_quotes
FROM main.quotes AS quote
JOIN main.articles AS article ON article.article_id = quote.article_id
JOIN main.entities AS speaker ON speaker.entity_id = quote.speaker_entity_id
LEFT JOIN role_of ON role_of.appearance_id = quote.speaker_appearance_id
GROUP BY article.published_on, article.outlet, quote.speaker_entity_id, speaker.name, speaker.kind;

COMMENT ON VIEW marts.speaker_days IS 'Who is quoted how often, by day and outlet, with the role and the gender that the articles give. Example: SELECT speaker, any_value(role) AS role, sum(independent_quotes) AS quotes FROM marts.speaker_days WHERE kind = ''PERSON'' GROUP BY speaker_entity_id, speaker ORDER BY quotes DESC LIMIT 10';
COMMENT ON COLUMN marts.speaker_days.day IS 'Day of publication; null where not known.';
COMMENT ON COLUMN marts.speaker_days.outlet IS 'Publisher; null where not known.';
COMMENT ON COLUMN marts.speaker_days.speaker_entity_id IS 'Who is quoted.';
COMMENT ON COLUMN marts.speaker_days.speaker IS 'The name of that entity.';
COMMENT ON COLUMN marts.speaker_days.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.speaker_days.role IS 'A role that these articles give, in their words: of several the first by the alphabet; null where none gives one.';
COMMENT ON COLUMN marts.speaker_days.gender IS 'female or male, as these articles show it by title, kinship, role or pronoun, never by a given name; null where none does.';
COMMENT ON COLUMN marts.speaker_days.quotes IS 'Quotations, reported speech and those of copies included.';
COMMENT ON COLUMN marts.speaker_days.independent_quotes IS 'Those of articles that are nobody''s copy.';
