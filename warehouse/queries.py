"""Queries on a published file, read-only and without any other file: ad hoc in a format of choice, or one article."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import duckdb

from warehouse import QueryError, WarehouseError
from warehouse.formats import WRITERS, escape

FORMATS = (*WRITERS, "parquet")

CHUNK = 1000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article; the fields are columns of `blocks`, but `in_body`: whether it stands in the body."""

    kind: str
    rule: str
    confidence: float
    in_body: bool
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its blocks in reading order; the other fields are columns of `articles` and `files`."""

    article_id: int
    path: str
    record_no: int
    member: str | None
    outlet: str | None
    url: str | None
    headline: str | None
    published_on: date | None
    published_on_source: str | None
    language: str | None
    not_annotated: str | None
    blocks: tuple[Block, ...] = ()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens a published file for reading, and nothing else.

    No other file can be read or written, no extension loaded and no setting changed. Instants are shown in UTC. A
    second connection in the same process is a cursor of the first: `con.cursor()`.

    Raises:
        WarehouseError: the file cannot be opened.
    """
    return _connect(path, None)


def bound(sql: str, **values: str | int | list[str] | None) -> str:
    """Returns a query with values in place of `$name`.

    DuckDB's own parameters import pandas, where it is installed, which takes a quarter of a second.
    """

    def literal(value: str | int | list[str] | None) -> str:
        match value:
            case None:
                return "NULL"
            case int():
                return str(value)
            case list():
                return f"{literal(json.dumps(value))}::JSON::VARCHAR[]"
        return "'" + value.replace("'", "''") + "'"

    return re.sub(r"\$([a-z]+)", lambda found: literal(values[found[1]]), sql)


def run(path: Path, sql: str, format_: str, stream: TextIO) -> None:
    """Runs one query and prints its rows.

    Rows are written while they come in, so that memory does not grow with them. On a terminal, control characters of
    the data are escaped and tables are cut to its width.

    Args:
        path: the published file.
        sql: one SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW or SUMMARIZE.
        format_: one of `FORMATS`.
        stream: where to; Parquet goes to its `buffer`.

    Raises:
        QueryError: it is no such query, it fails, or Parquet would go to a terminal.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid UTF-8") from error
    with plainly():
        statements = duckdb.extract_statements(sql)
    if not statements:
        raise QueryError("there is no query")
    if len(statements) > 1:
        raise QueryError("one query at a time, please: this is several statements")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(
            f"{statements[0].type.name} cannot be run: the published version is read-only, and answers SELECT, FROM, "
            "WITH, VALUES, DESCRIBE, SHOW and SUMMARIZE"
        )
    if format_ == "parquet":
        _parquet(path, statements[0].query, stream)
    else:
        _text(path, statements[0].query, format_, stream)


def article(path: Path, article_id: int) -> Article | None:
    """Returns one article with all its blocks, in reading order; None where there is no such article.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        # As text: a number may be too large for DuckDB to take.
        found = con.execute(_ARTICLE, [str(article_id)]).fetchone()
        if found is None:
            return None
        blocks = tuple(Block(*row) for row in con.execute(_BLOCKS, [article_id]).fetchall())
        return replace(Article(*found), blocks=blocks)


_ARTICLE = """
    SELECT article_id, path, record_no, member, outlet, url, headline, published_on, published_on_source, language,
        not_annotated
    FROM articles JOIN files USING (file_id) WHERE article_id = TRY_CAST(? AS BIGINT)
"""

_BLOCKS = """
    SELECT kind, rule, confidence, start_char IS NOT NULL, text FROM blocks WHERE article_id = ? ORDER BY block_no
"""


def _text(path: Path, query: str, format_: str, stream: TextIO) -> None:
    with closing(connect(path)) as con, _interruptible(con) as call:
        result = call(lambda: con.execute(query))
        names = [str(column[0]) for column in result.description]
        chunks = iter(lambda: call(lambda: result.fetchmany(CHUNK)), [])
        WRITERS[format_](names, chain.from_iterable(chunks), stream)


def _parquet(path: Path, query: str, stream: TextIO) -> None:
    """Writes by way of a file: DuckDB writes Parquet in bounded memory, but not into a stream."""
    if stream.isatty():
        raise QueryError("Parquet is not for a terminal: redirect it to a file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        with closing(_connect(path, Path(folder))) as con, _interruptible(con) as call:
            call(lambda: _copy(con, query, file))
        with file.open("rb") as source:
            shutil.copyfileobj(source, stream.buffer)
        stream.buffer.flush()


def _copy(con: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    """Not by `write_parquet`, which keeps all other threads waiting, and with them Ctrl-C."""
    checked = con.sql(query).sql_query()
    target = str(file).replace("'", "''")
    con.execute(f"COPY (FROM ({checked})) TO '{target}' (FORMAT parquet)")


def _connect(path: Path, output: Path | None) -> duckdb.DuckDBPyConnection:
    """Opens a published file; `output` is a folder that may be written to as well."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        # Beside the file, where DuckDB would spill, is no place for a reader to write.
        "temp_directory": str(Path(tempfile.gettempdir()) / f"newsledger-spill-{os.getuid()}"),
    }
    try:
        con = duckdb.connect(str(path), read_only=True, config=settings)
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET python_enable_replacements = false")
        if output is not None:
            con.execute("SET allowed_directories = ?", [[str(output)]])
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {_line(error)}") from error
    return con


@contextmanager
def _interruptible(con: duckdb.DuckDBPyConnection) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Gives a function that makes a call to DuckDB; Ctrl-C ends the call with `KeyboardInterrupt`.

    DuckDB itself looks out for signals on the main thread only, and there not while it works on a part of the query,
    which may be all of it. So the call is made on another thread, and the main one waits.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:

        def call(work: Callable[[], Any]) -> Any:
            future = pool.submit(work)
            try:
                with plainly():
                    return future.result()
            except KeyboardInterrupt:
                while not future.done():
                    con.interrupt()
                    wait([future], timeout=0.1)
                raise

        yield call


@contextmanager
def plainly() -> Iterator[None]:
    """Turns an error of DuckDB into a `QueryError` of one plain line."""
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(escape(_line(error))) from error


def _line(error: duckdb.Error) -> str:
    """Returns DuckDB's message without the excerpt of the query below it."""
    return " ".join(str(error).partition("\n\nLINE ")[0].split())
