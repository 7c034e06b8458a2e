"""The word that says what happened to those whom a number counts: the trigger of an event, as in "killed 12 men"."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate, EventTrigger
from transforms.extract.figures.continuation import ADDING
from transforms.extract.figures.counted import PHRASE_REACH
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.totals import CLIMB, find_total
from transforms.extract.figures.verb_events import (
    Dependent,
    affected_by,
    is_person,
    may_be_meant,
    read_verb,
)
from transforms.extract.figures.vocabulary import (
    HEADS,
    NOUN_POS,
    NOUNS,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    VERB_POS,
    VERBS,
    WORDS,
    is_passive,
)

_WITHIN_NOUN: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
"""Relations by which a word belongs to the noun above it."""
_BRACKETS: Final = {"(": ")", "[": "]"}
_STATE_REACH: Final = 5
"""Tokens behind the counted in which their state is looked for: "12 men were still reported missing"."""


def find_trigger(candidate: Candidate) -> EventTrigger | None:
    """Finds the verb or noun that says what happened to those counted.

    The rules of section `event` are tried in the order of the registry. Amounts change or are paid, and nothing else
    happens to them; things that are counted are not paid.
    """
    is_money = bool(candidate.number.currency)
    rules = _RULES if not candidate.is_amount else _MONEY_RULES if is_money else _MEASURE_RULES
    for rule, find in rules:
        if trigger := find(candidate):
            is_possible = trigger.event == "changed" or (trigger.event == "paid") == is_money
            return replace(trigger, rule=rule) if is_possible else None
    return None


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
    is_measured = not candidate.is_plain or candidate.paragraph.text.startswith(" point", number.end)
    if word.lower_ == "to" and i:  # "slipped to 24 per cent"
        word = candidate.doc[i - 1]
    if word.dep_ == "prt" and word.head.i < i:  # "rose up 3 per cent", but not "made up 3 per cent"
        word = word.head
    elif word.lower_ in WORDS["change_adverbs"] and word.i == i and is_measured:
        return EventTrigger("changed", word)
    elif word.lower_ == "by" and word.head.i < i:
        word, is_measured = word.head, True
    elif word.i and (word.pos_ == "ADV" or word.lower_ in WORDS["change_adverbs"]):
        word = candidate.doc[word.i - 1]
    is_change = is_measured and word.pos_ in VERB_POS and WORDS["changes"].has(word)
    return EventTrigger("changed", word, is_active=True) if is_change else None


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
    if token.pos_ == "VERB" and (event := SUBJECT_VERBS.of(token)):
        return EventTrigger(event, token)
    is_active = not has_be and not auxiliaries.isdisjoint(WORDS["have"])
    modifies_next = token.dep_ == "amod" and token.head.i > i
    has_object = any(child.dep_ == "dobj" and child.i > i for child in token.children)
    if is_active or modifies_next or (has_object and not has_be):
        return None
    if token.lower_ in STATES:
        return EventTrigger(STATES[token.lower_], token)
    return affected_by(token, counted) if has_be and token.tag_ in {"VBN", "VBD"} else None


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
        return EventTrigger(STATES[verb.lower_], verb)
    trigger = affected_by(verb, noun)
    return replace(trigger, is_active=False) if trigger else None


# What stands above the count in the sentence's tree


def _word_above(candidate: Candidate) -> EventTrigger | None:
    return _climb(_anchor(candidate), range(candidate.begin, candidate.first.i))


def _climb(counted: Token, bound: range) -> EventTrigger | None:
    """Climbs from what is counted to the first verb or noun that says what happened to it.

    Args:
        counted: what is counted.
        bound: tokens of the words that bind the number; one of them may pass for a preposition ("kill over 12 men").
    """
    token, is_part = counted, False
    for _ in range(CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.i in bound and head.head.i < head.i and head.head.pos_ in VERB_POS:
            return read_verb(Dependent(head.head, token, counted, "dobj"))
        if head.pos_ == "ADP" or head.dep_ == "prep":
            preposition = _outer_preposition(head)
            above, is_part = preposition.head, preposition.lower_ in WORDS["including"]
            if above.i == preposition.i or preposition.lower_ == "by":
                return None
            if above.pos_ in VERB_POS:
                return read_verb(Dependent(above, token, counted, "dobj", is_part=True)) if is_part else None
            if event := NOUNS.of(above) or (HEADS.of(above) if is_part else None):
                return EventTrigger(event, above) if may_be_meant(above, counted) else None
            is_whole = preposition.lower_ == "of" and (above.pos_ == "NUM" or WORDS["groups"].has(above))
            if not is_whole and not is_part:
                return None
            token = above
        elif head.pos_ in VERB_POS:
            return read_verb(Dependent(head, token, counted, token.dep_, is_part))
        elif event := _of_noun(head, token, counted):
            return EventTrigger(event, head)
        elif token.dep_ in _WITHIN_NOUN:
            token = head
        else:
            return None
    return None


def _outer_preposition(preposition: Token) -> Token:
    """Returns the outermost of several prepositions on each other: "along" in "along with 5 others"."""
    while preposition.head.i != preposition.i and (
        preposition.head.pos_ == "ADP" or preposition.head.lower_ in WORDS["including"]
    ):
        preposition = preposition.head
    return preposition


def _of_noun(noun: Token, child: Token, counted: Token) -> str | None:
    """Returns the event of a noun that the counted belong to, or persons are set beside ("12 bodies: 8 clerks")."""
    if child.dep_ in {"poss", "compound", "nmod"}:
        return NOUNS.of(noun)
    if child.dep_ != "appos" or not is_person(counted):
        return None
    has_victims = any(other.lower_ == "of" for other in noun.children)  # "the murder of the monks, two Greeks"
    return HEADS.of(noun) or (NOUNS.of(noun) if has_victims else None)


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
    if event := HEADS.of(phrase.head):
        return EventTrigger(event, phrase.head)
    for token in candidate.doc[phrase.first.i : phrase.head.i]:
        if event := STATES.get(token.lower_) or (VERBS.of(token) if token.tag_ == "VBN" else None):
            return EventTrigger(event, token)
    return None


def _named_total(candidate: Candidate) -> EventTrigger | None:
    return find_total(_anchor(candidate)) or (find_total(candidate.first) if candidate.phrase else None)


def _added(candidate: Candidate) -> EventTrigger | None:
    doc, begin = candidate.doc, candidate.begin
    is_added = begin > 1 and doc[begin - 1].text in ADDING and doc[begin - 2].pos_ in NOUN_POS
    is_added = is_added and is_person(_anchor(candidate))
    return _climb(doc[begin - 2], range(0)) if is_added else None


_RULES: Final = in_order(
    "event",
    {
        "change": _change,
        "state_behind": _state_behind,
        "clause_behind": _clause_behind,
        "word_above": _word_above,
        "headline_verb": _headline_verb,
        "within_phrase": _within_phrase,
        "named_total": _named_total,
        "added": _added,
    },
)
_MEASURE_RULES: Final = in_order("event", {"change": _change})
_MONEY_RULES: Final = in_order("event", {"change": _change, "word_above": _word_above})
