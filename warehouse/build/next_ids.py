"""The first free id of each table: an id that was given out once is never given out again."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from pathlib import Path

import duckdb

from warehouse.build.connections import open_published
from warehouse.publish import journal
from warehouse.schema.tables import TABLES

NUMBERED = ("blocks", "appearances", "quotes", "mentions", "roles", "figures")
"""Tables whose ids are given out here, each after those that it refers to."""


def next_ids(base: Path | None) -> dict[str, int]:
    """Returns for each table with ids the first that is free, by table name.

    An id that any load of this warehouse has given out is not free, though its row be gone or its version rolled back.
    """
    with open_published(base) as con:
        return free_ids(con, base.parents[2] if base else None)


def free_ids(con: duckdb.DuckDBPyConnection, directory: Path | None) -> dict[str, int]:
    """Takes the marks of the newest load into account, which took those of the one before: ids only rise."""
    used = {
        name: f"SELECT {TABLES[name].key[0]} AS id FROM {name}"
        for name in ("files", "articles", *NUMBERED, "entity_links", "quote_groups")
    }
    used["entities"] = "SELECT entity_id AS id FROM entities UNION ALL SELECT old_entity_id FROM entity_redirects"
    query = " UNION ALL ".join(f"SELECT '{name}', coalesce(max(id), 0) + 1 FROM ({ids})" for name, ids in used.items())
    free = dict(con.execute(query).fetchall())
    newest = max(journal.load_ids(directory), default=None) if directory else None
    marks = journal.load(directory, newest)["next_ids"] if directory and newest else {}
    return {name: max(first, marks.get(name, 1)) for name, first in free.items()}
