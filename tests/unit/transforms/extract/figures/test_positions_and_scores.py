import pytest

from tests.unit.transforms.extract.figures.reading import surfaces


@pytest.mark.parametrize(
    "text",
    [
        "In a crisis dial 118.",
        "Ring 101 at once, and not 118.",
        "Text BOAT to 70330.",
        "The hotline is on 40077.",
        "The crate, code 3391 0771 45, was lost.",
        "Agent 007 smiled.",
        "The yacht sank at 41.2N 9.4E.",
        "The wreck is near 12.5 S, 44.1 W.",
        "Zembria were 98 for 3 at tea.",
        "They were 301 for 9 when rain came.",
    ],
)
def test_codes_positions_and_scores_are_no_figures(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They called 40 witnesses.", ["40"]),
        ("He phoned 12 of them.", ["12"]),
        ("The code has 40 rules.", ["40"]),
        ("They paid 100 for 5 goats.", ["100", "5"]),
        ("The bulb uses 5.5W.", ["5.5W"]),
    ],
)
def test_counts_beside_such_words_are_figures(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected
