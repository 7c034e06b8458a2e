"""The command line on real files: misuse, reading commands and `extract`. None of these tests starts Prefect."""

import csv
import gzip
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.commands import Newsledger
from tests.nights import WARNED, Story, file_row, publish_night, refuse_night

NIGHT = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
FIRST, SECOND, REFUSED = "20260304T020000Z", "20260305T020000Z", "20260306T020000Z"
HOSTILE = '\x1b[31mمرحبا,"\n\u202e; Ana\x07'

ARTICLE = """Ferry sinks off Tessaly Bay

Advertisement

At least 12 people were killed when a ferry sank off Tessaly Bay, mayor Anna Brook said on Monday.

"We will find out who let it sail," Ms Brook told reporters.
"""


def cli(*arguments: str | Path, given: str = "", **variables: str) -> Result:
    """Runs a command in this process; an error that nobody expected fails the test."""
    line = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, line, input=given, env=variables, prog_name="newsledger", catch_exceptions=False)


def state(folder: Path) -> dict[str, Any]:
    """All that lies in a folder, but for what every process that looks leaves and clears."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
        if path.name not in (".lock", "candidates")
    }


def is_one_line(done: Result | subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One clear line on stderr, and nothing else."""
    exit_code = done.exit_code if isinstance(done, Result) else done.returncode
    assert (exit_code, done.stdout) == (code, ""), done.stderr
    assert re.fullmatch(r"Error: [^\n\x00-\x1f\x7f-\x9f]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two published loads and a refused one; nobody writes to it."""
    directory = tmp_path_factory.mktemp("warehouse")
    ferry = Story(1, 1, ["Ferry sinks", "Read more here.", "Twelve were killed."], kinds={2: "related"})
    publish_night(directory, [ferry], now=NIGHT)
    publish_night(
        directory,
        [Story(2, 2, [HOSTILE])],
        files=[file_row(2, HOSTILE)],
        now=NIGHT + timedelta(days=1),
        checks=[WARNED],
    )
    refuse_night(directory, [Story(3, 3, ["Pier reopens"])], now=NIGHT + timedelta(days=2))
    return directory


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return shutil.copytree(published, tmp_path / "warehouse", symlinks=True)


# misuse


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
        (["run", "--outlets", "torn.toml"], 1, ["torn.toml", "not valid TOML"]),
        (["run", "--outlets", "wrong.toml"], 1, ["wrong.toml", "colour"]),
        (["run", "--outlets", "latin.toml"], 1, ["latin.toml", "not UTF-8"]),
        (["status", "now"], 2, ["(now)"]),
        (["status", "--warehouse", "corpus/a.txt"], 2, ["is a file"]),
        (["status", "--warehouse", "empty"], 1, ["nothing is published", "`newsledger run`"]),
        (["sql", "--warehouse", "empty", "SELECT 1"], 1, ["nothing is published", "`newsledger run`"]),
        (["rollback", "--warehouse", "empty"], 1, ["there is no warehouse"]),
        (["rollback", "--warehouse", "missing"], 1, ["no warehouse in missing"]),
        (["sql"], 2, ["'QUERY'"]),
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
    (tmp_path / "corpus" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn.toml").write_text("[[outlet", encoding="utf-8")
    (tmp_path / "wrong.toml").write_text('[[outlet]]\npattern = "**"\nname = "N"\ncolour = "red"\n', encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "locked").mkdir(mode=0o555)
    (tmp_path / "w").mkdir()
    before = state(tmp_path)
    variables = {"NEWSLEDGER_CORPUS": "corpus", "NEWSLEDGER_WAREHOUSE": "w"} if arguments[0] == "run" else {}
    permissions = "closed" in arguments[-1] or "locked" in arguments[-1]
    done = (Newsledger(tmp_path) if permissions else cli)(*arguments, **variables)
    is_one_line(done, code, *words)
    (tmp_path / "closed").chmod(0o755)  # or pytest could not remove it
    assert state(tmp_path) == before | {"closed": (0o40755, None)}


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
    arguments = {"sql": ["FROM articles"], "status": [], "run": ["--corpus", tmp_path / "corpus"]}[command]
    done = cli(command, "--warehouse", warehouse, *arguments)
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
    holding = "import sys; from warehouse import publish\nwith publish.lock(sys.argv[1]): print(flush=True); input()"
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


# sql


def rows_in(form: str, output: bytes) -> list[tuple[Any, ...]]:
    match form:
        case "csv":
            header, *rows = csv.reader(io.StringIO(output.decode(), newline=""))
            assert header == ["number", "text", "nothing"]
            return [(int(number), text, nothing or None) for number, text, nothing in rows]
        case "json":
            return [tuple(row.values()) for row in json.loads(output)]
        case "jsonl":
            return [tuple(json.loads(line).values()) for line in output.decode().strip("\n").split("\n")]
        case _:
            return pl.read_parquet(io.BytesIO(output)).rows()


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_every_format_says_the_same(form: str, published: Path) -> None:
    query = "SELECT article_id AS number, headline AS text, NULL::INTEGER AS nothing FROM articles ORDER BY number"
    done = cli("sql", "--format", form, query, NEWSLEDGER_WAREHOUSE=str(published))
    assert done.exit_code == 0
    assert rows_in(form, done.stdout_bytes) == [(1, "Ferry sinks", None), (2, HOSTILE, None)]
    assert cli("sql", query, NEWSLEDGER_WAREHOUSE=str(published), NEWSLEDGER_FORMAT=form).stdout_bytes == (
        done.stdout_bytes
    )


def test_a_table_is_for_people(published: Path) -> None:
    done = cli("sql", "--warehouse", published, "SELECT article_id, headline FROM articles ORDER BY ALL LIMIT 1")
    assert done.stdout == "article_id  headline\n----------  -----------\n         1  Ferry sinks\n(1 row)\n"
    hostile = cli("sql", "--warehouse", published, "SELECT headline FROM articles WHERE article_id = 2")
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", hostile.stdout) is None
    assert "مرحبا" in hostile.stdout


@pytest.mark.parametrize(
    "query",
    [
        "COPY articles TO '{out}'",
        "COPY (SELECT 1) TO '{out}' (FORMAT parquet)",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{out}' AS mine",
        "FROM read_csv('/etc/passwd')",
        "FROM '/etc/passwd'",
        "FROM read_text('/etc/passwd')",
        "FROM glob('/etc/*')",
        "INSERT INTO articles FROM articles",
        "DELETE FROM articles",
        "UPDATE articles SET body = ''",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP VIEW mine AS SELECT 1",
        "DROP TABLE articles",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "LOAD httpfs",
        "INSTALL httpfs",
        "CHECKPOINT",
        "USE warehouse",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE articles",
        "SELEC 1",
        "SELECT 'open",
        "FROM nowhere",
        "SELECT nothing FROM articles",
        "SELECT 'a'::INTEGER",
        "SELECT error('two' || chr(10) || 'lines' || chr(27) || '[31m')",
        "SELECT ?",
        "",
        "/* nothing */",
    ],
)
def test_sql_reads_the_published_version_and_nothing_else(query: str, published: Path, tmp_path: Path) -> None:
    before = state(published)
    out = tmp_path / "out"
    for form in ("table", "parquet"):
        is_one_line(cli("sql", "--warehouse", published, "--format", form, query.format(out=out)), 1)
    assert not out.exists()
    assert state(published) == before


def test_a_query_that_is_no_text_is_one_line(published: Path, newsledger: Newsledger) -> None:
    is_one_line(newsledger("sql", "--warehouse", published, b"SELECT '\xff'"), 1, "UTF-8")


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


# status, history, rollback


def test_status_says_what_is_published(published: Path) -> None:
    done = cli("status", "--warehouse", published)
    assert done.stdout.startswith(f"Published  {SECOND}, ")
    assert f"versions/{SECOND}/warehouse.duckdb" in done.stdout
    assert re.search(r"^articles +2 rows$", done.stdout, re.MULTILINE)


def test_history_and_rollback(warehouse: Path) -> None:
    def verdicts() -> list[list[str]]:
        lines = cli("history", "--warehouse", warehouse).stdout.split("\n")
        return [line.split()[:2] + (["<-"] if "<- published" in line else []) for line in lines if line[:1] == "2"]

    assert verdicts() == [[FIRST, "published"], [SECOND, "published", "<-"], [REFUSED, "refused"]]
    told = cli("history", "--warehouse", warehouse).stdout
    assert "articles: article_count: 3\n" in told
    assert '    articles: drift: 0.9, usually 0.3\n      {"lines": ["Tide tables"]}\n' in told
    before = state(warehouse)
    for load_id in ("yesterday", REFUSED, SECOND, "../versions", "\x1b[31m\n"):
        is_one_line(cli("rollback", "--warehouse", warehouse, load_id), 1, FIRST)
    assert state(warehouse) == before

    assert cli("rollback", "--warehouse", warehouse).stdout == f"Published is {FIRST}.\n"
    assert verdicts() == [[FIRST, "published", "<-"], [SECOND, "published"], [REFUSED, "refused"]]
    assert cli("status", "--warehouse", warehouse).stdout.startswith(f"Published  {FIRST}, ")
    is_one_line(cli("rollback", "--warehouse", warehouse), 1, "no earlier version", SECOND)

    assert cli("rollback", "--warehouse", warehouse, SECOND).stdout == f"Published is {SECOND}.\n"
    after = cli("history", "--warehouse", warehouse).stdout
    assert re.findall(r"rollback  from (\S+) to (\S+)", after) == [(SECOND, FIRST), (FIRST, SECOND)]
    assert {path: what for path, what in state(warehouse).items() if "rollback" not in path} == before


def test_history_of_nothing_is_no_error(tmp_path: Path) -> None:
    done = cli("history", "--warehouse", tmp_path / "none")
    assert (done.exit_code, done.stdout.startswith("No load yet")) == (0, True)
    assert not (tmp_path / "none").exists()


def test_colours_are_for_terminals(published: Path, newsledger: Newsledger) -> None:
    controller, terminal = pty.openpty()
    process = newsledger.start("history", "--warehouse", published, stdout=terminal, TERM="xterm-256color")
    process.communicate()
    shown = os.read(controller, 65_536)
    os.close(terminal)
    os.close(controller)
    assert b"\x1b[32mpublished" in shown
    assert b"\x1b[31mrefused" in shown
    assert b"\x1b[33m    articles: drift" in shown
    for command in ("history", "status"):
        assert "\x1b" not in newsledger(command, "--warehouse", published, TERM="xterm-256color").stdout


def test_reading_commands_import_nothing_heavy(published: Path, tmp_path: Path) -> None:
    code = """
import sys
from flows.cli import main
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


# explain


def test_explain_shows_every_block_of_an_article(published: Path) -> None:
    assert cli("explain", "--warehouse", published, "1").stdout.splitlines() == [
        "Ferry sinks",
        "article       1",
        "outlet        Harbour Post",
        "path          harbour-post/1.txt",
        "record_no     1",
        "language      en",
        "removed       33% of 45 characters, 1 of 3 blocks",
        "",
        "  Ferry sinks",
        "- Read more here.  [related test.related 1.00]",
        "  Twelve were killed.",
        "",
        "    1 kept     body      test.body",
        "    1 kept     headline  test.headline",
        "    1 removed  related   test.related",
    ]


def test_explain_strikes_through_on_a_terminal_and_lets_nothing_steer_it(
    published: Path, newsledger: Newsledger
) -> None:
    controller, terminal = pty.openpty()
    for article in ("1", "2"):
        newsledger.start(
            "explain", article, "--warehouse", published, stdout=terminal, TERM="xterm-256color"
        ).communicate()
    shown = os.read(controller, 65_536).decode()
    os.close(terminal)
    os.close(controller)
    assert "\x1b[34m\x1b[9mRead more here.\x1b[0m  \x1b[34m[related test.related 1.00]\x1b[0m" in shown
    assert '\x1b[1m\\x1b[31mمرحبا,"\\n\\u202e; Ana\\x07\x1b[0m' in shown
    assert not re.search("[\x07\u202e]|\x1b\\[31m", shown)


def test_explain_writes_a_page_whole_or_not_at_all(published: Path, tmp_path: Path, newsledger: Newsledger) -> None:
    page = tmp_path / "page.html"
    page.write_text("an older page")
    done = cli("explain", "--warehouse", published, "1", "--html", page)
    assert (done.exit_code, done.stdout) == (0, f"Wrote article 1, 3 blocks, to {page}.\n")
    assert '<del dir="auto">Read more here.</del>' in page.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    arguments = ("explain", "1", "--warehouse", published, "--html")
    is_one_line(newsledger(*arguments, tmp_path / "none" / "page.html"), 1, "none/page.html: No such file")
    is_one_line(newsledger(*arguments, tmp_path), 2, "is a directory")
    is_one_line(newsledger(*arguments, ""), 2, "'--html': the name of the file is empty")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    is_one_line(newsledger(*arguments, closed / "page.html"), 1, "Permission")
    through = newsledger(*arguments, "/dev/stdout").stdout
    assert through.startswith("<!DOCTYPE html>")
    assert through.endswith("to /dev/stdout.\n")
    assert Path("/dev/stdout").is_symlink()


@pytest.mark.parametrize("article", ["3", "0", str(10**60)])
def test_explain_of_an_unknown_article_is_one_line(article: str, published: Path) -> None:
    is_one_line(cli("explain", "--warehouse", published, article), 1, f"no article has the id {article}")


# extract


def articles_in(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.strip("\n").split("\n")]


def slices_back(article: dict[str, Any]) -> None:
    for kind, text in (("blocks", "text"), ("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        assert article[kind], kind
        for row in article[kind]:
            assert article["raw_text"][row["raw_start"] : row["raw_end"]] == row[text]
            if row["start_char"] is not None:
                assert article["body"][row["start_char"] : row["end_char"]] == row[text]


def test_extract_prints_one_object_per_article(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    image = tmp_path / "image.txt"
    image.write_bytes(b"\x89PNG\r\n\x1a\n")
    other = tmp_path / "other.txt"
    other.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("Tessaly", "Žďár 😀 Tessaly").replace("\n", "\r\n").encode())
    done = cli("extract", good, empty, image, other)
    assert done.exit_code == 0
    first, second = articles_in(done.stdout)
    assert (first["path"], second["path"]) == (str(good), str(other))
    told = ["path", "record_no", "member", "url", "headline", "byline", "language", "not_annotated", "published_on"]
    texts = ["published_on_source", "body", "raw_text"]
    assert list(first) == [*told, *texts, "blocks", "mentions", "figures", "quotes"]
    assert first["headline"] == "Ferry sinks off Tessaly Bay"
    assert "Advertisement" in first["raw_text"]
    assert "Advertisement" not in first["body"]
    assert {"entity", "entity_id", "label", "block_id"} <= set(first["mentions"][0])
    assert "Anna Brook" in {mention["entity"] for mention in first["mentions"]}
    assert [(figure["value_low"], figure["bound"]) for figure in first["figures"]] == [(12, "at_least")]
    (quote,) = (quote for quote in first["quotes"] if quote["kind"] == "direct")
    assert quote["text"].startswith("We will find out who let it sail")
    assert "Brook" in quote["speaker"]
    slices_back(first)
    slices_back(second)
    refused = done.stderr.split("\n")
    assert [str(empty) in refused[0], str(image) in refused[1], refused[2:]] == [True, True, [""]]


def test_extract_takes_every_block_as_body_if_told_so(tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    (article,) = articles_in(cli("extract", "--no-strip", path).stdout)
    assert {block["kind"] for block in article["blocks"]} == {"body"}
    assert article["body"].split("\n\n") == ARTICLE.strip().split("\n\n")
    slices_back(article)
    assert articles_in(cli("extract", path, NEWSLEDGER_NO_STRIP="1").stdout) == [article]


def test_extract_reads_standard_input_and_any_name(newsledger: Newsledger, tmp_path: Path) -> None:
    names = [b"bytes\xff.txt", "الميناء.txt".encode(), b"two\nlines \x1b[31m.txt"]
    paths = [os.fsencode(tmp_path) + b"/" + name for name in names]
    for path in paths:
        Path(os.fsdecode(path)).write_text(ARTICLE, encoding="utf-8")
    done = newsledger("extract", *paths, "-", given=ARTICLE.encode(), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    found = articles_in(done.stdout)
    assert [article["path"].removeprefix(f"{tmp_path}/") for article in found] == [
        "bytes\\xff.txt", "الميناء.txt", "two\nlines \x1b[31m.txt", "-",
    ]  # fmt: skip
    assert len({article["raw_text"] for article in found}) == 1
    assert "\x1b" not in done.stdout


def test_extract_reads_records_of_any_format_also_from_a_pipe(newsledger: Newsledger, tmp_path: Path) -> None:
    record = {
        "headline": "Harbour closed",
        "body": "The council of Port Ellery closed it.",
        "date": "2026-03-04T23:00:00Z",
    }
    lines = json.dumps(record) + "\n{\n" + json.dumps(record | {"date": "9999-12-31T23:59:59Z"}) + "\n"
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=[lines])
    writer.start()
    done = newsledger("extract", tmp_path / "pipe", "-", given=gzip.compress(lines.encode()))
    writer.join()
    assert done.returncode == 0
    assert [(a["record_no"], a["headline"], a["published_on"]) for a in articles_in(done.stdout)] == [
        (1, "Harbour closed", "2026-03-04"), (3, "Harbour closed", None),
    ] * 2  # fmt: skip
    assert re.fullmatch(r"(newsledger: '[^']+' record 2 left out, bad_record: [^\n]+\n){2}", done.stderr)


def test_extract_without_any_article_fails(newsledger: Newsledger, tmp_path: Path) -> None:
    empty = tmp_path / "\x1b[31m.txt"
    empty.touch()
    for done in (cli("extract", "-", given="\n \n"), cli("extract", empty, empty)):
        assert (done.exit_code, done.stdout) == (1, "")
        assert re.fullmatch(r"(newsledger: '[^\n\x1b]+' left out, empty: [^\n]+\n)+", done.stderr)
    (tmp_path / "closed.txt").touch(mode=0)
    is_one_line(newsledger("extract", tmp_path / "closed.txt"), 2, "not readable")


def test_extract_keeps_the_order_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.adhoc.ARTICLES_AT_ONCE", 2)
    paths = [tmp_path / f"{number}.txt" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text("" if number == 2 else f"Story {number}\n\nNothing happened in Tessaly.\n", encoding="utf-8")
    found = articles_in(cli("extract", *paths).stdout)
    assert [article["path"] for article in found] == [str(path) for path in paths if path.name != "2.txt"]


def test_the_command_is_installed() -> None:
    script = Path(sys.executable).with_name("newsledger")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"newsledger, version \d+\.\d+\.\d+\n", done.stdout)
