"""How far a night is."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.logs import is_json

LOG_EVERY = 30.0
"""Seconds between two lines of a log."""


Advance = Callable[[int], None]
"""What to call with the number of bytes just done."""


@contextmanager
def stage(what: str) -> Iterator[None]:
    """Names a stage on a terminal, with the time that it takes, while the block runs; elsewhere the log names it."""
    if is_json() or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        shown.add_task(what, total=None)
        yield


@contextmanager
def progress(total: int, what: str, log: Callable[[str], None]) -> Iterator[Advance]:
    """Shows progress on stderr: a bar on a terminal, else a line now and then, which the log gets too.

    Args:
        total: bytes to read in all.
        what: of which these bytes are, in the plural.
        log: takes one line.

    Yields:
        What to call with the number of bytes just done.
    """
    if sys.stderr.isatty() and not is_json():
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn(f"Reading {what}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("read", total=total)
            yield lambda done: bar.advance(task, done)
        return
    finished, logged_at = 0, time.monotonic()

    def advance(done: int) -> None:
        nonlocal finished, logged_at
        finished += done
        if finished == total or time.monotonic() - logged_at >= LOG_EVERY:
            logged_at = time.monotonic()
            line = f"{finished / 1e6:,.1f} of {total / 1e6:,.1f} MB of {what} done"
            log(line)
            if not is_json():  # the log is there already
                sys.stderr.write(f"{line}\n")

    yield advance
