"""What commands that load say: lines for people, or JSON for programs."""

import json
import logging
import os
import subprocess
import sys
from io import StringIO

import pytest

from flows import logs
from flows.logs import JsonLines


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What a logger writes as JSON."""
    written = StringIO()
    monkeypatch.setattr(logs, "_load_id", None)
    monkeypatch.setattr(logging.getLogger("tests.logs"), "handlers", [JsonLines(written, styles={"a": "b"})])
    return written


def test_a_record_is_one_line_with_the_load(stream: StringIO) -> None:
    logger = logging.getLogger("tests.logs")
    logger.warning("two\nlines, %s", "Zoë\x1b\u2028", extra={"task_run_name": "ingest-0"})
    logs.name_load("20310501T020000Z")
    try:
        int("wrong")
    except ValueError:
        logger.exception("it failed")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert list(first) == ["time", "level", "logger", "run", "message", "load_id"]
    assert (first["level"], first["logger"], first["load_id"]) == ("WARNING", "tests.logs", None)
    assert (first["run"], second["run"]) == ("ingest-0", None)
    assert first["message"] == "two\nlines, Zoë\x1b\u2028"
    assert first["time"].endswith("+00:00")
    assert (second["level"], second["load_id"]) == ("ERROR", "20310501T020000Z")
    assert second["exception"].endswith("invalid literal for int() with base 10: 'wrong'")


def test_prefect_logs_as_json_too_and_so_does_what_it_starts() -> None:
    code = """
import logging, sys
from flows import logs
if len(sys.argv) > 1:
    logs.use("json")
import prefect
from prefect.logging import get_logger
from prefect.logging.configuration import setup_logging
setup_logging()
get_logger("prefect.flow_runs").propagate = True
logging.getLogger("prefect.client").error("away [bold]:smile:")
if len(sys.argv) > 1:
    logs.say("Published.")
    import subprocess
    subprocess.run([sys.executable, "-c", sys.stdin.read()], check=True)
"""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "NEWSLEDGER_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", code, "json"], input=code, env=environment, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [
        ("prefect.client", "away [bold]:smile:"),
        ("newsledger", "Published."),
        ("prefect.client", "away [bold]:smile:"),
    ]
    assert done.stdout == ""


def test_people_are_told_on_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(logs.VARIABLE, raising=False)
    logs.say("Published.")
    logs.say("Refused.", logging.ERROR)
    assert capsys.readouterr() == ("Published.\n", "Refused.\n")
