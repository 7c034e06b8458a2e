"""What one numeral is worth: digits, words, fractions, vague amounts."""

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from re import Match
from typing import Final

from transforms.extract.numbers.metres import is_metre
from transforms.extract.numbers.patterns import (
    BOUND_PART,
    BY_PART,
    COMPARED_PART,
    CONTINENTAL,
    GRAND,
    MIXED,
    MONEY_SPOKEN_OF,
    OF_MAGNITUDE,
    OF_ONE,
    OF_TIME,
    PARTS,
    PLURAL,
    RATE,
    RATIO,
    SCORES_OF,
    TOKEN,
    VERB_BEHIND,
    WINDOW,
)
from transforms.extract.numbers.vocabulary import (
    ABBREVIATIONS,
    FRACTIONS,
    MAGNITUDES,
    NAME_CODES,
    OF_MONEY,
    PREFIXES,
    SCALED_PREFIXES,
    SHARED_PREFIXES,
    UNSURE,
    VAGUE,
    VAGUELY,
    VALUES,
    VULGAR_FRACTIONS,
    lexicon_key,
)

PROPORTION: Final = "proportion"
"""Unit of "a third of" and "one in five": the value is a part of what is counted."""
_AS_DIGITS: Final = str.maketrans({"\u00b7": "."} | dict.fromkeys(", \u00a0\u2009\u202f'\u2019"))
_AS_CONTINENTAL: Final = str.maketrans({",": "."} | dict.fromkeys(". \u00a0\u2009\u202f'\u2019"))
_FROM_SUPERSCRIPT: Final = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u2212", "0123456789--"
)
_LARGEST_NAMED: Final = 100
"""Versions, meetings and octanes have smaller numbers: "PHP 8", "COP 28", "RON 95"."""
_LARGE: Final = 1000
"""A single letter before a smaller number is a part of a name: "K2", "P5"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One value with its unit, before bounds and ranges.

    Attributes:
        start: first character, sign and currency included.
        end: end of the unit, exclusive.
        value: what it is worth, the magnitude included.
        scale: the magnitude behind the number: a million, or one.
        unit: unit of measure in the singular; null for none.
        currency: ISO 4217 code; null for what is no money.
        is_vague: whether the value is the least that the words can mean.
        is_time: whether it is a duration.
        needs_unit: whether it is a number only with a unit behind it: "3,5" and "1/2" may be two numbers.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str | None = None
    currency: str | None = None
    is_vague: bool = False
    is_time: bool = False
    needs_unit: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether neither magnitude nor unit nor currency stands beside the number."""
        return self.scale == 1 and self.unit is None and self.currency is None


def read_value(text: str, match: Match[str]) -> Numeral | None:
    """Reads the value that a match of `SCAN` holds, with the signs before it; null for what is no number."""
    if match["other"] is not None:
        return _ratio(match)
    if match["digits"] is not None:
        return _in_digits(text, match)
    if match["points"] is not None:  # "a quarter-point rise" of a rate
        value = (3 if match["three"] else 1) / FRACTIONS[match["points_part"].lower()]
        return Numeral(match.start(), match.end(), value, unit="percentage point")
    if match["fraction"] is not None:
        return _fraction(text, match)
    if match["vague"] is not None:
        return _vague(text, match)
    return _in_words(match["words"], match.start("words")) if match["words"] is not None else None


# Digits


def _in_digits(text: str, match: Match[str]) -> Numeral | None:
    """Reads digits with their magnitude ("2.3 million", "$5m"); null for a number too large to mean anything."""
    plain, value = _digits_value(match["digits"])
    prefix = match["prefix"].rstrip() if match["prefix"] else ""
    numeral = Numeral(match.start("digits"), match.end("note") if match["note"] else match.end("digits"), value)
    if match["note"] and prefix and len(match["note"]) == 2 and value.is_integer():
        numeral = replace(numeral, value=value + int(match["note"].translate(_FROM_SUPERSCRIPT)) / 100)
    numeral = _scaled(text, match, numeral, is_money=bool(prefix))
    if not math.isfinite(numeral.value):
        return None
    if prefix in SCALED_PREFIXES and not _is_amount(text, match, numeral):
        if prefix == match["prefix"]:
            return None  # "the N2 road"
        prefix = ""
    is_negative = _is_negative(match, is_money=bool(prefix))
    start = match.start("prefix") if prefix else numeral.start
    return replace(
        numeral,
        start=match.start("sign") if is_negative and match["sign"] else start,
        value=-numeral.value if is_negative else numeral.value,
        currency=PREFIXES.get(prefix),
        unit=SHARED_PREFIXES.get(prefix),
        needs_unit=plain and numeral.scale == 1 and not prefix,
    )


