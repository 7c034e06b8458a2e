"""The noun phrase that says who speaks."""

import pytest

from tests.quoted import entities, in_marks


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("“We are ready for the storm,” the health ministry said.", "the health ministry"),
        ("“We are ready for the storm,” said a spokesman for the ministry.", "a spokesman for the ministry"),
        ("“We are ready for the storm,” ministry spokeswoman Marta Lindqvist said.", "Marta Lindqvist"),
        ("Norway’s foreign minister said: “We are ready for the storm.”", "Norway’s foreign minister"),
        ("Marta Lindqvist, who left on Monday, said: “We are ready for the storm.”", "Marta Lindqvist"),
        ("The foreign minister, Marta Lindqvist, said: “We are ready for the storm.”", "Marta Lindqvist"),
        ("Flying home, Marta Lindqvist said by video link: “We are ready for the storm.”", "Marta Lindqvist"),
        ("“We are ready for the storm,” The Daily Herald quoted Marta Lindqvist as saying.", "Marta Lindqvist"),
    ],
)
def test_speaker_is_the_name_or_the_noun_phrase(line: str, speaker: str):
    assert in_marks(line) == [("We are ready for the storm" + "." * line.count("storm."), speaker)]


@pytest.mark.parametrize(
    "line",
    [
        "A nurse who asked to be identified only as Salma said: “We are ready for the storm.”",
        "The keeper of the light, Marta Lindqvist, said: “We are ready for the storm.”",
    ],
)
def test_name_given_beside_a_description(line: str):
    assert [entity for _, entity in entities(line)] in (["Salma"], ["Marta Lindqvist"])
