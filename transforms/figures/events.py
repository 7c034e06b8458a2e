"""What happened to those counted, told by the verb or noun that governs the count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Token

from transforms.article import Figure
from transforms.figures.counted import PHRASE_REACH, Phrase
from transforms.figures.page import Page
from transforms.figures.words import (
    BORNE,
    HEADS,
    NOUN_POS,
    NOUNS,
    PHRASAL,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    TOTALS,
    VERB_POS,
    VERBS,
    WORDS,
    event_of,
    lemma,
    lemmas,
)
from transforms.numbers import PROPORTION, Number

_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "npadvmod", "dative", "dep", "nummod", "ccomp"})
_WITHIN_NOUN: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
_ALTERNATIVE: Final = re.compile(r"(?:\s?points?)?,?\s(?:or\s|\()", re.IGNORECASE)
_BRACKETS: Final = {"(": ")", "[": "]"}
_ADDING: Final = frozenset({"(", "--", "\u2014", "\u2013", ":", ";"})
"""What parts a sum from its parts."""
_HOLDERS: Final = frozenset({"PERSON", "NORP", "ORG", "GPE"})
_LIST: Final = 40
"""Tokens of a list of parts."""
_CLIMB: Final = 8
"""Steps from what is counted to the word that governs it."""


@dataclass(frozen=True, slots=True)
class Governor:
    """What happened, and the word that says so; `is_active` when the subject of that verb did it.

    `rule` is the one that found it.
    """

    event: str
    token: Token
    is_active: bool = False
    rule: str = ""


def find_governor(page: Page, number: Number, first: Token, last: Token, phrase: Phrase | None) -> Governor | None:
    """Finds the verb or noun that says what happened to those counted.

    What stands right behind the count decides first, then a clause that hangs on the counted noun, then the verb or
    noun above it, then the noun itself, then a total that the sentence names.
    """
    if changed := _change(page, number, first):
        return replace(changed, rule="change")
    if number.currency or number.unit not in {None, PROPORTION}:
        paid = (
            _climb(_root(first, page.token(number.end - 1)), range(page.token(number.start).i, first.i))
            if number.currency
            else None
        )
        return replace(paid, rule="word_above") if paid and paid.event == "paid" else None
    anchor = phrase.head if phrase else _root(first, last)
    bound_start = page.token(number.start).i
    found = (
        _by("state_behind", state_behind(anchor if phrase else last))
        or _by("clause_behind", _clause(anchor))
        or _by("word_above", _climb(anchor, range(bound_start, first.i)))
        or _by("headline_verb", _right_before(page.doc, bound_start, phrase))
        or _by("within_phrase", _in_phrase(phrase) if phrase else None)
        or _by("named_total", _total(anchor))
        or _by("named_total", _total(first) if phrase else None)
        or _by("added", _added(page.doc, bound_start, anchor))
    )
    return found if found and found.event != "paid" else None


def _by(rule: str, governor: Governor | None) -> Governor | None:
    return replace(governor, rule=rule) if governor else None


def _root(first: Token, last: Token) -> Token:
    """Returns the token from `first` to `last` whose head lies outside."""
    for token in first.doc[first.i : last.i + 1]:
        if token.head.i == token.i or not first.i <= token.head.i <= last.i:
            return token
    return last


def _change(page: Page, number: Number, first: Token) -> Governor | None:
    """Reads how much something changed: "rose 3 per cent", "up $2", "cut by 40", "-0.6%"."""
    if number.unit == "percent" and (number.low or 0) < 0:
        return Governor("changed", first)
    i = page.token(number.start).i - 1
    if i < 0:
        return None
    before, is_points = page.doc[i], page.text.startswith(" point", number.end)
    if before.lower_ == "to" and i:  # "slipped to 24 per cent"
        before = page.doc[i - 1]
    is_measured = bool(number.unit or number.currency or is_points)
    if before.dep_ == "prt" and before.head.i < i:  # "rose up 3 per cent", but not "made up 3 per cent"
        before = before.head
    elif before.lower_ in WORDS["change_adverbs"] and before.i == i and is_measured:
        return Governor("changed", before)
    elif before.lower_ == "by" and before.head.i < i:
        before, is_measured = before.head, True
    elif before.i and (before.pos_ == "ADV" or before.lower_ in WORDS["change_adverbs"]):
        before = page.doc[before.i - 1]
    is_change = is_measured and before.pos_ in VERB_POS and lemma(before, WORDS["changes"])
    return Governor("changed", before, is_active=True) if is_change else None


def state_behind(counted: Token) -> Governor | None:
    """Reads what stands right behind the count: "12 dead", "12 seriously injured", "12 have been killed"."""
    doc, i, auxiliaries = counted.doc, _behind_brackets(counted), set()
    end = min(len(doc), i + 5)
    while i < end and (doc[i].pos_ in {"ADV", "AUX"} or doc[i].lower_ in WORDS["linking"]):
        auxiliaries.add(doc[i].lower_)
        i += 1
    if i >= end:
        return None
    token, is_passive = doc[i], not auxiliaries.isdisjoint(WORDS["be"])
    if token.pos_ == "VERB" and (event := event_of(token, SUBJECT_VERBS)):
        return Governor(event, token)
    is_active = not is_passive and not auxiliaries.isdisjoint(WORDS["have"])
    modifies_next = token.dep_ == "amod" and token.head.i > i
    has_object = any(child.dep_ == "dobj" and child.i > i for child in token.children)
    if is_active or modifies_next or (has_object and not is_passive):
        return None
    if token.lower_ in STATES:
        return Governor(STATES[token.lower_], token)
    return _suffered(token, counted) if is_passive and token.tag_ in {"VBN", "VBD"} else None


def _behind_brackets(token: Token) -> int:
    """Returns the token behind another, past what brackets add to it."""
    doc, i = token.doc, token.i + 1
    if i < len(doc) and doc[i].text in _BRACKETS:
        close = next((t.i for t in doc[i : i + PHRASE_REACH] if t.text == _BRACKETS[doc[i].text]), None)
        return i if close is None else close + 1
    return i


def _clause(noun: Token) -> Governor | None:
    """Reads the clause that hangs on a noun: "hostages held by", "people who were killed", "families who fled"."""
    for verb in noun.children:
        if verb.dep_ not in {"acl", "relcl"} or verb.i < noun.i:
            continue
        if any(c.dep_ in SUBJECTS and c.tag_ not in {"WP", "WDT"} for c in verb.children):  # "cases where he died"
            continue
        if verb.pos_ == "AUX":
            said = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in STATES), None)
            if said is not None:  # "12 who are missing"
                return Governor(STATES[said.lower_], said)
        elif verb.tag_ == "VBG" and verb.lower_ in STATES and not any(c.dep_ == "dobj" for c in verb.children):
            return Governor(STATES[verb.lower_], verb)
        elif verb.tag_ != "VBN":
            if (event := event_of(verb, SUBJECT_VERBS)) and _may_be_meant(verb, noun):
                return Governor(event, verb)
        elif verb.dep_ == "acl" or _is_passive(verb):
            if verb.lower_ in STATES:
                return Governor(STATES[verb.lower_], verb)
            if found := _suffered(verb, noun):
                return Governor(found.event, found.token)
    return None


def _climb(counted: Token, bound: range) -> Governor | None:
    """Climbs from what is counted to the first verb or noun that says what happened to it.

    Args:
        counted: what is counted.
        bound: tokens of the words that bind the number; one of them may pass for a preposition ("kill over 12 men").
    """
    token, is_part = counted, False
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.i in bound and head.head.i < head.i and head.head.pos_ in VERB_POS:
            return _of_verb(head.head, token, counted, "dobj", is_part=False)
        if head.pos_ == "ADP" or head.dep_ == "prep":
            while head.head.i != head.i and (head.head.pos_ == "ADP" or head.head.lower_ in WORDS["including"]):
                head = head.head
            above, is_part = head.head, head.lower_ in WORDS["including"]
            if above.i == head.i or head.lower_ == "by":
                return None
            if above.pos_ in VERB_POS:
                return _of_verb(above, token, counted, "dobj", is_part=True) if is_part else None
            if event := event_of(above, NOUNS) or (event_of(above, HEADS) if is_part else None):
                return Governor(event, above) if _may_be_meant(above, counted) else None
            is_whole = head.lower_ == "of" and (above.pos_ == "NUM" or lemma(above, WORDS["groups"]))
            if not is_whole and not is_part:
                return None
            token = above
        elif head.pos_ in VERB_POS:
            return _of_verb(head, token, counted, token.dep_, is_part=is_part)
        elif event := _of_noun(head, token, counted):
            return Governor(event, head)
        elif token.dep_ in _WITHIN_NOUN:
            token = head
        else:
            return None
    return None


def _of_noun(noun: Token, child: Token, counted: Token) -> str | None:
    """Returns the event of a noun that the counted belong to, or persons are set beside ("12 bodies: 8 clerks")."""
    if child.dep_ in {"poss", "compound", "nmod"}:
        return event_of(noun, NOUNS)
    if child.dep_ != "appos" or not _is_person(counted):
        return None
    has_victims = any(other.lower_ == "of" for other in noun.children)  # "the murder of the monks, two Greeks"
    return event_of(noun, HEADS) or (event_of(noun, NOUNS) if has_victims else None)


def _of_verb(verb: Token, child: Token, counted: Token, relation: str, *, is_part: bool) -> Governor | None:
    """Returns what a verb does to those counted; null when they do it themselves.

    Args:
        verb: the verb.
        child: what depends on it, the counted or a noun around it.
        counted: what is counted.
        relation: that of `child` to `verb`.
        is_part: whether they are only a part of the subject or object ("including 3 children").
    """
    is_passive = _is_passive(verb)
    if relation in SUBJECTS and (
        found := _raised(verb, child, counted, is_passive=is_passive) or _borne(verb, counted)
    ):
        return found
    if counted.lower_ in WORDS["lives"] or child.lower_ in WORDS["lives"]:
        return Governor("killed", verb, not is_passive) if lemma(verb, WORDS["life_verbs"]) else None
    if relation in SUBJECTS or (is_part and is_passive):
        if not is_passive and (event := event_of(verb, SUBJECT_VERBS)):
            return Governor(event, verb)
        # A participle without object or auxiliary is a passive that the parser took for active ("12 injured").
        if is_passive or (verb.tag_ in {"VBN", "VBD"} and not any(c.dep_ in {"dobj", "aux"} for c in verb.children)):
            return _suffered(verb, counted) or _among(verb)
    elif relation in _OBJECTS and (found := _left_in_state(verb, child) or _suffered(verb, counted)):
        return found
    return _among(verb) if relation in {"nsubj", "attr"} else None


def _raised(verb: Token, child: Token, counted: Token, *, is_passive: bool) -> Governor | None:
    """Reads what an infinitive or a participle further on says of a subject.

    "12 are known to have died", "12 were forced to flee", "12 were in the night abducted".
    """
    if not is_passive and not lemma(verb, WORDS["raising"]):
        return None
    for other in verb.children:
        if other.dep_ == "neg":
            return None
        if other.i < verb.i or any(
            c.dep_ in SUBJECTS or c.tag_ in {"WRB", "IN"} for c in other.children if c.i < other.i
        ):
            continue
        if other.dep_ == "xcomp" and other.tag_ in {"VB", "VBN"}:
            return _of_verb(other, child, counted, "nsubj", is_part=False)
        if other.dep_ in {"advcl", "acl"} and other.tag_ in {"VBN", "VBD"} and verb.pos_ == "AUX":
            has_object = any(c.dep_ == "dobj" for c in other.children)
            return None if has_object else _suffered(other, counted)
    return None


def _borne(verb: Token, counted: Token) -> Governor | None:
    """Reads what the subject bears: "12 lost their lives", "12 suffered burns"."""
    if not lemma(verb, WORDS["bearing"]) or not _is_person(counted):
        return None
    objects = (c for c in verb.children if c.dep_ == "dobj")
    return next((Governor(event, verb) for o in objects if (event := event_of(o, BORNE))), None)


def _added(doc: Doc, start: int, counted: Token) -> Governor | None:
    """Reads a count that is added to a noun: "the murder of the monks -- five Greeks"."""
    is_added = start > 1 and doc[start - 1].text in _ADDING and doc[start - 2].pos_ in NOUN_POS
    return _climb(doc[start - 2], range(0)) if is_added and _is_person(counted) else None


def _right_before(doc: Doc, start: int, phrase: Phrase | None) -> Governor | None:
    """Reads a verb right before the count that the parser took for a noun, as it does in headlines: "bombs kill 12"."""
    if phrase is None or start < 2 or doc[start - 1].pos_ not in NOUN_POS or not _is_person(phrase.head):
        return None
    is_noun = doc[start - 2].pos_ in {"DET", "ADJ", "ADP", "PRON", "NUM"} or doc[start - 1].dep_ == "pobj"
    event = None if is_noun else event_of(doc[start - 1], VERBS)
    return Governor(event, doc[start - 1], is_active=True) if event else None


def _suffered(verb: Token, counted: Token) -> Governor | None:
    """Returns what a verb does to those counted; of joined verbs ("shot and killed") the graver one."""
    is_active = not _is_passive(verb)
    behind = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
    particles = [c.lower_ for c in verb.children if c.dep_ == "prt"]
    for words in (behind, behind[:1], particles):
        if words and (event := _phrasal(verb, words)):
            return Governor(event, verb, is_active)
    if behind == ["to", "death"] or behind[:1] == ["dead"]:
        return Governor("killed", verb, is_active)
    if lemma(verb, WORDS["taking"]) and not WORDS["taken"].isdisjoint(behind[:1]):
        return Governor("abducted", verb, is_active)
    if not _may_be_meant(verb, counted):
        return None
    joined = [
        c
        for c in verb.children
        if c.dep_ == "conj" and c.tag_ == verb.tag_ and not any(a.dep_ in SUBJECTS | {"dobj"} for a in c.children)
    ]
    found = [Governor(event, v, is_active) for v in (verb, *joined) if (event := event_of(v, VERBS))]
    return min(found, key=lambda governor: governor.event == "attacked", default=None)


def _phrasal(verb: Token, words: Sequence[str]) -> str | None:
    """Returns the event that a verb has with the words behind it: "gunned down", "rounded up"."""
    behind = " ".join(words)
    return next((PHRASAL[key] for form in lemmas(verb.lower_) if (key := f"{form} {behind}") in PHRASAL), None)


def _is_person(counted: Token) -> bool:
    """Tells whether persons are counted, by name of their people or by a bare number too."""
    return counted.pos_ in {"NUM", "PROPN"} or lemma(counted, WORDS["persons"] | HEADS.keys()) is not None


def _may_be_meant(word: Token, counted: Token) -> bool:
    """Tells whether a word can name an event for what is counted: "held 12 men", but not "held 12 meetings"."""
    if not lemma(word, WORDS["of_persons_only"]):
        return True
    if counted.pos_ == "NUM" and lemma(word, WORDS["containing"]) and not _is_passive(word):
        holder = next((c for c in word.children if c.dep_ == "nsubj"), None)  # "a hall that holds 40"
        return holder is not None and (holder.ent_type_ in _HOLDERS or lemma(holder, WORDS["persons"]) is not None)
    return _is_person(counted)


def _is_passive(verb: Token) -> bool:
    """Tells whether a verb has a passive subject or auxiliary."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _left_in_state(verb: Token, child: Token) -> Governor | None:
    """Reads "left 12 dead", "left 3 soldiers and 2 civilians wounded" and "took 12 people hostage"."""
    is_taking = lemma(verb, WORDS["taking"]) is not None
    if is_taking and lemma(child, WORDS["taken"]):
        return Governor("abducted", verb, is_active=True)
    for other in verb.children:
        if other.i > child.i and other.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advmod", "dobj"}:
            if is_taking and lemma(other, WORDS["taken"]):
                return Governor("abducted", verb, is_active=True)
            if other.lower_ in STATES:
                return Governor(STATES[other.lower_], other)
    if lemma(verb, WORDS["leaving"]):
        for token in child.doc[child.i + 1 : child.i + PHRASE_REACH]:
            if token.is_punct or token.is_sent_start:
                break
            if token.lower_ in STATES:
                return Governor(STATES[token.lower_], token)
    return None


