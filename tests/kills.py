"""Kills loads at every step, and looks at what is left: `python -m tests.kills SCENARIO FOLDER` prints JSON lines.

After each kill what is left is verified and cleaned up. Where that gives a warehouse which is the same to the last byte
as after an earlier kill, the next run is not made again: it sees nothing else than what it saw then.

A step is whatever changes something on the disk: a file made, renamed, removed, brought to the disk, its rights
changed, and each statement that DuckDB is given. Python tells of the former itself (audit events), so that the product
needs no hooks of its own. What DuckDB does within a statement is met by killing by the clock as well.

Each load is a child of this process, which itself opens nothing: threads would not survive the fork.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from flows import forgetting
from tests.nights import FIRST_NIGHT, Story, publish_night, refuse_night
from warehouse.build import candidate, compaction
from warehouse.build import forgotten as forgotten_articles
from warehouse.publish import forgotten as requests
from warehouse.publish import journal, layout, swap
from warehouse.publish.forgotten import Forgetting
from warehouse.publish.verify import verify
from warehouse.schema.tables import TABLES

INSTANTS = 8
"""Kills by the clock, spread evenly over a load."""

CLOCK = "by the clock"

DAY = timedelta(days=1)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STATEMENTS = {"BEGIN", "COMMIT", "CHECKPOINT", "ATTACH", "COPY", "DETACH"}
"""At which the file changes, or a transaction begins or ends; all others in a row are one step."""

EVENTS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.symlink", "os.truncate"}


def story(number: int, change: str = "") -> Story:
    lines = [f"Quay {number} opens", f"{number + 1} boats came{change}.", "“Nobody swims,” said Mara Quill."]
    return Story(
        number, number, lines, mentions=[(3, "Mara Quill", 1)], names={1: ("PERSON", "Mara Quill")},
        quotes=[(3, "Nobody swims,", 1)], figures=[(2, str(number + 1), number + 1.0, None, None)],
    )  # fmt: skip


TONIGHT: dict[str, Any] = {"stories": [story(3, " late"), story(20), story(21)], "now": FIRST_NIGHT + 9 * DAY}


KEPT = 2
"""Versions that stay, so that the night removes the first."""


def first(home: Path) -> None:
    publish_night(home, **TONIGHT, create=candidate.create)


def night(home: Path) -> None:
    """Also compacts the candidate, and removes a version."""
    compaction.WORTHWHILE_BYTES, compaction.TOO_LARGE = 0, 0
    publish_night(home, **TONIGHT, keep=KEPT)


def refused(home: Path) -> None:
    refuse_night(home, **TONIGHT)


def migrated(home: Path) -> None:
    """The first night after an upgrade: what is published has the tables of an earlier newsledger."""
    publish_night(home, **TONIGHT, keep=KEPT)


def forgotten(home: Path) -> None:
    """Takes the article of the last night down, everywhere."""
    path = layout.published(home)
    assert path
    stones = tuple(forgotten_articles.tombstones(path, [2]))
    asked = Forgetting(FIRST_NIGHT, "ines", "asked", stones, everywhere=True)
    if not (home / requests.JOURNAL).exists():
        requests.add(home, asked)
    taken_down = requests.read(home)
    if forgotten_articles.is_pending(path, taken_down):
        with swap.lock(home, KEPT):
            forgetting.prepare(home, path, taken_down)
        publish_night(home, [], now=TONIGHT["now"], taken_down=taken_down, keep=KEPT)
    with swap.lock(home, KEPT):
        forgetting.finish(home)


def rollback(home: Path) -> None:
    swap.rollback(home, None, FIRST_NIGHT + 10 * DAY)


SCENARIOS: dict[str, tuple[int, Callable[[Path], None], str]] = {
    "first": (0, first, "rename versions/*"),  # what comes before does as in any night
    "night": (2, night, ""),
    "refused": (2, refused, ""),
    "migrated": (2, migrated, ""),
    "forgotten": (2, forgotten, ""),
    "rollback": (2, rollback, ""),
}
"""Nights published before, what is killed, and the first step at which it is."""


def watch(home: Path, fatal: int | None) -> list[str]:
    """From now on notes the steps of this process in the list that it returns, and kills it just before one."""
    steps: list[str] = []

    def note(what: str) -> None:
        # Of several in a row, or of folders that are there already, one is enough.
        if what != (steps or [None])[-1] and not (what.startswith("mkdir") and what in steps):
            steps.append(what)
            if len(steps) == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    def place(path: Any) -> str | None:
        """Returns the path within the warehouse, without the load; None for one outside."""
        text = os.fsdecode(path)
        if text.startswith(os.sep) and not text.startswith(f"{home}{os.sep}"):
            return None
        if not text.startswith(os.sep):
            return "what is in it"  # of a folder that goes
        return re.sub(r"\d{8}T\d{6}(\.\d+)?Z", "*", text.removeprefix(f"{home}{os.sep}"))

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, (str, bytes, Path)) and (flags or 0) & WRITING and (where := place(path)):
                note(f"open {where}")
        elif event in EVENTS and (where := place(arguments[event in ("os.symlink", "os.rename")])):
            note(f"{event.removeprefix('os.')} {where}")

    fsync, execute = os.fsync, duckdb.DuckDBPyConnection.execute

    def noted_fsync(fd: Any) -> None:
        note(f"fsync {place(Path(f'/proc/self/fd/{fd}').readlink()) or '.'}")
        fsync(fd)

    def noted_execute(self: duckdb.DuckDBPyConnection, query: Any, *parameters: Any) -> Any:
        word = str(query).split()[0]
        if word in STATEMENTS or "BEGIN" in steps[-2:]:
            note(word if word in STATEMENTS else "the statements of the transaction")
        return execute(self, query, *parameters)

    os.fsync = noted_fsync
    duckdb.DuckDBPyConnection.execute = noted_execute  # type: ignore
    sys.addaudithook(audit)
    return steps


def in_child(work: Callable[[], object], *, after: float | None = None) -> tuple[int, Any]:
    """Runs `work` in a child process. Returns the signal that ended it, 0 for none, and what it returned.

    Args:
        work: returns what JSON can tell.
        after: seconds after which the child is killed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - the parent tells it
            result = f"{type(error).__name__}: {error}"
        os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status), json.loads(told) if told else None


