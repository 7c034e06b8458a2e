CREATE VIEW marts.syndication AS
WITH copies AS (
    SELECT
        original.outlet AS original_outlet,
        copy.outlet AS copy_outlet,
        copy.published_on,
        -- A duplicate has its original's words, so what was done to that text holds for it too.
        coalesce(link.share, 1) AS share,
        coalesce(link.earlier_share, 1) AS earlier_share
    FROM main.articles AS copy
    JOIN main.articles AS original ON original.article_id = copy.copy_of
    LEFT JOIN main.copy_links AS link ON link.article_id = coalesce(copy.duplicate_of, copy.article_id)
)
SELECT
    original_outlet,
    copy_outlet,
    count(*) AS articles,
    avg((share >= 0.95 AND earlier_share >= 0.95)::INTEGER) AS whole,
    avg((share >= 0.95 AND earlier_share < 0.95)::INTEGER) AS cut,
    avg((share < 0.95)::INTEGER) AS edited,
    min(published_on) AS first_day,
    max(published_on) AS last_day
FROM copies
GROUP BY original_outlet, copy_outlet;

COMMENT ON VIEW marts.syndication IS 'Who prints whom: which outlet''s articles another one reprints, whole, cut or edited. An original is the earliest article of those that reprint one text, so an agency that is not in the corpus is not seen. Example: SELECT original_outlet, copy_outlet, articles FROM marts.syndication WHERE original_outlet <> copy_outlet ORDER BY articles DESC LIMIT 20';
COMMENT ON COLUMN marts.syndication.original_outlet IS 'Publisher of the originals (articles.copy_of); null where not known.';
COMMENT ON COLUMN marts.syndication.copy_outlet IS 'Publisher of the copies; the same where an outlet prints its own text again; null where not known.';
COMMENT ON COLUMN marts.syndication.articles IS 'Copies that it printed.';
COMMENT ON COLUMN marts.syndication.whole IS 'Share of these that have the original''s words, but for a few in a hundred.';
COMMENT ON COLUMN marts.syndication.cut IS 'Share of these that have nothing but words of the original, and not all of them.';
COMMENT ON COLUMN marts.syndication.edited IS 'Share of these with words of their own: local paragraphs, a frame, another wording.';
COMMENT ON COLUMN marts.syndication.first_day IS 'Day of publication of the first copy; null where none is dated.';
COMMENT ON COLUMN marts.syndication.last_day IS 'That of the last copy.';
