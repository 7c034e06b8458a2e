"""One Prefect server for all tests that load, whatever processes of pytest-xdist they run in."""

import fcntl
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.serving import server
from tests.commands import PATIENCE, Newsledger


@pytest.fixture(scope="session")
def newsledger(tmp_path_factory: pytest.TempPathFactory) -> Newsledger:
    """The command line, run from an empty folder."""
    return Newsledger(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="session", autouse=True)
def _server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Starts the server before the first test, if any needs it: others can run while it gets ready.

    It ends with its standard input, a pipe that each process of the tests keeps open while it runs.
    """
    if not any("prefect_api" in getattr(item, "fixturenames", ()) for item in request.session.items):
        yield "not started"
        return
    home = _of_all_processes(request, tmp_path_factory) / "server"
    home.mkdir(exist_ok=True)
    pipe, address = home / "pipe", home / "address"
    with _one_at_a_time(home):
        is_first = not pipe.exists()
        if is_first:
            os.mkfifo(pipe)
            end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # without waiting for the other end
        held = os.open(pipe, os.O_WRONLY)
        if is_first:
            os.set_blocking(end, True)
            address.write_text(_start(home, end))
            os.close(end)
    yield address.read_text()
    os.close(held)


def _of_all_processes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of tests, which all its processes share."""
    home = tmp_path_factory.getbasetemp()
    return home.parent if hasattr(request.config, "workerinput") else home


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Lets one process after the other into a folder."""
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(home: Path, standard_input: int) -> str:
    """Starts the server and returns its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener, (home / "log").open("wb") as log:
        subprocess.Popen(
            [sys.executable, "-P", server.__file__, str(listener.fileno()), "ephemeral"],
            stdin=standard_input,
            stdout=log,
            stderr=log,
            pass_fds=[listener.fileno()],
            env=Newsledger(home).environment,
        )
        return f"http://127.0.0.1:{listener.getsockname()[1]}/api"


@pytest.fixture(scope="session")
def prefect_api(_server: str) -> str:
    """The address of a Prefect server that answers, for PREFECT_API_URL."""
    with urllib.request.urlopen(f"{_server}/health", timeout=PATIENCE):
        return _server


@pytest.fixture(scope="session")
def sample(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    root: Path,
    newsledger: Newsledger,
    prefect_api: str,
) -> Path:
    """A warehouse that holds the sample articles, to be read: loaded once for all processes of a run."""
    home = _of_all_processes(request, tmp_path_factory) / "sample"
    home.mkdir(exist_ok=True)
    warehouse = home / "warehouse"
    with _one_at_a_time(home):
        if not warehouse.exists():
            corpus = root / "corpus" / "sample"
            done = newsledger(
                "run", "--corpus", corpus, "--warehouse", warehouse, "--workers", "1", PREFECT_API_URL=prefect_api
            )
            assert done.returncode == 0, done.stderr
    return warehouse
