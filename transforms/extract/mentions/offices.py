"""Offices that every state has: "the Foreign Ministry" is another one in each paragraph about another state."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.extract.mentions.line import LEXICON, Line, Span, alternatives, inside_longer_name
from transforms.names.gazetteer import gazetteer

_OFFICES: Final = LEXICON["offices"]
_SAME: Final[Mapping[str, str]] = _OFFICES["same"]
_PORTFOLIO: Final = alternatives(_OFFICES["portfolios"])
_OFFICE: Final = re.compile(
    rf"\b(?:(?P<first>{_PORTFOLIO}) (?:ministry|office)|ministry of (?:the )?(?P<last>{_PORTFOLIO})"
    rf"|(?P<name>{alternatives(_OFFICES['names'])}))\b",
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

    span: Span
    sort: str
    state: str | None


def find_offices(lines: Sequence[Line]) -> list[Office]:
    """Returns the offices that the lines name, each bare one bound to the state that is meant.

    That is the one state of an office of its sort that its paragraph names before it, or else the one whose office of
    that sort was named last, or else the only one that the article has.
    """
    found = [office for line in lines for office in _in_line(line)]
    states: dict[str, set[str]] = {}
    for office in found:
        if office.state:
            states.setdefault(office.sort, set()).add(office.state)
    last: dict[str, str] = {}
    bound = []
    for office in found:
        state = office.state
        possible = states.get(office.sort, set())
        if state is None and possible:
            here = lines[office.span.paragraph]
            near = _states_before(here, office.span.start) & possible if len(possible) > 1 else possible
            state = next(iter(near)) if len(near) == 1 else last.get(office.sort)
        if state:
            last[office.sort] = state
        if state or " " in office.span.name:
            bound.append(Office(_keyed(lines, office, state), office.sort, state))
    return bound


def title(state: str, sort: str) -> str:
    """Returns how the office of a state is called in full, whichever way a text puts it."""
    return f"{gazetteer().adjectives[state]} {sort}"


def _keyed(lines: Sequence[Line], office: Office, state: str | None) -> Span:
    span = office.span
    if state is None or state not in gazetteer().adjectives:
        return span
    return lines[span.paragraph].span(span.start, span.end, "ORG", None, title(state, office.sort).casefold())


def _in_line(line: Line) -> Iterator[Office]:
    for match in _OFFICE.finditer(line.text):
        portfolio = (match["first"] or match["last"] or "").casefold()
        start, end = match.span()
        if match["first"] and match[0].casefold().endswith("office") and portfolio != "foreign":
            continue
        state, start = _state_before(line.text, start)
        if state is None and (behind := _STATE_BEHIND.match(line.text, end)):
            state = gazetteer().country(behind[1])
            end = behind.end() if state else end
        capitals = line.text[match.start()].isupper() and (portfolio or match[0][0].isupper())
        if portfolio and (state or capitals):
            sort = f"{_SAME.get(portfolio, portfolio)} ministry".title()
        elif match["name"] and match["name"][0].isupper() and not inside_longer_name(line.text, start, end):
            sort = match["name"].title()
        else:
            continue
        if line.text[end : end + 2] == " o" or match[0].casefold() == "foreign office":
            sort = match[0].title()
        yield Office(line.span(start, end, "ORG"), sort, state)


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


def _states_before(line: Line, end: int) -> set[str]:
    """Returns the states whose name or people a line names before a position."""
    places = gazetteer()
    last = bisect_left(line.words, (end, end))
    near = line.words[max(0, last - _WORDS_BEFORE) : last]
    words = (line.text[s:e].removesuffix("'s") for s, e in near if line.text[s].isupper())
    states = {places.nationality(word) or places.country(word) or _capital(word) for word in words}
    return {state for state in states if state}


def _capital(word: str) -> str | None:
    return gazetteer().capitals.get(word.casefold())
