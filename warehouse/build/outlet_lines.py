"""Lines that repeat in the articles of an outlet, counted load by load."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from warehouse.schema.tables.outlets import LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

KNOWN_FROM_ARTICLES, KNOWN_FROM_LOADS = 3, 2
"""A line in two articles may be a coincidence or a correction; one night's articles may all tell of one event."""

IS_KNOWN = f"articles >= {KNOWN_FROM_ARTICLES} AND loads >= {KNOWN_FROM_LOADS}"
"""SQL: whether a row of `outlet_lines` is of a line that is known to repeat."""

PROSE_CHARACTERS = 60
"""Lines of this length do not agree by chance; shorter ones (a name, a section, a date) do so in any two articles."""

REPUBLISHED_SHARE = 0.5
"""Above it, most of an article was printed before: a new edition. Stories that share a background stay below."""

LINE_KEPT_LOADS = 30
"""A line that stood in one article and did not come back for a month of nights was the story's own."""

# The lines that count for an article that goes. A row that was met first after the article was written does not count
# it: an earlier row of that line was dropped in the meantime.
GONE_LINES = f"""
    CREATE TEMP TABLE gone_lines AS
    WITH lines AS (
        SELECT DISTINCT article_id, outlet, {LINE} AS line, articles.load_id AS counted_by
        FROM blocks SEMI JOIN gone USING (article_id) JOIN articles USING (article_id)
        WHERE lines_counted AND length(text) <= {LINE_CHARACTERS}
    )
    SELECT article_id, outlet, line FROM lines JOIN outlet_lines USING (outlet, line) WHERE first_load_id <= counted_by
"""

NIGHT_LINES = f"""
    CREATE TEMP TABLE night_lines AS
    SELECT article_id, outlet, {LINE} AS line, kind
    FROM night_blocks JOIN articles USING (article_id)
    WHERE outlet IS NOT NULL AND duplicate_of IS NULL AND length(text) <= {LINE_CHARACTERS}
"""

# An article is republished if most of its prose, line by line, stood in other articles of its outlet before. Lines that
# are known to repeat are furniture and no prose: else an outlet with much of it would look republished for ever.
COUNT_LINES = f"""
    WITH other AS (
        SELECT outlet, line, articles, loads, count(article_id) AS own
        FROM outlet_lines LEFT JOIN gone_lines USING (outlet, line)
        SEMI JOIN night_lines USING (outlet, line)
        GROUP BY ALL
    ),
    prose AS (
        SELECT article_id, length(line) AS characters, coalesce(articles > own, false) AS printed
        FROM night_lines LEFT JOIN other USING (outlet, line)
        WHERE kind IN {BODY_KINDS} AND characters >= {PROSE_CHARACTERS} AND NOT coalesce({IS_KNOWN}, false)
    ),
    republished AS (
        SELECT article_id FROM prose GROUP BY article_id
        HAVING sum(characters) FILTER (printed) > {REPUBLISHED_SHARE} * sum(characters)
    )
    UPDATE articles SET lines_counted = true
    WHERE article_id IN (SELECT article_id FROM night_articles) AND article_id NOT IN (FROM republished)
        AND outlet IS NOT NULL AND duplicate_of IS NULL
"""

# A load counts for a line if an article brings it that did not hold it before.
MERGE_LINES = """
    MERGE INTO outlet_lines AS old USING (
        WITH added AS (
            SELECT outlet, line, count(DISTINCT article_id) AS added,
                count(DISTINCT article_id) > count(DISTINCT gone_lines.article_id) AS anew
            FROM night_lines
            SEMI JOIN (SELECT article_id FROM articles WHERE lines_counted) USING (article_id)
            LEFT JOIN gone_lines USING (article_id, outlet, line)
            GROUP BY outlet, line
        ),
        removed AS (SELECT outlet, line, count(*) AS removed FROM gone_lines GROUP BY outlet, line)
        SELECT outlet, line, coalesce(added, 0) AS added, coalesce(removed, 0) AS removed, coalesce(anew, false) AS anew
        FROM added FULL JOIN removed USING (outlet, line)
    ) AS new USING (outlet, line)
    WHEN MATCHED AND articles + added = removed THEN DELETE
    WHEN MATCHED THEN UPDATE SET
        articles = articles + added - removed,
        loads = least(loads + anew::INTEGER, articles + added - removed),
        last_load_id = CASE WHEN added > 0 THEN $load_id ELSE last_load_id END
    WHEN NOT MATCHED THEN INSERT (outlet, line, articles, loads, first_load_id, last_load_id)
        VALUES (new.outlet, new.line, added, 1, $load_id, $load_id)
"""

PRUNE_LINES = f"""
    DELETE FROM outlet_lines WHERE articles = 1 AND last_load_id < (
        SELECT min(load_id) FROM (
            SELECT load_id FROM loads WHERE verdict = 'published' ORDER BY load_id DESC LIMIT {LINE_KEPT_LOADS}))
"""
