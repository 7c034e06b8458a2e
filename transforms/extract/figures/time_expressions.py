"""Expressions of time in a sentence, resolved from the day of the article: "on Monday", "in 1998", "ten years ago".

A period is known by its last day: "in 1998" is 31 December 1998.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from transforms import lexicons
from transforms.dates import MONTHS, find_dates
from transforms.extract.numbers.vocabulary import any_of, month_of

_LEXICON: Final = lexicons.load("figures")
_VALUES: Final[dict[str, int]] = lexicons.load("numbers")["values"]
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE: Final[dict[str, int]] = _LEXICON["days"]
_SEASONS: Final[dict[str, int]] = _LEXICON["seasons"]
_DAYS_OF: Final = {"day": 1, "week": 7, "fortnight": 14}
_YEARS_OF: Final = {"year": 1, "decade": 10, "century": 100, "centuries": 100}
_FIRST_YEAR: Final = 1700
"""The tables take no older day."""


MONTH: Final = month_of(MONTHS)
_FULL_MONTH: Final = month_of({number: name for name, number in MONTHS.items()}.values())
WEEKDAY: Final = rf"(?:{'|'.join(_WEEKDAYS)})\b(?!s)"
_DAY: Final = r"[0-3]?[0-9]"
_YEAR: Final = r"(?:1[7-9]|20)[0-9]{2}"
_TO: Final = r"\s?(?:-|\u2013|\u2014|to|and|until|till|through)\s?"
_AMOUNT: Final = (
    rf"(?:[0-9]{{1,4}}|{any_of(_VALUES)}(?:-{any_of(_VALUES)})?|half\san?|an?|several|(?:a\s)?few|some|many)"
)
_UNIT: Final = r"(?:day|week|fortnight|month|year|decade|century|centurie)"
_AGO: Final = r"(?:ago\b|(?:earlier|before|previously)(?=[,.;:)]|$))"
_VAGUE: Final = frozenset({"several", "few", "a few", "some", "many"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell when.

    Attributes:
        start: first character.
        end: their end, exclusive.
        day: the day, or the last day of the period; null for one that they leave open ("some years ago").
        rule: of section `as_of`: `sentence` for a day, `period` for a longer time, `until_now` for what lasts.
        is_year: whether they name a year or a longer time, and no month or day of it.
        coming: the day that they mean if it is to come.
    """

    start: int
    end: int
    day: date | None
    rule: str
    is_year: bool = False
    coming: date | None = None


def time_expressions(text: str, first: int, last: int, published_on: date) -> Iterator[TimeExpression]:
    """Yields the expressions of time in a stretch of a text; of two that overlap the one of the earlier reader.

    Args:
        text: the text.
        first: where the stretch begins.
        last: where it ends.
        published_on: the day from which they are counted.
    """
    taken: list[tuple[int, int]] = []
    for found in _all(text, first, last, published_on):
        if all(found.end <= start or end <= found.start for start, end in taken):
            taken.append((found.start, found.end))
            yield found


def _all(text: str, first: int, last: int, published_on: date) -> Iterator[TimeExpression]:
    since = [match.end() for match in _SINCE.finditer(text, first, last)]
    for start, end, days in find_dates(text[first:last]):
        if len(days) == 1:
            is_since = first + start in since
            day = published_on if is_since else next(iter(days))
            yield TimeExpression(first + start, first + end, day, "until_now" if is_since else "sentence")
    for pattern, rule, resolve, is_year in _READERS:
        for match in pattern.finditer(text, first, last):
            if match.start() in since and "first" not in match.groupdict():
                yield TimeExpression(*match.span(), published_on, "until_now", is_year)
            elif (resolved := resolve(match, published_on)) is not None:
                yield TimeExpression(*match.span(), resolved.day, rule, is_year, resolved.coming)


@dataclass(frozen=True, slots=True)
class _Resolved:
    day: date | None
    coming: date | None = None


# How each is resolved; null for what is no time, or one to come


