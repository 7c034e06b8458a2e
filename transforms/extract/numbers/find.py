"""The numbers of a text: value, bound, unit, currency and place of each."""

import re
from dataclasses import dataclass, replace
from typing import Final

from transforms.extract.numbers.numeral import PROPORTION, Numeral
from transforms.extract.numbers.patterns import (
    BEFORE,
    BEHIND,
    CHANGE_VERB,
    CONVERTED,
    DIVISOR,
    LISTED,
    LISTED_LAST,
    MARGIN,
    OR,
    PART_OF,
    RATE,
    RELAY,
    SCAN,
    SIDES,
    UP_BEFORE,
    WINDOW,
)
from transforms.extract.numbers.ranges import read_pair
from transforms.extract.numbers.units import rate_of, read_numeral
from transforms.extract.numbers.vocabulary import BOUNDS, BOUNDS_BEHIND, CURRENCIES, LENGTHS, lexicon_key

_YEARS: Final = range(1900, 2100)
"""Values that are rather a year than the first of a list: "in 2019 and 20 percent"."""
_DIGIT: Final = re.compile("[0-9]")


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


def find_numbers(text: str) -> list[Number]:
    """Finds the numbers in a text, left to right and without overlap.

    Args:
        text: any text; offsets are into it.

    Returns:
        The numbers that may be figures; durations, dates, times of day, ages, ordinals and scores are left out.
    """
    found: list[Number] = []
    position = floor = 0
    while match := SCAN.search(text, position):
        position = max(match.end(), match.start() + 1)
        first = read_numeral(text, match)
        if first is None:
            continue
        number, position = _complete(text, first, floor)
        if number is not None:
            found.append(number)
            position = max(position, number.end)
        floor = position
    _share_units(text, found)
    found = _with_divisors(text, _with_margins(text, found))
    for i in range(1, len(found)):
        found[i] = _with_bound_before(text, found[i - 1], found[i])
        found[i - 1 : i + 1] = _with_rate_behind(text, found[i - 1], found[i])
    return found


def _share_units(text: str, found: list[Number]) -> None:
    """Gives numbers of a list the unit that stands behind the last of them."""
    is_listed = False
    for i in range(len(found) - 1, 0, -1):
        first, second = found[i - 1 : i + 1]
        is_third = i > 1 and LISTED.fullmatch(text, found[i - 2].end, first.start) is not None
        is_listed = _shares_unit(text, first, second, LISTED if is_listed else LISTED_LAST if is_third else OR)
        if is_listed or _is_side(text, first, second):
            found[i - 1] = replace(first, unit=second.unit, currency=second.currency)


def _shares_unit(text: str, first: Number, second: Number, joint: re.Pattern[str]) -> bool:
    """Tells whether a number has the unit of the one behind it: "six or seven euros", "5, 10 and 20 mg".

    Of two that "and" joins the first may well count something else: "killed 12 and 300 hectares burned".

    Args:
        text: the whole text.
        first: the number.
        second: the number behind it, which may have its unit from the next of the list.
        joint: what may stand between them.
    """
    if first.unit or first.currency or not (second.unit or second.currency) or second.unit == PROPORTION:
        return False
    are_plain = first.bound == second.bound == "exact"
    is_year = first.low is not None and first.low in _YEARS and (second.low or 0) < _YEARS.start
    is_behind = text[second.core_start].isdigit() or not _DIGIT.search(text, second.core_start, second.core_end)
    return are_plain and is_behind and not is_year and joint.fullmatch(text, first.end, second.start) is not None


def _with_margins(text: str, found: list[Number]) -> list[Number]:
    """Joins amounts to how far off they may be: "300g ± 5g", "6.5±0.1 TeV" are one approximate number each."""
    joined: list[Number] = []
    for number in found:
        amount = joined[-1] if joined else None
        between = MARGIN.fullmatch(text, amount.end, number.core_start) if amount else None
        if amount is not None and between and amount.bound in {"exact", "approximate"}:
            unit = amount if _name(amount) else number
            joined[-1] = replace(amount, end=number.end, bound="approximate", unit=unit.unit, currency=unit.currency)
        else:
            joined.append(number)
    return joined


