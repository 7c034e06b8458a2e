CREATE VIEW marts.wire_stories AS
WITH copies AS (
    SELECT
        copy.copy_of AS article_id,
        copy.outlet,
        copy.published_on,
        -- A duplicate has its original's words, so what was done to that text holds for it too.
        coalesce(link.share, 1) AS share,
        coalesce(link.earlier_share, 1) AS earlier_share
    FROM main.articles AS copy
    LEFT JOIN main.copy_links AS link ON link.article_id = coalesce(copy.duplicate_of, copy.article_id)
    WHERE copy.copy_of IS NOT NULL
)
SELECT
    original.published_on,
    original.outlet,
    original.headline,
    count(*) AS copies,
    list(DISTINCT copies.outlet ORDER BY copies.outlet) FILTER (
        copies.outlet IS DISTINCT FROM original.outlet AND copies.outlet IS NOT NULL
    ) AS printed_by,
    count(*) FILTER (copies.share >= 0.95 AND copies.earlier_share >= 0.95) AS whole,
    count(*) FILTER (copies.share >= 0.95 AND copies.earlier_share < 0.95) AS cut,
    count(*) FILTER (copies.share < 0.95) AS edited,
    max(copies.published_on) AS last_day,
    original.article_id,
    original.story_id
FROM copies
JOIN main.articles AS original ON original.article_id = copies.article_id
GROUP BY original.published_on, original.outlet, original.headline, original.article_id, original.story_id;

COMMENT ON VIEW marts.wire_stories IS 'Articles that others reprint, with who prints them and what they do to the text. An original is the earliest article of those that reprint one text, so an agency that is not in the corpus is not seen. Example: SELECT outlet, headline, printed_by, whole, cut, edited FROM marts.wire_stories ORDER BY copies DESC LIMIT 10';
COMMENT ON COLUMN marts.wire_stories.published_on IS 'Day of publication of the original; null where not known.';
COMMENT ON COLUMN marts.wire_stories.outlet IS 'Publisher of the original; null where not known.';
COMMENT ON COLUMN marts.wire_stories.headline IS 'Headline of the original.';
COMMENT ON COLUMN marts.wire_stories.copies IS 'Articles that reprint it.';
COMMENT ON COLUMN marts.wire_stories.printed_by IS 'The other outlets that do so; null where none is known.';
COMMENT ON COLUMN marts.wire_stories.whole IS 'Copies that have its words, but for a few in a hundred.';
COMMENT ON COLUMN marts.wire_stories.cut IS 'Copies that have nothing but words of it, and not all of them.';
COMMENT ON COLUMN marts.wire_stories.edited IS 'Copies with words of their own.';
COMMENT ON COLUMN marts.wire_stories.last_day IS 'Day of publication of the last copy.';
COMMENT ON COLUMN marts.wire_stories.article_id IS 'The original.';
COMMENT ON COLUMN marts.wire_stories.story_id IS 'The story that it tells.';
