"""What one numeral is worth: digits, words, fractions, vague amounts."""

import math
import re
from dataclasses import dataclass, replace
from typing import Final

from transforms.extract.numbers.patterns import (
    ABBREVIATIONS,
    CURRENCIES,
    FRACTIONS,
    MAGNITUDES,
    MONEY,
    OF,
    OF_MAGNITUDE,
    OF_TIME,
    OFTEN,
    PARTS,
    PLURAL,
    PREFIXES,
    RATE,
    SCALED_MONEY,
    SCALED_PREFIXES,
    SCORES_OF,
    SYMBOLS,
    TOKEN,
    UNIT,
    UNITS,
    UNSURE,
    VAGUE,
    VALUES,
    WINDOW,
    lexicon_key,
)

PROPORTION: Final = "proportion"
"""Unit of "a third of" and "one in five": the value is a part of what is counted."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One value with its unit, before bounds and ranges.

    `scale` is the magnitude behind the number (million); `is_time` marks a duration.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str | None = None
    currency: str | None = None
    is_vague: bool = False
    is_time: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether neither magnitude nor unit nor currency stands beside the number."""
        return self.scale == 1 and self.unit is None and self.currency is None


def rate_of(rate: re.Match[str]) -> str:
    """Returns what a rate is by, in the singular of the lexicon."""
    per = lexicon_key(rate["per"] or rate["each"])
    return UNITS.get(per, per)


def read_numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """Reads the value that a match of `SCAN` holds, and the unit behind it; null for what is no number."""
    if match["other"] is not None:
        return None
    if match["digits"] is not None:
        numeral = _in_digits(text, match)
    elif match["fraction"] is not None:
        numeral = _fraction(text, match)
    elif match["vague"] is not None:
        numeral = _vague(text, match)
    else:
        numeral = _in_words(match["words"], match.start("words"))
    return None if numeral is None else _with_unit(text, numeral)


def _in_digits(text: str, match: re.Match[str]) -> Numeral | None:
    """Reads digits with their magnitude ("2.3 million", "$5m"); null for a number too large to mean anything."""
    value = float(re.sub(r"[,\s]", "", match["digits"]))
    currency = PREFIXES.get(match["prefix"].rstrip()) if match["prefix"] else None
    scale, end = 1.0, match.end("digits")
    if power := match["power"] or match["lost"]:
        scale, end = 10.0 ** int(power.replace("\u2212", "-")), match.end()
    elif match["magnitudes"]:
        scale, end = math.prod(MAGNITUDES[w.lower()] for w in TOKEN.findall(match["magnitudes"])), match.end()
    elif match["abbreviation"]:
        short = match["abbreviation"].strip().lower()
        glued = match["abbreviation"][0].isalpha()
        counts = (glued or match["abbreviation"].isupper()) and PLURAL.match(text, match.end()) is not None
        if currency or counts or (glued and short not in UNSURE):
            scale, end = ABBREVIATIONS[short], match.end()
    value *= scale
    is_scaled = scale > 1 or "," in match["digits"]
    if not math.isfinite(value) or (match["prefix"] and match["prefix"] in SCALED_PREFIXES and not is_scaled):
        return None
    numeral = Numeral(match.start("digits"), end, value, scale, currency=currency)
    start = match.start("prefix") if match["prefix"] else numeral.start
    signed = match["sign"] and _with_unit(text, numeral)
    if signed and (signed.unit or currency or match["sign"][0].isalpha()):
        return replace(numeral, start=match.start("sign"), value=-value)
    return replace(numeral, start=start)


def _fraction(text: str, match: re.Match[str]) -> Numeral | None:
    """Reads a part of a whole ("two thirds of"), or of a magnitude ("a quarter of a million"); null for one of time."""
    if OF_TIME.match(text, match.end()) or PARTS.search(text, max(0, match.start() - WINDOW), match.start()):
        return None
    above = VALUES.get((match["numerator"] or "a").lower(), 1)
    value = above / (FRACTIONS[match["part"].lower()] if match["part"] else 2)
    if magnitude := OF_MAGNITUDE.match(text, match.end()):
        scale = MAGNITUDES[magnitude["magnitude"].lower()]
        return Numeral(match.start(), magnitude.end(), value * scale, scale)
    return Numeral(match.start(), match.end(), value, unit=PROPORTION)


def _vague(text: str, match: re.Match[str]) -> Numeral | None:
    """Reads "tens of thousands" and "several hundred" as the least number that the words can mean."""
    tokens = [w.lower() for w in TOKEN.findall(match["vague"])]
    if tokens[-1] in {"tens", "scores"} and not SCORES_OF.match(text, match.end()):
        return None
    value = math.prod(VAGUE.get(w, MAGNITUDES.get(w, 1.0)) for w in tokens)
    return Numeral(match.start(), match.end(), value, value, is_vague=True)


def _in_words(words: str, start: int) -> Numeral:
    """Reads a number in words; stops where the words begin another number ("two" in "two and three")."""
    tokens = [(m[0].lower(), m.end()) for m in TOKEN.finditer(words)]
    factor = 0.5 if tokens[0][0] == "half" else 1.0
    first = next(i for i, (word, _) in enumerate(tokens) if word in VALUES or word in MAGNITUDES)
    total, current, scale, previous = 0.0, 0.0, 1.0, ""
    end, joined = tokens[first][1], False
    for word, word_end in tokens[first:]:
        if word in {"and", "a"}:
            joined = True
            continue
        if word == "half":
            current += 0.5
        elif word in VALUES and _continues(previous, word, joined=joined):
            current += VALUES[word]
            scale = 1.0
        elif word in MAGNITUDES and not joined:
            magnitude = MAGNITUDES[word]
            if magnitude <= 100:
                current = max(current, 1.0) * magnitude
            else:
                total, current = total + max(current, 1.0) * magnitude, 0.0
            scale = magnitude * (scale if previous in MAGNITUDES else 1.0)
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


def _with_unit(text: str, numeral: Numeral) -> Numeral | None:
    """Adds the unit or currency behind a value; null when letters are glued to the digits ("5G")."""
    unit, currency, end = numeral.unit, numeral.currency, numeral.end
    if numeral.currency is None and unit is None and (often := OFTEN.match(text, end)):
        return replace(numeral, end=often.end(), unit=f"count per {lexicon_key(often['per'])}")
    of = OF.match(text, end) if numeral.is_vague else None
    match = None if unit or currency else UNIT.match(text, of.end() if of else end)
    if match and match["time"]:
        return replace(numeral, end=match.end(), is_time=True)
    if match:
        symbol, word = match["symbol"] or match["letter"] or match["spaced"], match["money"] or match["word"]
        if symbol:
            unit = SYMBOLS[" ".join(symbol.split())]
        elif match["money"] or numeral.scale >= 1000:
            currency = _look_up(word, MONEY) or _look_up(word, SCALED_MONEY)
        unit = unit or (None if currency else _look_up(word, UNITS))
        end = match.end() if unit or currency else end
    if end < len(text) and end == numeral.end and text[end].isalnum():
        return None
    named = unit or (currency and CURRENCIES[currency]["name"])
    if named and unit != PROPORTION and (rate := RATE.match(text, end)):
        unit, end = f"{named} per {rate_of(rate)}", rate.end()
    return replace(numeral, end=end, unit=unit, currency=currency)


def _look_up(word: str, table: dict[str, str]) -> str | None:
    """Returns what a table has for a word or for the singular of a regular plural."""
    key = lexicon_key(word)
    return table.get(key) or table.get(key.removesuffix("s"))
