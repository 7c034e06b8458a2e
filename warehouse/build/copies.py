"""Copies: articles that reprint an earlier one, whole or as a desk cut and edited it.

An article is a copy of the earliest article that it reprints and that is nobody's copy itself: earliest by its day of
publication, those without a day last, then by its id. So whether an article is a copy depends only on the originals
before it. A night compares its own articles, and those earlier ones for which an original came or went; if these become
or cease to be originals, it compares what depends on them, until nothing changes. The outcome is that of comparing all
articles in order, whichever night brought them.

Candidates are found by the shingles that two articles share (`article_shingles`).
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import duckdb

from warehouse.build import polars_frames
from warehouse.build.connections import count_rows, execute_all
from warehouse.schema.relation import COMPARED_ORIGINALS, CopyFinder, Relators
from warehouse.schema.tables.values import PROSE_KINDS

SHARED_SHINGLES = 2
"""Fewest shingles that two articles share to be compared: one may be a common phrase."""

REPRINTED_WITHIN_DAYS = 30
"""Days between an original and its copies: a text that comes back after a season is news again."""

CROWD = 200
"""If more originals than this have a shingle, it belongs to a template or to a line of a page: no reason to compare."""

SLICE_ARTICLES, SLICE_WORDS = 256, 2**19
"""Articles, and their words, that are compared at once, in some tens of megabytes: within a slice each article may be
paired with each."""


def mark(con: duckdb.DuckDBPyConnection, relators: Relators) -> None:
    """Sets `copy_of` of all articles, and the rows of `copy_links`, once `duplicate_of` is right."""
    execute_all(con, (_ORDER, _FIRST_TO_COMPARE))
    while count_rows(con, "to_compare"):
        execute_all(con, (_SHARED_SHINGLES, _SET_APART, _SLICES))
        for (part,) in con.execute("SELECT DISTINCT slice FROM slices ORDER BY slice").fetchall():
            _compare(con, part, relators.find_copies)
        execute_all(con, (_CHANGED_ORIGINALS, _NEXT_TO_COMPARE))
    execute_all(con, (_FORGET_LINKS, _MARK_DUPLICATES))


def _compare(con: duckdb.DuckDBPyConnection, part: int, find_copies: CopyFinder) -> None:
    """Finds which articles of a slice are copies; those before it are settled."""
    con.execute(_SLICE, {"slice": part})
    con.execute(_PAIRS)
    pairs = polars_frames.read(con, "FROM copy_pairs ORDER BY place, earlier_place")
    polars_frames.store(con, "found_copies", find_copies(polars_frames.read(con, _TEXTS), pairs))
    execute_all(con, (_SET_COPIES, _DELETE_LINKS, _INSERT_LINKS))


_ORDER = """
    CREATE TEMP TABLE copy_order AS
    SELECT article_id, published_on AS day, row_number() OVER (ORDER BY published_on NULLS LAST, article_id) AS place
    FROM articles
"""

# Besides the night's articles: those whose original went, changed or became a duplicate, and those that are duplicates
# no more.
_FIRST_TO_COMPARE = """
    CREATE TEMP TABLE to_compare AS
    WITH is_new AS (SELECT article_id FROM night_articles)
    SELECT article_id, copy_of IS NULL AND article_id NOT IN (FROM is_new) AS was_original
    FROM articles
    WHERE duplicate_of IS NULL AND (
        article_id IN (FROM is_new)
        OR copy_of IN (SELECT article_id FROM gone)
        OR copy_of IN (SELECT article_id FROM articles WHERE duplicate_of IS NOT NULL)
        OR (copy_of IS NOT NULL AND article_id NOT IN (SELECT article_id FROM copy_links)))
"""

# A shingle that only one article has finds nothing; most are such.
_SHARED_SHINGLES = """
    CREATE OR REPLACE TEMP TABLE shared_shingles AS
    WITH compared AS (SELECT DISTINCT shingle FROM article_shingles SEMI JOIN to_compare USING (article_id)),
    held AS MATERIALIZED (
        FROM article_shingles SEMI JOIN compared USING (shingle)
            ANTI JOIN (FROM articles WHERE duplicate_of IS NOT NULL) USING (article_id)
    ),
    shared AS (SELECT shingle FROM held GROUP BY shingle HAVING count(*) > 1)
    SELECT article_id, shingle, place, day FROM held SEMI JOIN shared USING (shingle) JOIN copy_order USING (article_id)
"""

_SET_APART = """
    UPDATE articles SET copy_of = NULL
    WHERE copy_of IS NOT NULL
        AND article_id IN (FROM to_compare SELECT article_id EXCEPT SELECT article_id FROM shared_shingles)
"""

_SLICES = f"""
    CREATE OR REPLACE TEMP TABLE slices AS
    WITH counted AS (
        SELECT article_id, place, (row_number() OVER (ORDER BY place) - 1) // {SLICE_ARTICLES} AS by_articles,
            sum(word_count) OVER (ORDER BY place) // {SLICE_WORDS} AS by_words
        FROM to_compare SEMI JOIN shared_shingles USING (article_id) JOIN copy_order USING (article_id)
            JOIN articles USING (article_id)
    )
    SELECT article_id, dense_rank() OVER (ORDER BY by_articles, by_words) AS slice FROM counted
