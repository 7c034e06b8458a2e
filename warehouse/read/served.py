"""The published version as a server reads it: a connection for each request, and a new version is seen by the next."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse import QueryError, WarehouseError
from warehouse.publish import journal, layout
from warehouse.read.connection import as_query_error, connect
from warehouse.schema.migrations import schema_version

Record = dict[str, Any]

CHUNK: Final = 1000
"""Rows fetched at a time."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a query; `more` tells whether there are others behind them."""

    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    more: bool


class Reading:
    """One request's connection to the published version."""

    def __init__(self, path: Path, con: duckdb.DuckDBPyConnection, seconds: float, asking: threading.Lock) -> None:
        """Reads over a connection.

        Args:
            path: the published file that it is open on.
            con: the connection.
            seconds: its time. It begins with the first query: a request may wait for others before it.
            asking: held while a query runs.
        """
        self.path = path
        self.is_over = threading.Event()
        self._con = con
        self._asking = asking
        self._ending = threading.Timer(seconds, self._end)
        self._ending.daemon = True

    def first(self, sql: str, limit: int, offset: int = 0) -> Rows:
        """Returns some rows of a query.

        Args:
            sql: one query, without a semicolon.
            limit: most rows.
            offset: rows before them, which are left out.

        Raises:
            QueryError: the query fails, or took longer than the connection may.
        """
        with self._asking:
            found = self._execute(f"SELECT * FROM (\n{sql}\n) LIMIT {limit + 1} OFFSET {offset}")  # noqa: S608 numbers
            columns = _columns(found)
            with as_query_error():
                rows = found.fetchmany(limit + 1)
        return Rows(columns, tuple(dict(zip(columns, row, strict=True)) for row in rows[:limit]), len(rows) > limit)

    def all(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yields the names of a query's columns, and then its rows.

        Raises:
            QueryError: as for `first`.
        """
        with self._asking:
            found = self._execute(sql)
        yield _columns(found)
        while True:
            with self._asking, as_query_error():
                chunk = found.fetchmany(CHUNK)
            if not chunk:
                return
            yield from chunk

    def close(self) -> None:
        """Ends its time, and the connection."""
        self._ending.cancel()
        self._con.close()

    def _end(self) -> None:
        self.is_over.set()  # an interrupt between two queries would end neither
        self._con.interrupt()

    def _execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        if self.is_over.is_set():
            raise QueryError("the time is over")
        if self._ending.ident is None:
            self._ending.start()
        with as_query_error():
            return self._con.execute(sql)


class ServedWarehouse:
    """A warehouse whose published version is read by many requests at a time."""

    def __init__(self, directory: Path, memory: str, seconds: float) -> None:
        """Prepares for requests; the warehouse may be published later.

        Args:
            directory: the folder of the warehouse.
            memory: most memory of all queries, such as `200MB`.
            seconds: most time of a connection from its first query on; a query that still runs then fails.
        """
        self.directory = directory
        self._memory = memory
        self._seconds = seconds
        self._kept: tuple[Path, duckdb.DuckDBPyConnection] | None = None
        self._changing = threading.Lock()
        # One query at a time: two that join large tables take twice the memory, and hardly less time.
        self._asking = threading.Lock()

    @contextmanager
    def open(self) -> Iterator[Reading]:
        """Opens the version that is published now.

        Raises:
            WarehouseError: nothing is published, it is damaged, or a query fails on the tables of another newsledger.
        """
        with closing(Reading(*self._connect(), self._seconds, self._asking)) as reading:
            try:
                yield reading
            except QueryError as error:
                if reading.is_over.is_set():
                    raise QueryError(f"the query took longer than {self._seconds:g} seconds and was stopped") from error
                other = _of_other_schema(reading.path)
                if other:
                    raise WarehouseError(other) from error
                raise

    def _path(self) -> Path:
        path = layout.published(self.directory)
        if path is None:
            raise WarehouseError("nothing is published here yet; `newsledger run` makes the first load")
        return path

    def _connect(self) -> tuple[Path, duckdb.DuckDBPyConnection]:
        """Connects to the published version; one connection to it is kept, so that its settings last."""
        path = self._path()
        with self._changing:
            if self._kept is None or self._kept[0] != path:
                # The one before is let go and not closed, for that would end the requests that still read over it.
                self._kept = path, connect(path, self._memory)
            return path, self._kept[1].cursor()


def _of_other_schema(path: Path) -> str:
    """Returns what to do about a version that has the tables of another newsledger; empty where it has ours."""
    version, ours = int(journal.read(path.with_name(layout.MANIFEST))["schema_version"]), schema_version()
    if version < ours:
        return (
            f"an older newsledger published this version: it has schema {version}, and what is asked for here needs "
            f"{ours}; `newsledger migrate` brings it forward"
        )
    if version > ours:
        return f"a later newsledger published this version, with schema {version}: bring this newsledger up to date"
    return ""


def _columns(found: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    return tuple(str(column[0]) for column in found.description or ())
