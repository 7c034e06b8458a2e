"""Where on earth the places of an article are: by the gazetteer, in the company of the other names of the article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.documents import ParagraphIndex
from transforms.extract.mentions.name_span import NameSpan
from transforms.names.gazetteer import WELL_KNOWN, gazetteer
from transforms.names.places import (
    Place,
    country,
    places_named,
    region_of_state,
    regions_named,
    small_towns_named,
)

_REACH = 30
"""Characters behind a city in which its state or country stands ("Paris, Texas")."""
_LONGEST_REGION = 3
"""Words of its name that are looked for there."""
_OUTWEIGHS = 5
"""How many times larger the largest place of a name must be to be meant where nothing else tells."""
_OUTWEIGHS_AT_HOME = 2
"""The same among the places of a country or region that the article names."""
_WORLD_FAMOUS = 20
"""How many times larger a well-known place must be than one in a country that the article names, to be meant all the
same: an article on the United States that names Paris does not mean Paris in Texas."""
_FAMOUS_ABROAD = 60
"""The same for one in a region that the article names: London in Ontario is meant beside Ontario, Moscow in Idaho is
not beside Idaho."""


@dataclass(frozen=True, slots=True)
class Location:
    """What a place is, its country by ISO 3166-1 alpha-2 code, and degrees; each null where not known."""

    place_type: str | None = None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Which countries, by ISO code, states of the United States, by postal code, and regions an article names."""

    countries: frozenset[str]
    states: frozenset[str]
    regions: frozenset[str] = frozenset()

    def of_two(self, country: str) -> str | None:
        """Returns the code for a name of both a country and a state; nothing where the article leaves it open."""
        near = gazetteer().neighbours[country] | {country}
        abroad, at_home = bool(self.countries & near), bool(self.states) or "US" in self.countries
        return None if abroad == at_home else country if abroad else "US"


def context(spans: Iterable[NameSpan]) -> Context:
    """Reads what an article is about off its names; one that is a country's and a state's tells neither."""
    places = gazetteer()
    countries, states, regions = set(), set(), set()
    for name in {span.name for span in spans}:
        state, country = places.state(name), places.country(name)
        if state and country:
            continue
        countries.add(country or places.nationality(name) or places.capitals.get(name.casefold()))
        states.add(state if not places.cities(name) else None)
        regions.add(None if country else _region_meant(name))
    return Context(
        frozenset(filter(None, countries)), frozenset(filter(None, states)), frozenset(filter(None, regions))
    )


def _region_meant(name: str) -> str | None:
    """Returns the code of the region of this name, also where its town is meant by it; none if another place may be."""
    regions = regions_named(name)
    outer = regions[0].code if regions else None
    return outer if outer and all(place.is_in([outer]) for place in (*regions, *places_named(name))) else None


def location(names: Iterable[str], behind: Sequence[str], around: Context) -> Location:
    """Returns where a place lies.

    Args:
        names: its spellings.
        behind: what follows its mentions.
        around: the other names of the article.
    """
    places = gazetteer()
    told = frozenset(code for text in behind for code in _divisions_behind(text))
    for whole in sorted(names, key=lambda name: (-len(name), name)):
        name, _, division = whole.partition(", ")
        told |= _divisions_behind(f", {division}")
        code, state = places.country(name), places.state(name)
        if name.casefold().removeprefix("the ") in places.across_countries:
            continue
        if code and state:
            of_two = around.of_two(code)
            return _at(region_of_state(state)) if of_two == "US" else _at_country(of_two)
        if code:
            return _at_country(code)
        found, small = places_named(name), small_towns_named(name)
        if beside := [place for place in (*found, *small) if place.is_in(told)]:
            return _at(beside[0])
        if found:
            return _meant(found, around)
        if small:
            return _at(_meant_small(small, around))
    return Location()


def _at(place: Place | None) -> Location:
    return Location(place.place_type, place.country_code, place.latitude, place.longitude) if place else Location()


def _at_country(code: str | None) -> Location:
    found = country(code) if code else None
    return _at(found) if found else Location("country" if code else None, code)


def _meant(found: Sequence[Place], around: Context) -> Location:
    """Returns where the place lies that is meant among those of one name; only its country where that alone is sure.

    Args:
        found: the places, those for which most speaks first.
        around: the other names of the article.
    """
    famous = found[0].weight if found[0].weight >= WELL_KNOWN else 0
    for codes, limit in ((around.regions, _FAMOUS_ABROAD), (around.countries, _WORLD_FAMOUS)):
        named = [place for place in found if place.is_in(codes)]
        if named and famous <= limit * named[0].weight:
            return _clear(named, _OUTWEIGHS_AT_HOME)
    return _clear(found, _OUTWEIGHS)


def _clear(found: Sequence[Place], lead: int) -> Location:
    if len(found) == 1 or found[0].weight >= lead * found[1].weight:
        return _at(found[0])
    return Location(None, found[0].country_code) if len({p.country_code for p in found}) == 1 else Location()


def _meant_small(found: Sequence[Place], around: Context) -> Place | None:
    """Returns the small town that is meant: the only one in the regions or countries that the article names.

    Without such a name it is as likely that the word names no town at all: "Cisco", "Roe" and "Satan" are towns, too.
    """
    for codes in (around.regions, around.countries):
        named = [place for place in found if place.is_in(codes)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _divisions_behind(text: str) -> frozenset[str]:
    """Returns the codes of the country or regions whose name follows behind a comma."""
    words = text[2:].split() if text.startswith(", ") else []
    for size in range(min(_LONGEST_REGION, len(words)), 0, -1):
        name = " ".join(words[:size]).rstrip(",;:")
        if code := gazetteer().country(name):
            return frozenset({code})
        if found := regions_named(name) or regions_named(name.rstrip(".'’")):
            return frozenset(region.code for region in found)
    return frozenset()


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
