"""The tables of countries, regions and small towns."""

import pytest

from transforms.names.places import country, places_named, region_of_state, regions_named, small_towns_named


def test_a_country_has_the_middle_of_its_people():
    fiji = country("FJ")
    assert fiji is not None
    assert abs(fiji.longitude) > 170, "its islands lie on both sides of the meridian where days begin"
    assert country("AQ") is None


def test_a_state_is_found_by_its_code_its_name_and_its_abbreviations():
    texas = region_of_state("TX")
    assert texas is not None
    assert regions_named("Texas")[:1] == regions_named("Tex.") == (texas,)


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("Quebec", ["region"]),
        ("Québec", ["region"]),
        ("Lagos", ["town", "town"]),
        ("Bavaria", ["region"]),
        ("Nowhere at all", []),
        ("", []),
    ],
)
def test_a_region_and_its_town_of_one_name_are_one_of_both(name: str, types: list[str]):
    assert [place.place_type for place in places_named(name)] == types


def test_the_name_of_a_town_in_another_language_counts_less():
    belem = next(place for place in places_named("Bethlehem") if place.country_code == "BR")
    assert belem.weight < 200_000 < belem.population


@pytest.mark.parametrize("name", ["Lockerbie", "LOCKERBIE", "lockerbie"])
def test_small_towns_are_found_by_their_whole_name(name: str):
    (found,) = small_towns_named(name)
    assert (found.code, found.place_type) == ("GB.SCT", "town")


@pytest.mark.parametrize("name", ["", "Lockerb", "Lockerbies", "\t", "zzzzzz", "\U0010ffff"])
def test_no_other_text_is_a_small_town(name: str):
    assert small_towns_named(name) == ()


@pytest.mark.parametrize("edge", [0, -1])
def test_the_first_and_the_last_line_of_the_table_are_found(edge: int, root):
    lines = (root / "transforms/lexicons/towns.tsv").read_text("utf8").splitlines()
    name, code, *_ = lines[edge].split("\t")
    assert code in {place.code for place in small_towns_named(name)}


def test_what_lies_in_a_region_lies_in_its_country():
    (town,) = small_towns_named("Lockerbie")
    assert town.is_in(["GB"])
    assert town.is_in(["FR", "GB.SCT"])
    assert not town.is_in(["GB.S", "G"])
    assert not town.is_in([])
