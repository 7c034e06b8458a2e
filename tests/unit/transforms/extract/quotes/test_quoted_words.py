"""Which words in marks are speech, and where reported speech begins and ends."""

import pytest

from tests.quoted import in_marks, quotes


def test_words_in_a_reported_clause_are_partial_inside_an_indirect_quote():
    found = quotes("The harbour authority said the “small repair” would cost the city a great deal.")
    assert [(q.kind, q.text, q.speaker) for q in found] == [
        ("indirect", "the “small repair” would cost the city a great deal", "The harbour authority"),
        ("partial", "small repair", "The harbour authority"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The “bridge” was a row of planks over the river.",
        "Her novel “The Long Winter” sold well, and she won a prize.",
        "Her novel “The Boy, the Bear and the Long Winter of the North” sold well.",
        "The port has been closed to “all but local boats” since May.",
        "On “Good Morning Bergen,” the host read the weather.",
        "Robert “Bobby” Hansen left the club in May.",
        "The club's so-called “academy” closed in May.",
        "The mayor said little of a levy that has become known as the “harbour toll”.",
        "In the '90s the farmers' union and the bosses' club met at O'Neill's.",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_quotes(line: str):
    assert in_marks(line) == []


def test_whole_quotation_is_not_reported_a_second_time():
    assert [q.kind for q in quotes("“The bridge will open again in May,” Marta Lindqvist said.")] == ["direct"]


def test_speech_ends_where_somebody_else_speaks():
    found = quotes("Marta Lindqvist said the harbour was safe, and Robin Hansen replied, “It was never safe at all.”")
    assert ("direct", "Robin Hansen") in [(q.kind, q.speaker) for q in found]
    assert all("never safe" not in q.text for q in found if q.speaker == "Marta Lindqvist")
