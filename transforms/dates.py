"""Calendar days written out in page furniture: bylines, date lines, captions, copyright lines and metadata."""

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
        r"(?<![\d/.-])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
    )
)
_FIRST_YEAR, _LAST_YEAR = 1700, 2099
"""No newspaper is older, and the table refuses later days: a year out there is a misread number."""
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
"""What a caption of a day to come, or of one that is remembered, says: the picture was not taken on it."""
_OF_THE_DAY = re.compile(
    rf"(?:\b(?:(?:morning|afternoon|evening|night|hours)\sof|{_PICTURE}\s(?:of|from|dated))"
    r"|(?P<not_taken>\b(?:of|since|until|till|from|by|before|after|to|dated)))"
    r"\s+(?:the\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    re.IGNORECASE,
)
"""Before a day: "the morning of" and "an image from" tell when the picture was taken, "the flood of" does not."""
_FIRST_PAGE = date(1995, 1, 1)
"""Hardly any newspaper had pages on the web before: a caption of an older day shows history."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\D{0,60}?(?<!\d)(?P<from>(?:19|20)\d\d)(?!\d)"
    r"(?:\s?[-–—]\s?(?:(?P<to>(?:19|20)\d\d|\d\d)(?!\d)|(?P<open>present|today|now)\b))?"
    r"|(?<![\d–—-])(?P<year>(?:19|20)\d\d)\s?(?:©|\(c\)|copyright\b)",
    re.IGNORECASE,
)
_OLDEST_PICTURE = timedelta(days=400)
"""Before the first of January of the copyright's first year. A page keeps the year of its making, and news pictures
are new; a page made in January may look back on the year before, and a month more allows for lazy templates."""


def find_dates(text: str) -> Iterator[tuple[int, int, frozenset[date]]]:
    """Finds the days that a text writes with their year, in any of the usual forms.

    Yields:
        Start and end of each, by position, and the days it may mean: two for one that reads both ways (3/4/2026), none
        for one that does not exist (30 February 2026).
    """
    found = sorted(
        ((m.start(), m.end(), _days(m)) for pattern in _PATTERNS for m in pattern.finditer(text)), key=lambda d: d[:2]
    )
    last_end = 0
    for start, end, days in found:
        if start >= last_end:
            yield start, end, days
            last_end = end


def publication_date(lines: Sequence[str]) -> date | None:
    """Reads the day of publication from an article's byline and date lines.

    A day that is said to be the publication's wins; the day of a later change does not count.

    Returns:
        The day in the time zone of the line, or null where none is stated, or no single one.
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
        # "3/4/2026" beside "4 March 2026".
        return _only([meant, *plain])
    return _only(stated or plain)


def caption_date(captions: Sequence[str], legal: Sequence[str], latest: date) -> date | None:
    """Reads from picture captions about when an article was published: for use where nothing states it.

    Archive pictures do not count, nor days to come or remembered, nor a day that reads two ways. The copyright years of
    the page bound the day: it lies in the last of them or before, and not long before the first.

    Args:
        captions: the captions of one article.
        legal: lines of its page that may state a copyright.
        latest: a later day is not one of publication.

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
    """Returns the years from which and until which a copyright holds."""
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
        said = _OF_THE_DAY.search(caption[before:start])
        if len(days) == 1 and not (said and said["not_taken"]):
            yield from days
        before = end


def _only(readings: Sequence[frozenset[date]]) -> date | None:
    days = frozenset.intersection(*readings) if readings else frozenset()
    return next(iter(days)) if len(days) == 1 else None


def _days(match: re.Match[str]) -> frozenset[date]:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        readings = {(first, second), (second, first)}
    else:
        month = parts["month"].lower()
        readings = {(int(month) if month.isdigit() else MONTHS[month], int(parts["day"]))}
    days = (_real_day(int(parts["year"]), month, day) for month, day in readings)
    return frozenset(day for day in days if day)


def _real_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
