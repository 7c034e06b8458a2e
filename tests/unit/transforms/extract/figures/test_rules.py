"""Each rule of the registry has an example, which is a test: the rule finds in it what the registry says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from expectations.accuracy import article_file, read_labels
from tests.article import article
from transforms.documents import Figure
from transforms.extract.figures.candidate import Candidate, locate
from transforms.extract.figures.continuation import continuation_rule
from transforms.extract.figures.counted import find_counted
from transforms.extract.figures.event_trigger import find_trigger
from transforms.extract.figures.exclusions import find_exclusion
from transforms.extract.figures.find import find_figures
from transforms.extract.figures.rules import FigureRule, figure_rules, in_order
from transforms.extract.mentions.find import find_mentions
from transforms.extract.numbers.find import find_numbers
from transforms.extract.quotes.find import find_quotes
from warehouse.schema.tables.values import PARTS_OF_FIGURES

STEPS = {"no_figure", "continuation", "governor", "verb_relation", "verb_meaning"}
RULES = figure_rules()


def of(*sections: str) -> pytest.MarkDecorator:
    """Runs a test with each rule of some sections."""
    rules = [rule for rule in RULES if rule.part in sections]
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: f"{rule.part}.{rule.rule}")


def figures(*lines: str) -> list[Figure]:
    """Returns the figures of lines; of a single one, what stands before a stroke is the headline."""
    parts = tuple(lines[0].split(" / ")) if len(lines) == 1 else lines
    kinds = ("headline", "body") if len(parts) == 2 > len(lines) else ()
    read = article(*parts, kinds=kinds, published_on=date(2031, 5, 6))
    mentions, entities, roles = find_mentions(read)
    return find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))


def candidates(line: str) -> Iterator[Candidate]:
    """Yields the numbers of a line as the rules see them."""
    read = article(line)
    mentions, entities, _ = find_mentions(read)
    kinds = {entity.entity_id: entity.kind for entity in entities}
    paragraph = read.indexed[0].with_mentions(mentions, kinds).with_quotes([])
    found = figures(line)
    for number in find_numbers(line):
        before = [figure for figure in found if figure.start < number.start]
        candidate = locate(paragraph, number, None, before[-1] if before else None, None)
        candidate = replace(candidate, phrase=find_counted(candidate))
        yield replace(candidate, trigger=find_trigger(candidate))


@of(*PARTS_OF_FIGURES)
def test_the_example_of_a_part_is_found_by_its_rule(rule: FigureRule) -> None:
    parts = [part for figure in figures(rule.line) for part in figure.parts]
    given = [part for part in parts if (part.part, part.rule) == (rule.part, rule.rule)]
    assert given, parts
    words = [None if part.start is None else rule.line[part.start : part.end].strip() for part in given]
    assert rule.words is None or rule.words in words


@of("no_figure")
def test_the_example_of_a_number_that_is_no_figure_is_left_out_by_its_rule(rule: FigureRule) -> None:
    assert figures(rule.line) == []
    assert rule.rule in {find_exclusion(candidate) for candidate in candidates(rule.line)}


@of("continuation")
def test_the_example_of_a_continuation_is_found_by_its_rule(rule: FigureRule) -> None:
    assert rule.rule in {continuation_rule(candidate) for candidate in candidates(rule.line)}


@of("governor", "verb_relation", "verb_meaning")
def test_the_example_of_a_verb_is_read_by_its_rule(rule: FigureRule) -> None:
    triggers = [candidate.trigger for candidate in candidates(rule.line) if candidate.trigger]
    words = {trigger.token.text for trigger in triggers if rule.rule in trigger.readings}
    assert words, triggers
    assert rule.words in words


def test_sections_are_the_parts_of_the_schema_and_the_steps_on_the_way_to_them() -> None:
    assert {rule.part for rule in RULES} == {*PARTS_OF_FIGURES, *STEPS}


def test_no_two_rules_of_a_section_are_tried_at_once() -> None:
    places = [(rule.part, rule.order) for rule in RULES]
    assert len(set(places)) == len(places)


def test_each_rule_says_what_it_looks_at_and_why() -> None:
    assert all(rule.means.endswith(".") and rule.why.endswith(".") for rule in RULES)


def test_the_order_is_that_of_the_registry_and_not_of_the_code() -> None:
    names = [name for name, _ in in_order("as_of", {"article": None, "period": None, "sentence": None})]
    assert names == ["sentence", "period", "article"]


def test_a_function_without_an_entry_is_refused() -> None:
    with pytest.raises(KeyError, match="unheard_of"):
        in_order("event", {"unheard_of": None})


def test_every_rule_that_finds_something_is_in_the_registry() -> None:
    lines = {
        line
        for path in read_labels()
        for line in article_file(path).read_text("utf-8", "replace").splitlines()
        if line.strip()
    }
    given = {(part.part, part.rule) for figure in figures(*sorted(lines)) for part in figure.parts}
    assert given <= {(rule.part, rule.rule) for rule in RULES}
    assert len(given) > 30
