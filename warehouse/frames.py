"""Polars frames to and from DuckDB."""

import duckdb
import polars as pl


class Arrow:
    """A frame as the Arrow stream that DuckDB reads; it takes a bare Polars frame only by way of pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def read(con: duckdb.DuckDBPyConnection, query: str) -> pl.DataFrame:
    """Returns the rows of a query."""
    return pl.DataFrame(con.sql(query))


def store(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Makes a frame the temporary table `name`, in place of one that had this name."""
    con.register("stored", Arrow(frame))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM stored")
    con.unregister("stored")
