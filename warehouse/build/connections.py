"""Connections to a published file and to the candidate."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse import WarehouseError
from warehouse.build import polars_frames
from warehouse.schema import ddl

STORAGE_VERSION = "v1.1.0"
"""Storage format of the file: DuckDB 1.1 and all later versions can read it."""

NO_PROGRESS_BAR = "SET enable_progress_bar = false"
"""DuckDB draws a bar on standard output while a query runs for over two seconds, where it takes the process for one in
which somebody types; `python -c` is one to it."""

MEMORY_LIMIT = "800MB"
"""Memory that DuckDB may use while it writes; larger sorts and joins use the disk."""


def count_rows(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Returns the number of rows of a table."""
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, query: str, parameters: object = None) -> int:
    """Inserts the rows of a query into a table, matching columns by name; returns how many."""
    return int(con.execute(f"INSERT INTO {table} BY NAME {query}", parameters).fetchall()[0][0])


def execute_all(con: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    """Runs SQL statements one after the other."""
    for statement in statements:
        con.execute(statement)


def read_published(base: Path | None, query: str, given: pl.DataFrame | None = None) -> pl.DataFrame:
    """Returns the rows of a query on the published file.

    Args:
        base: the published file; None for an empty warehouse.
        query: the query.
        given: rows that the query reads as the table `given`.

    Raises:
        WarehouseError: the file cannot be opened or read.
    """
    with open_published(base) as con:
        if given is not None:
            polars_frames.store(con, "given", given)
        return polars_frames.read(con, query)


@contextmanager
def open_published(base: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens a published file, read-only; for None opens an empty warehouse in memory.

    Raises:
        WarehouseError: the file cannot be opened, or a query in the block fails.
    """
    try:
        con = duckdb.connect() if base is None else duckdb.connect(str(base), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(f"{base} cannot be opened: {_line(error)}") from error
    try:
        con.execute(NO_PROGRESS_BAR)
        if base is None:
            execute_all(con, ddl.statements())
        yield con
    except duckdb.Error as error:
        raise WarehouseError(f"{base} cannot be read: {_line(error)}") from error
    finally:
        con.close()


@contextmanager
def open_candidate(candidate: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the candidate; afterwards all changes are in its one file, without a write-ahead log.

    Raises:
        WarehouseError: the file cannot be opened, or a statement in the block fails.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        # With it DuckDB 1.1 to 1.3 could not read every sixth file ("Failed to load metadata pointer"), whatever the
        # storage version; tests/compatibility reads twenty files.
        "experimental_metadata_reuse": "false",
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(candidate.parent / "spill"),
        "autoinstall_known_extensions": "false",
    }
    try:
        con = duckdb.connect(str(candidate), config=settings)
        try:
            con.execute("SET TimeZone = 'UTC'")
            con.execute(NO_PROGRESS_BAR)
            yield con
            con.execute("CHECKPOINT")
        finally:
            con.close()
    except duckdb.Error as error:
        raise WarehouseError(f"the load cannot be written: {_line(error)}") from error
    if candidate.with_name(candidate.name + ".wal").exists():
        raise WarehouseError(f"{candidate} was closed with a write-ahead log left beside it")


def _line(error: duckdb.Error) -> str:
    return " ".join(str(error).split())
