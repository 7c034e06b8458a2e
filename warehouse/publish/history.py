"""The published version, and the history of all loads, rollbacks and requests to take something down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from warehouse import WarehouseError
from warehouse.publish import forgotten, journal
from warehouse.publish.forgotten import Forgetting, Lifting
from warehouse.publish.journal import LoadRecord, Rollback
from warehouse.publish.layout import MANIFEST, as_warehouse_error, kept, linked, published


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to a warehouse.

    Attributes:
        loads: every load that reached the gate, oldest first.
        rollbacks: oldest first.
        requests: what people had taken down, and lifted again, oldest first.
        published: the load that the link names; None if it names none.
        kept: loads whose version is still there, to roll back to.
    """

    loads: list[LoadRecord]
    rollbacks: list[Rollback]
    requests: list[Forgetting | Lifting]
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


def history(directory: Path) -> History:
    """Returns all that happened to a warehouse directory.

    Raises:
        WarehouseError: a journal entry is damaged.
    """
    with as_warehouse_error(f"cannot read the warehouse directory {directory}"):
        return History(
            # One manifest at a time: each lists some 400 checks, and a record keeps only those that failed.
            [LoadRecord.of(journal.load(directory, load_id)) for load_id in sorted(journal.load_ids(directory))],
            journal.rollbacks(directory),
            [entry for entry in forgotten.entries(directory) if isinstance(entry, Forgetting | Lifting)],
            linked(directory),
            kept(directory),
        )


def status(directory: Path, now: datetime) -> Status:
    """Returns what is published.

    Raises:
        WarehouseError: nothing is published, or the version is damaged.
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
