"""The first rows of a list, and how long the whole list is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import duckdb

from warehouse.read.connection import render_sql

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Truncated(Generic[Item]):
    """The first rows of a list, and in `total` how many rows the whole list has."""

    rows: tuple[Item, ...]
    total: int


def first_rows(
    con: duckdb.DuckDBPyConnection, sql: str, make: Callable[..., Item], id_: int, limit: int | None
) -> Truncated[Item]:
    """Returns the first rows of a query about one thing.

    Args:
        con: an open published file.
        sql: the query, in which `$id` stands for the thing. Its first column is the number of all rows.
        make: makes a row of the list out of the other columns.
        id_: the entity or the story that it is about.
        limit: most rows; None for all.

    Raises:
        duckdb.Error: the query fails.
    """
    rows = con.execute(render_sql(f"{sql} LIMIT $limit", id=id_, limit=limit)).fetchall()
    return Truncated(tuple(make(*row[1:]) for row in rows), rows[0][0] if rows else 0)
