"""The stages of a night as Prefect tasks: one run per stage and batch, no logic of their own.

Frames go from stage to stage as Parquet in the night's work folder; what Prefect sees of them is small.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from prefect import get_client, get_run_logger, runtime, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from expectations.gate import GateVerdict
from expectations.gate import check as check_candidate
from expectations.passed_articles import NAME as PASSED
from flows import forgetting, golden_scores, last_corpus, report, workers
from flows.batches import limits_of, process_contained
from flows.configuration import read_configuration
from flows.contained import Workers
from flows.costs import Cost
from flows.night import Night, NightPlan, Reprocessing, plan_night
from flows.outcome import Outcome
from flows.serving.own_run import require_running
from flows.settings import BATCH, LoadSettings
from flows.summary import as_markdown
from transforms.relate.relators import RELATORS
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from warehouse import WarehouseError
from warehouse.build import candidate
from warehouse.files import replacing
from warehouse.publish import forgotten, layout, retention, swap
from warehouse.publish.forgotten import PassedOver
from warehouse.publish.journal import Check
from warehouse.read import search_index
from warehouse.schema.escaping import escape
from warehouse.schema.hand_made import HandMadeFileError
from warehouse.schema.resolution import Affected, NightChanges, Resolution, ResolutionInput


@task(cache_policy=NO_CACHE)
def scan(settings: LoadSettings, reprocessing: Reprocessing | None) -> NightPlan:
    """Looks for what there is to do: in the corpus, in what people decided, in what the warehouse holds."""
    return plan_night(settings, reprocessing)


@task(cache_policy=NO_CACHE)
def name_run(load_id: str) -> None:
    """Gives the run of the flow the id of its load, by which the journal and the report name it."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(runtime.flow_run.id, name=load_id)


@task(cache_policy=NO_CACHE, task_run_name="ingest-{batch}")
def ingest(night: Night, batch: int) -> int | None:
    """Reads the next articles. Returns the bytes read for them; null at the end."""
    with night.costs.timed("ingest"):
        return night.read_batch(batch)


@task(cache_policy=NO_CACHE, task_run_name="process-{batch}")
def process(night: Night, pool: Workers, batch: int) -> dict[str, Cost]:
    """Strips, annotates and extracts the articles of a batch. Returns what each of these stages cost."""
    if night.restore(batch):
        return {}
    costs, aside = process_contained(pool.run, night.work, batch, night.pages_of(batch), night.latest)
    for path, record_no, reason, detail in aside.select("path", "record_no", "reason", "detail").iter_rows():
        get_run_logger().warning("set aside: %s, record %s: %s, %s", escape(path), record_no, reason, escape(detail))
    night.processed(batch, aside)
    return costs


@task(cache_policy=NO_CACHE)
def accuracy(night: Night, pool: Workers) -> None:
    """Scores the golden articles under the code and model of this night, unless an earlier one did."""
    with night.costs.timed("accuracy"):
        circumstances = golden_scores.circumstances_of_today()
        kept = golden_scores.read(night.settings.warehouse, circumstances)
        night.accuracy = kept or pool.run(limits_of(BATCH["max_chars"]), workers.score_golden)
        if not kept:
            golden_scores.write(night.settings.warehouse, circumstances, night.accuracy)


@task(cache_policy=NO_CACHE)
def load(night: Night) -> None:
    """Writes the night into the candidate, its names resolved, in one transaction, and closes it."""

    def affected(changes: NightChanges) -> Affected:
        with night.costs.timed("resolve"):
            return find_affected(changes)

    def resolved(names: ResolutionInput) -> Resolution:
        with night.costs.timed("resolve"):
            return resolve(names)

    before = night.costs.seconds.get("resolve", 0.0)
    with night.costs.timed("load"):
        night.write_files()
        night.rows = candidate.write(
            night.candidate, night.load, night.load.started_at, affected, resolved, RELATORS, night.to_remove
        )
    night.costs.seconds["load"] -= night.costs.seconds["resolve"] - before


@task(cache_policy=NO_CACHE)
def gate(night: Night, gatekeeper: ProcessPoolExecutor) -> GateVerdict:
    """Checks the closed candidate."""
    with night.costs.timed("gate"):
        passed = night.settings.warehouse / PASSED
        return gatekeeper.submit(
            check_candidate, night.candidate, night.load.load_id, night.accuracy, night.overrides, passed
        ).result()


@task(cache_policy=NO_CACHE)
def index(warehouse: Path) -> None:
    """Makes what is published searchable, unless it is; readers see it already, and search without an index until then.

    So the next run, with news or without, makes good what a killed one left undone.
    """
    try:
        version = layout.published(warehouse)
        if version is None or version.with_name(search_index.INDEX).exists():
            return
        if search_index.build_index(version) is None:
            get_run_logger().warning("no search index: the package duckdb-extension-fts is not installed")
    except WarehouseError as error:
        get_run_logger().warning("%s", error)


@task(cache_policy=NO_CACHE)
def tidy(settings: LoadSettings) -> None:
    """Finishes what was asked to go everywhere, and removes what is kept no longer."""
    log = get_run_logger()
    try:
        for load_id in forgetting.finish(settings.warehouse):
            log.info("removed the version %s: it held what was taken down", load_id)
        configured = read_configuration(settings.warehouse).retention
        for gone in retention.prune(settings.warehouse, settings.keep, configured.reports, datetime.now(UTC)):
            log.info("removed %s: %s", gone.path, gone.rule)
    except (WarehouseError, HandMadeFileError, OSError) as error:
        log.warning("not all that should go is gone: %s", error)


@task(cache_policy=NO_CACHE)
def publish_load(night: Night, verdict: GateVerdict, lift_deadline: Callable[[], None]) -> Outcome:
    """Ships the candidate, or puts it away with the reasons if the gate refused it; and reports on it.

    Raises:
        RunEnded: the server has ended this run; nothing is published.
    """
    warehouse, load_id = night.settings.warehouse, night.load.load_id
    page = None
    with night.costs.timed("report"):
        try:
            page = report.page(night, verdict)
        except WarehouseError as error:  # the load is worth more than the report on it
            get_run_logger().warning("no report: %s", error)
    with night.costs.timed("publish"):
        checks = [Check(**asdict(check)) for check in verdict.checks]
        now = datetime.now(UTC)
        lift_deadline()
        if verdict.passed:
            require_running()
            candidate.record_verdict(night.candidate, now, checks, night.costs.seconds)
            swap.publish(warehouse, load_id, night.settings.keep)
            if night.settings.corpus:
                last_corpus.remember(warehouse, night.settings.corpus)
            if night.emptied:
                forgotten.add(warehouse, PassedOver(night.emptied))
        else:
            swap.refuse(warehouse, load_id, now, checks, night.costs.seconds)
        night.judged()
    if page is not None:
        file = report.report_file(warehouse, load_id)
        try:
            file.parent.mkdir(exist_ok=True)
            with replacing(file) as unfinished:
                unfinished.write_text(page, encoding="utf-8")
            create_link_artifact(
                report.report_address(load_id),
                link_text=file.name,
                key="newsledger-report",
                description=f"Opens while `newsledger ui` runs; the file is {file}",
            )
        except OSError as error:
            get_run_logger().warning("no report in %s: %s", file, error.strerror)
    outcome = night.outcome("published" if verdict.passed else "refused", checks)
    create_markdown_artifact(as_markdown(outcome), key="newsledger-load", description=f"Load {outcome.load_id}")
    return outcome
