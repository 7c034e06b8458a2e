"""Calendar days written out in page furniture: bylines and date lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

_MONTHS = {
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
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
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
_CHANGED = re.compile(r"\b(?:updated|modified|edited|revised|corrected|reviewed|accessed|retrieved)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|created)\b", re.IGNORECASE)


def find_dates(text: str) -> Iterator[tuple[int, int, date | None]]:
    """Finds the days that a text writes with their year, in any of the usual forms.

    Yields:
        Start, end and day of each, by position; the day is null where it can be read in two ways (3/4/2026) or does not
        exist (30 February 2026).
    """
    found = sorted(
        ((m.start(), m.end(), _day(m)) for pattern in _PATTERNS for m in pattern.finditer(text)), key=lambda d: d[:2]
    )
    last_end = 0
    for start, end, day in found:
        if start >= last_end:
            yield start, end, day
            last_end = end


def publication_date(lines: Sequence[str]) -> date | None:
    """Reads the day of publication from an article's byline and date lines.

    A day that is said to be the publication's wins; the day of a later change does not count.

    Returns:
        The day in the time zone of the line, or null where none is stated, or several are.
    """
    stated: set[date | None] = set()
    plain: set[date | None] = set()
    for line in lines:
        before = 0
        for start, end, day in find_dates(line):
            label = line[before:start]
            if _PUBLISHED.search(label):
                stated.add(day)
            elif not _CHANGED.search(label):
                plain.add(day)
            before = end
    return _only(stated) if stated else _only(plain)


def _only(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return known[0] if len(known) == 1 else None


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (second, first) if first > 12 else (first, second)
    else:
        day = int(parts["day"])
        month = int(parts["month"]) if parts["month"].isdigit() else _MONTHS[parts["month"].lower()]
    year = int(parts["year"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
