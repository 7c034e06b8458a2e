"""Writes numbers in all writings of the English press, with what a reader of them must find."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from babel.numbers import format_decimal, get_currency_name
from num2words import num2words

from transforms import lexicons

MEASURES: Final = lexicons.load("measures")
CATALOGUE: Final = lexicons.load("currencies")
LEXICON: Final = lexicons.load("numbers")


WORD_CODES: Final = {*LEXICON["word_codes"]["codes"], *LEXICON["word_codes"]["names"]}


@dataclass(frozen=True)
class Written:
    """A number as written, and what it says; an open end is null, as in the contract."""

    text: str
    low: float | None
    high: float | None
    bound: str = "exact"
    unit: str | None = None
    currency: str | None = None


Draw = random.Random


def exactly(text: str, value: float | Decimal) -> Written:
    return Written(text, float(value), float(value))


# The number itself


def _whole(draw: Draw) -> int:
    """Numbers of every length alike: the press writes as many of two digits as of eight."""
    digits = draw.randint(1, 8)
    return draw.randint(max(2, 10 ** (digits - 1)), 10**digits - 1)


def _decimal(draw: Draw) -> Decimal:
    places = draw.randint(1, 2)
    return Decimal(draw.randint(2, 99_999)) / Decimal(10) ** places


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def in_digits(draw: Draw) -> Written:
    number = _whole(draw)
    mark = draw.choice(["", ",", " ", "\u00a0", "\u2009", "\u202f", "'", "\u2019"])
    return exactly(_grouped(number, mark), number)


def by_locale(draw: Draw) -> Written:
    """As the locales of Babel write it: with spaces in South Africa, strokes in Switzerland, by lakhs in India."""
    number = _whole(draw)
    return exactly(
        format_decimal(number, locale=draw.choice(["en", "en_IN", "en_ZA", "fr", "de_CH", "en_KE", "en_AU"])), number
    )


def with_points(draw: Draw) -> Written:
    """Two points and more can only group."""
    number = draw.randint(1_000_000, 999_999_999)
    return exactly(format_decimal(number, locale="de"), number)


def with_decimals(draw: Draw) -> Written:
    number = _decimal(draw)
    plain = format_decimal(number, locale="en", decimal_quantization=False)
    return exactly(plain.replace(".", draw.choice([".", ".", "\u00b7"])), number)


def with_fraction(draw: Draw) -> Written:
    number = draw.randint(1, 99)
    sign, value = draw.choice(list(LEXICON["vulgar_fractions"].items()))
    slash = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
    if sign in slash and draw.random() < 0.5:
        return exactly(f"{number}{draw.choice([' ', '-'])}{slash[sign]}", number + value)
    return exactly(f"{number}{draw.choice(['', ' '])}{sign}", number + value)


def in_words(draw: Draw) -> Written:
    number = _whole(draw)
    words = num2words(number, lang=draw.choice(["en", "en_IN"])) if number >= 100_000 else num2words(number)
    return exactly(words if draw.random() < 0.7 else words.replace("-", " ").replace(",", ""), number)


def with_magnitude(draw: Draw) -> Written:
    name = draw.choice(["hundred", "thousand", "lakh", "million", "crore", "billion", "trillion"])
    scale = Decimal(LEXICON["magnitudes"][name])
    number = Decimal(draw.randint(1, 999)) / draw.choice([1, 10])
    return exactly(f"{number} {name}{draw.choice(['', '', 's']) if name in {'lakh', 'crore'} else ''}", number * scale)


def with_abbreviation(draw: Draw) -> Written:
    letters, scale = draw.choice(list(LEXICON["abbreviations"].items()))
    number = Decimal(draw.randint(2, 999)) / draw.choice([1, 10])
    return exactly(f"{number}{letters}", number * Decimal(scale))


def in_half_words(draw: Draw) -> Written:
    number = draw.randint(1, 12)
    return exactly(f"{num2words(number)} and a half million", (number + 0.5) * 1_000_000)


COUNTS: Final = (
    in_digits, by_locale, with_points, with_decimals, with_fraction, in_words, with_magnitude, with_abbreviation,
    in_half_words,
)  # fmt: skip
PLAIN: Final = (in_digits, by_locale, with_decimals, in_words, with_magnitude)


# Money


def _amount(draw: Draw, *kinds: Callable[[Draw], Written]) -> Written:
    return draw.choice(kinds or PLAIN)(draw)


def by_code(draw: Draw) -> Written:
    code = draw.choice([code for code in CATALOGUE if code not in WORD_CODES])
    amount = _amount(draw, in_digits, by_locale, with_decimals, with_magnitude, with_abbreviation)
    text = draw.choice([f"{code} {amount.text}", f"{code}{amount.text}", f"{amount.text} {code}"])
    return replace(amount, text=text, currency=code)


def by_sign(draw: Draw) -> Written:
    signs = [(sign, code) for code, entry in LEXICON["currencies"].items() for sign in entry.get("prefixes", ())]
    signs += [(sign, code) for code, entry in CATALOGUE.items() for sign in entry.get("signs", ()) if sign != "C$"]
    sign, code = draw.choice(signs)
    amount = _amount(draw, in_digits, by_locale, with_decimals, with_magnitude, with_abbreviation)
    gap = "" if not sign[-1].isalpha() else draw.choice(["", " "])
    return replace(amount, text=f"{sign}{gap}{amount.text}", currency=code)


def by_sign_behind(draw: Draw) -> Written:
    sign, code = draw.choice(
        [("€", "EUR"), ("$", "USD"), ("zł", "PLN"), ("Ft", "HUF"), ("Kč", "CZK"), ("₽", "RUB"), ("RM", "MYR")]
    )
    amount = _amount(draw, in_digits, by_locale, with_decimals)
    return replace(amount, text=f"{amount.text}{draw.choice(['', ' '])}{sign}", currency=code)


def by_name(draw: Draw) -> Written:
    """By the name that Babel gives it: people's adjective and kind."""
    code = draw.choice(list(CATALOGUE))
    amount = _amount(draw)
    return replace(amount, text=f"{amount.text} {get_currency_name(code, 2, 'en')}", currency=code)


