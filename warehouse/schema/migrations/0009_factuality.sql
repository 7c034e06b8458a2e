-- Each figure says whether it happened (`factuality`), what it is a part of (`part_of_figure_id`), which value it replaces
-- (`change_from`), whether it is of another happening (`is_background`), and how its place is known (`place_source`).
-- Earlier figures were all taken as actual: `newsledger reprocess` reads their articles anew.
-- Fingerprint: bcfa6aedb80a39b2

ALTER TABLE figures ADD COLUMN factuality VARCHAR;

ALTER TABLE figures ADD COLUMN change_from DOUBLE;

ALTER TABLE figures ADD COLUMN part_of_figure_id BIGINT;

ALTER TABLE figures ADD COLUMN is_background BOOLEAN;

ALTER TABLE figures ADD COLUMN place_source VARCHAR;

UPDATE figures SET factuality = 'actual', place_source = CASE WHEN place_entity_id IS NOT NULL THEN 'sentence' END;
