"""Publishing: versions are folders, and a link is swapped from one to the next in one step."""

import fcntl
import os
import shutil
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from warehouse import WarehouseBusy, WarehouseError
from warehouse.publish import journal
from warehouse.publish.journal import Check, Rollback
from warehouse.publish.layout import (
    LINK,
    MANIFEST,
    as_warehouse_error,
    candidate_file,
    digest,
    entry_names,
    is_intact,
    kept,
    linked,
    version_file,
)

KEPT_VERSIONS = 7
"""A week of nights to roll back to."""


@contextmanager
def lock(directory: Path, keep: int | None = KEPT_VERSIONS) -> Iterator[None]:
    """Holds a warehouse directory against every other run, and first settles what a killed one left.

    The directory is made if it is missing. The lock ends with its process, however that ends.

    Args:
        directory: the warehouse directory.
        keep: versions that stay, the newest; None for all.

    Raises:
        WarehouseBusy: another process holds it.
        WarehouseError: the directory cannot be written to.
    """
    with as_warehouse_error(f"cannot write to the warehouse directory {directory}"):
        directory.mkdir(parents=True, exist_ok=True)
        stream = (directory / ".lock").open("a+", encoding="ascii")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise WarehouseBusy(f"another run is working in {directory} (process {holder}); try again later") from error
        with as_warehouse_error(f"cannot write to the warehouse directory {directory}"):
            stream.truncate(0)
            stream.write(str(os.getpid()))
            stream.flush()
            _recover(directory, keep)
        yield


def publish(directory: Path, load_id: str, keep: int = KEPT_VERSIONS) -> Path:
    """Makes an accepted candidate the published version.

    Its file is brought to the disk, write-protected and described in `manifest.json`; its folder moves among the
    versions, and the link to it. The newest versions stay, and older ones that somebody has open.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load, its verdict recorded.
        keep: versions that stay.

    Returns:
        The published file.

    Raises:
        WarehouseError: the disk does not take it; the version published before stays.
    """
    candidate = candidate_file(directory, load_id)
    with as_warehouse_error(f"cannot publish in {directory}"):
        manifest = journal.read(candidate.with_name(MANIFEST))
        for path in candidate.parent.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        strays = {path.name for path in candidate.parent.iterdir()} - {LINK, MANIFEST}
        if strays:
            # Above all a write-ahead log, which each reader would replay onto the file that was checked without it.
            raise WarehouseError(f"the candidate {load_id} is not closed: {', '.join(sorted(strays))} lies beside it")
        candidate.chmod(0o444)
        journal.sync(candidate)
        sha256 = digest(candidate)
        manifest |= {"size_bytes": candidate.stat().st_size, "sha256": sha256}
        journal.write(candidate.with_name(MANIFEST), manifest)

        version = directory / "versions" / load_id
        version.parent.mkdir(exist_ok=True)
        candidate.parent.rename(version)
        journal.sync(version.parent)
        _point(directory, load_id)
        journal.record_load(directory, manifest)
        _prune(directory, keep)
    return version / LINK


def refuse(
    directory: Path,
    load_id: str,
    finished_at: datetime,
    checks: Sequence[Check],
    seconds: Mapping[str, float] = journal.NOT_TIMED,
) -> None:
    """Keeps the verdict on a refused candidate in the journal, and removes the candidate.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load.
        finished_at: when the verdict was reached.
        checks: all checks made.
        seconds: time by stage.

    Raises:
        WarehouseError: the disk does not take the entry.
    """
    candidate = candidate_file(directory, load_id)
    with as_warehouse_error(f"cannot record the refused load in {directory}"):
        manifest = journal.read(candidate.with_name(MANIFEST))
        journal.record_load(directory, journal.with_verdict(manifest, "refused", finished_at, checks, seconds))
        shutil.rmtree(candidate.parent)


