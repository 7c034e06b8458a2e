import pytest

from tests.unit.transforms.extract.figures.reading import figures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("More than 100 a day are killed.", ["rate"]),
        ("Another 300 guards were deployed.", ["increment"]),
        ("The army deployed 900 additional troops.", ["increment"]),
        ("Prices rose 3 per cent.", ["increment"]),
        ("The death toll rose to 52.", ["total"]),
        ("So far 12 miners have died.", ["total"]),
        ("Some 4,000 sailors are missing.", ["stock"]),
        ("The party won 14 seats.", [None]),
        ("Prices fell to 3 per cent.", [None]),
    ],
)
def test_words_around_tell_the_kind_of_measure(text: str, measures: list[str | None]) -> None:
    assert [f.measure for f in figures(text)] == measures
