"""The word that says what happened to those whom a number counts: found by climbing the sentence from the number."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from transforms.extract.figures.change import find_change
from transforms.extract.figures.continuation import ADDING
from transforms.extract.figures.counted import PHRASE_REACH, Phrase
from transforms.extract.figures.event import Governor
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.totals import CLIMB, find_total
from transforms.extract.figures.vocabulary import (
    BORNE,
    HEADS,
    NOUN_POS,
    NOUNS,
    PHRASAL,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    VERB_POS,
    VERBS,
    WORDS,
    event_of,
    lemma,
    lemmas,
)
from transforms.extract.numbers.find import Number
from transforms.extract.numbers.numeral import PROPORTION

_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "npadvmod", "dative", "dep", "nummod", "ccomp"})
_WITHIN_NOUN: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
_BRACKETS: Final = {"(": ")", "[": "]"}
_HOLDERS: Final = frozenset({"PERSON", "NORP", "ORG", "GPE"})


def find_governor(page: Page, number: Number, first: Token, last: Token, phrase: Phrase | None) -> Governor | None:
    """Finds the verb or noun that says what happened to those counted.

    What stands right behind the count decides first, then a clause that hangs on the counted noun, then the verb or
    noun above it, then the noun itself, then a total that the sentence names.
    """
    if changed := find_change(page, number, first):
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
        or _by("named_total", find_total(anchor))
        or _by("named_total", find_total(first) if phrase else None)
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
    for _ in range(CLIMB):
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
    is_added = start > 1 and doc[start - 1].text in ADDING and doc[start - 2].pos_ in NOUN_POS
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
