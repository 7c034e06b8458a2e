"""Groups the same quotation in several articles, even where it was cut, spelt in another way or misquoted.

The text of each quotation in quotation marks is reduced to its wording: lower case, no punctuation. Two wordings are of
one quotation if one contains the other, or if they are nearly equal. Speaker and day are not compared.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import duckdb

LEAST_WORDS = 6
"""Fewest words of a wording that is compared: shorter ones are said by many people ("we will not give up"). Of 25 pairs
of real wordings of six words or more, in which one contains the other, only one pair was of two quotations."""

CHANGED_SHARE = 0.2
"""Share of characters in which two wordings of one quotation may differ. All nine real pairs within this limit were of
one quotation."""

COMMON_PHRASE_WORDINGS = 50
"""If more wordings than this share the same words in a row, these words are a common phrase: no reason to compare."""

COMPARED_CHARACTERS = 500
"""Characters at the start of two wordings that are compared for differences; the time grows with the square of it."""


def group_quotes(con: duckdb.DuckDBPyConnection, first_id: int) -> int:
    """Replaces all rows of `quote_groups` and `quote_variants`; a group keeps its id.

    It compares all quotations of the warehouse, so the result does not depend on the night in which each came. 40,000
    quotations take half a second.

    Args:
        con: the candidate, within its transaction; `quotes` and `articles` are complete.
        first_id: id of the first new group.

    Returns:
        The number of groups.
    """
    for statement in (_WORDINGS, _SHINGLES, _SAME_QUOTATION, _FIRST_LABELS):
        con.execute(statement)
    while con.execute(_LOWER_LABELS).fetchall()[0][0]:
        pass
    con.execute(_GROUPED_QUOTES)
    con.execute(_KEPT_IDS)
    con.execute(_GROUP_IDS, {"first_id": first_id})
    for statement in ("DELETE FROM quote_variants", "DELETE FROM quote_groups", _VARIANTS, _GROUPS):
        con.execute(statement)
    return int(con.execute("SELECT count(*) FROM quote_groups").fetchall()[0][0])


_WORDS = r"trim(regexp_replace(lower(translate(text, '’‘', '''''')), '[^\p{L}\p{N}'']+', ' ', 'g'))"

_WORDINGS = f"""
    CREATE TEMP TABLE wordings AS
    WITH folded AS (
        SELECT quote_id, article_id, text, {_WORDS} AS words FROM quotes WHERE kind IN ('direct', 'partial')
    )
    SELECT dense_rank() OVER (ORDER BY words) AS wording, quote_id, article_id, text, words
    FROM folded WHERE len(words) - len(replace(words, ' ', '')) >= {LEAST_WORDS - 1}
"""

_SHINGLES = f"""
    CREATE TEMP TABLE shingles AS
    WITH listed AS (SELECT DISTINCT wording, string_split(words, ' ') AS list FROM wordings),
    each AS (
        SELECT DISTINCT wording, unnest(list_transform(
            range(1, len(list) - {LEAST_WORDS - 2}),
            lambda i: hash(list_aggregate(list[i:i + {LEAST_WORDS - 1}], 'string_agg', ' ')))) AS shingle
        FROM listed
    )
    SELECT * FROM each QUALIFY count(*) OVER (PARTITION BY shingle) BETWEEN 2 AND {COMMON_PHRASE_WORDINGS}
"""

_SAME_QUOTATION = f"""
    CREATE TEMP TABLE same_quotation AS
    WITH pairs AS (
        SELECT DISTINCT one.wording AS one, other.wording AS other
        FROM shingles AS one JOIN shingles AS other USING (shingle) WHERE one.wording < other.wording
    ),
    texts AS (SELECT DISTINCT wording, words FROM wordings),
    compared AS (
        SELECT one, other, a.words AS a, b.words AS b, least(len(a.words), len(b.words)) AS shorter,
            greatest(len(a.words), len(b.words)) AS longer
        FROM pairs JOIN texts AS a ON a.wording = one JOIN texts AS b ON b.wording = other
    )
    SELECT one, other FROM compared
    WHERE contains(' ' || a || ' ', ' ' || b || ' ') OR contains(' ' || b || ' ', ' ' || a || ' ')
        OR (shorter >= {1 - CHANGED_SHARE} * longer
            AND levenshtein(left(a, {COMPARED_CHARACTERS}), left(b, {COMPARED_CHARACTERS}))
                <= {CHANGED_SHARE} * least(longer, {COMPARED_CHARACTERS}))
