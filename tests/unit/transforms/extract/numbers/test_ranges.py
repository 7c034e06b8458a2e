"""Which two numbers are a range."""

import pytest

from tests.unit.transforms.extract.numbers.reading import only, surfaces, values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("gusts of 60-80 km/h", 60, 80),
        ("12 000-15 000 pupils", 12_000, 15_000),
        ("between 3 000 and 4 000 pupils", 3_000, 4_000),
        ("anywhere from four to six huts", 4, 6),
        ("a bid of £30m to £35m", 30e6, 35e6),
        ("Rs 5-6 lakh", 500_000, 600_000),
        ("Rs 500-Rs 600", 500, 600),
        ("15%–20% of them", 15, 20),
        ("up by 3 to 5 per cent", 3, 5),
        ("6-7pc", 6, 7),
        ("from 10% to 15%", 10, 15),
    ],
)
def test_ends_that_are_alike_and_in_order_are_a_range(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The panel voted 7 to 2 for it.", []),
        ("The guests won 3 to 1.", []),
        ("Case 21-4567 was heard.", []),
        ("They lost 2-6.", []),
        ("Rents rose 3 percent to 12 percent.", [3, 12]),
        ("It was up 3 to 12.", [3, 12]),
        ("The crew fell from 30 to 18.", [30, 18]),
        ("12 tonnes to 5 people", [12, 5]),
        ("He had 5 to give to 7 people", [5, 7]),
    ],
)
def test_votes_scores_codes_and_changes_are_no_range(text: str, found: list[float]) -> None:
    assert values(text) == found


def test_the_whole_range_is_its_surface() -> None:
    assert surfaces("It takes between 5 and 7 boats.") == ["between 5 and 7"]
