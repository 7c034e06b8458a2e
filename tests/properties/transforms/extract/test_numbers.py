"""Numbers that were written in every way of the press are read back: value, bound, unit and currency."""

import random

import pytest

from tests.properties.transforms.extract.written_numbers import Written, sentence
from transforms.extract.numbers.find import find_numbers

SEED = 7
LEAST_RIGHT = 0.999


def is_read(written: Written) -> bool:
    found = find_numbers(written.text)
    if len(found) != 1:
        return False
    number = found[0]
    ends = [(number.low, written.low), (number.high, written.high)]
    is_value = all(
        read == wanted or (read and wanted and abs(read - wanted) <= 1e-9 * abs(wanted)) for read, wanted in ends
    )
    return is_value and (number.bound, number.unit, number.currency) == (written.bound, written.unit, written.currency)


def wrong(many: int) -> list[Written]:
    draw = random.Random(SEED)
    return [written for written in (sentence(draw) for _ in range(many)) if not is_read(written)]


def test_written_numbers_are_read_back() -> None:
    assert wrong(3_000) == []


@pytest.mark.slow
def test_of_a_hundred_thousand_written_numbers_hardly_any_is_misread() -> None:
    misread = wrong(100_000)
    assert len(misread) <= 100_000 * (1 - LEAST_RIGHT), misread[:20]


def test_a_number_that_is_misread_is_noticed() -> None:
    assert not is_read(Written("It came to 12 tonnes.", 12, 12))
    assert not is_read(Written("It came to $12.", 12, 12, currency="EUR"))
    assert not is_read(Written("At least 12 boats.", 12, 12))