def _among(verb: Token) -> Governor | None:
    """Reads "among the injured are two girls", "the dead were 3 drivers" and "two were among those killed"."""
    for child in verb.children:
        nouns = child.children if child.lower_ in WORDS["including"] else [child] if child.dep_ == "nsubj" else []
        for noun in nouns:
            for word in (noun, *(c for c in noun.children if c.dep_ == "acl")):
                if event := STATES.get(word.lower_):
                    return Governor(event, word)
    return None


def _in_phrase(phrase: Phrase) -> Governor | None:
    """Reads what the counted noun or a word before it says: "12 deaths", "30 dead civilians"."""
    if event := event_of(phrase.head, HEADS):
        return Governor(event, phrase.head)
    for token in phrase.head.doc[phrase.first.i : phrase.head.i]:
        if event := STATES.get(token.lower_) or (event_of(token, VERBS) if token.tag_ == "VBN" else None):
            return Governor(event, token)
    return None


def _total(token: Token) -> Governor | None:
    """Reads a stated total: "the death toll rose to 12", "a population of 5,000", "the number of dead is 40"."""
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ in NOUN_POS and (found := _named_total(head)):
            return found
        if head.pos_ in VERB_POS:
            subject = None if token.dep_ in SUBJECTS else _stated_of(head)
            is_total = subject is not None and (head.pos_ != "AUX" or lemma(subject, WORDS["totals"]))
            return _named_total(subject) if subject is not None and is_total else None
        token = head
    return None


