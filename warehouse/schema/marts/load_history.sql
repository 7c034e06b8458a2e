CREATE VIEW marts.load_history AS
SELECT
    load.load_id,
    load.started_at,
    load.finished_at,
    load.verdict,
    load.files_seen,
    load.articles_added,
    load.articles_new,
    (SELECT count(*) FROM main.rejections AS rejection WHERE rejection.load_id = load.load_id) AS rejections,
    (SELECT count(*) FROM main.checks AS load_check WHERE load_check.load_id = load.load_id) AS checks,
    (
        SELECT count(*) FROM main.checks AS load_check
        WHERE load_check.load_id = load.load_id AND NOT load_check.passed
    ) AS checks_failed,
    (
        SELECT count(*) FROM main.checks AS load_check
        WHERE load_check.load_id = load.load_id AND NOT load_check.passed AND load_check.severity = 'warn'
    ) AS warnings,
    load.code_version,
    load.model_version
FROM main.loads AS load;

COMMENT ON VIEW marts.load_history IS 'Every load that reached the gate, refused ones included. Example: FROM marts.load_history ORDER BY load_id DESC LIMIT 7';
COMMENT ON COLUMN marts.load_history.load_id IS 'The load.';
COMMENT ON COLUMN marts.load_history.started_at IS 'When it began, UTC.';
COMMENT ON COLUMN marts.load_history.finished_at IS 'When the verdict was reached, UTC.';
COMMENT ON COLUMN marts.load_history.verdict IS 'published or refused.';
COMMENT ON COLUMN marts.load_history.files_seen IS 'Files that were new or changed.';
COMMENT ON COLUMN marts.load_history.articles_added IS 'Articles written, new and replaced.';
COMMENT ON COLUMN marts.load_history.articles_new IS 'Those of them that it met for the first time.';
COMMENT ON COLUMN marts.load_history.rejections IS 'Inputs it did not take; 0 for a refused load, whose rows are not kept.';
COMMENT ON COLUMN marts.load_history.checks IS 'Checks made.';
COMMENT ON COLUMN marts.load_history.checks_failed IS 'All checks that did not hold, warnings among them.';
COMMENT ON COLUMN marts.load_history.warnings IS 'Checks that did not hold and refuse no load.';
COMMENT ON COLUMN marts.load_history.code_version IS 'Version of newsledger.';
COMMENT ON COLUMN marts.load_history.model_version IS 'Language model and its version.';
