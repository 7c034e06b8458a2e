"""`newsledger doctor`."""

import json
from pathlib import Path

from tests.commands import cli
from tests.two_nights import SECOND


def test_a_published_warehouse_is_well(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    options = ("doctor", "--corpus", tmp_path / "corpus", "--warehouse", warehouse)
    done = cli(*options, PREFECT_HOME=str(tmp_path))
    assert done.exit_code == 0, done.stdout
    assert f"\nok       published       {SECOND}, " in done.stdout
    assert "\nwarning  corpus          " in done.stdout


def test_a_problem_ends_with_exit_code_1(warehouse: Path, tmp_path: Path) -> None:
    options = ("doctor", "--corpus", tmp_path / "missing", "--warehouse", warehouse, "--format", "json")
    done = cli(*options, PREFECT_HOME=str(tmp_path))
    found = {line["about"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert (done.exit_code, found["corpus"]["level"]) == (1, "problem")
    assert list(found)[-1] != "test"
    assert found["corpus"]["said"].endswith("missing: No such file or directory")
