"""Spans of time as people write them: `26h`, `90m`, `30s`, `2d`."""

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_WRITTEN = re.compile(r"\s*(\d{1,6})\s*([smhd])\s*")


def duration(text: str) -> timedelta:
    """Returns a span of time that is written as a number and `s`, `m`, `h` or `d`.

    Raises:
        ValueError: it is written in another way.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f"not a span of time: {text!r} (such as 26h, 90m or 2d)")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
