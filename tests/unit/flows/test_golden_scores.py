"""The scores that are kept from load to load."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from expectations.accuracy import read_floors
from flows import golden_scores, stages
from flows.contained import Workers, WorkersClosedError
from flows.costs import Costs

SCORES = dict.fromkeys(read_floors(), 0.875)


def test_scores_are_read_as_they_were_written(tmp_path: Path) -> None:
    golden_scores.write(tmp_path, "today", SCORES)
    assert golden_scores.read(tmp_path, "today") == SCORES
    assert [path.name for path in tmp_path.iterdir()] == [golden_scores.NAME]


def test_other_circumstances_have_no_scores(tmp_path: Path) -> None:
    golden_scores.write(tmp_path, "yesterday", SCORES)
    assert golden_scores.read(tmp_path, "today") is None


def test_a_measure_without_a_score_is_measured(tmp_path: Path) -> None:
    golden_scores.write(tmp_path, "today", dict(list(SCORES.items())[1:]))
    assert golden_scores.read(tmp_path, "today") is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "7", '{"scores": 7}', '{"scores": {}, "digest": null}', "\udcff"]
)
def test_what_is_missing_or_damaged_holds_none(content: str, tmp_path: Path) -> None:
    assert golden_scores.read(tmp_path, "today") is None
    (tmp_path / golden_scores.NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert golden_scores.read(tmp_path, "today") is None


def test_a_score_that_was_changed_holds_no_more(tmp_path: Path) -> None:
    golden_scores.write(tmp_path, "today", SCORES)
    file = tmp_path / golden_scores.NAME
    kept = json.loads(file.read_text("utf-8"))
    kept["scores"][next(iter(SCORES))] = 1.0
    file.write_text(json.dumps(kept), "utf-8")
    assert golden_scores.read(tmp_path, "today") is None


def test_scores_that_cannot_be_written_stop_no_load(tmp_path: Path) -> None:
    golden_scores.write(tmp_path / "nowhere", "today", SCORES)
    assert not (tmp_path / "nowhere").exists()


def test_a_word_list_a_label_and_a_package_are_circumstances(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = golden_scores.circumstances_of_today()
    assert golden_scores.circumstances_of_today() == before
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "spacy-99.0.dist-info").mkdir()
    other_package = golden_scores.circumstances_of_today()
    label = tmp_path / "label.jsonl"
    label.write_text("one", "utf-8")
    monkeypatch.setattr(golden_scores, "GOLDEN", tmp_path)
    one = golden_scores.circumstances_of_today()
    label.write_text("two", "utf-8")
    assert len({before, other_package, one, golden_scores.circumstances_of_today()}) == 4


def test_all_that_extracts_is_a_circumstance(root: Path) -> None:
    seen = set(golden_scores._files())
    for file in ("transforms/strip/articles.py", "expectations/accuracy.py", "warehouse/schema/tables/values.py"):
        assert root / file in seen
    assert {path.name for path in seen} >= {"golden.py", "settings.py", "outlets.toml", "floors.json"}
    assert not [path for path in seen if "__pycache__" in path.parts]


def test_a_load_scores_only_what_no_earlier_one_scored(tmp_path: Path) -> None:
    night: Any = SimpleNamespace(costs=Costs(), settings=SimpleNamespace(warehouse=tmp_path), accuracy={})
    closed = Workers(1)
    closed.close()
    with pytest.raises(WorkersClosedError):
        stages.accuracy.fn(night, closed)
    golden_scores.write(tmp_path, golden_scores.circumstances_of_today(), SCORES)
    stages.accuracy.fn(night, closed)
    assert night.accuracy == SCORES
