"""Versions that are published night after night, and other processes that use the warehouse."""

import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tests.nights import FIRST_NIGHT, PASSED, Story, build
from warehouse.build import candidate
from warehouse.publish import layout, swap

DAY = timedelta(days=1)
STORY = Story(1, 1, ["Quay opens", "9 boats came."])


def nights(directory, count, *, start=FIRST_NIGHT):
    """Publishes as many nights, each with one more article."""
    taken = len(layout.load_ids(directory))
    if not taken and start == FIRST_NIGHT and not (directory.exists() and any(directory.iterdir())):
        home, load_ids = _first_nights(count)
        shutil.copytree(home, directory, symlinks=True, dirs_exist_ok=True)
        return list(load_ids)
    return [_publish(directory, n, start) for n in range(taken + 1, taken + count + 1)]


def _publish(directory, n, start):
    """Publishes the nth night; what is built of the same warehouse for the same night is built once in a process."""
    now = start + n * DAY
    with swap.lock(directory):
        base = layout.published(directory)
        made_from = (n, now, layout.digest(base) if base else None, frozenset(layout.load_ids(directory)))
        kept = Path(_HOMES.name) / "candidates" / str(_CANDIDATES.setdefault(made_from, len(_CANDIDATES)))
        if kept.exists():
            (load_id,) = (folder.name for folder in kept.iterdir())
            shutil.copytree(kept / load_id, layout.candidate_file(directory, load_id).parent)
        else:
            file = build(directory, [Story(n, n, ["Quay opens", f"{n} boats came."])], now=now)
            candidate.record_verdict(file, now + timedelta(minutes=1), [PASSED])
            load_id = file.parent.name
            shutil.copytree(file.parent, kept / load_id)
        return swap.publish(directory, load_id).parent.name


@cache
def _first_nights(count):
    """The first nights of a warehouse, once for all tests of a process, and their load ids."""
    home = Path(_HOMES.name) / str(count)
    if count == 1:
        return home, (_publish(home, 1, FIRST_NIGHT),)
    before, load_ids = _first_nights(count - 1)
    shutil.copytree(before, home, symlinks=True)
    return home, (*load_ids, _publish(home, count, FIRST_NIGHT))


_HOMES = TemporaryDirectory()
_CANDIDATES: dict[tuple[int, datetime, str | None, frozenset[str]], int] = {}
"""The numbers of what was built, by what it was built from: the night, the published file, and the loads before."""


def articles(path):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute("SELECT count(*) FROM articles").fetchall()[0][0]


def process(code, *arguments):
    """Starts a second Python that talks to us over its pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


HOLDER = """
import sys
from pathlib import Path
from warehouse.publish import swap
with swap.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
