"""What is removed from the folder of a warehouse, and after how long: the home of all its rules.

docs/operating.md tells them, together with those that other programs keep (the log and the runs of Prefect's server).
Nothing else goes: the journal, decisions, notes, what was taken down, the hashes of the corpus's files and the state of
the loads stay. Links are never followed: what is one, or lies behind one, is not ours to remove.
"""

import fcntl
import os
import re
import shutil
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from warehouse.publish.journal import LOAD_ID
from warehouse.publish.layout import STAMP, entry_names, linked, version_file

KEPT_VERSIONS: Final = 7
"""Versions that are kept: a week of nights to roll back to."""

KEPT_REPORTS: Final = timedelta(days=365)
"""How long the page on a load stays: until the same season comes again. The journal keeps the load itself."""

KEPT_UNFINISHED: Final = timedelta(days=1)
"""How long a file stays that a killed process was writing: no write takes that long."""

KEPT_FRAMES: Final = timedelta(days=30)
"""How long frames of `newsledger reprocess` stay that no load came back for."""

FETCHED: Final = "fetched"
"""Folder for copies of objects of a store, each until it is read."""

_UNFINISHED: Final = re.compile(r"\.newsledger-\d+\.tmp")
"""How `warehouse.files.replacing` names what it writes."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Something whose time is over.

    Attributes:
        path: the file or folder.
        size_bytes: its size, with all that is in it.
        rule: why it goes, in a few words.
    """

    path: Path
    size_bytes: int
    rule: str


def expired(directory: Path, keep: int, reports: timedelta, now: datetime) -> list[Expired]:
    """Returns what the rules remove from a warehouse now; touches nothing.

    Args:
        directory: the warehouse directory.
        keep: how many of the newest versions stay, besides the published one and those that somebody has open.
        reports: how long reports stay; those of versions that are there stay with them.
        now: the time.

    Raises:
        OSError: a folder cannot be listed.
    """
    found = [
        Expired(directory / "versions" / name, _size(directory / "versions" / name), f"beyond the newest {keep}")
        for name in sorted(_old_versions(directory, keep))
    ]
    kept = entry_names(directory / "versions")
    for path in _own_files(directory / "reports"):
        if path.suffix == ".html" and LOAD_ID.fullmatch(path.stem) and path.stem not in kept:
            begun = datetime.strptime(path.stem[:16], STAMP).replace(tzinfo=UTC)
            if begun < now - reports:
                found.append(Expired(path, _size(path), f"a report older than {reports.days} days"))
    for folder in (directory, directory / "reports"):
        found += [
            Expired(path, _size(path), "left by a process that was killed")
            for path in _own_files(folder)
            if _UNFINISHED.fullmatch(path.name) and _age(path, now) > KEPT_UNFINISHED
        ]
    found += [
        Expired(path, _size(path), "left by a process that was killed")
        for path in _own_files(directory / FETCHED)
        if _age(path, now) > KEPT_UNFINISHED
    ]
    found += [
        Expired(path, _size(path), f"not asked for in {KEPT_FRAMES.days} days")
        for path in _own_folders(directory / "reprocess")
        if _age(path, now) > KEPT_FRAMES
    ]
    return found


def prune(directory: Path, keep: int, reports: timedelta, now: datetime) -> list[Expired]:
    """Removes what `expired` returns, and returns it.

    Args:
        directory: the warehouse directory, locked by the caller.
        keep: as for `expired`.
        reports: as for `expired`.
        now: the time.

    Raises:
        OSError: something cannot be removed.
    """
    found = expired(directory, keep, reports, now)
    for one in found:
        if one.path.parent.name == "versions":
            remove_version(directory, one.path.name)
        elif one.path.is_dir():
            shutil.rmtree(one.path)
        else:
            one.path.unlink(missing_ok=True)
    return found


def prune_versions(directory: Path, keep: int) -> None:
    """Removes old versions that nobody has open; the caller holds the lock."""
    for name in _old_versions(directory, keep):
        remove_version(directory, name)


def remove_version(directory: Path, load_id: str) -> None:
    """Removes a version, in one step as far as readers of `versions` can see.

    Whoever has it open reads on, for as long as the file is open: so it is on local disks.
    """
    doomed = directory / "candidates" / load_id
    doomed.parent.mkdir(exist_ok=True)
    (directory / "versions" / load_id).rename(doomed)
    shutil.rmtree(doomed)


def _old_versions(directory: Path, keep: int) -> set[str]:
    versions = directory / "versions"
    if versions.is_symlink():
        return set()
    names = entry_names(versions)
    old = names - {*sorted(names, reverse=True)[:keep], linked(directory)}
    return {name for name in old if not (versions / name).is_symlink() and not _is_open(version_file(directory, name))}


def _is_open(file: Path) -> bool:
    """Says whether a process has a version open in DuckDB, which holds a read lock on the file meanwhile.

    False if that cannot be known: outside Linux, on file systems without locks, and for readers that take no lock. On a
    local disk such readers can still read a file that they have open after it is removed.
    """
    if sys.platform != "linux":
        return False
    # A `struct flock` that asks: could the whole file be locked for writing?
    question = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    try:
        with file.open("rb") as stream:
            answer = fcntl.fcntl(stream, fcntl.F_OFD_GETLK, question)
    except OSError:
        return False
    return bool(struct.unpack_from("h", answer)[0] != fcntl.F_UNLCK)


def _own_files(folder: Path) -> Iterator[Path]:
    """Yields the regular files of a folder; none where it is a link, or missing."""
    yield from (path for path in _entries(folder) if path.is_file() and not path.is_symlink())


def _own_folders(folder: Path) -> Iterator[Path]:
    """Yields the folders in a folder; none where it is a link, or missing."""
    yield from (path for path in _entries(folder) if path.is_dir() and not path.is_symlink())


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.lstat().st_mtime, UTC)


def _size(path: Path) -> int:
    """Returns the bytes of a file, or of all files of a folder, without following links."""
    if path.is_symlink() or not path.is_dir():
        return path.lstat().st_size
    return sum(_size(entry) for entry in path.iterdir())
