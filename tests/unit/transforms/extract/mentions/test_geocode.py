"""Where the places of an article lie."""

import pytest

from tests.named import entities
from transforms.extract.mentions.geocode import Context, Location, location


def test_country_is_a_place_with_its_code():
    found = entities(
        "Talks in Norway went on.", "The US and the United States of America are one, as are the UK and Britain."
    )
    assert found["PLACE", "Norway"].country_code == "NO"
    assert found["PLACE", "United States"].country_code == "US"
    assert found["PLACE", "United Kingdom"].country_code == "GB"


def test_city_has_coordinates():
    city = entities("The minister spoke in Oslo, the capital of Norway.")["PLACE", "Oslo"]
    assert city.country_code == "NO"
    assert (round(city.latitude or 0), round(city.longitude or 0)) == (60, 11)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("The mayor of Paris, Texas, spoke on Friday.", "US"),
        ("The mayor spoke in Paris on Friday.", "FR"),
    ],
)
def test_state_behind_a_city_tells_which_is_meant(line: str, code: str):
    assert entities(line)["PLACE", "Paris"].country_code == code


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Voters in Georgia, Ohio and Texas went to the polls.", "US"),
        ("Leaders of Georgia, Armenia and Turkey met in Tbilisi.", "GE"),
        ("The storm reached Georgia on Friday.", None),
    ],
)
def test_name_of_a_country_and_a_state_is_told_by_the_others(line: str, code: str | None):
    assert next(e for (kind, name), e in entities(line).items() if name == "Georgia").country_code == code


def place(name: str, *behind: str, countries: str = "", regions: str = "") -> Location:
    """Returns where a name is, in an article that names these countries and regions."""
    return location([name], behind, Context(frozenset(countries.split()), frozenset(), frozenset(regions.split())))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Norway", ("country", "NO")),
        ("the Netherlands", ("country", "NL")),
        ("Bavaria", ("region", "DE")),
        ("Tuscany", ("region", "IT")),
        ("Anbar", ("region", "IQ")),
        ("Nova Scotia", ("region", "CA")),
        ("Scotland", ("region", "GB")),
        ("Northern Ireland", ("region", "GB")),
        ("Wicklow", ("region", "IE")),
        ("Calif.", ("region", "US")),
        ("Quebec", ("region", "CA")),
        ("Harris County", ("region", "US")),
        ("New York", ("town", "US")),
        ("Lagos", ("town", "NG")),
        ("Washington", ("town", "US")),
        ("Washington, Pennsylvania", ("town", "US")),
        ("Lockerbie, Scotland", ("town", "GB")),
        ("Zamość", ("town", "PL")),
        ("Hague", ("town", "NL")),
    ],
)
def test_every_country_region_and_town_has_its_point(name: str, what: tuple[str, str]):
    found = place(name)
    assert (found.place_type, found.country_code) == what
    assert found.latitude is not None
    assert found.longitude is not None


@pytest.mark.parametrize(
    ("found", "near"),
    [
        (place("Perth", ", Scotland"), (56.4, -3.4)),
        (place("Perth", countries="GB"), (-31.9, 115.9)),
        (place("Perth", regions="GB.SCT"), (56.4, -3.4)),
        (place("Hyderabad", ", Sindh, on Monday"), (25.4, 68.4)),
        (place("Hyderabad", countries="IN"), (17.4, 78.5)),
        (place("Valencia", ", Venezuela"), (10.2, -68.0)),
        (place("Birmingham", countries="US"), (33.5, -86.8)),
        (place("Paris", countries="US"), (48.9, 2.3)),
        (place("London", countries="CA", regions="CA.08"), (43.0, -81.2)),
        (place("London", countries="CA"), (51.5, -0.1)),
        (place("Orange County", regions="US.CA"), (33.7, -117.9)),
        (place("Punjab", countries="IN"), (31.0, 75.6)),
        (place("Washington, Pennsylvania"), (40.2, -80.2)),
        (place("Lockerbie", countries="GB"), (55.1, -3.4)),
    ],
)
def test_the_other_names_and_sizes_tell_which_is_meant(found: Location, near: tuple[float, float]):
    assert (found.latitude, found.longitude) == pytest.approx(near, abs=0.5)


@pytest.mark.parametrize(
    ("found", "country"),
    [
        (place("Punjab"), None),
        (place("Springfield", countries="US"), "US"),
        (place("Bethlehem"), None),
        (place("Middleton"), None),
        (place("Port Ellmoor"), None),
        (place("Lockerbie"), None),
        (place("the Middle East", countries="US"), None),
        (place("Earth", regions="US.TX"), None),
        (place("Fairmount", countries="US"), None),
    ],
)
def test_what_is_open_has_no_point(found: Location, country: str | None):
    assert (found.country_code, found.latitude, found.longitude, found.place_type) == (country, None, None, None)


def test_a_state_is_a_region_and_a_country_is_none():
    georgia = entities("Voters in Georgia, Ohio and Texas went to the polls.")["PLACE", "Georgia"]
    assert (georgia.place_type, round(georgia.longitude or 0)) == ("region", -84)
    georgia = entities("Leaders of Georgia, Armenia and Turkey met in Tbilisi.")["PLACE", "Georgia"]
    assert (georgia.place_type, round(georgia.longitude or 0)) == ("country", 44)


def test_a_state_tells_of_towns_even_where_its_main_town_is_meant():
    rochester = entities("Police in Rochester and New York said that a bus had hit a wall.")["PLACE", "Rochester"]
    assert (rochester.country_code, round(rochester.latitude or 0)) == ("US", 43)
