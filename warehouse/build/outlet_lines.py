"""The table `outlet_lines`: lines that repeat in the articles of an outlet, counted load by load."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

import duckdb

from warehouse.build.connections import execute_all
from warehouse.schema.tables.outlets import IS_OF_OUTLET, LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

KNOWN_FROM_ARTICLES, KNOWN_FROM_LOADS = 3, 2
"""A line is known to repeat if at least so many articles and so many loads have it. Two articles may share a line by
chance, or because one corrects the other; all articles of one night may report the same event. Loads of one day count
as one night: whoever can drop files can drop them often."""

IS_KNOWN = f"""
    articles >= {KNOWN_FROM_ARTICLES} AND loads >= {KNOWN_FROM_LOADS} AND left(first_load_id, 8) < left(last_load_id, 8)
"""
"""SQL condition: whether the line of a row of `outlet_lines` is known to repeat."""

PROSE_CHARACTERS = 60
"""Shortest line that is taken for prose: shorter ones (a name, a section, a date) are often equal by chance."""

REPUBLISHED_SHARE = 0.5
"""An article is a new edition of older ones if more than this share of its prose was printed before. Stories that only
share paragraphs of background stay below."""

LINE_KEPT_LOADS = 30
"""Loads, a month of nights, after which a line that only one article had is taken for a part of that one story."""


def find_lines_of_replaced(con: duckdb.DuckDBPyConnection) -> None:
    """Notes the lines that `outlet_lines` counts for articles that go, in the temporary table `gone_lines`.

    `replaced_articles.find` must have found these articles, and they must still be there.
    """
    con.execute(_LINES_OF_REPLACED)


def choose_counted_articles(con: duckdb.DuckDBPyConnection) -> None:
    """Sets `lines_counted` of the night's articles, and notes their lines in the temporary table `night_lines`.

    The lines of an article count unless it has no outlet but by its own word, is a copy, or is republished. It is
    republished if most of its prose, line by line, stood in other articles of its outlet before. Lines that are known
    to repeat are boilerplate and do not count as prose: otherwise an outlet with much boilerplate would always look
    republished.
    """
    execute_all(con, (_NIGHT_LINES, _CHOOSE_COUNTED))


def count(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Brings the counts of `outlet_lines` up to date: adds the night's lines, takes away those of articles that go.

    The load counts for a line if one of its articles has the line and, in an earlier version, did not have it.
    """
    con.execute(_COUNT, {"load_id": load_id})


def forget_old(con: duckdb.DuckDBPyConnection) -> None:
    """Deletes lines of a single article that did not come back for `LINE_KEPT_LOADS` published loads.

    The row of the night's own load must be in `loads`.
    """
    con.execute(_FORGET, {"kept": LINE_KEPT_LOADS})


# An article does not count for a row whose `first_load_id` is later than the article: then an older row of the same
# line was forgotten in the meantime, and with it the article.
_LINES_OF_REPLACED = f"""
    CREATE TEMP TABLE gone_lines AS
    WITH lines AS (
        SELECT DISTINCT article_id, outlet, {LINE} AS line, articles.load_id AS counted_by
        FROM blocks SEMI JOIN gone USING (article_id) ANTI JOIN reprocessed USING (article_id)
            JOIN articles USING (article_id)
        WHERE lines_counted AND length(text) <= {LINE_CHARACTERS}
    )
    SELECT article_id, outlet, line FROM lines JOIN outlet_lines USING (outlet, line) WHERE first_load_id <= counted_by
"""

_NIGHT_LINES = f"""
    CREATE TEMP TABLE night_lines AS
    SELECT article_id, outlet, {LINE} AS line, kind
    FROM night_blocks ANTI JOIN reprocessed USING (article_id) JOIN articles USING (article_id)
    WHERE {IS_OF_OUTLET} AND duplicate_of IS NULL AND length(text) <= {LINE_CHARACTERS}
"""

_CHOOSE_COUNTED = f"""
    WITH other AS (
        SELECT outlet, line, articles, loads, first_load_id, last_load_id, count(article_id) AS own
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
    WHERE article_id IN (SELECT article_id FROM night_articles ANTI JOIN reprocessed USING (article_id))
        AND article_id NOT IN (FROM republished)
        AND {IS_OF_OUTLET} AND duplicate_of IS NULL
"""

_COUNT = """
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

_FORGET = """
    DELETE FROM outlet_lines WHERE articles = 1 AND last_load_id < (
        SELECT min(load_id) FROM (
            SELECT load_id FROM loads WHERE verdict = 'published' ORDER BY load_id DESC LIMIT $kept))
"""
