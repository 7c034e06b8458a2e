"""Checks of earlier texts of articles: their order, what they state, and what leads from one text to the next."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.suites import CheckDefinition
from warehouse.schema.tables.versions import ADDRESS, DAY, KEPT_VERSIONS

_LAST = "(SELECT article_id, max(version_no) AS versions FROM article_versions GROUP BY article_id)"


def version_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the table `article_versions`."""
    yield CheckDefinition(
        "article_versions",
        "rule.replaced_in_order",
        "A text was replaced before the next one was, and by the load that read its article last at the latest.",
        """
        SELECT v.article_id, v.version_no, v.replaced_load_id, coalesce(lead(v.load_id) OVER (
            PARTITION BY v.article_id ORDER BY v.version_no), a.load_id) AS next_load_id
        FROM article_versions v JOIN articles a USING (article_id) QUALIFY v.replaced_load_id > next_load_id
        """,
    )
    yield CheckDefinition(
        "article_versions",
        "rule.few_of_an_article",
        f"Of an article at most {KEPT_VERSIONS} earlier texts are kept.",
        f"""
        SELECT article_id, count(*) AS versions FROM article_versions GROUP BY article_id
        HAVING count(*) > {KEPT_VERSIONS}
        """,
    )


def version_statement_checks() -> Iterator[CheckDefinition]:
    """Yields the check of the table `article_version_statements`."""
    yield CheckDefinition(
        "article_version_statements",
        "rule.stands_in_text",
        "The sentence of a figure, or the words of a quotation, stand in that text of the article.",
        """
        SELECT s.article_id, s.version_no, s.statement_no, s.text
        FROM article_version_statements s LEFT JOIN article_versions v USING (article_id, version_no)
        WHERE NOT coalesce(contains(v.body, coalesce(s.sentence, s.text)), false)
        """,
    )


def update_checks() -> Iterator[CheckDefinition]:
    """Yields the check of the table `article_updates`."""
    yield CheckDefinition(
        "article_updates",
        "rule.of_one_address",
        "Both articles are of one outlet and one address, and the later one was not read before the other.",
        f"""
        WITH addresses AS (
            SELECT article_id, outlet, {ADDRESS} AS address, {DAY} AS day
            FROM articles
        )
        SELECT u.article_id, one.address, other.address AS later_address
        FROM article_updates u JOIN addresses one USING (article_id)
            JOIN addresses other ON other.article_id = u.later_article_id
        WHERE one.address IS NULL OR one.address IS DISTINCT FROM other.address
            OR one.outlet IS DISTINCT FROM other.outlet OR one.day > other.day
        """,
    )


def change_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the table `article_changes`."""
    yield CheckDefinition(
        "article_changes",
        "rule.between_two_texts",
        "It leads from a text to the next one of the article, or to that which `article_updates` names.",
        f"""
        SELECT c.article_id, c.from_version, c.change_no, c.later_article_id, c.to_version
        FROM article_changes c LEFT JOIN {_LAST} last USING (article_id)
        WHERE CASE WHEN c.later_article_id = c.article_id
            THEN c.to_version > coalesce(versions, 0) + 1 OR c.to_version <= c.from_version
                OR (c.article_id, c.from_version) NOT IN (SELECT (article_id, version_no) FROM article_versions)
            ELSE (c.article_id, c.later_article_id) NOT IN (
                SELECT (article_id, later_article_id) FROM article_updates) END
        """,
    )
    yield CheckDefinition(
        "article_changes",
        "rule.words_in_text",
        "What was there before stands in the earlier text, and what came stands in the later one.",
        """
        WITH texts AS (
            SELECT article_id, version_no, concat_ws(chr(10), headline, body) AS text FROM article_versions
            UNION ALL
            SELECT article_id, NULL, concat_ws(chr(10), headline, body) FROM articles
            WHERE article_id IN (
                SELECT article_id FROM article_changes UNION ALL SELECT later_article_id FROM article_changes)
        )
        SELECT c.article_id, c.from_version, c.change_no, text_before, text_after
        FROM article_changes c
            JOIN texts now ON now.article_id = c.article_id AND now.version_no IS NULL
            JOIN texts later_now ON later_now.article_id = c.later_article_id AND later_now.version_no IS NULL
            LEFT JOIN texts was ON was.article_id = c.article_id AND was.version_no = c.from_version
            LEFT JOIN texts later ON later.article_id = c.later_article_id AND later.version_no = c.to_version
        WHERE NOT contains(coalesce(was.text, now.text), coalesce(text_before, ''))
            OR NOT contains(coalesce(later.text, later_now.text), coalesce(text_after, ''))
        """,
    )
