"""The deadline of a load: past it, the load ends itself and its children, whatever they are doing."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from threading import Event, Timer, current_thread, main_thread

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
        What lifts the deadline, for what must not be interrupted any more; it raises `DeadlinePassed` itself if that
        was raised before, and lost on its way.
    """
    if seconds is None:
        yield lambda: None
        return
    # Only the main thread can be interrupted; elsewhere the end of the process is all there is.
    interrupts = current_thread() is main_thread()
    last_resort = Timer(seconds + GRACE * interrupts, _end_process, (seconds,))
    last_resort.daemon = True
    passed = Event()

    def interrupt(*_: object) -> None:
        passed.set()
        raise DeadlinePassed

    def lift() -> None:
        if interrupts:
            signal.setitimer(signal.ITIMER_REAL, 0)
        last_resort.cancel()
        if passed.is_set():  # somebody caught it
            raise DeadlinePassed

    last_resort.start()
    if interrupts:
        before = signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield lift
    except BaseException as error:
        if passed.is_set():  # DuckDB, for one, makes an error of its own of it
            raise DeadlinePassed from error
        raise
    finally:
        last_resort.cancel()
        if interrupts:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def too_late(seconds: float) -> str:
    """Returns the line that says why a load was ended."""
    return f"the load did not end within its deadline of {as_duration(seconds)}, and was ended; nothing was published"


def as_duration(seconds: float) -> str:
    """Writes a time as `--deadline` reads it."""
    whole = round(seconds)
    parts = ((whole // 3600, "h"), (whole % 3600 // 60, "m"), (whole % 60, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def _end_process(seconds: float) -> None:
    sys.stderr.write(f"Error: {too_late(seconds)}\n")
    sys.stderr.flush()
    for child in active_children():
        child.kill()
    os._exit(1)