def rollback(directory: Path, load_id: str | None, now: datetime) -> str:
    """Points the link to another version that was published once.

    Args:
        directory: the warehouse directory.
        load_id: the load to go to; None for the newest one older than the published one.
        now: for the journal.

    Returns:
        The load that is published now.

    Raises:
        WarehouseBusy: a run holds the warehouse.
        WarehouseError: there is no such version, or it is damaged or published already.
    """
    if not (directory / "versions").is_dir():
        raise WarehouseError(f"there is no warehouse in {directory}")
    with lock(directory, keep=None), as_warehouse_error(f"cannot roll back in {directory}"):
        current, names = linked(directory), kept(directory)
        choice = ", ".join(sorted(names - {current})) or "none"
        if load_id is None:
            older = [name for name in names if current is None or name < current]
            if not older:
                raise WarehouseError(f"there is no earlier version to go back to; kept: {choice}")
            load_id = max(older)
        elif load_id == current:
            raise WarehouseError(f"{load_id} is published already; kept besides: {choice}")
        elif load_id not in names:
            raise WarehouseError(f"there is no published version {load_id!r}; kept: {choice}")
        is_intact(directory, load_id)
        with journal.recorded(directory, Rollback(now, current, load_id)):
            _point(directory, load_id)
    return load_id


def _point(directory: Path, load_id: str) -> None:
    new = directory / f".{LINK}.new"
    new.unlink(missing_ok=True)
    new.symlink_to(Path("versions", load_id, LINK))
    new.replace(directory / LINK)
    journal.sync(directory)


def _prune(directory: Path, keep: int) -> None:
    """Removes old versions that nobody has open."""
    newest = sorted(entry_names(directory / "versions"), reverse=True)[:keep]
    for name in entry_names(directory / "versions") - {*newest, linked(directory)}:
        if not _is_open(version_file(directory, name)):
            _remove(directory, name)


def _remove(directory: Path, load_id: str) -> None:
    """Removes a version, in one step as far as readers of `versions` can see."""
    doomed = directory / "candidates" / load_id
    doomed.parent.mkdir(exist_ok=True)
    (directory / "versions" / load_id).rename(doomed)
    shutil.rmtree(doomed)


def _is_open(file: Path) -> bool:
    """Says whether a process reads a version through DuckDB, which holds a read lock on it all the while.

    False where it cannot be told: outside Linux, on file systems without locks, and of readers that take none. On a
    local disk these keep what they have open all the same.
    """
    if sys.platform != "linux":
        return False
    # `struct flock`: could the whole file be locked for writing?
    question = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    try:
        with file.open("rb") as stream:
            answer = fcntl.fcntl(stream, fcntl.F_OFD_GETLK, question)
    except OSError:
        return False
    return bool(struct.unpack_from("h", answer)[0] != fcntl.F_UNLCK)


def _recover(directory: Path, keep: int | None) -> None:
    """Removes what a killed run left unfinished, and finishes what it had accepted."""
    for name in entry_names(directory / "candidates"):
        shutil.rmtree(directory / "candidates" / name, ignore_errors=True)
    (directory / f".{LINK}.new").unlink(missing_ok=True)
    journal.settle(directory, linked(directory))
    _finish(directory)
    if keep is not None:
        _prune(directory, keep)


def _finish(directory: Path) -> None:
    """Gives versions that the journal does not know their entry, and the link if it was still owed to them.

    A version among the others was accepted and is whole on the disk. One that builds on what is published, and is newer
    than all that the journal knows, lacks the link only because its run was killed. Where the whole journal is lost,
    the link stays, for somebody may have rolled back.
    """
    current, known = linked(directory), journal.load_ids(directory)
    link_holds = not known and current is not None
    for name in sorted(entry_names(directory / "versions") - known):
        try:
            manifest = journal.read(is_intact(directory, name).with_name(MANIFEST))
        except WarehouseError:
            continue  # damaged: `published` tells so, if it is what the link names
        if manifest["load_id"] != name:
            continue
        if not link_holds and name > max(known, default="") and manifest["base_load_id"] == current:
            _point(directory, name)
            current = name
        if not known or name == current:
            journal.record_load(directory, manifest)
