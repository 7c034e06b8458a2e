"""What a night finds in its corpus: which inputs there are, and which wait."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import polars as pl

from flows import forgetting, hashed_files
from flows.settings import LoadSettings
from transforms.ingest.corpus import SCANNED, scan_changes
from transforms.ingest.object_store import ObjectStore
from warehouse.publish.forgotten import Forgotten
from warehouse.publish.retention import FETCHED
from warehouse.schema.escaping import escape


@dataclass(frozen=True, slots=True)
class CorpusScan:
    """What lies in the corpus of a load.

    Attributes:
        corpus: what the load reads from; null for a load that only works on what the warehouse holds.
        inputs: the columns of `SCANNED`, without files that hold nothing but what was taken down.
        passed_over: how many such files there are.
        waiting: which files wait for the next load and why, a line for each reason.
    """

    corpus: Path | ObjectStore | None
    inputs: pl.DataFrame
    passed_over: int
    waiting: tuple[str, ...]


def scan_corpus(settings: LoadSettings, taken_down: Forgotten) -> CorpusScan:
    """Lists the inputs of a load; hashes those that changed since the last one, and keeps the hashes for the next.

    Raises:
        OSError: a folder cannot be listed.
        StoreError: a store cannot be asked.
    """
    if settings.corpus is None:
        return CorpusScan(None, SCANNED.to_frame(), 0, ())
    corpus: Path | ObjectStore
    if isinstance(settings.corpus, str):
        corpus = ObjectStore(settings.corpus, settings.warehouse / FETCHED)
        scan, name = partial(corpus.scan, now=datetime.now(UTC)), hashed_files.OF_OBJECTS
    else:
        corpus = settings.corpus
        scan, name = partial(scan_changes, corpus), hashed_files.OF_FILES
    hashed = hashed_files.read(settings.warehouse, name)
    found = scan(hashed.clear() if settings.rehash else hashed, settings.settle)
    inputs, to_keep = forgetting.leave_out(found.inputs, found.hashed, taken_down)
    if not to_keep.equals(hashed):
        hashed_files.write(settings.warehouse, name, to_keep)
    waiting = (
        f"{escape(path)}{f' and {number - 1:,} more' if number > 1 else ''}: {reason}, left for the next load"
        for reason, (path, number) in found.waiting.items()
    )
    return CorpusScan(corpus, inputs, found.inputs.height - inputs.height, tuple(waiting))
