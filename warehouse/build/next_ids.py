"""The first free id of each table: an id that was given out once is never given out again."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from pathlib import Path

import duckdb

from warehouse.build.connections import open_published
from warehouse.publish import journal
from warehouse.schema.tables import TABLES

NUMBERED = ("blocks", "appearances", "quotes", "mentions", "roles", "figures")
"""Tables whose rows get their ids when a night is written; a table comes after those that it refers to."""


def next_ids(base: Path | None) -> dict[str, int]:
    """Returns the first free id of each table with ids, by table name.

    An id that any load of this warehouse gave to a row is not free, even if the row is deleted or the version was
    rolled back.

    Args:
        base: the published file; None before the first load.

    Raises:
        WarehouseError: the file cannot be read, or the journal is damaged.
    """
    with open_published(base) as con:
        return free_ids(con, base.parents[2] if base else None)


def free_ids(con: duckdb.DuckDBPyConnection, directory: Path | None) -> dict[str, int]:
    """Returns the first free id of each table of an open file.

    The newest load of the journal noted its own free ids, which include those of all loads before it: ids only rise.

    Args:
        con: the open file.
        directory: the warehouse directory; None before the first load.

    Raises:
        WarehouseError: the journal is damaged.
    """
    used = {
        name: f"SELECT {TABLES[name].key[0]} AS id FROM {name}"
        for name in ("files", "articles", *NUMBERED, "entity_links", "quote_groups")
    }
    used["entities"] = "SELECT entity_id AS id FROM entities UNION ALL SELECT old_entity_id FROM entity_redirects"
    query = " UNION ALL ".join(f"SELECT '{name}', coalesce(max(id), 0) + 1 FROM ({ids})" for name, ids in used.items())
    free = dict(con.execute(query).fetchall())
    newest = max(journal.load_ids(directory), default=None) if directory else None
    noted = journal.load(directory, newest)["next_ids"] if directory and newest else {}
    return {name: max(first, noted.get(name, 1)) for name, first in free.items()}
