"""Checks of offsets: the characters from the start to the end of a row are what the row says, in raw text and body.

Offsets count characters from 0; an end is the first character that no longer belongs to the span.
"""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.suites import CheckDefinition
from warehouse.schema.tables.values import CONTENT_KINDS

PAGE, WINDOW = 65536, 2048
"""In characters. `substring` walks to its start from the front of the text, so that cutting n spans out of one long
article would take time that grows with the square of its length. The text is first cut into pages of `PAGE`, these into
windows of twice `WINDOW`, each of which overlaps the next by half, and the spans are cut out of the windows."""

WHITE_SPACE = r"[\t-\r\x1c-\x20\x{85}\p{Z}]"
"""The characters for which Python's `str.isspace` holds; RE2's own `\\s` knows ASCII only."""


def block_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the order of the blocks in an article."""
    yield CheckDefinition(
        "blocks",
        "rule.do_not_overlap",
        "A block starts where the ones before it have ended, or later.",
        f"SELECT block_id, {END_SO_FAR} AS earlier_end FROM blocks QUALIFY raw_start < earlier_end",
    )
    yield CheckDefinition(
        "blocks",
        "rule.numbered_in_order",
        "block_no counts the blocks of an article from 1, in the order of the text.",
        """
        SELECT block_id, row_number() OVER (PARTITION BY article_id ORDER BY raw_start, block_no) AS expected_no
        FROM blocks QUALIFY block_no <> expected_no
        """,
    )


def in_block_checks(table: str, key: str, written: str) -> Iterator[CheckDefinition]:
    """Yields the checks of what is found within a block: mentions, roles, figures, quotations.

    Args:
        table: its table.
        key: the key of that table.
        written: the column that holds the words as the article has them.
    """
    joined = f"SELECT t.{key} FROM {table} t JOIN blocks b USING (block_id) WHERE"
    yield from offset_checks(table, key, written)
    yield CheckDefinition(
        table,
        "rule.block_of_same_article",
        "Its block belongs to its article.",
        f"{joined} t.article_id <> b.article_id",
    )
    yield CheckDefinition(
        table,
        "rule.within_block",
        "It lies within its block.",
        f"{joined} t.raw_start < b.raw_start OR t.raw_end > b.raw_end",
    )
    yield CheckDefinition(
        table,
        "rule.in_body_with_block",
        "It has a place in the body exactly where its block has one.",
        f"{joined} (t.start_char IS NULL) <> (b.start_char IS NULL)",
    )
    yield CheckDefinition(
        table,
        "rule.from_content",
        f"Its block is content: {', '.join(CONTENT_KINDS)}.",
        f"{joined} b.kind NOT IN {CONTENT_KINDS}",
    )


def offset_checks(table: str, key: str, written: str) -> Iterator[CheckDefinition]:
    """Yields the two checks that a span, cut out of the raw text and out of the body, gives what the row holds.

    Args:
        table: the table of the spans.
        key: the key of that table.
        written: the column that holds the words as the article has them.
    """
    for name, column, start, end in (
        ("raw_slices_back", "raw_text", "raw_start", "raw_end"),
        ("body_slices_back", "body", "start_char", "end_char"),
    ):
        yield CheckDefinition(
            table,
            f"rule.{name}",
            f"articles.{column} from {start} to {end} is {written}.",
            f"""
            WITH {text_windows(column)}
            SELECT t.{key}, {cut_sql(column, f"t.{start}", f"t.{end}")} AS found
            FROM {table} t {join_text(f"t.{start}")}
            WHERE t.{start} IS NOT NULL AND t.{end} IS NOT NULL AND found IS DISTINCT FROM t.{written}
            """,
            reads={"articles": (column,), table: (key, written, start, end)},
        )


NEGATED_WHITE_SPACE = WHITE_SPACE.replace("[", "[^", 1)
"""All other characters."""

END_SO_FAR = """max(raw_end) OVER (
    PARTITION BY article_id ORDER BY raw_start, block_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"""
"""SQL: where the blocks before a block of the same article have ended; null for the first one."""


def text_windows(column: str) -> str:
    """Returns SQL, two common table expressions: the texts of all articles, cut into pages and these into windows.

    Args:
        column: the column of `articles` that holds the text.

    Returns:
        `pages` and `windows`; the latter has `article_id`, `no` (from 0) and `text`, which begins at character
        `no * WINDOW` and is up to twice as long.
    """
    return f"""pages AS (
        SELECT article_id, page, substring({column}, page * {PAGE} + 1, {PAGE + WINDOW}) AS text
        FROM (SELECT article_id, {column}, unnest(range(0, length({column}) // {PAGE} + 1)) AS page FROM articles)
    ), windows AS (
        SELECT article_id, page * {PAGE // WINDOW} + no AS no, substring(text, no * {WINDOW} + 1, {2 * WINDOW}) AS text
        FROM (
            SELECT article_id, page, text,
                unnest(range(0, least(length(text) // {WINDOW} + 1, {PAGE // WINDOW}))) AS no
            FROM pages))"""


def cut_sql(column: str, start: str, end: str) -> str:
    """Returns the SQL for the text of a span, in a query joined by `join_text`.

    Args:
        column: the column of `articles` that holds the text.
        start: SQL for the first character of the span.
        end: SQL for its end.
    """
    return f"""CASE WHEN {end} - {start} <= {WINDOW}
        THEN substring(w.text, {start} % {WINDOW} + 1, {end} - {start})
        ELSE substring(a.{column}, {start} + 1, {end} - {start}) END"""


def join_text(start: str) -> str:
    """Returns the SQL that joins rows `t` with the window `w` that they start in and with their article `a`.

    The article is joined last: with a further join behind it its text would be copied for each row.

    Args:
        start: SQL for the first character of a row's span.
    """
    return f"""LEFT JOIN windows w ON w.article_id = t.article_id AND w.no = {start} // {WINDOW}
            JOIN articles a ON a.article_id = t.article_id"""
