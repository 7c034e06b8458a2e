"""One Prefect server for all tests that load."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import PATIENCE, Newsledger


@pytest.fixture(scope="session")
def newsledger(tmp_path_factory: pytest.TempPathFactory) -> Newsledger:
    """The command line, run from an empty folder."""
    return Newsledger(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="session", autouse=True)
def _server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Starts the server before the first test, if any needs it: others can run while it gets ready."""
    home = tmp_path_factory.mktemp("server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = f"http://127.0.0.1:{port}/api", home / "log"
    if not any("prefect_api" in getattr(item, "fixturenames", ()) for item in request.session.items):
        yield found
        return
    address = ["--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    environment = Newsledger(home).environment
    with (
        found[1].open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", *address], env=environment, stdout=log, stderr=log
        ) as server,
    ):
        yield found
        server.terminate()


@pytest.fixture(scope="session")
def prefect_api(_server: tuple[str, Path]) -> str:
    """The address of a Prefect server that answers, for PREFECT_API_URL."""
    url, log = _server
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=PATIENCE):
                return url
        except urllib.error.URLError:
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)
