"""Which figures are of the happening that their article's story tells, and where that is, once the stories are right.

What a sentence tells of that stands in `figure_parts`, as the parts `background` and `place`; the rest follows from the
days and the places of the story. All of it is derived anew, for a night may change any story.
"""

import duckdb

from warehouse.build.connections import execute_all


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Sets `is_background` of all figures, and the place of those that have their article's; changes only what differs.

    Args:
        con: the candidate, with its figures, and its stories settled.
    """
    execute_all(con, (_BACKGROUND, _PLACES))


# Long before the first article of the thread is another happening, for what is told has happened within some days. In
# another country a few days are enough: reports of the first day speak of "Sunday". A day within those of the thread is
# never long ago, even where the article is of a year later: the trial of an attack is in the attack's thread.
_BACKGROUND = """
    WITH told AS (
        SELECT figure_id, bool_or(rule <> 'old_time') AS is_surely FROM figure_parts WHERE part = 'background'
        GROUP BY figure_id
    ),
    days AS (
        SELECT article_id, story_id, first_published_on AS first_day
        FROM articles JOIN (SELECT story_id, thread_id FROM stories) USING (story_id)
        JOIN (SELECT thread_id, first_published_on FROM threads) USING (thread_id)
    ),
    countries AS (
        SELECT DISTINCT story_id, country_code
        FROM articles JOIN entities ON entity_id = place_entity_id WHERE country_code IS NOT NULL
    ),
    abroad AS (
        SELECT figure_id
        FROM figures JOIN days USING (article_id) JOIN entities ON entity_id = place_entity_id
        WHERE figures.place_source = 'sentence' AND country_code IS NOT NULL
            AND story_id IN (SELECT story_id FROM countries)
            AND (story_id, country_code) NOT IN (SELECT (story_id, country_code) FROM countries)
    ),
    known AS (
        SELECT figure_id,
            coalesce(is_surely, false)
            OR (is_surely IS NOT NULL AND (as_of IS NULL OR first_day IS NULL))
            OR (as_of_source IN ('sentence', 'period') AND as_of < first_day - INTERVAL 31 DAY)
            OR (
                as_of_source IN ('sentence', 'period') AND as_of < first_day - INTERVAL 3 DAY
                AND figure_id IN (FROM abroad)
            ) AS is_background
        FROM figures JOIN days USING (article_id) LEFT JOIN told USING (figure_id)
    )
    UPDATE figures SET is_background = known.is_background
    FROM known WHERE known.figure_id = figures.figure_id
        AND figures.is_background IS DISTINCT FROM known.is_background
"""

_PLACES = """
    WITH of_article AS (
        SELECT figure_id, article_id, rule FROM figure_parts
        WHERE part = 'place' AND rule IN ('dateline', 'headline', 'story')
    ),
    told AS (
        SELECT story_id, entity_id AS most_told FROM articles JOIN entities ON entity_id = place_entity_id
        WHERE copy_of IS NULL GROUP BY story_id, entity_id, name
        QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY count(*) DESC, name, entity_id) = 1
    ),
    named AS (
        SELECT article_id, appearance_id, entity_id FROM appearances
        JOIN (
            SELECT article_id, most_told AS entity_id FROM articles JOIN told USING (story_id)
            WHERE place_entity_id <> most_told AND place_source = 'body'
        ) USING (article_id, entity_id)
        QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY appearance_id) = 1
    ),
    placed AS (
        SELECT figure_id, rule, is_background,
            coalesce(named.appearance_id, place_appearance_id) AS appearance,
            coalesce(named.entity_id, place_entity_id) AS entity
        FROM of_article JOIN (SELECT figure_id, is_background FROM figures) USING (figure_id)
        JOIN (SELECT article_id, place_appearance_id, place_entity_id FROM articles) USING (article_id)
        LEFT JOIN named USING (article_id)
    ),
    new AS (
        SELECT figure_id, CASE WHEN is_background IS NOT TRUE THEN appearance END AS appearance,
            CASE WHEN is_background IS NOT TRUE THEN entity END AS entity,
            CASE WHEN is_background IS NOT TRUE AND entity IS NOT NULL THEN rule END AS place_source
        FROM placed
    )
    UPDATE figures SET place_appearance_id = appearance, place_entity_id = entity, place_source = new.place_source
    FROM new WHERE new.figure_id = figures.figure_id
        AND (figures.place_appearance_id, figures.place_entity_id, figures.place_source)
            IS DISTINCT FROM (appearance, entity, new.place_source)
"""
