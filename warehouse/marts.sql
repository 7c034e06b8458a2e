-- Views for dashboards: stable names over the tables of schema main. A copy of a syndicated story counts as an article,
-- and all copies together as one story. Each load makes the schema anew, so that it holds these views and no others.

DROP SCHEMA IF EXISTS marts CASCADE;
CREATE SCHEMA marts;

CREATE VIEW marts.articles_per_day AS
SELECT
    published_on AS day,
    outlet,
    count(*) AS articles,
    count(DISTINCT coalesce(duplicate_of, article_id)) AS stories,
    sum(word_count)::BIGINT AS words
FROM main.articles
GROUP BY published_on, outlet;

COMMENT ON VIEW marts.articles_per_day IS 'How much each outlet published on each day. Example: FROM marts.articles_per_day WHERE day >= current_date - 7 ORDER BY day, outlet';
COMMENT ON COLUMN marts.articles_per_day.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.outlet IS 'Publisher; null where not known.';
COMMENT ON COLUMN marts.articles_per_day.articles IS 'Articles, copies of syndicated stories included.';
COMMENT ON COLUMN marts.articles_per_day.stories IS 'Articles, with all copies of a story counted once.';
COMMENT ON COLUMN marts.articles_per_day.words IS 'Words of their bodies.';

CREATE VIEW marts.entities_per_day AS
SELECT
    a.published_on AS day,
    e.entity_id,
    e.kind,
    e.name,
    count(*) AS mentions,
    count(DISTINCT a.article_id) AS articles,
    count(DISTINCT coalesce(a.duplicate_of, a.article_id)) AS stories,
    count(DISTINCT a.outlet) AS outlets
FROM main.mentions AS m
JOIN main.articles AS a USING (article_id)
JOIN main.entities AS e USING (entity_id)
GROUP BY a.published_on, e.entity_id, e.kind, e.name;

COMMENT ON VIEW marts.entities_per_day IS 'How often each entity was named on each day. Example: SELECT day, name, stories FROM marts.entities_per_day WHERE kind = ''PERSON'' ORDER BY day DESC, stories DESC LIMIT 20';
COMMENT ON COLUMN marts.entities_per_day.day IS 'Day of publication in the outlet''s time zone; null where not known.';
COMMENT ON COLUMN marts.entities_per_day.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entities_per_day.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entities_per_day.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entities_per_day.mentions IS 'Places where it is named.';
COMMENT ON COLUMN marts.entities_per_day.articles IS 'Articles that name it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.entities_per_day.stories IS 'Articles that name it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.entities_per_day.outlets IS 'Known outlets that name it.';

CREATE VIEW marts.figures_with_source AS
SELECT
    f.figure_id,
    a.published_on,
    a.outlet,
    a.headline,
    f.surface,
    f.value_low,
    f.value_high,
    f.bound,
    f.unit,
    f.currency,
    f.counted,
    f.event,
    place.name AS place,
    f.status,
    coalesce(claimant.name, f.attributed_to) AS claimant,
    f.as_of,
    f.sentence,
    b.kind AS block_kind,
    a.duplicate_of IS NOT NULL AS is_copy,
    f.article_id
FROM main.figures AS f
JOIN main.articles AS a USING (article_id)
JOIN main.blocks AS b USING (block_id)
LEFT JOIN main.entities AS claimant ON claimant.entity_id = f.attributed_entity_id
LEFT JOIN main.entities AS place ON place.entity_id = f.place_entity_id;

