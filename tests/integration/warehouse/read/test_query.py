import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import duckdb
import polars as pl
import psutil
import pytest
from rich.cells import cell_len

from tests.commands import PATIENCE
from tests.nights import Story, publish_night
from warehouse import QueryError, WarehouseError
from warehouse.publish import layout
from warehouse.read import connection, query
from warehouse.read.formats import MEASURED

SCREEN = "\x1b[2J\x07\u202egnp.exe\x9b31m"
RUN = "import sys; from pathlib import Path; from warehouse.read import query\n"
RUN += "query.run(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.stdout)"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    home = tmp_path_factory.mktemp("warehouse")
    publish_night(home, [Story(1, 1, ["Quay opens", f"9 boats {SCREEN} came, “all” of 港."])])
    return layout.published(home)


def ask(path, sql, format_="jsonl"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    query.run(path, sql, format_, stream)
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def on_a_terminal(path, sql, format_, columns=40):
    """Runs a query in a process whose standard output is a terminal; returns what it shows and its exit code."""
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-c", RUN, str(path), sql, format_]
    environment = os.environ | {"COLUMNS": str(columns)}
    with subprocess.Popen(arguments, stdout=theirs, stderr=subprocess.PIPE, env=environment) as shell:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux reports the end of a terminal so
                break
            if not part:
                break
            shown += part
        error = shell.stderr.read()
    os.close(ours)
    return shown.decode("utf-8").replace("\r\n", "\n"), shell.returncode, error.decode("utf-8")


# Formats


def test_json_lines_keep_types_and_nulls(path):
    sql = (
        "SELECT 1 AS i, 1.5 AS d, 0.25::DOUBLE AS f, true AS b, NULL AS n, '' AS e, DATE '2031-05-01' AS day, "
        "TIMESTAMP '2031-05-01 02:00:00' AS t, [1, NULL] AS l, {'a': 'x'} AS s, "
        "170141183460469231731687303715884105727 AS h"
    )
    assert json.loads(ask(path, sql)) == {
        "i": 1, "d": 1.5, "f": 0.25, "b": True, "n": None, "e": "", "day": "2031-05-01", "t": "2031-05-01 02:00:00",
        "l": [1, None], "s": {"a": "x"}, "h": 170141183460469231731687303715884105727,
    }  # fmt: skip


def test_json_is_one_array_even_without_rows(path):
    assert json.loads(ask(path, "SELECT 1 AS a FROM range(3)", "json")) == [{"a": 1}] * 3
    assert json.loads(ask(path, "SELECT 1 AS a WHERE false", "json")) == []
    assert ask(path, "SELECT 1 AS a WHERE false", "jsonl") == ""


def test_json_keeps_columns_of_the_same_name_apart(path):
    assert json.loads(ask(path, "SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a")) == {"a": 1, "a_1": 2, "a_1_1": 3, "a_2": 4}


@pytest.mark.parametrize("format_", ["table", "record", "csv", "json", "jsonl"])
def test_every_type_of_duckdb_can_be_printed(path, format_):
    text = ask(path, "SELECT * EXCLUDE (medium_enum, large_enum) FROM test_all_types()", format_)
    if format_ == "jsonl":
        documents = [json.loads(line, parse_constant=pytest.fail) for line in text.splitlines()]
        assert documents[1]["varchar"] == "goo\0se"


def test_csv_reads_back_with_nulls_and_empty_texts_apart(path, tmp_path):
    sql = "SELECT * FROM (VALUES (1, 'a,b'), (2, 'say \"so\"'), (3, 'two\nlines'), (4, NULL), (5, '')) AS t(i, s)"
    text = ask(path, sql, "csv")
    assert list(csv.reader(io.StringIO(text)))[:4] == [["i", "s"], ["1", "a,b"], ["2", 'say "so"'], ["3", "two\nlines"]]
    (tmp_path / "rows.csv").write_text(text, newline="")
    read = duckdb.sql(f"SELECT s FROM read_csv('{tmp_path / 'rows.csv'}', nullstr = '', allow_quoted_nulls = false)")
    assert read.fetchall()[3:] == [(None,), ("",)]


def test_table_is_aligned_with_nulls_as_nothing_and_wide_letters_counted(path):
    text = ask(path, "SELECT * FROM (VALUES ('港港', 1), ('Vell', NULL), ('é', 1000)) AS t(place, boats)", "table")
    assert text == (
        "place  boats\n"
        "-----  -----\n"
        "港港       1\n"
        "Vell\n"
        "é       1000\n"
        "(3 rows)\n"
    )  # fmt: skip


def test_table_without_rows_and_with_one(path):
    assert ask(path, "SELECT 1 AS one WHERE false", "table") == "one\n---\n(0 rows)\n"
    assert ask(path, "SELECT 1 AS one", "table").endswith("(1 row)\n")


def test_table_off_a_terminal_cuts_nothing(path):
    assert "x" * 5000 in ask(path, "SELECT repeat('x', 5000) AS long", "table")


def test_table_goes_on_after_the_first_chunk(path):
    text = ask(path, f"SELECT range AS n FROM range({MEASURED + 2})", "table")
    assert text.splitlines()[-2].strip() == str(MEASURED + 1)
    assert text.endswith(f"({MEASURED + 2} rows)\n")


@pytest.mark.parametrize(
    "sql",
    [
        "DESCRIBE SELECT 1 AS a", "SUMMARIZE loads", "SELECT kind FROM blocks ORDER BY block_no DESC;;",
        "PIVOT blocks ON kind USING count(*) GROUP BY article_id",
    ],
)  # fmt: skip
def test_parquet_takes_every_kind_of_query_in_its_order(path, sql):
    stream = io.TextIOWrapper(io.BytesIO())
    query.run(path, sql, "parquet", stream)
    with connection.connect(path) as con:
        assert pl.read_parquet(io.BytesIO(stream.buffer.getvalue())).rows() == con.execute(sql).fetchall()


def test_parquet_keeps_the_types(path, tmp_path):
    stream = io.TextIOWrapper(io.BytesIO())
    query.run(path, "SELECT article_id, headline, published_on FROM articles -- all\n;", "parquet", stream)
    frame = pl.read_parquet(io.BytesIO(stream.buffer.getvalue()))
    assert frame.schema == {"article_id": pl.Int64, "headline": pl.String, "published_on": pl.Date}
    assert frame.rows() == [(1, "Quay opens", None)]


@pytest.mark.parametrize(
    "sql",
    [
        "FROM loads", "WITH a AS (SELECT 1) FROM a", "VALUES (1)", "DESCRIBE articles", "SHOW TABLES",
        "SUMMARIZE blocks", "FROM marts.data_as_of;", "SELECT 1 -- ; SELECT 2",
        "PIVOT articles ON outlet USING count(*)", "FROM (PIVOT blocks ON kind USING count(*))",
    ],
)  # fmt: skip
def test_every_kind_of_query_is_answered(path, sql):
    assert ask(path, sql)


def test_several_queries_are_answered_one_after_another(path):
    sql = "SELECT 1 AS a; PIVOT blocks ON kind USING count(*) GROUP BY article_id; SELECT 2 AS b"
    assert ask(path, sql, "csv") == "a\n1\n\narticle_id,body,headline\n1,1,1\n\nb\n2\n"
    with pytest.raises(QueryError, match="one query at a time for Parquet"):
        ask(path, "SELECT 1; SELECT 2", "parquet")


def test_tables_and_marts_are_listed_with_what_they_hold(path):
    listed = {row["name"]: row["meaning"] for row in map(json.loads, ask(path, "show  tables ;").splitlines())}
    assert {"articles", "marts.claims", "marts.compare_outlets(one, other)"} <= listed.keys()
    assert all(listed.values())


@pytest.mark.parametrize("sql", ["DESCRIBE blocks", "desc main.Blocks;", "DESCRIBE marts.data_as_of"])
def test_a_description_says_what_columns_mean(path, sql):
    told = [json.loads(line) for line in ask(path, sql).splitlines()]
    with connection.connect(path) as con:
        assert [row["column_name"] for row in told] == [row[0] for row in con.execute(sql).fetchall()]
    assert all(row["meaning"] for row in told)


def test_a_query_ends_with_its_time(path):
    slow = "SELECT count(*) FROM range(1000000) AS a(n), range(1000000) AS b(m) WHERE hash(n + m) = 7"
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"took longer than the 0\.5 seconds of --timeout"):
        query.run(path, slow, "csv", io.StringIO(), query.Limits(seconds=0.5))
    assert time.monotonic() - begun < PATIENCE
    with pytest.raises(QueryError, match="took longer"):
        query.run(path, f"SELECT 1; {slow}", "csv", io.StringIO(), query.Limits(seconds=0.5))
    query.run(path, "SELECT 1", "csv", io.StringIO(), query.Limits(seconds=60))


