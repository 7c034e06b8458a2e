"""What runs in the worker processes: one batch of articles, from files to files; and the golden articles.

The frames of a night lie as Parquet in its work folder, so that neither the flow nor a worker holds more than a batch.
This module imports neither Prefect nor DuckDB: every worker would pay for them.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

import polars as pl

from flows.costs import Cost, Costs
from transforms.strip.outlet_history import OutletHistory


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Opens a pool of processes for `process_batch` and `score_golden`.

    Every process computes on one core: the pool is the parallelism.
    """
    limits = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    before = {name: os.environ.get(name) for name in limits}
    os.environ.update(limits)
    try:
        with _processes(workers, _follow_parent) as pool:
            yield pool
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def gate_process() -> Iterator[ProcessPoolExecutor]:
    """Opens the process of the gate, which loads Great Expectations while the workers still annotate."""
    with _processes(1, _prepare_gate) as pool:
        pool.submit(os.getpid)  # processes start with their first task
        yield pool


@contextmanager
def _processes(count: int, begin: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    """Opens a pool that ends with its block; at an exception at once, whatever its processes are doing."""
    others = set(active_children())
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin)
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """Leaves an interrupt from the terminal to the parent, and ends with it: a killed one leaves nothing behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


def _prepare_gate() -> None:
    _follow_parent()
    from expectations.gate import warm

    warm()


def process_batch(work: Path, batch: int, outlets: Mapping[str, OutletHistory], latest: date) -> dict[str, Cost]:
    """Takes the articles of `raw-{batch}.parquet` through the stages, into `blocks-{batch}.parquet` and its like.

    Args:
        work: the folder of the night's files.
        batch: number of the batch.
        outlets: as `transforms.process.process_batch` takes them.
        latest: likewise.

    Returns:
        What each stage cost.
    """
    from transforms import process
    from transforms.annotate.store import AnnotationStore

    costs = Costs()
    with costs.timed("strip"):
        articles = pl.read_parquet(work / f"raw-{batch}.parquet")
    store = AnnotationStore(work, batch)
    frames = process.process_batch(articles, outlets, latest=latest, store=store, timed=costs.timed)
    with costs.timed("extract"):
        for name, frame in frames.items():
            frame.write_parquet(work / f"{name}-{batch}.parquet")
    return costs.by_stage()


def score_golden() -> dict[str, float]:
    """Extracts the golden articles, and returns the score of each measure."""
    from expectations.accuracy import judge_all, scores
    from flows.golden import process_golden

    return scores(judgement for _, judgement in judge_all(process_golden()))