def _with_divisors(text: str, found: list[Number]) -> list[Number]:
    """Joins amounts to what they are divided by: "5 litres per 100 km", "N1,480/$1" are one number each."""
    joined: list[Number] = []
    for number in found:
        amount = joined[-1] if joined else None
        if amount is not None and _divides(text, amount, number):
            per, name = _name(number), _name(amount)
            many = "" if number.low == 1 else f"{number.low:g} "
            joined[-1] = replace(amount, end=number.end, core_end=number.end, unit=f"{name} per {many}{per}")
        else:
            joined.append(number)
    return joined


def _divides(text: str, amount: Number, number: Number) -> bool:
    """Tells whether a number right behind an amount is what that is divided by."""
    names = (_name(amount), _name(number))
    is_exact = number.bound == "exact" and number.low is not None and number.low >= 1
    is_rate = names[0] is not None and " per " in names[0]
    if None in names or PROPORTION in names or is_rate or not is_exact:
        return False
    divisor = DIVISOR.fullmatch(text, amount.end, number.start)
    return divisor is not None and (divisor["per"] is not None or number.low == 1)


def _name(number: Number) -> str | None:
    """Returns the unit of an amount, or the name of its currency; null for a plain number."""
    return number.unit or (CURRENCIES[number.currency]["name"] if number.currency else None)


def _is_side(text: str, first: Number, second: Number) -> bool:
    """Tells whether two numbers are the sides of one thing, whose unit stands behind the last: "3 by 4 metres"."""
    if second.unit not in LENGTHS or RELAY.match(text, second.end) or not _shares_unit(text, first, second, SIDES):
        return False
    return CHANGE_VERB.search(text, max(0, first.start - WINDOW), first.start) is None  # "rose from 3 by 4 metres"


def _with_bound_before(text: str, first: Number, second: Number) -> Number:
    """Gives a conversion the bound of the number before it: "over 80 km (50 miles)"."""
    ours, theirs = (first.unit, first.currency), (second.unit, second.currency)
    if (None, None) in {ours, theirs} or ours == theirs or not CONVERTED.fullmatch(text, first.end, second.start):
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
        or not CONVERTED.fullmatch(text, first.end, second.start)
    ):
        return first, second
    if rate := RATE.match(text, second.end + 1):
        per = rate_of(rate)
        return _priced(first, per), _priced(second, per)
    return first, second


def _priced(money: Number, per: str) -> Number:
    return replace(money, unit=f"{CURRENCIES[money.currency or '']['name']} per {per}")


def _complete(text: str, first: Numeral, floor: int) -> tuple[Number | None, int]:
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
    pair = read_pair(text, first, floor)
    return (_bounded(text, pair.numeral, (pair.low, pair.high), floor) if pair.numeral else None), pair.end


def _proportion(text: str, first: Numeral) -> Numeral | None:
    """Reads "one in five" and "three out of 10"; null when what follows makes no part of a whole."""
    part = PART_OF.match(text, first.end) if first.is_bare and not first.is_vague and not first.is_time else None
    match = SCAN.match(text, part.end()) if part else None
    second = read_numeral(text, match) if match else None
    if part is None or second is None or second.unit or second.currency or second.is_time or second.is_vague:
        return None
    above, below = first.value, second.value
    usual = part["out"] or (above == 1 and not 1900 <= below < 2100) or below <= 10 or below in {20, 50, 100, 1000}
    if not (usual and 0 < above < below and above.is_integer() and below.is_integer()):
        return None
    return Numeral(first.start, second.end, above / below, unit=PROPORTION)


def _bounded(text: str, numeral: Numeral, values: tuple[float, float], floor: int) -> Number:
    """Adds the bound words before and behind a value or a range.

    The nearest bound decides, but "about" gives way to any other ("more than an estimated 200").
    """
    low, high = values
    start, end, bound = numeral.start, numeral.end, "exact"
    while bound in {"exact", "approximate"} and (before := BEFORE.search(text, max(floor, start - WINDOW), start)):
        words = lexicon_key(before["bound"])
        if words == "up to" and UP_BEFORE.search(text, max(floor, before.start() - WINDOW), before.start()):
            break
        start, bound = before.start(), BOUNDS[words]
    if behind := BEHIND.match(text, end):
        end = behind.end()
        bound = BOUNDS_BEHIND[lexicon_key(behind["bound"])] if bound in {"exact", "approximate"} else bound
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
