"""`newsledger migrate`, and the first night after an upgrade, on a warehouse that newsledger 0.1.0 published."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.commands import Newsledger, cli
from tests.upgrade import old_warehouse
from warehouse.schema.migrations import schema_version

pytestmark = pytest.mark.slow

SCHEMA = f"schema 6 is {schema_version()} now"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return old_warehouse(tmp_path / "old")


def asked(newsledger: Newsledger, warehouse: Path, sql: str) -> list[dict[str, object]]:
    done = newsledger("sql", "--warehouse", warehouse, "--format", "jsonl", sql)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_is_published_once_and_a_reader_of_the_version_before_goes_on(
    old: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    counted = "SELECT count(*) AS articles, count(DISTINCT load_id) AS loads FROM articles"
    with duckdb.connect(str(old / "warehouse.duckdb"), read_only=True) as reader:
        done = newsledger("migrate", "--warehouse", old, PREFECT_API_URL=prefect_api)
        assert done.returncode == 0, done.stderr
        assert SCHEMA in done.stdout
        assert reader.execute(counted).fetchall() == [(30, 3)]
    assert asked(newsledger, old, counted) == [{"articles": 30, "loads": 3}]
    assert asked(newsledger, old, "SELECT count(*) AS loads FROM loads") == [{"loads": 4}]
    history = newsledger("history", "--warehouse", old).stdout
    assert history.count("published ") == 4
    assert newsledger("verify", "--all", "--warehouse", old).stdout.count(" clean ") == 2
    again = newsledger("migrate", "--warehouse", old, PREFECT_API_URL=prefect_api)
    assert again.stdout.startswith("Nothing to bring forward; published is ")
    assert newsledger("rollback", "--warehouse", old).returncode == 0
    assert asked(newsledger, old, counted) == [{"articles": 30, "loads": 3}]


def test_a_night_brings_it_forward_by_itself(
    old: Path, tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "late.txt").write_text("Quay rebuilt\n\nThe quay of Port Ellery was rebuilt by 20 workers on Tuesday.\n")
    done = newsledger("run", "--corpus", corpus, "--warehouse", old, "--workers", "1", PREFECT_API_URL=prefect_api)
    assert done.returncode == 0, done.stderr
    assert "1 article, " in done.stdout
    assert SCHEMA in done.stdout
    assert asked(newsledger, old, "SELECT count(*) AS articles FROM articles") == [{"articles": 31}]


def test_a_warehouse_of_a_later_newsledger_is_one_line_and_nothing_is_touched(
    old: Path, tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    manifest = (old / "warehouse.duckdb").resolve().with_name("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": 99}))
    before = {path: path.stat().st_mtime_ns for path in old.rglob("*") if path.is_file()}
    (tmp_path / "corpus").mkdir()
    for command in (["migrate"], ["reprocess"], ["run", "--corpus", tmp_path / "corpus"]):
        done = newsledger(*command, "--warehouse", old, PREFECT_API_URL=prefect_api)
        assert done.returncode == 1
        assert "a later newsledger wrote the published version: it has schema 99" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
    after = {path: path.stat().st_mtime_ns for path in old.rglob("*") if path.is_file()}
    assert {path: when for path, when in after.items() if path.name not in (".lock", "health.json")} == before


@pytest.mark.parametrize("command", ["migrate", "reprocess"])
def test_where_nothing_is_published_there_is_nothing_to_bring_forward(command: str, tmp_path: Path) -> None:
    done = cli(command, "--warehouse", tmp_path)
    assert (done.exit_code, done.stderr) == (
        1, f"Error: nothing is published in {tmp_path} yet; `newsledger run` makes the first load\n",
    )  # fmt: skip
