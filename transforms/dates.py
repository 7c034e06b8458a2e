"""Calendar days written out in page furniture: bylines and date lines."""

import re
from collections.abc import Iterator, Sequence
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
            label = line[before:start]
            if _PUBLISHED.search(label):
                stated.append(days)
            elif not _CHANGED.search(label):
                plain.append(days)
            before = end
    if stated and len(meant := frozenset.intersection(*stated)) > 1:
        # "3/4/2026" beside "4 March 2026".
        return _only([meant, *plain])
    return _only(stated or plain)


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
        readings = {(int(month) if month.isdigit() else _MONTHS[month], int(parts["day"]))}
    days = (_real_day(int(parts["year"]), month, day) for month, day in readings)
    return frozenset(day for day in days if day)


def _real_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
