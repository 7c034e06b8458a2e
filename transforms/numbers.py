"""Numbers in running text: their values, bounds, units and currencies. Plain text in, no annotation needed.

A number keeps what the words say: "over 40" has no upper end, "between 5 and 7" stays a range, "hundreds" is vague with
the least value that the word can mean. Dates, times of day, ages, durations, ordinals, telephone numbers, versions and
scores of a match are recognised and left out. The words themselves are in `lexicons/numbers.toml`.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from transforms import lexicons

_LEXICON: Final = lexicons.load("numbers")

PROPORTION: Final = "proportion"
"""Unit of "a third of" and "one in five": the value is a part of what is counted."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written.

    Attributes:
        start: first character, bound words included.
        end: end of the unit or of the bound words behind it, exclusive.
        core_start: first character without the bound words.
        core_end: end without the bound words, exclusive.
        low: lowest value; null for an open end.
        high: highest value; null for an open end.
        bound: a value of `figures.bound`.
        unit: unit of measure in the singular, also of a rate ("dollar per barrel"); null for none.
        currency: ISO 4217 code; null for what is no money.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class _Numeral:
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


def _any(words: Iterable[str]) -> str:
    """Returns a pattern of alternatives, longest first; a space stands for any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _key(words: str) -> str:
    """Returns words as the lexicon has them: lower case, single spaces."""
    return " ".join(words.lower().split())


def _inverse(table: dict[str, Any], field: str) -> dict[str, str]:
    """Returns the entry of a lexicon table by each word that stands in its `field`."""
    return {word: name for name, entry in table.items() for word in entry.get(field, ())}


def _floats(table: str) -> dict[str, float]:
    """Returns a table of the lexicon with its values as floats: a product of them may overflow to infinity only."""
    return {word: float(value) for word, value in _LEXICON[table].items()}


_VALUES: Final = _floats("values")
_MAGNITUDES: Final = _floats("magnitudes")
_ABBREVIATIONS: Final = _floats("abbreviations") | _floats("unsure_abbreviations")
_UNSURE: Final = frozenset(_LEXICON["unsure_abbreviations"])
_VAGUE: Final = _floats("vague")
_FRACTIONS: Final = _floats("fractions")
_CURRENCIES: Final[dict[str, Any]] = _LEXICON["currencies"]
_SCALED_PREFIXES: Final = _inverse(_CURRENCIES, "scaled_prefixes")
_PREFIXES: Final = _inverse(_CURRENCIES, "prefixes") | _SCALED_PREFIXES
_MONEY: Final = _inverse(_CURRENCIES, "words")
_SCALED_MONEY: Final = _inverse(_CURRENCIES, "scaled")
_UNITS: Final = _inverse(_LEXICON["units"], "words")
_SYMBOLS: Final = _inverse(_LEXICON["units"], "symbols")
_BOUNDS: Final = {phrase: bound for bound, phrases in _LEXICON["bounds"].items() for phrase in phrases}
_BOUNDS_BEHIND: Final = {phrase: bound for bound, phrases in _LEXICON["bounds_behind"].items() for phrase in phrases}
_TIMES: Final[list[str]] = _LEXICON["times"]

_W: Final = r"[^\W_]"
_DASH: Final = r"[-\u2010-\u2014]"
_MONTH: Final = rf"(?:{_any(_LEXICON['months'])})\b\.?"
_DAY: Final = r"[0-3]?[0-9](?:st|nd|rd|th)?(?![\w]|[,.][0-9])"
_DAYS: Final = rf"{_DAY}(?:\s?(?:{_DASH}|to|and)\s?{_DAY})?"
_AGE: Final = rf"(?:[0-9]{{1,3}}|(?:{_any(_VALUES)})(?:-(?:{_any(_VALUES)}))?)"

_OTHER: Final = "|".join(
    (
        r"https?://\S+|www\.\S+",
        # Dates: "October 7, 2031", "7-9 October", "7/10/2031", "2031-10-07", "2014/15", "1990s", "300 BC".
        rf"{_MONTH}\s{{1,3}}{_DAY}(?:\s?{_DASH}\s?{_DAY})?(?:,?\s[12][0-9]{{3}}\b)?|{_MONTH},?\s[12][0-9]{{3}}\b",
        rf"{_DAYS}(?:\s+of)?\s{_MONTH}(?:,?\s(?:[12][0-9]{{3}}|['\u2019][0-9]{{2}})\b)?",
        r"[0-9]{1,4}(?P<separator>[./-])[0-9]{1,2}(?P=separator)[0-9]{2,4}\b",
        rf"(?:1[0-9]|20)[0-9]{{2}}\s?(?:{_DASH}|/)\s?(?:1[0-9]|20)?[0-9]{{2}}\b(?!,)",
        r"[0-9]{2,4}['\u2019]?s\b",
        r"(?:AD|A\.D\.)\s[0-9]+(?:\s(?:and|to)\s[0-9]+)?\b|[0-9][0-9,]{0,6}\s(?:BCE?|AD|CE)\b",
        # Times of day: "10.45pm", "14:30", "1845 GMT".
        r"[0-2]?[0-9](?:[:.][0-5][0-9]){0,2}\s?(?:[ap]\.m\.|[ap]m\b|o['\u2019]clock\b)",
        # "at 0510" too.
        r"0[0-9]{3}(?![0-9.,])|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])|[0-2][0-9]{3}\s?(?:GMT|UTC|BST|EDT|EST|hours|hrs)\b",
        # Ages: "45-year-old", "aged between 5 and 12".
        rf"(?:{_AGE}(?:\s?{_DASH}\s?|\s(?:to|or|and)\s))?{_AGE}[-\s](?:year|month|week|day)s?[-\s]olds?\b",
        rf"age[ds]?\s(?:(?:of|between|from|about|around|just|only|over|under)\s)?{_AGE}\b(?:\s?(?:{_DASH}|to|and|or)\s?{_AGE}\b)?(?!,[0-9])",
        # Places in a gallery: "caption 3 of 12".
        r"(?:caption|photo|picture|image|slide|page)\s[0-9]+\s?(?:of|/)\s?[0-9]+\b",
        # Ordinals, versions, telephone numbers, "24/7".
        r"[0-9][0-9,]*(?:st|nd|rd|th)\b|[0-9]+(?:\.[0-9]+){2,}|[0-9]+(?:/[0-9]+)+\b",
        r"\+[0-9]{1,3}(?:[ -]?\(?[0-9]{2,4}\)?){2,5}\b|\([0-9]{3}\)\s?[0-9]{3}-[0-9]{4}\b",
        r"(?:1-)?[0-9]{3}-[0-9]{3,4}-[0-9]{4}\b|[0-9]{3}-[0-9]{4}\b|0[0-9]{2,4}\s[0-9]{3,4}\s?[0-9]{3,4}\b",
    )
)

_MAGNITUDE: Final = rf"(?:{_any(_MAGNITUDES)})(?!{_W})"
_VALUE: Final = rf"(?:{_any(_VALUES)})(?!{_W})"
_DIGITS: Final = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    r"|\.[0-9]+"
)
_NUMERAL: Final = (
    rf"(?P<sign>(?:minus|negative)[\s-]|[-\u2212](?=[.0-9]))?"
    rf"(?P<prefix>(?-i:{_any(p for p in _PREFIXES if p not in _SCALED_PREFIXES)})\s?|(?-i:{_any(_SCALED_PREFIXES)}))?"
    # The lookbehind keeps numbers in names ("COVID-19").
    rf"(?P<digits>(?:(?<![A-Za-z]-)|(?<=minus-)|(?<=-to-)|(?<=\bsub-))(?:{_DIGITS})(?![0-9]|[.,:/][0-9]))"
    # "3 x 10^8", also where the superscript was lost, which only a sign shows ("2.9×10−8").
    r"(?:\s?[×x]\s?10(?:\^(?P<power>[-\u2212]?[0-9]{1,2})|(?P<lost>[-\u2212][0-9]{1,2}))(?![0-9]|\.[0-9])"
    rf"|(?P<magnitudes>(?:[\s-]?{_MAGNITUDE}){{1,3}})|(?P<abbreviation>\s?(?:{_any(_ABBREVIATIONS)}))(?!{_W}))?"
    rf"|(?P<fraction>(?P<numerator>an?|{_any(_VALUES)})[\s-](?P<part>{_any(_FRACTIONS)})(?:s(?!{_W})|(?=\s+of\b))"
    rf"|half(?=\s+(?:of|the|its|their|all|those|these)\b))"
    rf"|(?P<vague>(?:(?:{_any(_VAGUE)})\s+of\s+)?(?:{_any(_VAGUE)})(?!{_W})"
    rf"|(?:{_any(_LEXICON['vaguely']['words'])})\s+{_MAGNITUDE}(?:\s+{_MAGNITUDE})*)"
    rf"|(?P<words>(?:(?:(?:half\s+)?an?\s+){_MAGNITUDE}|{_VALUE})"
    # No number has more words than this; without a limit a long list of them would be read again from each.
    rf"(?:\s+and\s+a\s+half(?!{_W})|(?:\s+and\s+|[\s-]){_VALUE}|[\s-]{_MAGNITUDE}){{0,15}})"
)
# The lookbehinds keep numbers in names ("G7", "X.2") and the tail of what was refused ("24/7").
_SCAN: Final = re.compile(
    rf"(?<![\w#@$£€])(?<!\w\.)(?:(?<![0-9][,:/])|(?=[$£€]))(?:(?P<other>{_OTHER})|(?P<numeral>{_NUMERAL}))",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    rf"(?:[\s-]?(?:(?P<money>{_any(_MONEY)})s?|(?P<word>{_any({*_UNITS, *_SCALED_MONEY})})s?"
    rf"|(?P<time>{_any(_TIMES)})s?|(?P<symbol>(?-i:{_any(s for s in _SYMBOLS if len(s) > 1 or not s.isalpha())})))"
    # A single letter only glued ("in 2 A levels"), or a small one where the phrase ends behind it ("500 m from").
    rf"|(?P<letter>(?-i:{_any(s for s in _SYMBOLS if len(s) == 1 and s.isalpha())}))"
    rf"|\s(?P<spaced>(?-i:{_any(s for s in _SYMBOLS if len(s) == 1 and s.islower())}))"
    rf"(?=\s?(?:[,.;)]|$)(?!\w)|\s(?:{_any(_LEXICON['behind_letters'])})\b))(?!{_W})",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    rf"(?:\s+per\s+|-per-|/)(?P<per>(?:{_any(w for w in _UNITS if ' ' in w)})(?!{_W})|[^\W\d_]{_W}*)"
    rf"|\s+(?:an?|each|every)\s+(?P<each>{_any({*_LEXICON['rate_nouns'], *_TIMES, *_UNITS})})(?!{_W})",
    re.IGNORECASE,
)
_OFTEN: Final = re.compile(rf"\s+times\s+(?:an?|each|every|per)\s+(?P<per>{_any(_TIMES)})(?!{_W})", re.IGNORECASE)
_PLURAL: Final = re.compile(
    rf"[\s-]+(?:of\b|(?:(?!(?:{_any(_LEXICON['stops'])})\b){_W}+[\s-]){{0,2}}?"
    rf"(?:{_W}+(?<!s)s|{_any(_LEXICON['plurals'])})\b)",
    re.IGNORECASE,
)
_JOIN: Final = re.compile(
    rf"(?P<to>\s+to\s+|-to-)|(?P<up_to>\s+up\s+to\s+)|(?P<conjunction>\s+and\s+)"
    rf"|(?P<dash>{_DASH}|\s{_DASH}\s)(?=[^\W_]|[$£€.])",
    re.IGNORECASE,
)
_PART_OF: Final = re.compile(r"\s+(?:in|(?P<out>out\s+of))\s+(?:every\s+)?", re.IGNORECASE)
_PARTS: Final = re.compile(rf"\b(?:{_any(_LEXICON['parts'])})\s+(?:one\s+)?$", re.IGNORECASE)
_OF_TIME: Final = re.compile(
    rf"\s+of\s+(?:(?:an?|the|this|last)\s+)?(?:(?:{_any(_TIMES)})s?\b|[0-9]{{4}}\b)", re.IGNORECASE
)
_OF_MAGNITUDE: Final = re.compile(rf"\s+of\s+an?\s+(?P<magnitude>{_MAGNITUDE})", re.IGNORECASE)
_SCORES_OF: Final = re.compile(
    rf"\s+of\s+(?!the\b|an?\b|[0-9])|(?:\s+(?:were|are|have\s+been|remain|others?|more))?\s+(?:{_any(_LEXICON['states'])})\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"(?<!{_W})(?P<bound>{_any(_BOUNDS)})(?:\s+|(?<!\w))(?:(?:{_any(_LEXICON['fillers']['words'])})\s+){{0,2}}[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    # "12 at least" is bound from behind, in "12, at least 5" the words belong to the next number.
    rf"[\s-]?(?P<bound>{_any(_BOUNDS_BEHIND)})(?!{_W}|\s*(?:[$£€]?\.?[0-9]|{_VALUE}|an?\s+{_MAGNITUDE}|half\b))",
    re.IGNORECASE,
)
_RANGE_BEFORE: Final = re.compile(r"\b(?P<word>between|from)\s+$", re.IGNORECASE)
_CHANGE_BEFORE: Final = re.compile(r"\b(?:by|up|down|off)\s+$", re.IGNORECASE)
_OF: Final = re.compile(r"\s+of(?=\s)", re.IGNORECASE)
_OR: Final = re.compile(r"-?\s+or\s+", re.IGNORECASE)
_CONVERTED: Final = re.compile(r"\s?[(\[/]\s?")
_TOKEN: Final = re.compile(rf"{_W}+")
_WINDOW: Final = 48
"""Characters looked at before a number; the longest bound with its fillers is shorter."""


def find_numbers(text: str) -> list[Number]:
    """Finds the numbers in a text, left to right and without overlap.

    Args:
        text: any text; offsets are into it.

    Returns:
        The numbers that may be figures; durations, dates, times of day, ages, ordinals and scores are left out.
    """
    found: list[Number] = []
    position = floor = 0
    while match := _SCAN.search(text, position):
        position = max(match.end(), match.start() + 1)
        first = _numeral(text, match)
        if first is None:
            continue
        number, position = _complete(text, first, floor)
        if number is not None:
            found.append(number)
            position = max(position, number.end)
        floor = position
    for i in range(len(found) - 1, 0, -1):
        found[i - 1] = _with_unit_behind(text, found[i - 1], found[i])
    for i in range(1, len(found)):
        found[i] = _with_bound_before(text, found[i - 1], found[i])
        found[i - 1 : i + 1] = _with_rate_behind(text, found[i - 1], found[i])
    return found


def _with_unit_behind(text: str, first: Number, second: Number) -> Number:
    """Gives an alternative the unit of the number behind it: "six or seven euros"."""
    if first.unit or first.currency or not (second.unit or second.currency):
        return first
    is_alternative = _OR.fullmatch(text, first.end, second.start) is not None
    return replace(first, unit=second.unit, currency=second.currency) if is_alternative else first


def _with_bound_before(text: str, first: Number, second: Number) -> Number:
    """Gives a conversion the bound of the number before it: "over 80 km (50 miles)"."""
    ours, theirs = (first.unit, first.currency), (second.unit, second.currency)
    if (None, None) in {ours, theirs} or ours == theirs or not _CONVERTED.fullmatch(text, first.end, second.start):
        return second
    if second.bound != "exact" or first.bound in {"range", "vague"}:
        return second
    low, high = None if first.low is None else second.low, None if first.high is None else second.high
    return replace(second, low=low, high=high, bound=first.bound)


def _with_rate_behind(text: str, first: Number, second: Number) -> tuple[Number, Number]:
    """Gives two amounts of money the rate behind the brackets around the second: "$6 (7 euros) per share"."""
    is_money = first.currency and second.currency and not (first.unit or second.unit)
    if (
        not is_money
        or text[second.end : second.end + 1] != ")"
        or not _CONVERTED.fullmatch(text, first.end, second.start)
    ):
        return first, second
    if rate := _RATE.match(text, second.end + 1):
        per = _rate_of(rate)
        return _priced(first, per), _priced(second, per)
    return first, second


def _priced(money: Number, per: str) -> Number:
    return replace(money, unit=f"{_CURRENCIES[money.currency or '']['name']} per {per}")


def _rate_of(rate: re.Match[str]) -> str:
    """Returns what a rate is by, in the singular of the lexicon."""
    per = _key(rate["per"] or rate["each"])
    return _UNITS.get(per, per)


def _numeral(text: str, match: re.Match[str]) -> _Numeral | None:
    """Reads the value that a match of `_SCAN` holds, and the unit behind it; null for what is no number."""
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


def _in_digits(text: str, match: re.Match[str]) -> _Numeral | None:
    """Reads digits with their magnitude ("2.3 million", "$5m"); null for a number too large to mean anything."""
    value = float(re.sub(r"[,\s]", "", match["digits"]))
    currency = _PREFIXES.get(match["prefix"].rstrip()) if match["prefix"] else None
    scale, end = 1.0, match.end("digits")
    if power := match["power"] or match["lost"]:
        scale, end = 10.0 ** int(power.replace("\u2212", "-")), match.end()
    elif match["magnitudes"]:
        scale, end = math.prod(_MAGNITUDES[w.lower()] for w in _TOKEN.findall(match["magnitudes"])), match.end()
    elif match["abbreviation"]:
        short = match["abbreviation"].strip().lower()
        glued = match["abbreviation"][0].isalpha()
        counts = (glued or match["abbreviation"].isupper()) and _PLURAL.match(text, match.end()) is not None
        if currency or counts or (glued and short not in _UNSURE):
            scale, end = _ABBREVIATIONS[short], match.end()
    value *= scale
    is_scaled = scale > 1 or "," in match["digits"]
    if not math.isfinite(value) or (match["prefix"] and match["prefix"] in _SCALED_PREFIXES and not is_scaled):
        return None
    numeral = _Numeral(match.start("digits"), end, value, scale, currency=currency)
    start = match.start("prefix") if match["prefix"] else numeral.start
    signed = match["sign"] and _with_unit(text, numeral)
    if signed and (signed.unit or currency or match["sign"][0].isalpha()):
        return replace(numeral, start=match.start("sign"), value=-value)
    return replace(numeral, start=start)


def _fraction(text: str, match: re.Match[str]) -> _Numeral | None:
    """Reads a part of a whole ("two thirds of"), or of a magnitude ("a quarter of a million"); null for one of time."""
    if _OF_TIME.match(text, match.end()) or _PARTS.search(text, max(0, match.start() - _WINDOW), match.start()):
        return None
    above = _VALUES.get((match["numerator"] or "a").lower(), 1)
    value = above / (_FRACTIONS[match["part"].lower()] if match["part"] else 2)
    if magnitude := _OF_MAGNITUDE.match(text, match.end()):
        scale = _MAGNITUDES[magnitude["magnitude"].lower()]
        return _Numeral(match.start(), magnitude.end(), value * scale, scale)
    return _Numeral(match.start(), match.end(), value, unit=PROPORTION)


def _vague(text: str, match: re.Match[str]) -> _Numeral | None:
    """Reads "tens of thousands" and "several hundred" as the least number that the words can mean."""
    tokens = [w.lower() for w in _TOKEN.findall(match["vague"])]
    if tokens[-1] in {"tens", "scores"} and not _SCORES_OF.match(text, match.end()):
        return None
    value = math.prod(_VAGUE.get(w, _MAGNITUDES.get(w, 1.0)) for w in tokens)
    return _Numeral(match.start(), match.end(), value, value, is_vague=True)


def _in_words(words: str, start: int) -> _Numeral:
    """Reads a number in words; stops where the words begin another number ("two" in "two and three")."""
    tokens = [(m[0].lower(), m.end()) for m in _TOKEN.finditer(words)]
    factor = 0.5 if tokens[0][0] == "half" else 1.0
    first = next(i for i, (word, _) in enumerate(tokens) if word in _VALUES or word in _MAGNITUDES)
    total, current, scale, previous = 0.0, 0.0, 1.0, ""
    end, joined = tokens[first][1], False
    for word, word_end in tokens[first:]:
        if word in {"and", "a"}:
            joined = True
            continue
        if word == "half":
            current += 0.5
        elif word in _VALUES and _continues(previous, word, joined=joined):
            current += _VALUES[word]
            scale = 1.0
        elif word in _MAGNITUDES and not joined:
            magnitude = _MAGNITUDES[word]
            if magnitude <= 100:
                current = max(current, 1.0) * magnitude
            else:
                total, current = total + max(current, 1.0) * magnitude, 0.0
            scale = magnitude * (scale if previous in _MAGNITUDES else 1.0)
        else:
            break
        previous, end, joined = word, word_end, False
    return _Numeral(start, start + end, (total + current) * factor, scale)


def _continues(previous: str, word: str, *, joined: bool) -> bool:
    """Tells whether a number word continues the number before it, or begins another one.

    Args:
        previous: the word before; empty at the beginning.
        word: a word of `values`.
        joined: whether "and" stands between.
    """
    if not previous:
        return True
    if previous in _MAGNITUDES and previous != "dozen":
        return True
    return not joined and _VALUES.get(previous, 0) >= 20 and 0 < _VALUES[word] < 10


def _with_unit(text: str, numeral: _Numeral) -> _Numeral | None:
    """Adds the unit or currency behind a value; null when letters are glued to the digits ("5G")."""
    unit, currency, end = numeral.unit, numeral.currency, numeral.end
    if numeral.currency is None and unit is None and (often := _OFTEN.match(text, end)):
        return replace(numeral, end=often.end(), unit=f"count per {_key(often['per'])}")
    of = _OF.match(text, end) if numeral.is_vague else None
    match = None if unit or currency else _UNIT.match(text, of.end() if of else end)
    if match and match["time"]:
        return replace(numeral, end=match.end(), is_time=True)
    if match:
        symbol, word = match["symbol"] or match["letter"] or match["spaced"], match["money"] or match["word"]
        if symbol:
            unit = _SYMBOLS[" ".join(symbol.split())]
        elif match["money"] or numeral.scale >= 1000:
            currency = _look_up(word, _MONEY) or _look_up(word, _SCALED_MONEY)
        unit = unit or (None if currency else _look_up(word, _UNITS))
        end = match.end() if unit or currency else end
    if end < len(text) and end == numeral.end and text[end].isalnum():
        return None
    named = unit or (currency and _CURRENCIES[currency]["name"])
    if named and unit != PROPORTION and (rate := _RATE.match(text, end)):
        unit, end = f"{named} per {_rate_of(rate)}", rate.end()
    return replace(numeral, end=end, unit=unit, currency=currency)


def _look_up(word: str, table: dict[str, str]) -> str | None:
    """Returns what a table has for a word or for the singular of a regular plural."""
    key = _key(word)
    return table.get(key) or table.get(key.removesuffix("s"))


def _complete(text: str, first: _Numeral, floor: int) -> tuple[Number | None, int]:
    """Joins a value to the range or proportion that it begins, and reads the bounds around.

    Args:
        text: the whole text.
        first: the value.
        floor: end of the number before; no bound reaches behind it.

    Returns:
        The number, null when it is no figure; and where to read on.
    """
    share = _proportion(text, first)
    if share:
        return _bounded(text, share, (share.value, share.value), floor), share.end
    join = _JOIN.match(text, first.end)
    match = _SCAN.match(text, join.end()) if join else None
    second = _numeral(text, match) if match else None
    if join is None or second is None or first.is_vague or second.is_vague:
        return (None if first.is_time else _bounded(text, first, (first.value, first.value), floor)), first.end
    opening = _RANGE_BEFORE.search(text, max(floor, first.start - _WINDOW), first.start)
    word = opening["word"].lower() if opening else ""
    low, high = _same_scale(first, second), second.value
    alike = (first.unit in {None, second.unit}) and (
        first.currency == second.currency or first.currency is None or second.is_bare or second.currency is None
    )
    if join["dash"]:
        stands_alone = first.is_bare and second.is_bare and not word and not _PLURAL.match(text, second.end)
        if stands_alone and not _BEFORE.search(text, max(floor, first.start - _WINDOW), first.start):
            return None, second.end
        is_range = alike and low < high
    elif join["conjunction"] or join["up_to"]:
        is_range = alike and word == ("between" if join["conjunction"] else "from") and low < high
    else:
        changed = _CHANGE_BEFORE.search(text, max(floor, first.start - _WINDOW), first.start)
        is_range = alike and not changed and (low < high or (word == "from" and low != high))
    if not is_range:
        return (None if first.is_time else _bounded(text, first, (first.value, first.value), floor)), first.end
    if first.is_time or second.is_time:
        return None, second.end
    whole = replace(
        second,
        start=opening.start() if opening else first.start,
        currency=second.currency or first.currency,
    )
    return _bounded(text, whole, (min(low, high), max(low, high)), floor), second.end


def _proportion(text: str, first: _Numeral) -> _Numeral | None:
    """Reads "one in five" and "three out of 10"; null when what follows makes no part of a whole."""
    part = _PART_OF.match(text, first.end) if first.is_bare and not first.is_vague and not first.is_time else None
    match = _SCAN.match(text, part.end()) if part else None
    second = _numeral(text, match) if match else None
    if part is None or second is None or second.unit or second.currency or second.is_time or second.is_vague:
        return None
    above, below = first.value, second.value
    usual = part["out"] or (above == 1 and not 1900 <= below < 2100) or below <= 10 or below in {20, 50, 100, 1000}
    if not (usual and 0 < above < below and above.is_integer() and below.is_integer()):
        return None
    return _Numeral(first.start, second.end, above / below, unit=PROPORTION)


def _same_scale(first: _Numeral, second: _Numeral) -> float:
    """Returns the lower end of a range, with the magnitude that stands only behind the upper one ("5-7 million")."""
    if first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale:
        return first.value * second.scale
    return first.value


def _bounded(text: str, numeral: _Numeral, values: tuple[float, float], floor: int) -> Number:
    """Adds the bound words before and behind a value or a range.

    The nearest bound decides, but "about" gives way to any other ("more than an estimated 200").
    """
    low, high = values
    start, end, bound = numeral.start, numeral.end, "exact"
    while bound in {"exact", "approximate"} and (before := _BEFORE.search(text, max(floor, start - _WINDOW), start)):
        start, bound = before.start(), _BOUNDS[_key(before["bound"])]
    if behind := _BEHIND.match(text, end):
        end = behind.end()
        bound = _BOUNDS_BEHIND[_key(behind["bound"])] if bound in {"exact", "approximate"} else bound
    if low != high:
        bound = "range"
    elif numeral.is_vague:
        bound = "vague"
    return Number(
        start,
        end,
        numeral.start,
        numeral.end,
        None if bound in {"less_than", "at_most"} else low,
        None if bound in {"more_than", "at_least", "vague"} else high,
        bound,
        numeral.unit,
        numeral.currency,
    )
