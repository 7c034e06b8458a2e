CREATE VIEW marts.entity_facts AS
WITH facts AS (
    SELECT entity_id, 'role' AS fact, role AS text, article_id, role_id AS id, raw_start, raw_end
    FROM main.roles
    UNION ALL
    SELECT speaker_entity_id, 'says', text, article_id, quote_id, raw_start, raw_end
    FROM main.quotes
    WHERE speaker_entity_id IS NOT NULL
    UNION ALL
    SELECT attributed_entity_id, 'claims', sentence, article_id, figure_id, raw_start, raw_end
    FROM main.figures
    WHERE attributed_entity_id IS NOT NULL
    UNION ALL
    SELECT actor_entity_id, 'did', sentence, article_id, figure_id, raw_start, raw_end
    FROM main.figures
    WHERE actor_entity_id IS NOT NULL
    UNION ALL
    SELECT counted_entity_id, 'is counted', sentence, article_id, figure_id, raw_start, raw_end
    FROM main.figures
    WHERE counted_entity_id IS NOT NULL
    UNION ALL
    SELECT place_entity_id, 'is the place', sentence, article_id, figure_id, raw_start, raw_end
    FROM main.figures
    WHERE place_entity_id IS NOT NULL
    UNION ALL
    SELECT entity_id, 'is named', surface, article_id, mention_id, raw_start, raw_end
    FROM main.mentions
)
SELECT
    facts.entity_id,
    entity.kind,
    entity.name,
    article.published_on AS day,
    facts.fact,
    facts.text,
    article.outlet,
    article.headline,
    article.copy_of IS NOT NULL AS is_copy,
    facts.id,
    facts.article_id,
    facts.raw_start,
    facts.raw_end
FROM facts
JOIN main.entities AS entity ON entity.entity_id = facts.entity_id
JOIN main.articles AS article ON article.article_id = facts.article_id;

COMMENT ON VIEW marts.entity_facts IS 'All that articles tell of an entity, one thing a row: roles, what it says, numbers that it claims, numbers of what it did, of itself or at the place, and where it is named. Always choose an entity, by entity_id or by name. Example: SELECT day, fact, text, outlet FROM marts.entity_facts WHERE name = ''Anna Brook'' AND fact <> ''is named'' AND NOT is_copy ORDER BY day';
COMMENT ON COLUMN marts.entity_facts.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entity_facts.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_facts.name IS 'Its name.';
COMMENT ON COLUMN marts.entity_facts.day IS 'Day of publication of the article; null where not known.';
COMMENT ON COLUMN marts.entity_facts.fact IS 'role, says, claims, did (it is the actor of the number), is counted, is the place, or is named.';
COMMENT ON COLUMN marts.entity_facts.text IS 'The role, the quoted words, the sentence of the number, or the name as written.';
COMMENT ON COLUMN marts.entity_facts.outlet IS 'Publisher of the article.';
COMMENT ON COLUMN marts.entity_facts.headline IS 'Headline of the article.';
COMMENT ON COLUMN marts.entity_facts.is_copy IS 'Whether the article is a copy of an earlier one.';
COMMENT ON COLUMN marts.entity_facts.id IS 'role_id, quote_id, figure_id or mention_id, by fact.';
COMMENT ON COLUMN marts.entity_facts.article_id IS 'The article.';
COMMENT ON COLUMN marts.entity_facts.raw_start IS 'First character in articles.raw_text: of the number, where the text is its sentence.';
COMMENT ON COLUMN marts.entity_facts.raw_end IS 'End in articles.raw_text, exclusive.';
