"""The day for which a figure is stated, and what kind of measure it is: a stock, a running total, an increment, a rate.

A day is read from the words of the sentence; the article's day is the anchor of "on Thursday" and the fallback.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from transforms import lexicons
from transforms.dates import MONTHS, find_dates
from transforms.documents import Part
from transforms.extract.figures.event import Governor
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import NOUN_POS, WORDS, lemma
from transforms.extract.numbers.find import Number

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
_UNTIL_NOW: Final = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, _LEXICON['until_now']))}"
    # "Since" of time, not of reason.
    rf"|since\s(?:then|the|its|last|early|late|mid|[0-9]|{_MONTH}|{'|'.join(_WEEKDAYS)}))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(
    r"[^,.;:]{0,40}?\s(?:an?|per|each|every)\s(?:second|minute|hour|day|night|week|month|year|decade)\b"
    r"|[^,.;:]{0,30}?\s(?:daily|weekly|monthly|annually|yearly)\b",
    re.IGNORECASE,
)


def find_day(page: Page, number: Number, published_on: date | None) -> tuple[date | None, Part | None]:
    """Finds the day for which a number is stated, and where that day comes from.

    Args:
        page: the paragraph.
        number: the number.
        published_on: the article's day; without it nothing can be resolved.

    Returns:
        The day, never behind the one after publication, and the words that say so. Their rule is the column
        `as_of_source`: a day of the sentence ("sentence"), the end of a longer time that it names ("period"), a count
        up to the article's day ("until_now"), or no word of it at all ("article"). Both null for an article without a
        day.
    """
    if published_on is None:
        return None, None
    begin, end = page.sentence(page.token(number.core_start).i)
    first, last = page.doc[begin].idx, page.doc[end - 1].idx + len(page.doc[end - 1])
    first, last = max(first, number.start - _REACH), min(last, number.end + _REACH)
    found = [
        (max(number.start - stop, start - number.end), day, source, start, stop)
        for start, stop, day, source in _days(page.text, first, last, published_on)
        if day <= published_on + timedelta(days=1)
        and (stop <= number.start or number.end <= start)
        and not _names_an_event(page, start, stop)
    ]
    if found:
        _, day, source, start, stop = min(found)
        return day, Part("as_of", source, start, stop)
    if until_now := _UNTIL_NOW.search(page.text, first, last):
        return published_on, Part("as_of", "until_now", *until_now.span())
    return published_on, Part("as_of", "article")


def _names_an_event(page: Page, start: int, stop: int) -> bool:
    """Tells whether a day is part of a name ("the October 7 blast"), and does not tell when something was counted."""
    last = page.token(stop - 1)
    return any(
        token.dep_ in {"compound", "nmod", "nummod", "amod"} and token.head.i > last.i and token.head.pos_ in NOUN_POS
        for token in page.doc[page.token(start).i : last.i + 1]
    )


def _days(text: str, first: int, last: int, anchor: date) -> Iterator[tuple[int, int, date, str]]:
    """Yields the days that a stretch of text names, resolved from the article's day, and how they were told."""
    for start, end, days in find_dates(text[first:last]):
        if len(days) == 1:
            yield first + start, first + end, next(iter(days)), "sentence"
    for match in _EXPRESSION.finditer(text, first, last):
        named = (match.start(), match.end())
        if match["since"]:
            yield *named, anchor, "until_now"
        elif month := match["month"] or match["month2"]:
            number = MONTHS[month.lower().rstrip(".")]
            day = _in_year(anchor, number, int(match["day"] or match["day2"]))
            if day:
                yield *named, day, "sentence"
        elif match["weekday"]:
            which = (match["which"] or "").strip().lower()
            back = (anchor.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
            if which not in {"next", "every"}:
                yield *named, anchor - timedelta(days=back or (7 if which == "last" else 0)), "sentence"
        elif match["relative"]:
            yield *named, anchor - timedelta(days=_RELATIVE[" ".join(match["relative"].lower().split())]), "sentence"
        else:
            yield *named, min(anchor, _end_of_period(match, anchor)), "period"


def _in_year(anchor: date, month: int, day: int) -> date | None:
    """Returns the last such day up to the one after the article's; null for one that does not exist."""
    for year in (anchor.year, anchor.year - 1):
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) <= anchor + timedelta(days=1):
            return date(year, month, day)
    return None


def _end_of_period(match: re.Match[str], anchor: date) -> date:
    """Returns the last day of the year, month or week that a match names."""
    if match["period"]:
        unit = match["period"].lower().split()[1]
        if unit == "week":
            return anchor - timedelta(days=anchor.weekday() + 1)
        return date(anchor.year - 1, 12, 31) if unit == "year" else anchor.replace(day=1) - timedelta(days=1)
    named = match["in_month"] or match["only_month"]
    month = MONTHS[named.lower()] if named else 12
    year = int(match["year"]) if match["year"] else anchor.year - (month > anchor.month)
    return date(year, month, monthrange(year, month)[1])


def find_measure(page: Page, number: Number, governor: Governor | None) -> tuple[str, str] | None:
    """Tells what kind of measure a number is, and the rule that says so; null where the words around it do not tell."""
    if (number.unit and " per " in number.unit) or _RATE.match(page.text, number.end):
        return "rate", "per_time_or_unit"
    i, behind = page.token(number.start).i, page.token(number.end - 1).i + 1
    before = {token.lower_ for token in page.doc[max(0, i - 2) : i]}
    after = {token.lower_ for token in page.doc[behind : behind + 2]}
    is_change = governor is not None and governor.event == "changed"
    if is_change and "to" not in before:
        return "increment", "change"
    if before & WORDS["increments"] or after & WORDS["increments_behind"]:
        return "increment", "more_beside"
    if governor is not None and lemma(governor.token, WORDS["totals"]):
        return "total", "named_total"
    begin, end = page.sentence(i)
    start, stop = page.doc[max(begin, i - 20)].idx, page.doc[min(end, behind + 20) - 1].idx
    if governor is not None and _UNTIL_NOW.search(page.text, start, stop):
        return "total", "until_now"
    return ("stock", "lasting_event") if governor is not None and governor.event in WORDS["stocks"] else None
