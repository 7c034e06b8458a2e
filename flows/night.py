"""What one night is to do, and what it is doing."""

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from expectations.gate import check_names
from expectations.overrides import FILE as OVERRIDES
from expectations.overrides import Override, read_overrides
from flows import forgetting, last_corpus
from flows.corpus_scan import scan_corpus
from flows.costs import Costs
from flows.kept_frames import KeptFrames
from flows.outcome import Outcome
from flows.set_aside import SetAside
from flows.settings import BATCH, LoadSettings, code_version
from transforms.annotate.model import model_version
from transforms.ingest.batches import read
from transforms.ingest.ids import with_ids
from transforms.ingest.object_store import ObjectStore
from transforms.ingest.outlets_file import Outlets, load_outlets
from transforms.ingest.select import CHOSEN, Ingested, choose, settle
from transforms.ingest.set_aside import FORGOTTEN
from transforms.ingest.stored import as_read, in_batches
from transforms.strip.outlet_history import OutletHistory, outlet_histories
from warehouse.build import candidate, forgotten, migrate, next_ids, published_state
from warehouse.publish import forgotten as requests
from warehouse.publish import journal, layout
from warehouse.publish.forgotten import Forgotten
from warehouse.publish.journal import Check, Load
from warehouse.schema.tables.stages import STAGE_FRAMES


@dataclass(frozen=True, slots=True)
class Reprocessing:
    """Which articles of earlier loads a load extracts anew: those that another version of the code extracted.

    Attributes:
        share: how many at most, as a share of all articles.
        limit: how many at most.
        outlet: only those of this outlet; null for all.
        since: only those published on this day or later; null for all.
    """

    share: float = 1.0
    limit: int | None = None
    outlet: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class NightPlan:
    """What a load is to do: what is published, what is new in the corpus, what to extract anew. Nothing is loaded yet.

    Attributes:
        settings: the settings of the load.
        corpus: what it reads from; null for a load that only works on what the warehouse holds.
        started_at: when it began, UTC.
        outlets: what `outlets.toml` says.
        overrides: the checks whose verdict people overrule.
        base: the published file; null before the first load.
        migrated_from: as in `Outcome`.
        rolled_back_from: as in `Outcome`.
        known_files: the files of the published version, as `published_state.known_files` returns them.
        chosen: the files that this night looks at, as `transforms.ingest.select.choose` returns them.
        waiting: which files wait for the next load and why, a line for each reason; and what else people must be told.
        reprocessing: which articles of earlier loads it extracts anew; null for none.
        taken_down: what people had taken down.
        is_forgetting: whether the published version still holds some of it, or has not yet noted that it may come back.
        passed_over: how many files hold nothing else, and are not looked at.
        has_news: whether there is anything to do: files to load, decisions of people to take in, articles to take down,
            tables of an earlier schema to bring forward, articles to extract anew.
        costs: what it cost to find out.
    """

    settings: LoadSettings
    corpus: Path | ObjectStore | None
    started_at: datetime
    outlets: Outlets
    overrides: list[Override]
    base: Path | None
    migrated_from: int | None
    rolled_back_from: str | None
    known_files: pl.DataFrame
    chosen: pl.DataFrame
    waiting: tuple[str, ...]
    reprocessing: Reprocessing | None
    taken_down: Forgotten
    is_forgetting: bool
    passed_over: int
    has_news: bool
    costs: Costs

    @property
    def base_load_id(self) -> str | None:
        """The load that is published."""
        return self.base.parent.name if self.base else None


