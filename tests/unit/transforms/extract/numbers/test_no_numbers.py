"""Digits that count nothing: telephone numbers, codes, versions, notes of a page."""

import pytest

from tests.unit.transforms.extract.numbers.reading import surfaces, values


@pytest.mark.parametrize(
    "text",
    [
        "Witnesses can ring 020 7946 0321 or 07700 900 461.",
        "Tips go to 13 22 85, or text NEWS to 60044.",
        "Dial 119 if you see smoke.",
        "Call the clinic on 555 0199 for help.",
        "Anyone in distress can call 988 or 116 123.",
        "Call 111 at night, and not 112, it says.",
        "Neighbours dialled 999 at once.",
        "The helpline is on 131 882.",
        "The office is at (08) 9222 0100.",
        "Phone +353 1 555 0142.",
        "Order 8812 0047 19 was lost.",
        "The book is ISBN 978-1-23-456789-7.",
        "Version 12.4.1 and the server at 10.20.30.40",
        "The lottery drew 4 8 15 16 23 42.",
        "The toll[7] rose.",
        "the 21st, the 3rd and the 112th",
        "agent 007",
        "Psalm 23,4",
        "Talks ran from 6 to 8 p.m.",
        "It is open between 9 and 5pm.",
        "The pool shuts 7.30-9am.",
    ],
)
def test_telephone_numbers_codes_and_versions_are_no_numbers(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They called 300 witnesses.", [300]),
        ("Police phoned 40 homes.", [40]),
        ("Call for 300 more nurses.", [300]),
        ("The number is 4500.", [4500]),
        ("In 2024 12 500 homes were built.", [2024, 12_500]),
        ("€1.250.000 went to farms.", [1_250_000]),
        ("weighed 11st", [11]),
        ("Text 40 friends.", [40]),
        ("212[4] nurses resigned", [212]),
        ("12 may have drowned", [12]),
        ("In April 26 people drowned.", [26]),
    ],
)
def test_counts_beside_the_same_words_are_numbers(text: str, found: list[float]) -> None:
    assert values(text) == found
