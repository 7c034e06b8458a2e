"""The gate on a small valid candidate, and on copies of it in each of which something is wrong."""

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations import gate
from expectations.suites import CheckDefinition
from tests.candidate import ARTICLES, LINES, LOAD, Poisons, failed, failing, poisoned
from tests.integration.expectations import test_suites
from tests.integration.expectations.rules import (
    test_articles,
    test_claims,
    test_cleaning_drift,
    test_copies,
    test_entities,
    test_extraction_drift,
    test_figures,
    test_files,
    test_freshness,
    test_load_shares,
    test_lone_claims,
    test_quotes,
    test_set_aside,
    test_spans,
    test_stories,
    test_versions,
    test_volume,
)

SUBJECTS = (
    test_articles,
    test_claims,
    test_cleaning_drift,
    test_copies,
    test_entities,
    test_extraction_drift,
    test_figures,
    test_files,
    test_freshness,
    test_load_shares,
    test_lone_claims,
    test_quotes,
    test_set_aside,
    test_spans,
    test_stories,
    test_versions,
    test_volume,
    test_suites,
)
POISONS: Poisons = {name: poison for subject in SUBJECTS for name, poison in subject.POISONS.items()}


def test_every_check_has_a_poison() -> None:
    names = [f"{c.table_name}: {c.check_name}" for c in gate.all_checks()]
    assert len(set(names)) == len(names)
    assert set(names) == {*POISONS, *test_suites.DERIVED}


def test_a_valid_warehouse_fails_no_check(spoilt: duckdb.DuckDBPyConnection) -> None:
    assert list(failing(spoilt)) == []


def test_great_expectations_passes_a_valid_candidate_and_leaves_it_alone(valid: Path) -> None:
    before = valid.read_bytes()
    verdict = gate.check(valid, LOAD)
    assert failed(verdict) == {}
    assert verdict.passed
    assert [(c.table_name, c.check_name) for c in verdict.checks] == [
        (c.table_name, c.check_name) for c in gate.all_checks()
    ]
    observed = {c.check_name: c.observed for c in verdict.checks}
    assert observed["rule.counts_add_up"] == "24 loaded + 1 duplicate + 1 rejected of 26 files"
    assert observed["load.volume_in_band"] == "24 new articles; median of 5 earlier days: 30.0"
    assert observed["load.share_without_body"] == "0 of 24 articles"
    assert re.fullmatch(r"\d+ of \d+ characters", observed["load.share_removed"])
    assert observed["key.unique"] == "0 offending"
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert pickle.loads(pickle.dumps(gate.check)) is gate.check
    assert [path.name for path in valid.parent.iterdir()] == [valid.name]
    with duckdb.connect(valid) as con:  # nobody holds it open
        con.execute("CHECKPOINT")
    assert valid.read_bytes() == before


def test_great_expectations_refuses_with_an_example_of_each_failed_check(valid: Path, tmp_path: Path) -> None:
    names = ["articles: rule.word_count_of_body", "figures: rule.low_below_high", "quotes: rule.raw_slices_back"]
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        *(POISONS[name][0] for name in names),
        "UPDATE mentions SET label = 'GPE: {place}' WHERE label = 'PLACE'",
        "UPDATE files SET sha256 = 'f00' WHERE file_id = 7",
    )
    verdict = gate.check(candidate, LOAD)
    assert not verdict.passed
    refusals = failed(verdict)
    assert set(refusals) == {*names, "mentions: label.in_set", "files: sha256.matches_pattern"}
    for name in names:
        assert refusals[name].observed == "1 offending"
        assert POISONS[name][1] in refusals[name].detail
    expected, *examples = refusals["mentions: label.in_set"].detail.splitlines()
    assert expected == "label is one of 'PERSON', 'ORG', 'PLACE', 'GROUP'."
    assert refusals["mentions: label.in_set"].observed == f"{3 * (ARTICLES + 1)} offending"
    assert len(examples) == 10
    assert json.loads(examples[0]) == {
        "mention_id": 1011,
        "label": "GPE: {place}",
        "path": "tidings/1.txt",
        "block": "Ferry 1 halted at Port Ellmoor",
        "article_id": 1,
        "block_id": 101,
        "appearance_id": 11,
        "entity_id": 1,
        "probability": 0.9,
        "surface": "Port Ellmoor",
        "raw_start": 18,
        "raw_end": 30,
        "start_char": 18,
        "end_char": 30,
    }