"""

_SLICE = """
    CREATE OR REPLACE TEMP TABLE compared_slice AS SELECT article_id FROM slices WHERE slice = $slice
"""

# Before the slice all is settled, so whoever is no copy there is an original. Whether an article of the slice is one
# is not known yet, so all pairs within it are kept.
_PAIRS = f"""
    CREATE OR REPLACE TEMP TABLE copy_pairs AS
    WITH own AS (FROM shared_shingles SEMI JOIN compared_slice USING (article_id)),
    held AS (
        FROM shared_shingles SEMI JOIN own USING (shingle) ANTI JOIN compared_slice USING (article_id)
            SEMI JOIN (FROM articles WHERE copy_of IS NULL) USING (article_id)
        WHERE place < (SELECT max(place) FROM own)
        QUALIFY count(*) OVER (PARTITION BY shingle) <= {CROWD}
    ),
    holders AS (SELECT *, true AS is_settled FROM held UNION ALL SELECT *, false FROM own)
    SELECT own.article_id, own.place, holders.article_id AS earlier_article_id, holders.place AS earlier_place,
        count(*) AS shared
    FROM own JOIN holders USING (shingle)
    WHERE holders.place < own.place AND coalesce(own.day - holders.day <= {REPRINTED_WITHIN_DAYS}, true)
    GROUP BY own.article_id, own.place, holders.article_id, holders.place, is_settled
    HAVING shared >= {SHARED_SHINGLES}
    QUALIFY NOT is_settled OR row_number() OVER (
        PARTITION BY own.article_id, is_settled ORDER BY shared DESC, holders.place) <= {COMPARED_ORIGINALS}
"""

_TEXTS = f"""
    SELECT article_id, string_agg(text, chr(10) ORDER BY block_no) AS text
    FROM blocks
    WHERE kind IN {PROSE_KINDS} AND article_id IN (
        SELECT article_id FROM copy_pairs UNION SELECT earlier_article_id FROM copy_pairs)
    GROUP BY article_id
"""

_SET_COPIES = """
    UPDATE articles SET copy_of = found.earlier_article_id
    FROM (FROM compared_slice LEFT JOIN found_copies USING (article_id)) AS found
    WHERE articles.article_id = found.article_id AND copy_of IS DISTINCT FROM found.earlier_article_id
"""

_DELETE_LINKS = "DELETE FROM copy_links WHERE article_id IN (FROM compared_slice)"

_INSERT_LINKS = "INSERT INTO copy_links BY NAME FROM found_copies ORDER BY article_id"

_CHANGED_ORIGINALS = """
    CREATE OR REPLACE TEMP TABLE changed_originals AS
    SELECT article_id, copy_of IS NULL AS is_original
    FROM to_compare JOIN articles USING (article_id) WHERE was_original <> (copy_of IS NULL)
"""

# What became an original concerns later articles that are originals, or copies of an article behind it. Those that were
# compared just now have met it already.
_NEXT_TO_COMPARE = f"""
    CREATE OR REPLACE TEMP TABLE to_compare AS
    WITH became AS (
        SELECT shared_shingles.* FROM shared_shingles SEMI JOIN changed_originals AS changed
            ON changed.article_id = shared_shingles.article_id AND is_original
    ),
    others AS (
        SELECT shared_shingles.*, copy_of, original.place AS original_place
        FROM shared_shingles ANTI JOIN to_compare USING (article_id) JOIN articles USING (article_id)
            LEFT JOIN copy_order AS original ON original.article_id = copy_of
        QUALIFY count(*) FILTER (copy_of IS NULL) OVER (PARTITION BY shingle) <= {CROWD}
    ),
    met AS (
        SELECT later.article_id FROM others AS later JOIN became USING (shingle)
        WHERE became.place < later.place AND coalesce(later.day - became.day <= {REPRINTED_WITHIN_DAYS}, true)
            AND coalesce(became.place < later.original_place, true)
        GROUP BY later.article_id, became.article_id HAVING count(*) >= {SHARED_SHINGLES}
    )
    SELECT article_id, copy_of IS NULL AS was_original FROM articles
    WHERE duplicate_of IS NULL AND (
        article_id IN (FROM met) OR copy_of IN (SELECT article_id FROM changed_originals WHERE NOT is_original))
"""

_FORGET_LINKS = """
    DELETE FROM copy_links
    WHERE article_id IN (SELECT article_id FROM articles WHERE duplicate_of IS NOT NULL OR copy_of IS NULL)
"""

_MARK_DUPLICATES = """
    UPDATE articles SET copy_of = coalesce(original.copy_of, original.article_id)
    FROM articles AS original
    WHERE articles.duplicate_of = original.article_id
        AND articles.copy_of IS DISTINCT FROM coalesce(original.copy_of, original.article_id)
"""
