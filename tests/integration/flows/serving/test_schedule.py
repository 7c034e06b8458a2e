"""Loads under Prefect, in real processes: on a schedule, beside a server, without one, and with one that is away."""

import base64
import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import duckdb
import psutil
import pytest

from tests.commands import PATIENCE
from tests.listeners import Listener, listening

pytestmark = pytest.mark.slow

ARTICLE = """Storm floods Tessaly Bay

TESSALY BAY - At least 12 people were killed on Monday when a storm flooded the harbour, mayor Anna Brook said.

"We will rebuild the pier," Ms Brook told reporters.
"""


class Place:
    """A folder from which newsledger runs, with Prefect's own folder and settings in it and none from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.empty_corpus = folder / "empty"
        self.empty_corpus.mkdir(parents=True)

    def start(self, *arguments: str | Path, **environment: str) -> subprocess.Popen[bytes]:
        """Starts newsledger; what it prints goes to the file `output`."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "NEWSLEDGER_"))}
        with self.output.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-c", "from flows.cli.group import main; main()", *map(str, arguments)],
                cwd=self.folder,
                env=clean | environment,
                stdout=output,
                stderr=output,
            )

    def run(self, *arguments: str | Path, **environment: str) -> int:
        return self.start(*arguments, **environment).wait(PATIENCE)

    def run_load(self, **environment: str) -> int:
        """A load of nothing: all that it takes is Prefect's."""
        return self.run("run", "--corpus", self.empty_corpus, "--warehouse", self.folder / "warehouse", **environment)

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def ended_loads(self, *, scheduled: bool) -> list[str]:
        """How loads ended, from Prefect's database in this folder; one that does not exist fails."""
        database = sqlite3.connect(f"file:{self.folder}/.prefect/prefect.db?mode=ro", uri=True)
        rows = database.execute(
            "SELECT state_type FROM flow_run WHERE (deployment_id IS NOT NULL) = ? AND end_time IS NOT NULL",
            [scheduled],
        ).fetchall()
        database.close()
        return [state for (state,) in rows]

    def servers(self) -> list[psutil.Process]:
        """The Prefect servers that were started from this folder and still run."""
        return [
            process
            for process in psutil.process_iter(["cwd", "cmdline"])
            if process.info["cwd"] == str(self.folder)
            and any("server.py" in word for word in process.info["cmdline"] or ())
        ]

    @contextmanager
    def served(self, *arguments: str | Path, **environment: str) -> Iterator[None]:
        """Serves a schedule, from its first planned run until the block ends."""
        process = self.start("serve", *arguments, **environment)
        try:
            wait_until("it serves", lambda: "Next run" in self.printed or process.poll() is not None)
            assert process.poll() is None, self.printed
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0, self.printed


