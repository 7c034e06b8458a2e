"""What one night is to do, what it is doing, and how it ended."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from expectations.gate import check_names
from expectations.overrides import FILE as OVERRIDES
from expectations.overrides import Override, read_overrides
from flows.costs import Costs
from flows.settings import BATCH, LoadSettings, code_version
from transforms.annotate.model import model_version
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.ids import with_ids
from transforms.ingest.outlets_file import Outlets, load_outlets
from transforms.ingest.select import CHOSEN, Ingested, choose, settle
from transforms.strip.outlet_history import OutletHistory, outlet_histories
from warehouse import OtherSchema, WarehouseError
from warehouse.build import candidate, next_ids, published_state
from warehouse.publish import decisions, layout
from warehouse.publish.journal import Check, Load
from warehouse.schema.tables import SCHEMA_VERSION
from warehouse.schema.tables.stages import STAGE_FRAMES


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


@dataclass(frozen=True, slots=True)
class NightPlan:
    """What a night is to do: what is published, and what is new in the corpus. Nothing is written yet.

    Attributes:
        settings: the settings of the load.
        started_at: when it began, UTC.
        outlets: what `outlets.toml` says.
        overrides: the checks whose verdict people overrule.
        base: the published file; null before the first load.
        rolled_back_from: as in `Outcome`.
        known_files: the files of the published version, as `published_state.known_files` returns them.
        chosen: the files that this night looks at, as `transforms.ingest.select.choose` returns them.
        has_news: whether there is anything to load: files, or decisions of people.
        costs: what it cost to find out.
    """

    settings: LoadSettings
    started_at: datetime
    outlets: Outlets
    overrides: list[Override]
    base: Path | None
    rolled_back_from: str | None
    known_files: pl.DataFrame
    chosen: pl.DataFrame
    has_news: bool
    costs: Costs

    @property
    def base_load_id(self) -> str | None:
        """The load that is published."""
        return self.base.parent.name if self.base else None


def plan_night(settings: LoadSettings) -> NightPlan:
    """Looks for what is new: in the corpus, and in what people decided. The caller holds the lock of the warehouse."""
    costs = Costs()
    with costs.timed("scan"):
        directory = settings.warehouse
        overrides = directory / OVERRIDES
        base = layout.published(directory)
        known_files = published_state.known_files(base)
        chosen = choose(scan(settings.corpus), known_files, code_version=code_version())
        return NightPlan(
            settings=settings,
            started_at=datetime.now(UTC),
            outlets=load_outlets(settings.outlets) if settings.outlets else Outlets(),
            overrides=read_overrides(overrides, check_names()) if overrides.is_file() else [],
            base=base,
            rolled_back_from=layout.rolled_back_from(directory),
            known_files=known_files,
            chosen=chosen,
            has_news=not chosen.is_empty() or published_state.decisions_pending(base, directory),
            costs=costs,
        )


class Night:
    """A load under way: its candidate, what it reads, the ids that it has given out, and what it has cost so far.

    The frames themselves lie as Parquet in `work`, one file for each batch, so that memory does not grow with the
    corpus. No dataclass, for Prefect would look for futures in each of its fields, frames included.

    Attributes:
        settings: the settings of the load.
        overrides: the checks whose verdict people overrule.
        base: the published file; null before the first load.
        rolled_back_from: as in `Outcome`.
        load: the load, as the journal names it.
        candidate: its file.
        work: the folder of its frames.
        chosen: the files that it looks at, with their ids.
        pages: what is known of the outlets' pages, by the outlet's name.
        batches: what is read, batch by batch.
        accuracy: the scores of the golden articles.
        rows: rows written, by table.
        costs: seconds and memory by stage.
    """

    def __init__(self, plan: NightPlan, load: Load, candidate: Path) -> None:
        """Takes the plan, and the candidate that `begin_night` has made for it."""
        self.settings = plan.settings
        self.overrides = plan.overrides
        self.base = plan.base
        self.rolled_back_from = plan.rolled_back_from
        self.load = load
        self.candidate = candidate
        self.work = candidate.parent / "work"
        self._next_ids = next_ids.next_ids(plan.base)
        self._known_articles = published_state.known_articles(plan.base, plan.chosen["file_id"].drop_nulls())
        self.chosen = with_ids(
            plan.chosen.drop("file_id"), plan.known_files, ["path"], "file_id", self._next_ids["files"]
        )
        self._note_ids("files", self.chosen["file_id"])
        self.pages = outlet_histories(plan.outlets, published_state.known_lines(plan.base))
        self.batches = read(plan.settings.corpus, self.chosen, plan.outlets, today=load.started_at.date(), **BATCH)
        self._files: list[pl.DataFrame] = []
        self._rejections: list[pl.DataFrame] = []
        self.accuracy: dict[str, float] = {}
        self.rows: dict[str, int] = {}
        self.costs = plan.costs

    @property
    def bytes_to_read(self) -> int:
        """Size of the files that are to be read."""
        return int(self.chosen.filter(role="read")["size_bytes"].sum())

    @property
    def latest(self) -> date:
        """No article was published later: the day after the load began, for east of here it is that day already."""
        return self.load.started_at.date() + timedelta(days=1)

    def read_batch(self, batch: int) -> int | None:
        """Reads the next articles, with their ids, into `raw-{batch}.parquet`.

        Returns:
            The bytes that were read for them; null at the end of the corpus.
        """
        ingested = next(self.batches, None)
        if ingested is None:
            return None
        self._take_files(ingested)
        articles = self._with_file_ids(ingested.articles)
        keys = ["file_id", "record_no"]
        articles = with_ids(articles, self._known_articles, keys, "article_id", self._next_ids["articles"])
        self._note_ids("articles", articles["article_id"])
        articles.write_parquet(self._raw(batch))
        return ingested.size_bytes

    def pages_of(self, batch: int) -> dict[str, OutletHistory]:
        """Returns what is known of the pages of the outlets that published the articles of a batch."""
        names = pl.read_parquet(self._raw(batch), columns=["outlet"])["outlet"].unique().to_list()
        return {name: self.pages[name] for name in names if name in self.pages}

    def write_files(self) -> None:
        """Decides about the files that were not read, and writes the rows of all files and rejections for the load."""
        read_files = [files.drop("file_id") for files in self._files]
        self._take_files(settle(self.chosen.select(CHOSEN.names()), read_files))
        for name, frames in (("files", self._files), ("rejections", self._rejections)):
            pl.concat(frames).select(STAGE_FRAMES[name].names()).write_parquet(self.work / f"{name}.parquet")

    def outcome(self, verdict: str, checks: Sequence[Check]) -> Outcome:
        """Returns how the night ended, after these checks."""
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
            self.costs.seconds,
            self.load.base_load_id,
            self.rolled_back_from,
        )

    def _raw(self, batch: int) -> Path:
        return self.work / f"raw-{batch}.parquet"

    def _take_files(self, ingested: Ingested) -> None:
        self._files.append(self._with_file_ids(ingested.files))
        self._rejections.append(ingested.rejections)

    def _with_file_ids(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(self.chosen.select("path", "file_id"), on="path", how="left", maintain_order="left")

    def _note_ids(self, table: str, ids: pl.Series) -> None:
        self._next_ids[table] = max([self._next_ids[table], *(ids + 1)])


def begin_night(plan: NightPlan) -> Night:
    """Makes the candidate, a copy of what is published.

    Raises:
        WarehouseError: there is no room for it, or what is published has another schema.
    """
    with plan.costs.timed("scan"):
        directory = plan.settings.warehouse
        load_id = layout.next_load_id(plan.started_at, layout.load_ids(directory))
        try:
            file = candidate.create(directory, load_id, plan.base)
        except OtherSchema as error:
            raise WarehouseError(f"{error}; to load all anew beside it: {_rebuilding(plan.settings)}") from error
        load = Load(load_id, plan.started_at, plan.base_load_id, code_version(), model_version())
        return Night(plan, load, file)


def _rebuilding(settings: LoadSettings) -> str:
    """Returns the commands that load everything into a new warehouse beside the one of another schema."""
    new = settings.warehouse.with_name(f"{settings.warehouse.name}-schema-{SCHEMA_VERSION}")
    options = settings.parameters() | {"warehouse": str(new)}
    run = [
        "newsledger",
        "run",
        *(word for name, value in options.items() if value for word in (f"--{name}", str(value))),
    ]
    journal = settings.warehouse / decisions.JOURNAL
    copying = [["mkdir", "-p", str(new)], ["cp", str(journal), str(new)]] if journal.exists() else []
    return " && ".join(map(shlex.join, [*copying, run]))
