"""Checks of figures and their parts."""

# every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.suites import Check


def figure_checks() -> Iterator[Check]:
    yield Check(
        "figures",
        "rule.values_finite",
        "value_low and value_high are finite numbers.",
        "SELECT figure_id FROM figures WHERE NOT isfinite(value_low) OR NOT isfinite(value_high)",
    )
    yield Check(
        "figures",
        "rule.surface_in_sentence",
        "sentence holds surface.",
        "SELECT figure_id FROM figures WHERE NOT contains(sentence, surface)",
    )
    yield Check(
        "figures",
        "rule.sentence_in_block",
        "The block's text holds the sentence.",
        """
        SELECT figure_id FROM figures f JOIN blocks b USING (block_id)
        WHERE NOT contains(b.text, f.sentence)
        """,
    )
    yield Check(
        "figures",
        "rule.quote_of_same_article",
        "The quotation that holds it stands in the same article.",
        "SELECT figure_id FROM figures f JOIN quotes q USING (quote_id) WHERE f.article_id <> q.article_id",
    )


def figure_part_checks() -> Iterator[Check]:
    yield Check(
        "figure_parts",
        "rule.words_in_block",
        "In the block of its figure raw_start to raw_end are the words.",
        """
        SELECT p.figure_id, p.part, p.rule, p.words
        FROM figure_parts p JOIN figures f USING (figure_id) JOIN blocks b USING (block_id)
        WHERE p.article_id <> f.article_id
            OR p.words <> substr(b.text, p.raw_start - b.raw_start + 1, p.raw_end - p.raw_start)
        """,
    )
