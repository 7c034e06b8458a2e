"""What a night takes on top of many articles, with full texts in all tables, by stage: `make bench-growth`.

Articles of a corpus are loaded as they are, and told again and again (`tests.growth`). Each row is the time of one
stage and the most memory that its process held meanwhile; what DuckDB keeps for later is part of it.
"""

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil

from tests.bench import load
from tests.growth import publish_told, read_source, started, tell, tell_night
from transforms.relate.relators import RELATORS
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from warehouse.build import (
    candidate,
    claims,
    copies,
    duplicates,
    next_ids,
    published_state,
    quote_groups,
    stories,
    version_diff,
)
from warehouse.publish import layout, swap
from warehouse.publish.journal import Load
from warehouse.read import search_index

SOURCE_ARTICLES = 500
"""Of the corpus that are told again: telling them is quick, and loading them first takes a minute or two."""

FEW, MANY, AT_ONCE, NIGHT = 2_000, 20_000, 2_000, 500
"""Articles below the two nights, of each load that brings them, and of the nights."""

EVERY_SECONDS = 0.2
"""Between two looks at the memory."""

Row = tuple[float, float, float]
"""Seconds, seconds of processors, and peak of memory in MB."""


class Stages:
    """Time and memory of this process by stage; a stage within another one is not counted in it."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._open: list[str] = []
        self._process = psutil.Process()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Looks at the memory as long as the block runs."""
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(EVERY_SECONDS):
                if self._open:
                    self._add(self._open[-1], 0, 0)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the block as a stage."""
        self._open.append(name)
        wall, busy = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self._open.pop()
            wall, busy = time.perf_counter() - wall, time.process_time() - busy
            self._add(name, wall, busy)
            if self._open:
                self._add(self._open[-1], -wall, -busy)

    def of(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a function whose calls count as a stage."""

        def counted(*arguments: Any) -> Any:
            with self.stage(name):
                return function(*arguments)

        return counted

    def _add(self, name: str, wall: float, busy: float) -> None:
        before = self.rows.get(name, (0, 0, 0))
        peak = max(before[2], self._process.memory_info().rss / 1e6)
        self.rows[name] = before[0] + wall, before[1] + busy, peak


def leave_night(source: Path, work: Path, turns: int, first_id: int) -> None:
    """Leaves the frames of a night in the work folder of a load."""
    for name, frame in tell_night(read_source(source), NIGHT, turns, first_id).items():
        frame.write_parquet(work / f"{name}.parquet")


def check(file: Path, load_id: str) -> tuple[Row, list[str]]:
    """Checks a candidate, in a process of its own as in a load, and returns what that took, and what did not hold."""
    from expectations import gate

    gate.warm()
    stages = Stages()
    with stages.watched(), stages.stage("gate"):
        verdict = gate.check(file, load_id)
    broken = [f"{c.table_name}: {c.check_name}: {c.observed}" for c in verdict.checks if not c.passed]
    return stages.rows["gate"], broken


def add_night(source: Path, directory: Path, turns: int) -> list[str]:
    """Loads, checks, publishes and indexes a night, and returns a line for each stage."""
    stages = Stages()
    for name in ("key_new_articles", "mark_copies", "note_known_lines", "key_changed_articles"):
        setattr(duplicates, name, stages.of("copies", getattr(duplicates, name)))
    copies.mark = stages.of("copies", copies.mark)
    stories.settle = stages.of("stories", stories.settle)
    claims.settle = stages.of("claims", claims.settle)
    quote_groups.group_quotes = stages.of("quotations", quote_groups.group_quotes)
    child = get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=child) as teller,
        ProcessPoolExecutor(1, mp_context=child) as gatekeeper,
        swap.lock(directory),
        stages.watched(),
    ):
        base, taken = layout.published(directory), layout.load_ids(directory)
        now = started(max(taken)) + timedelta(days=1)
        load_id = layout.next_load_id(now, taken)
        with stages.stage("begin"):
            published_state.known_files(base)
            published_state.known_lines(base)
            first_id = next_ids.next_ids(base)["articles"]
            file = candidate.create(directory, load_id, base)
        teller.submit(leave_night, source, file.parent / "work", turns, first_id).result()
        with stages.stage("load"):
            of_night = Load(load_id, now, base.parent.name if base else None, "0", "none")
            affected, resolved = stages.of("resolve", find_affected), stages.of("resolve", resolve)
            candidate.write(file, of_night, now, affected, resolved, RELATORS)
        stages.rows["gate"], broken = gatekeeper.submit(check, file, load_id).result()
        with stages.stage("report"):
            version_diff.compare(file, base, load_id)
        with stages.stage("publish"):
            candidate.record_verdict(file, now, [])
            version = swap.publish(directory, load_id)
        with stages.stage("index"):
            search_index.build_index(version)
    return [
        *(
            f"    {name:<20}{wall:>9.1f} s {busy:>8.1f} s of processors {peak:>8,.0f} MB"
            for name, (wall, busy, peak) in stages.rows.items()
        ),
        *(f"    did not hold: {line}" for line in broken),
    ]


def add_told(source: Path, directory: Path, start: int, end: int) -> None:
    """Loads and publishes articles by number."""
    publish_told(directory, tell(read_source(source), range(start, end), start + 1))


def grow(source: Path, directory: Path, first: int, end: int) -> None:
    """Loads articles by number, some at a time, each load in a process of its own."""
    for start in range(first, end, AT_ONCE):
        _call(add_told, source, directory, start, min(start + AT_ONCE, end))


def growth(source: Path) -> None:
    """Prints what a night takes on top of few and of many articles.

    Args:
        source: published file of a warehouse, whose articles are told again and again.
    """
    turns = FEW // len(read_source(source).article_ids)
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch, "few"), Path(scratch, "many")
        grow(source, many, 0, FEW)
        shutil.copytree(many, few, symlinks=True)
        grow(source, many, FEW, MANY)
        for articles, directory in ((FEW, few), (MANY, many)):
            print(f"a night of {NIGHT} on {articles:,} articles")
            print("\n".join(_call(add_night, source, directory, turns)))


def _call(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls a function in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def main() -> None:
    """Loads the first articles of a corpus and prints the growth of what is made of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, help="folder of raw text files")
    corpus = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as scratch:
        some = Path(scratch, "corpus")
        some.mkdir()
        for path in sorted(corpus.iterdir())[:SOURCE_ARTICLES]:
            shutil.copy(path, some)
        load(some, Path(scratch, "source"), 2)
        published = layout.published(Path(scratch, "source"))
        if published is not None:
            growth(published)


if __name__ == "__main__":
    main()
