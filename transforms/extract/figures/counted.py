"""What a number counts: the noun phrase behind it."""

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import (
    NOUN_POS,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    VERB_POS,
    VERBS,
    WORDS,
    event_of,
    lemma,
)
from transforms.extract.numbers.find import Number
from transforms.extract.numbers.numeral import PROPORTION

_BEFORE_NOUN_POS: Final = frozenset({"ADJ", "NUM", "ADV", "CCONJ"})
_BEFORE_NOUN_TAGS: Final = frozenset({"VBN", "VBG", ","})
PHRASE_REACH: Final = 10
"""Tokens looked at for the noun that a number counts; longer phrases were parser errors."""
_SET_BESIDE: Final = re.compile(
    r"\b(?:compared\s(?:with|to)|versus|vs\.?|against|(?:up|down)\sfrom)\s(?:just\s|only\s)?$", re.IGNORECASE
)
_COMPARED: Final = 24
"""Characters before a number in which the words that set it beside another are looked for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is counted: tokens from `first` to `last`, both included, with its head noun, and the rule that found it."""

    first: Token
    head: Token
    last: Token
    rule: str = ""


def find_counted(page: Page, number: Number, last: Token) -> Phrase | None:
    """Finds the noun phrase that a number counts.

    A plain number counts the phrase behind it ("12 armed men", "two of their leaders"), one with a unit only what
    stands behind "of" ("10 kg of rice").
    """
    doc, end = page.doc, page.sentence(last.i)[1]
    start = page.token(number.end - 1).i + 1
    if start < end and doc[start].text == "-" and doc[start].idx == number.end:  # "a 12-member team"
        start += 1
    has_of = start < end and doc[start].lower_ == "of"
    if (number.currency or number.unit not in {None, PROPORTION}) and not has_of:
        return None
    objects = [c for c in doc[start].children if c.dep_ == "pobj"] if has_of else []
    start += has_of
    while start < end and (doc[start].pos_ in {"DET", "PRON"} or doc[start].tag_ == "PDT"):
        if not has_of and number.unit != PROPORTION:
            return None
        start += 1
    found = _head(doc, start, min(end, start + PHRASE_REACH), objects[0] if objects else last.head)
    if found and _is_one_thing(found, start):  # "a 3 cylinder engine" has three cylinders
        return Phrase(doc[start], doc[start], doc[start], "kind_of_one_thing")
    rule = "noun_behind_of" if has_of else "noun_behind"
    return Phrase(doc[start], found, doc[_end_of_complement(found, end)], rule) if found else None


def _is_one_thing(head: Token, start: int) -> bool:
    """Tells whether a number stands before a noun that itself only says what kind of one thing it is."""
    is_kind = (
        head.i > start and head.tag_ == "NN" and head.doc[start].tag_ == "NN" and not lemma(head, WORDS["persons"])
    )
    return is_kind and any(c.lower_ in {"a", "an"} and c.i < start for c in head.children)


def is_set_beside(page: Page, number: Number, first: Token, previous: int) -> bool:
    """Tells whether a number without a noun or a unit counts the same as the number before it in the sentence.

    As in "40 boats, compared with 63 last year", and where two clauses say what two things are: "the highest bid is
    85 cents, while the lowest is 74".

    Args:
        page: the paragraph.
        number: the number.
        first: its first token.
        previous: first character of the number before.
    """
    start = page.sentence(first.i)[0]
    if page.doc[start].idx > previous:
        return False
    if _SET_BESIDE.search(page.text, max(0, number.start - _COMPARED), number.start):
        return True
    verb, other = first.head, first.head.head
    is_contrast = any(c.dep_ == "mark" and c.lower_ in WORDS["contrasting"] for c in verb.children)
    return is_contrast and first.i > verb.i and {verb.lower_, other.lower_} <= WORDS["be"] and other.i < verb.i


