"""The watch over a warehouse while its schedule is served."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from flows.alerts import watch
from flows.alerts.health import Ended, Health, read_health, under_way, write_health
from flows.alerts.watch import Watch
from tests.alerts import LOG, NOW
from tests.listeners import Listener, listening

HOUR = timedelta(hours=1)


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    with listening() as server:
        monkeypatch.setenv("NEWSLEDGER_NOTIFY_WEBHOOK", server.address("/hook"))
        yield server


def at_two(after: datetime) -> datetime:
    """The next two o'clock, as a nightly schedule has it."""
    due = after.replace(hour=2, minute=0, second=0, microsecond=0)
    return due if due > after else due + timedelta(days=1)


def texts(listener: Listener) -> list[str]:
    return [body["text"] for _, _, body in listener.asked]


def test_a_load_that_does_not_end_in_time_is_told_once_a_day(listener: Listener, tmp_path: Path) -> None:
    watched = Watch(tmp_path, at_two, NOW - HOUR, LOG)  # due at NOW; two hours of patience
    for hours in range(-1, 26):
        watched.look(NOW + hours * HOUR)
    assert texts(listener) == ["The load that was due at 2031-05-01 02:00 UTC has not ended by now; none is under way."]
    assert read_health(tmp_path).trouble.event == "late"
    with under_way(tmp_path, NOW):
        watched.look(NOW + 26 * HOUR)
    assert texts(listener)[1:] == [
        "The load that was due at 2031-05-02 02:00 UTC has not ended by now; one is under way."
    ]


def test_a_load_that_has_ended_is_not_late(listener: Listener, tmp_path: Path) -> None:
    watched = Watch(tmp_path, at_two, NOW - HOUR, LOG)
    write_health(tmp_path, Health(Ended((NOW + HOUR).isoformat(), "refused")))
    watched.look(NOW + 3 * HOUR)
    assert listener.asked == []
    watched.look(NOW + 27 * HOUR)
    assert len(listener.asked) == 1


def test_a_schedule_of_each_minute_is_not_told_of_each_minute(listener: Listener, tmp_path: Path) -> None:
    watched = Watch(tmp_path, lambda after: after + timedelta(minutes=1), NOW, LOG)
    for minutes in range(0, 600, 10):
        watched.look(NOW + timedelta(minutes=minutes))
    assert len(listener.asked) == 1


def test_a_clock_that_steps_a_day_is_one_late_load(listener: Listener, tmp_path: Path) -> None:
    watched = Watch(tmp_path, at_two, NOW - HOUR, LOG)
    watched.look(NOW + 10 * 24 * HOUR)
    watched.look(NOW - 24 * HOUR)
    assert len(listener.asked) == 1


def test_a_load_that_died_is_told_once(listener: Listener, tmp_path: Path) -> None:
    (tmp_path / ".under-way").write_text('{"since": "noon", "load_id": "L"}')
    watched = Watch(tmp_path, at_two, NOW, LOG)
    watched.look(NOW)
    watched.look(NOW + HOUR)
    [(_, _, told)] = listener.asked
    assert (told["event"], told["load_id"]) == ("crashed", "L")


def test_the_watch_outlives_an_error(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(watch, "PERIOD", timedelta(0))
    looked_again, looks = Event(), []

    def look(_now: datetime) -> None:
        looks.append(1)
        if len(looks) == 1:
            raise RuntimeError("the first look")
        looked_again.set()
        Event().wait()  # this thread ends with the tests

    watch.start(lambda: look, LOG)
    assert looked_again.wait(60)
    assert "the first look" in caplog.text