def ask(url: str, password: str, path: str, body: object = None) -> Any:
    """Asks Prefect's API as any client may."""
    token = base64.b64encode(password.encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{url}{path}", data, headers)) as answer:
        return json.load(answer)


def refuses_parameters(url: str, password: str, secret: Path, printed: str) -> None:
    """A run with paths of a client's choice reads nothing, and says why in a line."""
    (secret / "secret.txt").write_text(ARTICLE.replace("Tessaly", "Marrow"), encoding="utf-8")
    with pytest.raises(HTTPError, match="401"):
        ask(url, "newsledger:guess", "/deployments/filter", {})
    deployments = ask(url, password, "/deployments/filter", {})
    (deployment,) = [found["id"] for found in deployments if f"newsledger/{found['name']} " in printed]
    given = {"parameters": {"corpus": str(secret), "outlets": "/etc/passwd"}}
    run = ask(url, password, f"/deployments/{deployment}/create_flow_run", given)["id"]

    def state() -> dict[str, str]:
        found: dict[str, str] = ask(url, password, f"/flow_runs/{run}")["state"]
        return found

    wait_until("the run ended", lambda: state()["type"] in {"FAILED", "COMPLETED", "CANCELLED"})
    assert state()["type"] == "FAILED"
    assert state()["message"] == ("a scheduled load takes no parameters (corpus, outlets): its service alone sets them")


def wait_until(condition: str, holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, condition
        time.sleep(0.1)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("here"))


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server


@pytest.fixture
def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def test_a_schedule_publishes_tells_serves_other_runs_and_stops(
    place: Place, tmp_path: Path, free_port: str, listener: Listener
) -> None:
    corpus = place.folder / "corpus"
    corpus.mkdir()
    (corpus / "storm.txt").write_text(ARTICLE, encoding="utf-8")
    published = place.folder / "published" / "warehouse.duckdb"
    options: list[str | Path] = ["--corpus", corpus, "--warehouse", published.parent, "--workers", "1"]
    faster = {"PREFECT_SERVER_API_PORT": free_port, "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    faster["NEWSLEDGER_NOTIFY_WEBHOOK"] = listener.address("/hook")
    published.parent.mkdir()
    (published.parent / ".under-way").write_text('{"since": "noon", "load_id": "L"}')  # of a load that was killed
    schedule = place.start("serve", "--cron", "* * * * * */10", *options, **faster)
    try:
        wait_until("a load published", lambda: published.exists() or schedule.poll() is not None)
        assert schedule.poll() is None, place.printed
        wait_until("it was a scheduled one", lambda: "COMPLETED" in place.ended_loads(scheduled=True))
        assert [told["event"] for _, _, told in listener.asked][:2] == ["crashed", "recovered"]
        with duckdb.connect(str(published), read_only=True) as warehouse:
            assert warehouse.sql("SELECT headline FROM articles").fetchall() == [("Storm floods Tessaly Bay",)]
        url = f"http://127.0.0.1:{free_port}/api"
        assert f" on {url} (* * * * * */10, UTC)." in place.printed
        assert re.search(r"Next run: \d{4}-\d\d-\d\d \d\d:\d\d:\d0 UTC", place.printed)

        password = place.folder / ".prefect" / "api-password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        assert str(password) in place.printed

        elsewhere = Place(tmp_path / "elsewhere")
        assert elsewhere.run_load(PREFECT_API_URL=url) == 1
        assert elsewhere.printed.count("\n") == 1
        assert "asks for a password: give it in PREFECT_API_AUTH_STRING" in elsewhere.printed
        known = password.read_text(encoding="utf-8").strip()
        assert elsewhere.run_load(PREFECT_API_URL=url, PREFECT_API_AUTH_STRING=known) == 0, elsewhere.printed
        assert place.ended_loads(scheduled=False) == ["COMPLETED"]
        assert not (elsewhere.folder / ".prefect" / "prefect.db").exists()

        assert elsewhere.run("serve", *options) == 1
        assert f"{published.parent} has its schedule already: process {schedule.pid} serves it" in elsewhere.printed
        other: list[str | Path] = ["--corpus", corpus, "--warehouse", tmp_path / "other", "--cron", "0 0 1 1 *"]
        with elsewhere.served(*other, PREFECT_API_URL=url, PREFECT_API_AUTH_STRING=known):
            refuses_parameters(url, known, tmp_path, elsewhere.printed)
        assert not (tmp_path / "other" / "warehouse.duckdb").exists()

        assert "Traceback" not in place.printed
        (server,) = place.servers()
        server.kill()
        wait_until("the server is there again", lambda: "is started again" in place.printed)
        before = len(place.ended_loads(scheduled=True))
        wait_until("loads go on", lambda: place.ended_loads(scheduled=True)[before:].count("COMPLETED"))
    finally:
        schedule.send_signal(signal.SIGTERM)
        assert schedule.wait(PATIENCE) == 0, place.printed
    assert place.printed.endswith("Stopped.\n")
    # Prefect's own client may log where it was when the server died.
    assert not re.search(r'File "[^"]*/flows/', place.printed)
    assert place.servers() == []


def test_a_run_without_a_server_is_quiet_and_leaves_none(place: Place) -> None:
    before = len(place.ended_loads(scheduled=False)) if (place.folder / ".prefect" / "prefect.db").exists() else 0
    assert place.run_load() == 0, place.printed
    assert place.ended_loads(scheduled=False)[before:] == ["COMPLETED"]
    assert not re.search(r"prefect|locked|telemetry|error|warning", place.printed, re.IGNORECASE), place.printed
    assert place.servers() == []


def test_a_server_of_ours_forgets_runs_of_long_ago(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.run_load() == 0, place.printed
    with closing(sqlite3.connect(place.folder / ".prefect" / "prefect.db")) as database, database:
        before = database.execute("UPDATE flow_run SET end_time = '2020-01-01 00:00:00.000000' RETURNING id").fetchall()
    for _ in range(3):  # a database that is busy may put it off
        assert place.run_load() == 0, place.printed
        with closing(sqlite3.connect(place.folder / ".prefect" / "prefect.db")) as database:
            kept = database.execute("SELECT id FROM flow_run").fetchall()
        if not set(kept) & set(before):
            break
    assert kept
    assert not set(kept) & set(before)


def test_a_log_in_json_is_json_throughout(place: Place) -> None:
    configuration = place.folder / "ledger.toml"
    configuration.write_text('[log]\nformat = "json"\n', encoding="utf-8")
    assert place.run_load(NEWSLEDGER_CONFIG=str(configuration)) == 0, place.printed
    lines = [json.loads(line) for line in place.printed.splitlines()]
    assert {tuple(line) for line in lines} == {("time", "level", "logger", "run", "message", "load_id")}
    assert lines[-1]["message"].startswith("Nothing new; published is ")
    assert "prefect.flow_runs" in {line["logger"] for line in lines}


def test_a_killed_run_takes_its_server_along(place: Place) -> None:
    load = place.start("run", "--corpus", place.empty_corpus, "--warehouse", place.folder / "warehouse")
    wait_until("the server started", place.servers)
    load.kill()
    load.wait()
    wait_until("the server ended", lambda: place.servers() == [])


def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path, free_port: str) -> None:
    place = Place(tmp_path / "here")
    url = f"http://127.0.0.1:{free_port}/api"
    (place.folder / "prefect.toml").write_text(f'[api]\nurl = "{url}"\n', encoding="utf-8")
    assert place.run_load() == 1
    assert place.printed.startswith("Error: ")
    assert url in place.printed
    assert place.printed.count("\n") == 1
    wait_until("no server was left", lambda: place.servers() == [])


def test_serving_at_a_taken_address_is_one_line(tmp_path: Path, place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert place.run("serve", "--corpus", place.empty_corpus, PREFECT_SERVER_API_PORT=port) == 1
    assert place.printed.startswith("Error: ")
    assert f"PREFECT_API_URL=http://127.0.0.1:{port}/api" in place.printed
    assert place.printed.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--cron", "0 2 * * 9", "Not a cron expression"),
        ("--timezone", "Mars/Olympus", "Not an IANA time zone"),
        ("--timezone", "", "Not an IANA time zone"),  # Prefect takes it for none
    ],
)
def test_a_schedule_that_makes_no_sense_starts_nothing(tmp_path: Path, option: str, value: str, message: str) -> None:
    place = Place(tmp_path / "here")
    assert place.run("serve", option, value, "--corpus", place.empty_corpus) == 2
    assert message in place.printed
    assert repr(value) in place.printed
    assert not (place.folder / ".prefect" / "server.log").exists()
