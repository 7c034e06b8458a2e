"""The real articles, loaded and scored from outside: offsets hold, and accuracy does not fall."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FLOORS = {
    "seeds.strip.f1": 0.99,
    "seeds.strip.kind_accuracy": 0.98,
    "seeds.entities.recall": 0.86,
    "seeds.figures.f1": 0.95,
    "seeds.figures.attribution_accuracy": 0.95,
    "seeds.quotes.recall": 0.95,
    "seeds.quotes.speaker_accuracy": 0.9,
}
"""A little below what `docs/accuracy.md` records; they only rise."""


@pytest.fixture(scope="module")
def scores(shared: Path, prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    report = tmp_path_factory.mktemp("seeds") / "report.json"
    command = Path(sys.executable).with_name("newsledger")
    done = subprocess.run(
        [sys.executable, shared / "bench" / "bench.py", "seeds", "--newsledger", str(command), "--json", report],
        env=os.environ | {"PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(report.parent / "prefect")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    metrics: dict[str, float] = json.loads(report.read_text("utf8"))["metrics"]
    return metrics


@pytest.mark.parametrize("name", FLOORS)
def test_scores_stay_above_their_floors(scores: dict[str, float], name: str):
    assert scores[name] >= FLOORS[name]


def test_nothing_of_the_boilerplate_is_reported(scores: dict[str, float]):
    assert scores["seeds.entities.absent_present"] == 0
    assert scores["seeds.figures.absent_present"] == 0


def test_every_offset_slices_back(scores: dict[str, float]):
    assert scores["seeds.offsets.mentions.checked"] > 0
    assert scores["seeds.offsets.violations"] == 0
