"""What the sentence's tree says of a number: which noun it counts, which has it for its name, and what takes it."""

import re
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.event_trigger import state_behind
from transforms.extract.figures.vocabulary import HEADS, NOUN_POS, STATES, SUBJECTS, WORDS
from transforms.extract.numbers.numeral import PROPORTION

_ARGUMENTS: Final = SUBJECTS | {"dobj", "attr"}
"""Relations in which a bare number is itself what something happened to, or what a verb states."""
_DETERMINERS: Final = frozenset({"DT", "PDT", "PRP$", "WDT", "WP$", "POS"})
_DASHES: Final = frozenset({"-", "\u2013", "\u2014"})
_NOUN_PHRASE: Final = 4
"""Words before a noun in which its determiner is looked for."""
_GLUED_LETTER: Final = re.compile(r"[0-9]{1,4}[A-Z]?")


def value_of(candidate: Candidate) -> float:
    """Returns the value of a number, by its lower end where it has one."""
    return candidate.number.low or candidate.number.high or 0


def is_unbound(candidate: Candidate) -> bool:
    """Tells whether a number has neither a unit nor words before it that bind it."""
    return candidate.is_plain and candidate.number.start == candidate.number.core_start


def may_be_label(candidate: Candidate) -> bool:
    """Tells whether a number has the shape of a label: "12", "two", and "27L", whose letter is no unit."""
    if candidate.number.start != candidate.number.core_start:
        return False
    return candidate.is_plain or _GLUED_LETTER.fullmatch(candidate.core) is not None


def noun_before(candidate: Candidate) -> Token | None:
    """Returns the word before a number, past the full stop of its abbreviation ("No. 7"); null for none."""
    before, first = candidate.before, candidate.first
    if before is not None and before.text == "." and first.i > 1:
        return candidate.doc[first.i - 2]
    return before


def determiner_of(noun: Token) -> Token | None:
    """Returns the word by which a noun is told from others of its kind: "the", "that", "his", "last", "second"."""
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - _NOUN_PHRASE) : noun.i]):
        if token.tag_ in _DETERMINERS or token.lower_ in WORDS["last"] or token.pos_ == "NUM":
            return token
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            return None
    return None


def counts_noun(candidate: Candidate) -> bool:
    """Tells whether a number counts the noun behind it: "14 pilgrims", but not "the 41 bus", for a bus is only one."""
    phrase = candidate.phrase
    if phrase is None:
        return False
    if candidate.number.unit == PROPORTION or value_of(candidate) <= 1 or phrase.first.i <= candidate.last.i:
        return True
    within = candidate.doc[phrase.first.i : phrase.head.i]
    # A dash between spaces ends a phrase, whatever the parser says: "the 2019 review - pictures".
    last = next((t for t in within if t.whitespace_ and t.nbor().text in _DASHES), phrase.head)
    return is_plural(last)


def is_plural(noun: Token) -> bool:
    """Tells whether a noun may stand for several: by its form, as one without a plural, or as a people's name."""
    if noun.lower_.endswith("ics"):  # "politics", "the Olympics"
        return False
    if noun.tag_ in {"NNS", "NNPS"} or noun.ent_type_ == "NORP" or noun.pos_ not in NOUN_POS:
        return True
    if noun.text.isupper() and noun.lower_.endswith("s") and not noun.lower_.endswith(("ss", "us", "is")):
        return True  # tags of a line in capitals tell little
    return WORDS["uninflected"].has(noun) or noun.lower_ in STATES or (HEADS.of(noun) is not None and noun.tag_ != "NN")


def is_argument(candidate: Candidate) -> bool:
    """Tells whether something happened to the number itself, or a verb states it: "on that day 14 drowned"."""
    return candidate.first.dep_ in _ARGUMENTS or state_behind(candidate.last) is not None
