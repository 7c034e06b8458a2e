"""Bounds that a verb gives to a number: "the toll topped 40", "sales neared $3m", "crossed the mark of 1,000"."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from transforms.documents import Part
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import SUBJECTS, VERB_POS, WORDS, base_forms
from transforms.extract.numbers.find import Number

_STEPS: Final = 4
"""Words from a number to the verb that it is the object of, at most: "the 100,000 mark"."""
_WORDS_BEHIND: Final = 2
"""Words behind a verb that are a part of it: "closing in on"."""


def bound_by_verb(candidate: Candidate) -> tuple[Number, Part] | None:
    """Reads the bound that the verb above a number gives it.

    Returns:
        The number with that bound, and the part of the figure that tells so; null where no verb gives one.
    """
    number = candidate.number
    verb, is_direct = _verb_above(candidate) if number.bound in {"exact", "approximate"} else (None, False)
    if verb is None:
        return None
    for rule, words, bound in _RULES:
        if _is_one_of(verb, words, alone=is_direct):
            value = number.low
            is_lowest = bound in {"more_than", "at_least"}
            bounded = replace(number, bound=bound, low=value if is_lowest else None, high=None if is_lowest else value)
            return bounded, Part("bound", rule, verb.idx, verb.idx + len(verb))
    return None


def _verb_above(candidate: Candidate) -> tuple[Token | None, bool]:
    """Returns the verb whose object is the number, or the mark that the number names; null for none.

    Returns:
        The verb, and whether no preposition stands between: "passed a bill with $5m" passes no $5m.
    """
    if candidate.is_plain and candidate.phrase:
        return None, False  # "passed 12 shops"
    inside = range(candidate.begin, candidate.end + 1)
    token, is_direct = candidate.first, True
    for _ in range(_STEPS):
        above = token.head
        if above.i == token.i or (above.i > token.i and above.pos_ in VERB_POS):
            return None, False
        if above.pos_ in VERB_POS:
            return (None if token.dep_ in SUBJECTS else above), is_direct
        if above.pos_ == "ADP":
            is_direct = is_direct and (above.i in inside or WORDS["marks"].has(above.head))
        elif above.i not in inside and not WORDS["marks"].has(above):
            return None, False
        token = above
    return None, False


def _is_one_of(verb: Token, words: str, *, alone: bool) -> bool:
    """Tells whether a verb, by itself (if `alone`) or with the words behind it, is one of a list of the lexicon."""
    behind = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 1 + _WORDS_BEHIND]]
    lengths = range(0 if alone else 1, len(behind) + 1)
    texts = {" ".join((form, *behind[:n])) for form in base_forms(verb.lower_) for n in lengths}
    return not texts.isdisjoint(WORDS[words])


_BOUNDS: Final = {"verb_of_passing": ("passing", "more_than"), "verb_of_nearing": ("nearing", "less_than")}
_RULES: Final = tuple((rule, *bound) for rule, bound in in_order("bound", _BOUNDS))
