"""The word that says what happened to those whom a number counts: the trigger of an event, as in "killed 12 men"."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate, EventTrigger
from transforms.extract.figures.changes import word_of_change
from transforms.extract.figures.continuation import ADDING, find_whole
from transforms.extract.figures.counted import PHRASE_REACH
from transforms.extract.figures.dead_bodies import are_dead
from transforms.extract.figures.governors import climb
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.totals import find_total
from transforms.extract.figures.verb_events import affected_by, may_be_meant
from transforms.extract.figures.vocabulary import (
    COUNTABLE,
    HEADS,
    MADE_BY_EVENT,
    NOUN_POS,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    VERB_POS,
    VERBS,
    WORDS,
    base_forms,
    is_passive,
    is_person,
    is_short_of,
    is_thing,
)

_BRACKETS: Final = {"(": ")", "[": "]"}
_LABEL: Final = 3
"""Words of a label before its colon, at most: "Total dead: 12"."""
_NOT_ONE: Final = 4
"""Tokens up to "of" in which "not one" is told: "not a single one of"."""
_STATE_REACH: Final = 5
"""Tokens behind the counted in which their state is looked for: "12 men were still reported missing"."""


def find_trigger(candidate: Candidate) -> EventTrigger | None:
    """Finds the verb or noun that says what happened to those counted.

    The rules of section `event` are tried in the order of the registry. Amounts change or are paid, and nothing else
    happens to them; things that are counted are not paid.
    """
    if _counts_nothing(candidate):
        return None
    is_money = bool(candidate.number.currency)
    rules = _RULES if not candidate.is_amount else _MONEY_RULES if is_money else _MEASURE_RULES
    if candidate.is_replaced:  # what it was before does not hold any more
        rules = _MEASURE_RULES
    found = (replace(trigger, rule=rule) for rule, find in rules if (trigger := find(candidate)))
    is_whole = _is_whole_of_a_part(candidate)
    fitting = (trigger for trigger in found if _fits(trigger, candidate))
    return next((t for t in fitting if not is_whole or _stands_in_phrase(t, candidate)), None)


def _is_whole_of_a_part(candidate: Candidate) -> bool:
    """Tells whether a number is that of which another is a part: "45" in "20 of the 45 sailors were rescued"."""
    doc, i = candidate.doc, candidate.begin - 1
    i -= i > 0 and doc[i].pos_ in {"DET", "PRON"}
    if i < 1 or doc[i].lower_ != "of":
        return False
    part = doc[i - 1]
    if part.lower_ == "one" and not WORDS["negations"].isdisjoint(t.lower_ for t in doc[max(0, i - _NOT_ONE) : i]):
        return False  # "not a single one of the 60 horses was hurt" tells it of all of them
    return part.pos_ == "NUM" or part.lower_ in WORDS["some"] or (part.lower_ == "out" and candidate.begin == i + 1)


def _stands_in_phrase(trigger: EventTrigger, candidate: Candidate) -> bool:
    """Tells whether a trigger stands within what is counted or right behind it: "two of the 14 killed were nuns"."""
    return candidate.begin <= trigger.token.i <= _anchor(candidate).i + 1 or trigger.rule == "clause_behind"


def _counts_nothing(candidate: Candidate) -> bool:
    """Tells whether a number only multiplies or divides: "six times as many", "three deaths per 10,000 people"."""
    before, phrase = candidate.doc[candidate.begin - 1] if candidate.begin else None, candidate.phrase
    is_multiple = phrase is not None and WORDS["multiples"].has(phrase.head)
    return is_multiple or (before is not None and before.lower_ in WORDS["dividing"])


def _is_part_of_things(candidate: Candidate) -> bool:
    """Tells whether a bare number is of things counted before: "70 homes were hit, 12 of which burned down"."""
    whole = find_whole(candidate) if candidate.phrase is None else None
    head = whole.counted_head if whole else None
    return head is not None and not WORDS["things"].isdisjoint(base_forms(head.lower()))


def _fits(trigger: EventTrigger, candidate: Candidate) -> bool:
    """Tells whether an event can be told of what is counted: money is paid, persons are sentenced."""
    kinds, counted = COUNTABLE.get(trigger.event), _anchor(candidate)
    if trigger.event in WORDS["of_living"] and _is_part_of_things(candidate):
        return False
    if kinds is None:  # what changes
        return True
    if candidate.is_amount:
        return "money" in kinds
    if "things" in kinds or trigger.token.i == counted.i:
        return "money" not in kinds or "persons" in kinds
    return ("persons" in kinds and not is_thing(counted)) or ("jobs" in kinds and WORDS["jobs"].has(counted))


def _anchor(candidate: Candidate) -> Token:
    """Returns the token from which the sentence is climbed: the counted noun, or the number's own head."""
    if candidate.phrase and not candidate.is_amount:
        return candidate.phrase.head
    last = candidate.end if candidate.is_amount else candidate.last.i
    inside = range(candidate.first.i, last + 1)
    tokens = (candidate.doc[i] for i in inside)
    return next((t for t in tokens if t.head.i == t.i or t.head.i not in inside), candidate.doc[last])


