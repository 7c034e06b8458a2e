"""One Prefect server for all tests that load."""

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from flows.serving import server
from tests.commands import PATIENCE, Newsledger


@pytest.fixture(scope="session")
def newsledger(tmp_path_factory: pytest.TempPathFactory) -> Newsledger:
    """The command line, run from an empty folder."""
    return Newsledger(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="session", autouse=True)
def _server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Starts the server before the first test, if any needs it: others can run while it gets ready."""
    if not any("prefect_api" in getattr(item, "fixturenames", ()) for item in request.session.items):
        yield "not started"
        return
    home = tmp_path_factory.mktemp("server")
    with socket.create_server(("127.0.0.1", 0)) as listener, (home / "log").open("wb") as log:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        process = subprocess.Popen(
            [sys.executable, "-P", server.__file__, str(listener.fileno()), "ephemeral"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[listener.fileno()],
            env=Newsledger(home).environment,
        )
    with process:  # which ends with its standard input
        yield url


@pytest.fixture(scope="session")
def prefect_api(_server: str) -> str:
    """The address of a Prefect server that answers, for PREFECT_API_URL."""
    with urllib.request.urlopen(f"{_server}/health", timeout=PATIENCE):
        return _server