def by_kind(draw: Draw) -> Written:
    names = {
        "dollars": "USD", "euros": "EUR", "yen": "JPY", "yuan": "CNY", "rupees": "INR", "rand": "ZAR", "naira": "NGN",
        "baht": "THB", "ringgit": "MYR", "forint": "HUF", "zloty": "PLN", "shekels": "ILS", "taka": "BDT",
        "bucks": "USD",
        "roubles": "RUB", "kronor": "SEK", "tenge": "KZT", "quetzals": "GTQ",
    }  # fmt: skip
    name, code = draw.choice(list(names.items()))
    amount = _amount(draw)
    return replace(amount, text=f"{amount.text} {name}", currency=code)


def with_coins(draw: Draw) -> Written:
    whole, cents = draw.randint(2, 999), draw.randint(1, 99)
    name, coin, code = draw.choice(
        [("dollars", "cents", "USD"), ("euros", "cents", "EUR"), ("rupees", "paise", "INR"), ("pounds", "pence", "GBP")]
    )
    text = f"{whole} {name}{draw.choice([' ', ' and '])}{cents} {coin}"
    return replace(exactly(text, Decimal(whole) + Decimal(cents) / 100), currency=code)


def with_rate(draw: Draw) -> Written:
    sign, code, name = draw.choice(
        [("$", "USD", "dollar"), ("£", "GBP", "pound sterling"), ("€", "EUR", "euro"), ("₹", "INR", "rupee")]
    )
    per, of = draw.choice(
        [
            (" a barrel", "barrel"),
            (" per tonne", "tonne"),
            ("/kg", "kilogram"),
            (" a head", "head"),
            (" an hour", "hour"),
            (" per sq ft", "square foot"),
        ]
    )
    amount = _amount(draw, in_digits, with_decimals)
    return replace(amount, text=f"{sign}{amount.text}{per}", unit=f"{name} per {of}", currency=code)


MONEY: Final = (by_code, by_sign, by_sign_behind, by_name, by_kind, with_coins, with_rate)


# Units


def by_word(draw: Draw) -> Written:
    name, word = draw.choice([(name, word) for name, entry in MEASURES.items() for word in entry["words"]])
    amount = _amount(draw, *PLAIN, with_fraction)
    return replace(amount, text=f"{amount.text} {word if word.endswith(('hertz', 'ohm')) else word + 's'}", unit=name)


