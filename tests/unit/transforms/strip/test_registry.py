"""The registry is complete: code and data name the same rules and grounds, and each phrase means one thing."""

import re
from collections import Counter
from pathlib import Path

import pytest

from transforms import lexicons, strip
from transforms.strip.phrasebook import LONGEST_LABEL, strip_lexicon, wordings
from transforms.strip.registry import ALONE, SCALE, StripRule, phrase_weights, strip_rules, weight
from warehouse.schema.tables.articles import BLOCKS
from warehouse.schema.tables.values import BOILERPLATE_KINDS

RULES = strip_rules()
CODE = {
    path: path.read_text("utf8")
    for path in sorted(Path(strip.__file__).parent.rglob("*.py"))
    if path.name not in ("rule_docs.py", "registry.py")
}
LOOKS_AT = {"words", "shape", "place", "neighbours", "article", "metadata", "outlet", "user"}


def test_every_rule_of_the_code_is_registered_and_every_registered_rule_is_used():
    named = {rule for code in CODE.values() for rule in re.findall(r'"([a-z]+\.[a-z_]+)"', code)}
    vocabulary = {f"{kind}.vocabulary" for kind in lexicons.load("strip_words")["vocabulary"] if kind}
    with_phrases = {rule.id for rule in RULES.values() if rule.phrases}
    assert set(RULES) == named | vocabulary | with_phrases


def test_every_ground_of_a_rule_is_used_by_the_code():
    strings = {string for code in CODE.values() for string in re.findall(r'"([a-z_]+)"', code)}
    assert {ground for rule in RULES.values() for ground in rule.weights} - {ALONE} <= strings


@pytest.mark.parametrize("rule", RULES.values(), ids=str)
def test_a_rule_says_what_it_means_why_and_what_it_looks_at(rule):
    entry = lexicons.load("strip_rules")["rules"][rule.id]
    assert set(entry) <= {*StripRule.__slots__, "weight"}
    assert re.fullmatch(r"[A-Z\"].*\.", rule.means)
    assert re.fullmatch(r"[A-Z\"`].*\.", rule.why)
    assert rule.looks_at
    assert set(rule.looks_at) <= LOOKS_AT
    assert bool(rule.examples) != rule.only_supports
    # What neither weighs nor has phrases comes from outside and overrules all.
    assert rule.weights or rule.phrases or rule.looks_at == ("user",)


@pytest.mark.parametrize("rule", RULES.values(), ids=str)
def test_the_id_of_a_rule_is_one_that_the_table_takes(rule):
    columns = {column.name: column for column in BLOCKS.columns}
    assert re.fullmatch(str(columns["rule"].pattern), rule.id)
    assert rule.id.partition(".")[0] in columns["kind"].values


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.phrases], ids=str)
def test_the_phrases_of_a_rule_are_written_as_lines_are_compared(rule):
    assert set(rule.phrases) <= set(phrase_weights())
    for match, phrases in rule.phrases.items():
        for phrase in phrases:
            assert phrase == " ".join(phrase.lower().split())
            assert "*" not in phrase or match != "label"
            assert match != "label" or all(len(w.split()) <= LONGEST_LABEL for w in wordings(phrase))


@pytest.mark.parametrize("match", ["whole", "label"])
def test_no_wording_belongs_to_two_rules(match):
    owners = Counter(
        (wording, rule.id)
        for rule in RULES.values()
        for phrase in rule.phrases.get(match, ())
        if "*" not in phrase
        for wording in wordings(phrase)
    )
    twice = [wording for wording, count in Counter(wording for wording, _ in owners).items() if count > 1]
    assert twice == []


def test_no_word_of_the_vocabulary_belongs_to_two_kinds():
    vocabulary = lexicons.load("strip_words")["vocabulary"]
    assert set(vocabulary) - {""} <= set(BOILERPLATE_KINDS)
    assert [word for word, n in Counter(w for words in vocabulary.values() for w in words).items() if n > 1] == []


def test_a_weight_is_the_sum_of_what_its_grounds_weigh():
    assert weight("nav.bar") == SCALE["strong"]
    assert weight("byline.author", "at_foot") == SCALE["likely"]
    assert weight("other.repeated", "repeated", "sign", "sign") == SCALE["likely"] + 2 * SCALE["hint"]
    with pytest.raises(KeyError):
        weight("byline.author", "in_the_middle")


def test_the_scale_rises():
    assert list(SCALE.values()) == sorted(set(SCALE.values()))


def test_nothing_short_of_sure_outweighs_the_surest_text():
    body = RULES["body.text"].weights
    surest = body["sentence"] + body["speech"] + body["quotation"] + body["past"]
    assert SCALE["firm"] < surest <= SCALE["sure"]


def test_a_phrase_has_all_its_wordings():
    assert set(wordings("view|see [the] story")) == {"view story", "view the story", "see story", "see the story"}


@pytest.mark.parametrize(
    ("verb", "third"), [("carry", "carries"), ("watch", "watches"), ("play", "plays"), ("go", "goes")]
)
def test_verbs_of_pictures_have_their_third_person(verb, third):
    assert {verb, third} <= strip_lexicon().picture_verbs
