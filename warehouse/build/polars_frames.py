"""Polars frames from and to DuckDB: the rows of a query as a frame, a frame as a temporary table."""

import duckdb
import polars as pl


def read(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    """Returns the rows of a query as a frame."""
    return pl.DataFrame(con.sql(query))


def store(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Copies a frame into the temporary table `name`, and replaces a table of this name."""
    # For a frame without rows Arrow warns of unaligned buffers on stderr. So one row of nulls is passed, and cut off.
    con.register("stored", _Arrow(frame.clear(1) if frame.is_empty() else frame))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM stored LIMIT {len(frame)}")
    con.unregister("stored")


class _Arrow:
    """Shows a frame to DuckDB as an Arrow stream: a Polars frame itself it reads only if pyarrow is installed."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)
