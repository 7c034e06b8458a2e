"""The day for which a figure is stated.

It is read from the words of the sentence. The day of the article is what "on Thursday" is counted back from, and what
holds where the sentence names no day.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from transforms import lexicons
from transforms.dates import MONTHS, find_dates
from transforms.documents import Part
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import NOUN_POS

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEXICON: Final = lexicons.load("figures")
_RELATIVE: Final[dict[str, int]] = _LEXICON["days"]
_REACH: Final = 300
"""Characters of a sentence on either side of a number in which its day is looked for."""
_FULL_MONTHS: Final = sorted({number: name for name, number in MONTHS.items()}.values())
_MONTH: Final = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_SINCE: Final = r"(?P<since>\b(?:since|from|on\s(?:and|or)\safter)\s(?:the\s|last\s|early\s|late\s|mid-?)?)?"
_EXPRESSION: Final = re.compile(
    rf"{_SINCE}(?:"
    rf"\b(?P<month>{_MONTH})\s(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?!,?\s?[12][0-9]{{3}})"
    rf"|\b(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})(?!\w|,?\s?[12][0-9]{{3}})"
    rf"|(?P<which>\b(?:last|next|this|every)\s)?\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?!s)"
    rf"|\b(?P<relative>{'|'.join(sorted(map(re.escape, _RELATIVE), key=len, reverse=True))})\b"
    rf"|\b(?P<period>last\s(?:year|month|week))\b"
    rf"|\b(?:in|during|of|by)\s(?P<in_month>{'|'.join(_FULL_MONTHS)})?,?\s?(?P<year>(?:19|20)[0-9]{{2}})\b"
    rf"|\b(?:in|during)\s(?P<only_month>{'|'.join(_FULL_MONTHS)})\b)",
    re.IGNORECASE,
)
UNTIL_NOW: Final = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, _LEXICON['until_now']))}"
    # "Since" of time, not of reason.
    rf"|since\s(?:then|the|its|last|early|late|mid|[0-9]|{_MONTH}|{'|'.join(_WEEKDAYS)}))\b",
    re.IGNORECASE,
)
"""Words by which a sentence counts up to the day of the article."""

_Day = tuple[date, Part]
"""A day, and the words that name it with the rule that read them."""


def find_day(candidate: Candidate, published_on: date | None) -> tuple[date | None, Part | None]:
    """Finds the day for which a number is stated, and where that day comes from.

    Args:
        candidate: the number.
        published_on: the article's day; without it nothing can be resolved.

    Returns:
        The day, never behind the one after publication, and the words that say so. Their rule, of section `as_of`, is
        the column `as_of_source`. Both null for an article without a day.
    """
    if published_on is None:
        return None, None
    named = next((day for _, find in _RULES if (day := find(candidate, published_on))), None)
    return named or (published_on, Part("as_of", "article"))


def _nearest(candidate: Candidate, published_on: date) -> _Day | None:
    """Returns the day that the sentence names nearest to the number."""
    number, (first, last) = candidate.number, candidate.sentence_chars
    first, last = max(first, number.start - _REACH), min(last, number.end + _REACH)
    named = [
        (max(number.start - stop, start - number.end), day, rule, start, stop)
        for start, stop, day, rule in _days(candidate.paragraph.text, first, last, published_on)
        if day <= published_on + timedelta(days=1)
        and (stop <= number.start or number.end <= start)
        and not _names_an_event(candidate, start, stop)
    ]
    if not named:
        return None
    _, day, rule, start, stop = min(named)
    return day, Part("as_of", rule, start, stop)


def _until_now(candidate: Candidate, published_on: date) -> _Day | None:
    number, (first, last) = candidate.number, candidate.sentence_chars
    words = UNTIL_NOW.search(
        candidate.paragraph.text, max(first, number.start - _REACH), min(last, number.end + _REACH)
    )
    return (published_on, Part("as_of", "until_now", *words.span())) if words else None


_Rule = Callable[[Candidate, date], _Day | None]
_RULES: Final[tuple[tuple[str, _Rule], ...]] = in_order("as_of", {"sentence": _nearest, "until_now": _until_now})
"""The nearest day may also be the end of a period, or one since which a count goes on; its rule tells which."""


def _names_an_event(candidate: Candidate, start: int, stop: int) -> bool:
    """Tells whether a day is part of a name ("the October 7 blast"), and does not tell when something was counted."""
    last = candidate.paragraph.token(stop - 1)
    return any(
        token.dep_ in {"compound", "nmod", "nummod", "amod"} and token.head.i > last.i and token.head.pos_ in NOUN_POS
        for token in candidate.doc[candidate.paragraph.token(start).i : last.i + 1]
    )


def _days(text: str, first: int, last: int, published_on: date) -> Iterator[tuple[int, int, date, str]]:
    """Yields the days that a stretch of text names: first character, end, day, and the rule that read it."""
    for start, end, days in find_dates(text[first:last]):
        if len(days) == 1:
            yield first + start, first + end, next(iter(days)), "sentence"
    for match in _EXPRESSION.finditer(text, first, last):
        _, rule, resolve = next(reader for reader in _READERS if match[reader[0]])
        day = resolve(match, published_on)
        if day:
            yield match.start(), match.end(), day, rule


# How an expression of time is resolved, from the day of the article


def _day_of_month(match: re.Match[str], published_on: date) -> date | None:
    """Returns the last such day up to the one after the article's; null for one that does not exist."""
    month = MONTHS[(match["month"] or match["month2"]).lower().rstrip(".")]
    day = int(match["day"] or match["day2"])
    for year in (published_on.year, published_on.year - 1):
        exists = 1 <= day <= monthrange(year, month)[1]
        if exists and date(year, month, day) <= published_on + timedelta(days=1):
            return date(year, month, day)
    return None