def _digits_value(written: str) -> tuple[bool, float]:
    """Returns the value of digits, and whether a comma in them may part two numbers ("3,5")."""
    added = 0.0
    if mixed := MIXED.search(written):
        added = _added(mixed)
        written = written[: mixed.start()]
    if continental := CONTINENTAL.fullmatch(written):
        return continental["plain"] is not None, float(written.translate(_AS_CONTINENTAL)) + added
    return False, float(written.translate(_AS_DIGITS) or 0) + added


def _added(mixed: Match[str]) -> float:
    """Returns the fraction behind a whole number: "½", "1/2", "and a half"."""
    if mixed["half"]:
        return 0.5
    return VULGAR_FRACTIONS[mixed["vulgar"]] if mixed["vulgar"] else float(mixed["above"]) / float(mixed["below"])


def _scaled(text: str, match: Match[str], numeral: Numeral, *, is_money: bool) -> Numeral:
    """Multiplies a value with the magnitude behind it; of a letter that may be a unit its place must tell."""
    scale, end = 1.0, match.end()
    if power := match["power"] or match["lost"] or match["raised"]:
        scale = 10.0 ** int(power.translate(_FROM_SUPERSCRIPT))
    elif power := match["exponent"]:
        base = numeral.value if power[0] == "^" else 10.0
        scale = base ** (int(power[1:]) - (power[0] == "^")) if abs(base) <= 10 else 1.0
    elif match["magnitudes"]:
        words = (word.lower() for word in TOKEN.findall(match["magnitudes"]))
        scale = math.prod(MAGNITUDES.get(word) or MAGNITUDES[word.removesuffix("s")] for word in words)
    elif short := (match["abbreviation"] or "").strip():
        if is_money or _is_magnitude(text, match, short, numeral.value):
            scale = ABBREVIATIONS[short]
        else:
            end = numeral.end
    else:
        end = numeral.end
    # As a decimal: 4.1 times a thousand thousand million is no float of as many digits.
    value = float(Decimal(repr(numeral.value)) * Decimal(scale)) if scale >= 1 else numeral.value * scale
    return replace(numeral, value=value, scale=scale, end=end)


def _is_magnitude(text: str, match: Match[str], short: str, value: float) -> bool:
    """Tells whether letters behind digits without a sign of money are a magnitude."""
    is_glued = match["abbreviation"] == short
    if short in OF_MONEY:
        return False
    if short == "m":
        return is_glued and not is_metre(text, match.start("digits"), match.end(), value)
    if short not in UNSURE:
        return is_glued or len(short) > 1
    if short in {"M", "B"} and is_glued and (value >= 10 or not value.is_integer()):  # "3M" is a firm, "5B" a flat
        return True
    return (is_glued or short.isupper()) and PLURAL.match(text, match.end()) is not None


def _is_amount(text: str, match: Match[str], numeral: Numeral) -> bool:
    """Tells whether a number behind letters that may be a name is money: "R2bn", "N1,500", "fined R500"."""
    if match["prefix"].rstrip() not in PREFIXES:
        return match["prefix"][-1].isalpha() and numeral.value >= _LARGE
    if match["prefix"].rstrip() in NAME_CODES and numeral.value >= _LARGEST_NAMED:
        return True
    is_name = numeral.scale == 1000 and len(match["digits"]) == 1  # "Y2K"
    is_grouped = (numeral.scale > 1 and not is_name) or not match["digits"].isdigit()
    is_spoken_of = MONEY_SPOKEN_OF.search(text, max(0, match.start() - WINDOW), match.start()) is not None
    return is_grouped or (is_spoken_of and match["prefix"][-1].isalpha()) or RATE.match(text, numeral.end) is not None


def _is_negative(match: Match[str], *, is_money: bool) -> bool:
    """Tells whether a sign before digits is a minus; a hyphen is one only with money or a unit behind it."""
    if match["inner"]:
        return True
    sign = match["sign"] or ""
    return bool(sign) and (sign[0].isalpha() or sign == "\u2212" or is_money)


def _ratio(match: Match[str]) -> Numeral | None:
    """Reads "1/2", which is a number only before a unit; null for dates and the like."""
    if not RATIO.fullmatch(match["other"]):
        return None
    above, below = (float(part) for part in match["other"].replace("\u2044", "/").split("/"))
    return Numeral(match.start(), match.end(), above / below, needs_unit=True) if above < below else None


# Words