def by_symbol(draw: Draw) -> Written:
    glued = LEXICON["glued"]["symbols"]
    tables = {name: entry.get("symbols", []) for name, entry in MEASURES.items() if name not in LEXICON["units"]}
    name, symbol = draw.choice([(name, s) for name, symbols in tables.items() for s in symbols if s not in glued])
    amount = _amount(draw, in_digits, by_locale, with_decimals)
    return replace(amount, text=f"{amount.text}{draw.choice(['', ' '])}{symbol}", unit=name)


def by_press(draw: Draw) -> Written:
    units = [
        ("per cent", "percent"), ("percent", "percent"), ("%", "percent"), ("pc", "percent"), ("p.c.", "percent"),
        ("percentage points", "percentage point"), ("basis points", "basis point"), ("sq km", "square kilometre"),
        ("square miles", "square mile"), ("mph", "mile per hour"), ("km/h", "kilometre per hour"), ("°C", "celsius"),
        ("degrees Fahrenheit", "fahrenheit"), ("barrels a day", "barrel per day"), ("acre-feet", "acre-foot"),
        ("bpd", "barrel per day"), ("tons", "ton"), ("pounds per square inch", "pound per square inch"),
        ("litres per second", "litre per second"), ("kg a head", "kilogram per head"),
        ("tonnes per hectare", "tonne per hectare"),
        ("cubic metres a second", "cubic metre per second"),
    ]  # fmt: skip
    written, name = draw.choice(units)
    amount = _amount(draw)
    return replace(amount, text=f"{amount.text} {written}", unit=name)


def in_feet(draw: Draw) -> Written:
    feet, inches = draw.randint(2, 60), draw.randint(1, 11)
    text = draw.choice(["{}ft {}in", "{} feet {} inches", "{} ft {} in", "{}'{}\"", "{}-foot-{}"]).format(feet, inches)
    return replace(exactly(text, feet + inches / 12), unit="foot")


UNITS: Final = (by_word, by_symbol, by_press, in_feet)


# Bounds and ranges


def bounded(draw: Draw, written: Written) -> Written:
    before = [
        (word, bound)
        for bound, words in LEXICON["bounds"].items()
        for word in words
        if word.isascii() and word[-1].isalpha()
    ]
    word, bound = draw.choice(before)
    return _open(replace(written, text=f"{word} {written.text}"), bound)


def bounded_behind(draw: Draw, written: Written) -> Written:
    behind = [
        (word, bound) for bound, words in LEXICON["bounds_behind"].items() for word in words if " or " in f" {word} "
    ]
    word, bound = draw.choice(behind)
    return _open(replace(written, text=f"{written.text} {word}"), bound)


def _open(written: Written, bound: str) -> Written:
    low = None if bound in {"less_than", "at_most"} else written.low
    high = None if bound in {"more_than", "at_least"} else written.high
    return replace(written, low=low, high=high, bound=bound)


def ranging(draw: Draw) -> Written:
    low = draw.randint(2, 9000)
    high = low + draw.randint(1, min(low, 900))
    template = draw.choice(["between {} and {}", "from {} to {}", "{} to {}", "{}-{}", "{}\u2013{}"])
    name, unit, code = draw.choice(
        [(" tonnes", "tonne", None), (" boats", None, None), (" euros", None, "EUR"), ("km", "kilometre", None)]
    )
    return Written(template.format(f"{low:,}", f"{high:,}") + name, low, high, "range", unit, code)


# A sentence


def sentence(draw: Draw) -> Written:
    """Draws a number and writes a sentence around it."""
    kind: Any = draw.choice([COUNTS, COUNTS, MONEY, MONEY, UNITS, UNITS, None])
    if kind is None:
        written = ranging(draw)
    else:
        written = draw.choice(kind)(draw)
        if draw.random() < 0.3:
            written = draw.choice([bounded, bounded, bounded_behind])(draw, written)
    frame = (
        "Clerks of the town counted {} boats by noon."
        if kind is COUNTS
        else draw.choice(
            ["They said {} was enough.", "The clerks put it at {}, and left.", "It came to {}.", "(In all {})"]
        )
    )
    return replace(written, text=frame.format(written.text))
