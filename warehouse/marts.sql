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

COMMENT ON VIEW marts.articles_per_day IS 'How much each outlet published on each day.';
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

COMMENT ON VIEW marts.entities_per_day IS 'How often each entity was named on each day.';
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

COMMENT ON VIEW marts.figures_with_source IS 'Every figure with who states it, where it was read, and its sentence.';
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

COMMENT ON VIEW marts.load_history IS 'Every load that reached the gate, refused ones included.';
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

COMMENT ON VIEW marts.data_as_of IS 'One row: which load this version is, and what it holds.';
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

COMMENT ON VIEW marts.entity_articles IS 'In how many articles each entity is named, counting only mentions that are sure enough. Always choose one min_confidence, as in WHERE min_confidence = 0.9: the others count the same mentions again.';
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

COMMENT ON VIEW marts.entity_names IS 'Every spelling of every entity; one that several entities bear has a row for each.';
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

COMMENT ON VIEW marts.entity_ids IS 'Every entity id that was ever published, and the one that stands for it now: for what was noted from earlier versions.';
COMMENT ON COLUMN marts.entity_ids.any_id IS 'An id of this or an earlier version.';
COMMENT ON COLUMN marts.entity_ids.entity_id IS 'The entity that it stands for now.';
COMMENT ON COLUMN marts.entity_ids.reason IS 'Why it is another one: merged or split; null where it is the same.';
