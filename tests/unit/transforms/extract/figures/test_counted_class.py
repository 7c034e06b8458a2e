"""Under which name a count is compared with others."""

import pytest

from tests.unit.transforms.extract.figures.reading import figures_with_names
from transforms.extract.figures.counted_class import counted_class, singular


@pytest.mark.parametrize(
    ("noun", "event"),
    [
        (None, "killed"), ("people", "killed"), ("victims", "killed"), ("residents", "displaced"), ("deaths", "killed"),
        ("bodies", "killed"), ("Norwegians", "killed"), ("Rohingya", "displaced"), ("miners", "killed"),
        ("passengers", "missing"), ("injuries", "wounded"), ("jobs", "laid_off"), ("clerks", "laid_off"),
        ("cases", "infected"), ("demonstrators", "arrested"), ("lobbyists", "fined"), ("sailors", "killed"),
    ],
)  # fmt: skip
def test_persons_by_any_word_are_people(noun: str | None, event: str) -> None:
    assert counted_class(noun, event) == "people"


@pytest.mark.parametrize(
    ("noun", "event", "group"),
    [
        ("children", "killed", "child"), ("schoolgirls", "abducted", "child"), ("pupils", "abducted", "child"),
        ("women", "killed", "woman"), ("policemen", "wounded", "officer"), ("troops", "killed", "soldier"),
        ("gunmen", "killed", "fighter"), ("civilians", "killed", "civilian"), ("reporters", "arrested", "journalist"),
    ],
)  # fmt: skip
def test_persons_who_are_counted_apart_are_a_class_of_their_own(noun: str, event: str, group: str) -> None:
    assert counted_class(noun, event) == counted_class(noun, event, is_part=True) == group


@pytest.mark.parametrize(
    ("noun", "event", "name"),
    [
        ("homes", "displaced", "home"), ("families", "displaced", "family"), ("cows", "killed", "cow"),
        ("ferries", "attacked", "ferry"), ("Ships", "missing", "ship"), ("shares", "changed", "share"),
        ("payments", "raised", "payment"),
    ],
)  # fmt: skip
def test_what_is_no_person_is_counted_by_its_noun(noun: str, event: str, name: str) -> None:
    assert counted_class(noun, event) == name


def test_a_part_is_never_all_people() -> None:
    found = {noun: counted_class(noun, "killed", is_part=True) for noun in (None, "people", "deaths", "sailors")}
    assert found == {None: None, "people": None, "deaths": None, "sailors": "sailor"}


def test_amounts_count_no_persons() -> None:
    assert counted_class("voters", "changed", is_amount=True) == "voter"
    assert counted_class(None, "killed", is_amount=True) is None
    assert counted_class(None, "changed", is_amount=True, measured="Output") == "output"


def test_a_bare_number_of_things_has_no_class() -> None:
    assert counted_class(None, "changed") is None


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("ferries", "ferry"), ("churches", "church"), ("boxes", "box"), ("houses", "house"), ("buses", "bus"),
        ("campus", "campus"), ("passes", "pass"), ("men", "man"), ("firemen", "fireman"), ("causes", "cause"),
        ("crisis", "crisis"), ("boats", "boat"), ("ties", "tie"),
    ],
)  # fmt: skip
def test_a_noun_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("The blaze killed 12 Norwegians, including three children.", ["people", "child"]),
        ("The driver and three other people died.", [None]),
        ("Nineteen of the pupils were kidnapped.", [None]),
        ("Dozens of pupils were kidnapped.", ["child"]),
        ("Police shot dead 12; two of them had fled.", ["people", None]),
    ],
)
def test_figures_have_it(text: str, classes: list[str | None]) -> None:
    assert [figure.counted_class for figure in figures_with_names(text)] == classes
