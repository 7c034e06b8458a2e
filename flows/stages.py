"""The stages of a night as Prefect tasks: one run per stage and batch, no logic of their own.

Frames go from stage to stage as Parquet in the night's work folder; what Prefect sees of them is small.
"""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from prefect import get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from expectations.gate import GateVerdict
from expectations.gate import check as check_candidate
from flows import report, settings, workers
from flows.night import Night, Outcome
from flows.summary import as_markdown
from transforms.annotate.paragraphs import annotated_blocks, place_paragraphs
from transforms.ingest import corpus, select
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from transforms.strip.articles import strip_articles
from warehouse import WarehouseError
from warehouse.build import candidate, published_state, rows
from warehouse.files import replacing
from warehouse.publish import layout, swap
from warehouse.publish.journal import Check
from warehouse.read import search
from warehouse.schema.resolution import Affected, NightChanges, Resolution, ResolutionInput


@task(cache_policy=NO_CACHE)
def scan(night: Night) -> bool:
    """Looks for what is new: in the corpus, and in what people decided. If anything is, makes the candidate."""
    with night.timed("scan"):
        scanned = corpus.scan(night.settings.corpus)
        night.chosen = select.choose(scanned, night.known_files, code_version=settings.code_version())
        is_new = not night.chosen.is_empty() or published_state.decisions_pending(night.base, night.settings.warehouse)
        if is_new:
            night.begin()
    return is_new


@task(cache_policy=NO_CACHE, task_run_name="ingest-{batch}")
def ingest(night: Night, batch: int) -> int | None:
    """Reads the next articles into `raw-{batch}.parquet`. Returns the bytes read for them; null at the end."""
    with night.timed("ingest"):
        found = next(night.batches, None)
        if found is None:
            return None
        night.take_files(found)
        articles = found.articles.join(night.file_ids, on="path", how="left", maintain_order="left")
        articles = night.with_article_ids(articles)
        articles.write_parquet(night.work / f"raw-{batch}.parquet")
        return found.size_bytes


@task(cache_policy=NO_CACHE, task_run_name="strip-{batch}")
def strip(night: Night, batch: int) -> list[int]:
    """Splits the articles of a batch into blocks. Returns the batches that annotate its paragraphs."""
    with night.timed("strip"):
        raw_articles = pl.read_parquet(night.work / f"raw-{batch}.parquet")
        articles, blocks = strip_articles(raw_articles, night.pages, latest=night.latest)
        paragraphs, places, night.seen = place_paragraphs(annotated_blocks(articles, blocks), night.seen, batch)
        articles.select(rows.FRAMES["articles"].names()).write_parquet(night.work / f"articles-{batch}.parquet")
        blocks.write_parquet(night.work / f"blocks-{batch}.parquet")
        paragraphs.write_parquet(night.work / f"paragraphs-{batch}.parquet")
        places.write_parquet(night.work / f"places-{batch}.parquet")
        return places["home"].unique().to_list()


@task(cache_policy=NO_CACHE, task_run_name="annotate-{batch}")
def annotate(night: Night, pool: ProcessPoolExecutor, batch: int) -> tuple[float, int]:
    """Annotates the paragraphs that a batch brings. Returns the worker's seconds and peak of memory."""
    return pool.submit(workers.annotate_batch, night.work, batch).result()


@task(cache_policy=NO_CACHE, task_run_name="extract-{batch}")
def extract(night: Night, pool: ProcessPoolExecutor, batch: int) -> tuple[float, int]:
    """Extracts names, quotations and figures from the articles of a batch. Returns the same of it."""
    return pool.submit(workers.extract_batch, night.work, batch).result()


@task(cache_policy=NO_CACHE)
def accuracy(night: Night, pool: ProcessPoolExecutor) -> None:
    """Scores the golden articles under the code and model of this night."""
    with night.timed("accuracy"):
        night.accuracy = pool.submit(workers.score_golden).result()


@task(cache_policy=NO_CACHE)
def load(night: Night) -> None:
    """Writes the night into the candidate, its names resolved, in one transaction, and closes it."""

    def affected(changes: NightChanges) -> Affected:
        with night.timed("resolve"):
            return find_affected(changes)

    def resolved(names: ResolutionInput) -> Resolution:
        with night.timed("resolve"):
            return resolve(names)

    with night.timed("load"):
        night.take_files(
            select.settle(night.chosen.select(select.CHOSEN.names()), [files.drop("file_id") for files in night.files])
        )
        night.write_files()
        night.rows = candidate.write(night.candidate, night.load, night.started_at, affected, resolved)
    night.add_cost("load", -night.seconds["resolve"])


@task(cache_policy=NO_CACHE)
def gate(night: Night, gatekeeper: ProcessPoolExecutor) -> GateVerdict:
    """Checks the closed candidate."""
    with night.timed("gate"):
        return gatekeeper.submit(
            check_candidate, night.candidate, night.load.load_id, night.accuracy, night.overrides
        ).result()


@task(cache_policy=NO_CACHE)
def index(warehouse: Path) -> None:
    """Makes what is published searchable, unless it is; readers see it already, and search without an index until then.

    So the next run, with news or without, makes good what a killed one left undone.
    """
    try:
        version = layout.published(warehouse)
        if version is None or version.with_name(search.INDEX).exists():
            return
        if search.build_index(version) is None:
            get_run_logger().warning("no search index: the package duckdb-extension-fts is not installed")
    except WarehouseError as error:
        get_run_logger().warning("%s", error)


@task(cache_policy=NO_CACHE)
def publish_load(night: Night, verdict: GateVerdict) -> Outcome:
    """Ships the candidate, or puts it away with the reasons if the gate refused it; and reports on it."""
    warehouse, load_id = night.settings.warehouse, night.load.load_id
    page = None
    with night.timed("report"):
        try:
            page = report.page(night, verdict)
        except WarehouseError as error:  # the load is worth more than the report on it
            get_run_logger().warning("no report: %s", error)
    with night.timed("publish"):
        checks = [Check(**asdict(check)) for check in verdict.checks]
        now = datetime.now(UTC)
        if verdict.passed:
            candidate.record_verdict(night.candidate, now, checks, night.seconds)
            swap.publish(warehouse, load_id, night.settings.keep)
        else:
            swap.refuse(warehouse, load_id, now, checks, night.seconds)
    if page is not None:
        file = report.report_file(warehouse, load_id)
        try:
            file.parent.mkdir(exist_ok=True)
            with replacing(file) as unfinished:
                unfinished.write_text(page, encoding="utf-8")
            create_link_artifact(file.as_uri(), link_text=file.name, key="newsledger-report")
        except OSError as error:
            get_run_logger().warning("no report in %s: %s", file, error.strerror)
    outcome = night.outcome("published" if verdict.passed else "refused", checks)
    create_markdown_artifact(as_markdown(outcome), key="newsledger-load", description=f"Load {outcome.load_id}")
    return outcome
