"""The night: raw files in, a checked and published warehouse out."""

from concurrent.futures import BrokenExecutor
from itertools import count
from typing import Any

from prefect import flow, get_run_logger
from prefect.states import Failed
from prefect.task_runners import ThreadPoolTaskRunner

from expectations.overrides import OverridesError
from flows import stages
from flows.night import Night, Outcome
from flows.progress import progress
from flows.settings import Load, default_workers
from flows.workers import gate_process, worker_pool
from transforms.ingest.outlets_file import OutletsError
from warehouse import WarehouseError
from warehouse.publish import swap
from warehouse.publish.swap import KEPT_VERSIONS

TASKS_AT_ONCE = 2 * max(default_workers(), 8) + 2
"""Threads that wait for the worker processes: each of these has one batch under way and one queued. More workers than
cores may be asked for."""

_THREADS: Any = ThreadPoolTaskRunner(max_workers=TASKS_AT_ONCE)


@flow(name="newsledger", task_runner=_THREADS)
def nightly(corpus: str, warehouse: str, outlets: str | None, workers: int, keep: int = KEPT_VERSIONS) -> object:
    """Runs one load.

    Returns:
        Its `Outcome`. A load that the checks refused ends the run as failed, named Refused, with the outcome as data;
        one that could not be made, as failed with one line that says why.
    """
    settings = Load.of(corpus, warehouse, outlets, workers, keep)
    try:
        with swap.lock(settings.warehouse, settings.keep):
            outcome = _night(settings)
            stages.index(settings.warehouse)
    except (WarehouseError, OutletsError, OverridesError) as error:
        return Failed(message=str(error))
    except BrokenExecutor:
        return Failed(message="a worker process was killed, most likely for want of memory; try fewer --workers")
    if outcome.verdict == "refused":
        return Failed(name="Refused", message=f"{len(outcome.failed)} checks failed", data=outcome)
    return outcome


def _night(settings: Load) -> Outcome:
    night = Night(settings)
    if not stages.scan(night):
        return night.outcome("nothing new")
    with gate_process() as gatekeeper:
        log = get_run_logger().info
        with worker_pool(settings.workers) as pool, progress(night.bytes_to_read, "raw files", log) as advance:
            scored = stages.accuracy.submit(night, pool)
            under_way: dict[int, tuple[int, Any, Any]] = {}

            def finish(batch: int) -> None:
                size, annotation, extraction = under_way.pop(batch)
                night.add_cost("annotate", *annotation.result())
                night.add_cost("extract", *extraction.result())
                advance(size)

            for batch in count():
                size = stages.ingest(night, batch)
                if size is None:
                    break
                homes = stages.strip(night, batch)
                if len(under_way) > 2 * settings.workers:
                    # No further ahead: what Prefect keeps of a task that waits would grow with the corpus.
                    finish(min(under_way))
                annotation = stages.annotate.submit(night, pool, batch)
                needed = [annotation, *(under_way[home][1] for home in homes if home in under_way)]
                extraction = stages.extract.submit(night, pool, batch, wait_for=needed, return_state=False)
                under_way[batch] = size, annotation, extraction
            for batch in sorted(under_way):
                finish(batch)
            scored.result()
        stages.load(night)
        verdict = stages.gate(night, gatekeeper)
    return stages.publish_load(night, verdict)
