"""Copies of a story: articles with the same prose, found by a hash of it, `articles.prose_key`.

To hash the prose of all articles each night would take memory and time that grow with the warehouse. So a night hashes
only articles whose key is missing or may have changed: its own, and those with a line that the night made known to
repeat, or no longer known. Only the keys are compared over the whole warehouse.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants and numbers

import duckdb

from warehouse.build.outlet_lines import IS_KNOWN, PROSE_CHARACTERS
from warehouse.schema.tables.outlets import LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

DUPLICATES_FROM_WORDS = 50
"""Fewest words of a body that can be a copy: shorter ones (a caption, one line of an agency) are equal by chance."""

PROSE_SHARE = 0.5
"""Share of an article's characters in lines of prose. Below it the article consists of its short lines (results,
questions, a list), and they count too."""

SLICE_CHARACTERS = 2**24
"""Characters of bodies that are hashed together, at some ten bytes of memory each: enough for an ordinary night."""


def note_copies(con: duckdb.DuckDBPyConnection) -> None:
    """Notes `duplicate_of` of the articles that stay, in the temporary table `copies_before`."""
    con.execute("CREATE TEMP TABLE copies_before AS SELECT article_id, duplicate_of FROM articles")


def key_new_articles(con: duckdb.DuckDBPyConnection) -> None:
    """Sets `prose_key` of the night's articles, once their blocks are in."""
    _key(con, "SELECT article_id FROM night_articles")


def mark_copies(con: duckdb.DuckDBPyConnection) -> None:
    """Sets `duplicate_of` of all articles with a key to the first article with that key, and of this one to null."""
    con.execute(_MARK_COPIES)


def note_known_lines(con: duckdb.DuckDBPyConnection) -> None:
    """Notes which lines of the night are known to repeat, before `outlet_lines.count` changes that."""
    con.execute(f"CREATE TEMP TABLE known_before AS {_KNOWN_OF_NIGHT}")


def key_changed_articles(con: duckdb.DuckDBPyConnection) -> None:
    """Sets `prose_key` again for articles with a line that the night made known to repeat, or no longer known.

    Afterwards every key agrees with the blocks of its article and with `outlet_lines`.
    """
    con.execute(_CHANGED_LINES)
    _key(con, _CHANGED_ARTICLES)


def _key(con: duckdb.DuckDBPyConnection, articles: str) -> None:
    """Sets the keys of the articles that a query selects, at most `SLICE_CHARACTERS` of them at a time."""
    con.execute(_KNOWN_LINES)
    con.execute(_TO_KEY.format(articles=articles), {"characters": SLICE_CHARACTERS})
    con.execute(_NO_KEYS)
    for part, first, last in con.execute(
        "SELECT part, min(article_id), max(article_id) FROM to_key GROUP BY part ORDER BY part"
    ).fetchall():
        con.execute(_PROSE_KEYS, {"part": part, "first": first, "last": last})
    con.execute(_SET_KEYS)


_KNOWN_LINES = f"CREATE OR REPLACE TEMP TABLE known_lines AS SELECT DISTINCT line FROM outlet_lines WHERE {IS_KNOWN}"

# Only for lines that the night adds or takes away can it change whether they are known.
_KNOWN_OF_NIGHT = f"""
    SELECT DISTINCT line FROM outlet_lines
    WHERE {IS_KNOWN} AND line IN (SELECT line FROM night_lines UNION ALL SELECT line FROM gone_lines)
"""

_CHANGED_LINES = f"""
    CREATE TEMP TABLE changed_lines AS
    WITH known_now AS ({_KNOWN_OF_NIGHT})
    (FROM known_before EXCEPT FROM known_now) UNION ALL (FROM known_now EXCEPT FROM known_before)
"""

_CHANGED_ARTICLES = f"""
    SELECT article_id FROM blocks
    WHERE kind IN {BODY_KINDS} AND length(text) <= {LINE_CHARACTERS} AND {LINE} IN (FROM changed_lines)
"""

_TO_KEY = f"""
    CREATE OR REPLACE TEMP TABLE to_key AS
    SELECT article_id, sum(sum(raw_end - raw_start)) OVER (ORDER BY article_id) // $characters AS part
    FROM blocks WHERE kind IN {BODY_KINDS} AND article_id IN ({{articles}}) GROUP BY article_id
"""

_NO_KEYS = "CREATE OR REPLACE TEMP TABLE prose_keys (article_id BIGINT, prose_key VARCHAR)"

# Case, white space and punctuation do not count. Neither do short lines and those that are known to repeat: whether
# such a line is part of the body depends on what the strip rules knew when the article was loaded. MATERIALIZED, since
# DuckDB would otherwise put each text together twice.
_PROSE_KEYS = rf"""
    INSERT INTO prose_keys
    WITH lines AS (
        SELECT article_id, block_no, text, length(text) AS characters, characters >= {PROSE_CHARACTERS} AS is_prose
        FROM blocks
        WHERE article_id BETWEEN $first AND $last AND article_id IN (SELECT article_id FROM to_key WHERE part = $part)
            AND kind IN {BODY_KINDS} AND NOT (characters <= {LINE_CHARACTERS} AND {LINE} IN (FROM known_lines))
    ),
    texts AS MATERIALIZED (
        SELECT article_id, CASE WHEN sum(characters) FILTER (is_prose) >= {PROSE_SHARE} * sum(characters)
            THEN string_agg(text, ' ' ORDER BY block_no) FILTER (is_prose)
            ELSE string_agg(text, ' ' ORDER BY block_no) END AS text
        FROM lines GROUP BY article_id
    )
    SELECT article_id, nullif(md5(regexp_replace(lower(text), '[\pZ\pC\pP]+', '', 'g')), md5('')) AS prose_key
    FROM texts
    WHERE regexp_matches(text, '^(?:[\s\pZ]*[^\s\pZ]+[\s\pZ]){{{DUPLICATES_FROM_WORDS - 1}}}[\s\pZ]*[^\s\pZ]')
"""

_SET_KEYS = """
    UPDATE articles SET prose_key = found.prose_key
    FROM (FROM to_key LEFT JOIN prose_keys USING (article_id)) AS found
    WHERE articles.article_id = found.article_id AND articles.prose_key IS DISTINCT FROM found.prose_key
"""

_MARK_COPIES = """
    WITH firsts AS (
        SELECT article_id, CASE WHEN prose_key IS NOT NULL
            THEN nullif(min(article_id) OVER (PARTITION BY prose_key), article_id) END AS original
        FROM articles
    )
    UPDATE articles SET duplicate_of = firsts.original, copy_of = coalesce(firsts.original, copy_of) FROM firsts
    WHERE articles.article_id = firsts.article_id AND duplicate_of IS DISTINCT FROM firsts.original
"""
