"""Nights that must not pass unseen: each is loaded on a week of good ones, checked, and published or refused."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import gate
from expectations.accuracy import read_floors
from flows.workers import score_golden
from tests.nights import FIRST_NIGHT, Story, build, file_row, publish_night
from transforms.annotate import spacy_docs
from warehouse.build import candidate
from warehouse.publish import history, layout, swap
from warehouse.publish.journal import Check

pytestmark = pytest.mark.slow

NIGHTS = 6
OUTLETS = ["Tidings"] * 40 + ["Dovecote"] * 24
NAMES = {1: ("PERSON", "Ines Talvo")}
FURNITURE = [f"Read more of the tides of {place}" for place in ("Vell", "Orr", "Ellmoor", "Quay")]


def night(number: int) -> list[Story]:
    """64 articles of two outlets, which count ships, each with four lines of furniture."""
    stories = []
    for at, outlet in enumerate(OUTLETS):
        n = number * len(OUTLETS) + at + 1
        told = f"Ines Talvo saw {n} ships in the bay. " + " ".join(f"Wave {n} of {word} broke." for word in range(14))
        stories.append(
            Story(
                n, n, [f"Ships {n}", told, *FURNITURE], names=NAMES, mentions=[(2, "Ines Talvo", 1)],
                figures=[(2, str(n), float(n), None, None)], kinds=dict.fromkeys(range(3, 7), "related"), outlet=outlet,
            )
        )  # fmt: skip
    return stories


def publish_week(directory: Path) -> Path:
    """Publishes good nights."""
    for number in range(NIGHTS):
        publish_night(directory, night(number), now=FIRST_NIGHT + timedelta(days=number))
    return directory


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_week(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def good_scores() -> dict[str, float]:
    return score_golden()


@dataclass(frozen=True)
class Poison:
    """What is wrong with a night: its stories, its files, or its candidate by SQL or on the disk; and what tells."""

    check: str
    refused: bool = True
    stories: Callable[[list[Story]], list[Story]] = lambda stories: stories
    files: Callable[[list[Story]], list[dict[str, object]]] | None = None
    sql: str = ""
    spoil: Callable[[Path], object] = lambda file: None


OF_LOAD = "WHERE load_id = getvariable('load')"

STORY_DAYS = "; ".join(
    f"""
    UPDATE {table} SET first_published_on = told.first_day, last_published_on = told.last_day
    FROM (SELECT {key} AS id, min({first}) AS first_day, max({last}) AS last_day FROM {parts} GROUP BY {key}) AS told
    WHERE {table}.{key} = told.id
    """
    for table, key, parts, first, last in (
        ("stories", "story_id", "articles", "published_on", "published_on"),
        ("threads", "thread_id", "stories", "first_published_on", "last_published_on"),
    )
)
"""Lets the days of stories and threads follow those of their articles."""

POISONS = {
    "a changed template": Poison(
        "articles: load.strip_in_band", refused=False, stories=lambda stories: [replace(s, kinds={}) for s in stories]
    ),
    "an outlet gone silent": Poison(
        "load_measures: load.outlets_in_band",
        refused=False,
        stories=lambda stories: [s for s in stories if s.outlet == "Tidings"],
    ),
    "doubled articles": Poison(
        "load_measures: load.mix_far_off",
        stories=lambda stories: [
            replace(s, lines=old.lines, figures=old.figures) for s, old in zip(stories, night(0), strict=True)
        ],
    ),
    "nothing is found any more": Poison(
        "load_measures: load.mix_far_off",
        stories=lambda stories: [replace(s, names={}, mentions=[], figures=[]) for s in stories],
    ),
    "another language": Poison(
        "load_measures: load.mix_far_off",
        sql=f"UPDATE load_measures SET value = 1 {OF_LOAD} AND measure = 'articles_not_english'",
    ),
    "an empty drop": Poison(
        "articles: load.volume_in_band",
        stories=lambda stories: [],
        files=lambda stories: [file_row(s.file_id, f"harbour-post/{s.file_id}.txt", "rejected") for s in stories],
        sql="INSERT INTO rejections SELECT load_id, path, 0, 'empty', NULL FROM files WHERE status = 'rejected'",
    ),
    "old news": Poison(
        "articles: load.fresh",
        refused=False,
        sql=f"UPDATE articles SET published_on = DATE '2020-01-01', published_on_source = 'text' {OF_LOAD};"
        f"{STORY_DAYS}",
    ),
    "days in the future": Poison(
        "articles: rule.day_not_in_future",
        sql=f"UPDATE articles SET published_on = DATE '2099-01-01', published_on_source = 'text' {OF_LOAD}",
    ),
    "shifted offsets": Poison(
        "mentions: rule.raw_slices_back",
        sql="UPDATE mentions SET raw_start = raw_start + 1, raw_end = raw_end + 1 WHERE article_id > 384",
    ),
    "a mention of no entity": Poison(
        "mentions: entity_id.references_entities", sql="UPDATE mentions SET entity_id = 999 WHERE article_id = 400"
    ),
    "a redirect to nowhere": Poison(
        "entity_redirects: new_entity_id.references_entities",
        sql="INSERT INTO entity_redirects SELECT 998, 999, getvariable('load'), 'merged', 'PERSON:no one'",
    ),
    "an endless number": Poison(
        "figures: rule.values_finite",
        sql="UPDATE figures SET value_low = 'inf', value_high = 'inf' WHERE article_id = 400",
    ),
    "a dropped column": Poison("figures: columns.as_declared", sql="ALTER TABLE figures DROP COLUMN unit"),
    "a file cut short": Poison("articles: key.unique", spoil=lambda file: shutil.copy(__file__, file)),
}


def finish(directory: Path, file: Path, scores: dict[str, float]) -> gate.GateVerdict:
    """Checks a candidate and publishes or refuses it, as a night does."""
    load_id = file.parent.name
    verdict = gate.check(file, load_id, scores)
    checks = [Check(**asdict(result)) for result in verdict.checks]
    now = FIRST_NIGHT + timedelta(days=NIGHTS, minutes=1)
    if verdict.passed:
        candidate.record_verdict(file, now, checks)
        swap.publish(directory, load_id)
    else:
        swap.refuse(directory, load_id, now, checks)
    return verdict


def sha256(directory: Path) -> str:
    return hashlib.sha256(layout.published(directory).read_bytes()).hexdigest()


def broken(verdict: gate.GateVerdict, severity: str) -> set[str]:
    return {f"{r.table_name}: {r.check_name}" for r in verdict.checks if not r.passed and r.severity == severity}


@pytest.fixture
def warehouse(week: Path, tmp_path: Path) -> Path:
    return shutil.copytree(week, tmp_path / "warehouse", symlinks=True)


def tonight(directory: Path, poison: Poison) -> Path:
    stories = night(NIGHTS)
    groups: dict[str, Any] = {"files": poison.files(stories)} if poison.files else {}
    file = build(directory, poison.stories(stories), now=FIRST_NIGHT + timedelta(days=NIGHTS), **groups)
    with duckdb.connect(str(file)) as con:
        con.execute("SET VARIABLE load = ?", [file.parent.name])
        con.execute(poison.sql or "SELECT 1")
    poison.spoil(file)
    return file


def test_a_good_night_passes_without_a_warning(warehouse: Path, good_scores: dict[str, float]) -> None:
    with swap.lock(warehouse):
        verdict = finish(warehouse, tonight(warehouse, Poison("")), good_scores)
    assert (verdict.passed, broken(verdict, "warn")) == (True, set())


@pytest.mark.parametrize("what", POISONS)
def test_a_poisoned_night_is_refused_or_warned_of(what: str, warehouse: Path, good_scores: dict[str, float]) -> None:
    poison, before = POISONS[what], layout.published(warehouse)
    digest = sha256(warehouse)
    with swap.lock(warehouse):
        verdict = finish(warehouse, tonight(warehouse, poison), good_scores)
    assert verdict.passed is not poison.refused
    assert poison.check in broken(verdict, "block" if poison.refused else "warn")
    latest = history.history(warehouse).loads[-1]
    if poison.refused:
        assert (layout.published(warehouse), sha256(warehouse)) == (before, digest)
        assert latest.verdict == "refused"
        assert not list((warehouse / "candidates").iterdir())
    else:
        assert layout.published(warehouse) != before
        assert poison.check in {f"{check.table_name}: {check.check_name}" for check in latest.warnings}


def test_a_night_with_another_model_is_refused(
    warehouse: Path, good_scores: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(good_scores[measure] >= floor for measure, floor in read_floors().items())
    deaf = spacy_docs._model.__wrapped__()
    deaf.remove_pipe("ner")
    monkeypatch.setattr(spacy_docs, "_model", lambda: deaf)
    digest = sha256(warehouse)
    with swap.lock(warehouse):
        verdict = finish(warehouse, tonight(warehouse, Poison("")), score_golden())
    assert not verdict.passed
    assert "loads: accuracy.entities.recall" in broken(verdict, "block")
    assert sha256(warehouse) == digest
