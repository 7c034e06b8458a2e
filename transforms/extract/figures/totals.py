"""Totals that a sentence states by name: "the death toll rose to 12", "a population of 5,000"."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.counted import PHRASE_REACH
from transforms.extract.figures.event import Governor
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, TOTALS, VERB_POS, WORDS, event_of, lemma

CLIMB: Final = 8
"""Steps from what is counted to the word that governs it."""


def find_total(token: Token) -> Governor | None:
    """Reads a stated total: "the death toll rose to 12", "a population of 5,000", "the number of dead is 40"."""
    for _ in range(CLIMB):
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
    for _ in range(CLIMB):
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
