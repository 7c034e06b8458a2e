"""Whether a small "m" behind a number is a million or a metre: "4.6m users", "4.6m high"."""

import re
from typing import Final

from transforms.extract.numbers.patterns import PLURAL
from transforms.extract.numbers.vocabulary import METRES, any_of

_BEHIND: Final = re.compile(
    rf"-?\s?(?:(?:in|from)\s+)?(?:{any_of((*METRES['dimensions'], *METRES['events']))})\b"
    rf"|\s+(?:{any_of(METRES['places'])})\s+(?!(?:[a-z]+\s+)?[£$€]?\.?[0-9])"
    rf"|\s+of\s+(?:[a-z-]+\s+){{0,2}}?(?:{any_of(METRES['things'])})\b",
    re.IGNORECASE,
)
_PLACE_FROM_NUMBER: Final = re.compile(r"\s+(?:from|to)\s+(?:[a-z]+\s+){0,2}?[0-9.]", re.IGNORECASE)
_MOVED: Final = re.compile(rf"\b(?:{any_of(METRES['moves'])})\s+(?:(?:about|some|nearly|almost|over|around|up|down|at|the|only|just)\s+){{0,2}}$", re.IGNORECASE)
_THING: Final = re.compile(rf"\b(?:{any_of(METRES['things'])})\b[^.;:!?]{{0,40}}$", re.IGNORECASE)
_ONE_OF: Final = re.compile(r"\b(?:an?|this|that|its|his|her|the|their|each|every)(?:\s+[a-z]+,?)?\s+$", re.IGNORECASE)
_WORD_BEHIND: Final = re.compile(r"[\s-](?P<word>[a-z]+)(?:-[a-z]+)?\b", re.IGNORECASE)
_AMOUNTS: Final = frozenset(METRES["amounts"])
_RUNS: Final = frozenset({50, 60, 100, 200, 400, 800, 1500, 3000, 5000, 10000})
"""Metres of races: "won the 100m"."""
_REACH: Final = 60
"""Characters looked at before the number: a subject with its verb is shorter."""
_NO_NOUNS: Final = frozenset(
    "a an the and or but in on at by for as is was are were has have had with who which that when while after before this "
    "last so because since until if than it he she they we said compared against more each per every about".split()
)
"""Words behind a number that begin another phrase."""


def is_metre(text: str, start: int, end: int, value: float) -> bool:
    """Tells whether a small "m" is a metre: something with a length, a height or a depth stands beside the number.

    Args:
        text: the whole text.
        start: first character of the number.
        end: the character behind the "m".
        value: the number.
    """
    if _BEHIND.match(text, end) and not _PLACE_FROM_NUMBER.match(text, end):
        return True
    plural = PLURAL.match(text, end)
    window = max(0, start - _REACH)
    if plural is None or plural[0].endswith("of"):
        if _MOVED.search(text, window, start):  # "within 50m of the border"
            return True
    if plural:
        return False
    noun = _noun_behind(text, end)
    is_amount = noun in _AMOUNTS
    if _ONE_OF.search(text, window, start) and not is_amount and (noun is not None or value in _RUNS):
        return True
    return noun is None and _THING.search(text, window, start) is not None


def _noun_behind(text: str, end: int) -> str | None:
    """Returns the word behind, where it may be a noun that the number belongs to."""
    match = _WORD_BEHIND.match(text, end)
    word = match["word"].lower() if match else None
    return None if word in _NO_NOUNS else word
