"""The table `article_changes`: what was added, removed and changed from one text of an article to the next.

What is equal in both texts is left out first: as it is written, then in small letters without punctuation. Of the rest
the two that are most like each other are one change. To compare two texts takes some milliseconds, so each step is
compared once, in the night that brings the later text.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import duckdb

from warehouse.build.connections import execute_all, insert_rows
from warehouse.schema.tables.versions import folded

RARE = 5
"""Pieces of one kind of a text in which a word may stand, at most, for two texts' pieces to be compared because they
share it: to compare each with each takes time that grows with the square of the text."""

FEW = 10
"""Pieces of one kind up to which each is compared with each all the same."""

ALIKE = 0.5
"""Least share of their words that two wordings of one paragraph or quotation have in common."""


def note(con: duckdb.DuckDBPyConnection) -> int:
    """Writes the changes of all steps that are new, once the night's figures and quotations are in.

    `article_versions.keep` and `link_updates` have noted these steps in the temporary tables `new_versions` and
    `new_updates`.

    Returns:
        The number of rows.
    """
    execute_all(con, (_STEPS, _TEXTS, _PIECES, _DIFFERING, _PAIRS))
    return insert_rows(con, "article_changes", _CHANGES)


_LAST = "(SELECT article_id, max(version_no) AS versions FROM article_versions GROUP BY article_id)"

_STEPS = f"""
    CREATE TEMP TABLE change_steps AS
    SELECT new_id AS article_id, version_no AS from_version, new_id AS later_article_id, version_no + 1 AS to_version
    FROM new_versions
    UNION ALL
    SELECT updated.article_id, coalesce(earlier.versions, 0) + 1, later_article_id, coalesce(later.versions, 0) + 1
    FROM new_updates AS updated LEFT JOIN {_LAST} AS earlier USING (article_id)
        LEFT JOIN {_LAST} AS later ON later.article_id = later_article_id
"""

_TEXTS = """
    CREATE TEMP TABLE change_texts AS
    WITH wanted AS (
        SELECT article_id, from_version AS version_no FROM change_steps
        UNION SELECT later_article_id, to_version FROM change_steps
    )
    SELECT article_id, version_no, version.body IS NULL AS is_current, coalesce(version.body, article.body) AS body,
        CASE WHEN is_current THEN article.headline ELSE version.headline END AS headline
    FROM wanted LEFT JOIN article_versions AS version USING (article_id, version_no)
        JOIN articles AS article USING (article_id)
"""

# The headline is a block of the body too, and no paragraph.
_PIECES = r"""
    CREATE TEMP TABLE change_pieces AS
    WITH stated AS (
        SELECT article_id, version_no, kind, statement_no AS place, sentence, text, value_low, value_high, unit,
            currency, counted_head, event
        FROM article_version_statements
        UNION ALL BY NAME
        SELECT article_id, version_no, kind, start_char AS place, sentence, text, value_low, value_high, unit, currency,
            counted_head, event
        FROM change_texts JOIN (
            SELECT *, 'figure' AS kind, surface AS text FROM figures
            UNION ALL BY NAME
            SELECT article_id, start_char, 'quote' AS kind, text FROM quotes
        ) USING (article_id)
        WHERE is_current AND start_char IS NOT NULL
    )
    SELECT article_id, version_no, 'headline' AS kind, 0 AS place, headline AS words FROM change_texts
    WHERE headline IS NOT NULL
    UNION ALL BY NAME
    SELECT article_id, version_no, 'paragraph' AS kind, place, words
    FROM (
        SELECT article_id, version_no, headline, unnest(string_split(body, E'\n\n')) AS words,
            generate_subscripts(string_split(body, E'\n\n'), 1) AS place
        FROM change_texts
    )
    WHERE words IS DISTINCT FROM headline
    UNION ALL BY NAME
    SELECT * EXCLUDE (sentence, text), coalesce(sentence, text) AS words,
        CASE WHEN kind = 'figure' THEN text END AS number,
        CASE WHEN kind = 'figure' THEN concat_ws('|', event, value_low, value_high, unit, currency) END AS value
    FROM stated SEMI JOIN change_texts USING (article_id, version_no)
