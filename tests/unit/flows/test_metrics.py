"""The numbers for a monitor."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as prometheus

from flows.alerts.health import Ended, Health, write_health
from flows.alerts.of_load import LoadAlerts
from flows.metrics import metrics, write_metrics
from flows.outcome import Outcome
from tests.alerts import LOG, NOW
from tests.nights import FIRST_NIGHT, publish_first_night

ENDED = Ended(
    at=NOW.isoformat(),
    verdict="refused",
    seconds={"scan": 1.5},
    memory={"scan": 7},
    rows={"articles": 3},
    rejections={"empty": 2},
    checks={"passed": 40, "warned": 1, "failed": 2},
)


def numbers(text: str) -> dict[tuple[str, str], float]:
    """Each number by its name and its label besides the warehouse; both formats read the same."""
    found = [
        {
            (
                sample.name,
                "".join(value for label, value in sample.labels.items() if label != "warehouse"),
            ): sample.value
            for family in families
            for sample in family.samples
        }
        for families in (openmetrics(text), prometheus(text))
    ]
    assert found[0] == found[1]
    return found[0]


def test_what_is_published_and_the_last_load_are_numbers(tmp_path: Path) -> None:
    publish_first_night(tmp_path, [])
    write_health(tmp_path, Health(ENDED).in_trouble("refused", NOW, "It was refused."))
    found = numbers(metrics(tmp_path, FIRST_NIGHT + timedelta(days=1)))
    assert found["newsledger_published_timestamp_seconds", ""] == pytest.approx(FIRST_NIGHT.timestamp(), abs=86400)
    assert found["newsledger_published_rows", "loads"] == 1
    assert found["newsledger_published_bytes", ""] > 10_000
    assert found["newsledger_versions", ""] == 1
    assert found["newsledger_load_timestamp_seconds", ""] == NOW.timestamp()
    assert found["newsledger_load_success", ""] == 0
    assert found["newsledger_load_rejections", "empty"] == 2
    assert (found["newsledger_load_stage_seconds", "scan"], found["newsledger_load_rows", "articles"]) == (1.5, 3)
    assert found["newsledger_load_stage_memory_bytes", "scan"] == 7
    assert [found["newsledger_load_checks", result] for result in ENDED.checks] == [40, 1, 2]
    troubles = [found["newsledger_trouble", event] for event in ("refused", "crashed", "late")]
    assert troubles == [1, 0, 0]
    assert found["newsledger_disk_free_bytes", ""] > 0


def test_before_the_first_load_there_are_few(tmp_path: Path) -> None:
    names = {name for name, _ in numbers(metrics(tmp_path / "missing", NOW))}
    assert names == {"newsledger_info", "newsledger_trouble"}


def test_a_path_cannot_break_the_format(tmp_path: Path) -> None:
    odd = tmp_path / 'a"b\\c\nd'
    odd.mkdir()
    assert f'"{tmp_path}/a\\"b\\\\c\\nd"' in metrics(odd, NOW)
    assert numbers(metrics(odd, NOW))


def test_a_load_writes_its_file_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "newsledger.prom"
    monkeypatch.setenv("NEWSLEDGER_METRICS_FILE", str(file))
    LoadAlerts(tmp_path, LOG).ended(Outcome("published", "L", {"articles": 5}))
    assert numbers(file.read_text())["newsledger_load_rows", "articles"] == 5
    assert stat.S_IMODE(file.stat().st_mode) & stat.S_IRUSR
    assert {path.name for path in tmp_path.iterdir()} == {"health.json", "newsledger.prom"}


def test_a_file_that_cannot_be_written_fails_no_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NEWSLEDGER_METRICS_FILE", str(tmp_path / "missing" / "x.prom"))
    LoadAlerts(tmp_path, LOG).ended(Outcome("published", "L"))
    assert "x.prom: No such file or directory" in caplog.text
    with pytest.raises(OSError, match="No such file"):
        write_metrics(tmp_path / "missing" / "x.prom", tmp_path, NOW)
