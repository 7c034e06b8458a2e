"""Which paragraphs and stretches are read."""

from tests.quoted import in_marks, quotes, reported


def test_caption_does_not_interrupt_a_quotation():
    assert in_marks(
        "Marta Lindqvist said: “We lost the first house at noon.",
        "Firefighters watch a barn burn near the river",
        "“We lost the second house at night.”",
        kinds=("body", "caption", "body"),
    ) == [
        ("We lost the first house at noon.", "Marta Lindqvist"),
        ("We lost the second house at night.", "Marta Lindqvist"),
    ]


def test_unclosed_mark_does_not_swallow_the_rest():
    found = in_marks(
        "Marta Lindqvist said: “We lost a house. The fire began at noon in the old harbour.",
        "It was out by night, and nobody was hurt.",
    )
    assert found == [("We lost a house.", "Marta Lindqvist")]


def test_bylines_are_left_out_and_captions_are_not():
    line = "“The bridge will open again in May,” Marta Lindqvist said."
    assert quotes(line, kinds=("byline",)) == []
    assert [q.kind for q in quotes(line, kinds=("caption",))] == ["direct"]


def test_sentence_without_an_end_is_not_read_for_cues():
    assert reported("Marta Lindqvist said that " * 400) == []
