"""Publishing: versions side by side, and one link that names the one to read.

`<warehouse>/warehouse.duckdb` is a relative link to `versions/<load_id>/warehouse.duckdb`. A version is never written
again. The link moves in one step, so that a reader finds the old version or the new one, whole, and whoever has the old
one open keeps it. Only whoever holds `lock` changes anything here.
"""

import fcntl
import hashlib
import os
import shutil
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse import WarehouseBusy, WarehouseError, journal
from warehouse.journal import LOAD_ID, Check, LoadRecord, Rollback

LINK = "warehouse.duckdb"
"""Name of the link and of every version's file: DuckDB calls the catalog after it."""

MANIFEST = "manifest.json"

KEPT_VERSIONS = 7
"""A week of nights to roll back to."""

PIECE_BYTES = 2**22
"""Of a file that is hashed; from some such size on larger ones are no faster."""

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a warehouse.

    Attributes:
        loads: every load that reached the gate, oldest first.
        rollbacks: oldest first.
        published: the load that the link names; None if it names none.
        kept: loads whose version is still here, to roll back to.
    """

    loads: list[LoadRecord]
    rollbacks: list[Rollback]
    published: str | None
    kept: set[str]


@dataclass(frozen=True, slots=True)
class Status:
    """The published version.

    Attributes:
        load_id: the load that made it.
        path: its file.
        finished_at: when it was accepted.
        age: how long ago that was.
        size_bytes: size of the file.
        rows: rows by table.
        code_version: version of newsledger that made it.
        model_version: its language model.
    """

    load_id: str
    path: Path
    finished_at: datetime
    age: timedelta
    size_bytes: int
    rows: dict[str, int]
    code_version: str
    model_version: str


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
    with _plainly(f"cannot write to the warehouse directory {directory}"):
        directory.mkdir(parents=True, exist_ok=True)
        stream = (directory / ".lock").open("a+", encoding="ascii")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise WarehouseBusy(f"another run is working in {directory} (process {holder}); try again later") from error
        with _plainly(f"cannot write to the warehouse directory {directory}"):
            stream.truncate(0)
            stream.write(str(os.getpid()))
            stream.flush()
            _recover(directory, keep)
        yield


def load_ids(directory: Path) -> set[str]:
    """Returns every load id that a warehouse directory remembers: versions, candidates and journal."""
    with _plainly(f"cannot read the warehouse directory {directory}"):
        return _names(directory / "versions") | _names(directory / "candidates") | journal.load_ids(directory)


def next_load_id(now: datetime, taken: Iterable[str]) -> str:
    """Returns an id for a load that begins now; it sorts behind all those taken, even if the clock was set back."""
    stamp = f"{now.astimezone(UTC):{STAMP}}"
    latest = max(taken, default="")
    if stamp > latest:
        return stamp
    last, _, number = latest.partition("-")
    if int(number or 1) < 99:
        return f"{last}-{int(number or 1) + 1:02}"
    # "-100" would sort before "-99".
    return f"{datetime.strptime(last, STAMP).replace(tzinfo=UTC) + timedelta(seconds=1):{STAMP}}"


def candidate_file(directory: Path, load_id: str) -> Path:
    """Returns where the candidate of a load is built."""
    return directory / "candidates" / load_id / LINK


def version_file(directory: Path, load_id: str) -> Path:
    """Returns where the file of a version is, or would be."""
    return directory / "versions" / load_id / LINK


def published(directory: Path) -> Path | None:
    """Returns the published file, without links; its folder is named after the load. None before the first load.

    Raises:
        WarehouseError: the link is missing or leads nowhere, or the file behind it is damaged.
    """
    with _plainly(f"cannot read the warehouse directory {directory}"):
        load_id = linked(directory)
        if load_id is None:
            if (directory / LINK).exists() or kept(directory):
                raise WarehouseError(
                    f"{directory / LINK} is not a link to a version; `newsledger rollback` points it to the newest one"
                )
            return None
        return _intact(directory, load_id)


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
    with _plainly(f"cannot publish in {directory}"):
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


def digest(file: Path, advance: Callable[[int], None] = lambda _: None) -> str:
    """Returns the SHA-256 of a file in hexadecimal; `advance` is called with the bytes of each piece read."""
    found = hashlib.sha256()
    with file.open("rb", buffering=0) as stream:
        while piece := stream.read(PIECE_BYTES):
            found.update(piece)
            advance(len(piece))
    return found.hexdigest()


def rolled_back_from(directory: Path) -> str | None:
    """Returns the newest load that was published, if the link names an earlier one: then somebody rolled it back.

    Raises:
        WarehouseError: a journal entry is damaged.
    """
    current = linked(directory)
    if current is None:
        return None
    newer = sorted((name for name in journal.load_ids(directory) if name > current), reverse=True)
    return next((name for name in newer if journal.load(directory, name)["verdict"] == "published"), None)


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
    with _plainly(f"cannot record the refused load in {directory}"):
        manifest = journal.read(candidate.with_name(MANIFEST))
        journal.record_load(directory, journal.with_verdict(manifest, "refused", finished_at, checks, seconds))
        shutil.rmtree(candidate.parent)


def to_verify(directory: Path, load_id: str | None, *, every: bool) -> list[str]:
    """Returns the versions to verify, oldest first: the one asked for, all that are kept, or what is published.

    Raises:
        WarehouseError: there is no such version.
    """
    with _plainly(f"cannot read the warehouse directory {directory}"):
        names, current = kept(directory), linked(directory)
    if every and names:
        return sorted(names | ({current} if current else set()))
    wanted = load_id or current
    if wanted is None:
        raise WarehouseError(f"nothing is published in {directory}; kept: {', '.join(sorted(names)) or 'none'}")
    if wanted not in names | {current}:
        raise WarehouseError(f"there is no published version {wanted!r}; kept: {', '.join(sorted(names)) or 'none'}")
    return [wanted]


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
    with lock(directory, keep=None), _plainly(f"cannot roll back in {directory}"):
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
        _intact(directory, load_id)
        with journal.recorded(directory, Rollback(now, current, load_id)):
            _point(directory, load_id)
    return load_id


def history(directory: Path) -> History:
    """Returns all loads and rollbacks of a warehouse directory.

    Raises:
        WarehouseError: a journal entry is damaged.
    """
    with _plainly(f"cannot read the warehouse directory {directory}"):
        manifests = [journal.load(directory, load_id) for load_id in sorted(journal.load_ids(directory))]
        return History(
            [LoadRecord.of(manifest) for manifest in manifests],
            journal.rollbacks(directory),
            linked(directory),
            kept(directory),
        )


def status(directory: Path, now: datetime) -> Status:
    """Returns what is published.

    Raises:
        WarehouseError: nothing is, or it is damaged.
    """
    path = published(directory)
    if path is None:
        raise WarehouseError(f"nothing is published in {directory} yet; `newsledger run` makes the first load")
    manifest = journal.read(path.with_name(MANIFEST))
    load = LoadRecord.of(manifest)
    return Status(
        load_id=load.load_id,
        path=path,
        finished_at=load.finished_at,
        age=now - load.finished_at,
        size_bytes=manifest["size_bytes"],
        rows=load.rows,
        code_version=load.code_version,
        model_version=load.model_version,
    )


def linked(directory: Path) -> str | None:
    """Returns the load that the link names, whether its version is there or not."""
    try:
        target = Path((directory / LINK).readlink())
    except OSError:
        return None
    return target.parent.name if target == Path("versions", target.parent.name, LINK) else None


def kept(directory: Path) -> set[str]:
    """Returns the versions that were published: one whose run was killed before it was is not in the journal."""
    return _names(directory / "versions") & journal.load_ids(directory)


def _intact(directory: Path, load_id: str) -> Path:
    """Returns a version's file; raises `WarehouseError` if it is not there, cut short, or no DuckDB file."""
    file = version_file(directory, load_id)
    if not file.is_file():
        raise WarehouseError(
            f"the published version {load_id} is missing in {directory}; `newsledger rollback` goes to an earlier one"
        )
    with file.open("rb") as stream:
        header = stream.read(12)
    manifest = journal.read(file.with_name(MANIFEST))
    if header[8:] != b"DUCK" or file.stat().st_size != manifest.get("size_bytes"):
        raise WarehouseError(
            f"the version {load_id} in {directory} is damaged; `newsledger rollback` goes to an earlier one"
        )
    return file


