"""Which day a date in numbers means: 3/4/2026 is in March or in April, by the other dates of its file or its outlet."""

from collections.abc import Sequence
from datetime import date

from transforms.readers.records import Record

MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW"))
"""Countries whose press writes the month first."""
EITHER = frozenset(("CA", "KE", "GH", "ZA", "PA", "PR"))
"""Countries where both are written, so that the country tells nothing."""


class DayOrder:
    """What the dates of each file tell of the order in which it writes day and month."""

    def __init__(self) -> None:
        self._seen: dict[str, set[bool]] = {}

    def note(self, path: str, record: Record) -> None:
        """Notes what a record of a file tells."""
        if record.day_first is not None:
            self._seen.setdefault(path, set()).add(record.day_first)

    def day(self, path: str, record: Record, country: str | None) -> date | None:
        """Returns the day of a record; null where it may mean two and nothing tells which.

        Args:
            path: of its file: dates there that read one way only tell for all, as long as they agree.
            record: the record.
            country: of its outlet; null where it is not known.
        """
        if record.published is not None or record.either is None:
            return record.published
        seen = self._seen.get(path, set())
        if len(seen) == 1:
            return record.either[0 if True in seen else 1]
        if seen or country is None or country in EITHER:
            return None
        return record.either[country in MONTH_FIRST]

    def keep_only(self, paths: Sequence[str]) -> None:
        """Forgets all files but some: those that may have further records."""
        self._seen = {path: seen for path, seen in self._seen.items() if path in paths}
