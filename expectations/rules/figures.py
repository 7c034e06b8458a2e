"""Checks of figures and their parts."""

from collections.abc import Iterator

from expectations.suites import CheckDefinition


def figure_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of the value of a figure, of what it stands in, and of the figure that it is a part of."""
    yield CheckDefinition(
        "figures",
        "rule.values_finite",
        "value_low and value_high are finite numbers.",
        "SELECT figure_id FROM figures WHERE NOT isfinite(value_low) OR NOT isfinite(value_high)",
    )
    yield CheckDefinition(
        "figures",
        "rule.surface_in_sentence",
        "sentence holds surface.",
        "SELECT figure_id FROM figures WHERE NOT contains(sentence, surface)",
    )
    yield CheckDefinition(
        "figures",
        "rule.sentence_in_block",
        "The block's text holds the sentence.",
        """
        SELECT figure_id FROM figures f JOIN blocks b USING (block_id)
        WHERE NOT contains(b.text, f.sentence)
        """,
    )
    yield CheckDefinition(
        "figures",
        "rule.quote_of_same_article",
        "The quotation that holds it stands in the same article.",
        "SELECT figure_id FROM figures f JOIN quotes q USING (quote_id) WHERE f.article_id <> q.article_id",
    )
    yield CheckDefinition(
        "figures",
        "rule.part_of_same_article",
        "The figure that it is a part of stands in the same article.",
        """
        SELECT f.figure_id, f.part_of_figure_id, f.sentence
        FROM figures f JOIN figures whole ON whole.figure_id = f.part_of_figure_id
        WHERE f.article_id <> whole.article_id
        """,
    )
    yield CheckDefinition(
        "figures",
        "rule.background_is_elsewhere",
        "A figure of another happening has no place but that of its own sentence.",
        "SELECT figure_id, place_source, sentence FROM figures WHERE is_background AND place_source <> 'sentence'",
    )


def figure_day_checks() -> Iterator[CheckDefinition]:
    """Yields the check that no figure is of a day after its article."""
    yield CheckDefinition(
        "figures",
        "rule.day_not_after_article",
        "as_of is at most one day after published_on: nobody counts what is to come.",
        """
        SELECT figure_id, as_of, published_on, sentence FROM figures JOIN articles USING (article_id)
        WHERE as_of > published_on + 1
        """,
    )


def figure_part_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the words of each part of a figure stand where the part says."""
    yield CheckDefinition(
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