def _weekday(match: re.Match[str], published_on: date) -> date | None:
    """Returns the last such day of the week; null for one to come ("next Monday"), and for every one."""
    which = (match["which"] or "").strip().lower()
    back = (published_on.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if which in {"next", "every"}:
        return None
    return published_on - timedelta(days=back or (7 if which == "last" else 0))


def _relative_day(match: re.Match[str], published_on: date) -> date:
    return published_on - timedelta(days=_RELATIVE[" ".join(match["relative"].lower().split())])


def _last_period(match: re.Match[str], published_on: date) -> date:
    """Returns the last day of the year, month or week before the article's."""
    unit = match["period"].lower().split()[1]
    if unit == "week":
        return published_on - timedelta(days=published_on.weekday() + 1)
    first = published_on.replace(month=1, day=1) if unit == "year" else published_on.replace(day=1)
    return first - timedelta(days=1)


def _month_or_year(match: re.Match[str], published_on: date) -> date:
    """Returns the last day of the year or month that is named, or the article's day if that is earlier."""
    named = match["in_month"] or match["only_month"]
    month = MONTHS[named.lower()] if named else 12
    year = int(match["year"]) if match["year"] else published_on.year - (month > published_on.month)
    return min(published_on, date(year, month, monthrange(year, month)[1]))


_Resolve = Callable[[re.Match[str], date], date | None]
_READERS: Final[tuple[tuple[str, str, _Resolve], ...]] = (
    ("since", "until_now", lambda _, published_on: published_on),
    ("month", "sentence", _day_of_month),
    ("month2", "sentence", _day_of_month),
    ("weekday", "sentence", _weekday),
    ("relative", "sentence", _relative_day),
    ("period", "period", _last_period),
    ("year", "period", _month_or_year),
    ("only_month", "period", _month_or_year),
)
"""The group of `_EXPRESSION` that matched, the rule that it is read by, and the function that resolves it.

The first group that matched decides: "since Monday" counts up to the day of the article, whatever day it names."""
