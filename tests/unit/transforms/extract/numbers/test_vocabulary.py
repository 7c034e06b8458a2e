"""The words of numbers.toml together with the catalogues that it completes."""

import re

from transforms.extract.numbers.vocabulary import CODES, CURRENCIES, MONEY, UNITS, any_of, exactly


def test_words_are_found_in_any_case_and_the_longest_first() -> None:
    pattern = re.compile(any_of(["per", "per cent", "percent", "p.c."]))
    assert [m[0] for m in pattern.finditer("Per  cent, PERCENT, per head, p.c., pac")] == [
        "Per  cent",
        "PERCENT",
        "per",
        "p.c.",
    ]


def test_signs_are_found_as_they_stand() -> None:
    pattern = re.compile(exactly(["m", "mm", "M$"]), re.IGNORECASE)
    assert [m[0] for m in pattern.finditer("m mm MM M$ m$")] == ["m", "mm", "M$", "m"]


def test_every_currency_has_a_code_a_name_and_a_word_for_it() -> None:
    assert len(CURRENCIES) > 150
    assert set(MONEY.values()) == set(CURRENCIES)
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CURRENCIES)
    assert all(entry["name"] for entry in CURRENCIES.values())


def test_codes_that_are_words_are_left_to_their_place() -> None:
    assert {"ALL", "TOP", "CUP"}.isdisjoint(CODES)
    assert {"USD", "QAR", "KWD"} <= set(CODES)


def test_money_of_several_countries_is_a_unit() -> None:
    assert (UNITS["dinars"], UNITS["pesos"], UNITS["riyal"]) == ("dinar", "peso", "riyal")
    assert "dinar" not in MONEY
