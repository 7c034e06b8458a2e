"""Where the places of an article lie."""

import pytest

from tests.named import entities


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
