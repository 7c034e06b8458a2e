"""Claims: figures of an event brought together by who states them, and set beside each other within a series.

`settle` makes the rows of the table `claims` of each thread whose figures, articles, names or places changed. Its steps
hand each other temporary tables, each named for what it holds.
"""

# ruff: noqa: S608 - the parts that the SQL is put together from are constants

from typing import Final

import duckdb

from warehouse.build.connections import execute_all, insert_rows

MAY_FALL: Final = (
    "released", "missing", "deployed", "attacked", "population", "paid", "changed", "hospitalized", "fined",
    "sentenced", "raised",
)  # fmt: skip
"""Events whose counts may fall again; the counts of all others only add up."""
DEATHS: Final = (
    "death", "deaths", "fatality", "fatalities", "casualty", "casualties", "toll", "case", "cases", "infection",
    "infections", "injury", "injuries", "arrest", "arrests", "layoff", "layoffs", "body", "bodies", "victim", "victims",
    "life", "lives",
)  # fmt: skip
"""Nouns that say what happened to those counted, and so no more than that they are all, whatever stands before them."""
PERSONS: Final = ("people", "person", "persons", "individual", "individuals", "resident", "residents", "dead", "souls")
"""Nouns for persons that say no more than that."""
NEAR_KM: Final = 50
"""Towns that lie nearer to each other may be two names for where one thing happened."""
FAR_KM: Final = 300
"""A region whose middle lies further from a place hardly holds it."""


def settle(con: duckdb.DuckDBPyConnection) -> int:
    """Makes the claims of all threads that changed, once `figure_context.settle` has run.

    Args:
        con: the candidate.

    Returns:
        The number of claims that were written.
    """
    execute_all(con, (_TOLD_FIGURES, _MADE_FROM, _CHANGED_THREADS, _DAYS_OF_COPIES, _PEOPLES, _PLACES_APART))
    execute_all(con, (_COMPARED_FIGURES, _SAME_CLAIMANTS, _ONE_CLAIMANT, _NEW_CLAIMS, _WITH_EARLIER, _WITH_NEWEST))
    execute_all(con, (_DELETE.format("claims"), _DELETE.format("claim_threads")))
    insert_rows(con, "claim_threads", "FROM made_from SEMI JOIN threads_to_claim USING (thread_id)")
    written = insert_rows(con, "claims", _CLAIMS)
    execute_all(con, [f"DROP TABLE {table}" for table in _TEMPORARY])
    return written


_TEMPORARY: Final = (
    "told_figures", "made_from", "threads_to_claim", "peoples", "places_apart", "compared_figures", "same_claimants",
    "new_claims",
    "with_earlier", "with_newest",
)  # fmt: skip

# A copy speaks with the voice of its original, on the day of that.
_TOLD_FIGURES: Final = """
    CREATE TEMP TABLE told_figures AS
    WITH main_places AS (
        SELECT thread_id, entity_id AS main_id, country_code AS main_country, place_type AS main_type,
            latitude AS main_latitude, longitude AS main_longitude
        FROM articles JOIN stories USING (story_id) JOIN entities ON entity_id = place_entity_id
        WHERE copy_of IS NULL
        GROUP BY thread_id, entity_id, name, country_code, place_type, latitude, longitude
        QUALIFY row_number() OVER (PARTITION BY thread_id ORDER BY count(*) DESC, name, entity_id) = 1
    ),
    told_articles AS (
        SELECT article.article_id, original.article_id AS original_id, original.outlet AS voice,
            original.published_on, article.copy_of IS NOT NULL AS is_copy, thread_id,
            threads.first_published_on AS first_day
        FROM articles AS article
        JOIN articles AS original ON original.article_id = coalesce(article.copy_of, article.article_id)
        JOIN stories ON stories.story_id = article.story_id JOIN threads USING (thread_id)
    )
    SELECT figure_id, told_articles.*, event, counted_class, lower(counted_head) AS head, lower(counted) AS counted_as,
        counted_entity_id,
        counted_entity.name AS counted_name, coalesce(counted_entity.kind = 'GROUP', false) AS counts_group,
        part_of_figure_id IS NOT NULL AS is_part, figure.place_entity_id, figure.place_source, place.name AS place,
        place.country_code, place.place_type, place.latitude, place.longitude, main_places.* EXCLUDE (thread_id),
        measure, unit, currency, attributed_to, attributed_framing, attributed_entity_id,
        claimant.name AS claimant_name, as_of, as_of_source, status, factuality,
        coalesce(is_background, false) AS is_background, value_low, value_high, bound
    FROM (FROM figures WHERE event IS NOT NULL) AS figure
    JOIN told_articles USING (article_id)
    LEFT JOIN main_places USING (thread_id)
    LEFT JOIN entities AS counted_entity ON counted_entity.entity_id = counted_entity_id
    LEFT JOIN entities AS place ON place.entity_id = figure.place_entity_id
    LEFT JOIN entities AS claimant ON claimant.entity_id = attributed_entity_id
"""

