"""Versions that are published night after night, and other processes that use the warehouse."""

import subprocess
import sys
from datetime import timedelta

import duckdb

from tests.nights import FIRST_NIGHT, Story, publish_night
from warehouse.publish import layout

DAY = timedelta(days=1)
STORY = Story(1, 1, ["Quay opens", "9 boats came."])


def nights(directory, count, *, start=FIRST_NIGHT):
    """Publishes as many nights, each with one more article."""
    taken = len(layout.load_ids(directory))
    return [
        publish_night(directory, [Story(n, n, ["Quay opens", f"{n} boats came."])], now=start + n * DAY)
        for n in range(taken + 1, taken + count + 1)
    ]


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
