"""Whole nights with an article that takes too long, one that breaks a check, and a deadline."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Newsledger

pytestmark = pytest.mark.slow

STORY = "Quay {0} rebuilt\n\nThe quay of Port Ellery was rebuilt by {0} workers, said engineer Tom Varga on Tuesday.\n"
CODE = """
import duckdb
import flows.batches
from flows.cli.group import main
from flows.contained import JobLimits
from warehouse.build import candidate

def write(file, *arguments):
    written = written_well(file, *arguments)
    with duckdb.connect(str(file)) as con:
        con.execute("UPDATE articles SET word_count = 99 WHERE headline = 'Quay 22 rebuilt'")
    return written

written_well, candidate.write = candidate.write, write
# A new process takes longer than a second for its imports alone. The golden articles ask for more characters.
flows.batches.limits_of = lambda characters: JobLimits(1 if 50_000 < characters < 1_000_000 else 600, 10**9)
main(prog_name="newsledger")
"""


def test_a_night_goes_on_without_the_articles_that_are_set_aside(
    tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    corpus, home = tmp_path / "corpus", tmp_path / "home"
    corpus.mkdir()
    for number in (21, 22, 23):
        (corpus / f"{number}.txt").write_text(STORY.format(number))
    rain = "".join(f"Rain number {number} fell on the harbour.\n" for number in range(2_000))
    (corpus / "long.txt").write_text(STORY.format(24) + rain)
    variables: dict[str, Any] = {
        "NEWSLEDGER_CORPUS": str(corpus), "NEWSLEDGER_WAREHOUSE": str(home), "NEWSLEDGER_WORKERS": "1",
        "PREFECT_API_URL": prefect_api,
    }  # fmt: skip
    late = newsledger("run", "--deadline", "1s", **variables)
    assert late.returncode == 1
    assert late.stderr.splitlines()[-1] == (
        "Error: the load did not end within its deadline of 1s, and was ended; nothing was published"
    )
    assert not (home / "warehouse.duckdb").exists()

    done = newsledger("run", code=CODE, **variables)
    assert done.returncode == 0, done.stderr
    assert "rejections: load.none_set_aside: 1 quarantined, 1 too_slow" in done.stdout
    query = "SELECT path, status, files.reason, detail FROM files LEFT JOIN rejections USING (path) ORDER BY path"
    rows = newsledger("sql", "--format", "jsonl", query, **variables).stdout.splitlines()
    assert [tuple(json.loads(row).values()) for row in rows] == [
        ("21.txt", "loaded", None, None),
        ("22.txt", "rejected", "quarantined", "articles: rule.word_count_of_body"),
        ("23.txt", "loaded", None, None),
        ("long.txt", "rejected", "too_slow", "took more than 1 seconds of a processor"),
    ]
    assert "1 quarantined, 1 too_slow" in newsledger("history", **variables).stdout
    assert newsledger("run", code=CODE, **variables).stdout.startswith("Nothing new")