_MADE_FROM: Final = """
    CREATE TEMP TABLE made_from AS
    SELECT thread_id, sum(hash(told_figures))::VARCHAR AS made_from FROM told_figures GROUP BY thread_id
"""

_CHANGED_THREADS: Final = """
    CREATE TEMP TABLE threads_to_claim AS
    SELECT thread_id FROM made_from FULL JOIN claim_threads AS before USING (thread_id)
    WHERE made_from.made_from IS DISTINCT FROM before.made_from
"""

# What a copy says as its original does, it says for the same day: "on Thursday" is another one in a later copy.
_DAYS_OF_COPIES: Final = """
    UPDATE told_figures SET as_of = first.as_of, as_of_source = first.as_of_source
    FROM (
        SELECT original_id, event, counted_class, value_low, value_high, bound, attributed_to, min(as_of) AS as_of,
            arg_min(as_of_source, as_of) AS as_of_source
        FROM told_figures SEMI JOIN threads_to_claim USING (thread_id)
        WHERE NOT is_copy AND original_id IN (SELECT original_id FROM told_figures WHERE is_copy)
        GROUP BY ALL
    ) AS first
    WHERE is_copy AND (told_figures.original_id, told_figures.event, told_figures.counted_class,
            told_figures.value_low, told_figures.value_high, told_figures.bound, told_figures.attributed_to)
        IS NOT DISTINCT FROM (first.original_id, first.event, first.counted_class, first.value_low, first.value_high,
            first.bound, first.attributed_to)
"""

# Where a thread counts several peoples, its "12 Norwegians" are not the "12 people" of others.
_PEOPLES: Final = """
    CREATE TEMP TABLE peoples AS
    SELECT thread_id, event FROM told_figures SEMI JOIN threads_to_claim USING (thread_id)
    WHERE counts_group AND counted_class = 'people'
    GROUP BY thread_id, event HAVING min(counted_entity_id) < max(counted_entity_id)
"""

# An article that gives unlike numbers of one event at two places tells of two happenings.
_PLACES_APART: Final = """
    CREATE TEMP TABLE places_apart AS
    WITH placed AS (
        FROM told_figures SEMI JOIN threads_to_claim USING (thread_id)
        WHERE place_source = 'sentence' AND NOT is_part AND NOT is_background
    ),
    telling AS (
        SELECT article_id, event, counted_class FROM placed GROUP BY ALL
        HAVING min(place_entity_id) < max(place_entity_id)
            AND min(coalesce(value_low, value_high)) < max(coalesce(value_low, value_high))
    )
    SELECT DISTINCT thread_id, event, counted_class, place_entity_id
    FROM placed SEMI JOIN telling USING (article_id, event, counted_class)
"""

_COMPARED_FIGURES: Final = f"""
    CREATE TEMP TABLE compared_figures AS
    SELECT told.* EXCLUDE (measure, as_of),
        CASE
            WHEN counted_name IS NOT NULL AND (is_part OR (counts_group AND peoples.event IS NOT NULL))
                THEN counted_name
            ELSE told.counted_class
        END AS class,
        CASE
            WHEN told.place_source <> 'sentence' OR told.place_entity_id = main_id THEN NULL
            -- Of another country all places are one.
            WHEN country_code <> main_country THEN country_code
            WHEN places_apart.event IS NOT NULL OR 111 * sqrt(
                (latitude - main_latitude) ** 2 + ((longitude - main_longitude) * cos(radians(latitude))) ** 2
            ) > CASE
                WHEN place_type = 'country' OR main_type = 'country' THEN NULL
                WHEN place_type = 'town' AND main_type = 'town' THEN {NEAR_KM}
                ELSE {FAR_KM}
            END THEN place
        END AS elsewhere,
        CASE WHEN measure IS NULL AND unit IS NULL AND told.event NOT IN {MAY_FALL} THEN 'total' ELSE measure END
            AS measure,
        CASE WHEN attributed_to IS NULL AND attributed_entity_id IS NULL THEN 'publisher' ELSE 'source' END
            AS claimant_kind,
        CASE
            WHEN claimant_name IS NOT NULL THEN claimant_name
            -- Without the framing words and a leading "the" or "a", so that one source is one claimant.
            WHEN attributed_to IS NOT NULL THEN regexp_replace(
                lower(replace(attributed_to, coalesce(attributed_framing, '') || ' ', ' ')), '^ *((the|a|an) +)?', ''
            )
            ELSE coalesce(voice, 'article ' || original_id)
        END AS claimant,
        CASE WHEN is_copy AND as_of_source IN ('article', 'until_now') THEN coalesce(published_on, told.as_of)
            ELSE coalesce(told.as_of, published_on) END AS as_of,
        CASE WHEN as_of_source IN ('sentence', 'period') AND told.as_of <= first_day THEN published_on END AS counted_on
    FROM told_figures AS told SEMI JOIN threads_to_claim USING (thread_id)
    LEFT JOIN peoples ON (peoples.thread_id, peoples.event) = (told.thread_id, told.event)
    LEFT JOIN places_apart ON (places_apart.thread_id, places_apart.event, places_apart.place_entity_id)
        = (told.thread_id, told.event, told.place_entity_id)
        AND places_apart.counted_class IS NOT DISTINCT FROM told.counted_class
"""