def _day_of_month(match: re.Match[str], published_on: date) -> _Resolved | None:
    """Returns the last such day up to the one after the article's, and the next; null if two years have none."""
    month = MONTHS[match["month"].lower().rstrip(".")]
    day = int(match["last_day"] or match["day"])
    years = (published_on.year - 1, published_on.year, published_on.year + 1)
    days = [date(year, month, day) for year in years if 1 <= day <= monthrange(year, month)[1]]
    past = [d for d in days if d <= published_on + timedelta(days=1)]
    coming = [d for d in days if d > published_on + timedelta(days=1)]
    return _Resolved(past[-1], coming[0] if coming else None) if past else None


def _weekday(match: re.Match[str], published_on: date) -> _Resolved | None:
    """Returns the last such day of the week, and the next; null for "next Monday" and for every one."""
    which = (match["which"] or "").strip().lower()
    if which in {"next", "every", "each"}:
        return None
    back = (published_on.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    past = published_on - timedelta(days=back or (7 if which == "last" else 0))
    return _Resolved(past, None if which == "last" else past + timedelta(days=7))


def _relative_day(match: re.Match[str], published_on: date) -> _Resolved:
    return _Resolved(published_on - timedelta(days=_RELATIVE[" ".join(match["relative"].lower().split())]))


def _last_period(match: re.Match[str], published_on: date) -> _Resolved:
    """Returns the last day of the year, month or week before the article's."""
    return _Resolved(_end_before(match["unit"].lower(), 1, published_on))


def _ago(match: re.Match[str], published_on: date) -> _Resolved | None:
    """Returns the last day of the year, month or week so long before the article; open for "some years ago"."""
    amount, unit = " ".join(match["amount"].lower().split()), match["unit"].lower()
    if amount in _VAGUE:
        return None if unit in _DAYS_OF else _Resolved(None)
    if amount.startswith("half"):
        half = {"decade": 5, "century": 50}.get(unit)
        return _Resolved(_end_before("year", half, published_on)) if half else None
    words = re.split(r"[\s-]", amount)
    value = int(amount) if amount.isdigit() else int(sum(_VALUES.get(word, 1) for word in words))
    return _Resolved(_end_before(unit, value, published_on))


def _end_before(unit: str, value: int, published_on: date) -> date | None:
    """Returns the last day of the unit that lies `value` units back; the day itself for days."""
    if unit == "day":
        return published_on - timedelta(days=value)
    if unit in _DAYS_OF:
        in_week = published_on - timedelta(days=_DAYS_OF[unit] * value)
        return in_week + timedelta(days=6 - in_week.weekday())
    if unit == "month":
        months = published_on.year * 12 + published_on.month - 1 - value
        return _end_of_month(months // 12, months % 12 + 1) if months // 12 >= _FIRST_YEAR else None
    year = published_on.year - _YEARS_OF[unit] * value
    return date(year, 12, 31) if year >= _FIRST_YEAR else None


def _year(match: re.Match[str], published_on: date) -> _Resolved | None:
    """Returns the last day of a year or of its month, or the article's day if that is earlier; null for one to come."""
    groups = match.groupdict()
    year = _whole_year(match["year"], groups.get("first"))
    if groups.get("decade"):
        year += 9
    named = groups.get("month")
    first = date(year, MONTHS[named.lower().rstrip(".")], 1) if named else date(year, 1, 1)
    if first > published_on:
        return None
    return _Resolved(min(published_on, _end_of_month(first.year, first.month if named else 12)))


def _whole_year(year: str, first: str | None) -> int:
    """Returns a year in full: the second of "2010-15" has the century of the first."""
    if len(year) == 4 or first is None:
        return int(year)
    return int(first[: 4 - len(year)] + year)


def _month_alone(match: re.Match[str], published_on: date) -> _Resolved:
    """Returns the end of the last such month, and of the next."""
    month = MONTHS[match["month"].lower().rstrip(".")]
    is_last = match.groupdict().get("last") is not None
    is_before = month > published_on.month or (is_last and month == published_on.month)
    year = published_on.year - is_before
    coming = _end_of_month(year + 1, month) if is_before else None
    return _Resolved(min(published_on, _end_of_month(year, month)), coming)


def _season(match: re.Match[str], published_on: date) -> _Resolved:
    """Returns the end of the last season of that name that is over, north of the equator."""
    month = _SEASONS[match["season"].lower()]
    return _Resolved(_end_of_month(published_on.year - (month >= published_on.month), month))


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_Resolve = Callable[[re.Match[str], date], _Resolved | None]


_Reader = tuple[re.Pattern[str], str, _Resolve, bool]


def _reader(pattern: str, rule: str, resolve: _Resolve, *, is_year: bool = False) -> _Reader:
    return re.compile(pattern, re.IGNORECASE), rule, resolve, is_year


_SINCE: Final = re.compile(
    r"\b(?:since|from|on\s(?:and|or)\safter)\s(?:(?:the|last|early|late|mid)[\s-]){0,2}", re.IGNORECASE
)
_READERS: Final[tuple[_Reader, ...]] = (
    # Both ends of a time: the later one is the day.
    _reader(rf"\b(?P<first>{_YEAR}){_TO}(?P<year>{_YEAR}|[0-9]{{2}})\b(?![,.]?[0-9])", "period", _year, is_year=True),
    _reader(rf"\b(?P<first>{_FULL_MONTH}){_TO}(?P<month>{_FULL_MONTH}),?\s?(?P<year>{_YEAR})\b", "period", _year),
    _reader(rf"\b(?:from|between)\s{_FULL_MONTH}{_TO}(?P<month>{_FULL_MONTH})", "period", _month_alone),
    _reader(
        # Not "in April 26 people died".
        rf"(?<!\bin\s)(?<!\blast\s)\b(?P<month>{MONTH})\s(?P<day>{_DAY})(?:st|nd|rd|th)?(?:{_TO}(?P<last_day>{_DAY})(?:st|nd|rd|th)?)?\b"
        rf"(?!,?\s?[12][0-9]{{3}}|\s?%|[.,:][0-9])",
        "sentence",
        _day_of_month,
    ),
    _reader(
        rf"(?<![\w.,])(?P<day>{_DAY})(?:st|nd|rd|th)?(?:{_TO}(?P<last_day>{_DAY})(?:st|nd|rd|th)?)?\s(?:of\s)?"
        rf"(?P<month>{MONTH})(?!\w|,?\s?[12][0-9]{{3}})",
        "sentence",
        _day_of_month,
    ),
    _reader(
        rf"(?:\b(?:between|from)\s{WEEKDAY}{_TO})?(?P<which>\b(?:last|next|this|every|each)\s)?\b(?P<weekday>{WEEKDAY})",
        "sentence",
        _weekday,
    ),
    _reader(rf"\b(?P<relative>{any_of(_RELATIVE)})\b", "sentence", _relative_day),
    _reader(rf"\b(?P<amount>{_AMOUNT})\s(?P<unit>day)s?\s{_AGO}", "sentence", _ago),
    _reader(rf"\b(?P<amount>{_AMOUNT})\s(?P<unit>{_UNIT})s?\s{_AGO}", "period", _ago),
    _reader(r"\b(?:last|(?:the\s)?(?:previous|preceding|prior))\s(?P<unit>year|month|week)\b", "period", _last_period),
    _reader(r"\bthe\s(?P<unit>year|month|week)\sbefore(?=[,.;:)]|$)", "period", _last_period),
    _reader(rf"\blast\s(?P<season>{any_of(_SEASONS)})\b", "period", _season),
    _reader(rf"\b(?P<month>{_FULL_MONTH}),?\s(?:of\s)?(?P<year>{_YEAR})\b", "period", _year),
    _reader(
        rf"\b(?:in|during|of|by|for|until|after|before)\s(?:(?:the|early|late|mid|year|end|of|spring|summer|autumn"
        rf"|fall|winter)[\s-]){{0,4}}(?P<year>{_YEAR})(?P<decade>['\u2019]?s)?\b(?![,.][0-9])",
        "period",
        _year,
        is_year=True,
    ),
    _reader(rf"\b(?P<year>{_YEAR})(?P<decade>['\u2019]?s)?\b(?![,.][0-9])", "modifier", _year, is_year=True),
    _reader(
        rf"\b(?:(?:in|during)\s(?:(?:early|late|mid)[\s-])?|(?P<last>last\s))(?P<month>{_FULL_MONTH})",
        "period",
        _month_alone,
    ),
)
"""Pattern, rule, what resolves it, and whether it names no more than a year; asked in this order.

A bare year has the rule `modifier`: it is a time only before what happened then ("the 1987 flood")."""
