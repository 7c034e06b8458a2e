CREATE VIEW marts.data_as_of AS
SELECT
    load_id,
    finished_at AS loaded_at,
    (SELECT max(published_on) FROM main.articles) AS newest_article_on,
    (SELECT count(*) FROM main.articles) AS articles,
    (SELECT count(DISTINCT outlet) FROM main.articles) AS outlets,
    (SELECT count(*) FROM main.entities) AS entities,
    (SELECT count(*) FROM main.figures) AS figures,
    (SELECT count(*) FROM main.quotes) AS quotes
FROM main.loads
WHERE verdict = 'published'
ORDER BY load_id DESC
LIMIT 1;

COMMENT ON VIEW marts.data_as_of IS 'One row: which load this version is, and what it holds. Example: SELECT load_id, newest_article_on FROM marts.data_as_of';
COMMENT ON COLUMN marts.data_as_of.load_id IS 'The load that made this version.';
COMMENT ON COLUMN marts.data_as_of.loaded_at IS 'When it was accepted, UTC.';
COMMENT ON COLUMN marts.data_as_of.newest_article_on IS 'Latest day of publication of any article.';
COMMENT ON COLUMN marts.data_as_of.articles IS 'Articles, copies of syndicated stories included.';
COMMENT ON COLUMN marts.data_as_of.outlets IS 'Known outlets.';
COMMENT ON COLUMN marts.data_as_of.entities IS 'Entities.';
COMMENT ON COLUMN marts.data_as_of.figures IS 'Figures.';
COMMENT ON COLUMN marts.data_as_of.quotes IS 'Quotations.';
