"""The loads: raw files in, a checked and published warehouse out; and what the warehouse holds, made anew."""

from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from datetime import date
from itertools import count
from typing import Any

from prefect import Flow, State, flow, get_client, get_run_logger
from prefect.client.schemas import FlowRun
from prefect.states import Failed
from prefect.task_runners import ThreadPoolTaskRunner

from expectations.gate import GateVerdict
from flows import stages
from flows.alerts.message import check_lines
from flows.alerts.of_load import LoadAlerts, refusal
from flows.contained import JobLostError, Workers
from flows.deadline import DeadlinePassed, too_late
from flows.deadline import deadline as deadline_of
from flows.night import Night, Reprocessing, begin_night
from flows.outcome import Outcome
from flows.progress import progress, stage
from flows.settings import MAX_ARTICLES, LoadSettings, default_workers
from flows.workers import gate_process, worker_pool
from transforms.ingest.store_address import StoreError
from warehouse import WarehouseBusy, WarehouseError
from warehouse.publish import swap
from warehouse.publish.retention import KEPT_VERSIONS
from warehouse.schema.hand_made import HandMadeFileError

TASKS_AT_ONCE = 2 * max(default_workers(), 8) + 2
"""Threads that wait for the worker processes: one for each batch that `_process_batches` lets be under way, and one for
the golden articles. More workers than cores may be asked for."""

REPROCESSED_AT_ONCE = 5_000
"""Articles that one load extracts anew at most: some ten minutes of work on two cores, after which it is published."""

QUARANTINES = 2
"""Times that a load which the checks refused is built again without the articles that they blame: the second time for
what only shows once the first are gone. Each takes as long as the first build."""

_THREADS: Any = ThreadPoolTaskRunner(max_workers=TASKS_AT_ONCE)


@flow(name="newsledger", task_runner=_THREADS)
def nightly(
    corpus: str,
    warehouse: str,
    outlets: str | None,
    workers: int,
    keep: int = KEPT_VERSIONS,
    reprocess_share: float = 0.0,
    max_articles: int = MAX_ARTICLES,
    deadline: float | None = None,
    rehash: bool = False,
    settle: float = 0.0,
) -> object:
    """Loads what is new in a corpus, and extracts a share of all articles anew if the code has changed.

    Returns:
        Its `Outcome`. A load that the checks refused ends the run as failed, named Refused, with the outcome as data;
        one that could not be made, as failed with one line that says why.
    """
    settings = LoadSettings.of(
        corpus, warehouse, outlets, workers, keep, reprocess_share, max_articles, deadline, rehash=rehash, settle=settle
    )
    return _load(settings, Reprocessing(share=reprocess_share) if reprocess_share else None)


def scheduled(settings: LoadSettings) -> Flow[..., object]:
    """Returns the flow of a schedule, which does as `nightly` with settings that no client of Prefect can change.

    Whoever reaches Prefect's server may start a run and give it parameters. So the settings are none: they stay in the
    process that serves the schedule, and a run that was planned under earlier ones takes those of today.
    """
    share = settings.reprocess_share

    @flow(name=nightly.name, task_runner=_THREADS, on_crashed=[_say_why_parameters_are_refused])
    def newsledger() -> object:
        """Loads what is new, as the service that runs the schedule was told; takes no parameters."""
        return _load(settings, Reprocessing(share=share) if share else None)

    return newsledger


def _say_why_parameters_are_refused(
    flow: Flow[..., object],  # noqa: ARG001 - Prefect hands it over by this name
    flow_run: FlowRun,
    state: State,  # noqa: ARG001 - likewise
) -> None:
    """Names the parameters in the state of a run that had some: Prefect ends it before the flow begins."""
    if flow_run.parameters:
        names = ", ".join(sorted(flow_run.parameters))
        why = f"a scheduled load takes no parameters ({names}): its service alone sets them"
        with get_client(sync_client=True) as client:
            client.set_flow_run_state(flow_run.id, Failed(message=why), force=True)


@flow(name="newsledger-migrate", task_runner=_THREADS)
def migrate(warehouse: str, workers: int, keep: int = KEPT_VERSIONS) -> object:
    """Brings what is published to the schema of today; returns as `nightly` does."""
    return _load(LoadSettings.of(None, warehouse, None, workers, keep), None)


@flow(name="newsledger-forget", task_runner=_THREADS)
def forget(warehouse: str, workers: int, keep: int = KEPT_VERSIONS) -> object:
    """Removes what people had taken down from what is published; returns as `nightly` does."""
    return _load(LoadSettings.of(None, warehouse, None, workers, keep), None)


