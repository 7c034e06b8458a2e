"""Values that take the place of others: "rose from 3 to 5", "to 48 from 45", "12, up from nine"."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from transforms.documents import ParagraphIndex
from transforms.extract.figures.vocabulary import NOUN_POS, VERB_POS, WORDS
from transforms.extract.numbers.find import Number, find_numbers

_TEXT_BEHIND: Final = 40
"""Characters behind a number that tell how it is read: the noun that makes "3m" three million."""
_YEAR: Final = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_APART: Final = 50
"""Characters between the two values, at most: "from $36 on Monday night to $34"."""
_STEPS: Final = 4
"""Words from a value to the verb that moves it, at most."""
_WITHIN: Final = r"(?:[^.;:()]|[.:](?=[0-9]))"
"""A character within a sentence, and outside of brackets."""
_COMPARED: Final = re.compile(rf"{_WITHIN}{{0,40}}\b(?:up|down|higher|lower)\sfrom\s?", re.IGNORECASE)
_REPLACED: Final = re.compile(rf"(?:\s{_WITHIN}{{0,40}})?\sfrom\s?", re.IGNORECASE)
_REPLACING: Final = re.compile(rf"{_WITHIN}{{0,30}}\sto\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as its sentence states it.

    Attributes:
        number: the number.
        change_from: the value that it takes the place of; null for none.
        is_replaced: whether another value of the sentence takes its place.
    """

    number: Number
    change_from: float | None = None
    is_replaced: bool = False


def read_changes(paragraph: ParagraphIndex, numbers: Sequence[Number]) -> list[Stated]:
    """Tells which numbers of a paragraph take the place of others.

    Args:
        paragraph: the paragraph.
        numbers: its numbers in reading order.

    Returns:
        The numbers in the same order. "From 3 to 5" behind a verb of change is no range: of it the new value is left,
        with the old one in `change_from`.
    """
    stated = [_as_change(paragraph, number) or Stated(number) for number in numbers]
    values = [i for i, number in enumerate(numbers) if not _is_year(paragraph, number) or number.bound == "range"]
    for i, j in itertools.pairwise(values):
        first, second = stated[i].number, stated[j].number
        if _is_alike(first, second) and _is_new(paragraph, first, second):
            stated[i] = replace(stated[i], change_from=_value(second))
            stated[j] = replace(stated[j], is_replaced=True)
        elif _is_old(paragraph, first, second) and (new := _in_unit_of(paragraph, first, second)):
            stated[j] = replace(stated[j], number=new, change_from=_value(first))
            stated[i] = replace(stated[i], is_replaced=True)
    return stated


def _is_year(paragraph: ParagraphIndex, number: Number) -> bool:
    """Tells whether a number between two values is a year: "from 550 in 2000 to 90"."""
    first = paragraph.token(number.start)
    return first.i > 0 and first.nbor(-1).lower_ == "in" and _YEAR.fullmatch(first.text) is not None


def _as_change(paragraph: ParagraphIndex, number: Number) -> Stated | None:
    """Takes apart what was read as a range: "rose from 3 to 5"; null for what is one."""
    if number.bound != "range":
        return None
    doc, inside = paragraph.doc, paragraph.token_range(number.start, number.end)
    to = next((doc[i] for i in inside if doc[i].lower_ == "to"), None)
    is_year = _is_year(paragraph, number)
    if to is None or not (is_year or doc[inside.start].lower_ == "from") or word_of_change(to) is None:
        return None
    start = doc[to.i + 1].idx
    found = find_numbers(paragraph.text[start : number.end + _TEXT_BEHIND])
    if not found or found[0].start:
        return None
    new = found[0]
    new = replace(new, start=start, end=start + new.end, core_start=start, core_end=start + new.core_end)
    if is_year:
        return Stated(new)
    return Stated(new, change_from=number.high if new.low == number.low else number.low)


def word_of_change(preposition: Token) -> Token | None:
    """Returns the word of change above "from" or "to": "rose", "was revised", "an increase"; null for any other."""
    token = preposition
    for _ in range(_STEPS):
        token = token.head
        if token.pos_ in VERB_POS:
            return token if _is_change(token) or WORDS["moving"].has(token) else None
        if token.pos_ in NOUN_POS and _is_change(token):
            return token
    return None


def _is_change(word: Token) -> bool:
    # "Lost from 3 to 5 kilos" is a range.
    return WORDS["changes"].has(word) and not WORDS["changing_by"].has(word)


def _is_new(paragraph: ParagraphIndex, new: Number, old: Number) -> bool:
    """Tells whether the first of two values is the new one: "to 48 from 45", "48, up from 45"."""
    if old.start - new.end > _APART:
        return False
    if _COMPARED.fullmatch(paragraph.text, new.end, old.start):
        return True
    before = paragraph.token(new.start).i - 1
    to = paragraph.doc[before] if before >= 0 else None
    is_replaced = _REPLACED.fullmatch(paragraph.text, new.end, old.start) is not None
    return is_replaced and to is not None and to.lower_ in {"to", "at"} and word_of_change(to) is not None


def _is_old(paragraph: ParagraphIndex, old: Number, new: Number) -> bool:
    """Tells whether the first of two values is the old one: "from $36 on Monday to $34"."""
    before = paragraph.token(old.start).i - 1
    preposition = paragraph.doc[before] if before >= 0 else None
    is_apart = new.start - old.end <= _APART and _REPLACING.fullmatch(paragraph.text, old.end, new.start) is not None
    return (
        is_apart
        and preposition is not None
        and preposition.lower_ == "from"
        and word_of_change(preposition) is not None
    )


def _is_alike(first: Number, second: Number) -> bool:
    """Tells whether the second number may be the value before the first: of the same unit, or of none."""
    units = (second.unit, second.currency)
    return units in {(None, None), (first.unit, first.currency)} and "range" not in {first.bound, second.bound}


def _in_unit_of(paragraph: ParagraphIndex, old: Number, new: Number) -> Number | None:
    """Returns the new value, in the unit of the old one if it has none; null if they count different things."""
    nouns = [paragraph.token(min(number.end + 1, len(paragraph.text) - 1)) for number in (old, new)]
    named = [noun.lower_ for noun in nouns if noun.pos_ in NOUN_POS]
    if not _is_alike(new, old) and (new.unit or new.currency or nouns[1].pos_ in NOUN_POS):
        return None
    if len(set(named)) > 1:  # "goes from 4 villages to 2 towns"
        return None
    return new if new.unit or new.currency else replace(new, unit=old.unit, currency=old.currency)


def _value(number: Number) -> float | None:
    return number.high if number.low is None else number.low