def plan_night(settings: LoadSettings, reprocessing: Reprocessing | None = None) -> NightPlan:
    """Looks for what there is to do. The caller holds the lock of the warehouse.

    Raises:
        OtherSchema: a later newsledger wrote what is published, or one so early that no migration leads on from it.
        WarehouseError: what is published cannot be read.
        OSError: the folder of the corpus cannot be listed.
        StoreError: the store of the corpus cannot be asked.
    """
    costs = Costs()
    with costs.timed("scan"):
        directory = settings.warehouse
        overrides = directory / OVERRIDES
        base = layout.published(directory)
        migrated_from = migrate.outdated_schema(journal.read(base.with_name(layout.MANIFEST))) if base else None
        known_files = published_state.known_files(base)
        taken_down = requests.read(directory)
        # A version is brought forward as it is; what is to go from it goes with the next load.
        is_forgetting = migrated_from is None and forgotten.is_pending(base, taken_down)
        found = scan_corpus(settings, taken_down)
        chosen = choose(found.inputs, known_files, code_version=code_version())
        if isinstance(found.corpus, ObjectStore):
            found.corpus.keep_only(set(chosen.filter(role="read")["os_path"]))
        replacing = last_corpus.warnings(directory, settings.corpus, chosen, known_files) if settings.corpus else ()
        return NightPlan(
            settings=settings,
            corpus=found.corpus,
            started_at=datetime.now(UTC),
            outlets=load_outlets(settings.outlets) if settings.outlets else Outlets(),
            overrides=read_overrides(overrides, check_names()) if overrides.is_file() else [],
            base=base,
            migrated_from=migrated_from,
            rolled_back_from=layout.rolled_back_from(directory),
            known_files=known_files,
            chosen=chosen,
            waiting=(*found.waiting, *replacing),
            reprocessing=None if is_forgetting else reprocessing,
            taken_down=taken_down,
            is_forgetting=is_forgetting,
            passed_over=found.passed_over,
            has_news=migrated_from is not None
            or is_forgetting
            or not chosen.is_empty()
            or published_state.decisions_pending(base, directory)
            or (base is not None and not _outdated(base, reprocessing).is_empty()),
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
        migrated_from: as in `Outcome`.
        rolled_back_from: as in `Outcome`.
        waiting: as in `Outcome`.
        taken_down: what people had taken down.
        to_remove: what of it the load removes.
        passed_over: as in `Outcome`.
        emptied: SHA-256 of files that it read and that hold nothing but what was taken down.
        load: the load, as the journal names it.
        candidate: its file.
        work: the folder of its frames.
        chosen: the files that it looks at, with their ids.
        pages: what is known of the outlets' pages, by the outlet's name.
        batches: what is read, batch by batch.
        outdated: after them, articles that are extracted anew, batch by batch.
        accuracy: the scores of the golden articles.
        rows: rows written, by table.
        costs: seconds and memory by stage.
    """

    def __init__(self, plan: NightPlan, load: Load, candidate: Path) -> None:
        """Takes the plan, and the candidate that `begin_night` has made for it."""
        self.settings = plan.settings
        self.overrides = plan.overrides
        self.base = plan.base
        self.migrated_from = plan.migrated_from
        self.rolled_back_from = plan.rolled_back_from
        self.waiting = plan.waiting
        self.taken_down = plan.taken_down
        self.to_remove = plan.taken_down if plan.is_forgetting else Forgotten()
        self.passed_over = self._plan_passed_over = plan.passed_over
        self.emptied: tuple[str, ...] = ()
        self.load = load
        self.candidate = candidate
        self.work = candidate.parent / "work"
        # From the candidate, for what is published may have the tables of an earlier schema.
        self._next_ids = next_ids.next_ids(candidate)
        self._known_articles = published_state.known_articles(candidate, plan.chosen["file_id"].drop_nulls())
        if plan.is_forgetting:  # an id that goes is given to no other text
            gone = forgotten.held(candidate, self.to_remove)
            self._known_articles = self._known_articles.filter(~pl.col("article_id").is_in(gone.implode()))
        self.chosen = with_ids(
            plan.chosen.drop("file_id"), plan.known_files, ["path"], "file_id", self._next_ids["files"]
        )
        self._note_ids("files", self.chosen["file_id"])
        self.pages = outlet_histories(plan.outlets, published_state.known_lines(candidate))
        self.batches: Iterator[Ingested] = iter(())
        if plan.corpus is not None:
            of_file, today = plan.settings.max_articles, load.started_at.date()
            self.batches = read(plan.corpus, self.chosen, plan.outlets, today=today, max_of_file=of_file, **BATCH)
        outdated = _outdated(candidate, plan.reprocessing).join(self.chosen, on="file_id", how="anti")
        self._characters_to_reprocess = int(outdated["characters"].sum())
        self.outdated = in_batches(outdated, **BATCH)
        self._reprocessed_batches: set[int] = set()
        self._kept = KeptFrames(plan.settings.warehouse, self._circumstances())
        self._aside = SetAside(self.work)
        self._files: list[pl.DataFrame] = []
        self._rejections: list[pl.DataFrame] = []
        self._rejected: dict[str, int] = {}
        self.accuracy: dict[str, float] = {}
        self.rows: dict[str, int] = {}
        self.costs = plan.costs

    @property
    def bytes_to_read(self) -> int:
        """Size of the files that are to be read, and of the texts that are to be extracted anew."""
        return int(self.chosen.filter(role="read")["size_bytes"].sum()) + self._characters_to_reprocess

    @property
    def latest(self) -> date:
        """No article was published later: the day after the load began, for east of here it is that day already."""
        return self.load.started_at.date() + timedelta(days=1)

    def read_batch(self, batch: int) -> int | None:
        """Reads the next articles, with their ids, into `raw-{batch}.parquet`.

        Returns:
            The bytes that were read for them; null at the end of the corpus and of what is extracted anew.
        """
        ingested = next(self.batches, None)
        if ingested is None:
            return self._read_outdated(batch)
        self._take_files(ingested)
        articles = self._with_file_ids(ingested.articles)
        if self.taken_down.in_force and not articles.is_empty():
            articles, gone = forgetting.split(articles, ingested.files, self.chosen, self.taken_down)
            self._aside.forget(gone)
        keys = ["file_id", "record_no"]
        articles = with_ids(articles, self._known_articles, keys, "article_id", self._next_ids["articles"])
        self._note_ids("articles", articles["article_id"])
        self._aside.articles_read += articles.height
        articles.write_parquet(self._raw(batch))
        return ingested.size_bytes

    def restore(self, batch: int) -> bool:
        """Takes the frames of a batch from an earlier load that was killed; says whether there were any."""
        return batch in self._reprocessed_batches and self._kept.restore(self.work, batch)

    def processed(self, batch: int, aside: pl.DataFrame) -> None:
        """Takes in what became of a batch.

        Args:
            batch: its number. Frames of articles that are extracted anew are kept, in case this load is killed.
            aside: the columns of `SET_ASIDE`: its articles that could not be extracted.

        Raises:
            TooMuchSetAside: that is so of more articles than can be the fault of each.
        """
        self._aside.add(aside)
        if batch in self._reprocessed_batches and aside.is_empty():
            self._kept.keep(self.work, batch)

    def judged(self) -> None:
        """Forgets what was kept, once the load has come to a verdict."""
        self._kept.clear()

    def pages_of(self, batch: int) -> dict[str, OutletHistory]:
        """Returns what is known of the pages of the outlets that published the articles of a batch."""
        names = pl.read_parquet(self._raw(batch), columns=["outlet"])["outlet"].unique().to_list()
        return {name: self.pages[name] for name in names if name in self.pages}

    def quarantine(self, faults: Mapping[int, str]) -> None:
        """Takes articles out of the night whose rows broke a check, and begins the candidate anew.

        Args:
            faults: the check that each of them broke, by `article_id`.
        """
        self._aside.quarantine(faults)
        candidate.begin_again(self.candidate, self.base)

    def write_files(self) -> None:
        """Decides about the files that were not read, and writes the rows of all files and rejections for the load."""
        read, refused = self._aside.without(self._files)
        unread = settle(self.chosen.select(CHOSEN.names()), [read])
        files = self._with_file_ids(pl.concat([read, unread.files]))
        rejections = pl.concat([*self._rejections, refused, unread.rejections])
        self.passed_over = self._plan_passed_over + rejections.filter(reason=FORGOTTEN).height
        # Such a file leaves no row: its path may be the headline.
        emptied = files.filter(status="rejected", reason=FORGOTTEN)
        self.emptied = tuple(emptied["sha256"].drop_nulls().unique().sort())
        files, rejections = (rows.join(emptied, on="path", how="anti") for rows in (files, rejections))
        self._rejected = dict(rejections["reason"].value_counts().iter_rows())
        for name, frame in (("files", files), ("rejections", rejections)):
            frame.select(STAGE_FRAMES[name].names()).write_parquet(self.work / f"{name}.parquet")

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
            self.migrated_from,
            self.rolled_back_from,
            self.waiting,
            self.costs.memory,
            self._rejected,
            sum(check.passed for check in checks),
            self.passed_over,
        )

    def _read_outdated(self, batch: int) -> int | None:
        """Reads the next articles that are to be extracted anew; returns the characters of their texts."""
        part = next(self.outdated, None)
        if part is None:
            return None
        stored = published_state.stored_articles(self.candidate, part["article_id"])
        as_read(stored, self.latest).write_parquet(self._raw(batch))
        self._aside.articles_read += stored.height
        self._reprocessed_batches.add(batch)
        return int(part["characters"].sum())

    def _circumstances(self) -> list[str]:
        """Returns what the frames of an article depend on, besides the article."""
        outlets = self.settings.outlets
        return [
            self.load.base_load_id or "",
            self.load.code_version,
            self.load.model_version,
            hashlib.sha256(outlets.read_bytes()).hexdigest() if outlets else "",
            self.latest.isoformat(),
        ]

    def _raw(self, batch: int) -> Path:
        return self.work / f"raw-{batch}.parquet"

    def _take_files(self, ingested: Ingested) -> None:
        self._files.append(ingested.files)
        self._rejections.append(ingested.rejections)

    def _with_file_ids(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(self.chosen.select("path", "file_id"), on="path", how="left", maintain_order="left")

    def _note_ids(self, table: str, ids: pl.Series) -> None:
        self._next_ids[table] = max([self._next_ids[table], *(ids + 1)])


def begin_night(plan: NightPlan) -> Night:
    """Makes the candidate, a copy of what is published in the schema of today.

    Raises:
        WarehouseError: there is no room for it, or what is published cannot be brought forward.
    """
    with plan.costs.timed("scan"):
        directory = plan.settings.warehouse
        if plan.is_forgetting and plan.base:
            forgetting.prepare(directory, plan.base, plan.taken_down)
        load_id = layout.next_load_id(plan.started_at, layout.load_ids(directory))
        file = candidate.create(directory, load_id, plan.base)
        load = Load(load_id, plan.started_at, plan.base_load_id, code_version(), model_version())
        return Night(plan, load, file)


def _outdated(file: Path, reprocessing: Reprocessing | None) -> pl.DataFrame:
    """Returns the articles of a file that are to be extracted anew, as `published_state.outdated_articles` does."""
    if reprocessing is None:
        return pl.DataFrame(schema={"article_id": pl.Int64, "file_id": pl.Int64, "characters": pl.Int64})
    found = published_state.outdated_articles(
        file, code_version(), model_version(), outlet=reprocessing.outlet, since=reprocessing.since
    )
    of_all = math.ceil(reprocessing.share * published_state.count_articles(file))
    return found.head(min(of_all, found.height if reprocessing.limit is None else reprocessing.limit))
