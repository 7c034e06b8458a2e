"""What kind of measure a figure is: a stock, a running total, an increment, a rate."""

import re
from collections.abc import Callable
from typing import Final

from transforms.extract.figures.as_of import UNTIL_NOW
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import WORDS

_RATE: Final = re.compile(
    r"[^,.;:]{0,40}?\s(?:an?|per|each|every)\s(?:second|minute|hour|day|night|week|month|year|decade)\b(?!\s(?:before|earlier|ago|after|later)\b)"
    r"|[^,.;:]{0,30}?\s(?:per|for\severy)\s[0-9]"
    r"|[^,.;:]{0,30}?\s(?:daily|weekly|monthly|annually|yearly)\b",
    re.IGNORECASE,
)
_MORE_REACH: Final = 2
"""Tokens on either side of a number in which "more" or "another" stands."""
_UNTIL_NOW_REACH: Final = 20
"""Tokens on either side of a number in which "so far" or the like stands."""


def find_measure(candidate: Candidate) -> tuple[str, str] | None:
    """Tells what kind of measure a number is.

    Returns:
        A value of `figures.measure`, and the rule of section `measure` that gives it; null where the words around the
        number do not tell.
    """
    for rule, measure, holds in _RULES:
        if holds(candidate):
            return measure, rule
    return None


def _per_time_or_unit(candidate: Candidate) -> bool:
    number = candidate.number
    has_rate = number.unit is not None and " per " in number.unit
    return has_rate or _RATE.match(candidate.paragraph.text, number.end) is not None


def _before(candidate: Candidate) -> set[str]:
    """Returns the words right before the number and its bound, in small letters."""
    begin = candidate.begin
    return {token.lower_ for token in candidate.doc[max(0, begin - _MORE_REACH) : begin]}


def _change(candidate: Candidate) -> bool:
    # "Rose to 12" is where it stands now, and no increment.
    return _event(candidate) == "changed" and "to" not in _before(candidate)


def _more_beside(candidate: Candidate) -> bool:
    behind = candidate.end + 1
    after = {token.lower_ for token in candidate.doc[behind : behind + _MORE_REACH]}
    return bool(_before(candidate) & WORDS["increments"] or after & WORDS["increments_behind"])


def _named_total(candidate: Candidate) -> bool:
    return candidate.trigger is not None and WORDS["totals"].has(candidate.trigger.token)


def _until_now(candidate: Candidate) -> bool:
    if candidate.trigger is None:
        return False
    begin, end = candidate.sentence.start, candidate.sentence.stop
    start = candidate.doc[max(begin, candidate.begin - _UNTIL_NOW_REACH)].idx
    last = candidate.doc[min(end, candidate.end + 1 + _UNTIL_NOW_REACH) - 1].idx
    return UNTIL_NOW.search(candidate.paragraph.text, start, last) is not None


def _lasting_event(candidate: Candidate) -> bool:
    return _event(candidate) in WORDS["stocks"]


def _event(candidate: Candidate) -> str | None:
    return candidate.trigger.event if candidate.trigger else None


_Rule = Callable[[Candidate], bool]
_MEASURES: Final[dict[str, tuple[str, _Rule]]] = {
    "per_time_or_unit": ("rate", _per_time_or_unit),
    "change": ("increment", _change),
    "more_beside": ("increment", _more_beside),
    "named_total": ("total", _named_total),
    "until_now": ("total", _until_now),
    "lasting_event": ("stock", _lasting_event),
}
_RULES: Final = tuple((rule, *measure) for rule, measure in in_order("measure", _MEASURES))
