"""Phrases that say whose the words before or behind them are."""

import pytest

from tests.quoted import said_by


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (
            ("In the words of Jens Aune, who has farmed here since 1980, “the river takes what it wants”.",),
            "river takes what it wants",
            "Aune",
        ),
        (("In Maria Duarte's words, “nobody slept that night”.",), "nobody slept", "Duarte"),
        (("“We had it coming.” Those were the words of trainer Teo Marin.",), "We had it coming", "Marin"),
        (("“You cannot eat gold.” That is the view of Norma Quist, who runs the bakery.",), "cannot eat gold", "Quist"),
        (("“It will never fly.” So said Orla Finn in 1990.",), "It will never fly", "Finn"),
        (("“There is nothing to see.” This was the answer from minister Ruth Alder.",), "nothing to see", "Alder"),
        (("To hear Stig Falk tell it, “the sea came up like a wall”.",), "sea came up", "Falk"),
        (("As nurse Elke Baum tells it, “the lights went out at nine”.",), "lights went out", "Baum"),
        (("In the words of her lawyer, Paul Hartwell: “She has nothing to hide.”",), "nothing to hide", "Hartwell"),
        (("“Too little, too late.” That is how Lucy Dray sums up the plan.",), "Too little, too late", "Dray"),
        (("“Never again.” These were the words of Ivo Petrak as he left the dock.",), "Never again", "Petrak"),
        (("“He was a gentle giant.” Such was the tribute of his old coach, Dieter Voss.",), "gentle giant", "Voss"),
        (("The way Edna Croft sees it, “nobody is to blame”.",), "nobody is to blame", "Croft"),
    ],
)
def test_phrases_that_name_the_speaker(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "other"),
    [
        (("“We had it coming.” That was the end of the season for Teo Marin.",), "We had it coming", "Marin"),
        (
            (
                "In the words of the song, “love is all you need”.",
                "Obi Eze sang it.",
            ),
            "love is all you need",
            "Eze",
        ),
    ],
)
def test_what_a_phrase_speaks_of_is_not_of_somebody_else(lines: tuple[str, ...], words: str, other: str) -> None:
    assert other not in said_by(words, *lines)
