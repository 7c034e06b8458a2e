"""Which states an article tells of, by its places, peoples, dateline, offices and the words of one state's politics."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.geocode import Context
from transforms.extract.mentions.name_span import NameSpan
from transforms.extract.mentions.offices import Office
from transforms.names.gazetteer import gazetteer
from transforms.names.institutions import OF_US, Sort, institutions
from transforms.names.normalise import without_possessive

_OFFICE_WEIGHT: Final = 2
"""Of an office that its name or the words beside it give to a state, where a place counts one: it is of the matter."""
_DATELINE_WEIGHT: Final = 3
"""Of the place from which the article is reported."""
_MOST_SIGNS: Final = 3
"""Times that one word of a state's politics counts, so that a long article on a party does not outweigh all else."""
_LEAD: Final = 1.5
"""How many times more than for the next state must speak for one."""
_DATELINE: Final = re.compile(r"[^.!?\n]{1,60}?(?:\s[-–—]{1,2}\s|\s?—\s?|\([A-Z][\w. ]{1,20}\)\s?[-–—])")
_LEVELS: Final = lexicons.load("institutions")["levels"]
_MEMBER: Final = re.compile(_LEVELS["member"])
_NATION: Final = re.compile(_LEVELS["nation"])
_PART: Final = re.compile(_LEVELS["part"])


@dataclass(frozen=True, slots=True)
class StatesTold:
    """What speaks for each state.

    Attributes:
        scores: how much speaks for each state, by ISO code.
        us_states: the same for states of the United States, by postal code.
        named: states of which the article has the name, the people, the capital or an office.
        of_congress: how often it names members or the seat of the Congress of the United States.
        of_legislatures: how often it names those of a legislature of one of its states.
    """

    scores: Counter[str]
    us_states: Counter[str]
    named: frozenset[str]
    of_congress: int
    of_legislatures: int

    def is_named(self, state: str) -> bool:
        """Returns whether the article names a state itself, not only its towns."""
        return state in self.named

    def best(self, sort: Sort) -> str | None:
        """Returns the state most told of among those that may have a sort of office, where it leads clearly."""
        return leader(Counter({state: score for state, score in self.scores.items() if sort.may_be_of(state)}))


def leader(scores: Mapping[str, int]) -> str | None:
    """Returns what has the highest score, if it leads the next one clearly."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def states_told(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], offices: Collection[Office], around: Context
) -> StatesTold:
    """Weighs what an article says of each state.

    Args:
        paragraphs: the paragraphs of the article.
        spans: its names.
        offices: those among them that are offices.
        around: what countries and states it names.
    """
    scores: Counter[str] = Counter()
    us_states: Counter[str] = Counter()
    named: set[str] = set()
    dateline = _dateline(paragraphs)
    for span in spans:
        weight = _DATELINE_WEIGHT if (span.paragraph, span.end) <= dateline and span.paragraph == dateline[0] else 1
        country, state, is_itself = _told_by(span, around)
        if country:
            scores[country] += weight
        if state:
            us_states[state] += weight
        if country and is_itself:
            named.add(country)
    for office in offices:
        home = office.home or ""
        if office.own and office.own.is_shared:
            continue
        if home.startswith(OF_US):
            us_states[home.removeprefix(OF_US)] += _OFFICE_WEIGHT
            scores["US"] += _OFFICE_WEIGHT
        elif len(home) == len("KE"):
            scores[home] += _OFFICE_WEIGHT
            named.add(home)
    members, of_congress, of_legislatures = (
        sum(len(words.findall(paragraph.straight)) for paragraph in paragraphs) for words in (_MEMBER, _NATION, _PART)
    )
    scores.update(_signs(paragraphs) + Counter(US=min(members, _MOST_SIGNS)))
    told = StatesTold(scores, us_states, frozenset(named), members + of_congress, of_legislatures)
    # A body that few states have, such as a Congress, tells of the one among them whose article it is.
    of_few = {office.sort for office in offices if office.sort and office.sort.only is not None}
    scores.update({state: _OFFICE_WEIGHT * n for state, n in Counter(map(told.best, of_few)).items() if state})
    return told


def _told_by(span: NameSpan, around: Context) -> tuple[str | None, str | None, bool]:
    """Returns the country and the state of the United States that a name tells of, and whether it names the country."""
    places = gazetteer()
    name = without_possessive(span.name)
    country, state = places.country(name) or places.nationality(name), places.state(name)
    capital = places.capitals.get(name.casefold())
    if country and state:
        country = around.of_two(country)
        return country, state if country == "US" else None, country is not None and country != "US"
    if country or capital:
        return country or capital, None, True
    if state:
        return "US", state, False
    city = places.city(name, around.countries, around.states) if span.kind == "PLACE" else None
    if city is None:
        return None, None, False
    return city.country_code, city.region if city.country_code == "US" else None, False


def _dateline(paragraphs: Sequence[ParagraphIndex]) -> tuple[int, int]:
    """Returns the first paragraph of text, and where its dateline ends; 0 where it has none."""
    first = next((paragraph for paragraph in paragraphs if paragraph.block_kind == "body"), None)
    match = _DATELINE.match(first.straight) if first else None
    return (first.index, match.end()) if first and match else (-1, 0)


def _signs(paragraphs: Iterable[ParagraphIndex]) -> Counter[str]:
    """Counts the words of states' politics."""
    signs = institutions().signs
    words: Counter[str] = Counter()
    for paragraph in paragraphs:
        for start, end in paragraph.words:
            word = without_possessive(paragraph.straight[start:end])
            found = word if word in signs else paragraph.straight[start : end + 1]
            if found in signs:
                words[found] += 1
    found_scores: Counter[str] = Counter()
    for word, count in words.items():
        if count:
            found_scores[signs[word]] += min(count, _MOST_SIGNS)
    return found_scores
