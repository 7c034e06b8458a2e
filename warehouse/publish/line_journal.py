"""Journals of people's words beside the versions: one JSON object a line; lines are only added, never changed.

Several people may add at the same time, also during a load. A last line that a crash left unfinished is left out, and
closed before the next one. Lines are dropped only where what they speak of is taken down.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from warehouse import WarehouseError
from warehouse.files import replacing

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


def drop_entries(path: Path, parse: Parse[Entry], goes: Callable[[Entry], bool]) -> int:
    """Drops lines of a journal, in one step; lines that are added meanwhile come after that.

    Args:
        path: the journal; it may be missing.
        parse: as for `read_entries`; a line that says nothing stays.
        goes: whether an entry goes.

    Returns:
        The number of lines that went.

    Raises:
        WarehouseError: the journal cannot be read or written.
    """
    try:
        if not path.exists():
            return 0
        with _locked(path) as journal:
            lines = os.pread(journal, os.fstat(journal).st_size, 0).splitlines(keepends=True)
            kept = [line for line in lines if not _goes(line, parse, goes)]
            if len(kept) < len(lines):
                with replacing(path) as unfinished:
                    unfinished.write_bytes(b"".join(kept))
                    with _opened(unfinished, os.O_RDONLY) as written:
                        os.fsync(written)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror}") from error
    return len(lines) - len(kept)


def _goes(line: bytes, parse: Parse[Entry], goes: Callable[[Entry], bool]) -> bool:
    try:
        return goes(_parsed(line, parse))
    except ValueError:
        return False


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
    while True:
        with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as journal:
            fcntl.flock(journal, fcntl.LOCK_EX)
            if not _is_replaced(path, journal):
                yield journal
                return


def _is_replaced(path: Path, journal: int) -> bool:
    """Says whether lines were dropped while we waited, so that what is open is no longer the journal."""
    try:
        return not os.path.samestat(path.stat(), os.fstat(journal))
    except FileNotFoundError:
        return True


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