COMMENT ON VIEW marts.figures_with_source IS 'Every figure with who states it, where it was read, and its sentence. Example: SELECT claimant, bound, value_low, sentence FROM marts.figures_with_source WHERE event = ''killed'' AND NOT is_copy';
COMMENT ON COLUMN marts.figures_with_source.figure_id IS 'The figure.';
COMMENT ON COLUMN marts.figures_with_source.published_on IS 'Day of publication of its article.';
COMMENT ON COLUMN marts.figures_with_source.outlet IS 'Publisher of its article.';
COMMENT ON COLUMN marts.figures_with_source.headline IS 'Headline of its article.';
COMMENT ON COLUMN marts.figures_with_source.surface IS 'The number with its bound and unit words, as written.';
COMMENT ON COLUMN marts.figures_with_source.value_low IS 'Lowest value stated; null for an open end.';
COMMENT ON COLUMN marts.figures_with_source.value_high IS 'Highest value stated; null for an open end.';
COMMENT ON COLUMN marts.figures_with_source.bound IS 'How the words bind the number.';
COMMENT ON COLUMN marts.figures_with_source.unit IS 'Unit of measure; null for a plain count.';
COMMENT ON COLUMN marts.figures_with_source.currency IS 'ISO 4217 code of an amount of money.';
COMMENT ON COLUMN marts.figures_with_source.counted IS 'The noun phrase that is counted.';
COMMENT ON COLUMN marts.figures_with_source.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figures_with_source.place IS 'Where, by the name of the place.';
COMMENT ON COLUMN marts.figures_with_source.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.figures_with_source.claimant IS 'Who says so: the entity''s name, else the words of the article; null for the publisher''s own voice.';
COMMENT ON COLUMN marts.figures_with_source.as_of IS 'The day for which it is stated.';
COMMENT ON COLUMN marts.figures_with_source.sentence IS 'The sentence that states it.';
COMMENT ON COLUMN marts.figures_with_source.block_kind IS 'Kind of the block it stands in: body, caption and so on.';
COMMENT ON COLUMN marts.figures_with_source.is_copy IS 'Whether its article is a copy of an earlier one.';
COMMENT ON COLUMN marts.figures_with_source.article_id IS 'Its article.';

CREATE VIEW marts.load_history AS
SELECT
    l.load_id,
    l.started_at,
    l.finished_at,
    l.verdict,
    l.files_seen,
    l.articles_added,
    l.articles_new,
    (SELECT count(*) FROM main.rejections AS r WHERE r.load_id = l.load_id) AS rejections,
    (SELECT count(*) FROM main.checks AS c WHERE c.load_id = l.load_id) AS checks,
    (SELECT count(*) FROM main.checks AS c WHERE c.load_id = l.load_id AND NOT c.passed) AS checks_failed,
    (
        SELECT count(*) FROM main.checks AS c
        WHERE c.load_id = l.load_id AND NOT c.passed AND c.severity = 'warn'
    ) AS warnings,
    l.code_version,
    l.model_version
FROM main.loads AS l;

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

-- SELECT name, stories FROM marts.entity_articles WHERE min_confidence = 0.9 ORDER BY stories DESC LIMIT 10
CREATE VIEW marts.entity_articles AS
SELECT
    e.entity_id,
    e.kind,
    e.name,
    t.min_confidence,
    count(*) AS mentions,
    count(DISTINCT a.article_id) AS articles,
    count(DISTINCT coalesce(a.duplicate_of, a.article_id)) AS stories,
    count(DISTINCT a.outlet) AS outlets,
    min(a.published_on) AS first_day,
    max(a.published_on) AS last_day
FROM (SELECT unnest([0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]::DOUBLE[]) AS min_confidence) AS t
JOIN main.mentions AS m ON m.probability >= t.min_confidence
JOIN main.articles AS a USING (article_id)
JOIN main.entities AS e USING (entity_id)
GROUP BY e.entity_id, e.kind, e.name, t.min_confidence;

