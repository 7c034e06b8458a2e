"""Articles whose prose is that of an earlier one."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from warehouse.build.outlet_lines import KNOWN, PROSE_CHARACTERS
from warehouse.schema.tables.outlets import LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

DUPLICATES_FROM_WORDS = 50
"""Shorter bodies (a caption, an agency's one-liner) agree by chance."""

PROSE_SHARE = 0.5
"""Of an article's characters in such lines, below which the short ones (results, questions, a list) are the article."""

COPIES = "CREATE TEMP TABLE copies_before AS SELECT article_id, duplicate_of FROM articles"

# The first article with the same prose, over the whole warehouse; case, white space and punctuation do not count. Lines
# that are known to repeat, and short ones, do not count either: whether they stand in the body depends on what the
# strip rules knew when the article was loaded. MATERIALIZED keeps DuckDB from folding each text twice.
DUPLICATES = rf"""
    WITH furniture AS (SELECT line FROM outlet_lines WHERE {KNOWN}),
    lines AS (
        SELECT article_id, block_no, text, length(text) AS characters, characters >= {PROSE_CHARACTERS} AS is_prose
        FROM blocks
        WHERE kind IN {BODY_KINDS} AND NOT (characters <= {LINE_CHARACTERS} AND {LINE} IN (FROM furniture))
    ),
    texts AS MATERIALIZED (
        SELECT article_id, CASE WHEN sum(characters) FILTER (is_prose) >= {PROSE_SHARE} * sum(characters)
            THEN string_agg(text, ' ' ORDER BY block_no) FILTER (is_prose)
            ELSE string_agg(text, ' ' ORDER BY block_no) END AS text
        FROM lines GROUP BY article_id
    ),
    keys AS MATERIALIZED (
        SELECT article_id, md5(regexp_replace(lower(text), '[\pZ\pC\pP]+', '', 'g')) AS words
        FROM texts
        WHERE regexp_matches(text, '^(?:[\s\pZ]*[^\s\pZ]+[\s\pZ]){{{DUPLICATES_FROM_WORDS - 1}}}[\s\pZ]*[^\s\pZ]')
    ),
    firsts AS (
        SELECT article_id, nullif(min(article_id) OVER (PARTITION BY words), article_id) AS original
        FROM keys WHERE words <> md5('')
    )
    UPDATE articles SET duplicate_of = firsts.original FROM firsts
    WHERE articles.article_id = firsts.article_id AND duplicate_of IS DISTINCT FROM firsts.original
"""
