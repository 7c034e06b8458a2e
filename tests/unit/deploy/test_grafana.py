"""The dashboard for Grafana asks for numbers that there are."""

import json
import re
from pathlib import Path

from flows.alerts.health import Ended, Health, write_health
from flows.metrics import metrics
from tests.alerts import NOW
from tests.nights import publish_first_night

ENDED = Ended(NOW.isoformat(), "published", "L", {"scan": 1}, {"scan": 1}, {"articles": 1}, {"empty": 1}, {"failed": 0})


def test_each_number_of_the_dashboard_is_written_and_each_that_is_written_is_shown(root: Path, tmp_path: Path) -> None:
    publish_first_night(tmp_path, [])
    write_health(tmp_path, Health(ENDED))
    written = set(re.findall(r"^# TYPE (\w+) gauge$", metrics(tmp_path, NOW), re.MULTILINE))
    dashboard = (root / "deploy" / "grafana" / "newsledger.json").read_text()
    shown = set(re.findall(r"newsledger_\w+", dashboard))
    # The age as it was when the file was written is for readers without a clock.
    assert written - {"newsledger_published_age_seconds"} == shown
    panels = json.loads(dashboard)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_each_label_of_the_dashboard_is_one_of_its_number(root: Path, tmp_path: Path) -> None:
    publish_first_night(tmp_path, [])
    write_health(tmp_path, Health(ENDED))
    text = metrics(tmp_path, NOW)
    for panel in json.loads((root / "deploy" / "grafana" / "newsledger.json").read_text())["panels"]:
        for target in panel["targets"]:
            for name, matched in re.findall(r"(newsledger_\w+)\{([^}]*)\}", target["expr"]):
                [line] = re.findall(rf"^{name}\{{(.*)\}} ", text, re.MULTILINE)[:1]
                labels = set(re.findall(r'(\w+)="', line))
                assert set(re.findall(r"(\w+)=~", matched)) <= labels
                assert set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) <= labels
