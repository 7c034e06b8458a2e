"""Each rule of figures is explained, and its example is what the code makes of it."""

import re
from datetime import date

import pytest

from expectations.accuracy import ARTICLES, read_labels
from tests.article import article
from transforms.extract.figures import rule_docs
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
from warehouse.schema.tables.values import PARTS_OF_FIGURES


def parts(*lines: str) -> list[tuple[str, str, str | None]]:
    read = article(*lines, published_on=date(2031, 5, 6))
    mentions, entities, roles = find_mentions(read)
    found = find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))
    return [
        (part.part, part.rule, None if part.start is None else lines[figure.paragraph][part.start : part.end])
        for figure in found
        for part in figure.parts
    ]


def test_the_written_document_is_up_to_date(root):
    written = (root / rule_docs.PATH).read_text(encoding="utf-8")
    assert written == rule_docs.markdown(), "run `make docs`"


@pytest.mark.parametrize("rule", [rule for rule in rule_docs.rules() if rule.line], ids=str)
def test_the_example_of_a_rule_is_found_by_it(rule):
    words = [words for part, name, words in parts(rule.line) if (part, name) == (rule.part, rule.rule)]
    assert words, parts(rule.line)
    assert rule.words is None or rule.words in words


def test_every_rule_that_finds_something_is_explained(root):
    named = {(rule.part, rule.rule) for rule in rule_docs.rules()}
    assert {part for part, _ in named} == set(PARTS_OF_FIGURES)
    lines = {
        line
        for path in read_labels()
        for line in (ARTICLES / path).read_text("utf-8", "replace").splitlines()
        if line.strip()
    }
    given = {(part, rule) for part, rule, _ in parts(*sorted(lines))}
    assert given <= named
    assert len(given) > 30


def test_every_row_has_the_cells_of_its_table():
    for line in rule_docs.markdown().splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 4, line
