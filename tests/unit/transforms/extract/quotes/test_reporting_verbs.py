"""Which words attribute speech."""

import pytest

from tests.quoted import in_marks, reported


def test_relative_clause_that_somebody_claims():
    [(text, speaker, cue)] = reported(
        "The storm, which Norway claims has sunk more than 15 boats, moved on to the south."
    )
    assert (text, speaker, cue) == ("has sunk more than 15 boats", "Norway", "claim")


@pytest.mark.parametrize(
    "line",
    [
        "The quake claimed 20 lives in the old harbour.",
        "The rebels blasted the old town for three days.",
        "The hospital admitted 20 patients after the fire.",
        "The army attacked two villages on the border.",
        "The court rejected 300 applications last year.",
        "The ministry did not say that the wells had run dry.",
        "Two men were told that the road was closed to them.",
        "The mayor called 20 firefighters to the harbour.",
        "Nobody said that the wells had run dry.",
    ],
)
def test_words_that_merely_look_like_cues(line: str):
    assert reported(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Robin Hansen, a man accused of theft, left the harbour.",
        "The law, called the harbour act, is old.",
        "Robin Hansen put the blame at their feet.",
        "The army showed signs that it was tired.",
        "In the old days of sail, Robin Hansen said, “we were never cold or hungry.”",
    ],
)
def test_words_that_nobody_is_said_to_speak(line: str):
    assert reported(line) == []


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Robin Hansen painted the mayor as a “puppet”.", "Robin Hansen"),
        ("The Herald hailed the mayor as “The Iron Lady” for her work.", "The Herald"),
        ("The bridge is a “ruin of stone”, as a report put it.", "a report"),
        ("The bridge was, as a report put it in March, a “ruin of stone”.", "a report"),
        ("The rules bar a clerk who “worked personally and at length as an officer of the port.”", None),
        ("The agency rated the claim as “half true”.", "The agency"),
    ],
)
def test_words_that_say_as_what_somebody_is_seen(line: str, speaker: str | None):
    assert [found for _, found in in_marks(line)] == [speaker]


@pytest.mark.parametrize("line", ["Robin Hansen painted the “old barn” red.", "The storm pounded the “old town”."])
def test_deeds_are_no_judgements(line: str):
    assert in_marks(line) == []


def test_name_and_colon():
    assert ("Prices must fall before the winter", "Marta Lindqvist") in [
        (text, speaker) for text, speaker, _ in reported("Marta Lindqvist: Prices must fall before the winter")
    ]
    assert reported("Update: Prices must fall before the winter") == []
