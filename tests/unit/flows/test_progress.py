import sys
import time
from io import StringIO

import pytest

from flows import progress as module


def test_a_log_gets_a_line_now_and_then_and_one_at_the_end(monkeypatch: pytest.MonkeyPatch, capsys):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    logged: list[str] = []
    with module.progress(3_000_000, "raw files", logged.append) as advance:
        for _ in range(30):
            now[0] += 5
            advance(100_000)
    assert logged[0] == "0.6 of 3.0 MB of raw files done"
    assert logged[-1] == "3.0 of 3.0 MB of raw files done"
    assert len(logged) == 5
    assert capsys.readouterr().err.splitlines() == logged


def test_nothing_to_do_says_nothing(capsys):
    with module.progress(0, "raw files", print):
        pass
    assert capsys.readouterr().err == ""


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_the_stage_and_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", shown)
    with module.stage("Checking the load"):
        pass
    with module.progress(2_000_000, "articles", print) as advance:
        advance(2_000_000)
    assert "Checking the load" in shown.getvalue()
    assert "Reading articles" in shown.getvalue()
    assert "2.0/2.0 MB" in shown.getvalue()


def test_a_file_gets_no_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with module.stage("Checking the load"):
        pass
    assert capsys.readouterr().err == ""
