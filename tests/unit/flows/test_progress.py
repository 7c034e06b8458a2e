import time

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