def age(directory: Path) -> None:
    """Makes what is published look as if an earlier newsledger had declared its tables."""
    version = layout.published(directory)
    assert version
    manifest = version.with_name(layout.MANIFEST)
    aged = journal.read(manifest) | {"declarations": "earlier"}
    journal.write(manifest, aged)
    journal.record_load(directory, aged)


def watched(run: Callable[[Path], None], home: Path, fatal: int | None = None) -> Callable[[], object]:
    """Returns work that runs with its steps noted, and returns its seconds and them."""

    def work() -> tuple[float, list[str]]:
        steps = watch(home, fatal)
        start = time.monotonic()
        run(home)
        return time.monotonic() - start, list(steps)

    return work


def fresh(base: Path, home: Path) -> None:
    """Puts a copy of the warehouse `base` at `home`; its versions, never written again, are the same files."""
    shutil.rmtree(home, ignore_errors=True)
    if base.exists():
        shutil.copytree(base, home, symlinks=True, copy_function=os.link)
        (home / ".lock").unlink()


def state(home: Path) -> dict[str, Any]:
    """Returns all files, what the link names, and a digest of every row of the published version."""
    found = hashlib.sha256()
    path = layout.published(home)
    assert path
    with duckdb.connect(str(path), read_only=True) as con:
        for table in TABLES:
            found.update(repr(con.execute(f"FROM {table} ORDER BY ALL").fetchall()).encode())
    files = sorted(os.path.relpath(file, home) for file in home.rglob("*") if not file.is_dir() or file.is_symlink())
    return {"files": files, "published": path.parent.name, "rows": found.hexdigest()}


def look(home: Path) -> dict[str, Any]:
    """Returns what a killed run left, then cleans up as the next one does first, and returns what is there then."""
    faults = [f"{name}: {fault}" for name in sorted(layout.kept(home)) for fault in verify(home, name).faults]
    left = {"published": layout.linked(home), "faults": faults}
    with swap.lock(home, KEPT):
        pass
    return left | {"cleaned": content(home)}


def content(home: Path) -> str:
    """Returns a digest of all that lies in a warehouse: every byte, right and link."""
    found = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        what = str(path.readlink()) if path.is_symlink() else ""
        found.update(repr((os.path.relpath(path, home), path.lstat().st_mode, what)).encode())
        if path.is_file() and not what and path.name != ".lock":  # which holds the number of the process
            with path.open("rb") as stream:
                found.update(hashlib.file_digest(stream, "sha256").digest())
    return found.hexdigest()


def main(scenario: str, folder: Path) -> None:
    """Prints the steps of a scenario, each with what a kill before it left."""
    for name in ("pandas", "pyarrow.parquet"):
        import_module(name)  # as DuckDB does at the first frame: each child would take half a second for it
    nights, run, first_step = SCENARIOS[scenario]
    base, home = folder / "base", folder / "home"

    def prepare() -> object:
        for number in range(1, nights + 1):
            publish_night(base, [story(number)], now=FIRST_NIGHT + number * DAY)
        if scenario == "migrated":
            age(base)
        return layout.linked(base)

    _, before = in_child(prepare)
    tonight = layout.next_load_id(TONIGHT["now"], [])

    def done() -> bool:
        if scenario == "forgotten":
            return not requests.read(home).to_purge and (home / requests.JOURNAL).exists()
        if scenario == "refused":
            return tonight in layout.load_ids(home)
        return layout.linked(home) not in (None, before)

    def next_run() -> dict[str, Any]:
        if not done():  # else it finds nothing new
            run(home)
        return state(home)

    fresh(base, home)
    _, (seconds, steps) = in_child(watched(run, home))
    _, wanted = in_child(lambda: state(home))
    print(json.dumps({"before": before, "steps": steps, "wanted": wanted}), flush=True)

    kills: list[tuple[str, dict[str, Any]]] = [
        (name, {"fatal": number})
        for number, name in enumerate(steps, 1)
        if not first_step or number > steps.index(first_step)
    ]
    clock = [(CLOCK, {"after": seconds * number / INSTANTS}) for number in range(1, INSTANTS)]
    after: dict[str, Any] = {}
    """What the next run makes of a warehouse, by its content: after most kills that is what was published before."""
    for name, how in kills + clock:
        fresh(base, home)
        killed, _ = in_child(watched(run, home, how.get("fatal")), after=how.get("after"))
        _, found = in_child(lambda: look(home))
        if isinstance(found, dict):
            cleaned = found.pop("cleaned")
            if cleaned not in after:
                _, after[cleaned] = in_child(next_run)
            found["after"] = after[cleaned]
        print(json.dumps({"step": name, "killed": killed, "found": found}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
