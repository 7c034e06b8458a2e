"""The day that the metadata of an article say it was published on."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from transforms.dates import MONTHS

FIRST_DAY = date(1700, 1, 1)
"""No newspaper is older, and the table refuses earlier days."""
UNSET = {date(1970, 1, 1), date(1969, 12, 31)}
"""Second zero, as seen from Greenwich and from west of it: nobody set the field."""

DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_PARTS = re.compile(
    r"/((?:19|20)\d\d)[/-](1[0-2]|0?[1-9]|[a-z]{3,9})[/-](3[01]|[12]\d|0?[1-9])(?=[/-]|\Z)", re.IGNORECASE
)
"""As parts of the path of an address: /2026/3/4/, /2026/mar/04/."""
FIRST_SITE = date(1994, 1, 1)
"""No newspaper had a site before; an earlier day in an address belongs to what the page is about."""


def stated_day(published: date | None, zone: str | None, latest: date) -> date | None:
    """Returns the day of publication that a record says.

    Args:
        published: as in `Record`.
        zone: the outlet's time zone, in which an instant has its day; null for the one written there.
        latest: no article was published later.
    """
    day = published
    if isinstance(published, datetime):
        try:
            day = (published.astimezone(ZoneInfo(zone)) if zone else published).date()
        except OverflowError:
            return None
    return day if day and FIRST_DAY <= day <= latest and day not in UNSET else None


def day_in_path(path: str, latest: date) -> date | None:
    """Returns the day in a path, such as 2026-03-04, 2026/03/04 or 20260304; None where it has none, or two."""
    days = set()
    for match in DAY.finditer(path):
        try:
            days.add(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    plausible = {day for day in days if day <= latest}
    return plausible.pop() if len(plausible) == 1 else None


def day_in_url(url: str | None, latest: date) -> date | None:
    """Returns the day in the path of a page's address, under which sites file what they publish; None as above."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    if (day := day_in_path(path, latest)) is None:
        days = set()
        for match in _PARTS.finditer(path):
            month = int(match[2]) if match[2].isdecimal() else MONTHS.get(match[2].lower(), 0)
            try:
                days.add(date(int(match[1]), month, int(match[3])))
            except ValueError:
                continue
        day = days.pop() if len(days) == 1 else None
    return day if day and FIRST_SITE <= day <= latest else None