# How much something changed


def _change(candidate: Candidate) -> EventTrigger | None:
    number, i = candidate.number, candidate.begin - 1
    if number.unit == "percent" and (number.low or 0) < 0:
        return EventTrigger("changed", candidate.first)
    if i < 0:
        return None
    word = candidate.doc[i]
    if candidate.change_from is not None and not candidate.is_plain and (above := word_of_change(word)):
        return EventTrigger("changed", above, is_active=above.pos_ in VERB_POS)
    is_measured = not candidate.is_plain or candidate.paragraph.text.startswith(" point", number.end)
    if word.lower_ == "to" and i:  # "slipped to 24 per cent"
        word = candidate.doc[i - 1]
    if word.dep_ == "prt" and word.head.i < i:  # "rose up 3 per cent", but not "made up 3 per cent"
        word = word.head
    elif word.lower_ in WORDS["change_adverbs"] and word.i == i and is_measured:
        return EventTrigger("changed", word)
    elif word.lower_ == "by" and i and candidate.doc[i - 1].lower_ in WORDS["change_adverbs"]:
        by_nobody = not candidate.is_plain or candidate.phrase is None  # "revised down by 40", "shot down by 40 men"
        return EventTrigger("changed", candidate.doc[i - 1]) if by_nobody else None
    elif word.lower_ == "by" and word.head.i < i:
        word, is_measured = word.head, True
    elif word.i and (word.pos_ == "ADV" or word.lower_ in WORDS["change_adverbs"]):
        word = candidate.doc[word.i - 1]
    is_short = candidate.doc[candidate.begin].lower_ == "short"  # "fell short of $3m" is no fall
    is_collected = number.currency and word.i == candidate.begin - 1 and VERBS.of(word) == "raised"
    is_change = is_measured and not (is_collected or is_short) and word.pos_ in VERB_POS and WORDS["changes"].has(word)
    return EventTrigger("changed", word, is_active=True) if is_change else None


# What is counted itself


def _happening(candidate: Candidate) -> EventTrigger | None:
    if candidate.phrase is None:
        return None
    noun = candidate.phrase.head
    before = noun.doc[noun.i - 1] if noun.i else noun
    pairs = (f"{first} {last}" for first in base_forms(before.lower_) for last in base_forms(noun.lower_))
    event = next((HEADS[pair] for pair in pairs if pair in HEADS), None) or HEADS.of(noun)
    return EventTrigger(event, noun) if event and are_dead(noun) else None


def _is_of_disease(token: Token) -> bool:
    """Tells whether a noun is one of those that stand beside cases of a disease: "3 cases and 2 deaths"."""
    return HEADS.of(token) in WORDS["beside_cases"] and not WORDS["bodies"].has(token)


