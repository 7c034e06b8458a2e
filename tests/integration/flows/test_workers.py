"""The worker processes end with the run, however that ends."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import active_children
from threading import Thread

import psutil
import pytest

from flows.contained import JobLimits, Workers, WorkersClosedError
from flows.workers import worker_pool
from tests.commands import PATIENCE

AMPLE = JobLimits(PATIENCE, 2_000_000_000)

PARENT = """
import os, time
from flows.contained import JobLimits
from flows.workers import worker_pool
if __name__ == "__main__":
    with worker_pool(1) as pool:
        print(pool.run(JobLimits(600, 10**9), os.getpid), flush=True)
        pool.run(JobLimits(600, 10**9), time.sleep, 600)
"""


def test_a_killed_run_leaves_no_worker_behind(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(PATIENCE)


def sleep_in(pool: Workers) -> None:
    with suppress(WorkersClosedError):
        pool.run(AMPLE, time.sleep, PATIENCE)


def test_an_exception_ends_the_workers_whatever_they_are_doing():
    start = time.monotonic()
    with pytest.raises(KeyError), worker_pool(1) as pool:  # noqa: PT012 -- the whole block is what ends
        assert pool.run(AMPLE, os.getpid)
        Thread(target=sleep_in, args=(pool,)).start()
        raise KeyError
    assert time.monotonic() - start < PATIENCE
    assert not active_children()


def test_workers_leave_an_interrupt_to_the_run():
    with worker_pool(1) as pool:
        os.kill(pool.run(AMPLE, os.getpid), signal.SIGINT)
        assert pool.run(AMPLE, sum, [1, 2]) == 3
