"""`kill -9` of whole `newsledger run`s, at moments that tests/kills.py has no part in: workers, gate, search index."""

import json
import re
import signal
import subprocess
import time
from glob import glob
from pathlib import Path
from typing import Any

import pytest

from tests.commands import PATIENCE, Newsledger

pytestmark = pytest.mark.slow

STORY = "Quay {0} rebuilt\n\nThe quay of Port Ellery was rebuilt by {0} workers, said engineer Tom Varga on Tuesday.\n"
MOMENTS = {
    "the workers read": "candidates/*/*/raw-*.parquet",
    "the workers extract": "candidates/*/*/keys-*.parquet",
    "the night is written": "candidates/*/*/files.parquet",
    "the gate checks": "candidates/*/manifest.json",
    "the index is built": "candidates/*/search.duckdb",
}
"""What lies in the warehouse when it is time to kill."""

WHOLE = re.compile(
    r"\.lock|health\.json|hashes\.bin|passed\.bin|golden_scores\.json|corpus\.txt|warehouse\.duckdb|journal/\w+Z(-\d\d)?\.json|reports/.*"
    r"|versions/\w+Z(-\d\d)?/(warehouse\.duckdb|search\.duckdb|manifest\.json|report\.html)"
)
"""All files that a warehouse consists of while nothing runs."""


def shown(newsledger: Newsledger, *command: str, **variables: Any) -> str:
    done = newsledger(*command, **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


def killed(run: subprocess.Popen[bytes], home: Path, moment: str) -> int:
    """Kills a run as soon as something new is there, and returns how it ended."""
    # `Path.glob` fails where a folder vanishes meanwhile.
    while run.poll() is None and not glob(moment, root_dir=home):  # noqa: PTH207
        time.sleep(0.001)
    run.kill()
    run.communicate(timeout=PATIENCE)
    return run.returncode


def test_a_night_killed_as_a_whole_is_made_good_by_the_next_one(
    tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    corpus, home = tmp_path / "corpus", tmp_path / "home"
    corpus.mkdir()
    variables: dict[str, Any] = {
        "NEWSLEDGER_CORPUS": str(corpus), "NEWSLEDGER_WAREHOUSE": str(home), "NEWSLEDGER_WORKERS": "2",
        "PREFECT_API_URL": prefect_api,
    }  # fmt: skip
    (corpus / "0.txt").write_text(STORY.format(20))
    shown(newsledger, "run", **variables)
    for number, (moment, sign) in enumerate(MOMENTS.items(), 1):
        (corpus / f"{number}.txt").write_text(STORY.format(20 + number))
        link = (home / "warehouse.duckdb").readlink()
        content = (home / link).read_bytes()
        assert killed(newsledger.start("run", **variables), home, sign) == -signal.SIGKILL, moment
        assert (home / link).read_bytes() == content, moment
        is_published = (home / "warehouse.duckdb").readlink() != link
        assert is_published == (moment == "the index is built"), moment
        assert " DAMAGED " not in shown(newsledger, "verify", "--all", **variables), moment

        said = shown(newsledger, "run", **variables)
        assert said.startswith("Nothing new" if is_published else "Published load"), moment
        files = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_symlink() or path.is_file()]
        assert [name for name in files if not WHOLE.fullmatch(name)] == [], moment
        assert shown(newsledger, "verify", "--all", **variables).count(" clean ") == number + 1, moment
        count = "SELECT count(*) AS articles FROM articles"
        assert json.loads(shown(newsledger, "sql", "--format", "jsonl", count, **variables)) == {"articles": number + 1}
        found = shown(newsledger, "search", f"{20 + number} workers", **variables)
        assert f"Quay {20 + number} rebuilt" in found, moment
        assert (home / "warehouse.duckdb").resolve().with_name("search.duckdb").is_file(), moment
