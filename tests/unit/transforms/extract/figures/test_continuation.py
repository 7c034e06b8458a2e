import pytest

from tests.unit.transforms.extract.figures.reading import events, figures


def test_a_number_of_them_shares_the_event() -> None:
    assert events("The gale killed 40 sailors, 12 of them cadets.") == [(40, "killed"), (12, "killed")]
    assert events("Shares fell 3 points, or 2 per cent.")[-1] == (2, "changed")


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("The yard built 40 wooden boats this year, compared with 63 last year.", None, "wooden boats"),
        ("Output fell to 12 tonnes in May, down from 15 in April.", "tonne", None),
        ("The highest bid is 61.25 cents, while the lowest is 58.9.", "cent", None),
    ],
)
def test_a_number_set_beside_another_counts_the_same(text: str, unit: str | None, counted: str | None) -> None:
    beside = figures(text)[1]
    assert (beside.unit, beside.counted, beside.event) == (unit, counted, None)


@pytest.mark.parametrize(
    "text",
    [
        "The yard built 40 boats, compared with 63 houses elsewhere.",
        "The yard built 40 boats. Compared with 63 that is little.",
        "The yard has 40 boats and the index is 58.9.",
    ],
)
def test_what_is_set_beside_nothing_does_not_count_the_same(text: str) -> None:
    assert [figure.counted for figure in figures(text)[1:]] != ["boats"]