def _names(folder: Path) -> set[str]:
    """Returns the load ids among the names in a folder; none if it is missing."""
    return {path.name for path in folder.iterdir() if LOAD_ID.fullmatch(path.name)} if folder.is_dir() else set()


def _point(directory: Path, load_id: str) -> None:
    new = directory / f".{LINK}.new"
    new.unlink(missing_ok=True)
    new.symlink_to(Path("versions", load_id, LINK))
    new.replace(directory / LINK)
    journal.sync(directory)


def _prune(directory: Path, keep: int) -> None:
    """Removes old versions that nobody has open."""
    newest = sorted(_names(directory / "versions"), reverse=True)[:keep]
    for name in _names(directory / "versions") - {*newest, linked(directory)}:
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
    for name in _names(directory / "candidates"):
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
    for name in sorted(_names(directory / "versions") - known):
        try:
            manifest = journal.read(_intact(directory, name).with_name(MANIFEST))
        except WarehouseError:
            continue  # damaged: `published` tells so, if it is what the link names
        if manifest["load_id"] != name:
            continue
        if not link_holds and name > max(known, default="") and manifest["base_load_id"] == current:
            _point(directory, name)
            current = name
        if not known or name == current:
            journal.record_load(directory, manifest)


@contextmanager
def _plainly(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WarehouseError(f"{what}: {error.strerror or error}") from error