COMMENT ON VIEW marts.entity_articles IS 'In how many articles each entity is named, counting only mentions that are sure enough. Always choose one min_confidence, as in WHERE min_confidence = 0.9: the others count the same mentions again. Example: SELECT name, stories FROM marts.entity_articles WHERE min_confidence = 0.9 ORDER BY stories DESC LIMIT 10';
COMMENT ON COLUMN marts.entity_articles.entity_id IS 'The entity.';
COMMENT ON COLUMN marts.entity_articles.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_articles.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entity_articles.min_confidence IS 'Lowest probability of a mention that counts: 0, 0.5, 0.7, 0.8, 0.9, 0.95 or 0.99.';
COMMENT ON COLUMN marts.entity_articles.mentions IS 'Places where it is named.';
COMMENT ON COLUMN marts.entity_articles.articles IS 'Articles that name it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.entity_articles.stories IS 'Articles that name it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.entity_articles.outlets IS 'Known outlets that name it.';
COMMENT ON COLUMN marts.entity_articles.first_day IS 'First day on which an article names it; null where none is dated.';
COMMENT ON COLUMN marts.entity_articles.last_day IS 'Last such day.';

-- SELECT * FROM quotes JOIN marts.entity_names ON entity_id = speaker_entity_id WHERE spelling = 'Anna Brook'
CREATE VIEW marts.entity_names AS
SELECT n.spelling, e.entity_id, e.kind, e.name, max(n.mentions)::INTEGER AS mentions, max(n.articles)::INTEGER AS articles
FROM (
    SELECT alias AS spelling, entity_id, mentions, articles FROM main.entity_aliases
    UNION ALL
    SELECT name, entity_id, 0, 0 FROM main.entities
) AS n
JOIN main.entities AS e USING (entity_id)
GROUP BY n.spelling, e.entity_id, e.kind, e.name;

COMMENT ON VIEW marts.entity_names IS 'Every spelling of every entity; one that several entities bear has a row for each. Example: SELECT entity_id, kind, name FROM marts.entity_names WHERE spelling = ''Anna Brook''';
COMMENT ON COLUMN marts.entity_names.spelling IS 'The spelling, as written in articles.';
COMMENT ON COLUMN marts.entity_names.entity_id IS 'An entity that bears it.';
COMMENT ON COLUMN marts.entity_names.kind IS 'PERSON, ORG, PLACE or GROUP.';
COMMENT ON COLUMN marts.entity_names.name IS 'The entity''s name.';
COMMENT ON COLUMN marts.entity_names.mentions IS 'Mentions of the entity with this spelling.';
COMMENT ON COLUMN marts.entity_names.articles IS 'Articles that name the entity with this spelling.';

-- SELECT * FROM my_notes JOIN marts.entity_ids USING (any_id) JOIN entities USING (entity_id)
CREATE VIEW marts.entity_ids AS
SELECT entity_id AS any_id, entity_id, NULL::VARCHAR AS reason FROM main.entities
UNION ALL
SELECT old_entity_id, new_entity_id, reason FROM main.entity_redirects;

COMMENT ON VIEW marts.entity_ids IS 'Every entity id that was ever published, and the one that stands for it now: for what was noted from earlier versions. Example: SELECT entity_id FROM marts.entity_ids WHERE any_id = 17';
COMMENT ON COLUMN marts.entity_ids.any_id IS 'An id of this or an earlier version.';
COMMENT ON COLUMN marts.entity_ids.entity_id IS 'The entity that it stands for now.';
COMMENT ON COLUMN marts.entity_ids.reason IS 'Why it is another one: merged or split; null where it is the same.';

-- SELECT text, stories, speakers FROM marts.quotations ORDER BY stories DESC LIMIT 10
CREATE VIEW marts.quotations AS
SELECT
    g.quote_group_id,
    any_value(g.text) AS text,
    count(*) AS quotes,
    count(DISTINCT a.article_id) AS articles,
    count(DISTINCT coalesce(a.duplicate_of, a.article_id)) AS stories,
    count(DISTINCT q.speaker_entity_id) AS speakers,
    min(a.published_on) AS first_day,
    max(a.published_on) AS last_day,
    count(*) FILTER (v.variant = 'cut') AS cut,
    count(*) FILTER (v.variant IN ('spelling', 'changed')) AS changed
FROM main.quote_groups AS g
JOIN main.quote_variants AS v USING (quote_group_id)
JOIN main.quotes AS q USING (quote_id)
JOIN main.articles AS a USING (article_id)
GROUP BY g.quote_group_id;

