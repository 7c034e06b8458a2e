"""Journals of people's words beside the versions: one JSON object a line; lines are only added, never changed.

Several people may add at the same time, also during a load. A last line that a crash left unfinished is left out, and
closed before the next one.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from warehouse import WarehouseError

Entry = TypeVar("Entry")

Parse = Callable[[Any], Entry]
"""Takes the JSON of a line, and returns what it says; raises `ValueError` where it says nothing."""

TORN: Final = b" # broken off\n"
"""Added to a line that a crash left unfinished, before the next line is written; no line of JSON ends like this."""


def read_entries(path: Path, what: str, parse: Parse[Entry]) -> list[Entry]:
    """Returns what all lines of a journal say, in their order; nothing if there is no journal.

    Args:
        path: the journal.
        what: what a line is, for messages: `decision`.
        parse: makes an entry of the JSON of a line.

    Raises:
        WarehouseError: the journal cannot be read, or a line before the last says nothing.
    """
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
            found.append(_parsed(line, parse))
        except ValueError as error:
            if number < len(lines):
                raise WarehouseError(f"{path} is damaged: line {number} is no {what}; mend or remove it") from error
    return found


def add_entries(path: Path, documents: Iterable[dict[str, Any]], parse: Parse[Any]) -> None:
    """Adds lines to a journal, all or none, and syncs it to the disk before it returns.

    Args:
        path: the journal; its folder is there.
        documents: what is written, an object for each line.
        parse: as for `read_entries`; it tells whether the last line that is there is whole.

    Raises:
        WarehouseError: there is no such folder, or the journal cannot be written.
    """
    lines = b"".join(json.dumps(document, ensure_ascii=False).encode() + b"\n" for document in documents)
    try:
        with _locked(path) as journal:
            size = os.fstat(journal).st_size
            try:
                _write_all(journal, _close_last_line(journal, size, parse) + lines)
                os.fsync(journal)
            except OSError:
                os.ftruncate(journal, size)
                raise
            if size == 0:
                with _opened(path.parent, os.O_RDONLY) as folder:
                    os.fsync(folder)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror}") from error


def _parsed(line: bytes, parse: Parse[Entry]) -> Entry:
    try:
        return parse(json.loads(line))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _close_last_line(journal: int, size: int, parse: Parse[Any]) -> bytes:
    """Returns what must be written before the next line: nothing, unless the last line is incomplete."""
    tail = os.pread(journal, size, 0).rpartition(b"\n")[2]
    if not tail:
        return b""
    try:
        _parsed(tail, parse)
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
