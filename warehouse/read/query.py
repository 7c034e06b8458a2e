"""Ad-hoc SQL on the published version, in every format."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import duckdb

from warehouse import QueryError
from warehouse.read.connection import as_query_error, connect, connect_writing_to
from warehouse.read.formats import WRITERS, Writer
from warehouse.schema.escaping import sql_text

FORMATS = (*WRITERS, "parquet")

CHUNK = 1000
"""Rows fetched at a time."""


def run(path: Path, sql: str, format_: str, stream: TextIO) -> None:
    """Runs one query and prints its rows.

    Rows are written as they arrive, so memory use does not grow with their number. On a terminal, control characters in
    the data are escaped and tables are cut to its width.

    Args:
        path: the published file.
        sql: one SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW or SUMMARIZE.
        format_: one of `FORMATS`.
        stream: where the rows are written; Parquet is written to its `buffer`.

    Raises:
        QueryError: the statement is of another kind, it fails, or Parquet would go to a terminal.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    if format_ == "parquet":
        _parquet(path, reading_statement(sql), stream)
    else:
        write(path, sql, WRITERS[format_], stream)


def reading_statement(sql: str) -> str:
    """Returns the only statement of an SQL text, which must read.

    Raises:
        QueryError: it is no statement, several, or one that would change something.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid UTF-8") from error
    with as_query_error():
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
    return statements[0].query


def write(path: Path, sql: str, writer: Writer, stream: TextIO, memory: str | None = None) -> None:
    """Runs one query, and hands its rows to a function that writes them.

    Args:
        path: the published file.
        sql: as for `run`.
        writer: takes names of columns, rows as they arrive, and the stream.
        stream: where it writes.
        memory: most memory of the query, such as `200MB`; None for DuckDB's own limit.

    Raises:
        QueryError: the statement is of another kind, or it fails.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    query = reading_statement(sql)
    with closing(connect(path, memory)) as con, _interruptible(con) as call:
        result = call(lambda: con.execute(query))
        names = [str(column[0]) for column in result.description]
        chunks = iter(lambda: call(lambda: result.fetchmany(CHUNK)), [])
        writer(names, chain.from_iterable(chunks), stream)


def _parquet(path: Path, query: str, stream: TextIO) -> None:
    """Writes a temporary Parquet file first and copies it: DuckDB cannot write Parquet to a stream."""
    if stream.isatty():
        raise QueryError("Parquet is not for a terminal: redirect it to a file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        with closing(connect_writing_to(path, Path(folder))) as con, _interruptible(con) as call:
            call(lambda: _copy(con, query, file))
        with file.open("rb") as source:
            shutil.copyfileobj(source, stream.buffer)
        stream.buffer.flush()


def _copy(con: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    """Copies the rows of a query to a Parquet file.

    DuckDB's `write_parquet` would block all other threads, and with them Ctrl-C.
    """
    checked = con.sql(query).sql_query()
    con.execute(f"COPY (FROM ({checked})) TO {sql_text(str(file))} (FORMAT parquet)")


@contextmanager
def _interruptible(con: duckdb.DuckDBPyConnection) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Provides a function that makes a call to DuckDB which Ctrl-C can end, with `KeyboardInterrupt`.

    DuckDB checks for signals on the main thread only, and only between the parts of a query; one part may be the whole
    query. So the call is made on another thread, and the main thread waits for it.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:

        def call(work: Callable[[], Any]) -> Any:
            future = pool.submit(work)
            try:
                with as_query_error():
                    return future.result()
            except KeyboardInterrupt:
                while not future.done():
                    con.interrupt()
                    wait([future], timeout=0.1)
                raise

        yield call
