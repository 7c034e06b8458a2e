"""A block past its deadline ends, and if it does not listen, its process does."""

import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from flows.deadline import DeadlinePassed, as_duration, deadline, too_late
from tests.commands import PATIENCE

DEAF = """
import time
import flows.deadline
flows.deadline.GRACE = 0.1
with flows.deadline.deadline(0.1):
    while True:
        try:
            time.sleep(600)
        except flows.deadline.DeadlinePassed:
            pass
"""


def no_timer() -> bool:
    return signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0) and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_a_block_is_interrupted_at_its_deadline():
    with pytest.raises(DeadlinePassed), deadline(0.05):
        time.sleep(PATIENCE)
    assert no_timer()


def test_a_deadline_that_is_lifted_interrupts_nothing():
    with deadline(PATIENCE) as lift:
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        lift()
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert no_timer()


def wait() -> None:
    """Waits for the deadline, as a library that makes an error of its own of every interruption."""
    try:
        time.sleep(PATIENCE)
    except BaseException as error:
        raise RuntimeError("Query interrupted") from error


def test_a_deadline_is_told_from_the_error_that_a_library_makes_of_it():
    with pytest.raises(DeadlinePassed), deadline(0.05):
        wait()
    with pytest.raises(RuntimeError, match="odd"), deadline(PATIENCE):
        raise RuntimeError("odd")
    assert no_timer()


def test_a_deadline_that_was_lost_on_its_way_is_told_when_it_is_to_be_lifted():
    with pytest.raises(DeadlinePassed), deadline(0.05) as lift:  # noqa: PT012 -- the whole block is what ends
        with suppress(RuntimeError):
            wait()
        lift()
    assert no_timer()


def test_no_deadline_sets_no_timer():
    with deadline(None) as lift:
        assert no_timer()
        lift()


def test_a_process_that_does_not_listen_ends():
    done = subprocess.run([sys.executable, "-c", DEAF], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (1, f"Error: {too_late(0.1)}\n")


@pytest.mark.parametrize(("seconds", "written"), [(7200, "2h"), (5430, "1h30m30s"), (45, "45s"), (2700, "45m")])
def test_a_time_is_written_as_the_option_reads_it(seconds, written):
    assert as_duration(seconds) == written