def test_a_check_that_cannot_be_made_has_failed_and_stops_no_other(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        "ALTER TABLE figures DROP COLUMN bound",
        "DROP TABLE entity_redirects",
        "ALTER TABLE rejections RENAME TO real_rejections",
        "CREATE VIEW rejections AS SELECT * REPLACE (('x' || record_no)::INTEGER AS record_no) FROM real_rejections",
        "UPDATE quotes SET kind = 'shouted'",
    )
    refusals = failed(gate.check(candidate, LOAD))
    errors = {name for name, result in refusals.items() if result.observed.startswith("error: ")}
    assert errors == {
        "figures: bound.not_null",
        "figures: bound.in_set",
        "rejections: key.unique",
        "rejections: record_no.not_null",
        "rejections: record_no.in_bounds",
        "entity_redirects: key.unique",
        "entity_redirects: old_entity_id.not_null",
        "entity_redirects: reason.in_set",
        "entity_redirects: old_entity_id.in_bounds",
        "entity_redirects: new_entity_id.not_null",
        "entity_redirects: new_entity_id.references_entities",
        "entity_redirects: load_id.not_null",
        "entity_redirects: load_id.references_loads",
        "entity_redirects: reason.not_null",
        "entity_redirects: node.not_null",
        "entity_redirects: rule.points_elsewhere",
        "entity_redirects: rule.redirected_is_gone",
    }
    assert refusals["figures: bound.in_set"].observed.startswith('error: Binder Error: Referenced column "bound"')
    # This one fails while DuckDB runs it, and with it the transaction.
    assert refusals["rejections: record_no.in_bounds"].observed.startswith("error: Conversion Error: Could not convert")
    assert set(refusals) - errors == {
        "figures: columns.as_declared",
        "entity_redirects: columns.as_declared",
        "quotes: kind.in_set",
    }


def test_a_check_that_warns_refuses_nothing(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        POISONS["articles: load.strip_in_band"][0].replace("line.sails", "line.\x1b[2J"),
    )
    verdict = gate.check(candidate, LOAD)
    assert verdict.passed
    assert verdict.warnings == list(failed(verdict).values())
    (warning,) = verdict.warnings
    assert (warning.check_name, warning.severity) == ("load.strip_in_band", "warn")
    assert warning.observed == ("1 of 1 outlets: Tidings, blocks of kind ad 0.0, usually 1.0, most by line.\\u001b[2J")
    expected, example = warning.detail.splitlines()
    assert expected.startswith("Of each outlet's articles, ")
    assert json.loads(example) == {
        "outlet": "Tidings",
        "articles": ARTICLES,
        "measure": "blocks of kind ad",
        "value": 0.0,
        "usual": 1.0,
        "band": 0.15,
        "rule_kind": "ad",
        "rule": "line.\x1b[2J",
        "rule_value": 0.0,
        "rule_usual": 1.0,
        "lines": [LINES[4][1], LINES[2][1], "Ferry 10 halted at Port Ellmoor"],
    }


def test_a_warning_that_cannot_be_made_is_one_still(valid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = CheckDefinition("articles", "load.odd", "Any.", "SELECT tide FROM articles", severity="warn")
    sound = CheckDefinition("articles", "load.even", "Any.", "SELECT article_id FROM articles WHERE false")
    monkeypatch.setattr(gate, "all_checks", lambda: [broken, sound])
    verdict = gate.check(valid, LOAD)
    assert verdict.passed
    assert [(w.check_name, w.observed[:20]) for w in verdict.warnings] == [("load.odd", "error: Binder Error:")]


def test_examples_come_without_their_origin_where_its_tables_are_gone(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        "DROP TABLE files",
        "UPDATE quotes SET kind = 'shouted' WHERE quote_id = 500",
    )
    result = failed(gate.check(candidate, LOAD))["quotes: kind.in_set"]
    assert [json.loads(line) for line in result.detail.splitlines()[1:]] == [{"quote_id": 500, "kind": "shouted"}]


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 1000])
def test_a_file_that_cannot_be_opened_is_refused(content: bytes | None, tmp_path: Path) -> None:
    candidate = tmp_path / "warehouse.duckdb"
    if content is not None:
        candidate.write_bytes(content)
    verdict = gate.check(candidate, LOAD)
    assert not verdict.passed
    assert {c.passed for c in verdict.checks} == {False}
    assert all(c.observed.startswith("error: ") for c in verdict.checks)
    assert len(verdict.checks) == len(gate.all_checks())
    assert candidate.exists() == (content is not None)


OFFLINE = """
import sys
def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise AssertionError(f"{event} {args}")
sys.addaudithook(refuse)
from pathlib import Path
from expectations import gate
assert "great_expectations" not in sys.modules
gate.warm()
assert "great_expectations" in sys.modules
assert gate.check(Path(sys.argv[1]), sys.argv[2]).passed
"""


def test_the_gate_is_silent_offline_and_leaves_no_files(valid: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", OFFLINE, str(valid), LOAD],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
