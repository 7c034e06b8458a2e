-- Each article says where it reports from (`place_entity_id`, `place_source`), and each place what it is (`place_type`).
-- Of earlier articles only the text can tell: `newsledger reprocess` reads them anew.
-- Fingerprint: abc1970515643e72

ALTER TABLE articles ADD COLUMN place_appearance_id BIGINT;

ALTER TABLE articles ADD COLUMN place_entity_id BIGINT;

ALTER TABLE articles ADD COLUMN place_source VARCHAR;

ALTER TABLE appearances ADD COLUMN place_type VARCHAR;

ALTER TABLE entities ADD COLUMN place_type VARCHAR;
