"""The unit or the currency of a number, the smaller part behind it, and what it is a rate by."""

import re
from dataclasses import replace
from typing import Final

from transforms.extract.numbers.numeral import PROPORTION, Numeral, read_value, with_grand
from transforms.extract.numbers.patterns import (
    MONEY_SPOKEN_OF,
    OF,
    OF_A,
    OFTEN,
    RATE,
    SMALL_PART,
    STROKES,
    UNIT,
    WINDOW,
)
from transforms.extract.numbers.vocabulary import (
    CODES,
    COINS,
    CURRENCIES,
    MONEY,
    SCALED_MONEY,
    SHARED_SUFFIXES,
    SMALLER,
    SUFFIXES,
    SYMBOLS,
    TIME_SYMBOLS,
    UNITS,
    VALUES,
    lexicon_key,
)

_ENDS: Final = re.compile(r"\s*(?:[.,;:!?)\]\"'\u2019\u201d]|$)|\s+(?:tall|high|deep|long|wide|thick)\b")
"""What may stand behind the last digits of an amount that bear no unit of their own: "five feet 11 tall"."""
_PHRASE: Final = re.compile(r"\s+(?:(?:the|an?|his|her|its|their|this|that|these|those|all|total)\b|[A-Z0-9])")
"""What stands behind the word "in", and not behind inches."""
_QUOTED: Final = 400
"""Characters before a stroke that are looked at for a quotation that it may close."""


def read_numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """Reads the number that a match of `SCAN` holds, with its unit or currency; null for what is no number."""
    numeral = read_value(text, match)
    if numeral is None:
        return None
    numeral = with_grand(text, numeral)
    measured = _with_strokes(text, numeral) or _with_unit(text, numeral)
    if measured and match["other"] and measured.unit is None and OF.match(text, measured.end):
        return replace(measured, unit=PROPORTION)  # "1/2 of the vote"
    if measured and match["fraction"] and not match["of_one"] and measured.needs_unit and measured.unit is None:
        return replace(measured, end=match.end(), unit=PROPORTION, needs_unit=False)  # "two tenths of a point"
    if measured is None or (measured.needs_unit and not (measured.unit or measured.currency)):
        return None
    if match["sign"] == "-" and measured.start == match.start("digits") and measured.unit:
        return replace(measured, start=match.start("sign"), value=-measured.value)  # "-17.5C"
    return measured


def rate_of(rate: re.Match[str]) -> str:
    """Returns what a rate is by, in the singular of the lexicon."""
    written = rate["per"] or rate["each"]
    per = lexicon_key(written)
    return SYMBOLS.get(written) or TIME_SYMBOLS.get(written) or UNITS.get(per) or UNITS.get(per.removesuffix("s"), per)


def _with_unit(text: str, numeral: Numeral) -> Numeral | None:
    """Adds the unit or currency behind a value; null when letters are glued to the digits ("5G")."""
    if numeral.currency is None and numeral.unit is None and (often := OFTEN.match(text, numeral.end)):
        return replace(numeral, end=often.end(), unit=f"count per {lexicon_key(often['per'])}")
    # "tens of millions of dollars", "0.25 of a percentage point".
    of = (OF.match(text, numeral.end) if numeral.is_vague else None) or (
        OF_A.match(text, numeral.end) if numeral.value < 1 else None
    )
    match = UNIT.match(text, of.end() if of else numeral.end)
    if match and of and not numeral.is_vague and not (match["word"] or match["time"]):
        match = None
    if match and match["time"] and numeral.is_bare | (numeral.scale > 1) and not (numeral.unit or numeral.currency):
        return replace(numeral, end=match.end(), is_time=True)
    measured = _measured(text, numeral, match) if match else numeral
    if measured.end < len(text) and measured.end == numeral.end and _is_glued(text, measured.end):
        return None
    return _with_rate(text, _with_small_part(text, measured))


def _is_glued(text: str, end: int) -> bool:
    """Tells whether a letter or digit stands right behind a number; a superscript is a note."""
    return text[end].isalnum() and not (text[end].isdigit() and not text[end].isdecimal())


def _measured(text: str, numeral: Numeral, match: re.Match[str]) -> Numeral:
    """Adds the unit or the currency that a match of `UNIT` holds."""
    symbol = match["symbol"] or match["letter"] or match["spaced"] or match["stroke"]
    if numeral.currency or numeral.unit:
        return _renamed(numeral, match)
    if code := match["code"]:
        return replace(numeral, end=match.end(), currency=CODES[code])
    if symbol:
        sign = " ".join(symbol.split())
        if sign in SYMBOLS:
            return replace(numeral, end=match.end(), unit=SYMBOLS[sign])
        return replace(numeral, end=match.end(), unit=SHARED_SUFFIXES.get(sign), currency=SUFFIXES.get(sign))
    word = match["word"] or ""
    currency = _look_up(word, MONEY)
    if currency is None and (scaled := _look_up(word, SCALED_MONEY)):
        is_spoken_of = MONEY_SPOKEN_OF.search(text, max(0, numeral.start - WINDOW), numeral.start)
        currency = scaled if numeral.scale >= 1000 or is_spoken_of else None
    unit = None if currency else _look_up(word, UNITS)
    return replace(numeral, end=match.end(), unit=unit, currency=currency) if unit or currency else numeral


