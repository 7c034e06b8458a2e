"""Two numbers that are the ends of one range ("5 to 7"), and those that are not ("rose 5% to 7%", "won 5-7")."""

import re
from dataclasses import dataclass, replace
from typing import Final

from transforms.extract.numbers.numeral import Numeral
from transforms.extract.numbers.patterns import (
    BEFORE,
    CHANGE_BEFORE,
    CHANGE_VERB,
    JOIN,
    PLURAL,
    RANGE_BEFORE,
    SCAN,
    SCORING,
    WINDOW,
)
from transforms.extract.numbers.units import read_numeral

CHANGE_WINDOW: Final = 64
"""Characters before "3% to 12%" in which a verb of change makes it no range: an adverb may stand between."""
MOST_APART: Final = 100
"""Times that the upper end of a range with a dash may be the lower one; "21-4567" is the number of a case."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that are joined.

    Attributes:
        numeral: the range; the first number alone where both are no range; null where neither counts anything.
        low: the lower end.
        high: the upper end.
        end: where to read on.
    """

    numeral: Numeral | None
    low: float
    high: float
    end: int


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of what may be a range: `word` is "between" or "from", and stands at `opening`."""

    join: re.Match[str]
    first: Numeral
    second: Numeral
    word: str
    opening: int

    @property
    def low(self) -> float:
        """The lower end, with the magnitude that stands only behind the upper one ("5-7 million")."""
        first, second = self.first, self.second
        if first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale:
            return first.value * second.scale
        return first.value

    @property
    def are_alike(self) -> bool:
        """Whether both are of one unit, which may be written once."""
        first, second = self.first, self.second
        is_of_one_money = first.currency in {None, second.currency} or second.is_bare or second.currency is None
        return first.unit in {None, second.unit} and is_of_one_money


def read_pair(text: str, first: Numeral, floor: int) -> Pair:
    """Reads the number that is joined to another one behind it.

    Args:
        text: the whole text.
        first: the number before.
        floor: end of the number before that; no word before it belongs to this one.
    """
    alone = Pair(None if first.is_time else first, first.value, first.value, first.end)
    ends = _ends(text, first, floor)
    if ends is None or first.is_vague or ends.second.is_vague:
        return alone
    second, window = ends.second, max(floor, first.start - WINDOW)
    if _is_change(text, ends, floor):
        return alone
    if _is_no_count(text, ends, window):
        return Pair(None, first.value, first.value, second.end)
    if not _is_range(ends):
        return alone
    if first.is_time or second.is_time:
        return Pair(None, first.value, first.value, second.end)
    whole = replace(
        second, start=ends.opening, currency=second.currency or first.currency, unit=second.unit or first.unit
    )
    return Pair(whole, min(ends.low, second.value), max(ends.low, second.value), second.end)


def _ends(text: str, first: Numeral, floor: int) -> _Ends | None:
    join = JOIN.match(text, first.end)
    match = SCAN.match(text, join.end()) if join else None
    second = read_numeral(text, match) if match else None
    if join is None or second is None:
        return None
    opening = RANGE_BEFORE.search(text, max(floor, first.start - WINDOW), first.start)
    word = opening["word"].lower() if opening else ""
    return _Ends(join, first, second, word, opening.start() if opening else first.start)


def _is_change(text: str, ends: _Ends, floor: int) -> bool:
    """Tells whether the first value is by how much something changed to the second: "rose 3% to 12%", "up 3 to 12".

    Of "from 3 to 5" only the sentence's structure tells whether it is a change, which is read later.
    """
    if not ends.join["to"] or ends.word or (ends.first.is_bare and not ends.second.is_bare):
        return False
    start = max(floor, ends.first.start - CHANGE_WINDOW)
    by = CHANGE_BEFORE.search(text, start, ends.opening)
    return by is not None or (not ends.first.is_bare and CHANGE_VERB.search(text, start, ends.opening) is not None)


def _is_no_count(text: str, ends: _Ends, window: int) -> bool:
    """Tells whether both numbers are a score, a vote or a code, and count nothing: "won 3-1", "voted 5 to 4"."""
    are_bare = ends.first.is_bare and ends.second.is_bare and not ends.word
    if not are_bare or ((counts := PLURAL.match(text, ends.second.end)) is not None and ends.join["to"]):
        return False
    if ends.join["to"]:
        return SCORING.search(text, window, ends.first.start) is not None
    is_far = ends.second.value >= ends.low * MOST_APART
    is_bound = BEFORE.search(text, window, ends.first.start) is not None
    return ends.join["dash"] is not None and (is_far or not (counts or is_bound))


def _is_range(ends: _Ends) -> bool:
    """Tells whether the numbers are the ends of a range: alike, the lower one first, and joined like one."""
    low, high, join = ends.low, ends.second.value, ends.join
    if not ends.are_alike or low == high:
        return False
    if join["conjunction"]:
        return ends.word == "between" and low < high
    if join["up_to"]:
        return ends.word == "from" and low < high
    if join["dash"]:
        return low < high
    is_reversed = ends.word == "from" and not ends.second.is_bare
    return low < high or is_reversed
