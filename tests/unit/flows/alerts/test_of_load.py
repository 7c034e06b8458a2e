"""What is told at the end of a load."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.alerts.health import Health, Trouble, read_health, write_health
from flows.alerts.of_load import LoadAlerts, judge, not_begun
from flows.outcome import Outcome
from tests.alerts import LOG, NOW, REFUSED_CHECK
from tests.listeners import Listener, listening
from tests.nights import WARNED

PUBLISHED = Outcome(
    "published", "L2", {"articles": 3}, seconds={"scan": 1.0}, memory={"scan": 9}, rejections={"empty": 1}, passed=40
)
REFUSED = replace(PUBLISHED, verdict="refused", failed=(REFUSED_CHECK,), warnings=(WARNED,))
IN_TROUBLE = Health(trouble=Trouble("crashed", "2031-04-30T02:00:00+00:00", "It died."))


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    with listening() as server:
        monkeypatch.setenv("NEWSLEDGER_NOTIFY_WEBHOOK", server.address("/hook"))
        monkeypatch.setenv("NEWSLEDGER_NOTIFY_PING", server.address("/alive"))
        yield server


def events(listener: Listener) -> list[str]:
    return [body["event"] if body else path for _, path, body in listener.asked]


def told(before: Health, outcome: Outcome) -> list[str]:
    return [alert.event for alert in judge(before, outcome, Path("/w"), NOW)[1]]


def test_a_load_in_which_all_is_well_tells_nothing() -> None:
    after, alerts = judge(Health(), PUBLISHED, Path("/w"), NOW)
    assert (after.trouble, alerts) == (None, [])
    assert (after.ended.load_id, after.ended.verdict, after.ended.at) == ("L2", "published", NOW.isoformat())
    assert (after.ended.rejections, after.ended.memory) == ({"empty": 1}, {"scan": 9})
    assert after.ended.checks == {"passed": 40, "warned": 0, "failed": 0}


def test_each_refusal_is_told_with_its_checks() -> None:
    after, [alert] = judge(Health(), REFUSED, Path("/w"), NOW)
    assert (alert.event, alert.load_id) == ("refused", "L2")
    assert alert.text.startswith("Load L2 was refused: 1 check failed; what is published stays.\nfigures: killed.")
    assert alert.checks == (REFUSED_CHECK, WARNED)
    assert after.trouble.event == "refused"
    assert told(after, REFUSED) == ["refused"]


@pytest.mark.parametrize("verdict", ["published", "nothing new"])
def test_what_is_well_again_is_told_once(verdict: str) -> None:
    after, [alert] = judge(IN_TROUBLE, replace(PUBLISHED, verdict=verdict), Path("/w"), NOW)
    assert alert.event == "recovered"
    assert "Since 2031-04-30T02:00:00+00:00: crashed. It died." in alert.text
    assert told(after, PUBLISHED) == []


def test_a_warning_is_told_until_its_check_has_held_again() -> None:
    warned = replace(PUBLISHED, warnings=(WARNED,))
    first, [alert] = judge(Health(), warned, Path("/w"), NOW)
    assert (alert.event, alert.checks) == ("warned", (WARNED,))
    assert told(first, warned) == []
    quiet, _ = judge(first, replace(PUBLISHED, verdict="nothing new"), Path("/w"), NOW)
    assert told(quiet, warned) == []
    held, _ = judge(first, PUBLISHED, Path("/w"), NOW)
    assert told(held, warned) == ["warned"]


def test_a_load_without_news_keeps_what_the_last_one_measured() -> None:
    first, _ = judge(Health(), PUBLISHED, Path("/w"), NOW)
    after, _ = judge(first, Outcome("nothing new", "L2"), Path("/w"), NOW.replace(day=2))
    assert after.ended == replace(first.ended, verdict="nothing new", at="2031-05-02T02:00:00+00:00")


def test_who_listens_hears_of_each_end(listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    alerts = LoadAlerts(tmp_path, LOG)
    with alerts.under_way():
        alerts.begins("L1")
    alerts.failed("the disk is full")
    assert listener.asked[0][2]["load_id"] == "L1"
    assert listener.asked[0][2]["text"] == "The load could not be made: the disk is full"
    alerts.ended(REFUSED)
    alerts.ended(PUBLISHED)
    assert events(listener) == ["crashed", "refused", "recovered", "/alive"]
    assert read_health(tmp_path).trouble is None
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert errors[0] == "the disk is full"
    assert errors[1].splitlines()[0] == "figures: killed.plausible: 1 offending"
    assert "  - A storm killed 3,000,000,000 people." in errors[1].splitlines()


def test_a_load_that_cannot_begin_is_told_and_leaves_nothing_where_nobody_listens(
    tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_begun(tmp_path, "no server answers", LOG)
    [(_, _, told)] = listener.asked
    assert (told["event"], told["text"]) == ("crashed", "The load could not begin: no server answers")
    assert read_health(tmp_path).ended.verdict == "failed"
    (tmp_path / "health.json").unlink()
    monkeypatch.delenv("NEWSLEDGER_NOTIFY_WEBHOOK")
    not_begun(tmp_path, "no server answers", LOG)
    assert list(tmp_path.iterdir()) == []


def test_the_load_before_that_was_killed_is_told(listener: Listener, tmp_path: Path) -> None:
    (tmp_path / ".under-way").write_text('{"since": "2031-05-01T02:00:00+00:00", "load_id": "L1"}')
    with LoadAlerts(tmp_path, LOG).under_way():
        pass
    assert events(listener) == ["crashed"]
    assert listener.asked[0][2]["load_id"] == "L1"
    assert read_health(tmp_path).trouble.event == "crashed"


def test_a_configuration_that_is_wrong_fails_no_load(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "newsledger.toml").write_text("[notify]\nweb = 1\n")
    LoadAlerts(tmp_path, LOG).ended(PUBLISHED)
    [warning] = [record.getMessage() for record in caplog.records]
    assert warning.startswith("nobody is told of this load: ")
    assert "line 2: unknown key 'web'" in warning


def test_a_folder_that_cannot_be_written_fails_no_load(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    LoadAlerts(tmp_path / "missing", LOG).ended(PUBLISHED)
    assert "not kept how the load ended" in caplog.text
    write_health(tmp_path, IN_TROUBLE)
    assert read_health(tmp_path) == IN_TROUBLE
