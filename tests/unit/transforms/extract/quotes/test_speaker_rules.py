"""Each rule of speakers is explained, and its example is what the code makes of it."""

import re

import pytest

from tests.article import article
from tests.quoted import explained
from transforms.extract.quotes import direct_cues, find, nearest_cue, reporting_verbs, speaker_rules, speakers

RULES = speaker_rules.rules()


def test_the_written_document_is_up_to_date(root):
    written = (root / speaker_rules.PATH).read_text(encoding="utf-8")
    assert written == speaker_rules.markdown(), "run `make docs`"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.group}.{rule.rule}")
def test_the_example_of_a_rule_is_told_by_it(rule):
    found = explained(article(*rule.lines))
    told = [q for q in found if q.text == rule.words and rule.rule in q.rules]
    assert [q.entity or q.speaker for q in told] == [rule.speaker], found


def test_every_rule_of_the_code_is_explained_and_every_explained_one_is_asked():
    asked = {
        "cue": {"name_and_colon", *reporting_verbs.ORDER, *direct_cues.NAMES},
        "link": set(nearest_cue.HOLDS),
        "fallback": set(find.FALLBACKS),
        "reference": set(speakers.RULES),
    }
    assert {group: {r.rule for r in RULES if r.group == group} for group in asked} == asked


@pytest.mark.parametrize("group", ["cue", "link", "fallback", "reference"])
def test_no_two_rules_of_a_group_come_at_once(group):
    orders = [rule.order for rule in RULES if rule.group == group]
    assert orders == list(range(1, len(orders) + 1))


def test_the_weights_are_on_one_scale():
    weights = [rule.weight for rule in RULES if rule.group == "link"]
    assert all(weight is not None and 0 <= weight <= 100 for weight in weights)
    assert all(rule.weight is None for rule in RULES if rule.group != "link")


def test_a_cue_far_behind_loses_to_one_before():
    line = "Ada Holm called it “a danger to all of us” at the gate, as the clerk at the far end of the bridge said."
    [quote] = [q for q in explained(article(line)) if q.text == "a danger to all of us"]
    assert quote.speaker == "Ada Holm"


def test_every_row_has_the_cells_of_its_table():
    for line in speaker_rules.markdown().splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 8, line
