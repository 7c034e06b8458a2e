"""What runs in the worker processes: one batch of articles, from files to files; and the golden articles.

The frames of a night lie as Parquet in its work folder, so that neither the flow nor a worker holds more than a batch.
This module imports neither Prefect nor DuckDB: every worker would pay for them.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import active_children, get_context
from pathlib import Path

import polars as pl

from flows.contained import Workers, follow_parent
from flows.costs import Cost, Costs
from transforms.strip.outlet_history import OutletHistory


@contextmanager
def worker_pool(workers: int) -> Iterator[Workers]:
    """Opens the processes for `process_batch` and `score_golden`, which end with the block, whatever they are doing.

    Every process computes on one core: the pool is the parallelism.
    """
    limits = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    before = {name: os.environ.get(name) for name in limits}
    os.environ.update(limits)
    pool = Workers(workers)
    try:
        yield pool
    finally:
        pool.close()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def gate_process() -> Iterator[ProcessPoolExecutor]:
    """Opens the process of the gate, which loads Great Expectations while the workers still annotate.

    At an exception it ends at once, whatever it is doing.
    """
    others = set(active_children())
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_prepare_gate)
    try:
        pool.submit(os.getpid)  # processes start with their first task
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare_gate() -> None:
    follow_parent()
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