# "The ministry" is "the interior ministry of Norway" where no other of the thread's claimants has that word; so is "the
# interior ministry in Oslo". Of "the ministry of health" nothing is left out.
_SAME_CLAIMANTS: Final = r"""
    CREATE TEMP TABLE same_claimants AS
    WITH named AS (
        SELECT DISTINCT thread_id, event, claimant, attributed_entity_id AS entity_id,
            list_sort(list_distinct(list_filter(
            string_split_regex(
                lower(regexp_replace(regexp_replace(claimant, ' \(.*\)', ''), '^(\S+ \S.*?) (of|in) .*$', '\1')),
                '[^\pL\pN]+'
            ),
            lambda word: word NOT IN ('', 'of', 'the', 'in', 'a', 'an', 's')
        ))) AS words
        FROM compared_figures WHERE claimant_kind = 'source'
    ),
    known AS (
        SELECT thread_id, event, words, arg_min((claimant, entity_id), (entity_id IS NULL, claimant)) AS first
        FROM named WHERE words <> [] GROUP BY thread_id, event, words
    ),
    longer AS (
        SELECT short.thread_id, short.event, short.words, any_value(long.first) AS first
        FROM known AS short JOIN known AS long ON (long.thread_id, long.event) = (short.thread_id, short.event)
            AND len(long.words) > len(short.words) AND list_has_all(long.words, short.words)
        GROUP BY short.thread_id, short.event, short.words HAVING count(*) = 1
    )
    SELECT thread_id, event, claimant, coalesce(longer.first, known.first)[1] AS full_name,
        coalesce(longer.first, known.first)[2] AS full_id
    FROM named JOIN known USING (thread_id, event, words) LEFT JOIN longer USING (thread_id, event, words)
    WHERE entity_id IS NULL
"""

_ONE_CLAIMANT: Final = """
    UPDATE compared_figures SET claimant = full_name, attributed_entity_id = full_id FROM same_claimants AS same
    WHERE claimant_kind = 'source' AND attributed_entity_id IS NULL
        AND (same.thread_id, same.event, same.claimant)
            = (compared_figures.thread_id, compared_figures.event, compared_figures.claimant)
"""

# The first figure is that of the first article, of an original before its copies.
_NEW_CLAIMS: Final = f"""
    CREATE TEMP TABLE new_claims AS
    WITH ranked AS (
        SELECT *, row_number() OVER (ORDER BY is_copy, published_on NULLS LAST, figure_id) AS rank,
            row_number() OVER (ORDER BY
                list_position(['sentence', 'dateline', 'headline', 'story'], place_source), is_copy,
                published_on NULLS LAST, figure_id) AS place_rank
        FROM compared_figures
    )
    SELECT arg_min(figure_id, rank) AS figure_id, arg_min(article_id, rank) AS article_id, thread_id,
        CASE WHEN NOT is_background AND class IS NOT NULL
            THEN concat_ws(' | ', thread_id, event, class, measure, unit, currency, elsewhere) END AS series,
        event,
        CASE WHEN class = 'people' THEN class ELSE coalesce(arg_min(coalesce(counted_name, head), rank), class)
            END AS counted,
        CASE WHEN bool_and(counted_as IS NOT NULL AND head NOT IN {DEATHS}
                AND (counted_as <> head OR (class = 'people' AND head NOT IN {PERSONS} AND NOT counts_group)))
            THEN arg_min(counted_as, rank) END AS named_as,
        arg_min(place_entity_id, place_rank) AS place_entity_id, arg_min(place, place_rank) AS place,
        measure, unit, currency, claimant_kind, attributed_entity_id AS claimant_entity_id, claimant, as_of,
        min(coalesce(counted_on, as_of)) AS told_on, status, factuality, is_background, value_low, value_high, bound,
        CASE WHEN bound = 'approximate' THEN value_low - abs(value_low) * 0.1 ELSE value_low END AS at_least,
        CASE WHEN bound = 'approximate' THEN value_high + abs(value_high) * 0.1 ELSE value_high END AS at_most,
        count(DISTINCT article_id) AS articles, count(DISTINCT original_id) AS independent_articles,
        string_agg(figure_id, ' ' ORDER BY figure_id) AS figures
    FROM ranked
    GROUP BY thread_id, event, class, elsewhere, measure, unit, currency, claimant_kind, attributed_entity_id,
        claimant, as_of, status, factuality, is_background, value_low, value_high, bound
"""