def _stated_of(verb: Token) -> Token | None:
    """Returns the noun that a verb gives a number to: "the toll rose to", "the toll was", "put the toll at"."""
    if lemma(verb, WORDS["putting"]):
        given = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if given is not None and given.pos_ in NOUN_POS:
            return given
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS] if lemma(verb, WORDS["measures"]) else []
    return subjects[0] if subjects else None


def is_plain_total(number: Token) -> bool:
    """Tells whether a number is a total of what was counted before: "the real figure was 12", "put the count at 12"."""
    token = number
    for _ in range(_CLIMB):
        if token.head.i == token.i or token.dep_ in SUBJECTS:
            return False
        token = token.head
        if token.pos_ in VERB_POS:
            noun = _stated_of(token)
            return (
                noun is not None
                and lemma(noun, WORDS["totals"]) is not None
                and all(c.lower_ in WORDS["plain_totals"] for c in noun.children)
            )
    return False


def _named_total(noun: Token) -> Governor | None:
    """Returns the event that a noun such as "death toll" or "number of wounded" counts."""
    if lemma(noun, WORDS["totals"]):
        for part in noun.doc[max(0, noun.i - PHRASE_REACH) : noun.i + PHRASE_REACH]:
            if part.i != noun.i and (event := event_of(part, TOTALS)) and noun.is_ancestor(part):
                return Governor(event, noun)
    total = event_of(noun, TOTALS)
    return Governor(total, noun) if total else None


