-- Its steps: what each article is (a copy speaks with the voice of its original); its figures; what tells figures of one
-- thread apart, which are other groups of persons (`peoples`) and other places (`elsewhere`); the claims.
CREATE VIEW marts.all_claims AS
WITH told_articles AS (
    SELECT
        article.article_id,
        original.article_id AS original_id,
        original.outlet AS voice,
        original.published_on,
        article.copy_of IS NOT NULL AS is_copy,
        article.outlet,
        article.story_id,
        story.thread_id,
        thread.first_published_on
    FROM main.articles AS article
    JOIN main.articles AS original ON original.article_id = coalesce(article.copy_of, article.article_id)
    JOIN main.stories AS story ON story.story_id = article.story_id
    JOIN main.threads AS thread ON thread.thread_id = story.thread_id
),
told_figures AS (
    SELECT
        figure.*,
        told.* EXCLUDE (article_id),
        counted_entity.name AS counted_name,
        counted_entity.kind = 'GROUP' AS counts_group,
        place.name AS place,
        place.country_code,
        place.place_type,
        place.latitude,
        place.longitude,
        claimant.name AS claimant_name
    FROM main.figures AS figure
    JOIN told_articles AS told USING (article_id)
    LEFT JOIN main.entities AS counted_entity ON counted_entity.entity_id = figure.counted_entity_id
    LEFT JOIN main.entities AS place ON place.entity_id = figure.place_entity_id
    LEFT JOIN main.entities AS claimant ON claimant.entity_id = figure.attributed_entity_id
    WHERE figure.event IS NOT NULL
),
-- Threads that count several peoples: their "12 Norwegians" are not the "12 people" of others.
peoples AS (
    SELECT thread_id, event, true AS are_several
    FROM told_figures
    WHERE counts_group AND counted_class = 'people'
    GROUP BY thread_id, event
    HAVING min(counted_entity_id) < max(counted_entity_id)
),
main_places AS (
    SELECT thread_id, entity_id AS main_id, country_code AS main_country, place_type AS main_type,
        latitude AS main_latitude, longitude AS main_longitude
    FROM told_articles
    JOIN main.articles USING (article_id)
    JOIN main.entities ON entity_id = place_entity_id
    WHERE NOT is_copy
    GROUP BY thread_id, entity_id, name, country_code, place_type, latitude, longitude
    QUALIFY row_number() OVER (PARTITION BY thread_id ORDER BY count(*) DESC, name, entity_id) = 1
),
-- Articles that give numbers of one event at two places tell two happenings.
apart AS (
    SELECT article_id, event, counted_class
    FROM told_figures
    WHERE place_source = 'sentence' AND part_of_figure_id IS NULL
    GROUP BY article_id, event, counted_class
    HAVING min(place_entity_id) < max(place_entity_id)
        AND min(coalesce(value_low, value_high)) < max(coalesce(value_low, value_high))
),
told_apart AS (
    SELECT DISTINCT thread_id, event, counted_class, place_entity_id, true AS is_apart
    FROM told_figures
    SEMI JOIN apart USING (article_id, event, counted_class)
    WHERE place_source = 'sentence'
),
figures_of_claimants AS (
    SELECT
        figure.* EXCLUDE (measure, as_of, is_background),
        coalesce(figure.is_background, false) AS is_background,
        -- The first article comes first, and an original before its copies.
        (is_copy, coalesce(published_on, DATE '2100-01-01'), figure_id) AS rank,
        (list_position(['sentence', 'dateline', 'headline', 'story'], figure.place_source), figure_id) AS place_rank,
        CASE WHEN attributed_to IS NULL AND attributed_entity_id IS NULL THEN 'publisher' ELSE 'source' END
            AS claimant_kind,
        attributed_entity_id AS claimant_entity_id,
        CASE
            WHEN claimant_name IS NOT NULL THEN claimant_name
            -- Without the framing words and a leading "the" or "a", so that one source is one claimant.
            WHEN attributed_to IS NOT NULL THEN regexp_replace(
                lower(replace(attributed_to, coalesce(attributed_framing, '') || ' ', ' ')), '^ *((the|a|an) +)?', ''
            )
            ELSE coalesce(voice, 'article ' || original_id)
        END AS claimant,
        CASE
            WHEN counted_name IS NOT NULL AND (part_of_figure_id IS NOT NULL OR (counts_group AND are_several))
                THEN counted_name
            ELSE counted_class
        END AS class,
        CASE
            WHEN class = 'people' THEN class
            ELSE coalesce(counted_name, lower(counted_head), class)
        END AS counted_as,
        CASE
            WHEN figure.place_source <> 'sentence' OR figure.place_entity_id = main_id THEN NULL
            -- Of another country, all its places are one.
            WHEN country_code <> main_country THEN country_code
            WHEN is_apart
                -- Towns some 50 km from each other may be names for one place; a region's middle lies further from it.
                OR 111 * sqrt(
                    (latitude - main_latitude) ** 2 + ((longitude - main_longitude) * cos(radians(latitude))) ** 2
                ) > CASE
                    WHEN place_type = 'country' OR main_type = 'country' THEN NULL
                    WHEN place_type = 'town' AND main_type = 'town' THEN 50
                    ELSE 300
                END
                THEN CAST(figure.place_entity_id AS VARCHAR)
        END AS elsewhere,
        CASE
            -- A count of these can only grow, so a number that says no more is a running total.
            WHEN figure.measure IS NULL AND unit IS NULL AND figure.event NOT IN (
                'released', 'missing', 'deployed', 'attacked', 'population', 'paid', 'changed', 'hospitalized', 'fined',
                'sentenced', 'raised'
            ) THEN 'total'
            ELSE figure.measure
        END AS measure,
        coalesce(
            CASE
                WHEN is_copy AND (figure.as_of IS NULL OR figure.as_of_source IN ('article', 'until_now'))
                    THEN published_on
                ELSE figure.as_of
            END,
            published_on
        ) AS as_of,
        CASE
            WHEN as_of_source IN ('sentence', 'period') AND figure.as_of <= first_published_on THEN published_on
        END AS counted_on
    FROM told_figures AS figure
    LEFT JOIN peoples USING (thread_id, event)
    LEFT JOIN main_places USING (thread_id)
    LEFT JOIN told_apart USING (thread_id, event, counted_class, place_entity_id)
)
SELECT
    arg_min(figure_id, rank) AS figure_id,
    CASE
        WHEN NOT is_background AND class IS NOT NULL
            THEN concat_ws(' | ', thread_id, event, class, measure, unit, currency, elsewhere)
    END AS series,
    event,
    mode(counted_as ORDER BY counted_as) AS counted,
    arg_min(place_entity_id, place_rank) AS place_entity_id,
    arg_min(place, place_rank) AS place,
    measure,
    unit,
    currency,
    claimant_kind,
    claimant_entity_id,
    claimant,
    as_of,
    min(coalesce(counted_on, as_of)) AS told_on,
    status,
    factuality,
    is_background,
    value_low,
    value_high,
    bound,
    CASE WHEN bound = 'approximate' THEN value_low - abs(value_low) * 0.1 ELSE value_low END AS at_least,
    CASE WHEN bound = 'approximate' THEN value_high + abs(value_high) * 0.1 ELSE value_high END AS at_most,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT original_id) AS independent_articles,
    list(figure_id ORDER BY figure_id) AS figures,
    arg_min(sentence, rank) AS sentence,
    arg_min(article_id, rank) AS article_id,
    arg_min(outlet, rank) AS outlet,
    arg_min(story_id, rank) AS story_id,
    thread_id
