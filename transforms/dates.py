"""Calendar days as the lines around an article write them: bylines, captions, copyright lines and metadata."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
"""Names of months and their abbreviations, in small letters, with their numbers."""

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,/-]){_DAY}(?:st|nd|rd|th)?[\s-]{{0,2}}(?:of\s)?{_MONTH}[\s,-]{{0,3}}{_YEAR}",
        rf"\b{_MONTH}[\s-]{{0,2}}{_DAY}(?:st|nd|rd|th)?[\s,-]{{1,3}}{_YEAR}",
        rf"(?<![\d.,/-]){_DAY}(?P<mark>[/-]){_MONTH}(?P=mark)(?P<short>\d{{2}})(?!\d)",
        rf"(?<![\d.,/-]){_DAY}/{_MONTH}/{_YEAR}",
        rf"(?<![\d.,/-]){_DAY}\s?{_MONTH},?\s?['’](?P<short>\d{{2}})(?!\d)",
        rf"\b{_MONTH}\s?{_DAY},?\s?['’](?P<short>\d{{2}})(?!\d)",
        r"(?<![\d/.-])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
    )
)
_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1700, 2099
"""The years that the tables take. Hardly any newspaper is older, and any other year is a misread number."""
_LABEL = re.compile(
    r"\b(?:(?P<published>(?<!re-)(?:published|posted|issued|created))"
    r"|updated|modified|edited|revised|corrected|reviewed|accessed|retrieved)\b",
    re.IGNORECASE,
)

_PICTURE = r"(?:photo(?:graph)?|picture|pic|image|footage|video)s?\b"
_ARCHIVE = re.compile(
    rf"\b(?:file|archive|archival|library|stock|historic|undated)[\s-](?:(?:handout|aerial|combination)\s)?{_PICTURE}"
    r"|\bfrom\sthe\sarchives?\b"
    r"|^\s*(?:file|archive)\s*[-–—:|]|[(\[/:|]\s*(?:file|archives?|library|stock)\s*(?:$|[)\]/|.,;])"
    r"|(?:\b(?:courtesy|credit|source|(?:photo|picture|image)s?\s?(?::|\bby\b))|[/©])[^.]{0,60}"
    r"\b(?:archives?|library|museum|collection|historical\ssociety)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:will|due|scheduled|planned|expected|upcoming|deadline|ahead\sof|anniversary|born)\b", re.IGNORECASE
)
"""Words of a caption that names a day to come, or one that is remembered: the picture was not taken on that day."""
_OF_THE_DAY = re.compile(
    rf"(?:\b(?:(?:morning|afternoon|evening|night|hours)\sof|{_PICTURE}\s(?:of|from|dated))"
    r"|(?P<not_taken>\b(?:of|since|until|till|from|by|before|after|to|dated)))"
    r"\s+(?:the\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    re.IGNORECASE,
)
"""Words before a day. Behind "the morning of" or "an image from" it is the day on which the picture was taken. Behind
any other "of", "since" or "until" it is not (group `not_taken`): "the flood of 4 March 2019"."""
_FIRST_PAGE = date(1995, 1, 1)
"""Hardly any newspaper had web pages before. A picture of an older day shows history, not the news of the article."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\D{0,60}?(?<!\d)(?P<from>(?:19|20)\d\d)(?!\d)"
    r"(?:\s?[-–—]\s?(?:(?P<to>(?:19|20)\d\d|\d\d)(?!\d)|(?P<open>present|today|now)\b))?"
    r"|(?<![\d–—-])(?P<year>(?:19|20)\d\d)\s?(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_OLDEST_PICTURE = timedelta(days=400)
"""How long before the first copyright year of the page a picture of its news may have been taken. A page keeps the
copyright year in which it was made. One that was made in January may show the year before; the month more allows for
pages whose copyright year was changed late."""


