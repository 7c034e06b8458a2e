"""Whether a small "m" behind a number is a million or a metre: "4.6m users", "4.6m high"."""

import re
from typing import Final

from transforms.extract.numbers.patterns import PLURAL
from transforms.extract.numbers.vocabulary import METRES, any_of

_BEHIND: Final = re.compile(
    rf"-?\s?(?:in\s+)?{any_of((*METRES['dimensions'], *METRES['events']))}\b"
    rf"|\s+{any_of(METRES['sides'])}\s+(?:(?:the|a|an|its|new|old)\s+)?(?:[a-z-]+\s+)?{any_of(METRES['sided'])}\b"
    r"|\s+from\s+(?:the|an?|his|her|its|their|where)\b"
    r"|\s?(?:by|x|\u00d7)\s?[0-9]+(?:\.[0-9]+)?m\b",
    re.IGNORECASE,
)
_SIDE_BEFORE: Final = re.compile(r"[0-9]m?\s?(?:by|x|\u00d7)\s?$", re.IGNORECASE)
_ABOUT: Final = r"(?:(?:about|some|nearly|almost|over|around|up|down|at|only|just|the|than|more{})\s+){{0,3}}$"
_MOVED: Final = re.compile(rf"\b{any_of(METRES['moves'])}\s+{_ABOUT.format('')}", re.IGNORECASE)
_MEASURED: Final = re.compile(
    rf"\b{any_of(METRES['measures'])}\b[^.;:!?]{{0,30}}$|\b{any_of(METRES['things'])}\s+(?:levels?\s+)?{any_of(METRES['verbs'])}\s+{_ABOUT.format('|by|to')}",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(r"\s+(?:short|more|fewer|less)\b", re.IGNORECASE)
_ONE: Final = re.compile(rf"\ban?(?:\s+(?!{any_of(METRES['sums'])}\b)[a-z]+,?)?\s+$", re.IGNORECASE)
_THE: Final = re.compile(r"\b(?:the|his|her|their)\s+$", re.IGNORECASE)
_WORD_BEHIND: Final = re.compile(r"\s(?P<word>[a-z]+)(?:-[a-z]+)?\b", re.IGNORECASE)
_AMOUNTS: Final = frozenset(METRES["amounts"])
_RUNS: Final = frozenset({50, 60, 100, 200, 400, 800, 1500, 3000, 5000, 10000})
"""Metres of races: "won the 100m"."""
_REACH: Final = 60
"""Characters looked at before the number: a subject with its verb is shorter."""
_SIDE: Final = 8
"""Characters before the second side of "3m by 2m"."""
_NO_NOUNS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "by",
        "for",
        "as",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "with",
        "who",
        "which",
        "that",
        "when",
        "while",
        "after",
        "before",
        "this",
        "last",
        "so",
        "because",
        "since",
        "until",
        "if",
        "than",
        "it",
        "he",
        "she",
        "they",
        "we",
        "said",
        "compared",
        "against",
        "more",
        "each",
        "per",
        "every",
        "about",
        "to",
        "from",
    ]
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
    if _BEHIND.match(text, end) or _SIDE_BEFORE.search(text, max(0, start - _SIDE), start):
        return True
    if text[end : end + 1] == "-":
        return False  # "a 5m-dose order"
    plural = PLURAL.match(text, end)
    window = max(0, start - _REACH)
    if plural and not plural[0].endswith("of"):
        return False
    if _MOVED.search(text, window, start) and not _COMPARED.match(text, end):  # "within 50m of the border"
        return True
    if plural:
        return False
    match = _WORD_BEHIND.match(text, end)
    noun = match["word"].lower() if match else ""
    if _ONE.search(text, window, start) and noun and noun not in _AMOUNTS | _NO_NOUNS:
        return True
    if _THE.search(text, window, start) and value in _RUNS:
        return True
    return _MEASURED.search(text, window, start) is not None