COMMENT ON VIEW marts.quotations IS 'Quotations in marks that several articles hold. Example: FROM marts.quotations WHERE changed > 0 ORDER BY stories DESC';
COMMENT ON COLUMN marts.quotations.quote_group_id IS 'The group.';
COMMENT ON COLUMN marts.quotations.text IS 'Its fullest wording.';
COMMENT ON COLUMN marts.quotations.quotes IS 'Times that it is quoted.';
COMMENT ON COLUMN marts.quotations.articles IS 'Articles that quote it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.quotations.stories IS 'Articles that quote it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.quotations.speakers IS 'Entities that are said to have spoken; above 1 they were repeated, or one article is wrong.';
COMMENT ON COLUMN marts.quotations.first_day IS 'First day on which an article quotes it; null where none is dated.';
COMMENT ON COLUMN marts.quotations.last_day IS 'Last such day.';
COMMENT ON COLUMN marts.quotations.cut IS 'Times that only a part of it is quoted.';
COMMENT ON COLUMN marts.quotations.changed IS 'Times that it is quoted in other words or spelt otherwise.';

-- SELECT variant, text, outlet FROM marts.quotation_variants WHERE quote_group_id = 1 ORDER BY published_on
CREATE VIEW marts.quotation_variants AS
SELECT
    v.quote_group_id,
    v.variant,
    q.text,
    q.speaker,
    q.speaker_entity_id,
    e.name AS speaker_name,
    a.outlet,
    a.published_on,
    a.duplicate_of IS NOT NULL AS is_copy,
    q.quote_id,
    q.article_id
FROM main.quote_variants AS v
JOIN main.quotes AS q USING (quote_id)
JOIN main.articles AS a USING (article_id)
LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id;

COMMENT ON VIEW marts.quotation_variants IS 'How each article quotes the same words. Example: FROM marts.quotation_variants WHERE variant = ''changed''';
COMMENT ON COLUMN marts.quotation_variants.quote_group_id IS 'The group, as in marts.quotations.';
COMMENT ON COLUMN marts.quotation_variants.variant IS 'same, spelling, cut or changed against the fullest wording.';
COMMENT ON COLUMN marts.quotation_variants.text IS 'The words in this article.';
COMMENT ON COLUMN marts.quotation_variants.speaker IS 'Who says it, as written there.';
COMMENT ON COLUMN marts.quotation_variants.speaker_entity_id IS 'Who says it.';
COMMENT ON COLUMN marts.quotation_variants.speaker_name IS 'The name of that entity.';
COMMENT ON COLUMN marts.quotation_variants.outlet IS 'Publisher of the article.';
COMMENT ON COLUMN marts.quotation_variants.published_on IS 'Its day of publication.';
COMMENT ON COLUMN marts.quotation_variants.is_copy IS 'Whether it is a copy of an earlier one.';
COMMENT ON COLUMN marts.quotation_variants.quote_id IS 'The quotation.';
COMMENT ON COLUMN marts.quotation_variants.article_id IS 'Its article.';

