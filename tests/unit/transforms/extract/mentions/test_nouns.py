"""What a noun beside a name says that the name is of."""

import pytest

from transforms.extract.mentions.nouns import is_given_name, is_person_noun, sorts_of_noun


@pytest.mark.parametrize("noun", ["glazier", "cellists", "co-driver", "stuntwoman", "oenologist", "fishermen", "niece"])
def test_nouns_of_people(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["airline", "breweries", "toymaker", "rival", "frigate", "hamlet", "memoir", "rain"])
def test_other_nouns_are_of_nobody(noun: str) -> None:
    assert not is_person_noun(noun)


@pytest.mark.parametrize(
    ("noun", "sorts"),
    [
        ("airline", {"ORG"}),
        ("toymaker", {"ORG"}),
        ("rival", {"PERSON", "ORG"}),
        ("frigate", {"SHIP"}),
        ("hamlet", {"PLACE"}),
        ("memoir", {"WORK"}),
        ("rain", set()),
    ],
)
def test_sorts_of_nouns(noun: str, sorts: set[str]) -> None:
    assert sorts_of_noun(noun) == sorts


def test_compound_is_a_given_name_if_a_part_of_it_is_one() -> None:
    assert is_given_name("anna-liisa")
    assert not is_given_name("stow-on")
