"""How a warehouse fares from load to load: `health.json` in its folder, and the mark of a load under way.

The journal knows the loads that came to a verdict. What it cannot know stands here: that a load died, that none came,
that somebody was told so, and what the last load cost.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from warehouse.files import replacing

FILE = "health.json"
MARK = ".under-way"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was told and is not over: the event, since when, and what was said."""

    event: str
    since: str
    said: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The last load that came to an end.

    Attributes:
        at: when, in ISO form and UTC.
        verdict: `published`, `refused`, `nothing new` or `failed`.
        load_id: the load; null where none had begun.
        seconds: time by stage.
        memory: peak memory by stage, in bytes.
        rows: rows written, by table.
        rejections: inputs that were not taken, by reason.
        checks: checks by result: `passed`, `warned`, `failed`.
    """

    at: str
    verdict: str
    load_id: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    rejections: dict[str, int] = field(default_factory=dict)
    checks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a warehouse besides its journal.

    Attributes:
        ended: the last load that ended; null before the first.
        trouble: what was told and is not over; null where all is well.
        warned: the checks whose warning was told and stands since.
    """

    ended: Ended | None = None
    trouble: Trouble | None = None
    warned: tuple[str, ...] = ()

    def in_trouble(self, event: str, now: datetime, said: str) -> "Health":
        """Returns the same with something that was told; what began earlier keeps its time."""
        since = self.trouble.since if self.trouble else now.astimezone(UTC).isoformat(timespec="seconds")
        return replace(self, trouble=Trouble(event, since, said))


def read_health(warehouse: Path) -> Health:
    """Returns what is known; nothing where the file is missing or damaged, since no load depends on it."""
    try:
        found: dict[str, Any] = json.loads((warehouse / FILE).read_bytes())
        return Health(
            _ended(found["ended"]) if found["ended"] else None,
            Trouble(**found["trouble"]) if found["trouble"] else None,
            tuple(found["warned"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Health()


def _ended(found: dict[str, Any]) -> Ended:
    """Returns what is known of a load that ended; raises `ValueError` or `TypeError` where it is no such thing."""
    ended = Ended(**found)
    counts = (ended.seconds, ended.memory, ended.rows, ended.rejections, ended.checks)
    if datetime.fromisoformat(ended.at).tzinfo is None or not all(isinstance(count, dict) for count in counts):
        raise ValueError
    return ended


def write_health(warehouse: Path, health: Health) -> None:
    """Writes what is known, in one step.

    Raises:
        OSError: it cannot be written.
    """
    with replacing(warehouse / FILE) as unfinished:
        unfinished.write_text(json.dumps(asdict(health), indent=1), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Died:
    """A load that ended without a word: when it began, and its id as far as it had one; both null if unknown."""

    since: str | None
    load_id: str | None

    @property
    def said(self) -> str:
        """One sentence on it."""
        begun = f" that began at {self.since}" if self.since else ""
        return f"The load{begun} died without a word: it was killed, or the machine went down."


class LoadMark:
    """The mark of the load that this process makes: a file that it holds locked until it ends, in whatever way."""

    def __init__(self, stream: TextIO | None, now: datetime) -> None:
        """Takes the locked file; null where none can be made."""
        self._stream = stream
        self._since = now.astimezone(UTC).isoformat(timespec="seconds")
        self.load_id: str | None = None

    def name(self, load_id: str | None) -> None:
        """Notes the id of the load."""
        self.load_id = load_id
        if self._stream is not None:
            with suppress(OSError):
                self._stream.truncate(0)
                self._stream.write(json.dumps({"since": self._since, "load_id": load_id}))
                self._stream.flush()


@contextmanager
def under_way(warehouse: Path, now: datetime) -> Iterator[tuple[LoadMark, Died | None]]:
    """Marks a load as under way while the block runs.

    Args:
        warehouse: the folder, locked by the caller.
        now: when the load begins.

    Yields:
        The mark, and the load before if it left its own.
    """
    try:
        stream = (warehouse / MARK).open("a+", encoding="utf-8", errors="replace")
    except OSError:  # the load will say what is wrong with the folder
        yield LoadMark(None, now), None
        return
    with stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        before = _left(stream)
        mark = LoadMark(stream, now)
        mark.name(None)
        try:
            yield mark, before
        finally:
            with suppress(OSError):
                stream.truncate(0)  # for who has it open already
                (warehouse / MARK).unlink()


def find_died(warehouse: Path) -> Died | None:
    """Returns the load that left its mark and runs no more, once."""
    try:
        stream = (warehouse / MARK).open("r+", encoding="utf-8", errors="replace")
    except OSError:
        return None
    with stream, suppress(OSError):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        found = _left(stream)
        stream.truncate(0)
        return found
    return None


def is_under_way(warehouse: Path) -> bool:
    """Says whether a load runs now."""
    try:
        with (warehouse / MARK).open("r+", encoding="utf-8") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _left(stream: TextIO) -> Died | None:
    stream.seek(0)
    text = stream.read(1000)
    if not text:
        return None
    try:
        return Died(**json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return Died(None, None)
