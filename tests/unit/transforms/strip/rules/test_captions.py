"""Captions: where they are found, and where a line only looks like one."""

import pytest

from tests.unit.transforms.strip.invented_article import FOURTH, THIRD, between


@pytest.mark.parametrize(
    "line",
    ["Lorries wait at the barrier on Quay Street. Photo: Aldous Crane", "Photo: Aldous Crane/Coast Pictures",
     "(Photo by Aldous Crane)", "Image copyright Coast Pictures", "Getty Images", "Aldous Crane/AFP via Getty Images",
     "Bernard Fernsby (left) opens the first part of the wall", "FILE PHOTO: Lorries wait at the barrier, May 3, 2019",
     "A worker carries a sandbag along the quay in Ellersby on Tuesday",
     "Stone lies on the quay at Ellersby. Aldous Crane for The Courier", "Ships lie off Ellersby. © Coast Pictures",
     "Bernard Fernsby, right, looks at the plans for the wall with an engineer, May 3, 2019.",
     "The wall seen from the lighthouse. (Aldous Crane via Harbour Channel)"],
)  # fmt: skip
def test_picture_texts_are_captions(line):
    assert between(line) == ["caption"]


def test_a_run_of_picture_texts_holds_those_that_look_less_like_one():
    assert (
        between(
            "People walk along the broken wall at Ellersby",
            "Whole stretches of the promenade have been washed into the sea",
            "Workers clear the stones from the road after the storm",
        )
        == ["caption"] * 3
    )


@pytest.mark.parametrize(
    "line",
    ["In a photograph released by the coastguard, the two men were seen clinging to the mast.",
     "A photo of the damaged wall was shared more than 900 times.",
     "She turned left, then right, and lost the car that had followed her.",
     "The note reached the mayor three days late (via the harbour office).",
     "The court heard that Getty Images had sued the maker of the picture book.",
     "The film is out now (More than five years later, the press still asks about it.)",
     "The wall is seen by some as a waste of money and by others as their only hope."],
)  # fmt: skip
def test_prose_about_pictures_and_places_is_no_caption(line):
    assert between(line) == ["body"]


def test_a_list_without_bullets_is_no_run_of_captions():
    items = ["the price of stone from the two quarries", "the number of lorries on the front each day",
             "the state of the drains under Quay Street"]  # fmt: skip
    assert between("The inquiry will look at:", *items) == ["body"] * 4


def test_steps_of_a_guide_are_no_captions():
    steps = ["Take the early ferry from the east quay", "Follow the crowd to the market by the church",
             "Read the small print of the day ticket"]  # fmt: skip
    assert between(steps[0], THIRD, steps[1], FOURTH, steps[2]) == ["body"] * 5


@pytest.mark.parametrize(
    "line", ["The quay at low water, seen from the lamp (", "Lorries wait for stone at the gate ["]
)
def test_a_bracket_that_only_opens_is_what_is_left_of_a_credit(line: str) -> None:
    assert between(line) == ["caption"]


def test_a_bracket_that_opens_a_smiley_or_stands_alone_is_none() -> None:
    assert between("It was a wet day for all :(") == ["body"]
