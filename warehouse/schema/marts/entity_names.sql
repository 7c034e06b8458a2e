CREATE VIEW marts.entity_names AS
WITH spellings AS (
    SELECT alias AS spelling, entity_id, mentions, articles FROM main.entity_aliases
    UNION ALL
    -- An entity's own name is a spelling too, even where no alias holds it.
    SELECT name, entity_id, 0, 0 FROM main.entities
)
SELECT
    spellings.spelling,
    entity.entity_id,
    entity.kind,
    entity.name,
    max(spellings.mentions)::INTEGER AS mentions,
    max(spellings.articles)::INTEGER AS articles
FROM spellings
JOIN main.entities AS entity USING (entity_id)
GROUP BY spellings.spelling, entity.entity_id, entity.kind, entity.name;

COMMENT ON VIEW marts.entity_names IS 'Every spelling of every entity; one that several entities bear has a row for each. Example: SELECT entity_id, kind, name FROM marts.entity_names WHERE spelling = ''Anna Brook''';
COMMENT ON COLUMN marts.entity_names.spelling IS 'The spelling, as written in articles.';
COMMENT ON COLUMN marts.entity_names.entity_id IS 'An entity that bears it.';
COMMENT ON COLUMN marts.entity_names.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_names.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entity_names.mentions IS 'Mentions of the entity with this spelling.';
COMMENT ON COLUMN marts.entity_names.articles IS 'Articles that name the entity with this spelling.';
