"""Polars frames to and from DuckDB."""

import duckdb
import polars as pl


def read(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    """Returns the rows of a query."""
    return pl.DataFrame(con.sql(query))


def store(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Makes a frame the temporary table `name`, in place of one that had this name."""
    # The buffers of a frame without rows lie anywhere, of which Arrow warns on stderr: one row of nulls stands for it.
    con.register("stored", _Arrow(frame.clear(1) if frame.is_empty() else frame))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM stored LIMIT {len(frame)}")
    con.unregister("stored")


class _Arrow:
    """A frame as the Arrow stream that DuckDB reads; it takes a bare Polars frame only by way of pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)
