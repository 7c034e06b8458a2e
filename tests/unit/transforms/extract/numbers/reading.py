"""What the tests of numbers share: a text with one number, and several."""

from transforms.extract.numbers.find import Number, find_numbers


def only(text: str) -> Number:
    found = find_numbers(text)
    assert len(found) == 1, [text[n.start : n.end] for n in found]
    return found[0]


def values(text: str) -> list[float | None]:
    return [number.low for number in find_numbers(text)]


def surfaces(text: str) -> list[str]:
    return [text[n.start : n.end] for n in find_numbers(text)]
