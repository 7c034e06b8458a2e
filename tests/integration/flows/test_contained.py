"""A job that breaks its limits, or its process, loses that process only."""

import os
import signal
import time
from multiprocessing import active_children
from threading import Thread

import pytest

from flows.contained import JobLimits, JobLostError, Workers, WorkersClosedError, processor_seconds, resident_memory
from tests.commands import PATIENCE

AMPLE = JobLimits(PATIENCE, 2_000_000_000)


def fill(megabytes: int) -> int:
    held = b"x" * (megabytes * 1_000_000)
    time.sleep(PATIENCE)
    return len(held)


def spin() -> None:
    while True:
        pass


def fail() -> None:
    raise KeyError("tide")


@pytest.fixture
def workers():
    found = Workers(1)
    yield found
    found.close()
    assert not active_children()


@pytest.mark.parametrize(
    ("limits", "job", "reason", "detail"),
    [
        (JobLimits(PATIENCE, 300_000_000), (fill, 400), "too_much_memory", "took more than 300 MB of memory"),
        (JobLimits(0.3, 2_000_000_000), (spin,), "too_slow", "took more than 0 seconds of a processor"),
        (JobLimits(0.3, 2_000_000_000), (time.sleep, PATIENCE), "too_slow", "did not end within 3 seconds"),
        (AMPLE, (os._exit, 7), "crashes_worker", "its process ended with code 7"),
        (AMPLE, (signal.raise_signal, signal.SIGSEGV), "crashes_worker", "its process was ended by SIGSEGV"),
    ],
)
def test_a_job_beyond_its_limits_is_lost_and_the_next_one_runs(workers, limits, job, reason, detail):
    with pytest.raises(JobLostError) as lost:
        workers.run(limits, *job)
    assert (lost.value.reason, lost.value.detail) == (reason, detail)
    assert workers.run(AMPLE, sum, [1, 2]) == 3


def test_an_exception_comes_back_with_its_place_and_keeps_the_process(workers):
    before = workers.run(AMPLE, os.getpid)
    with pytest.raises(KeyError, match="tide") as raised:
        workers.run(AMPLE, fail)
    assert "in fail" in "".join(raised.value.__notes__)
    assert workers.run(AMPLE, os.getpid) == before
    assert workers.run(AMPLE, os.getpid, fresh=True) != before


def test_closing_ends_a_job_that_runs():
    workers, ended = Workers(1), []

    def wait() -> None:
        with pytest.raises(WorkersClosedError):
            workers.run(AMPLE, time.sleep, PATIENCE)
        ended.append(True)

    waiting = Thread(target=wait)
    waiting.start()
    while not active_children():
        time.sleep(0.01)
    workers.close()
    waiting.join(PATIENCE)
    assert ended == [True]
    with pytest.raises(WorkersClosedError):
        workers.run(AMPLE, os.getpid)


def test_what_a_process_takes_is_told_and_nothing_of_one_that_is_gone():
    assert 10_000_000 < resident_memory(os.getpid()) < 10_000_000_000
    assert 0 < processor_seconds(os.getpid()) < time.process_time() + 1
    assert (resident_memory(None), processor_seconds(None)) == (0, 0.0)
