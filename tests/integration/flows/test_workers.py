"""The worker processes end with the run, however that ends."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children

import psutil
import pytest

from flows.workers import worker_pool
from tests.commands import PATIENCE

PARENT = """
import os, time
from flows.workers import worker_pool
if __name__ == "__main__":
    with worker_pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 600)
        time.sleep(600)
"""


def test_a_killed_run_leaves_no_worker_behind(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(PATIENCE)


def test_an_exception_ends_the_workers_whatever_they_are_doing():
    start = time.monotonic()
    with pytest.raises(KeyError), worker_pool(1) as pool:  # noqa: PT012 -- the whole block is what ends
        assert pool.submit(os.getpid).result()
        pool.submit(time.sleep, 600)
        raise KeyError
    assert time.monotonic() - start < PATIENCE
    assert not active_children()


def test_workers_leave_an_interrupt_to_the_run():
    with worker_pool(1) as pool:
        os.kill(pool.submit(os.getpid).result(), signal.SIGINT)
        assert pool.submit(sum, [1, 2]).result() == 3
