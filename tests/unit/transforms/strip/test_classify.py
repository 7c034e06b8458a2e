"""The article in its many shapes stays the body; verdicts; the order of the steps."""

import re
from graphlib import CycleError

import pytest

from tests.unit.transforms.strip.invented_article import ARTICLE, HEADLINE, between, kinds
from transforms.strip.classify import STEPS, Step, classify, in_order
from warehouse.schema.tables.articles import BLOCKS


def test_lines_broken_within_sentences_are_body():
    text = (
        "ELLERSBY, Oct 3 - Officials said on Monday that the\nrepairs would take at least three months. People in\n"
        "town walk past the barriers each day, and shops on\nthe front have lost a third of their takings. Police\n"
        "close the road when the tide is high, and lorries\ngo round by Brackwater."
    )
    assert set(kinds(*text.split("\n"))) == {"body"}


def test_an_article_in_capitals_is_body():
    lines = [line.upper() for line in ARTICLE]
    assert kinds(*lines) == ["body"] * 5


@pytest.mark.parametrize(
    "lines",
    [
        ["“We were told in January that the stone was ordered.", "“In February we were told that it was on its way."],
        ["- The second bid came from Brackwater, and was £2 million lower than that of its rival.",
         "– A third came too late, and was not opened, according to the minutes."],
        ["What made you come back?", "I missed the sea, and my mother was not well, so it was time to come home."],
        ["What happens next"],
        ["1. Wash the leeks", "2. Fry them in butter until soft"],
        ["2 leeks", "100g pearl barley", "1 litre of stock"],
        ["FERNSBY: Yes. I said so and I mean it.", "MOORE: Thank you."],
    ],
)  # fmt: skip
def test_the_article_in_its_many_shapes_is_body(lines):
    assert between(*lines) == ["body"] * len(lines)


def test_verdicts_name_a_stable_rule_and_how_sure_it_is():
    pattern = next(column.pattern for column in BLOCKS.columns if column.name == "rule")
    verdicts = classify([HEADLINE, *ARTICLE, "ADVERTISEMENT", "Sign up for our newsletter"])
    for verdict in verdicts:
        assert re.fullmatch(str(pattern), verdict.rule)
        assert verdict.rule.partition(".")[0] == verdict.kind
        assert 0.5 <= verdict.confidence <= 1
    by_rule = {verdict.rule: verdict.confidence for verdict in verdicts}
    assert by_rule["ad.slot"] > by_rule["promo.newsletter"]


def test_the_steps_run_after_what_they_require():
    names = [step.name for step in STEPS]
    for step in STEPS:
        assert all(names.index(required) < names.index(step.name) for required in step.requires)


def test_the_place_of_a_step_in_the_code_does_not_matter():
    assert in_order(reversed(STEPS)) == STEPS


def test_steps_that_leave_the_order_open_are_refused():
    steps = [
        Step(name, requires, "", lambda page: None) for name, requires in (("a", ()), ("b", ("a",)), ("c", ("a",)))
    ]
    with pytest.raises(ValueError, match="say which goes first: b, c"):
        in_order(steps)


def test_steps_that_require_each_other_are_refused():
    with pytest.raises(CycleError):
        in_order([Step("a", ("b",), "", lambda page: None), Step("b", ("a",), "", lambda page: None)])