-- One series: what happened to whom, where, in which measure. Its claims: one claimant's figures of one day that agree.
CREATE VIEW marts.claims AS
WITH stated AS (
    SELECT
        f.figure_id,
        f.article_id,
        coalesce(a.duplicate_of, a.article_id) AS story,
        f.event,
        CASE
            WHEN what.name IS NOT NULL THEN what.name
            WHEN f.event IN ('killed', 'wounded', 'missing', 'displaced', 'abducted', 'arrested', 'detained', 'released')
                AND coalesce(lower(f.counted_head), 'people') IN (
                    'people', 'person', 'persons', 'body', 'bodies', 'death', 'deaths', 'life', 'lives', 'dead',
                    'victim', 'victims', 'casualty', 'casualties', 'fatality', 'fatalities', 'toll'
                ) THEN 'people'
            ELSE coalesce(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(lower(f.counted_head), '([^aeiou])ies$', '\1y'), '(x|ch|sh|ss)es$', '\1'
                    ),
                    '([^su])s$', '\1'
                ),
                lower(f.measured)
            )
        END AS class,
        CASE WHEN class = 'people' THEN class ELSE coalesce(what.name, lower(f.counted_head), class) END AS counted,
        f.place_entity_id,
        place.name AS place,
        f.measure,
        f.unit,
        f.currency,
        CASE
            WHEN f.attributed_to IS NULL AND f.attributed_entity_id IS NULL THEN 'publisher' ELSE 'source'
        END AS claimant_kind,
        f.attributed_entity_id AS claimant_entity_id,
        CASE
            WHEN who.name IS NOT NULL THEN who.name
            WHEN f.attributed_to IS NOT NULL THEN regexp_replace(
                lower(replace(f.attributed_to, coalesce(f.attributed_framing, '') || ' ', ' ')), '^ *((the|a|an) +)?', ''
            )
            ELSE coalesce(a.outlet, 'article ' || a.article_id)
        END AS claimant,
        coalesce(f.as_of, a.published_on) AS as_of,
        f.status,
        f.value_low,
        f.value_high,
        f.bound
    FROM main.figures AS f
    JOIN main.articles AS a USING (article_id)
    LEFT JOIN main.entities AS what ON what.entity_id = f.counted_entity_id
    LEFT JOIN main.entities AS place ON place.entity_id = f.place_entity_id
    LEFT JOIN main.entities AS who ON who.entity_id = f.attributed_entity_id
    WHERE f.event IS NOT NULL
)
SELECT
    min(figure_id) AS figure_id,
    CASE
        WHEN place_entity_id IS NOT NULL AND class IS NOT NULL
            THEN concat_ws(' | ', event, class, place_entity_id, measure, unit, currency)
    END AS series,
    event,
    mode(counted ORDER BY counted) AS counted,
    place_entity_id,
    place,
    measure,
    unit,
    currency,
    claimant_kind,
    claimant_entity_id,
    claimant,
    as_of,
    status,
    value_low,
    value_high,
    bound,
    CASE WHEN bound = 'approximate' THEN value_low - abs(value_low) * 0.1 ELSE value_low END AS at_least,
    CASE WHEN bound = 'approximate' THEN value_high + abs(value_high) * 0.1 ELSE value_high END AS at_most,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT story) AS stories,
    list(figure_id ORDER BY figure_id) AS figures
FROM stated
GROUP BY
    event, class, place_entity_id, place, measure, unit, currency, claimant_kind, claimant_entity_id, claimant, as_of,
    status, value_low, value_high, bound;

COMMENT ON VIEW marts.claims IS 'What one claimant says of one series on one day, however many articles repeat it. Figures without an event are in none. Example: FROM marts.claims WHERE event = ''killed'' ORDER BY stories DESC';
COMMENT ON COLUMN marts.claims.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claims.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.claims.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claims.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.claims.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.claims.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claims.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claims.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claims.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claims.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claims.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claims.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.claims.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claims.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claims.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claims.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claims.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claims.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.claims.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.claims.figures IS 'All its figures.';

CREATE VIEW marts.claim_timeline AS
SELECT
    c.*,
    series IS NOT NULL
        AND as_of IS NOT NULL
        AND measure IS DISTINCT FROM 'increment'
        AND count(as_of) OVER later > 0 AS is_superseded,
    coalesce(
        series IS NOT NULL
        AND as_of IS NOT NULL
        AND event IN ('killed', 'wounded', 'abducted', 'arrested', 'detained', 'displaced')
        AND coalesce(measure, 'total') = 'total'
        AND at_most < max(at_least) OVER before,
        false
    ) AS is_revision
FROM marts.claims AS c
WHERE status <> 'denied'
WINDOW
    later AS (
        PARTITION BY series, claimant_kind, claimant_entity_id, claimant
        ORDER BY as_of RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
    ),
    before AS (
        PARTITION BY series, claimant_kind, claimant_entity_id, claimant
        ORDER BY as_of RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING
    );

