"""A connection to the published version: read-only, and without access to other files."""

import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from warehouse import QueryError, WarehouseError
from warehouse.schema.escaping import escape, sql_text

_OPENING: Final = threading.Lock()
"""Connections of one process to one file share its settings, which only the first may set: one is opened at a time."""

SPILL = "10 GB"
"""Temporary files of a query at most: a sort of all texts of a large warehouse takes less, and a slip of a join, which
would take all of the disk, ends."""


def connect(path: Path, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Opens a published file, read-only.

    The connection can read or write no other file, load no extension and change no setting. Instants are shown in UTC.
    It may be opened from several threads; as long as one is open, others on the same file share its settings.

    Args:
        path: the published file.
        memory: most memory that queries on this file may take in this process, such as `200MB`; None for DuckDB's own
            limit.

    Raises:
        WarehouseError: the file cannot be opened.
    """
    return connect_writing_to(path, None, memory)


def render_sql(sql: str, **values: str | int | list[str] | None) -> str:
    """Returns an SQL query in which each `$name` is replaced by the SQL literal of the value of that name.

    DuckDB's own query parameters would import pandas, where it is installed, which takes a quarter of a second.
    """

    def literal(value: str | int | list[str] | None) -> str:
        match value:
            case None:
                return "NULL"
            case int():
                return str(value)
            case list():
                return f"{literal(json.dumps(value))}::JSON::VARCHAR[]"
        return sql_text(value)

    return re.sub(r"\$([a-z]+)", lambda found: literal(values[found[1]]), sql)


def connect_writing_to(path: Path, output: Path | None, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Opens a published file as `connect` does; `output` is a folder in which the connection may write files.

    Raises:
        WarehouseError: the file cannot be opened.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "python_enable_replacements": "false",
        # By default DuckDB puts its temporary files beside the database, where a reader must not write.
        "temp_directory": str(Path(tempfile.gettempdir()) / f"newsledger-spill-{os.getuid()}"),
        "max_temp_directory_size": SPILL,
    }
    try:
        with _OPENING:
            con = duckdb.connect(str(path), read_only=True, config=settings)
            if con.execute("SELECT current_setting('lock_configuration')").fetchone() == (True,):
                return con
            con.execute("SET GLOBAL TimeZone = 'UTC'")
            # While a long query runs, DuckDB may draw a bar among the rows.
            con.execute("SET enable_progress_bar = false")
            # Literals: a parameter would import pandas, and a Ctrl-C during an import out of DuckDB is lost.
            if memory is not None:
                con.execute(f"SET memory_limit = {sql_text(memory)}")
            if output is not None:
                con.execute(f"SET allowed_directories = [{sql_text(str(output))}]")
            con.execute("SET enable_external_access = false")
            con.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {_line(error)}") from error
    return con


@contextmanager
def as_query_error() -> Iterator[None]:
    """Turns any error of DuckDB in the block into a `QueryError` whose message is one plain line."""
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(escape(_line(error))) from error


def _line(error: duckdb.Error) -> str:
    """Returns DuckDB's message without the excerpt of the query below it."""
    return " ".join(str(error).partition("\n\nLINE ")[0].split())
