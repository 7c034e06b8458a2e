"""Each rule of the merge policy decides on its example, from the articles to the link."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.appearances import Seen, Told, resolved
from transforms.names.normalise import name_key
from transforms.resolve import judge, short_names
from transforms.resolve.evidence import ContextLevel, Evidence, ShortNameEvidence
from transforms.resolve.merge_rules import FULL_NAMES, SHORT_NAMES, Example, MergeRule, decide
from warehouse.schema.tables.values import JUDGEMENTS, LINK_METHODS

RULES: list[MergeRule] = [*FULL_NAMES, *SHORT_NAMES]
WORDS = 20
SHARED = {ContextLevel.NONE: 0, ContextLevel.SOME: 3, ContextLevel.GOOD: 5, ContextLevel.STRONG: 10}
"""Words that two articles of `WORDS` words share, for each context: cosines 0, 0.15, 0.25 and 0.5."""


def words(first: int) -> str:
    return " ".join(f"word{n}" for n in range(first, first + WORDS))


def articles(example: Example) -> dict[int, Told]:
    """Returns articles in which the names of an example stand, with words that give the context."""
    left, right = Seen(example.kind, example.left), Seen(example.kind, example.right)
    if example.alias:
        right = Seen(example.kind, example.right, aliases=(example.alias,))
    shared = WORDS - SHARED[example.context]
    told = {1: Told([left], words(0))}
    told |= {n: Told([right], words(shared)) for n in range(2, 2 + example.articles)}
    for n, rival in enumerate(example.rivals, 100):
        name, _, alias = rival.removesuffix(")").partition(" (")
        told[n] = Told([Seen(example.kind, name, aliases=(alias,) if alias else ())], words(shared))
    if example.in_one_story:
        told[200] = Told([left, right], words(0))
    return told


Decided = list[tuple[Evidence | ShortNameEvidence, MergeRule]]


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Decided:
    """Collects what is decided: the evidence and the rule."""
    seen: Decided = []

    def spy(rules: Sequence[MergeRule], evidence: Evidence | ShortNameEvidence) -> MergeRule:
        rule = decide(rules, evidence)
        seen.append((evidence, rule))
        return rule

    for module in (judge, short_names):
        monkeypatch.setattr(module, "decide", spy)
    return seen


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_decides_on_its_example(rule: MergeRule, decided: Decided):
    example = rule.example
    links = resolved(articles(example)).links
    if rule.id != "spelling.unlike":  # such names never come to be judged
        assert rule in [found for _, found in decided], [found.id for _, found in decided]
    names = {name_key(example.left), name_key(example.right)}
    judged = [
        (judgement, score, method)
        for left, right, judgement, score, method in links.select(
            "left_node", "right_node", "judgement", "score", "method"
        ).iter_rows()
        if {node.partition(":")[2].partition("@")[0] for node in (left, right)} == names
    ]
    assert set(judged) == (set() if rule.judgement is None else {(rule.judgement, rule.probability, rule.method)})


def test_names_that_have_nothing_in_common_are_apart_whatever_their_context():
    assert decide(FULL_NAMES, Evidence("ORG", "apart", ContextLevel.STRONG)).id == "spelling.unlike"


@pytest.mark.parametrize("rules", [FULL_NAMES, SHORT_NAMES])
def test_each_rule_has_its_own_id_and_place(rules: Sequence[MergeRule]):
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(one.order < other.order for one, other in pairwise(rules))


def test_weights_are_probabilities_that_fit_the_judgement():
    assert {rule.judgement for rule in RULES} - {None} < set(JUDGEMENTS)
    assert {rule.method for rule in RULES} | {"review"} == set(LINK_METHODS)
    for rule in RULES:
        low, high = {"same": (0.8, 0.99), "unsure": (0.4, 0.6), None: (0.0, 0.0)}[rule.judgement]
        assert low <= rule.probability <= high, rule.id


def test_without_evidence_the_last_rule_keeps_names_apart():
    assert decide(FULL_NAMES, Evidence("ORG", "apart")) is FULL_NAMES[-1]
    assert decide(SHORT_NAMES, ShortNameEvidence()) is SHORT_NAMES[-1]