def _renamed(numeral: Numeral, match: re.Match[str]) -> Numeral:
    """Tells which dollars, rupees or crowns a sign means by the name behind the number: "$5m Canadian dollars"."""
    named = CODES.get(match["code"] or "") or _look_up(match["word"] or "", MONEY)
    if named is None or numeral.unit == PROPORTION:
        return numeral
    is_alike = numeral.currency is None or bool({*_kind(named)} & {*_kind(numeral.currency)})
    return replace(numeral, end=match.end(), currency=named, unit=None) if is_alike else numeral


def _kind(currency: str) -> list[str]:
    """Returns the words for a currency without its country."""
    kind: list[str] = CURRENCIES[currency].get("kind", [])
    return kind


def _look_up(word: str, table: dict[str, str]) -> str | None:
    """Returns what a table has for a word or for the singular of a regular plural."""
    key = lexicon_key(word)
    return table.get(key) or table.get(key.removesuffix("s"))


def _with_rate(text: str, numeral: Numeral) -> Numeral:
    """Adds what an amount is by: "$40 a barrel", "12 km/s"."""
    named = numeral.unit or (numeral.currency and CURRENCIES[numeral.currency]["name"])
    if named and named != PROPORTION and (rate := RATE.match(text, numeral.end)):
        return replace(numeral, end=rate.end(), unit=f"{named} per {rate_of(rate)}")
    return numeral


# A smaller part behind an amount


def _with_small_part(text: str, numeral: Numeral) -> Numeral:
    """Adds cents to dollars, inches to feet and the like, where they stand right behind them."""
    parts = _parts_of(numeral)
    match = SMALL_PART.match(text, numeral.end) if parts else None
    if match is None or not numeral.value.is_integer():
        return numeral
    unit = SYMBOLS.get(match["symbol"] or "") or _look_up(match["word"] or "", UNITS)
    if unit is None:
        # "20 dollars 43", "five feet 11": two digits, and nothing that they might count.
        is_word = match["value"].isalpha() and numeral.unit == "foot"
        is_last = match[0][0] == "-" or _ENDS.match(text, match.end()) is not None
        is_alone = text[numeral.end - 1].isalpha() and (match["value"].isdigit() or is_word) and not match["and"]
        if not (is_last and is_alone and (numeral.currency or numeral.unit == "foot")):
            return numeral
        unit = next(iter(parts))
    elif match["symbol"] == "in" and match[0].endswith(" in") and _PHRASE.match(text, match.end()):
        return numeral  # "he fell 3 ft, 2 in the night"
    many = parts.get("cent" if numeral.currency and unit in COINS else unit)
    small = _small_value(match["value"])
    if many is None or not 0 < small < many:
        return numeral
    currency = "GBP" if (numeral.unit, unit) == ("pound", "penny") else numeral.currency
    return replace(
        numeral,
        end=match.end(),
        value=numeral.value + small / many,
        currency=currency,
        unit=None if currency else numeral.unit,
    )


def _parts_of(numeral: Numeral) -> dict[str, float]:
    """Returns the smaller units of an amount's unit or currency, and how many of each make one."""
    if numeral.scale != 1 or numeral.is_vague or numeral.value < 0:
        return {}
    if numeral.currency:
        return {"cent": CURRENCIES[numeral.currency].get("parts", 100)}
    parts = SMALLER.get(numeral.unit or "", {})
    return parts | {"penny": 100} if numeral.unit == "pound" else parts


def _small_value(written: str) -> float:
    words = re.split(r"[\s-]+", written.lower())
    return float(written) if written[0].isdigit() else sum(VALUES[word] for word in words)


def _with_strokes(text: str, numeral: Numeral) -> Numeral | None:
    """Reads feet and inches by their strokes; null for none, and where they may close a quotation."""
    strokes = STROKES.match(text, numeral.end) if numeral.is_bare and not numeral.is_vague else None
    if strokes is None:
        return None
    if strokes["inches"]:
        if strokes[0][-1].isdigit() and _is_quoted(text, numeral.start, strokes[0][0]):
            return None
        inches = float(strokes["inches"])
        if inches >= SMALLER["foot"]["inch"] or not numeral.value.is_integer():
            return None
        return replace(numeral, end=strokes.end(), value=numeral.value + inches / SMALLER["foot"]["inch"], unit="foot")
    if _is_quoted(text, numeral.start, strokes[0]):
        return None
    return replace(numeral, end=strokes.end(), unit="inch" if strokes["inch"] else "foot")


def _is_quoted(text: str, start: int, stroke: str) -> bool:
    """Tells whether a stroke may close a quotation that began before the number."""
    before = text[max(0, start - _QUOTED) : start]
    if stroke == '"':
        return before.count('"') % 2 == 1
    if stroke in {"\u201d", "\u2019", "'"}:
        opening = {"\u201d": "\u201c", "\u2019": "\u2018", "'": "'"}[stroke]
        return re.search(rf"(?<!\w){re.escape(opening)}", before) is not None
    return False