COMMENT ON VIEW marts.claim_timeline IS 'Claims, denials left out, with what became of them. Example: FROM marts.claim_timeline WHERE event = ''killed'' AND place = ''Tessaly'' ORDER BY claimant, as_of';
COMMENT ON COLUMN marts.claim_timeline.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.claim_timeline.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.claim_timeline.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.claim_timeline.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.claim_timeline.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.claim_timeline.place IS 'Name of that place.';
COMMENT ON COLUMN marts.claim_timeline.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.claim_timeline.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.claim_timeline.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.claim_timeline.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.claim_timeline.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.claim_timeline.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.claim_timeline.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.claim_timeline.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.claim_timeline.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.bound IS 'As in figures.';
COMMENT ON COLUMN marts.claim_timeline.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.claim_timeline.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.claim_timeline.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.claim_timeline.figures IS 'All its figures.';
COMMENT ON COLUMN marts.claim_timeline.is_superseded IS 'Whether the claimant says something of this series for a later day.';
COMMENT ON COLUMN marts.claim_timeline.is_revision IS 'Whether a running total is below what the claimant said for an earlier day.';

CREATE VIEW marts.figures_latest AS
SELECT
    c.* EXCLUDE (is_superseded),
    min(coalesce(at_least, at_most)) OVER of_series AS lowest,
    max(coalesce(at_most, at_least)) OVER of_series AS highest,
    count(*) OVER of_series AS claims
FROM marts.claim_timeline AS c
WHERE NOT is_superseded
WINDOW of_series AS (PARTITION BY coalesce(series, CAST(figure_id AS VARCHAR)));

COMMENT ON VIEW marts.figures_latest IS 'The newest claims of each claimant, and the lowest and highest of all claimants; never an average. Example: FROM marts.figures_latest WHERE event = ''killed'' AND claims > 1';
COMMENT ON COLUMN marts.figures_latest.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figures_latest.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.figures_latest.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figures_latest.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.figures_latest.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.figures_latest.place IS 'Name of that place.';
COMMENT ON COLUMN marts.figures_latest.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.figures_latest.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.figures_latest.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.figures_latest.claimant_kind IS 'source, or publisher: the outlet''s own voice.';
COMMENT ON COLUMN marts.figures_latest.claimant_entity_id IS 'Who says so, where that is an entity.';
COMMENT ON COLUMN marts.figures_latest.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.figures_latest.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figures_latest.status IS 'asserted, claimed, denied or disputed.';
COMMENT ON COLUMN marts.figures_latest.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.bound IS 'As in figures.';
COMMENT ON COLUMN marts.figures_latest.at_least IS 'Least value that agrees with the words: a tenth below an approximate one; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.at_most IS 'Greatest value that agrees with the words: a tenth above an approximate one; null where it is open.';
COMMENT ON COLUMN marts.figures_latest.articles IS 'Articles that state it, copies of syndicated stories included.';
COMMENT ON COLUMN marts.figures_latest.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.figures_latest.figures IS 'All its figures.';
COMMENT ON COLUMN marts.figures_latest.is_revision IS 'Whether a running total is below what the claimant said for an earlier day.';
COMMENT ON COLUMN marts.figures_latest.lowest IS 'Least value of the newest claims of the series.';
COMMENT ON COLUMN marts.figures_latest.highest IS 'Greatest value of the newest claims of the series.';
COMMENT ON COLUMN marts.figures_latest.claims IS 'Newest claims of the series.';

CREATE VIEW marts.figure_conflicts AS
SELECT
    one.series,
    one.event,
    one.counted,
    one.place_entity_id,
    one.place,
    one.measure,
    one.unit,
    one.currency,
    one.as_of,
    one.figure_id,
    one.claimant,
    one.value_low,
    one.value_high,
    one.bound,
    one.stories,
    other.figure_id AS other_figure_id,
    other.claimant AS other_claimant,
    other.value_low AS other_value_low,
    other.value_high AS other_value_high,
    other.bound AS other_bound,
    other.stories AS other_stories