def find_dates(text: str) -> Iterator[tuple[int, int, frozenset[date]]]:
    """Finds the days that are written in a text with their year, in any of the usual forms.

    Yields:
        Start and end (not included) of each in the text, in order, and the days that it may mean: two if day and month
        may be exchanged (3/4/2026), none if there is no such day (30 February 2026).
    """
    matches = sorted(
        ((m.start(), m.end(), _days(m)) for pattern in _PATTERNS for m in pattern.finditer(text)), key=lambda d: d[:2]
    )
    last_end = 0
    for start, end, days in matches:
        if start >= last_end:
            yield start, end, days
            last_end = end


def publication_date(lines: Sequence[str]) -> date | None:
    """Reads the day of publication from an article's byline and date lines.

    A day behind "published" or a like word wins over days without a label. A day behind "updated" or a like word does
    not count.

    Args:
        lines: the byline blocks of one article.

    Returns:
        The day in the time zone of the line, or null where no day is stated, or several.
    """
    stated: list[frozenset[date]] = []
    plain: list[frozenset[date]] = []
    for line in lines:
        before = 0
        for start, end, days in find_dates(line):
            # The label next to the day counts: "Published at 9.00 | Updated 26 October 2023".
            labels = [label["published"] for label in _LABEL.finditer(line, before, start)]
            if not labels:
                plain.append(days)
            elif labels[-1]:
                stated.append(days)
            before = end
    if stated and len(meant := frozenset.intersection(*stated)) > 1:
        # The same day was written twice, once so that it may mean two: "3/4/2026" beside "4 March 2026".
        return _single_day([meant, *plain])
    return _single_day(stated or plain)


def caption_date(captions: Sequence[str], legal: Sequence[str], latest: date) -> date | None:
    """Estimates from picture captions when an article was published, for use where nothing states it.

    Captions of archive pictures do not count, nor of days to come or remembered, nor a day that may mean two days. The
    copyright years of the page limit the day: not after the last of them, and at most 400 days before the first.

    Args:
        captions: the captions of one article.
        legal: lines of its page that may state a copyright.
        latest: no article was published later.

    Returns:
        The newest day on which a picture is said to have been taken, or null.
    """
    years = [year for line in legal for match in _COPYRIGHT.finditer(line) for year in _copyright_years(match)]
    latest = min(latest, date(max(years), 12, 31)) if years else latest
    oldest = date(min(years), 1, 1) - _OLDEST_PICTURE if years else _FIRST_PAGE
    days = [day for caption in captions for day in _picture_days(caption) if day <= latest]
    newest = max(days, default=None)
    return newest if newest and newest >= max(oldest, _FIRST_PAGE) else None


def _copyright_years(match: re.Match[str]) -> list[int]:
    """Returns the first and the last year of a copyright line."""
    first = int(match["from"] or match["year"])
    if match["open"]:
        return [first, _LAST_YEAR]
    last = match["to"] or str(first)
    return [first, int(last) if len(last) == 4 else first - first % 100 + int(last)]


def _picture_days(caption: str) -> Iterator[date]:
    if _ARCHIVE.search(caption) or _OTHER_TIME.search(caption):
        return
    before = 0
    for start, end, days in find_dates(caption):
        words_before = _OF_THE_DAY.search(caption[before:start])
        if len(days) == 1 and not (words_before and words_before["not_taken"]):
            yield from days
        before = end


def _single_day(readings: Sequence[frozenset[date]]) -> date | None:
    days = frozenset.intersection(*readings) if readings else frozenset()
    return next(iter(days)) if len(days) == 1 else None


def _days(match: re.Match[str]) -> frozenset[date]:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        # Where numbers have full stops between them, the day comes first.
        readings = (
            {(second, first)} if parts["mark"] == "." and second <= _MONTHS else {(first, second), (second, first)}
        )
    else:
        month = parts["month"].lower()
        readings = {(int(month) if month.isdigit() else MONTHS[month], int(parts["day"]))}
    # Pages write years with two digits only of their own time.
    year = int(parts.get("year") or f"20{parts['short']}")
    days = (_real_day(year, month, day) for month, day in readings)
    return frozenset(day for day in days if day)


def _real_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
