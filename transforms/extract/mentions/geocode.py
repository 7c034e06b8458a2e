"""Where on earth the places of an article are: by the gazetteer, in the company of the other names of the article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.documents import ParagraphIndex
from transforms.extract.mentions.name_span import NameSpan
from transforms.names.gazetteer import gazetteer

_REACH = 30
"""Characters behind a city in which its state or country stands ("Paris, Texas")."""


@dataclass(frozen=True, slots=True)
class Location:
    """Country by ISO 3166-1 alpha-2 code, and degrees; each null where not known."""

    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Which countries, by ISO code, and states of the United States, by postal code, an article names."""

    countries: frozenset[str]
    states: frozenset[str]

    def of_two(self, country: str) -> str | None:
        """Returns the code for a name of both a country and a state; nothing where the article leaves it open."""
        near = gazetteer().neighbours[country] | {country}
        abroad, at_home = bool(self.countries & near), bool(self.states) or "US" in self.countries
        return None if abroad == at_home else country if abroad else "US"


def context(spans: Iterable[NameSpan]) -> Context:
    """Reads what an article is about off its names; one that is a country's and a state's tells neither."""
    places = gazetteer()
    countries, states = set(), set()
    for name in {span.name for span in spans}:
        state, country = places.state(name), places.country(name)
        if state and country:
            continue
        countries.add(country or places.nationality(name) or places.capitals.get(name.casefold()))
        states.add(state if not places.cities(name) else None)
    return Context(frozenset(filter(None, countries)), frozenset(filter(None, states)))


def location(names: Iterable[str], behind: Sequence[str], around: Context) -> Location:
    """Returns where a place lies.

    Args:
        names: its spellings.
        behind: what follows its mentions.
        around: the other names of the article.
    """
    places = gazetteer()
    states = frozenset(found for text in behind if (found := state_behind(text)))
    for name in sorted(names, key=lambda name: (-len(name), name)):
        country, state = places.country(name), places.state(name)
        if country:
            return Location(around.of_two(country) if state else country)
        city = places.city(name, around.countries, states)
        if city and not (state and name.casefold() not in places.capitals and len(places.cities(name)) == 1):
            return Location(city.country_code, city.latitude, city.longitude)
        if state:
            return Location("US")
    return Location()


def state_behind(text: str) -> str | None:
    """Returns the state that follows a city behind a comma."""
    if not text.startswith(", "):
        return None
    words = text[2:].split()
    for size in (2, 1):
        name = " ".join(words[:size]).rstrip(",;:")
        state = gazetteer().state(name) or gazetteer().state(name.rstrip("."))
        if state:
            return state
    return None


def text_behind(paragraphs: Sequence[ParagraphIndex], span: NameSpan) -> str:
    """Returns what follows a name, as much as `location` looks at."""
    return paragraphs[span.paragraph].straight[span.end : span.end + _REACH]