def find_measured(page: Page, number: Number, first: Token, last: Token) -> Phrase | None:
    """Finds what an amount is the measure of: "profit" in "a profit of $3m" and in "profit rose 3 per cent"."""
    inside = range(first.i, max(last.i, page.token(number.end - 1).i) + 1)
    token = first
    for _ in range(PHRASE_REACH):
        head = token.head
        if head.i == token.i:
            return None
        if head.i not in inside:
            if head.pos_ in VERB_POS:
                if token.dep_ in SUBJECTS:
                    return None
                subjects = [c for c in head.children if c.dep_ in SUBJECTS and c.i < head.i]
                if subjects:
                    return _whole(subjects[0], page.sentence(first.i)[1])
                if head.dep_ not in {"conj", "xcomp", "advcl", "ccomp"}:
                    return None
            elif head.pos_ in NOUN_POS and token.dep_ != "conj":
                return _whole(head, page.sentence(first.i)[1])
        token = head
    return None


def _whole(noun: Token, end: int) -> Phrase | None:
    """Returns the phrase of a noun from its first modifier on; null for a pronoun."""
    if noun.pos_ not in NOUN_POS:
        return None
    kinds = {"compound", "amod", "nmod", "poss"}
    start = min([noun.i, *(c.left_edge.i for c in noun.children if c.dep_ in kinds and c.i < noun.i)])
    while start < noun.i and (not noun.doc[start].is_alpha or noun.doc[start].pos_ in {"DET", "NUM", "PRON"}):
        start += 1
    return Phrase(noun.doc[start], noun, noun.doc[_end_of_complement(noun, end)])


def _end_of_complement(head: Token, end: int) -> int:
    """Returns the last token of the "of" phrase right behind a noun ("members of the crew"), or the noun itself."""
    doc, start = head.doc, head.i + 2
    if start >= end or doc[head.i + 1].lower_ != "of":
        return head.i
    while start < end and doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    objects = [c for c in doc[head.i + 1].children if c.dep_ == "pobj"]
    found = _head(doc, start, min(end, start + PHRASE_REACH), objects[0]) if objects else None
    return head.i if found is None or lemma(found, WORDS["time_nouns"]) else found.i


def _happened(token: Token) -> bool:
    """Tells whether a participle says what those before it did or suffered, and belongs to no noun behind it."""
    if token.tag_ in {"VBN", "VBD"} and event_of(token, SUBJECT_VERBS) and not event_of(token, VERBS):
        return True  # "hundreds died and"
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.lower_ in STATES and behind is not None and behind.text == ","  # "dozens missing, officials"


def _head(doc: Doc, start: int, end: int, noun: Token) -> Token | None:
    """Returns the head of the noun phrase that begins at token `start`; null for none.

    Args:
        doc: the annotation.
        start: first token behind the number.
        end: where to stop at the latest, exclusive.
        noun: the noun that the parser found; a phrase that gets near reaches up to it.
    """
    governed = noun.i if start <= noun.i < end and noun.pos_ in NOUN_POS else None
    head: int | None = None
    after_joint = False
    for i in range(start, end):
        token = doc[i]
        is_joint = token.tag_ in {"POS", "HYPH"} or token.text in {"-", "/", "&"}
        if (
            token.lower_ in WORDS["not_counted"]
            or _happened(token)
            or (token.lower_ in WORDS["last"] and i + 1 < end and lemma(doc[i + 1], WORDS["time_nouns"]))
            or (i == start and (token.pos_ == "CCONJ" or token.is_punct))
        ):
            break
        if token.pos_ in NOUN_POS:
            head = i
            if i == governed and not (i + 1 < end and doc[i + 1].tag_ in {"POS", "HYPH"}):
                break
        elif not is_joint:
            is_over = head is not None and not after_joint and (governed is None or i > governed)
            if is_over or (token.pos_ not in _BEFORE_NOUN_POS and token.tag_ not in _BEFORE_NOUN_TAGS):
                break
        after_joint = is_joint
    if head is None or (doc[head].ent_type_ in {"DATE", "TIME"} and doc[head].pos_ == "PROPN"):
        return None
    return doc[head]
