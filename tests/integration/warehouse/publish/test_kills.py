"""`kill -9` at every step of a load and of a rollback; `pytest -s` shows the table of docs/publishing.md in full."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.commands import PATIENCE
from tests.kills import CLOCK, SCENARIOS

pytestmark = pytest.mark.slow

PASSED = {
    "first": {"fsync versions", "symlink .warehouse.duckdb.new", "rename warehouse.duckdb", "rename journal/*.json"},
    "night": {
        "open candidates/*/warehouse.duckdb", "COMMIT", "CHECKPOINT", "COPY", "chmod candidates/*/warehouse.duckdb",
        "fsync candidates/*/warehouse.duckdb", "rename versions/*", "fsync versions", "rename warehouse.duckdb",
        "fsync .", "rename journal/*.json", "rename candidates/*",
    },
    "refused": {"open candidates/*/warehouse.duckdb", "COMMIT", "rename journal/*.json", "rmdir candidates/*"},
    "migrated": {
        "open candidates/*/migrating/warehouse.duckdb", "rmdir candidates/*/migrating", "ATTACH", "DETACH",
        "CHECKPOINT", "rename warehouse.duckdb",
    },
    "forgotten": {
        "open forgotten.jsonl", "COMMIT", "COPY", "rename versions/*", "rename warehouse.duckdb", "rename candidates/*",
        "rmdir candidates/*",
    },
    "rollback": {"open journal/rollback-*.tmp", "rename warehouse.duckdb", "rename journal/rollback-*.json"},
}  # fmt: skip
"""Some steps that a walk must have met: it shall not become empty unnoticed."""

FORBIDDEN = (".tmp", ".new", ".wal", "candidates/")


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """All scenarios at once: each waits for the disk now and then."""
    running = {
        name: subprocess.Popen(
            [sys.executable, "-m", "tests.kills", name, tmp_path_factory.mktemp(name)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"POLARS_MAX_THREADS": "1"},  # threads of that many children hold each other up
        )
        for name in SCENARIOS
    }
    yield running
    for process in running.values():
        process.kill()
        process.communicate()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_whenever_it_is_killed_nothing_is_lost_and_the_next_run_makes_it_good(
    scenario: str, walks: dict[str, subprocess.Popen[str]]
) -> None:
    output, _ = walks[scenario].communicate(timeout=3 * PATIENCE)
    assert walks[scenario].returncode == 0
    told, *kills = map(json.loads, output.splitlines())
    before, wanted = told["before"], told["wanted"]
    assert not [name for name in wanted["files"] if any(part in name for part in FORBIDDEN)]
    assert {kill["step"] for kill in kills} >= PASSED[scenario], "the walk has holes"
    print(f"\n{scenario}: {before} published before, {wanted['published']} in the end")
    for kill in kills:
        found: dict[str, Any] = kill["found"]
        assert kill["killed"] == 9 or kill["step"] == CLOCK
        assert isinstance(found, dict), found
        print(f"{kill['step']:<45} {'before' if found['published'] == before else 'new'}")
        assert found["published"] in (before, wanted["published"]), kill["step"]
        assert found["faults"] == [], kill["step"]
        assert found["after"] == wanted, kill["step"]
