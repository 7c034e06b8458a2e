"""A small "m" behind a number: a million, or a metre."""

import pytest

from tests.unit.transforms.extract.numbers.reading import only
from transforms.extract.numbers.find import find_numbers


@pytest.mark.parametrize(
    "text",
    [
        "The tower is 38m tall.",
        "The cellar is 4.6m deep.",
        "a 25m crane",
        "She swam the 200m in record time.",
        "He won the men's 400m.",
        "The boy fell 12m into a shaft.",
        "It burned within 300m of the school.",
        "It burned 500m from the school.",
        "The village is 300m north of the border.",
        "They laid 400m of pipe.",
        "The river rose 2m overnight.",
        "The wreck lies 40m below the surface.",
        "A depth of 60m was reached.",
        "She came third in the 1500m final.",
        "It stands 15m above sea level.",
        "a 3.5m-high fence",
    ],
)
def test_beside_what_has_a_length_it_is_a_metre(text: str) -> None:
    assert only(text).unit == "metre"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales climbed to 2.8m.", 2.8e6),
        ("The city has a population of 9.4m.", 9.4e6),
        ("The channel has 1.4m viewers.", 1.4e6),
        ("The ferry carried 2.3m last year.", 2.3e6),
        ("Road deaths came to 1.3m a year.", 1.3e6),
        ("It drew 5m to its parks.", 5e6),
        ("a 2m audience", 2e6),
        ("a 5m-dose order", 5e6),
        ("Sales were 1.2m down on last year.", 1.2e6),
        ("It fell 2m short of its target.", 2e6),
        ("all 8m of them", 8e6),
        ("An estimated 1.7m fled.", 1.7e6),
        ("A further 2m did not vote.", 2e6),
        ("Some 4m live abroad.", 4e6),
        ("It shipped 3m tonnes.", 3e6),
        ("It lost 60m rand.", 60e6),
    ],
)
def test_everywhere_else_it_is_a_million(text: str, value: float) -> None:
    number = only(text)
    assert number.low == value
    assert number.unit != "metre"


def test_two_of_a_kind_beside_each_other() -> None:
    assert [n.low for n in find_numbers("Users rose to 4.1m from 3.7m a year ago")] == [4.1e6, 3.7e6]
