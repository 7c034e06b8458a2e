"""Publishes versions while readers ask, and tells what each of them met."""

import json
import subprocess
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests import readers
from tests.commands import PATIENCE
from tests.nights import FIRST_NIGHT, PASSED, Story, build, publish_night
from warehouse.build import candidate
from warehouse.publish import swap

VERSIONS = 20


@dataclass(frozen=True)
class Met:
    """What one reader met.

    Attributes:
        kind: of `readers.KINDS`, and the version of its DuckDB where it has one of its own.
        reads: questions that were answered.
        errors: the others.
        inconsistent: answers in which the tables did not agree.
        seconds: from the flip to the last version until it was seen; null for one that never saw it.
    """

    kind: str
    reads: int
    errors: list[str]
    inconsistent: int
    seconds: float | None


def night(number: int) -> list[Story]:
    return [Story(n, n, [f"Ships {n}", f"Ship {n} came in."]) for n in range(number * 5 + 1, number * 5 + 6)]


def publish_while_read(directory: Path, ask: Iterable[tuple[str, str, Path]]) -> list[Met]:
    """Publishes `VERSIONS` versions under readers.

    Args:
        directory: folder of the warehouse, empty.
        ask: for each reader its name, its kind, and the Python that runs it.
    """
    publish_night(directory, night(0))
    path, stop = directory / "warehouse.duckdb", directory / "stop"
    logs: list[tuple[str, Path]] = []
    with ExitStack() as open_files:
        processes = []
        for number, (name, kind, python) in enumerate(ask):
            log = directory / f"reader-{number}.jsonl"
            logs.append((name, log))
            out = open_files.enter_context(log.open("w"))
            command = [str(python), readers.__file__, kind, str(path), str(stop)]
            complaints = open_files.enter_context(log.with_suffix(".err").open("w"))  # a pipe would fill up
            processes.append(subprocess.Popen(command, stdout=out, stderr=complaints))
        try:
            _wait(lambda: all(log.stat().st_size for _, log in logs), processes)
            for number in range(1, VERSIONS + 1):
                last = _publish(directory, number)
            flipped = time.time()
            answered = {log: len(_lines(log)) for _, log in logs}
            _wait(lambda: all(len(_lines(log)) > answered[log] + 2 for _, log in logs), processes)
        finally:
            stop.touch()
            for process in processes:
                process.wait(timeout=PATIENCE)
    return [_met(name, _lines(log), last, flipped, log.with_suffix(".err").read_text()) for name, log in logs]


def _publish(directory: Path, number: int) -> str:
    """Publishes a night and returns its load id; readers rest while the candidate is made, which they do not see.

    They would take most of the machine from it, and read the same version over and over.
    """
    now, rest = FIRST_NIGHT + timedelta(days=number), directory / readers.REST
    with swap.lock(directory):
        rest.touch()
        file = build(directory, night(number), now=now)
        candidate.record_verdict(file, now, [PASSED])
        rest.unlink()
        return swap.publish(directory, file.parent.name).parent.name


def table(found: Iterable[Met]) -> str:
    """Returns the readers as lines of a table."""
    lines = [f"{'reader':<32}{'reads':>7}{'errors':>8}{'inconsistent':>14}{'sees the next version after':>30}"]
    for met in found:
        seen = "never" if met.seconds is None else f"{met.seconds:.2f} s"
        lines.append(f"{met.kind:<32}{met.reads:>7}{len(met.errors):>8}{met.inconsistent:>14}{seen:>30}")
    return "\n".join(lines)


def _met(kind: str, lines: list[dict[str, object]], last: str, flipped: float, complaint: str) -> Met:
    errors = [str(line["error"]) for line in lines if "error" in line]
    answers = [line for line in lines if "error" not in line]
    seen = [float(str(line["at"])) for line in answers if line["load_id"] == last]
    return Met(
        kind,
        len(answers),
        [*errors, *([complaint] if complaint and not answers else [])],
        sum(not line["agree"] for line in answers),
        max(0.0, min(seen) - flipped) if seen else None,
    )


def _lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines() if line.endswith("}")]


def _wait(until, processes: list[subprocess.Popen[bytes]], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not until() and time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            return  # one ended before its time; what it complained of is told
        time.sleep(0.05)
