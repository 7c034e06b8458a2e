"""Ad-hoc SQL on the published version, in every format."""

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as NotYetDone
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import duckdb

from warehouse import QueryError
from warehouse.read.connection import SPILL, as_query_error, connect, connect_writing_to
from warehouse.read.formats import WRITERS, Writer
from warehouse.schema.escaping import sql_text

FORMATS = (*WRITERS, "parquet")

CHUNK = 1000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take; null is no limit but the machine's.

    Attributes:
        seconds: that DuckDB works on all statements; the time in which the rows are read does not count.
        memory: as in `500MB` or `2GB`; what does not fit goes to temporary files first.
    """

    seconds: float | None = None
    memory: str | None = None


UNLIMITED = Limits()


def run(path: Path, sql: str, format_: str, stream: TextIO, limits: Limits = UNLIMITED) -> None:
    """Runs one query or several and prints their rows, with an empty line between two.

    Rows are written as they arrive, so memory use does not grow with their number. On a terminal, control characters in
    the data are escaped and tables are cut to its width. `SHOW TABLES` lists the marts too, and `DESCRIBE` of a table
    or view says what each column means.

    Args:
        path: the published file.
        sql: SELECT, FROM, WITH, VALUES, PIVOT, DESCRIBE, SHOW or SUMMARIZE; several with semicolons between them.
        format_: one of `FORMATS`.
        stream: where the rows are written; Parquet is written to its `buffer`.
        limits: what it may take.

    Raises:
        QueryError: a statement is of another kind, it fails or takes more than it may, or Parquet would go to a
            terminal or hold several queries.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    queries = _queries(sql)
    if format_ != "parquet":
        _text(path, queries, WRITERS[format_], stream, limits)
    elif len(queries) > 1:
        raise QueryError("one query at a time for Parquet, please: this is several statements")
    else:
        _parquet(path, queries[0], stream, limits)


def write(path: Path, sql: str, writer: Writer, stream: TextIO, limits: Limits = UNLIMITED) -> None:
    """Runs one query, and hands its rows to a function that writes them.

    Args:
        path: the published file.
        sql: one statement, as for `run`.
        writer: takes the names of columns, the rows as they arrive, and the stream.
        stream: where it writes.
        limits: what the query may take.

    Raises:
        QueryError: as for `run`, and for several statements.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    queries = _queries(sql)
    if len(queries) > 1:
        raise QueryError("one query at a time, please: this is several statements")
    _text(path, queries, writer, stream, limits)


@dataclass(frozen=True, slots=True)
class _Query:
    """A query, and what DuckDB must run before it: a PIVOT first makes a temporary type of the values of its column."""

    sql: str | duckdb.Statement
    before: tuple[duckdb.Statement, ...]


def _queries(sql: str) -> list[_Query]:
    """Returns the queries of a text.

    Raises:
        QueryError: the text holds no query, or a statement of another kind.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid UTF-8") from error
    with as_query_error():
        statements = duckdb.extract_statements(sql)
    if not statements:
        raise QueryError("there is no query")
    found: list[_Query] = []
    before: list[duckdb.Statement] = []
    for statement in statements:
        # Only what DuckDB itself puts before a PIVOT has no text. The text of the PIVOT is a wrong one.
        if statement.type == duckdb.StatementType.CREATE and not statement.query:
            before.append(statement)
            continue
        if statement.type != duckdb.StatementType.SELECT:
            raise QueryError(
                f"{statement.type.name} cannot be run: the published version is read-only, and answers SELECT, FROM, "
                "WITH, VALUES, PIVOT, DESCRIBE, SHOW and SUMMARIZE"
            )
        found.append(_Query(_with_meanings(statement), tuple(before)))
        before = []
    return found


def _with_meanings(query: duckdb.Statement) -> str | duckdb.Statement:
    """Returns a query; in place of SHOW TABLES or the DESCRIBE of a table one that tells what these mean, too."""
    words = " ".join(query.query.rstrip("; \n").split())
    if words.upper() == "SHOW TABLES":
        return _SHOW_TABLES
    if (described := _DESCRIBE.fullmatch(words)) is None:
        return query
    schema, name = described[1] or "main", described[2]
    return f"""
        SELECT shown.column_name, shown.column_type, shown.null, told.comment AS meaning
        FROM (DESCRIBE {schema}.{name}) AS shown
        LEFT JOIN (
            SELECT column_name, comment, column_index FROM duckdb_columns()
            WHERE schema_name = lower('{schema}') AND table_name = lower('{name}')
        ) AS told USING (column_name)
        ORDER BY told.column_index
    """  # noqa: S608 - both are words