def is_of_the_same(page: Page, previous: Figure, number: Number, last: Token) -> bool:
    """Tells whether a number says more about the count before it: "3 points, or 2 per cent", "12 of them children"."""
    if number.unit or number.currency:
        is_measured = previous.unit or previous.currency or previous.event == "changed"
        return bool(is_measured) and _ALTERNATIVE.fullmatch(page.text, previous.end, number.start) is not None
    i = page.token(number.start).i
    before = {token.lower_ for token in page.doc[max(0, i - 4) : i]}
    if "among" in before and not WORDS["them"].isdisjoint(before):
        return True
    if page.sentence(page.token(previous.start).i) != page.sentence(last.i):
        return False
    behind = [token.lower_ for token in page.doc[last.i + 1 : last.i + 3]]
    is_of_them = behind[:1] == ["of"] and not WORDS["them"].isdisjoint(behind[1:])
    return is_of_them or (i > 0 and page.doc[i - 1].lower_ == "including") or _is_part(page, previous, i)


def _is_part(page: Page, previous: Figure, i: int) -> bool:
    """Tells whether the number at token `i` stands in a list, without any verb, of those counted before it.

    As in "13 bodies were found: eight guards, four clerks and a nun".
    """
    begin, end = page.sentence(i)
    begin, end = max(begin, i - _LIST), min(end, i + _LIST)
    if previous.unit or previous.currency or i <= begin:
        return False
    parts = next((t.i for t in reversed(page.doc[begin:i]) if t.text in _ADDING or t.lower_ == "including"), None)
    is_list = parts is not None and not any(t.pos_ in VERB_POS for t in page.doc[parts + 1 : i])
    goes_on = next((t for t in page.doc[i:end] if t.pos_ in VERB_POS or t.text in _ADDING or t.text == ")"), None)
    return is_list and (goes_on is None or goes_on.pos_ not in VERB_POS)