def test_a_query_ends_with_its_memory(path):
    hungry = "SELECT list(range) FROM range(30000000)"
    with pytest.raises(QueryError, match="takes more than the 50MB of --memory"):
        query.run(path, hungry, "csv", io.StringIO(), query.Limits(memory="50MB"))
    query.run(path, "SELECT 1", "csv", io.StringIO(), query.Limits(memory="50MB"))


def test_temporary_files_are_bounded(path):
    (size,) = json.loads(ask(path, "SELECT current_setting('max_temp_directory_size') AS size")).values()
    assert size == "9.3 GiB"


def test_a_record_has_a_line_for_each_value(path):
    assert ask(path, "SELECT 1 AS n, NULL AS nothing, '港' AS place UNION ALL SELECT 2, 3, 'x'", "record") == (
        "-- 1\nn        1\nnothing\nplace    港\n-- 2\nn        2\nnothing  3\nplace    x\n(2 rows)\n"
    )


def test_instants_are_in_utc(path):
    assert json.loads(ask(path, "SELECT current_setting('TimeZone') AS zone")) == {"zone": "UTC"}


# Terminals


@pytest.mark.parametrize("format_", ["table", "record", "csv", "json", "jsonl"])
def test_no_text_of_an_article_can_steer_the_terminal(path, format_):
    shown, code, _ = on_a_terminal(path, "SELECT body, [body] AS listed FROM articles", format_, columns=400)
    assert code == 0
    assert "boats" in shown
    assert "港" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_a_table_fits_the_terminal(path):
    shown, _, _ = on_a_terminal(
        path, "SELECT 7 AS n, repeat('港', 50) AS a, repeat('b', 50) AS b UNION ALL SELECT 8, 'c', 'd'", "table"
    )
    lines = shown.splitlines()
    assert max(map(cell_len, lines)) == 40
    assert "…" in lines[2]
    assert lines[3].split() == ["8", "c", "d"]