FROM marts.claims AS one
JOIN marts.claims AS other
    ON one.series = other.series
    AND one.as_of = other.as_of
    AND (one.claimant_kind, one.claimant, coalesce(one.claimant_entity_id, 0))
        < (other.claimant_kind, other.claimant, coalesce(other.claimant_entity_id, 0))
WHERE one.status <> 'denied'
    AND other.status <> 'denied'
    AND (
        one.at_most < other.at_least
        OR other.at_most < one.at_least
        OR (one.at_most = other.at_least AND (one.bound = 'less_than' OR other.bound = 'more_than'))
        OR (other.at_most = one.at_least AND (other.bound = 'less_than' OR one.bound = 'more_than'))
    );

COMMENT ON VIEW marts.figure_conflicts IS 'Two claimants who for one day say of one series what cannot both be: "over 1,400" and "1,500" can. Example: FROM marts.figure_conflicts WHERE event = ''killed'' ORDER BY as_of DESC';
COMMENT ON COLUMN marts.figure_conflicts.figure_id IS 'The first of its figures, which leads to sentence and character.';
COMMENT ON COLUMN marts.figure_conflicts.series IS 'What may be compared: event, what is counted, place, measure, unit and currency as one text; null where the place or what is counted is not known.';
COMMENT ON COLUMN marts.figure_conflicts.event IS 'What happened to those counted.';
COMMENT ON COLUMN marts.figure_conflicts.counted IS 'What is counted: the entity, people however they are called, else the head of the phrase, else what is measured. Singular and plural are one series.';
COMMENT ON COLUMN marts.figure_conflicts.place_entity_id IS 'Where, if the sentence says so.';
COMMENT ON COLUMN marts.figure_conflicts.place IS 'Name of that place.';
COMMENT ON COLUMN marts.figure_conflicts.measure IS 'Stock, running total, increment or rate; null where the words do not tell.';
COMMENT ON COLUMN marts.figure_conflicts.unit IS 'Unit of the values.';
COMMENT ON COLUMN marts.figure_conflicts.currency IS 'Currency of the values.';
COMMENT ON COLUMN marts.figure_conflicts.claimant IS 'Name of that entity, else the words of the article in lower case, else the outlet.';
COMMENT ON COLUMN marts.figure_conflicts.as_of IS 'The day for which it is said, else the day of publication.';
COMMENT ON COLUMN marts.figure_conflicts.value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.bound IS 'As in figures.';
COMMENT ON COLUMN marts.figure_conflicts.stories IS 'Articles that state it, with all copies of a story counted once.';
COMMENT ON COLUMN marts.figure_conflicts.other_figure_id IS 'The first figure of the other claim.';
COMMENT ON COLUMN marts.figure_conflicts.other_claimant IS 'The other claimant.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_low IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_value_high IS 'As in figures; null where it is open.';
COMMENT ON COLUMN marts.figure_conflicts.other_bound IS 'As in figures.';
COMMENT ON COLUMN marts.figure_conflicts.other_stories IS 'Articles that state the other claim, with all copies of a story counted once.';

CREATE MACRO marts.figure_best(named) AS TABLE
SELECT *
FROM marts.figures_latest
WHERE series IS NOT NULL
    AND (
        named IN ('lowest', 'highest', 'newest', 'most_told')
        OR error('figure_best knows the policies lowest, highest, newest and most_told')
    )
QUALIFY row_number() OVER (
    PARTITION BY series
    ORDER BY
        CASE named
            WHEN 'lowest' THEN coalesce(at_least, at_most)
            WHEN 'highest' THEN -coalesce(at_most, at_least)
            WHEN 'most_told' THEN -stories
            ELSE -epoch(as_of)
        END NULLS LAST,
        as_of DESC NULLS LAST,
        figure_id
) = 1;
