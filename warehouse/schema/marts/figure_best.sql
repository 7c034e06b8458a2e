CREATE MACRO marts.figure_best(policy) AS TABLE
SELECT *
FROM marts.figures_latest
WHERE series IS NOT NULL
    AND (
        policy IN ('lowest', 'highest', 'newest', 'most_told')
        OR error('figure_best knows the policies lowest, highest, newest and most_told')
    )
QUALIFY row_number() OVER (
    PARTITION BY series
    ORDER BY
        CASE policy
            WHEN 'lowest' THEN coalesce(at_least, at_most)
            WHEN 'highest' THEN -coalesce(at_most, at_least)
            WHEN 'most_told' THEN -independent_articles
            ELSE -epoch(told_on)
        END NULLS LAST,
        told_on DESC NULLS LAST,
        figure_id
) = 1;

COMMENT ON MACRO TABLE marts.figure_best IS 'One claim of each series, a row of marts.figures_latest, chosen by a policy: lowest, highest, newest or most_told. Example: FROM marts.figure_best(''lowest'') WHERE event = ''killed''';
