"""Spans of time as people write them: `26h`, `1h30m`, `30s`, `2d`."""

import re
from datetime import timedelta

_WRITTEN = re.compile(
    r"(?:(?P<days>\d{1,4})d)?(?:(?P<hours>\d{1,6})h)?(?:(?P<minutes>\d{1,6})m)?(?:(?P<seconds>\d{1,8})s)?", re.ASCII
)


def duration(text: str) -> timedelta:
    """Returns a span of time that is written as numbers with `d`, `h`, `m` and `s`, the largest first.

    Raises:
        ValueError: it is written in another way; a number without a unit is, for nobody could tell hours from minutes.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or not text.strip():
        raise ValueError(f"{text!r} is not a time such as 2h, 1h30m or 2d")
    return timedelta(**{unit: int(number) for unit, number in found.groupdict().items() if number})