def _cases_of_disease(candidate: Candidate) -> EventTrigger | None:
    phrase = candidate.phrase
    if phrase is None or not WORDS["cases"].has(phrase.head):
        return None
    noun = phrase.head
    behind = (c for p in noun.children if p.lower_ == "of" for c in p.subtree)
    before = candidate.doc[phrase.first.i : noun.i]
    beside = noun.doc[max(0, noun.i - PHRASE_REACH) : noun.i + PHRASE_REACH]
    is_disease = (
        any(WORDS["diseases"].has(token) or token.lower_ in WORDS["of_cases"] for token in before)
        or any(WORDS["diseases"].has(token) for token in behind)
        or (noun.tag_ == "NNS" and any(_is_of_disease(token) for token in beside))
    )
    return EventTrigger("infected", noun) if is_disease else None


# What stands behind the count


def state_behind(counted: Token) -> EventTrigger | None:
    """Reads what stands right behind the count: "12 dead", "12 seriously injured", "12 have been killed"."""
    doc, i, auxiliaries = counted.doc, _behind_brackets(counted), set()
    end = min(len(doc), i + _STATE_REACH)
    while i < end and (doc[i].pos_ in {"ADV", "AUX"} or doc[i].lower_ in WORDS["linking"]):
        auxiliaries.add(doc[i].lower_)
        i += 1
    if i >= end:
        return None
    token, has_be = doc[i], not auxiliaries.isdisjoint(WORDS["be"])
    is_verb = token.pos_ == "VERB" or (token.tag_ == "NN" and token.lower_ in SUBJECT_VERBS)  # "Hundreds flee"
    if is_verb and (event := SUBJECT_VERBS.of(token)):
        return EventTrigger(event, token) if may_be_meant(token, counted) else None
    is_active = not has_be and not auxiliaries.isdisjoint(WORDS["have"])
    modifies_next = token.dep_ == "amod" and token.head.i > i and token.head.ent_type_ not in {"DATE", "TIME"}
    has_object = any(child.dep_ == "dobj" and child.i > i for child in token.children)
    is_taken = token.lower_ in WORDS["taken"] and any(WORDS["taking"].has(above) for above in counted.ancestors)
    if is_taken or is_short_of(token) or is_active or modifies_next or (has_object and not has_be):
        return None
    done_to = affected_by(token, counted) if has_be and token.tag_ in {"VBN", "VBD"} else None
    if done_to is None and token.lower_ in STATES and may_be_meant(token, counted):
        return EventTrigger(STATES[token.lower_], token)
    return done_to


def _behind_brackets(token: Token) -> int:
    """Returns the position behind a token, past what brackets add to it."""
    doc, i = token.doc, token.i + 1
    if i < len(doc) and doc[i].text in _BRACKETS:
        close = next((t.i for t in doc[i : i + PHRASE_REACH] if t.text == _BRACKETS[doc[i].text]), None)
        return i if close is None else close + 1
    return i


def _state_behind(candidate: Candidate) -> EventTrigger | None:
    return state_behind(candidate.phrase.head if candidate.phrase else candidate.last)


def _clause_behind(candidate: Candidate) -> EventTrigger | None:
    noun = _anchor(candidate)
    clauses = (
        verb
        for verb in noun.children
        if verb.dep_ in {"acl", "relcl"}
        and verb.i >= noun.i
        # Not "cases where he died".
        and not any(c.dep_ in SUBJECTS and c.tag_ not in {"WP", "WDT"} for c in verb.children)
    )
    return next((trigger for verb in clauses if (trigger := _of_clause(verb, noun))), None)


