"""How a warehouse fares, and the mark of a load under way."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.alerts.health import (
    MARK,
    Died,
    Ended,
    Health,
    Trouble,
    find_died,
    is_under_way,
    read_health,
    under_way,
    write_health,
)
from tests.alerts import NOW


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    ended = Ended("2031-05-01T02:00:00+00:00", "published", "L", {"scan": 1.5}, {"scan": 7}, {"articles": 3})
    health = Health(ended, Trouble("late", "2031-05-01T02:00:00+00:00", "It is late."), ("a: b",))
    write_health(tmp_path, health)
    assert read_health(tmp_path) == health


def test_a_damaged_file_is_as_none(tmp_path: Path) -> None:
    assert read_health(tmp_path) == Health()
    for text in ("", "[]", "{}", '{"ended": {"when": 1}, "trouble": null, "warned": []}', "[" * 100_000):
        (tmp_path / "health.json").write_text(text)
        assert read_health(tmp_path) == Health(), text[:50]


def test_trouble_keeps_the_time_at_which_it_began() -> None:
    late = Health().in_trouble("late", NOW, "It is late.")
    again = late.in_trouble("refused", NOW.replace(hour=9), "It was refused.")
    assert again.trouble == Trouble("refused", late.trouble.since, "It was refused.")


def test_a_load_is_under_way_until_it_ends(tmp_path: Path) -> None:
    assert not is_under_way(tmp_path)
    with under_way(tmp_path, NOW) as (mark, died):
        mark.name("L")
        assert is_under_way(tmp_path)
        assert find_died(tmp_path) is None
        assert json.loads((tmp_path / MARK).read_text()) == {"since": "2031-05-01T02:00:00+00:00", "load_id": "L"}
    assert died is None
    assert list(tmp_path.iterdir()) == []
    assert not is_under_way(tmp_path)
    assert find_died(tmp_path) is None


def test_a_load_that_stops_at_an_error_has_not_died(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), under_way(tmp_path, NOW):
        raise KeyboardInterrupt
    assert find_died(tmp_path) is None


def killed(folder: Path) -> None:
    """Has a process mark a load as under way, and kills it."""
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows.alerts.health import under_way
with under_way(Path(sys.argv[1]), datetime(2031, 5, 1, 2, tzinfo=UTC)) as (mark, _):
    mark.name("L")
    print("marked", flush=True)
    sys.stdin.read()
"""
    command: list[str | Path] = [sys.executable, "-c", code, folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"marked\n"
        assert is_under_way(folder)
        os.kill(process.pid, signal.SIGKILL)


def test_a_load_that_was_killed_is_found_once(tmp_path: Path) -> None:
    killed(tmp_path)
    assert find_died(tmp_path) == Died("2031-05-01T02:00:00+00:00", "L")
    assert find_died(tmp_path) is None


def test_the_next_load_finds_it_too(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text('{"since": "2031')  # the machine went down while it was written
    with under_way(tmp_path, NOW) as (_, died):
        assert died == Died(None, None)
    with under_way(tmp_path, NOW) as (_, died):
        assert died is None
    assert "died without a word" in Died(None, None).said
    assert "that began at noon" in Died("noon", "L").said


def test_a_folder_that_cannot_be_written_holds_up_no_load(tmp_path: Path) -> None:
    with under_way(tmp_path / "missing", NOW) as (mark, died):
        mark.name("L")
    assert (mark.load_id, died) == ("L", None)
