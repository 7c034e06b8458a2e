"""A batch of articles in the workers. The article that takes too much, or ends its worker, is set aside by its name."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from flows.contained import JobLimits, JobLostError, Runner, WorkersClosedError
from flows.costs import Cost, Costs
from flows.workers import process_batch
from transforms.ingest.set_aside import SET_ASIDE
from transforms.strip.outlet_history import OutletHistory
from warehouse.schema.tables.stages import BATCH_FRAMES

LEAST_SECONDS, SECONDS_PER_CHARACTER = 120, 0.0005
"""Processor time of a batch. Ordinary articles take 0.03 milliseconds for a character, words without a full stop and
lists of names 0.14; a new process needs some five seconds for its imports."""
MOST_MEMORY = 1_000_000_000
"""Bytes of a worker. It begins with 300 MB; a megabyte in one line takes it to 580, as many new names as are annotated
at once to 620 (`TOKENS_AT_ONCE` in `transforms/annotate/spacy_docs.py`)."""
MOST_DETAIL = 300
"""Characters of what an exception says, which may hold the whole text."""


def limits_of(characters: int) -> JobLimits:
    """Returns what articles with so many characters may take."""
    return JobLimits(LEAST_SECONDS + SECONDS_PER_CHARACTER * characters, MOST_MEMORY)


def process_contained(
    run: Runner, work: Path, batch: int, outlets: Mapping[str, OutletHistory], latest: date
) -> tuple[dict[str, Cost], pl.DataFrame]:
    """Takes the articles of `raw-{batch}.parquet` through the stages, as `workers.process_batch` does.

    A batch that breaks a limit, ends its process or raises an exception is done anew, article by article. What then
    fails alone is set aside. An error of the system (a full disk) is no article's, and is raised.

    Args:
        run: runs a job in a process, within limits.
        work: the folder of the night's files.
        batch: number of the batch.
        outlets: what is known of the pages of its outlets.
        latest: no article was published later.

    Returns:
        What each stage cost; and the columns of `SET_ASIDE`, one row for each article that is.
    """
    raw = work / f"raw-{batch}.parquet"
    characters = pl.scan_parquet(raw).select(pl.col("raw_text").str.len_chars().sum()).collect().item()
    try:
        return run(limits_of(characters), process_batch, work, batch, outlets, latest), SET_ASIDE.to_frame()
    except (OSError, WorkersClosedError):
        raise
    except Exception:  # noqa: BLE001 -- whatever it is, it has to do with one of the articles
        return _one_by_one(run, work, batch, outlets, latest)


def _one_by_one(
    run: Runner, work: Path, batch: int, outlets: Mapping[str, OutletHistory], latest: date
) -> tuple[dict[str, Cost], pl.DataFrame]:
    """Does as `process_contained`, each article by itself, in a folder of their own."""
    articles = pl.read_parquet(work / f"raw-{batch}.parquet")
    folder = work / f"alone-{batch}"
    folder.mkdir()
    costs, done, aside = Costs(), [], [SET_ASIDE.to_frame()]
    for number in range(articles.height):
        article = articles[number : number + 1]
        article.write_parquet(folder / f"raw-{number}.parquet")
        limits = limits_of(article["raw_text"].str.len_chars().item())
        try:
            costs.add(_alone(run, limits, folder, number, outlets, latest))
            done.append(number)
        except (OSError, WorkersClosedError):
            raise
        except Exception as error:  # noqa: BLE001 -- likewise
            reason, detail = _told(error)
            member = pl.format("{}: ", pl.col("member")).fill_null("")
            named = article.with_columns(reason=pl.lit(reason), detail=member + pl.lit(detail))
            aside.append(named.select(SET_ASIDE.names()).cast(SET_ASIDE))
    for name, schema in BATCH_FRAMES.items():
        parts = [pl.read_parquet(folder / f"{name}-{number}.parquet") for number in done]
        pl.concat([schema.to_frame(), *parts]).write_parquet(work / f"{name}-{batch}.parquet")
    return costs.by_stage(), pl.concat(aside)


def _alone(
    run: Runner, limits: JobLimits, folder: Path, number: int, outlets: Mapping[str, OutletHistory], latest: date
) -> dict[str, Cost]:
    try:
        return run(limits, process_batch, folder, number, outlets, latest)
    except JobLostError as lost:
        if lost.reason == "too_slow":
            raise
    # What other articles left in the memory of a process, or broke there, is no fault of this one.
    return run(limits, process_batch, folder, number, outlets, latest, fresh=True)


def _told(error: Exception) -> tuple[str, str]:
    """Returns reason and detail of the rejection."""
    if isinstance(error, JobLostError):
        return error.reason, error.detail
    if isinstance(error, MemoryError):
        return "too_much_memory", "it found no memory"
    return "extraction_failed", f"{type(error).__name__}: {' '.join(str(error).split())}"[:MOST_DETAIL]
