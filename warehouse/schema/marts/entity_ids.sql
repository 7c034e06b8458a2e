CREATE VIEW marts.entity_ids AS
SELECT entity_id AS any_id, entity_id, NULL::VARCHAR AS reason FROM main.entities
UNION ALL
SELECT old_entity_id, new_entity_id, reason FROM main.entity_redirects;

COMMENT ON VIEW marts.entity_ids IS 'Every entity id that was ever published, and the one that stands for it now: for what was noted from earlier versions. Example: SELECT entity_id FROM marts.entity_ids WHERE any_id = 17';
COMMENT ON COLUMN marts.entity_ids.any_id IS 'An id of this or an earlier version.';
COMMENT ON COLUMN marts.entity_ids.entity_id IS 'The entity that it stands for now.';
COMMENT ON COLUMN marts.entity_ids.reason IS 'Why it is another one: merged or split; null where it is the same.';
