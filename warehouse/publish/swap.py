"""Publishing: each version is a folder, and a link is pointed from one version to the next in one step."""

import fcntl
import os
import shutil
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
)
from warehouse.publish.retention import KEPT_VERSIONS, prune_versions


@contextmanager
def lock(directory: Path, keep: int | None = KEPT_VERSIONS) -> Iterator[None]:
    """Locks a warehouse directory against all other runs, and first cleans up after a run that was killed.

    The directory is made if it is missing. The lock ends when the process ends, in whatever way.

    Args:
        directory: the warehouse directory.
        keep: how many of the newest versions stay; None for all.

    Raises:
        WarehouseBusy: another process holds the lock.
        WarehouseError: the directory cannot be written to.
    """
    with _held(directory, ".lock", "another run is working in {directory} (process {holder}); try again later"):
        with as_warehouse_error(f"cannot write to the warehouse directory {directory}"):
            _recover(directory, keep)
        yield


@contextmanager
def serving(directory: Path) -> Iterator[None]:
    """Keeps the schedule of a warehouse to one service, for as long as the block runs or the process lives.

    Raises:
        WarehouseBusy: another service holds it.
        WarehouseError: the directory cannot be written to.
    """
    busy = "{directory} has its schedule already: process {holder} serves it; stop that one first"
    with _held(directory, ".serving", busy):
        yield


@contextmanager
def _held(directory: Path, name: str, busy: str) -> Iterator[None]:
    """Holds a lock file of a warehouse directory, which names our process to whoever wants it too."""
    with as_warehouse_error(f"cannot write to the warehouse directory {directory}"):
        directory.mkdir(parents=True, exist_ok=True)
        stream = (directory / name).open("a+", encoding="ascii")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise WarehouseBusy(busy.format(directory=directory, holder=holder)) from error
        with as_warehouse_error(f"cannot write to the warehouse directory {directory}"):
            stream.truncate(0)
            stream.write(str(os.getpid()))
            stream.flush()
        yield


def publish(directory: Path, load_id: str, keep: int = KEPT_VERSIONS) -> Path:
    """Makes an accepted candidate the published version.

    Its file is synced to the disk, write-protected and described in `manifest.json`. Then its folder is moved to the
    versions, and the link is pointed to it. The newest versions stay, and older ones that somebody has open.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load; its verdict is recorded already.
        keep: how many of the newest versions stay.

    Returns:
        The published file.

    Raises:
        WarehouseError: a file cannot be written; the version that was published before stays.
    """
    candidate = candidate_file(directory, load_id)
    with as_warehouse_error(f"cannot publish in {directory}"):
        manifest = journal.read(candidate.with_name(MANIFEST))
        for path in candidate.parent.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        strays = {path.name for path in candidate.parent.iterdir()} - {LINK, MANIFEST}
        if strays:
            # Most likely a write-ahead log: each reader would apply it to the file, which was checked without it.
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
        prune_versions(directory, keep)
    return version / LINK


def refuse(
    directory: Path,
    load_id: str,
    finished_at: datetime,
    checks: Sequence[Check],
    seconds: Mapping[str, float] = journal.NOT_TIMED,
) -> None:
    """Records a refused candidate in the journal, and removes the candidate.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load.
        finished_at: when the verdict was reached.
        checks: all checks that were made.
        seconds: the time that each stage took, in seconds.

    Raises:
        WarehouseError: the entry cannot be written.
    """
    candidate = candidate_file(directory, load_id)
    with as_warehouse_error(f"cannot record the refused load in {directory}"):
        manifest = journal.read(candidate.with_name(MANIFEST))
        journal.record_load(directory, journal.with_verdict(manifest, "refused", finished_at, checks, seconds))
        shutil.rmtree(candidate.parent)


def rollback(directory: Path, load_id: str | None, now: datetime) -> str:
    """Points the link to another version that was published before.

    Args:
        directory: the warehouse directory.
        load_id: the load to go to; None for the newest one before the published one.
        now: the time, for the journal.

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


def _recover(directory: Path, keep: int | None) -> None:
    """Removes what a killed run left unfinished, and finishes what it had accepted."""
    for name in entry_names(directory / "candidates"):
        shutil.rmtree(directory / "candidates" / name, ignore_errors=True)
    (directory / f".{LINK}.new").unlink(missing_ok=True)
    journal.settle(directory, linked(directory))
    _finish(directory)
    if keep is not None:
        prune_versions(directory, keep)


def _finish(directory: Path) -> None:
    """Finishes publishing versions whose run was killed: adds them to the journal, and points the link if needed.

    Every version in the folder of versions was accepted and is complete. If it was built on the published version, and
    is newer than all loads of the journal, its run was killed before it could point the link. If the whole journal is
    lost, the link stays as it is, since somebody may have rolled back.
    """
    current, known = linked(directory), journal.load_ids(directory)
    link_holds = not known and current is not None
    for name in sorted(entry_names(directory / "versions") - known):
        try:
            manifest = journal.read(is_intact(directory, name).with_name(MANIFEST))
        except WarehouseError:
            continue  # damaged; if the link names it, `layout.published` reports that
        if manifest["load_id"] != name:
            continue
        if not link_holds and name > max(known, default="") and manifest["base_load_id"] == current:
            _point(directory, name)
            current = name
        if not known or name == current:
            journal.record_load(directory, manifest)
