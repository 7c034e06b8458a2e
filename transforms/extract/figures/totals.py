"""Totals that a sentence states by name: "the death toll rose to 12", "a population of 5,000"."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import EventTrigger
from transforms.extract.figures.counted import PHRASE_REACH
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, TOTALS, VERB_POS, WORDS, WordList

CLIMB: Final = 8
"""Steps from what is counted to the word that governs it."""
_STATING: Final = WordList(WORDS["measures"] | WORDS["passing"] | WORDS["nearing"])
_PUT_REACH: Final = 15
"""Tokens between a verb and the total that it puts: "taking the number of those killed in the fire to 8"."""


def find_total(number: Token) -> EventTrigger | None:
    """Reads a stated total: "the death toll rose to 12", "a population of 5,000", "the number of dead is 40"."""
    return _stated_above(number) or _put_before(number)


def _stated_above(number: Token) -> EventTrigger | None:
    """Reads the total that the words above a number in the sentence's tree state."""
    token = number
    for _ in range(CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        is_new = number.i > 0 and number.nbor(-1).lower_ == "to"  # the parser may join "13 to 15" to "from"
        if token.i == number.i and head.lower_ in {"by", "from"} and not is_new:  # the change, or what it was before
            return None
        is_counted = token.dep_ == "nummod" and token.i < head.i  # "one toll less"
        if head.pos_ in NOUN_POS and token.dep_ != "conj" and not is_counted and (found := _named_total(head)):
            return found
        if head.pos_ in NOUN_POS and WORDS["changes"].has(head):  # "the toll climb above 5,000", read as a noun
            changing = (found for c in head.children if c.dep_ in {"compound", "nsubj"} and (found := _named_total(c)))
            return next(changing, None)
        if head.pos_ in VERB_POS:
            subject = None if token.dep_ in SUBJECTS else _stated_of(head)
            is_total = subject is not None and (head.pos_ != "AUX" or WORDS["totals"].has(subject))
            return _named_total(subject) if subject is not None and is_total else None
        token = head
    return None


def _put_before(number: Token) -> EventTrigger | None:
    """Reads the total that a verb before it puts at the number, where the parser joins the two to other words."""
    if number.head.lower_ not in {"to", "at"} or number.dep_ != "pobj":
        return None
    for verb in reversed(number.doc[max(0, number.i - _PUT_REACH) : number.head.i]):
        if verb.is_sent_start and verb.i < number.i and verb.pos_ not in VERB_POS:
            return None
        if verb.pos_ in VERB_POS and WORDS["putting"].has(verb):
            total = next((c for c in verb.children if c.dep_ == "dobj" and WORDS["totals"].has(c)), None)
            return _named_total(total) if total is not None else None
    return None


def _stated_of(verb: Token) -> Token | None:
    """Returns the noun that a verb gives a number to: "the toll rose to", "the toll was", "put the toll at"."""
    if WORDS["putting"].has(verb):
        given = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if given is not None and given.pos_ in NOUN_POS:
            return given
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS] if _STATING.has(verb) else []
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
                and WORDS["totals"].has(noun)
                and all(c.lower_ in WORDS["plain_totals"] for c in noun.children)
            )
    return False


def _named_total(noun: Token) -> EventTrigger | None:
    """Returns the event that a noun such as "death toll" or "number of wounded" counts."""
    if WORDS["totals"].has(noun):
        for part in noun.doc[max(0, noun.i - PHRASE_REACH) : noun.i + PHRASE_REACH]:
            if part.i != noun.i and (event := TOTALS.of(part)) and noun.is_ancestor(part):
                return EventTrigger(event, noun)
    total = TOTALS.of(noun)
    return EventTrigger(total, noun) if total else None
