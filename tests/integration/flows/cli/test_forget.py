"""`newsledger forget`: what it lists and refuses; and whole nights around it, the removal killed on the way."""

import json
import signal
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.commands import Newsledger, cli, is_one_line, state
from tests.nights import Story, publish_night
from tests.upgrade import old_warehouse
from warehouse.publish import forgotten

URL = "https://post.example/ferry"
WHY = ("--reason", "request 17")
STORY = Story(1, 1, ["Ferry aground", "Olan Feth saw 12 boats."], mentions=[(2, "Olan Feth", 1)],
              names={1: ("PERSON", "Olan Feth")}, url=URL)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    publish_night(tmp_path, [STORY, Story(2, 2, ["Market reopens", "Nine stalls."], outlet="Tide Times")])
    return tmp_path


def test_a_dry_run_lists_what_would_go_and_changes_nothing(home: Path) -> None:
    before = state(home)
    done = cli("forget", "--article", "1", "--dry-run", "--warehouse", home)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "To take down: 1 article", "  1  Harbour Post  Ferry aground", "with 2 blocks, 1 mention",
        "Names that no other article has: Olan Feth", "Files that hold nothing else, and are not read again: 1",
    ]  # fmt: skip
    by_url = cli("forget", "--url", "http://www.post.example/ferry/?utm_source=x", "--dry-run", "--warehouse", home)
    by_outlet = cli("forget", "--outlet", "harbour post", "--dry-run", "--warehouse", home)
    assert by_url.stdout == by_outlet.stdout == done.stdout
    assert state(home) == before


def test_what_is_not_there_is_one_line_that_says_what_may_be_meant(home: Path) -> None:
    asked = ("forget", *WHY, "--yes", "--warehouse", home)
    is_one_line(cli(*asked, "--article", "7"), 1, "no article has the id 7")
    is_one_line(cli(*asked, "--url", "https://post.example/fery"), 1, "did you mean", URL)
    is_one_line(cli(*asked, "--outlet", "Harbor Post"), 1, 'did you mean "Harbour Post"?')
    is_one_line(
        cli("forget", "--lift", "--article", "1", "--warehouse", home), 1, "no article with the id 1 is taken down"
    )
    is_one_line(cli("forget", "--lift", "--outlet", "Tide", "--warehouse", home), 1, 'no outlet "Tide" is taken down')
    is_one_line(cli(*asked, "--article", "1", "--warehouse", home / "none"), 1, "nothing is published")
    assert not (home / forgotten.JOURNAL).exists()


def test_wrong_usage_writes_nothing(home: Path) -> None:
    asked = ("forget", "--warehouse", home)
    is_one_line(cli(*asked), 2, "say what is to go")
    is_one_line(cli(*asked, "--article", "1"), 2, "say why")
    is_one_line(cli(*asked, "--article", "1", "--reason", " "), 2, "say why")
    is_one_line(cli(*asked, "--article", "1", "--reason", "x" * 501), 2, "500 printable characters")
    is_one_line(cli(*asked, "--article", "1", "--reason", "a\x1bb"), 2, "printable")
    is_one_line(cli(*asked, "--lift", "--url", URL), 2, "--lift takes --article and --outlet")
    unasked = cli(*asked, "--article", "1", *WHY)
    assert (unasked.exit_code, "say --yes" in unasked.stderr) == (2, True)
    assert not (home / forgotten.JOURNAL).exists()


def test_an_older_warehouse_is_brought_forward_first(tmp_path: Path) -> None:
    old = old_warehouse(tmp_path / "old")
    is_one_line(cli("forget", "--article", "1", *WHY, "--yes", "--warehouse", old), 1, "newsledger migrate")


TEXT = """Ferry aground

The ferry Marlow ran aground at Port Ellery, and 12 people were hurt, said pilot Zebedee Quillfeather on Monday.
"""
QUAY = "Quay rebuilt\n\nThe quay of Port Ellery was rebuilt by 20 workers, said engineer Tom Varga on Tuesday.\n"
PIER = "Pier repaired\n\nThe pier of Port Ellery was repaired within 20 days by 35 workers, said Tom Varga.\n"
KILLED = """
import os, signal
from warehouse.publish import swap
swap.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from flows.cli.group import main
main(prog_name="newsledger")
"""


@pytest.mark.slow
def test_it_goes_and_does_not_come_back_though_its_file_and_an_archive_still_lie_there(
    tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    corpus, home = tmp_path / "corpus", tmp_path / "home"
    corpus.mkdir()
    (corpus / "quillfeather-ferry.txt").write_text(TEXT)
    (corpus / "quay.txt").write_text(QUAY)
    with zipfile.ZipFile(corpus / "all.zip", "w") as archive:
        archive.writestr("ferry.txt", TEXT.replace("\n\n", "\n"))
        archive.writestr("pier.txt", PIER)
    variables: dict[str, Any] = {
        "NEWSLEDGER_CORPUS": str(corpus), "NEWSLEDGER_WAREHOUSE": str(home), "NEWSLEDGER_WORKERS": "1",
        "PREFECT_API_URL": prefect_api,
    }  # fmt: skip

    def articles() -> list[tuple[str, str]]:
        sql = "SELECT path, headline FROM articles JOIN files USING (file_id) ORDER BY ALL"
        shown = newsledger("sql", "--format", "jsonl", sql, **variables).stdout
        return [tuple(json.loads(line).values()) for line in shown.splitlines()]

    def traces() -> list[str]:
        return [
            path.name for path in home.rglob("*") if path.is_file() and b"quillfeather" in path.read_bytes().lower()
        ]

    assert newsledger("run", **variables).returncode == 0
    first, everything = (home / "warehouse.duckdb").readlink(), articles()
    assert len(everything) == 4
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as reader:
        asked = ("forget", "--article", str(everything.index(("quillfeather-ferry.txt", "Ferry aground")) + 1), *WHY,
                 "--everywhere", "--yes")  # fmt: skip
        process = newsledger.start(*asked, code=KILLED, **variables)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert ((home / "warehouse.duckdb").readlink(), articles()) == (first, everything)
        done = newsledger("run", **variables)
        assert done.returncode == 0, done.stderr
        assert "2 taken down" in done.stdout
        assert len(reader.execute("SELECT raw_text FROM articles WHERE contains(raw_text, 'Zebedee')").fetchall()) == 2
    left = [("all.zip", "Pier repaired"), ("quay.txt", "Quay rebuilt")]
    assert articles() == left
    assert traces() == []

    (corpus / "again.txt").write_text(TEXT.replace(" ", "  "))
    with zipfile.ZipFile(corpus / "all.zip", "a") as archive:
        archive.writestr("late.txt", QUAY.replace("20", "22"))
    for night, said in enumerate(("Left unread: 3 files or records hold", "Nothing new", "Nothing new")):
        done = newsledger("run", **variables)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout, night
        assert "what was taken down" in done.stdout
    assert articles() == sorted([*left, ("all.zip", "Quay rebuilt")])
    assert traces() == []
    told = newsledger("history", **variables).stdout
    assert "forgotten article" in told
    assert told.count("request 17") == 1
    assert newsledger("verify", "--all", **variables).returncode == 0

    number = json.loads((home / forgotten.JOURNAL).read_text().splitlines()[0])["articles"][0]["article_id"]
    assert newsledger("forget", "--lift", "--article", str(number), **variables).stdout.startswith("Lifted.")
    assert newsledger("run", **variables).returncode == 0
    assert "lifted    article" in newsledger("history", **variables).stdout
