"""Each rule of comparing spellings decides on its example, whichever of the two names comes first."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from transforms.names.compare import WHOLE_NAME_RULES, compare
from transforms.names.comparison import SpellingRule
from transforms.names.normalise import name_key
from transforms.names.organisation_rules import ORGANISATION_RULES
from transforms.names.person_rules import PERSON_RULES

LISTS: list[Sequence[SpellingRule[Any]]] = [WHOLE_NAME_RULES, PERSON_RULES, ORGANISATION_RULES]


@pytest.mark.parametrize("rule", [rule for rules in LISTS for rule in rules], ids=lambda rule: rule.id)
def test_a_rule_decides_on_its_example(rule: SpellingRule[Any]):
    kind, left, right = rule.example
    for one, other in ((left, right), (right, left)):
        found = compare(kind, name_key(one), name_key(other))
        assert (found.rule, found.verdict) == (rule.id, rule.verdict), found


@pytest.mark.parametrize("rules", LISTS)
def test_each_rule_has_its_own_id_and_place(rules: Sequence[SpellingRule[Any]]):
    assert all(one.order < other.order for one, other in pairwise(rules))
    assert len({rule.id for found in LISTS for rule in found}) == sum(map(len, LISTS))
