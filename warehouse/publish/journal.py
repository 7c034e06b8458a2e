"""The journal: a record of every load, published or refused. It stays when old versions are removed.

`journal/<load_id>.json` is the manifest of one load: its row of `loads`, its `checks`, the rows of each table, and the
versions of code, model, DuckDB and schema. A published version carries the same document as `manifest.json`.
`journal/rollback-<instant>.json` records that a user pointed the link to another version.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from warehouse import WarehouseError

LOAD_ID = re.compile(r"\d{8}T\d{6}Z(-\d{2})?")
"""The form of a load id. In the folders of a warehouse, only names of this form belong to loads."""

NOT_TIMED: Mapping[str, float] = MappingProxyType({})
"""Stands for the time by stage of a load whose stages were not timed."""

Manifest = dict[str, Any]
"""A manifest as it is in JSON; `LoadRecord.of` turns it into typed fields."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a load; the fields are columns of `checks`."""

    table_name: str
    check_name: str
    severity: str
    passed: bool
    observed: str | None
    detail: str | None
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What is known of a load before the gate; the fields are columns of `loads`."""

    load_id: str
    started_at: datetime
    base_load_id: str | None
    code_version: str
    model_version: str


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """One load with its verdict; most fields are columns of `loads`.

    Attributes:
        rows: rows of each table of the file that was checked.
        failed: failed checks that refuse a load.
        warnings: failed checks that only warn.
        seconds: the time that each stage took, in seconds; empty if it was not recorded.
        size_bytes: size of the published file; None for a refused load.
    """

    load_id: str
    started_at: datetime
    finished_at: datetime
    verdict: str
    articles_added: int
    articles_new: int
    articles_reprocessed: int
    files_seen: int
    base_load_id: str | None
    code_version: str
    model_version: str
    rows: dict[str, int]
    failed: tuple[Check, ...]
    warnings: tuple[Check, ...]
    seconds: dict[str, float]
    size_bytes: int | None

    @classmethod
    def of(cls, manifest: Manifest) -> "LoadRecord":
        """Returns the record that a manifest holds."""
        broken = [check for check in checks(manifest) if not check.passed]
        return cls(
            load_id=manifest["load_id"],
            started_at=datetime.fromisoformat(manifest["started_at"]),
            finished_at=datetime.fromisoformat(manifest["finished_at"]),
            verdict=manifest["verdict"],
            articles_added=manifest["articles_added"],
            articles_new=manifest["articles_new"],
            articles_reprocessed=manifest["articles_reprocessed"],
            files_seen=manifest["files_seen"],
            base_load_id=manifest["base_load_id"],
            code_version=manifest["code_version"],
            model_version=manifest["model_version"],
            rows=manifest["rows"],
            failed=tuple(check for check in broken if check.severity == "block"),
            warnings=tuple(check for check in broken if check.severity == "warn"),
            seconds=manifest.get("seconds", {}),
            size_bytes=manifest.get("size_bytes"),
        )


@dataclass(frozen=True, slots=True)
class Rollback:
    """A rollback: a user pointed the link from one version to another."""

    at: datetime
    from_load_id: str | None
    to_load_id: str


_MANIFEST = {field.name for field in fields(LoadRecord)} - {
    "failed",
    "warnings",
    "articles_new",
    "articles_reprocessed",
    "seconds",
    "size_bytes",
} | {
    "checks",
    "next_ids",
    "schema_version",
}
_ROLLBACK = {"at", "from_load_id", "to_load_id"}
"""Keys that a document must have; without them it is damaged."""


def load_ids(directory: Path) -> set[str]:
    """Returns the ids of all loads in the journal of a warehouse directory."""
    return {path.stem for path in (directory / "journal").glob("*.json") if LOAD_ID.fullmatch(path.stem)}


def load(directory: Path, load_id: str) -> Manifest:
    """Returns the manifest of one load in the journal.

    Raises:
        WarehouseError: the entry is missing or damaged.
    """
    return read(directory / "journal" / f"{load_id}.json")


def checks(manifest: Manifest) -> list[Check]:
    """Returns the checks of a manifest. In old manifests checks have no severity: they all block."""
    return [Check(**{"severity": "block"} | check) for check in manifest["checks"]]


def rollbacks(directory: Path) -> list[Rollback]:
    """Returns all rollbacks, oldest first.

    Raises:
        WarehouseError: an entry is damaged.
    """
    entries = map(read, (directory / "journal").glob("rollback-*.json"))
    return sorted(
        (Rollback(datetime.fromisoformat(e["at"]), e["from_load_id"], e["to_load_id"]) for e in entries),
        key=lambda rollback: rollback.at,
    )


def with_verdict(
    manifest: Manifest, verdict: str, finished_at: datetime, checks: Sequence[Check], seconds: Mapping[str, float]
) -> Manifest:
    """Returns a manifest with the verdict, its time (at earliest the start of the load), checks and stage times."""
    started_at = datetime.fromisoformat(manifest["started_at"])
    return manifest | {
        "verdict": verdict,
        "finished_at": max(started_at, finished_at.astimezone(UTC)).isoformat(),
        "seconds": dict(seconds),
        # Without the queries of passed checks: they would be most of the file, and `history` reads every manifest.
        "checks": [asdict(check if not check.passed else replace(check, query=None)) for check in checks],
    }


def record_load(directory: Path, manifest: Manifest) -> None:
    """Writes the manifest of a load into the journal."""
    write(directory / "journal" / f"{manifest['load_id']}.json", manifest)


@contextmanager
def recorded(directory: Path, rollback: Rollback) -> Iterator[None]:
    """Writes a rollback into the journal; the block makes the rollback.

    The entry is written to a temporary file before the block, and gets its name after it. If the process is killed in
    between, `settle` decides whether the rollback was made.

    Raises:
        WarehouseError: the entry cannot be written.
    """
    at = rollback.at.astimezone(UTC)
    document = {"at": at.isoformat(), "from_load_id": rollback.from_load_id, "to_load_id": rollback.to_load_id}
    with _written(directory / "journal" / f"rollback-{at:%Y%m%dT%H%M%S.%fZ}.json", document):
        yield


def settle(directory: Path, linked: str | None) -> None:
    """Removes temporary files that a killed process left; a rollback is recorded if the link was pointed already.

    Args:
        directory: the warehouse directory, locked by the caller.
        linked: the load that the link names.
    """
    for path in (directory / "journal").glob("*.tmp"):
        if path.name.startswith("rollback-"):
            with suppress(WarehouseError):
                if read(path)["to_load_id"] == linked:
                    path.replace(path.with_suffix(".json"))
                    sync(path.parent)
        path.unlink(missing_ok=True)


def read(path: Path) -> Manifest:
    """Returns a manifest or journal entry.

    Old ones have no `articles_new`, there all articles count as new; and no `articles_reprocessed`, there were none.

    Raises:
        WarehouseError: it is missing or damaged.
    """
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise WarehouseError(f"{path} cannot be read: {error}") from error
    wanted = _ROLLBACK if path.name.startswith("rollback-") else _MANIFEST
    if not isinstance(document, dict) or not wanted <= document.keys():
        raise WarehouseError(f"{path} is damaged: it is no JSON object with {', '.join(sorted(wanted))}")
    if wanted is _ROLLBACK:
        return document
    return {"articles_new": document["articles_added"], "articles_reprocessed": 0} | document


def write(path: Path, document: Manifest) -> None:
    """Writes a manifest or journal entry in one step, and syncs it to the disk before it returns.

    Raises:
        WarehouseError: it cannot be written.
    """
    with _written(path, document):
        pass


@contextmanager
def _written(path: Path, document: Manifest) -> Iterator[None]:
    """Writes a document to a temporary file, and gives it its name after the block."""
    unfinished = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as stream:
            json.dump(document, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror}") from error
    yield
    try:
        unfinished.replace(path)
        sync(path.parent)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror}") from error


def sync(path: Path) -> None:
    """Waits until the bytes of a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