def _fraction(text: str, match: Match[str]) -> Numeral | None:
    """Reads a part of a whole ("two thirds of"), or of a magnitude ("a quarter of a million"); null for one of time."""
    if OF_TIME.match(text, match.end()) or PARTS.search(text, max(0, match.start() - WINDOW), match.start()):
        return None
    if (match["alone"] is not None or match["half_alone"]) and not _is_part(text, match):
        return None
    above = VALUES.get((match["numerator"] or "a").lower(), 1)
    value = above / (FRACTIONS[match["part"].lower()] if match["part"] else 2)
    if magnitude := OF_MAGNITUDE.match(text, match.end()):
        scale = MAGNITUDES[magnitude["magnitude"].lower()]
        return Numeral(match.start(), magnitude.end(), value * scale, scale)
    if of_one := OF_ONE.match(text, match.end()):
        return Numeral(match.start(), of_one.end(), value, needs_unit=True)
    return Numeral(match.start(), match.end(), value, unit=PROPORTION) if match["of_one"] is None else None


def _is_part(text: str, match: Match[str]) -> bool:
    """Tells whether a fraction without a noun is a part of a whole: "fell by a third", "a third more", "a third agree".

    A third that was found may be the third of them; that several were, or more than a third was, is a part.
    """
    start = max(0, match.start() - WINDOW)
    if BY_PART.search(text, start, match.start()) or COMPARED_PART.match(text, match.end()):
        return True
    verb = VERB_BEHIND.match(text, match.end())
    if verb is None:
        return False
    return verb["of_several"] is not None or BOUND_PART.search(text, start, match.start()) is not None


def _vague(text: str, match: Match[str]) -> Numeral | None:
    """Reads "tens of thousands" and "several hundred" as the least number that the words can mean."""
    many = VAGUELY[lexicon_key(match["vaguely"])] if match["vaguely"] else 1.0
    start = match.end("vaguely") if match["vaguely"] else match.start("vague")
    tokens = [word.lower() for word in TOKEN.findall(text[start : match.end()])]
    if tokens[-1] in {"tens", "scores"} and not SCORES_OF.match(text, match.end()):
        return None
    value = many * math.prod(VAGUE.get(w, MAGNITUDES.get(w, 1.0)) for w in tokens)
    return Numeral(match.start(), match.end(), value, value, is_vague=True)


def _in_words(words: str, start: int) -> Numeral:
    """Reads a number in words; stops where the words begin another number ("two" in "two and three")."""
    tokens = [(m[0].lower(), m.end()) for m in TOKEN.finditer(words)]
    factor = 0.5 if tokens[0][0] == "half" else 1.0
    first = next(i for i, (word, _) in enumerate(tokens) if word in VALUES or word in MAGNITUDES)
    total, current, scale, previous = 0.0, 0.0, 1.0, ""
    end, joined, decimals = tokens[first][1], False, 0
    for at, (word, word_end) in enumerate(tokens[first:], first):
        if word in {"and", "a"}:
            joined = True
            continue
        if word == "point":
            decimals = 1
            continue
        if decimals and word in VALUES and VALUES[word] < 10:
            current += VALUES[word] / 10**decimals
            decimals += 1
        elif word in {"half", "quarter", "quarters"}:
            part = 0.5 if word == "half" else 0.75 if tokens[at - 1][0] == "three" else 0.25
            # "A million and a half" is half a million more; "a hundred and a half" is rather half of one.
            current += part * (MAGNITUDES[previous] if previous in MAGNITUDES and previous != "hundred" else 1)
        elif joined and word == "three" and at + 1 < len(tokens) and tokens[at + 1][0] in {"quarter", "quarters"}:
            continue
        elif word in VALUES and _continues(previous, word, joined=joined):
            current += VALUES[word]
            scale = 1.0
        elif word in MAGNITUDES and not joined:
            magnitude = MAGNITUDES[word]
            if magnitude <= 100:
                current = max(current, 1.0) * magnitude
            else:
                # "five lakh crore": a magnitude right behind a smaller one multiplies all before it.
                is_product = previous in MAGNITUDES and MAGNITUDES[previous] > 100
                total, current = (
                    (total * magnitude, 0.0) if is_product else (total + max(current, 1.0) * magnitude, 0.0)
                )
            scale = magnitude * (scale if previous in MAGNITUDES else 1.0)
            decimals = 0
        else:
            break
        previous, end, joined = word, word_end, False
    return Numeral(start, start + end, (total + current) * factor, scale)


def _continues(previous: str, word: str, *, joined: bool) -> bool:
    """Tells whether a number word continues the number before it, or begins another one.

    Args:
        previous: the word before; empty at the beginning.
        word: a word of `values`.
        joined: whether "and" stands between.
    """
    if not previous:
        return True
    if previous in MAGNITUDES and previous != "dozen":
        return True
    return not joined and VALUES.get(previous, 0) >= 20 and 0 < VALUES[word] < 10


def with_grand(text: str, numeral: Numeral) -> Numeral:
    """Multiplies what stands before "grand" by a thousand, where no grand thing is meant."""
    grand = GRAND.match(text, numeral.end) if numeral.is_bare else None
    return replace(numeral, end=grand.end(), value=numeral.value * 1000, scale=1000.0) if grand else numeral
