CREATE VIEW marts.load_news AS
SELECT
    first_article.load_id,
    'story' AS news,
    story.first_published_on AS day,
    first_article.outlet,
    story.headline AS what,
    NULL::VARCHAR AS before,
    story.story_id AS id
FROM main.stories AS story
-- A story has the id of the first of its articles that was loaded.
JOIN main.articles AS first_article ON first_article.article_id = story.story_id
UNION ALL
SELECT load_id, 'entity', NULL, NULL, name, NULL, entity_id
FROM main.entities
UNION ALL
SELECT article.load_id, 'claim', claim.told_on, article.outlet, figure.sentence, NULL, claim.figure_id
FROM main.claims AS claim
JOIN main.articles AS article ON article.article_id = claim.article_id
JOIN main.figures AS figure ON figure.figure_id = claim.figure_id
WHERE claim.factuality = 'actual'
UNION ALL
SELECT load_id, 'revision', told_on, outlet, sentence, sentence_before, figure_id
FROM marts.claim_revisions
UNION ALL
SELECT load_id, 'article change', NULL, outlet, coalesce(text_after, headline), text_before, article_id
FROM marts.article_changes
UNION ALL
SELECT load_id, 'rejection', NULL, NULL, path, reason, record_no
FROM main.rejections;

COMMENT ON VIEW marts.load_news IS 'What each load brought: stories, entities and claims that were not there before, numbers that their claimants revised, articles whose text changed, inputs that were rejected. Choose a load. Example: SELECT news, count(*) FROM marts.load_news WHERE load_id = (SELECT load_id FROM marts.data_as_of) GROUP BY news';
COMMENT ON COLUMN marts.load_news.load_id IS 'The load; of a story, claim or revision the one that last read its article.';
COMMENT ON COLUMN marts.load_news.news IS 'story, entity, claim, revision, article change or rejection.';
COMMENT ON COLUMN marts.load_news.day IS 'First day of the story, or the day of the claim in its timeline; null for the rest.';
COMMENT ON COLUMN marts.load_news.outlet IS 'Publisher of the article; null where none is meant or known.';
COMMENT ON COLUMN marts.load_news.what IS 'Headline of the story, name of the entity, sentence of the claim, later words of the article, or path of the input.';
COMMENT ON COLUMN marts.load_news.before IS 'The earlier sentence of a revision, the earlier words of an article, or why an input was rejected; null for the rest.';
COMMENT ON COLUMN marts.load_news.id IS 'story_id, entity_id, figure_id, article_id, or record_no of the input, by news.';