"""

_FIRST_LABELS = "CREATE TEMP TABLE labels AS SELECT DISTINCT wording, wording AS label FROM wordings"

# Connected components: each wording takes the smallest label among those that are the same quotation, again and again
# until no label changes.
_LOWER_LABELS = """
    UPDATE labels SET label = least_label FROM (
        SELECT wording, min(label) AS least_label FROM (
            SELECT one AS wording, label FROM same_quotation JOIN labels ON labels.wording = other
            UNION ALL
            SELECT other, label FROM same_quotation JOIN labels ON labels.wording = one
        ) GROUP BY wording
    ) AS reached
    WHERE labels.wording = reached.wording AND reached.least_label < labels.label
"""

_GROUPED_QUOTES = """
    CREATE TEMP TABLE grouped_quotes AS
    SELECT label, wording, quote_id, text, words FROM wordings JOIN labels USING (wording)
    WINDOW of_label AS (PARTITION BY label)
    QUALIFY min(article_id) OVER of_label < max(article_id) OVER of_label
"""

# If groups became one, the oldest id stays; if a group fell apart, the part with most of its quotations keeps its id.
_KEPT_IDS = """
    CREATE TEMP TABLE kept_ids AS
    WITH met AS (
        SELECT label, quote_group_id, count(*) AS quotes, min(words) AS words
        FROM grouped_quotes JOIN quote_variants USING (quote_id) GROUP BY label, quote_group_id
    ),
    won AS (FROM met QUALIFY row_number() OVER (PARTITION BY quote_group_id ORDER BY quotes DESC, words) = 1)
    SELECT label, min(quote_group_id) AS quote_group_id FROM won GROUP BY label
"""

_GROUP_IDS = """
    CREATE TEMP TABLE groups_with_ids AS
    WITH fullest AS (
        SELECT label, arg_max(words, (len(words), words)) AS words FROM grouped_quotes GROUP BY label
    )
    SELECT label, words, quote_group_id FROM fullest JOIN kept_ids USING (label)
    UNION ALL
    SELECT label, words, $first_id - 1 + row_number() OVER (ORDER BY words)
    FROM fullest ANTI JOIN kept_ids USING (label)
"""

# `spelling`: each word is equal, or nearly equal, to the word in the same place of the fullest wording. Short words and
# numbers must be equal: one letter makes them another word.
_VARIANTS = """
    INSERT INTO quote_variants BY NAME
    SELECT quote_id, quote_group_id, CASE
        WHEN q.words = g.words THEN 'same'
        WHEN contains(' ' || g.words || ' ', ' ' || q.words || ' ') THEN 'cut'
        WHEN list_bool_and(list_transform(
            list_zip(string_split(q.words, ' '), string_split(g.words, ' ')),
            lambda pair: coalesce(pair[1] = pair[2] OR (
                levenshtein(pair[1], pair[2]) <= CASE WHEN len(pair[1]) > 6 THEN 2 ELSE 1 END
                AND least(len(pair[1]), len(pair[2])) > 4
                AND NOT regexp_matches(pair[1] || pair[2], '[0-9]')
            ), false))) THEN 'spelling'
        ELSE 'changed'
    END AS variant
    FROM grouped_quotes AS q JOIN groups_with_ids AS g USING (label)
    ORDER BY quote_id
"""

_GROUPS = """
    INSERT INTO quote_groups BY NAME
    SELECT quote_group_id, min(text) AS text
    FROM grouped_quotes AS q JOIN groups_with_ids AS g USING (label) WHERE q.words = g.words
    GROUP BY quote_group_id ORDER BY quote_group_id
"""
