"""The journal of people's decisions on which names mean the same: `decisions.jsonl`, beside the versions.

Each line is a JSON object: who decided what, and when. Lines are only added, never changed, and the file stays when old
versions are removed. The last line on a pair is the one that counts. The next load turns the decisions into rows of
`entity_links`.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from warehouse import WarehouseError

Judgement = Literal["same", "different", "unsure", "open"]
"""`open` takes an earlier decision back: newsledger judges the pair by itself again."""

JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)

JOURNAL = "decisions.jsonl"

TORN = b" # broken off\n"
"""Added to a line that a crash left unfinished, before the next line is written; no line of JSON ends like this."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on a pair of nodes; most fields are columns of `entity_links`.

    Attributes:
        left_node: of the two nodes the one that sorts first; `Decision.of` puts them in order.
        judgement: one of `JUDGEMENTS`.
        decided_at: the time, with its time zone.
    """

    left_node: str
    right_node: str
    judgement: Judgement
    decided_by: str
    decided_at: datetime

    @classmethod
    def of(cls, one: str, other: str, judgement: Judgement, decided_by: str, decided_at: datetime) -> "Decision":
        """Returns a decision with its nodes in order."""
        left, right = sorted((one, other))
        return cls(left, right, judgement, decided_by, decided_at)

    @property
    def pair(self) -> tuple[str, str]:
        """The nodes that it is about."""
        return self.left_node, self.right_node


def read(directory: Path) -> list[Decision]:
    """Returns all decisions in the order in which they were made; none if there is no journal.

    A last line that is incomplete, for example after a crash, is left out.

    Raises:
        WarehouseError: the journal cannot be read, or another line is no decision.
    """
    path = directory / JOURNAL
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WarehouseError(f"{path} cannot be read: {error.strerror}") from error
    lines = text.split(b"\n")
    found = []
    for number, line in enumerate(lines, 1):
        if not line or line.endswith(TORN.rstrip()):
            continue
        try:
            found.append(_parsed(line))
        except ValueError as error:
            if number < len(lines):
                raise WarehouseError(f"{path} is damaged: line {number} is no decision; mend or remove it") from error
    return found


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Returns the last decision on each pair, without those that were taken back."""
    last = {decision.pair: decision for decision in decisions}
    return {pair: decision for pair, decision in last.items() if decision.judgement != "open"}


def add(directory: Path, decisions: Iterable[Decision]) -> None:
    """Adds decisions to the journal, all or none, and syncs it to the disk before it returns.

    Several people may do this at the same time, also during a load.

    Raises:
        WarehouseError: there is no such directory, or the journal cannot be written.
    """
    lines = b"".join(_line(decision) for decision in decisions)
    path = directory / JOURNAL
    try:
        with _locked(path) as journal:
            size = os.fstat(journal).st_size
            try:
                _write_all(journal, _close_last_line(journal, size) + lines)
                os.fsync(journal)
            except OSError:
                os.ftruncate(journal, size)
                raise
            if size == 0:
                with _opened(directory, os.O_RDONLY) as folder:
                    os.fsync(folder)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror}") from error


def _parsed(line: bytes) -> Decision:
    """Returns the decision of a line; raises `ValueError` where it is none."""
    try:
        document = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    match document:
        case {
            "left_node": str(left),
            "right_node": str(right),
            "judgement": str(judgement),
            "decided_by": str(by),
            "decided_at": str(at),
        }:
            decided_at = datetime.fromisoformat(at)
            known = next((value for value in JUDGEMENTS if value == judgement), None)
            if known and left < right and decided_at.tzinfo:
                return Decision(left, right, known, by, decided_at.astimezone(UTC))
    raise ValueError("no decision")


def _line(decision: Decision) -> bytes:
    left, right = sorted(decision.pair)
    document = {
        "left_node": left,
        "right_node": right,
        "judgement": decision.judgement,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.astimezone(UTC).isoformat(),
    }
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def _close_last_line(journal: int, size: int) -> bytes:
    """Returns what must be written before the next line: nothing, unless the last line is incomplete."""
    tail = os.pread(journal, size, 0).rpartition(b"\n")[2]
    if not tail:
        return b""
    try:
        _parsed(tail)
    except ValueError:
        return TORN
    return b"\n"


def _write_all(journal: int, data: bytes) -> None:
    while data:
        data = data[os.write(journal, data) :]


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Opens the journal to add to it, and locks it against all others who add to it."""
    with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as journal:
        fcntl.flock(journal, fcntl.LOCK_EX)
        yield journal


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
