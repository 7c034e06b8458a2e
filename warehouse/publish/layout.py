"""The folder of a warehouse: where versions, candidates and manifests are, and which version is published."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse import WarehouseError
from warehouse.publish import journal
from warehouse.publish.journal import LOAD_ID

LINK = "warehouse.duckdb"
"""Name of the link and of every version's file: DuckDB names the catalog after it."""

MANIFEST = "manifest.json"
"""Name of the file that describes a version or a candidate, in its folder."""

PIECE_BYTES = 2**22
"""Bytes of a file that are read and hashed at a time; larger pieces are not faster."""

STAMP = "%Y%m%dT%H%M%SZ"
"""Format of the time in a load id."""


def load_ids(directory: Path) -> set[str]:
    """Returns the ids of all loads of a warehouse directory: of versions, candidates and the journal.

    Raises:
        WarehouseError: the directory cannot be read.
    """
    with as_warehouse_error(f"cannot read the warehouse directory {directory}"):
        return entry_names(directory / "versions") | entry_names(directory / "candidates") | journal.load_ids(directory)


def next_load_id(now: datetime, taken: Iterable[str]) -> str:
    """Returns an id for a load that begins now; it sorts after all ids of `taken`, even if the clock was set back."""
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
    """Returns the published file itself, in a folder named after its load; None before the first load.

    Raises:
        WarehouseError: the link is missing or leads nowhere, or the file behind it is damaged.
    """
    with as_warehouse_error(f"cannot read the warehouse directory {directory}"):
        load_id = linked(directory)
        if load_id is None:
            if (directory / LINK).exists() or kept(directory):
                raise WarehouseError(
                    f"{directory / LINK} is not a link to a version; `newsledger rollback` points it to the newest one"
                )
            return None
        return is_intact(directory, load_id)


def digest(file: Path, advance: Callable[[int], None] = lambda _: None) -> str:
    """Returns the SHA-256 of a file in hexadecimal; `advance` is called with the number of bytes of each piece."""
    found = hashlib.sha256()
    with file.open("rb", buffering=0) as stream:
        while piece := stream.read(PIECE_BYTES):
            found.update(piece)
            advance(len(piece))
    return found.hexdigest()


def rolled_back_from(directory: Path) -> str | None:
    """Returns the newest load that was ever published, if the link names an earlier one: then it was rolled back.

    Raises:
        WarehouseError: a journal entry is damaged.
    """
    current = linked(directory)
    if current is None:
        return None
    newer = sorted((name for name in journal.load_ids(directory) if name > current), reverse=True)
    return next((name for name in newer if journal.load(directory, name)["verdict"] == "published"), None)


def to_verify(directory: Path, load_id: str | None, *, every: bool) -> list[str]:
    """Returns the versions to verify, oldest first: the one asked for, all that are kept, or what is published.

    Raises:
        WarehouseError: there is no such version.
    """
    with as_warehouse_error(f"cannot read the warehouse directory {directory}"):
        names, current = kept(directory), linked(directory)
    if every and names:
        return sorted(names | ({current} if current else set()))
    wanted = load_id or current
    if wanted is None:
        raise WarehouseError(f"nothing is published in {directory}; kept: {', '.join(sorted(names)) or 'none'}")
    if wanted not in names | {current}:
        raise WarehouseError(f"there is no published version {wanted!r}; kept: {', '.join(sorted(names)) or 'none'}")
    return [wanted]


def linked(directory: Path) -> str | None:
    """Returns the load that the link names, even if its version is missing; None if the link names none."""
    try:
        target = Path((directory / LINK).readlink())
    except OSError:
        return None
    return target.parent.name if target == Path("versions", target.parent.name, LINK) else None


def kept(directory: Path) -> set[str]:
    """Returns the versions that were published: those in the journal. A run may have been killed before publishing."""
    return entry_names(directory / "versions") & journal.load_ids(directory)


def is_intact(directory: Path, load_id: str) -> Path:
    """Returns a version's file, after a quick check of its first bytes and its size.

    Raises:
        WarehouseError: the file is missing, has another size than its manifest says, or is not a DuckDB file.
    """
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


def entry_names(folder: Path) -> set[str]:
    """Returns the names in a folder that are load ids; none if the folder is missing."""
    return {path.name for path in folder.iterdir() if LOAD_ID.fullmatch(path.name)} if folder.is_dir() else set()


@contextmanager
def as_warehouse_error(what: str) -> Iterator[None]:
    """Turns an `OSError` in the block into a `WarehouseError` whose message begins with `what`."""
    try:
        yield
    except OSError as error:
        raise WarehouseError(f"{what}: {error.strerror or error}") from error
