"""Where the countries, regions and towns of the world lie, and which of them a name may mean.

Countries, regions and small towns come from the two tables that `transforms.lexicons.places_catalogue` writes, larger
towns from `gazetteer`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from anyascii import anyascii

from transforms import lexicons
from transforms.names.gazetteer import WELL_KNOWN, City, gazetteer
from transforms.names.normalise import straighten

_TOWN_OR_REGION: Final = 4
"""How many times its main town's inhabitants a region of the same name has when not the town is meant: Quebec's has 15
times as many, that of New York 2."""
_OTHER_NAME: Final = 10
"""How many times more people a town must have to be meant as much by another name of it: Bethlehem is a translation of
Belém, a city of a million."""


class Place(NamedTuple):
    """A country, region or town of the gazetteer.

    Attributes:
        place_type: of `warehouse.schema.tables.values.PLACE_TYPES`.
        code: ISO 3166-1 alpha-2 code of the country; of a region, and of a town in one, with GeoNames' code of the
            region behind a full stop: `US.TX`, of a county `US.TX.201`.
        latitude: degrees north.
        longitude: degrees east.
        population: its inhabitants, as far as they live in towns.
        is_main_name: whether the name by which it was found is its first; of a town it may be that of another language.
    """

    place_type: str
    code: str
    latitude: float
    longitude: float
    population: int
    is_main_name: bool = True

    @property
    def weight(self) -> int:
        """How much speaks for it among the places of one name."""
        return self.population if self.is_main_name else self.population // _OTHER_NAME

    @property
    def country_code(self) -> str:
        """Its country."""
        return self.code.partition(".")[0]

    def is_in(self, codes: Iterable[str]) -> bool:
        """Tells whether it lies in one of these countries and regions, or is one of them."""
        return any(self.code == code or self.code.startswith(f"{code}.") for code in codes)


def country(code: str) -> Place | None:
    """Returns the country of an ISO code; none where nobody lives in a town."""
    return _regions().by_code.get(code)


def region_of_state(state: str) -> Place | None:
    """Returns the state of the United States with a postal code."""
    return _regions().by_code.get(f"US.{state}")


def regions_named(name: str) -> tuple[Place, ...]:
    """Returns the regions of this name, or with this abbreviation of a state, those with most people first."""
    state = gazetteer().state(name)
    abbreviated = region_of_state(state) if state else None
    found = _regions().by_name.get(_folded(name), ())
    return found or ((abbreviated,) if abbreviated else ())


def places_named(name: str) -> tuple[Place, ...]:
    """Returns the regions and large towns of this name, those for which most speaks first.

    Of a region and its town that have one name only the one that is meant by it is there: the town, unless the region
    has far more people. Nor is there a region with the name of a great capital elsewhere (Washington).
    """
    whole = straighten(name)
    towns = [_town(city) for city in gazetteer().cities(whole) or gazetteer().cities(f"The {whole}")]
    regions = [] if _is_great_capital(name, towns) else list(regions_named(name))
    for region in tuple(regions):
        main = next((town for town in towns if region.is_in([town.code]) or town.is_in([region.code])), None)
        if main and region.population > _TOWN_OR_REGION * main.population:
            towns.remove(main)
        elif main:
            regions.remove(region)
    return tuple(sorted((*regions, *towns), key=lambda place: -place.weight))


def small_towns_named(name: str) -> tuple[Place, ...]:
    """Returns the small towns of this name."""
    found = []
    for line in _lines(_small_towns(), f"{_folded(name)}\t".encode()):
        _, code, population, latitude, longitude = line.decode().split("\t")
        found.append(Place("town", code, float(latitude), float(longitude), int(population)))
    return tuple(found)


def _town(city: City) -> Place:
    where = (f"{city.country_code}.{city.region}", city.latitude, city.longitude)
    return Place("town", *where, city.population, city.is_main_name)


def _is_great_capital(name: str, towns: Iterable[Place]) -> bool:
    of_country = gazetteer().capitals.get(name.casefold())
    return any(town.country_code == of_country and town.population >= WELL_KNOWN for town in towns)


def _folded(name: str) -> str:
    """Returns a name as the tables have it: small letters without accents."""
    return anyascii(straighten(name)).casefold().removeprefix("the ")


class _Regions(NamedTuple):
    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]


@cache
def _regions() -> _Regions:
    """Reads countries and regions, once per process: 20 ms, 5 MB."""
    by_code: dict[str, Place] = {}
    by_name: defaultdict[str, list[Place]] = defaultdict(list)
    for line in (files(lexicons) / "regions.tsv").read_text("utf8").splitlines():
        code, population, latitude, longitude, names = line.split("\t")
        kind = "region" if "." in code else "country"
        by_code[code] = Place(kind, code, float(latitude), float(longitude), int(population))
        for name in {_folded(name) for name in names.split("|") if name}:
            by_name[name].append(by_code[code])
    in_order = {name: tuple(sorted(found, key=lambda p: -p.population)) for name, found in by_name.items()}
    return _Regions(by_code, in_order)


@cache
def _small_towns() -> bytes:
    """Reads the table of small towns, once per process: 4 MB, which are searched as they are."""
    return (files(lexicons) / "towns.tsv").read_bytes()


def _lines(table: bytes, prefix: bytes) -> Iterator[bytes]:
    """Yields the lines of a sorted table that begin with a text, found by halving."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", 0, middle) + 1
        end = table.find(b"\n", middle) + 1
        if table[start : start + len(prefix)] < prefix:
            low = end
        else:
            high = start
    while table.startswith(prefix, low):
        end = table.find(b"\n", low)
        yield table[low:end]
        low = end + 1
