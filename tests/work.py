"""The work that code does, told without a clock: on a busy machine seconds say nothing."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from tests.commands import PATIENCE


def lines_run(action: Callable[[], object]) -> int:
    """Counts the lines of Python that an action runs, each as often as it runs."""
    lines = 0

    def note(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        action()
    finally:
        sys.settrace(before)
    return lines


@contextmanager
def ends() -> Iterator[None]:
    """Fails what has not ended after minutes: it hangs, or takes the square of its time or more."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"no end after {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
