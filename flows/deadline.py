"""The deadline of a load: past it, the load ends itself and its children, whatever they are doing."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from threading import Timer, current_thread, main_thread

GRACE = 60.0
"""Seconds that a load has, past its deadline, to stop by itself and to tell the server. What does not listen meanwhile
(a system call on a dead disk) ends with the process."""


class DeadlinePassed(BaseException):
    """The load took longer than it may."""


@contextmanager
def deadline(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Ends the block at a deadline by `DeadlinePassed`; and the whole process, if the block does not end then.

    Args:
        seconds: from now; null for no deadline.

    Yields:
        What lifts the deadline, for what must not be interrupted any more.
    """
    if seconds is None:
        yield lambda: None
        return
    # Only the main thread can be interrupted; elsewhere the end of the process is all there is.
    interrupts = current_thread() is main_thread()
    last_resort = Timer(seconds + GRACE * interrupts, _end_process, (seconds,))
    last_resort.daemon = True
    before = signal.signal(signal.SIGALRM, _interrupt) if interrupts else None

    def lift() -> None:
        if interrupts:
            signal.setitimer(signal.ITIMER_REAL, 0)
        last_resort.cancel()

    last_resort.start()
    if interrupts:
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield lift
    finally:
        lift()
        if interrupts:
            signal.signal(signal.SIGALRM, before)


def too_late(seconds: float) -> str:
    """Returns the line that says why a load was ended."""
    return f"the load did not end within its deadline of {as_duration(seconds)}, and was ended; nothing was published"


def as_duration(seconds: float) -> str:
    """Writes a time as `--deadline` reads it."""
    whole = round(seconds)
    parts = ((whole // 3600, "h"), (whole % 3600 // 60, "m"), (whole % 60, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def _interrupt(*_: object) -> None:
    raise DeadlinePassed


def _end_process(seconds: float) -> None:
    sys.stderr.write(f"Error: {too_late(seconds)}\n")
    sys.stderr.flush()
    for child in active_children():
        child.kill()
    os._exit(1)
