"""Digits that tell a place on the globe or a score, and count nothing."""

import re
from typing import Final

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.grammar import counts_noun

_REACH: Final = 40
"""Characters on either side of a number in which the rest of a position or score is looked for."""
_POSITION: Final = re.compile(
    r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,8})?\s?\u00b0?\s?[NS],?\s{0,2}[0-9]{1,3}(?:\.[0-9]{1,8})?\s?\u00b0?\s?[EW]\b"
)
"""Latitude and longitude: "51.5N 0.7W"."""
_WICKETS: Final = re.compile(r"(?<![\w.,$£€-])([0-9]{1,3})(?: for |/| - )(10|[0-9])(?![\w-]|[.,][0-9])")
"""Runs and wickets of cricket: "212 for 6". A side has ten wickets to lose."""


def position(candidate: Candidate) -> bool:
    """It is a part of a place on the globe."""
    return _around(_POSITION, candidate) is not None


def wickets(candidate: Candidate) -> bool:
    """It is a part of a score of cricket: "212 for 6"."""
    score = _around(_WICKETS, candidate)
    if score is None or not candidate.is_plain or _counts(candidate) or int(score[1]) < int(score[2]):
        return False
    behind = candidate.paragraph.token(score.end()).i + 1 if score.end() < len(candidate.paragraph.text) else 0
    return not 0 < behind < len(candidate.doc) or candidate.doc[behind].pos_ not in {"NOUN", "PROPN", "ADJ"}


def _counts(candidate: Candidate) -> bool:
    return counts_noun(candidate) or candidate.trigger is not None


def _around(pattern: re.Pattern[str], candidate: Candidate) -> re.Match[str] | None:
    """Returns the match of a pattern that holds the number; null for none."""
    text, start, end = candidate.paragraph.text, candidate.number.core_start, candidate.number.core_end
    matches = pattern.finditer(text, max(0, start - _REACH), min(len(text), end + _REACH))
    return next((m for m in matches if m.start() <= start < m.end()), None)