# What came before each claim. Papers repeat old tolls below new ones: that is no revision.
_WITH_EARLIER: Final = f"""
    CREATE TEMP TABLE with_earlier AS
    WITH told AS (
        SELECT *, told_on IS NOT NULL AND measure IS DISTINCT FROM 'increment' AS has_order,
            has_order AND coalesce(measure, 'total') = 'total' AND event NOT IN {MAY_FALL} AS can_only_grow,
            max(at_least) OVER earlier_days AS told_before, min(told_on) OVER same_number AS first_told_on,
            coalesce(max(at_least) OVER same_article > min(at_most) OVER same_article, false) AS has_several
        FROM new_claims
        WHERE series IS NOT NULL AND factuality = 'actual' AND status <> 'denied'
        WINDOW
            earlier_days AS (
                PARTITION BY series, claimant_kind, claimant_entity_id, claimant
                ORDER BY told_on RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING
            ),
            same_article AS (
                PARTITION BY series, claimant_kind, claimant_entity_id, claimant, article_id, told_on
            ),
            same_number AS (
                PARTITION BY series, claimant_kind, claimant_entity_id, claimant, value_low, value_high, bound
            )
    )
    SELECT *, coalesce(can_only_grow AND at_most < told_before AND NOT has_several, false) AS is_lower,
        is_lower AND first_told_on < told_on AS is_repeated
    FROM told
"""

# Of one day the later for which it is said counts, then the greater where a count can only grow.
_WITH_NEWEST: Final = """
    CREATE TEMP TABLE with_newest AS
    WITH ordered AS (
        SELECT *,
            row_number() OVER (
                PARTITION BY series, claimant_kind, claimant_entity_id, claimant
                ORDER BY has_order DESC, is_repeated, told_on DESC, as_of DESC,
                    CASE WHEN can_only_grow THEN coalesce(at_least, at_most) END DESC, figure_id DESC
            ) AS newness,
            row_number() OVER (
                PARTITION BY series, claimant_kind, claimant_entity_id, claimant, told_on
                ORDER BY is_repeated, as_of DESC,
                    CASE WHEN can_only_grow THEN coalesce(at_least, at_most) END DESC, figure_id DESC
            ) AS newness_of_day
        FROM with_earlier
    )
    SELECT figure_id, has_order AND newness > 1 AS is_superseded, is_lower AND NOT is_repeated AS is_revision,
        newness_of_day = 1 AND NOT has_several AS is_last_of_day,
        count(*) OVER same_series - 1 AS comparable,
        min(coalesce(at_least, at_most)) FILTER (NOT is_superseded) OVER same_series AS lowest,
        max(coalesce(at_most, at_least)) FILTER (NOT is_superseded) OVER same_series AS highest,
        count(*) FILTER (NOT is_superseded) OVER same_series AS newest
    FROM ordered WINDOW same_series AS (PARTITION BY series)
"""

_DELETE: Final = "DELETE FROM {} WHERE thread_id IN (FROM threads_to_claim)"

_CLAIMS: Final = """
    SELECT new_claims.*, coalesce(is_superseded, false) AS is_superseded, coalesce(is_revision, false) AS is_revision,
        coalesce(is_last_of_day, false) AS is_last_of_day, coalesce(comparable, 0) AS comparable,
        coalesce(lowest, at_least, at_most) AS lowest, coalesce(highest, at_most, at_least) AS highest,
        coalesce(newest, 1) AS newest
    FROM new_claims LEFT JOIN with_newest USING (figure_id) ORDER BY figure_id
"""
