"""Offices that every state has: which state's "the Foreign Ministry" is, its paragraph tells."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.words import is_in_longer_name, one_of
from transforms.names.gazetteer import gazetteer

_LEXICON: Final = lexicons.load("names")
_OFFICES: Final = _LEXICON["offices"]
_SAME: Final[Mapping[str, str]] = _OFFICES["same"]
_PORTFOLIO: Final = one_of(_OFFICES["portfolios"])
_OFFICE: Final = re.compile(
    rf"\b(?:(?P<first>{_PORTFOLIO}) (?:ministry|office)|ministry of (?:the )?(?P<last>{_PORTFOLIO})"
    rf"|(?P<name>{one_of(_OFFICES['names'])}))\b",
    re.IGNORECASE,
)
_QUALIFIER: Final = re.compile(r"(?:\b[A-Z][\w.]* )?\b[A-Z][\w.]*(?:'s?)? $")
_STATE_BEHIND: Final = re.compile(r" of (?:the )?((?:[A-Z]\w+ )?[A-Z]\w+)")
_REACH: Final = 40
"""Characters beside an office in which the words for its state stand."""

_WORDS_BEFORE: Final = 60
"""Words of its paragraph before an office among which a state is looked for; further up another one may be meant."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office at one place; `state` is the ISO code of its country, nothing where the words name none."""

    span: NameSpan
    sort: str
    state: str | None


def find_offices(paragraphs: Sequence[ParagraphIndex]) -> list[Office]:
    """Returns the offices that the paragraphs name, each bare one bound to the state that is meant.

    That is the one state of an office of its sort that its paragraph names before it, or else the one whose office of
    that sort was named last, or else the only one that the article has.
    """
    offices = [office for paragraph in paragraphs for office in _in_line(paragraph)]
    states: dict[str, set[str]] = {}
    for office in offices:
        if office.state:
            states.setdefault(office.sort, set()).add(office.state)
    last: dict[str, str] = {}
    bound = []
    for office in offices:
        state = office.state
        possible = states.get(office.sort, set())
        if state is None and possible:
            here = paragraphs[office.span.paragraph]
            near = _states_before(here, office.span.start) & possible if len(possible) > 1 else possible
            state = next(iter(near)) if len(near) == 1 else last.get(office.sort)
        if state:
            last[office.sort] = state
        if state or " " in office.span.name:
            bound.append(Office(_keyed(office, state), office.sort, state))
    return bound


def full_title(state: str, sort: str) -> str:
    """Returns how the office of a state is called in full, whichever way a text puts it."""
    return f"{gazetteer().adjectives[state]} {sort}"


def _keyed(office: Office, state: str | None) -> NameSpan:
    """Returns the name of an office under the key of that office of its state."""
    span = office.span
    if state is None or state not in gazetteer().adjectives:
        return span
    return replace(span, key=full_title(state, office.sort).casefold())


def _in_line(paragraph: ParagraphIndex) -> Iterator[Office]:
    for match in _OFFICE.finditer(paragraph.straight):
        portfolio = (match["first"] or match["last"] or "").casefold()
        start, end = match.span()
        if match["first"] and match[0].casefold().endswith("office") and portfolio != "foreign":
            continue
        state, start = _state_before(paragraph.straight, start)
        if state is None and (behind := _STATE_BEHIND.match(paragraph.straight, end)):
            state = gazetteer().country(behind[1])
            end = behind.end() if state else end
        capitals = paragraph.straight[match.start()].isupper() and (portfolio or match[0][0].isupper())
        if portfolio and (state or capitals):
            sort = f"{_SAME.get(portfolio, portfolio)} ministry".title()
        elif match["name"] and match["name"][0].isupper() and not is_in_longer_name(paragraph.straight, start, end):
            sort = match["name"].title()
        else:
            continue
        if paragraph.straight[end : end + 2] == " o" or match[0].casefold() == "foreign office":
            sort = match[0].title()
        yield Office(name_at(paragraph, start, end, "ORG"), sort, state)


def _state_before(text: str, start: int) -> tuple[str | None, int]:
    """Returns the state that the words before an office name, and where they begin."""
    low = max(0, start - _REACH)
    words = _QUALIFIER.search(text[low:start])
    if not words:
        return None, start
    whole = words[0].rstrip().removesuffix("'s").removesuffix("'")
    for phrase in (whole, whole.split()[-1]):
        state = gazetteer().nationality(phrase) or gazetteer().country(phrase)
        if state:
            return state, low + words.end() - len(words[0]) + words[0].rindex(phrase)
    return None, start


def _states_before(paragraph: ParagraphIndex, end: int) -> set[str]:
    """Returns the states whose name or people a paragraph names before a position."""
    places = gazetteer()
    last = bisect_left(paragraph.words, (end, end))
    near = paragraph.words[max(0, last - _WORDS_BEFORE) : last]
    words = (paragraph.straight[s:e].removesuffix("'s") for s, e in near if paragraph.straight[s].isupper())
    states = {places.nationality(word) or places.country(word) or _capital(word) for word in words}
    return {state for state in states if state}


def _capital(word: str) -> str | None:
    return gazetteer().capitals.get(word.casefold())