"""

# What other rules found in a sentence that stands in both texts is no change of the text.
_DIFFERING = f"""
    CREATE TEMP TABLE changed_pieces AS
    WITH sides AS (
        SELECT step.article_id, step.from_version, false AS is_after, later_article_id AS other_id,
            to_version AS other_version, piece.* EXCLUDE (article_id, version_no)
        FROM change_steps AS step JOIN change_pieces AS piece
            ON piece.article_id = step.article_id AND piece.version_no = from_version
        UNION ALL
        SELECT step.article_id, step.from_version, true, step.article_id, from_version,
            piece.* EXCLUDE (article_id, version_no)
        FROM change_steps AS step JOIN change_pieces AS piece
            ON piece.article_id = later_article_id AND piece.version_no = to_version
    ),
    unlike AS (
        SELECT *, {folded("words")} AS plain FROM sides AS side WHERE NOT EXISTS (
            FROM change_pieces AS other WHERE other.article_id = other_id AND other.version_no = other_version
                AND other.kind = side.kind AND other.words = side.words AND other.value IS NOT DISTINCT FROM side.value
        )
    ),
    differing AS (
        FROM unlike AS piece WHERE plain <> '' AND NOT EXISTS (
            FROM unlike AS other WHERE other.article_id = piece.article_id AND other.from_version = piece.from_version
                AND other.is_after <> piece.is_after AND other.kind = piece.kind
                AND coalesce(other.value, other.plain) = coalesce(piece.value, piece.plain)
        )
    )
    SELECT piece.*, list_distinct(string_split(plain, ' ')) AS distinct_words,
        row_number() OVER (
            PARTITION BY piece.article_id, from_version, kind, is_after ORDER BY place, words, number) AS nth
    FROM differing AS piece
        JOIN change_texts AS other ON other.article_id = other_id AND other.version_no = other_version
    WHERE kind NOT IN ('figure', 'quote') OR NOT contains(body, words)
"""

_PAIRS = f"""
    CREATE TEMP TABLE change_pairs AS
    WITH words AS (
        SELECT article_id, from_version, kind, is_after, nth, unnest(distinct_words) AS word FROM changed_pieces
    ),
    rare AS (
        FROM words QUALIFY count(*) OVER (PARTITION BY article_id, from_version, kind, is_after, word) <= {RARE}
    ),
    few AS (
        FROM changed_pieces QUALIFY max(nth) OVER (PARTITION BY article_id, from_version, kind) <= {FEW}
    ),
    compared AS (
        SELECT article_id, from_version, kind, before.nth AS before_nth, after.nth AS after_nth
        FROM (FROM rare WHERE NOT is_after) AS before JOIN (FROM rare WHERE is_after) AS after
            USING (article_id, from_version, kind, word)
        UNION
        SELECT article_id, from_version, kind, before.nth, after.nth
        FROM (FROM few WHERE NOT is_after) AS before JOIN (FROM few WHERE is_after) AS after
            USING (article_id, from_version, kind)
    ),
    alike AS (
        SELECT compared.*, 2 * len(list_intersect(before.distinct_words, after.distinct_words))
                / (len(before.distinct_words) + len(after.distinct_words)) AS likeness
        FROM compared
        JOIN changed_pieces AS before ON before.article_id = compared.article_id
            AND before.from_version = compared.from_version AND before.kind = compared.kind
            AND before.nth = before_nth AND NOT before.is_after
        JOIN changed_pieces AS after ON after.article_id = compared.article_id
            AND after.from_version = compared.from_version AND after.kind = compared.kind
            AND after.nth = after_nth AND after.is_after
        WHERE CASE compared.kind WHEN 'headline' THEN true WHEN 'figure' THEN
                (before.event, before.unit, before.currency) IS NOT DISTINCT FROM
                    (after.event, after.unit, after.currency)
                AND (before.event IS NOT NULL OR before.counted_head = after.counted_head OR likeness >= {ALIKE})
            ELSE likeness >= {ALIKE} END
    )
    SELECT article_id, from_version, kind, before_nth, after_nth FROM alike
    QUALIFY row_number() OVER (
            PARTITION BY article_id, from_version, kind, before_nth ORDER BY likeness DESC, after_nth) = 1
        AND row_number() OVER (
            PARTITION BY article_id, from_version, kind, after_nth ORDER BY likeness DESC, before_nth) = 1
"""

_CHANGES = """
    WITH before AS (FROM changed_pieces WHERE NOT is_after),
    after AS (
        SELECT changed_pieces.*, before_nth FROM changed_pieces LEFT JOIN change_pairs
            ON change_pairs.article_id = changed_pieces.article_id
            AND change_pairs.from_version = changed_pieces.from_version AND change_pairs.kind = changed_pieces.kind
            AND after_nth = nth
        WHERE is_after
    ),
    changes AS (
        SELECT coalesce(before.article_id, after.article_id) AS article_id,
            coalesce(before.from_version, after.from_version) AS from_version,
            coalesce(before.kind, after.kind) AS kind, coalesce(after.nth, before.nth) AS nth,
            CASE WHEN before.nth IS NULL THEN 'added' WHEN after.nth IS NULL THEN 'removed' ELSE 'changed' END
                AS change,
            before.words AS text_before, after.words AS text_after, before.number AS number_before,
            after.number AS number_after
        FROM before FULL JOIN after ON after.article_id = before.article_id
            AND after.from_version = before.from_version AND after.kind = before.kind AND before_nth = before.nth
    )
    SELECT changes.* EXCLUDE (nth), later_article_id, to_version,
        row_number() OVER (PARTITION BY article_id, from_version ORDER BY kind, nth, change) AS change_no
    FROM changes JOIN change_steps USING (article_id, from_version) ORDER BY article_id, from_version, change_no
"""
