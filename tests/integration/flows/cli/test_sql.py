"""`newsledger sql`: formats, and what a query must not do."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.commands import Newsledger, cli, is_one_line, state
from tests.two_nights import HOSTILE


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


def test_queries_come_from_a_file_or_standard_input(published: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.sql"
    queries.write_text("SELECT 1 AS one;\n-- and\nSELECT 2 AS two;\n", encoding="utf-8")
    done = cli("sql", "--warehouse", published, "--format", "csv", "--file", queries)
    assert done.stdout == "one\n1\n\ntwo\n2\n"
    for arguments in (["--file", "-"], ["-"]):
        piped = cli("sql", "--warehouse", published, "--format", "csv", *arguments, given="SELECT 'é' AS e")
        assert piped.stdout == "e\né\n", piped.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Give a QUERY or a --file"),
        (["--file", "{file}", "SELECT 1"], "Give a QUERY or a --file"),
        (["--file", "{file}"], "not valid UTF-8"),
        (["--file", "nowhere.sql"], "No such file"),
        (["--memory", "lots", "SELECT 1"], "no amount such as 500MB"),
        (["--timeout", "0", "SELECT 1"], "timeout"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], message: str, published: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.sql"
    file.write_bytes(b"SELECT '\xff'")
    is_one_line(cli("sql", "--warehouse", published, *(one.format(file=file) for one in arguments)), 2, message)


def test_the_limits_reach_the_query(published: Path) -> None:
    slow = "SELECT count(*) FROM range(1000000) AS a(n), range(1000000) AS b(m) WHERE hash(n + m) = 7"
    is_one_line(cli("sql", "--warehouse", published, "--timeout", "0.3", slow), 1, "0.3 seconds of --timeout")
    hungry = "SELECT list(range) FROM range(30000000)"
    is_one_line(cli("sql", "--warehouse", published, "--memory", "50 MB", hungry), 1, "50MB of --memory")