def test_columns_that_do_not_fit_a_terminal_are_named(path):
    columns = ", ".join(f"repeat('x', 30) AS c{n}" for n in range(6))
    shown, _, _ = on_a_terminal(path, f"SELECT {columns}", "table")
    lines = shown.splitlines()
    assert lines[0].split() == ["c0", "c1", "c2"]
    assert max(map(cell_len, lines[:3])) <= 40
    assert lines[-1] == "(too narrow for c3, c4, c5; --format record or csv shows all)"


def test_a_long_value_of_a_record_goes_on_below_itself(path):
    shown, _, _ = on_a_terminal(path, "SELECT 'so many words that no line of this terminal holds' AS said", "record")
    assert shown == "-- 1\nsaid  so many words that no line of this\n      terminal holds\n(1 row)\n"


def test_parquet_is_not_poured_onto_a_terminal(path):
    shown, code, error = on_a_terminal(path, "SELECT 1", "parquet")
    assert shown == ""
    assert code != 0
    assert "redirect it to a file" in error


# What is refused


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("COPY articles TO 'out.csv'", "COPY cannot be run"),
        ("ATTACH 'other.duckdb'", "ATTACH cannot be run"),
        ("INSTALL httpfs", "LOAD cannot be run"),
        ("LOAD httpfs", "LOAD cannot be run"),
        ("INSERT INTO articles SELECT * FROM articles", "INSERT cannot be run"),
        ("UPDATE articles SET headline = ''", "UPDATE cannot be run"),
        ("DELETE FROM articles", "DELETE cannot be run"),
        ("CREATE TEMP TABLE t AS SELECT 1", "CREATE cannot be run"),
        ("DROP TABLE articles", "DROP cannot be run"),
        ("SET threads = 1", "SET cannot be run"),
        ("RESET enable_external_access", "SET cannot be run"),
        ("PRAGMA enable_profiling", "PRAGMA cannot be run"),
        ("EXPORT DATABASE 'out'", "EXPORT cannot be run"),
        ("CALL pragma_version()", "CALL cannot be run"),
        ("SELECT 1; COPY articles TO 'out.csv'", "COPY cannot be run"),
        ("CREATE TYPE kinds AS ENUM ('a')", "CREATE cannot be run"),
        ("PIVOT articles ON outlet USING count(*); DROP TABLE articles", "DROP cannot be run"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Permission Error"),
        ("FROM read_text('/etc/passwd')", "Permission Error"),
        ("FROM '/etc/passwd'", "Error"),
        ("FROM glob('/etc/*')", "Permission Error"),
        ("FROM read_parquet('http://localhost/x.parquet')", "Permission Error"),
        ("FROM read_duckdb('other.duckdb')", "Permission Error"),
        ("SELECT getenv('HOME')", "does not exist"),
        ("FROM path", "does not exist"),
        ("SELEC 1", "Parser Error"),
        ("SELECT nothing FROM articles", "Binder Error"),
        ("SELECT 'x'::INTEGER", "Conversion Error"),
        ("SELECT error('\x1b[31mred')", "red"),
        ("", "there is no query"),
        (" -- nothing\n;", "there is no query"),
        ("SELECT '\udcff'", "not valid UTF-8"),
    ],
)
@pytest.mark.parametrize("format_", ["table", "parquet"])
def test_what_is_no_query_is_refused_in_one_plain_line(path, tmp_path, monkeypatch, sql, message, format_):
    monkeypatch.chdir(tmp_path)
    duckdb.connect("other.duckdb").close()
    before = path.read_bytes()
    with pytest.raises(QueryError, match=re.escape(message)) as error:
        ask(path, sql, format_)
    assert not re.search("[\x00-\x1f]", str(error.value))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.duckdb"]


