import pytest

from tests.unit.transforms.extract.figures.reading import events


@pytest.mark.parametrize(
    "text",
    [
        "Divers found 14 bodies in the wreck.",
        "Fourteen charred bodies lay in the yard.",
        "The bodies of 14 miners were brought up.",
        "Villagers buried 14 bodies on Sunday.",
        "There were 14 bodies in the square.",
        "Police stopped a lorry with 14 bodies.",
        "The discovery of 14 bodies shook the town.",
        "Fourteen disfigured bodies have been identified.",
        "The remains of 14 soldiers were found in the forest.",
        "The morgue received 14 bodies of fishermen.",
        "Landslide buries hotel, 14 bodies found",
    ],
)
def test_bodies_are_of_the_dead_by_what_is_done_to_them(text: str) -> None:
    assert events(text) == [(14, "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "Fourteen sporting bodies were found guilty.",
        "The 14 governmental bodies meet in May.",
        "The statutory bodies of 14 states met.",
        "The theory involves 14 bodies in orbit.",
        "The federation consists of 14 bodies.",
        "The remains of 14 houses smoulder.",
    ],
)
def test_bodies_of_an_order_are_not_dead(text: str) -> None:
    assert events(text) == [(14, None)]
