"""What runs in the worker processes: annotating and extracting one batch, from files to files.

The frames of a night lie as Parquet in its work folder, so that neither the flow nor a worker holds more than a batch.
This module imports neither Prefect nor DuckDB: every worker would pay for them.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

import polars as pl


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Opens a pool of processes for `annotate_batch` and `extract_batch`.

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
    ours = set(active_children())
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin)
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - ours:
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


def peak_memory() -> int:
    """Returns the most resident memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def annotate_batch(work: Path, batch: int) -> tuple[float, int]:
    """Annotates `paragraphs-{batch}.parquet` into `docs-{batch}.spacy`. Returns its seconds, and `peak_memory`."""
    from transforms.annotate.spacy_docs import annotate

    start = perf_counter()
    texts = pl.read_parquet(work / f"paragraphs-{batch}.parquet")["text"].to_list()
    (work / f"docs-{batch}.spacy").write_bytes(annotate(texts))
    return perf_counter() - start, peak_memory()


def extract_batch(work: Path, batch: int) -> tuple[float, int]:
    """Extracts from the articles of a batch into `mentions-{batch}.parquet` and its like.

    Returns:
        Its seconds, and `peak_memory`.
    """
    from transforms.annotate.paragraphs import annotated_blocks
    from transforms.annotate.spacy_docs import bounded_vocabulary, docs
    from transforms.extract.rows import assemble, extract_articles

    start = perf_counter()
    articles = pl.read_parquet(
        work / f"articles-{batch}.parquet", columns=["article_id", "published_on", "not_annotated"]
    )
    blocks = annotated_blocks(articles, pl.read_parquet(work / f"blocks-{batch}.parquet"))
    places = pl.read_parquet(work / f"places-{batch}.parquet").with_row_index("n")
    with bounded_vocabulary():
        found: dict[int, Any] = {}
        for (home,), rows in places.group_by("home"):
            packed = (work / f"docs-{home}.spacy").read_bytes()
            found.update(zip(rows["n"], docs(packed, rows["row"].to_list()), strict=True))
        annotated = assemble(articles, blocks, [found[n] for n in range(len(places))])
        for name, frame in extract_articles(annotated).items():
            frame.write_parquet(work / f"{name}-{batch}.parquet")
        del found, annotated
    return perf_counter() - start, peak_memory()


def score_golden() -> dict[str, float]:
    """Extracts the golden articles, and returns the score of each measure."""
    from expectations.accuracy import judge_all, scores
    from flows.adhoc import read_golden

    return scores(judgement for _, judgement in judge_all(read_golden()))
