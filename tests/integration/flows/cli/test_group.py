"""What holds for all commands: misuse, damaged versions, readers that leave. None of these tests starts Prefect."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Newsledger, cli, is_one_line, state
from tests.two_nights import FIRST, SECOND


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["sing"], 2, ["'sing'", "`newsledger --help`"]),
        (["--loud"], 2, ["'--loud'"]),
        (["run", "--corpse", "corpus"], 2, ["'--corpse'", "`newsledger run --help`"]),
        (["run", "--corpus", "missing"], 2, ["'missing' does not exist"]),
        (["run", "--corpus", "corpus/a.txt"], 2, ["is a file"]),
        (["run", "--corpus", "closed"], 2, ["not readable"]),
        (["run", "--warehouse", "corpus/a.txt"], 2, ["is a file"]),
        (["run", "--warehouse", "corpus/../corpus/published"], 2, ["--warehouse", "in the corpus"]),
        (["run", "--warehouse", "nights[1]"], 2, ["neither *, ? nor ["]),
        (["run", "--warehouse", "b\udcff"], 2, ["'--warehouse'", "not UTF-8"]),
        (["run", "--warehouse", "torn.toml/w"], 1, ["cannot write to", "Not a directory"]),
        (["run", "--warehouse", "locked"], 1, ["cannot write to", "Permission denied"]),
        (["run", "--warehouse", "locked/w"], 1, ["cannot write to", "Permission denied"]),
        (["run", "--workers", "0"], 2, ["--workers"]),
        (["run", "--workers", "many"], 2, ["'many'"]),
        (["run", "--outlets", "missing.toml"], 2, ["'missing.toml' does not exist"]),
        (["run", "--outlets", "corpus"], 2, ["is a directory"]),
        (["run", "--outlets", "torn.toml"], 2, ["torn.toml", "not valid TOML"]),
        (["run", "--outlets", "wrong.toml"], 2, ["wrong.toml", "colour"]),
        (["run", "--outlets", "latin.toml"], 2, ["latin.toml", "not UTF-8"]),
        (["status", "now"], 2, ["(now)"]),
        (["status", "--warehouse", "corpus/a.txt"], 2, ["is a file"]),
        (["status", "--warehouse", "empty"], 1, ["nothing is published", "`newsledger run`"]),
        (["sql", "--warehouse", "empty", "SELECT 1"], 1, ["nothing is published", "`newsledger run`"]),
        (["rollback", "--warehouse", "empty"], 1, ["there is no warehouse"]),
        (["rollback", "--warehouse", "missing"], 1, ["no warehouse in missing"]),
        (["sql"], 2, ["Give a QUERY"]),
        (["sql", "--format", "xml", "SELECT 1"], 2, ["'xml'", "jsonl"]),
        (["sql", "SELECT", "1"], 2, ["(1)"]),
        (["extract"], 2, ["PATHS"]),
        (["extract", "corpus/missing.txt"], 2, ["'corpus/missing.txt' does not exist"]),
        (["extract", "corpus"], 2, ["is a directory"]),
        (["explain"], 2, ["'ARTICLE_ID|figure:FIGURE_ID'", "`newsledger explain --help`"]),
        (["explain", "first"], 2, ["'first'"]),
        (["explain", "claim:1"], 2, ["'claim:1'", "figure:FIGURE_ID"]),
        (["explain", "figure:1", "--html", "page.html"], 2, ["--html is for articles"]),
        (["explain", "1"], 1, ["nothing is published"]),
        (["explain", "figure:1"], 1, ["nothing is published"]),
        (["extract", "--format", "csv", "corpus/a.txt"], 2, ["'csv'", "jsonl"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_misuse_is_one_line_and_changes_nothing(
    arguments: list[str], code: int, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Pier opens", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn.toml").write_text("[[outlet", encoding="utf-8")
    (tmp_path / "wrong.toml").write_text('[[outlet]]\npattern = "**"\nname = "N"\ncolour = "red"\n', encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "locked").mkdir(mode=0o555)
    (tmp_path / "w").mkdir()
    before = state(tmp_path)
    variables: dict[str, Any] = (
        {"NEWSLEDGER_CORPUS": "corpus", "NEWSLEDGER_WAREHOUSE": "w"} if arguments[0] == "run" else {}
    )
    permissions = "closed" in arguments[-1] or "locked" in arguments[-1]
    done = (Newsledger(tmp_path) if permissions else cli)(*arguments, **variables)
    is_one_line(done, code, *words)
    (tmp_path / "closed").chmod(0o755)  # or pytest could not remove it
    assert state(tmp_path) == before | {"closed": (0o40755, None)}


@pytest.mark.parametrize("name", ["outlets.toml", "checks.toml"])
def test_all_mistakes_of_a_file_that_people_write_are_told_before_the_load(name: str, tmp_path: Path) -> None:
    folder = {"outlets.toml": tmp_path, "checks.toml": tmp_path / "w"}[name]
    for made in (tmp_path / "corpus", tmp_path / "w"):
        made.mkdir()
    (folder / name).write_text('[[outlet]]\ncolour = "red"\n\n[overide]\n[[override]]\nuntil = 1\n', encoding="utf-8")
    done = cli("run", "--corpus", tmp_path / "corpus", "--warehouse", tmp_path / "w")
    assert (done.exit_code, done.stdout) == (2, "")
    told = re.findall(rf"^(?:Error: )?{folder / name}: line ([0-9]): ", done.stderr, re.MULTILINE)
    assert told == sorted(told)
    assert len(told) == len(done.stderr.splitlines()) >= 4


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwrite_start(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(b"\0" * 64)


def overwrite_middle(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(12_288)
        stream.write(b"\xaa" * (file.stat().st_size - 12_288))


def remove(file: Path) -> None:
    shutil.rmtree(file.parent)


def tear_manifest(file: Path) -> None:
    manifest = file.with_name("manifest.json")
    manifest.write_bytes(manifest.read_bytes()[:50])


@pytest.mark.parametrize("damage", [cut_short, overwrite_start, remove, tear_manifest])
@pytest.mark.parametrize("command", ["sql", "status", "run"])
def test_a_damaged_version_is_one_line_and_left_alone(
    damage: Callable[[Path], None], command: str, warehouse: Path, tmp_path: Path
) -> None:
    file = (warehouse / "warehouse.duckdb").resolve()
    file.chmod(0o644)
    damage(file)
    before = state(warehouse)
    (tmp_path / "corpus").mkdir()
    arguments: dict[str, list[str | Path]] = {
        "sql": ["FROM articles"],
        "status": [],
        "run": ["--corpus", tmp_path / "corpus"],
    }
    done = cli(command, "--warehouse", warehouse, *arguments[command])
    is_one_line(done, 1, SECOND)
    assert state(warehouse) == before
    assert cli("rollback", "--warehouse", warehouse).stdout == f"Published is {FIRST}.\n"
    assert cli("sql", "--warehouse", warehouse, "FROM articles").exit_code == 0


def test_damage_that_only_a_query_can_see_is_one_line(warehouse: Path) -> None:
    file = (warehouse / "warehouse.duckdb").resolve()
    file.chmod(0o644)
    overwrite_middle(file)
    is_one_line(cli("sql", "--warehouse", warehouse, "FROM articles"), 1, SECOND)


def test_a_file_in_place_of_the_link_is_one_line(warehouse: Path) -> None:
    link = warehouse / "warehouse.duckdb"
    link.unlink()
    link.write_bytes(b"mine")
    for arguments in (["sql", "SELECT 1"], ["status"]):
        is_one_line(cli(*arguments, "--warehouse", warehouse), 1, "not a link", "`newsledger rollback`")
    assert link.read_bytes() == b"mine"


def test_a_second_run_at_the_same_time_is_one_line_and_readers_go_on(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    holding = "import sys; from warehouse.publish import swap\nwith swap.lock(sys.argv[1]): print(flush=True); input()"
    code = f"import pathlib, sys; sys.argv[1] = pathlib.Path(sys.argv[1]); {holding}"
    first = Newsledger(tmp_path).start(warehouse, code=code, stdin=subprocess.PIPE)
    assert first.stdout
    assert first.stdout.readline() == b"\n"
    before = state(warehouse)
    second = Newsledger(tmp_path)("run", "--corpus", "corpus", "--warehouse", warehouse)
    is_one_line(second, 1, "another run is working in", f"process {first.pid}")
    is_one_line(cli("rollback", "--warehouse", warehouse), 1, "another run is working in")
    for arguments in (["sql", "SELECT 1"], ["status"], ["history"]):
        assert cli(*arguments, "--warehouse", warehouse).exit_code == 0
    assert state(warehouse) == before
    first.communicate(b"\n")
    assert cli("rollback", "--warehouse", warehouse).exit_code == 0


@pytest.mark.parametrize("arguments", [["sql", "FROM range(1000000)"], ["sql", "SELECT 1"], ["status"], ["history"]])
def test_a_reader_that_leaves_early_is_no_error(arguments: list[str], published: Path, newsledger: Newsledger) -> None:
    read, write = os.pipe()
    process = newsledger.start(*arguments, "--warehouse", published, stdout=write)
    os.close(write)
    if arguments[-1] == "FROM range(1000000)":
        assert os.read(read, 6) == b"range\n"
    os.close(read)
    _, err = process.communicate()
    assert (process.returncode, err) == (1, b"")


def test_a_full_disk_is_one_line(published: Path, newsledger: Newsledger) -> None:
    for arguments in (["sql", "FROM range(1000000)"], ["sql", "SELECT 1"], ["status"]):
        with Path("/dev/full").open("wb") as full:
            process = newsledger.start(*arguments, "--warehouse", published, stdout=full.fileno())
            _, err = process.communicate()
        assert (process.returncode, err) == (1, b"Error: No space left on device\n")


def test_output_is_utf8_whatever_the_locale(published: Path, newsledger: Newsledger) -> None:
    query = "SELECT 'Ménière' AS name"
    done = newsledger("sql", "--format", "jsonl", "--warehouse", published, query, PYTHONIOENCODING="latin-1")
    assert json.loads(done.stdout) == {"name": "Ménière"}


def test_reading_commands_import_nothing_heavy(published: Path, tmp_path: Path) -> None:
    code = """
import sys
from flows.cli.group import main
main(["--help"], standalone_mode=False)
for arguments in (["sql", "FROM articles"], ["sql", "--format=parquet", "SELECT 1"], ["status"], ["history"],
                  ["explain", "1"], ["explain", "1", "--html", "page.html"]):
    main([*arguments, "--warehouse", sys.argv[1]], standalone_mode=False)
heavy = {"spacy", "prefect", "great_expectations", "polars", "sqlalchemy", "pydantic"}
sys.exit(" ".join(heavy & sys.modules.keys()) or 0)
"""
    process = Newsledger(tmp_path).start(published, code=code)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_the_command_is_installed() -> None:
    script = Path(sys.executable).with_name("newsledger")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"newsledger, version \d+\.\d+\.\d+(\.dev\d+)?\n", done.stdout)