def _of_clause(verb: Token, noun: Token) -> EventTrigger | None:
    """Reads the verb of a clause: "hostages held by", "12 who are missing", "families who fled"."""
    has_object = any(c.dep_ == "dobj" for c in verb.children)
    if verb.pos_ == "AUX":
        state = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in STATES), None)
        return EventTrigger(STATES[state.lower_], state) if state is not None else None
    if verb.tag_ == "VBG" and verb.lower_ in STATES and not has_object:
        return EventTrigger(STATES[verb.lower_], verb)
    if verb.tag_ != "VBN":
        event = SUBJECT_VERBS.of(verb)
        return EventTrigger(event, verb) if event and may_be_meant(verb, noun) else None
    if verb.dep_ != "acl" and not is_passive(verb):
        return None
    if verb.lower_ in STATES:
        return EventTrigger(STATES[verb.lower_], verb) if may_be_meant(verb, noun) else None
    trigger = affected_by(verb, noun)
    return replace(trigger, is_active=False) if trigger else None


# What stands above the count in the sentence's tree


def _word_above(candidate: Candidate) -> EventTrigger | None:
    return climb(_anchor(candidate), range(candidate.begin, candidate.first.i))


# What the parser did not join to the count


def _headline_verb(candidate: Candidate) -> EventTrigger | None:
    doc, begin, phrase = candidate.doc, candidate.begin, candidate.phrase
    if phrase is None or begin < 2 or doc[begin - 1].pos_ not in NOUN_POS or not is_person(phrase.head):
        return None
    is_noun = doc[begin - 2].pos_ in {"DET", "ADJ", "ADP", "PRON", "NUM"} or doc[begin - 1].dep_ == "pobj"
    event = None if is_noun else VERBS.of(doc[begin - 1])
    return EventTrigger(event, doc[begin - 1], is_active=True) if event else None


def _within_phrase(candidate: Candidate) -> EventTrigger | None:
    phrase = candidate.phrase
    if phrase is None:
        return None
    if event := MADE_BY_EVENT.of(phrase.head):
        return EventTrigger(event, phrase.head)
    for token in candidate.doc[phrase.first.i : phrase.head.i]:
        event = STATES.get(token.lower_) or (VERBS.of(token) if token.tag_ == "VBN" else None)
        if event and may_be_meant(token, phrase.head):
            return EventTrigger(event, token)
    return None


def _label_before(candidate: Candidate) -> EventTrigger | None:
    """Reads a line of a list: "Dead: 181. Injured: 40."."""
    doc, i = candidate.doc, candidate.begin - 1
    if candidate.phrase is not None or i < 1 or doc[i].text != ":":
        return None
    label = doc[i - 1]
    before = [token.is_punct for token in doc[max(0, i - _LABEL) : i - 1]]
    is_alone = i <= _LABEL or any(before)
    event = STATES.get(label.lower_) or HEADS.of(label) or MADE_BY_EVENT.of(label)
    return EventTrigger(event, label) if event and is_alone else None


def _named_total(candidate: Candidate) -> EventTrigger | None:
    return find_total(_anchor(candidate)) or (find_total(candidate.first) if candidate.phrase else None)


def _added(candidate: Candidate) -> EventTrigger | None:
    doc, begin = candidate.doc, candidate.begin
    is_added = begin > 1 and doc[begin - 1].text in ADDING and doc[begin - 2].pos_ in NOUN_POS
    is_added = is_added and not is_thing(_anchor(candidate))
    return climb(doc[begin - 2], range(0)) if is_added else None


_RULES: Final = in_order(
    "event",
    {
        "change": _change,
        "happening": _happening,
        "cases_of_disease": _cases_of_disease,
        "state_behind": _state_behind,
        "clause_behind": _clause_behind,
        "word_above": _word_above,
        "headline_verb": _headline_verb,
        "within_phrase": _within_phrase,
        "label_before": _label_before,
        "named_total": _named_total,
        "added": _added,
    },
)
_MEASURE_RULES: Final = in_order("event", {"change": _change})
_MONEY_RULES: Final = in_order("event", {"change": _change, "word_above": _word_above})
