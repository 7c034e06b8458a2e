"""Which article is set aside when a batch cannot be processed, and what is left of the batch."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.batches import LEAST_SECONDS, limits_of, process_contained
from flows.contained import JobLimits, JobLostError
from transforms.ingest.set_aside import SET_ASIDE
from warehouse.schema.tables.stages import ARTICLES_READ, BATCH_FRAMES

DAY = date(2031, 5, 1)
RAW = pl.Schema({**ARTICLES_READ, "article_id": pl.Int64(), "file_id": pl.Int64()})
SLOW = JobLostError("too_slow", "took more than 120 seconds of a processor")
CRASH = JobLostError("crashes_worker", "its process was ended by SIGSEGV")


class Run:
    """Stands for the workers: a batch with a text that is among the faults fails as it says there."""

    def __init__(self, faults: dict[str, list[Exception]]) -> None:
        self.faults = faults
        self.batches: list[tuple[list[str], bool]] = []

    def __call__(self, limits: JobLimits, job: Callable[..., Any], *arguments: Any, fresh: bool = False) -> Any:
        folder, batch, *_ = arguments
        articles = pl.read_parquet(folder / f"raw-{batch}.parquet")
        texts = articles["raw_text"].to_list()
        self.batches.append((texts, fresh))
        for text in texts:
            if self.faults.get(text):
                raise self.faults[text].pop(0)
        for name, schema in BATCH_FRAMES.items():
            rows = (
                articles.select("article_id") if name == "articles" else pl.DataFrame(schema={"article_id": pl.Int64})
            )
            frame = pl.concat([schema.to_frame(), rows], how="diagonal")
            frame.write_parquet(folder / f"{name}-{batch}.parquet")
        return {"strip": (1.0, 7)}


def processed(work: Path, run: Run, *texts: str) -> tuple[dict[str, Any], list[dict[str, Any]], list[int]]:
    rows = [
        {"path": "drop/a.zip", "record_no": n, "member": f"{n}.txt", "raw_text": t, "article_id": 10 + n, "file_id": 5}
        for n, t in enumerate(texts, 1)
    ]
    pl.DataFrame(rows, RAW).write_parquet(work / "raw-3.parquet")
    costs, aside = process_contained(run, work, 3, {}, DAY)
    assert aside.schema == SET_ASIDE
    return costs, aside.to_dicts(), pl.read_parquet(work / "articles-3.parquet")["article_id"].to_list()


def test_a_batch_within_its_limits_is_done_at_once(tmp_path):
    run = Run({})
    assert processed(tmp_path, run, "one", "two") == ({"strip": (1.0, 7)}, [], [11, 12])
    assert run.batches == [(["one", "two"], False)]


def test_the_article_that_is_too_slow_is_named_and_the_others_are_kept(tmp_path):
    run = Run({"two": [SLOW, SLOW]})
    costs, aside, left = processed(tmp_path, run, "one", "two", "three")
    told = {"reason": "too_slow", "detail": f"2.txt: {SLOW.detail}"}
    assert aside == [{"article_id": 12, "file_id": 5, "path": "drop/a.zip", "record_no": 2, **told}]
    assert (costs, left) == ({"strip": (2.0, 7)}, [11, 13])
    assert run.batches[1:] == [(["one"], False), (["two"], False), (["three"], False)]
    for name, schema in BATCH_FRAMES.items():
        assert pl.read_parquet(tmp_path / f"{name}-3.parquet").schema == schema


def test_an_article_that_lost_a_used_process_is_tried_in_a_new_one(tmp_path):
    run = Run({"two": [CRASH, CRASH]})
    assert processed(tmp_path, run, "one", "two")[1:] == ([], [11, 12])
    assert run.batches[-1] == (["two"], True)
    again = tmp_path / "again"
    again.mkdir()
    (aside,) = processed(again, Run({"two": [CRASH] * 3}), "one", "two")[1]
    assert (aside["article_id"], aside["reason"]) == (12, "crashes_worker")


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (KeyError("tide\n" * 500), "extraction_failed", "1.txt: KeyError: 'tide\\ntide"),
        (MemoryError(), "too_much_memory", "1.txt: it found no memory"),
    ],
)
def test_an_exception_of_one_article_is_its_own(tmp_path, error, reason, detail):
    (aside,) = processed(tmp_path, Run({"one": [error, error]}), "one", "two")[1]
    assert aside["reason"] == reason
    assert aside["detail"].startswith(detail)
    assert len(aside["detail"]) < 400
    assert "\n" not in aside["detail"]


def test_an_error_of_the_system_is_no_articles_fault(tmp_path):
    with pytest.raises(OSError, match="No space left"):
        processed(tmp_path, Run({"one": [OSError(28, "No space left on device")]}), "one", "two")


def test_a_batch_of_which_nothing_is_left_has_empty_frames(tmp_path):
    _, aside, left = processed(tmp_path, Run({"one": [SLOW, SLOW]}), "one")
    assert (len(aside), left) == (1, [])


def test_limits_grow_with_the_text():
    assert limits_of(0).seconds == LEAST_SECONDS
    assert limits_of(2_000_000).seconds > 5 * LEAST_SECONDS
    assert limits_of(0).memory == limits_of(2_000_000).memory <= 1_000_000_000
