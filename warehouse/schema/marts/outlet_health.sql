CREATE VIEW marts.outlet_health AS
WITH days AS (
    SELECT
        outlet,
        count(*) AS articles,
        max(published_on) AS last_day,
        (SELECT max(published_on) FROM main.articles) - max(published_on) AS days_silent,
        -- As in "every second day", from the first of its days to the last.
        (max(published_on) - min(published_on)) / nullif(count(DISTINCT published_on) - 1, 0) AS usual_days_between
    FROM main.articles
    WHERE outlet IS NOT NULL
    GROUP BY outlet
),
of_loads AS (
    SELECT
        outlet,
        load_id,
        max(of_articles) AS articles,
        coalesce(sum(characters) FILTER (kind NOT IN ('headline', 'summary', 'body', 'byline', 'caption')), 0)
            / sum(characters) AS removed_share
    FROM main.outlet_rules
    GROUP BY outlet, load_id
),
lasts AS (
    SELECT outlet, max(load_id) AS load_id
    FROM of_loads
    GROUP BY outlet
),
compared AS (
    SELECT
        lasts.outlet,
        lasts.load_id,
        any_value(of_loads.articles) FILTER (of_loads.load_id = lasts.load_id) AS load_articles,
        median(of_loads.articles) FILTER (of_loads.load_id < lasts.load_id) AS usual_load_articles,
        any_value(of_loads.removed_share) FILTER (of_loads.load_id = lasts.load_id) AS removed_share,
        median(of_loads.removed_share) FILTER (of_loads.load_id < lasts.load_id) AS usual_removed_share
    FROM lasts
    JOIN of_loads USING (outlet)
    GROUP BY lasts.outlet, lasts.load_id
)
SELECT
    days.outlet,
    days.articles,
    days.last_day,
    days.days_silent,
    days.usual_days_between,
    compared.load_id AS last_load_id,
    compared.load_articles,
    compared.usual_load_articles,
    compared.removed_share,
    compared.usual_removed_share
FROM days
LEFT JOIN compared USING (outlet);

COMMENT ON VIEW marts.outlet_health IS 'Whether each outlet still comes, and still looks as it did: its last day against how often it writes, and its last load against its earlier ones. A share removed that moved by more than 0.15 mostly means that its pages have a new template. Example: SELECT outlet, days_silent, usual_days_between FROM marts.outlet_health WHERE days_silent > 3 * usual_days_between ORDER BY days_silent DESC';
COMMENT ON COLUMN marts.outlet_health.outlet IS 'Publisher.';
COMMENT ON COLUMN marts.outlet_health.articles IS 'All its articles.';
COMMENT ON COLUMN marts.outlet_health.last_day IS 'Day of publication of the newest; null where none is dated.';
COMMENT ON COLUMN marts.outlet_health.days_silent IS 'Days from it to the newest article of any outlet.';
COMMENT ON COLUMN marts.outlet_health.usual_days_between IS 'Days from one of its days with articles to the next, on average; null with fewer than two.';
COMMENT ON COLUMN marts.outlet_health.last_load_id IS 'The last load with articles of it.';
COMMENT ON COLUMN marts.outlet_health.load_articles IS 'Its articles in that load.';
COMMENT ON COLUMN marts.outlet_health.usual_load_articles IS 'Median of the earlier loads with articles of it; null where there was none.';
COMMENT ON COLUMN marts.outlet_health.removed_share IS 'Share of the characters of that load that was taken out as boilerplate.';
COMMENT ON COLUMN marts.outlet_health.usual_removed_share IS 'Median of that share in the earlier loads; null where there was none.';
