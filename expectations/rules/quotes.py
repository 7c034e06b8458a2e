"""Checks of groups of quotations: the same words, quoted in several articles."""

from collections.abc import Iterator

from expectations.suites import CheckDefinition


def quote_group_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the articles and of the text of each group."""
    yield CheckDefinition(
        "quote_groups",
        "rule.in_several_articles",
        "Its quotations stand in more than one article.",
        """
        SELECT g.quote_group_id, any_value(g.text) AS text, count(DISTINCT q.article_id) AS articles
        FROM quote_groups g LEFT JOIN quote_variants v USING (quote_group_id) LEFT JOIN quotes q USING (quote_id)
        GROUP BY g.quote_group_id HAVING count(DISTINCT q.article_id) < 2
        """,
    )
    yield CheckDefinition(
        "quote_groups",
        "rule.text_is_a_wording",
        "Its text is that of one of its quotations.",
        """
        SELECT quote_group_id, text FROM quote_groups g WHERE NOT EXISTS (
            FROM quote_variants v JOIN quotes q USING (quote_id)
            WHERE v.quote_group_id = g.quote_group_id AND q.text = g.text AND v.variant = 'same')
        """,
    )
