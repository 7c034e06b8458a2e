"""Bodies that every state has, such as "the Foreign Ministry" and "the Senate": where one is named, and in which words.

Whose a bare one is, the article tells: see `office_homes`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.geocode import Context
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.words import is_in_longer_name, one_of
from transforms.names.gazetteer import gazetteer
from transforms.names.institutions import OF_US, Home, OwnName, Sort, institutions
from transforms.names.normalise import without_possessive

_SHORTEST: Final = 4
"""Letters of a body's own name that is looked for in the text; shorter ones ("Fed") may be other words."""
_PORTFOLIO: Final = one_of(institutions().portfolios)
_NAME: Final = one_of(name for name in institutions().sorts if not name.islower())
_OWN: Final = one_of(
    name
    for name, own in institutions().own.items()
    if not own.is_shared and len(name) >= _SHORTEST and not name.isupper()
)
_OFFICE: Final = re.compile(
    rf"\b(?:(?P<ministry>{_PORTFOLIO} (?:ministry|office|department)"
    rf"|ministry of (?:the )?{_PORTFOLIO}"
    # "The Department of Labor and Industry" is another one.
    rf"|department (?:of|for) (?:the )?{_PORTFOLIO}(?! and (?-i:[A-Z])|, (?-i:[A-Z])))"
    rf"|(?P<own>(?-i:{_OWN}))|(?P<name>{_NAME}))\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"(?:\b[A-Z][\w.]* ){0,2}\b[A-Z][\w.]*(?:'s?)? (?:[Ss]tate )?$")
_STATE_WORD: Final = re.compile(r"(?:^|(?<= ))[Ss]tate $")
_BEHIND: Final = re.compile(r" of (?:the )?((?:[A-Z]\w+ ){0,2}[A-Z]\w+)")
_ORDINAL: Final = re.compile(r"^\d{1,3}(?:st|nd|rd|th) ")
_SEAT: Final = re.compile(lexicons.load("institutions")["levels"]["seat"])
_REACH: Final = 60
"""Characters beside an office in which the words for its home stand."""
_LONGEST_HOME: Final = 3
"""Words of a home ("Papua New Guinea")."""
_CITIES: Final = frozenset({"police"})
"""Sorts of which every town has one."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office at one place.

    Attributes:
        sort: its sort; null for a name that one body alone bears.
        own: that body.
        home: whose it is, where the words beside it tell.
        is_within: whether it is called one of a part of a state ("the state Senate").
    """

    sort: Sort | None
    own: OwnName | None = None
    home: Home | None = None
    is_within: bool = False


def find_offices(paragraphs: Sequence[ParagraphIndex], around: Context) -> list[NameSpan]:
    """Returns the places where a text calls an office by a name of several words, with its home if that stands beside.

    An office of one word ("Parliament") counts where its home stands beside, or where it stands beside another of that
    sort in the article: alone such words may be something else.
    """
    found = [place for paragraph in paragraphs for place in _in_line(paragraph, around)]
    told = {sort for _, sort, is_told in found if is_told}
    return [span for span, sort, is_told in found if is_told or " " in span.name or sort in told]


def read_office(paragraph: ParagraphIndex, span: NameSpan, around: Context) -> Office | None:
    """Returns the office that a name is, by its own words and those beside it; null if it is none.

    Args:
        paragraph: the paragraph of the name.
        span: the name.
        around: what countries and states the article names.
    """
    name = _ORDINAL.sub("", without_possessive(span.name.removeprefix("the ").removeprefix("The ")))
    beside, is_state = _home_before(paragraph.straight, span.start, around)
    if own := institutions().own.get(name):
        is_other = beside is not None and beside[0] != own.state and not _is_local(beside[0])
        return None if is_other and (own.state or own.is_shared) else Office(None, own, own.state or None)
    for own_home, rest in _divided(name, around):
        sort = _sort(rest)
        if sort is None:
            continue
        home = own_home
        if home is None:
            behind = _home_behind(paragraph.straight, span.end, around)
            home = beside[0] if beside and _fits(beside[0], sort) else None
            home = behind[0] if home is None and behind and _fits(behind[0], sort) else home
        if _is_seat(paragraph.straight, span.end, sort, home):
            home = "US"
        if home is None and _BEHIND.match(paragraph.straight, span.end):
            return None  # of something that is no state: "the Supreme Court of Judicature"
        return Office(sort, None, home, is_state or sort.is_within)
    return None


def _in_line(paragraph: ParagraphIndex, around: Context) -> Iterator[tuple[NameSpan, str, bool]]:
    """Yields each office that a line names: its span, its sort, and whether its home stands beside it."""
    text = paragraph.straight
    for match in _OFFICE.finditer(text):
        start, end = match.span()
        if match["own"] and not is_in_longer_name(text, start, end):
            yield name_at(paragraph, start, end, "ORG"), match[0], True
        sort = None if match["own"] else _sort(match[0])
        if sort is None:
            continue
        beside, _ = _home_before(text, start, around)
        home = beside[0] if beside and _fits(beside[0], sort) else None
        if _is_seat(text, end, sort, home):
            home = "US"
        elif home and beside:
            start = beside[1]
        elif (behind := _home_behind(text, end, around)) and _fits(behind[0], sort):
            home, end = behind
        is_ministry = match["ministry"] is not None
        capital = text[match.start()].isupper()
        if (is_ministry and not (home or capital)) or (not is_ministry and is_in_longer_name(text, start, end)):
            continue
        if home is None and _BEHIND.match(text, end):
            continue
        yield name_at(paragraph, start, end, "ORG"), sort.name, home is not None


def _is_seat(text: str, end: int, sort: Sort, home: Home | None) -> bool:
    """Returns whether a senate that ends there is that of the United States, in which a state has a seat."""
    return sort.name == "senate" and (home or "").startswith(OF_US) and _SEAT.match(text, end) is not None


def _sort(words: str) -> Sort | None:
    """Returns the sort of office that goes by these words, small letters only for ministries."""
    sorts = institutions().sorts
    found = sorts.get(words) or sorts.get(words.casefold().replace(" of the ", " of "))
    return found or (sorts.get(words.title()) if words.isupper() else None)


def _divided(name: str, around: Context) -> Iterator[tuple[Home | None, str]]:
    """Yields how a name may be an office and its home: bare, the home before it, or the home behind "of"."""
    yield None, name
    words = name.split(" ")
    for size in range(1, min(_LONGEST_HOME, len(words) - 1) + 1):
        lead, rest = " ".join(words[:size]), " ".join(words[size:])
        # A "GOP Congress" is that of the state of the party.
        home = home_named(lead, around) or institutions().signs.get(lead)
        if home and (sort := _sort(rest)) and _fits(home, sort):
            yield home, rest
    rest, of, home_words = name.rpartition(" of ")
    home = home_named(home_words.removeprefix("the "), around) if of else None
    if home and (sort := _sort(rest)) and _fits(home, sort):
        yield home, rest


def home_named(words: str, around: Context) -> Home | None:
    """Returns the home that words name: a state or what is of it, a state of the United States, a town.

    Args:
        words: with capitals, such as "Kenya's", "Kenyan" or "Ohio State".
        around: decides between a country and a state of one name.
    """
    whole = without_possessive(words).removesuffix(" State").removesuffix(" state").strip()
    places = gazetteer()
    if whole in institutions().parts:
        return whole
    country, state = places.nationality(whole) or places.country(whole), places.state(whole)
    if country and state:
        country = around.of_two(country)
    if country and not (state and country == "US"):
        return country
    if state:
        return OF_US + state
    return whole if places.cities(whole) or whole.casefold() in places.regions else None


def _is_local(home: Home) -> bool:
    """Returns whether a home is a town or a state of the United States, where bodies of the whole state are too."""
    is_region = home in institutions().parts or home.casefold() in gazetteer().regions
    return len(home) > len("KE") and not is_region


def _fits(home: Home, sort: Sort) -> bool:
    """Returns whether a sort of office can be of a home at all: of towns and regions of the world only the police."""
    if len(home) == len("KE"):
        return sort.only is None or home in sort.only
    if home.startswith(OF_US) or home in institutions().parts:
        return not sort.is_whole
    return sort.name in _CITIES


def _home_before(text: str, start: int, around: Context) -> tuple[tuple[Home, int] | None, bool]:
    """Returns the home that the words before an office name and where they begin, and whether "state" stands there."""
    low = max(0, start - _REACH)
    near = text[low:start]
    is_state = _STATE_WORD.search(near) is not None
    words = _BEFORE.search(near)
    if words:
        parts = words[0].removesuffix("state ").removesuffix("State ").split()
        for size in range(min(_LONGEST_HOME, len(parts)), 0, -1):
            phrase = " ".join(parts[-size:])
            if home := home_named(phrase, around):
                return (home, low + words.start() + words[0].rindex(phrase)), is_state
    return None, is_state


def _home_behind(text: str, end: int, around: Context) -> tuple[Home, int] | None:
    """Returns the home that the words behind an office name, and where they end."""
    behind = _BEHIND.match(text, end)
    if behind is None:
        return None
    words = behind[1].split(" ")
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        if home := home_named(phrase, around):
            return home, behind.start(1) + len(phrase)
    return None