def test_an_error_in_a_later_row_is_told_too(path):
    with pytest.raises(QueryError, match="Conversion Error"):
        ask(path, "SELECT (CASE WHEN range < 99999 THEN '1' ELSE 'x' END)::INTEGER FROM range(100000)")


def test_the_connection_locks_its_configuration(path):
    with connection.connect(path) as con:
        for sql in ("SET enable_external_access = true", "SET memory_limit = '9GB'", "SET lock_configuration = false"):
            with pytest.raises(duckdb.Error, match=r"locked|Cannot change"):
                con.execute(sql)
        with pytest.raises(duckdb.Error):
            con.execute("INSERT INTO loads SELECT * FROM loads")


def test_what_is_no_warehouse_cannot_be_opened(tmp_path):
    (tmp_path / "warehouse.duckdb").write_bytes(b"no database at all" * 1000)
    for name in ("warehouse.duckdb", "none.duckdb"):
        with pytest.raises(WarehouseError, match="cannot be opened") as error:
            connection.connect(tmp_path / name)
        assert "\n" not in str(error.value)
    assert not (tmp_path / "none.duckdb").exists()


# Time and memory


def _wait_until_busy(process: psutil.Process, seconds: float) -> None:
    """Waits until a process has used the processors for so long: on a busy machine the clock says nothing."""
    end = time.monotonic() + PATIENCE
    before = process.cpu_times().user
    while process.cpu_times().user - before < seconds:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("format_", ["csv", "parquet"])
@pytest.mark.parametrize(
    "condition",
    [
        "range(1000000000000) AS a(n) WHERE hash(n) = 7",
        "range(1000000) AS a(n), range(1000000) AS b(m) WHERE hash(n + m) = 7",
    ],
)
def test_ctrl_c_stops_a_query(path, format_, condition):
    announce = RUN.replace("\n", "\nprint('ready', file=sys.stderr, flush=True)\n", 1)
    sql = f"SELECT count(*) FROM {condition}"
    arguments = [sys.executable, "-c", announce, str(path), sql, format_]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as shell:
        assert shell.stderr.readline() == "ready\n"
        _wait_until_busy(psutil.Process(shell.pid), seconds=0.5)
        shell.send_signal(signal.SIGINT)
        try:
            _, error = shell.communicate(timeout=PATIENCE)
        finally:
            shell.kill()
    assert error.splitlines()[-1] == "KeyboardInterrupt"


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_query_imports_nothing_in_which_ctrl_c_would_be_lost(path, format_):
    """An import that DuckDB begins swallows a Ctrl-C that comes in the middle of it; it begins that of pandas."""
    code = f"{RUN}\nprint(*{{'pandas', 'numpy', 'pyarrow'}} & set(sys.modules), file=sys.stderr)"
    arguments = [sys.executable, "-c", code, str(path), "SELECT 1 AS a", format_]
    result = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    assert result.stderr == "\n"


@pytest.mark.parametrize(
    ("format_", "few"), [("table", 20_000), ("csv", 20_000), ("json", 20_000), ("parquet", 400_000)]
)
def test_memory_does_not_grow_with_the_rows(path, format_, few):
    code = f"{RUN}\nimport resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"

    def peak(rows):
        sql = f"SELECT range AS n, repeat('x', 500) || range AS text FROM range({rows})"
        result = subprocess.run(
            [sys.executable, "-c", code, str(path), sql, format_], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            check=True,
        )  # fmt: skip
        return int(result.stderr) / 1024

    assert peak(few + 200_000) - peak(few) < 60, "megabytes; the rows are 100"


def test_a_query_imports_nothing_heavy(path):
    code = (
        f"{RUN}\nprint(*{{'polars', 'pandas', 'numpy', 'spacy', 'prefect', 'great_expectations'}} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(path), "SELECT 1 AS a", "jsonl"], capture_output=True, text=True, check=True
    )
    assert result.stdout == '{"a": 1}\n\n'
