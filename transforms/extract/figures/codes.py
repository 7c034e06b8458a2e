"""Digits that are dialled, typed in, looked up or scored, and count nothing."""

import re
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.grammar import counts_noun
from transforms.extract.figures.vocabulary import WORDS

_REACH: Final = 40
"""Characters on either side of a number in which what belongs to the same code is looked for."""
_CODE_REACH: Final = 5
"""Tokens between a word for a code and the code: "tracking number", "the helpline is on"."""
_CLIMB: Final = 6
"""Steps from a number to the verb of dialling above it."""
_CHAIN: Final = re.compile(r"(?<![\w.,$£€])[0-9]{1,8}(?:[ \u00a0-][0-9]{1,8}){1,6}(?!\w|,[0-9])")
"""Groups of digits side by side."""
_LEADING_ZERO: Final = re.compile(r"0[0-9]{1,12}")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0][0-9]{3})+")
"""One large number in groups of three."""
_YEAR_AND_COUNT: Final = re.compile(r"(?:1[0-9]|20)[0-9]{2} [1-9][0-9]*")
"""A year and a count without the comma between them: "in 2019 300 people"."""
_POSITION: Final = re.compile(
    r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,8})?\s?\u00b0?\s?[NS],?\s{0,2}[0-9]{1,3}(?:\.[0-9]{1,8})?\s?\u00b0?\s?[EW]\b"
)
"""Latitude and longitude: "51.5N 0.7W"."""
_WICKETS: Final = re.compile(r"(?<![\w.,$£€-])([0-9]{1,3})(?: for |/| - )(10|[0-9])(?![\w-]|[.,][0-9])")
"""Runs and wickets of cricket: "212 for 6". A side has ten wickets to lose."""


def joined_digits(candidate: Candidate) -> bool:
    """It is one of several groups of digits side by side that make no larger number, or begins with a zero."""
    if _LEADING_ZERO.fullmatch(candidate.core):
        return True
    chain = _around(_CHAIN, candidate)
    if chain is None or (counts_noun(candidate) and chain.end() == candidate.number.core_end):
        return False
    groups = re.split(r"\D", chain[0])
    is_number = _GROUPED.fullmatch(chain[0]) or _YEAR_AND_COUNT.fullmatch(chain[0])
    return not is_number and (len(groups) > 2 or any(group.startswith("0") for group in groups))


def dialled(candidate: Candidate) -> bool:
    """A verb of calling or writing has it for its object, and no noun is counted: "call 112", "text HELP to 81066"."""
    is_part = candidate.behind is not None and candidate.behind.lower_ == "of"  # "phoned 12 of them"
    if not candidate.is_plain or not candidate.core[0].isdigit() or _counts(candidate) or is_part:
        return False
    token = candidate.first
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return False
        relation, token = token.dep_, token.head
        if relation in {"ccomp", "advcl", "relcl", "nsubj", "nsubjpass"}:
            return False
        if WORDS["dialling"].has(token):
            return True
    return False


def code(candidate: Candidate) -> bool:
    """A word for a code or a line leads to it: "the helpline is on 131450", "PIN 4471"."""
    if not candidate.is_plain or not candidate.core[0].isdigit() or _counts(candidate):
        return False
    begin = max(candidate.sentence.start, candidate.first.i - _CODE_REACH)
    for token in reversed(candidate.doc[begin : candidate.first.i]):
        is_sent_to = WORDS["dialling"].has(token) and candidate.doc[candidate.first.i - 1].lower_ == "to"
        if (WORDS["codes"].has(token) and token.pos_ != "VERB") or is_sent_to:
            return True
        if not _leads_on(token):
            return False
    return False


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


def _leads_on(token: Token) -> bool:
    """Tells whether a word may stand between the name of a code and the code."""
    return token.pos_ in {"ADP", "AUX", "PUNCT", "SYM"} or token.lower_ in WORDS["numbering"] or token.text.isupper()


def _around(pattern: re.Pattern[str], candidate: Candidate) -> re.Match[str] | None:
    """Returns the match of a pattern that holds the number; null for none."""
    text, start, end = candidate.paragraph.text, candidate.number.core_start, candidate.number.core_end
    matches = pattern.finditer(text, max(0, start - _REACH), min(len(text), end + _REACH))
    return next((m for m in matches if m.start() <= start < m.end()), None)
