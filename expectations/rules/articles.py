"""Checks of articles: that no text is lost, that the body is made of its blocks, and that the day can be true."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.spans import END_SO_FAR, NEGATED_WHITE_SPACE, WHITE_SPACE, cut_sql, join_text, text_windows
from expectations.suites import CheckDefinition
from warehouse.schema.tables.values import BODY_KINDS


def forgotten_checks() -> Iterator[CheckDefinition]:
    """Yields the check that what was taken down is not there."""
    yield CheckDefinition(
        "forgotten_articles",
        "rule.forgotten_is_gone",
        "No article that was taken down is among the articles.",
        "SELECT article_id FROM forgotten_articles SEMI JOIN articles USING (article_id)",
    )


def article_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the columns `raw_text`, `body`, `word_count` and `published_on`."""
    yield CheckDefinition(
        "articles",
        "rule.text_lies_in_blocks",
        "Each character of raw_text that is no white space lies in a block.",
        f"""
        WITH {text_windows("raw_text")}, gaps AS (
            SELECT article_id, coalesce({END_SO_FAR}, 0) AS gap_start, raw_start AS gap_end FROM blocks
            UNION ALL
            SELECT a.article_id, coalesce(max(b.raw_end), 0), length(any_value(a.raw_text))
            FROM articles a LEFT JOIN blocks b USING (article_id) GROUP BY a.article_id
        ), texts AS (
            SELECT a.article_id, gap_start, gap_end, {cut_sql("raw_text", "gap_start", "gap_end")} AS lost
            FROM gaps t {join_text("gap_start")}
            WHERE gap_start < gap_end
        )
        SELECT * FROM texts WHERE NOT regexp_full_match(lost, '{WHITE_SPACE}*')
        """,
        reads={"articles": ("raw_text",), "blocks": ("block_no", "raw_start", "raw_end")},
    )
    yield CheckDefinition(
        "articles",
        "rule.body_of_its_blocks",
        "body is the text of its headline, summary and body blocks in order, a blank line between two.",
        f"""
        SELECT article_id FROM articles a LEFT JOIN (
            SELECT article_id, string_agg(text, chr(10) || chr(10) ORDER BY block_no) AS joined
            FROM blocks WHERE kind IN {BODY_KINDS} GROUP BY article_id
        ) b USING (article_id)
        WHERE a.body <> coalesce(joined, '')
        """,
        reads={"articles": ("body",), "blocks": ("block_no", "kind", "text")},
    )
    yield CheckDefinition(
        "articles",
        "rule.word_count_of_body",
        "word_count is the number of words of body, by white space.",
        f"""
        SELECT article_id, word_count, len(regexp_extract_all(body, '{NEGATED_WHITE_SPACE}+')) AS words
        FROM articles WHERE word_count <> words
        """,
        reads={"articles": ("body", "word_count")},
    )
    yield CheckDefinition(
        "articles",
        "rule.day_not_in_future",
        "published_on is at most one day after the day of the load (time zones).",
        """
        SELECT article_id, published_on, load_id FROM articles
        WHERE published_on > try_strptime(left(load_id, 8), '%Y%m%d')::DATE + 1
        """,
    )
