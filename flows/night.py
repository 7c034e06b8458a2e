"""What one night carries from stage to stage."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import polars as pl

from expectations.gate import check_names
from expectations.overrides import FILE as OVERRIDES
from expectations.overrides import read_overrides
from flows import settings
from flows.workers import peak_memory
from transforms.annotate.model import model_version
from transforms.annotate.paragraphs import SEEN
from transforms.ingest.batches import read
from transforms.ingest.ids import with_ids
from transforms.ingest.outlets_file import Outlets, load_outlets
from transforms.ingest.select import Ingested
from transforms.strip.outlet_history import outlet_histories
from warehouse import OtherSchema, WarehouseError
from warehouse.build import candidate, next_ids, published_state
from warehouse.build.rows import FRAMES
from warehouse.publish import decisions, layout
from warehouse.publish.journal import Check, Load
from warehouse.schema.tables import SCHEMA_VERSION

BATCH = {"max_articles": 100, "max_chars": 2 * 2**20}
"""A batch keeps one worker busy for some 15 seconds: long beside the cost of a task, short beside a night."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a night ended.

    Attributes:
        verdict: `published`, `refused` or `nothing new`.
        load_id: the load; of a night without news, what is published (null if nothing is).
        rows: rows that the load wrote, by table.
        failed: the checks that did not hold and refused the load.
        warnings: the checks that did not hold and refuse nothing.
        seconds: time by stage, summed over its tasks.
        builds_on: the load on whose version this one builds; null for the first.
        rolled_back_from: the load that was published before a rollback to that one; null without one.
    """

    verdict: str
    load_id: str | None
    rows: dict[str, int] = field(default_factory=dict)
    failed: tuple[Check, ...] = ()
    warnings: tuple[Check, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    builds_on: str | None = None
    rolled_back_from: str | None = None


class Night:
    """The load of one night, from the scan to the verdict: where its files lie, and what it has given out so far.

    The frames themselves lie as Parquet in `work`, one file for each batch, so that memory does not grow with the
    corpus. No dataclass, for Prefect would look for futures in each of its fields, frames included.
    """

    def __init__(self, load: settings.Load) -> None:
        """Looks at what is published; nothing is written yet. The caller holds the lock of the warehouse."""
        self.settings = load
        self.started_at = datetime.now(UTC)
        self.outlets = load_outlets(load.outlets) if load.outlets else Outlets()
        decided = load.warehouse / OVERRIDES
        self.overrides = read_overrides(decided, check_names()) if decided.is_file() else []
        self.accuracy: dict[str, float] = {}
        self.base = layout.published(load.warehouse)
        self.rolled_back_from = layout.rolled_back_from(load.warehouse)
        self.known_files = published_state.known_files(self.base)
        self.chosen = pl.DataFrame()
        self.files: list[pl.DataFrame] = []
        self.rejections: list[pl.DataFrame] = []
        self.seen = pl.DataFrame(schema=SEEN)
        self.rows: dict[str, int] = {}
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, int] = {}

    def begin(self) -> None:
        """Makes the candidate, a copy of what is published."""
        directory = self.settings.warehouse
        load_id = layout.next_load_id(self.started_at, layout.load_ids(directory))
        self.load = Load(load_id, self.started_at, self.base_load_id, settings.code_version(), model_version())
        try:
            self.candidate = candidate.create(directory, load_id, self.base)
        except OtherSchema as error:
            raise WarehouseError(f"{error}; to load all anew beside it: {_rebuilding(self.settings)}") from error
        self.work: Path = self.candidate.parent / "work"
        self.next_ids = next_ids.next_ids(self.base)
        changed = self.chosen["file_id"].drop_nulls()
        self.known_articles = published_state.known_articles(self.base, changed)
        self.chosen = with_ids(
            self.chosen.drop("file_id"), self.known_files, ["path"], "file_id", self.next_ids["files"]
        )
        self._ids_given("files", self.chosen["file_id"])
        self.pages = outlet_histories(self.outlets, published_state.known_lines(self.base))
        self.batches = read(self.settings.corpus, self.chosen, self.outlets, today=self.started_at.date(), **BATCH)

    @property
    def base_load_id(self) -> str | None:
        """The load that is published."""
        return self.base.parent.name if self.base else None

    @property
    def bytes_to_read(self) -> int:
        """Size of the files that are to be read."""
        return int(self.chosen.filter(role="read")["size_bytes"].sum())

    @property
    def latest(self) -> date:
        """No article was published later: the day after the load began, for east of here it is that day already."""
        return self.started_at.date() + timedelta(days=1)

    @property
    def file_ids(self) -> pl.DataFrame:
        """The id of each chosen file, by `path`."""
        return self.chosen.select("path", "file_id")

    def take_files(self, found: Ingested) -> None:
        """Notes files and rejections for the load."""
        self.files.append(found.files.join(self.file_ids, on="path", how="left", maintain_order="left"))
        self.rejections.append(found.rejections)

    def with_article_ids(self, articles: pl.DataFrame) -> pl.DataFrame:
        """Returns articles with their ids: a record of a file that the warehouse knows keeps its own."""
        keys = ["file_id", "record_no"]
        articles = with_ids(articles, self.known_articles, keys, "article_id", self.next_ids["articles"])
        self._ids_given("articles", articles["article_id"])
        return articles

    def _ids_given(self, table: str, ids: pl.Series) -> None:
        self.next_ids[table] = max([self.next_ids[table], *(ids + 1)])

    def write_files(self) -> None:
        """Writes the notes of `take_files` for the load."""
        for name, frames in (("files", self.files), ("rejections", self.rejections)):
            pl.concat(frames).select(FRAMES[name].names()).write_parquet(self.work / f"{name}.parquet")

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the time of the block to the account of a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.add_cost(stage, perf_counter() - start, peak_memory())

    def add_cost(self, stage: str, seconds: float, memory: int = 0) -> None:
        """Adds seconds to the account of a stage, and notes the most memory that its process has held, in bytes."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.memory[stage] = max(self.memory.get(stage, 0), memory)

    def outcome(self, verdict: str, checks: Sequence[Check] = ()) -> Outcome:
        """Returns how the night ended, after these checks."""
        if verdict == "nothing new":
            return Outcome(verdict, self.base_load_id, seconds=self.seconds)
        failed, warnings = (
            tuple(check for check in checks if not check.passed and check.severity == severity)
            for severity in ("block", "warn")
        )
        return Outcome(
            verdict,
            self.load.load_id,
            self.rows,
            failed,
            warnings,
            self.seconds,
            self.load.base_load_id,
            self.rolled_back_from,
        )


def _rebuilding(load: settings.Load) -> str:
    """Returns the commands that load everything into a new warehouse beside the one of another schema."""
    new = load.warehouse.with_name(f"{load.warehouse.name}-schema-{SCHEMA_VERSION}")
    options = load.parameters() | {"warehouse": str(new)}
    run = [
        "newsledger",
        "run",
        *(word for name, value in options.items() if value for word in (f"--{name}", str(value))),
    ]
    made = load.warehouse / decisions.JOURNAL
    taken_along = [["mkdir", "-p", str(new)], ["cp", str(made), str(new)]] if made.exists() else []
    return " && ".join(map(shlex.join, [*taken_along, run]))
