"""Quotations whose closing mark is missing."""

import pytest

from tests.quoted import quotes, said_by


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (('"We are done here, Captain Obi Eze told the crew. "Pack up your things."',), "Pack up your things", "Eze"),
        (('"We are done here, Captain Obi Eze told the crew. "Pack up your things."',), "We are done here", "Eze"),
        (
            (
                "“The bread was gone by noon, said baker Hanne Ruud.",
                "“I will bake more,” said her sister, Lena Ruud.",
            ),
            "bread was gone",
            "Ruud",
        ),
        (
            (
                "“The bread was gone by noon, said baker Hanne Ruud.",
                "“I will bake more,” said her sister, Lena Ruud.",
            ),
            "I will bake more",
            "Lena",
        ),
        (
            (
                'Joiner Stig Falk said the 12" plank was "too short by half".',
                '"It will do," said his boss Ole Holt.',
            ),
            "too short by half",
            "Falk",
        ),
        (
            (
                'Joiner Stig Falk said the 12" plank was "too short by half".',
                '"It will do," said his boss Ole Holt.',
            ),
            "It will do",
            "Holt",
        ),
        (
            (
                "The fish ’n’ chip shop in Sarn has closed.",
                "“Nobody came,” owner Teo Marin said.",
            ),
            "Nobody came",
            "Marin",
        ),
        (("“You are late, the bus driver shouted at Elke Baum. She ran.",), "You are late", "driver"),
        (("We never heard a thing,” said Norma Quist. “It was over in a minute.”",), "over in a minute", "Quist"),
        (("“‘Run!’ he shouted, and I ran,” Jens Aune said.",), "and I ran", "Aune"),
        (
            ("“He said, ‘Stay down,’ and we stayed,” Maria Duarte told the court. “I can still hear it.",),
            "and we stayed",
            "Duarte",
        ),
        (
            ("“He said, ‘Stay down,’ and we stayed,” Maria Duarte told the court. “I can still hear it.",),
            "still hear it",
            "Duarte",
        ),
        (('"Sell the cow", said Kofi Mensah, "and keep the calf.',), "Sell the cow", "Mensah"),
        (('"Sell the cow", said Kofi Mensah, "and keep the calf.',), "keep the calf", "Mensah"),
        (("“We lost everything, she said, “but we are alive.”",), "but we are alive", "she"),
        (('"We are ruined, farmer Kwame Osei told the BBC. "The crop is gone."',), "We are ruined", "Osei"),
        (('"We are ruined, farmer Kwame Osei told the BBC. "The crop is gone."',), "The crop is gone", "Osei"),
        (
            (
                "“The hall was packed, said organiser Lucy Dray.",
                "“It was a fine night,” added her husband, Tim Dray.",
            ),
            "hall was packed",
            "Lucy",
        ),
        (
            (
                "“The hall was packed, said organiser Lucy Dray.",
                "“It was a fine night,” added her husband, Tim Dray.",
            ),
            "fine night",
            "Tim",
        ),
        (('The 3\' 6" door was "too low for a giant", carpenter Leo Stark said.',), "too low for a giant", "Stark"),
        (("“She said ‘no’ and meant ‘no’,” Edna Croft said.",), "meant", "Croft"),
        (
            (
                "The drum ’n’ bass night at Leeds is over.",
                "“It was loud,” DJ Leo Stark said.",
            ),
            "It was loud",
            "Stark",
        ),
    ],
)
def test_words_without_a_closing_mark(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            (
                "The fish ’n’ chip shop in Sarn has closed.",
                "“Nobody came,” owner Teo Marin said.",
            ),
            "chip shop",
        ),
        (
            (
                "The drum ’n’ bass night at Leeds is over.",
                "“It was loud,” DJ Leo Stark said.",
            ),
            "bass night",
        ),
    ],
)
def test_an_apostrophe_is_no_speech(lines: tuple[str, ...], words: str) -> None:
    assert all(words not in quote.text for quote in quotes(*lines))


def test_the_speaker_is_no_part_of_the_words() -> None:
    assert [q.text for q in quotes("“The mill is closed, said Ada Holm.")] == ["The mill is closed"]


def test_a_quotation_over_paragraphs_is_left_whole() -> None:
    first, second = "Ada Holm said: “We lost the mill, and the barn, too.", "“We lost the boat.”"
    assert [q.text for q in quotes(first, second)] == ["We lost the mill, and the barn, too.", "We lost the boat."]
