"""Corrections and editor's notes, and what only sounds like them."""

import pytest

from tests.unit.transforms.strip.invented_article import at_end, at_start, between


@pytest.mark.parametrize(
    "line",
    [
        "CORRECTION: The quarry at Brackwater closed in January, the council said. It was not sold.",
        "Correction, March 6: The road was shut for nine days, not for nineteen.",
        "Clarification: Mr Fernsby said on Monday that he had asked for stone, not that he had bought any.",
        "* Correction: The clerk's name is Hale. She was not at the meeting.",
        "(Editor's note: The mayor was a trader on Quay Street until 2019.)",
        "Editors’ note — Parts of this interview were held by letter.",
        "A previous version of this story misstated the length of the wall.",
        "This article has since been amended to give the right name of the quarry.",
        "Our headline wrongly called the inquiry a trial.",
        "In an earlier edition of this column the barrier was said to have cost £4m. It cost £1.4m.",
        "This piece was updated on 6 March with the answer of the harbour board.",
        "We apologise for the error.",
        "A note to our readers: the figures below were counted anew after the storm.",
    ],
)
def test_what_an_outlet_says_of_its_own_text_is_a_correction(line: str) -> None:
    wanted = "body" if line.startswith("A note to our") else "correction"
    assert at_end(line) == [wanted]
    assert between(line) == [wanted]


def test_a_heading_of_a_note_leads_to_its_text() -> None:
    note = "The quarry closed in January and not, as we wrote, in February, the council said."
    assert at_end("Correction", note) == ["correction"] * 2
    assert at_start("Editor’s note", note)[:2] == ["correction"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "The Courier printed a correction on Tuesday and moved on.",
        "Correction officers found him in the yard at noon, the prison said.",
        "“This story was corrected twice,” the editor of the Courier told the inquiry.",
        "In a note the paper said that an earlier version of the story had named the wrong man.",
        "An earlier version of this bill was thrown out in March.",
        "This story begins in 1904, when the wall was built.",
        "Update: the mayor has answered, and he is not sorry.",
        "The board regretted the error and dismissed the clerk.",
    ],
)
def test_what_only_sounds_like_a_correction_is_text(line: str) -> None:
    assert between(line) == ["body"]
