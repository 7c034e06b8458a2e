"""What the doctor finds; each thing once well and once not."""

import os
import shutil
import tempfile
import tomllib
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from flows import doctor
from flows.alerts.health import Health, write_health
from flows.doctor import LOOKS, Finding, Folders, examine
from tests.listeners import listening

DiskUsage = namedtuple("DiskUsage", "total used free")  # noqa: PYI024 as shutil has it


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    for name in [name for name in os.environ if name.startswith(("NEWSLEDGER_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").touch()
    outlets = tmp_path / "outlets.toml"
    outlets.write_text('[[outlet]]\nname = "The Pier"\ndomain = "pier.example"\n')
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "newsledger.toml").write_text('[notify]\nwebhook = "https://a.example/verysecret"\n')
    return Folders(corpus, tmp_path / "warehouse", outlets)


def found(place: Folders, about: str, monkeypatch: pytest.MonkeyPatch) -> Finding:
    monkeypatch.setattr(doctor, "LOOKS", {about: LOOKS[about]})
    [finding] = examine(place)
    return finding


def test_where_all_is_well_only_the_first_load_is_missing(place: Folders) -> None:
    findings = list(examine(place))
    assert [finding.about for finding in findings] == list(LOOKS)
    assert {finding.about: finding.level for finding in findings if finding.level != "ok"} == {"published": "warning"}
    assert not [finding for finding in findings if "verysecret" in finding.said or "\n" in finding.said]


def test_the_versions_of_python_are_those_of_the_project(root: Path) -> None:
    (first, last) = doctor.PYTHONS
    asked = tomllib.loads((root / "pyproject.toml").read_text())["project"]["requires-python"]
    assert asked == f">={first[0]}.{first[1]},<{last[0]}.{last[1] + 1}"


def test_another_python_is_a_problem(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHONS", ((3, 99), (3, 99)))
    assert found(place, "python", monkeypatch).said.endswith("; install one from 3.99 to 3.99")


def test_a_missing_model_is_a_problem(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MODEL", "en_no_such_model")
    assert found(place, "model", monkeypatch).level == "problem"


def test_a_corpus_that_is_missing_is_a_problem_and_one_that_is_empty_a_warning(
    place: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Path(place.corpus)
    (corpus / "a.txt").unlink()
    assert found(place, "corpus", monkeypatch).level == "warning"
    corpus.rmdir()
    assert found(place, "corpus", monkeypatch).said == f"{corpus}: No such file or directory"


@pytest.mark.parametrize(
    ("about", "file", "mistake"),
    [
        ("outlets", "outlets.toml", "[[outlet]]\nnam = 1\n"),
        ("configuration", "warehouse/newsledger.toml", "[notify]\nweb = 1\n"),
        ("overrides", "warehouse/checks.toml", "[[override]]\nwarn = 1\n"),
    ],
)
def test_mistakes_in_a_file_are_a_problem_on_one_line(
    about: str, file: str, mistake: str, place: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / file).write_text(mistake)
    finding = found(place, about, monkeypatch)
    assert finding.level == "problem"
    assert f"{tmp_path / file}: line " in finding.said
    assert "\n" not in finding.said


def test_what_is_left_out_is_a_warning(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.warehouse / "newsledger.toml").write_text('[notify]\nping = "https://a.example/"\n')
    assert "nobody is told" in found(place, "configuration", monkeypatch).said
    assert found(replace(place, outlets=None), "outlets", monkeypatch).level == "warning"
    (place.warehouse / "checks.toml").write_text(
        '[[override]]\ncheck = "articles: load.volume_in_band"\nseverity = "warn"\nreason = "x"\nuntil = 2001-01-01\n'
    )
    assert found(place, "overrides", monkeypatch).said.endswith("1 of 1 overrides are out of date; delete them")


def test_a_folder_that_cannot_be_made_is_a_problem(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path(place.corpus) / "a.txt"
    assert found(replace(place, warehouse=file / "warehouse"), "warehouse", monkeypatch).level == "problem"
    monkeypatch.setenv("PREFECT_HOME", str(file / "home"))
    assert found(place, "prefect home", monkeypatch).level == "problem"


def test_trouble_with_the_loads_is_a_warning(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = Health().in_trouble("late", datetime(2031, 5, 1, tzinfo=UTC), "It is late.")
    write_health(place.warehouse, trouble)
    finding = found(place, "last load", monkeypatch)
    assert (finding.level, finding.said) == ("warning", "late since 2031-05-01T00:00:00+00:00: It is late.")


@pytest.mark.parametrize(("free", "level"), [(10**8, "problem"), (10**12, "ok")])
def test_a_disk_without_room_is_a_problem(
    free: int, level: str, place: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(10**13, 0, free))
    assert found(place, "disk", monkeypatch).level == level
    assert found(place, "temporary", monkeypatch).level == ("ok" if level == "ok" else "warning")


def test_no_temporary_folder_and_no_shared_memory_are_problems(place: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", fail)
    monkeypatch.setattr(doctor, "get_context", fail)
    assert "set TMPDIR" in found(place, "temporary", monkeypatch).said
    assert "mount a tmpfs" in found(place, "shared memory", monkeypatch).said


def test_a_test_message_says_how_each_channel_took_it(place: Folders) -> None:
    with listening() as listener:
        (place.warehouse / "newsledger.toml").write_text(
            f'[notify]\non = []\nwebhook = "{listener.address("/hook")}"\nslack = "{listener.address("/500")}"\n'
        )
        found = list(doctor.tell(place))
    assert found == [
        Finding("test", "ok", "webhook at 127.0.0.1: took the message"),
        Finding("test", "problem", "slack at 127.0.0.1: answer 500"),
    ]
    assert {body.get("event") for _, path, body in listener.asked if path == "/hook"} == {"test"}


class Server(HTTPServer):
    """A Prefect server as far as the doctor asks it; `password` is what it wants, null for nothing."""

    password: str | None = None


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        assert isinstance(self.server, Server)
        allowed = self.server.password in (None, self.headers.get("Authorization"))
        self.send_response(200 if allowed else 401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def test_a_server_is_asked_whether_it_answers_and_whom(
    place: Folders, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # where nobody listens
    assert found(place, "prefect server", monkeypatch).level == "ok"
    url = f"http://127.0.0.1:{server.server_port}/api"
    with temporary_settings({PREFECT_API_URL: url}):
        assert "answers anybody" in found(place, "prefect server", monkeypatch).said
        server.password = "Basic bGVkZ2VyOnNlY3JldA=="
        assert "asks for a password; set" in found(place, "prefect server", monkeypatch).said
    with temporary_settings({PREFECT_API_URL: url, PREFECT_API_AUTH_STRING: "ledger:secret"}):
        assert found(place, "prefect server", monkeypatch).level == "ok"
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert "does not answer (ConnectError)" in found(place, "prefect server", monkeypatch).said
