"""What a reporting verb reports."""

import pytest

from tests.quoted import quotes, reported


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "The water ministry claimed on Thursday that at least 70 wells had run dry.",
            ("at least 70 wells had run dry", "The water ministry", "claim"),
        ),
        ("Norway says it sank 15 boats on Monday.", ("it sank 15 boats on Monday", "Norway", "say")),
        (
            "More than 70 wells had run dry by noon, the water ministry said.",
            ("More than 70 wells had run dry by noon", "the water ministry", "say"),
        ),
        (
            "According to the coast guard, 15 boats sank near the island.",
            ("15 boats sank near the island", "the coast guard", "according to"),
        ),
        (
            "Fifteen boats sank near the island, according to the coast guard.",
            ("Fifteen boats sank near the island", "the coast guard", "according to"),
        ),
        (
            "The minister called for an exchange of 60 prisoners.",
            ("an exchange of 60 prisoners", "The minister", "call for"),
        ),
        ("Norway vowed to rebuild all 40 bridges.", ("to rebuild all 40 bridges", "Norway", "vow")),
        (
            "The coast guard confirmed the loss of 15 boats.",
            ("the loss of 15 boats", "The coast guard", "confirm"),
        ),
        (
            "The ministry’s claim that 70 wells had run dry was widely doubted.",
            ("70 wells had run dry", "The ministry", "claim"),
        ),
    ],
)
def test_reported_speech_is_the_content_without_cue_and_speaker(line: str, expected: tuple[str, str, str]):
    assert expected in reported(line)


def test_following_sentence_is_not_covered():
    found = reported("The ministry said 70 wells had run dry. Some 300 farms lie in the valley.")
    assert [text for text, *_ in found] == ["70 wells had run dry"]


def test_sentence_that_goes_on_is_covered():
    found = reported("The water ministry said 70 wells had run dry. It added that 300 farms were without water.")
    assert [(text, speaker) for text, speaker, _ in found] == [
        ("70 wells had run dry", "The water ministry"),
        ("300 farms were without water", "The water ministry"),
    ]


def test_source_of_the_source_holds_the_inner_quote():
    found = quotes("According to the coast guard, Norway said 15 boats had been lost in the storm.")
    assert [(q.text, q.speaker) for q in found] == [
        ("Norway said 15 boats had been lost in the storm", "the coast guard"),
        ("15 boats had been lost in the storm", "Norway"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Marta Lindqvist accused the council of hiding the damage.",
            ("hiding the damage", "Marta Lindqvist", "accuse"),
        ),
        ("Marta Lindqvist called the plan a costly mistake.", ("the plan a costly mistake", "Marta Lindqvist", "call")),
        (
            "Marta Lindqvist proposed closing the old harbour.",
            ("closing the old harbour", "Marta Lindqvist", "propose"),
        ),
        ("The front put the number of dead at 120.", ("the number of dead at 120", "The front", "put")),
        ("During the storm, Marta Lindqvist said, boats were lost.", ("boats were lost", "Marta Lindqvist", "say")),
        ("Many say that the wells had run dry.", ("the wells had run dry", "Many", "say")),
    ],
)
def test_reported_speech_behind_other_verbs(line: str, expected: tuple[str, str, str]):
    assert reported(line) == [expected]
