CREATE MACRO marts.compare_outlets(one, other) AS TABLE
SELECT
    coalesce(left_side.entity_id, right_side.entity_id) AS entity_id,
    coalesce(left_side.kind, right_side.kind) AS kind,
    coalesce(left_side.name, right_side.name) AS name,
    coalesce(left_side.articles, 0) AS articles,
    coalesce(left_side.share, 0) AS share,
    coalesce(right_side.articles, 0) AS other_articles,
    coalesce(right_side.share, 0) AS other_share,
    coalesce(left_side.share, 0) - coalesce(right_side.share, 0) AS difference
FROM (FROM marts.outlet_entities WHERE outlet = one) AS left_side
FULL JOIN (FROM marts.outlet_entities WHERE outlet = other) AS right_side
    ON right_side.entity_id = left_side.entity_id;

COMMENT ON MACRO TABLE marts.compare_outlets IS 'Whom and what two outlets name: for each entity the articles of either that name it, as a number and as a share of all its articles, and the difference of the shares. Example: SELECT kind, name, articles, other_articles, difference FROM marts.compare_outlets(''Harbour Post'', ''Meridian Wire'') ORDER BY abs(difference) DESC LIMIT 10';