@flow(name="newsledger-reprocess", task_runner=_THREADS)
def reprocess(
    warehouse: str,
    outlets: str | None,
    workers: int,
    keep: int = KEPT_VERSIONS,
    outlet: str | None = None,
    since: date | None = None,
) -> object:
    """Extracts articles of the warehouse anew, as many as one load takes; returns as `nightly` does."""
    settings = LoadSettings.of(None, warehouse, outlets, workers, keep)
    return _load(settings, Reprocessing(limit=REPROCESSED_AT_ONCE, outlet=outlet, since=since))


def _load(settings: LoadSettings, reprocessing: Reprocessing | None) -> object:
    alerts = LoadAlerts(settings.warehouse, get_run_logger())
    try:
        with swap.lock(settings.warehouse, settings.keep), alerts.under_way():
            with deadline_of(settings.deadline) as lift_deadline:
                outcome = _night(settings, reprocessing, alerts, lift_deadline)
            with stage("Indexing the words"):
                stages.index(settings.warehouse)
            stages.tidy(settings)
    except WarehouseBusy as error:  # the load that works there tells of itself
        return Failed(message=str(error))
    except (WarehouseError, HandMadeFileError, StoreError) as error:
        return _failed(alerts, str(error))
    except DeadlinePassed:
        return _failed(alerts, too_late(settings.deadline or 0))
    except JobLostError as error:
        return _failed(alerts, f"the golden articles could not be scored ({error}); try fewer --workers")
    except BrokenExecutor:
        return _failed(alerts, "the process of the checks was killed, most likely for want of memory")
    except (KeyboardInterrupt, SystemExit, CancelledError):
        raise
    except BaseException as error:  # a panic of Polars is no Exception
        alerts.failed(f"{type(error).__name__}: {error}")
        raise
    alerts.ended(outcome)
    if outcome.verdict == "refused":
        message = "\n".join([refusal(outcome), *check_lines(outcome.failed)])
        return Failed(name="Refused", message=message, data=outcome)
    return outcome


def _failed(alerts: LoadAlerts, message: str) -> State[object]:
    alerts.failed(message)
    return Failed(message=message)


def _night(
    settings: LoadSettings, reprocessing: Reprocessing | None, alerts: LoadAlerts, lift_deadline: Callable[[], None]
) -> Outcome:
    with stage("Looking at the files"):
        plan = stages.scan(settings, reprocessing)
    for left in plan.waiting:
        get_run_logger().warning(left)
    if not plan.has_news:
        return Outcome("nothing new", plan.base_load_id, waiting=plan.waiting, passed_over=plan.passed_over)
    night = begin_night(plan)
    stages.name_run(night.load.load_id)
    alerts.begins(night.load.load_id)
    with gate_process() as gatekeeper:
        log = get_run_logger().info
        with worker_pool(settings.workers) as pool, progress(night.bytes_to_read, "articles", log) as advance:
            accuracy = stages.accuracy.submit(night, pool)
            for size in _process_batches(night, pool):
                advance(size)
            accuracy.result()
        verdict = _built_and_checked(night, gatekeeper)
        for _ in range(QUARANTINES):
            if verdict.passed or not verdict.faults:
                break
            log(f"built again without what the checks blame, articles: {len(verdict.faults)}")
            night.quarantine(verdict.faults)
            verdict = _built_and_checked(night, gatekeeper)
    with stage("Publishing"):
        return stages.publish_load(night, verdict, lift_deadline)


def _built_and_checked(night: Night, gatekeeper: ProcessPoolExecutor) -> GateVerdict:
    with stage("Joining names, stories and claims"):
        stages.load(night)
    with stage("Checking the load"):
        return stages.gate(night, gatekeeper)


def _process_batches(night: Night, pool: Workers) -> Iterator[int]:
    """Reads batch after batch while the workers process earlier ones. Yields the bytes read for each that is done."""
    under_way: deque[tuple[int, Any]] = deque()

    def finish() -> int:
        size, processed = under_way.popleft()
        night.costs.add(processed.result())
        return size

    for batch in count():
        size = stages.ingest(night, batch)
        if size is None:
            break
        if len(under_way) > 2 * night.settings.workers:
            # No further ahead: what Prefect keeps of a task that waits would grow with the corpus.
            yield finish()
        under_way.append((size, stages.process.submit(night, pool, batch)))
    while under_way:
        yield finish()