FROM figures_of_claimants
GROUP BY
    thread_id, event, class, elsewhere, measure, unit, currency, claimant_kind, claimant_entity_id, claimant, as_of,
    status, factuality, is_background, value_low, value_high, bound;

COMMENT ON VIEW marts.all_claims IS 'What one claimant says of one series for one day, however many articles repeat it, with what the articles say did not happen, or only may. Figures without an event are in none. Example: FROM marts.all_claims WHERE event = ''killed'' AND factuality <> ''actual''';
COMMENT ON COLUMN marts.all_claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.all_claims.series IS 'What may be compared, as one text: the thread, what happened, what is counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; null for a number of another happening than that of its story, and where nothing says what is counted.';
COMMENT ON COLUMN marts.all_claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.all_claims.counted IS 'What is counted: people, whatever word is used for persons; a group of them that is told apart, such as children; else the noun.';
COMMENT ON COLUMN marts.all_claims.place_entity_id IS 'Where, by its sentence, else by dateline, headline or story.';
COMMENT ON COLUMN marts.all_claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.all_claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.all_claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.all_claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.all_claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.all_claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.all_claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet; of a copy, that of its original.';
COMMENT ON COLUMN marts.all_claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.all_claims.told_on IS 'The day that it has in a timeline: as_of, or the day of publication where as_of is before the first report of the thread, for then it dates what happened and not the count.';
COMMENT ON COLUMN marts.all_claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.all_claims.factuality IS 'Whether it happened, as its articles tell it: actual, negated, possible, predicted or hypothetical.';
COMMENT ON COLUMN marts.all_claims.is_background IS 'Whether it is of another happening than that of its story; such a claim is compared with nothing.';
COMMENT ON COLUMN marts.all_claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.all_claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.all_claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.all_claims.articles IS 'Articles that state it, copies included.';
COMMENT ON COLUMN marts.all_claims.independent_articles IS 'Articles that state it, an article and its copies counted once.';
COMMENT ON COLUMN marts.all_claims.figures IS 'All its figures.';
COMMENT ON COLUMN marts.all_claims.sentence IS 'The sentence of that first figure.';
COMMENT ON COLUMN marts.all_claims.article_id IS 'The article of that first figure.';
COMMENT ON COLUMN marts.all_claims.outlet IS 'The outlet of that article.';
COMMENT ON COLUMN marts.all_claims.story_id IS 'The story of that article.';
COMMENT ON COLUMN marts.all_claims.thread_id IS 'The thread of that story.';