_DESCRIBE = re.compile(r"DESC(?:RIBE)? (?:(main|marts)\.)?(\w+)", re.IGNORECASE | re.ASCII)

_SHOW_TABLES = """
    SELECT if(schema_name = 'main', name, schema_name || '.' || name) AS name,
        -- The rest of a comment is details, and an example.
        split_part(comment, '. ', 1) AS meaning
    FROM (
        SELECT schema_name, table_name AS name, comment FROM duckdb_tables()
        UNION ALL
        SELECT schema_name, view_name, comment FROM duckdb_views() WHERE schema_name = 'marts'
        UNION ALL
        SELECT schema_name, function_name || '(' || array_to_string(parameters, ', ') || ')', comment
        FROM duckdb_functions() WHERE schema_name = 'marts'
    )
    ORDER BY schema_name, name
"""


def _text(path: Path, queries: list[_Query], writer: Writer, stream: TextIO, limits: Limits) -> None:
    with closing(connect(path, limits.memory)) as con, _interruptible(con, limits) as call:
        for number, query in enumerate(queries):
            if number:
                stream.write("\n")
            result = call(partial(_execute, con, query))
            names = [str(column[0]) for column in result.description]
            chunks = iter(partial(call, partial(result.fetchmany, CHUNK)), [])
            writer(names, chain.from_iterable(chunks), stream)


def _execute(con: duckdb.DuckDBPyConnection, query: _Query) -> duckdb.DuckDBPyConnection:
    for statement in query.before:
        con.execute(statement)
    return con.execute(query.sql)


def _parquet(path: Path, query: _Query, stream: TextIO, limits: Limits) -> None:
    """Writes a temporary Parquet file first and copies it: DuckDB cannot write Parquet to a stream."""
    if stream.isatty():
        raise QueryError("Parquet is not for a terminal: redirect it to a file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        connection = connect_writing_to(path, Path(folder), limits.memory)
        with closing(connection) as con, _interruptible(con, limits) as call:
            call(lambda: _copy(con, query, file))
        with file.open("rb") as source:
            shutil.copyfileobj(source, stream.buffer)
        stream.buffer.flush()


def _copy(con: duckdb.DuckDBPyConnection, query: _Query, file: Path) -> None:
    """Copies the rows of a query to a Parquet file.

    DuckDB's `write_parquet` would block all other threads, and with them Ctrl-C.
    """
    for statement in query.before:
        con.execute(statement)
    checked = con.sql(query.sql).sql_query()
    con.execute(f"COPY (FROM ({checked})) TO {sql_text(str(file))} (FORMAT parquet)")


@contextmanager
def _interruptible(con: duckdb.DuckDBPyConnection, limits: Limits) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Provides a function that makes a call to DuckDB which Ctrl-C and the limits can end.

    DuckDB checks for signals on the main thread only, and only between the parts of a query; one part may be the whole
    query. So the call is made on another thread, and the main thread waits for it.
    """
    left = limits.seconds
    with ThreadPoolExecutor(max_workers=1) as pool:

        def call(work: Callable[[], Any]) -> Any:
            nonlocal left
            begun = time.monotonic()
            future = pool.submit(work)
            try:
                with as_query_error():
                    return future.result(left)
            except KeyboardInterrupt:
                _stop(con, future)
                raise
            except NotYetDone as error:
                _stop(con, future)
                raise QueryError(f"the query took longer than the {limits.seconds:g} seconds of --timeout") from error
            except QueryError as error:
                if isinstance(error.__cause__, duckdb.OutOfMemoryException):
                    most = f"the {limits.memory} of --memory" if limits.memory else "the memory that there is"
                    raise QueryError(f"the query takes more than {most}, and {SPILL} of temporary files") from error
                raise
            finally:
                left = left and max(left - (time.monotonic() - begun), 0.001)

        yield call


def _stop(con: duckdb.DuckDBPyConnection, future: Future[Any]) -> None:
    """Ends what another thread asks of a connection."""
    while not future.done():
        con.interrupt()
        wait([future], timeout=0.1)
