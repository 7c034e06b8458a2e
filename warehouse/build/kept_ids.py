"""Ids of rows that come back the same in an article that is written again, so that whoever noted one finds it again."""

# ruff: noqa: S608 - the names in the SQL are those of the schema

import duckdb

from warehouse.schema.tables import TABLES

SAME = {
    "blocks": ("raw_start", "raw_end", "text"),
    "appearances": ("kind", "name_key"),
    "quotes": ("raw_start", "raw_end", "kind", "text"),
    "mentions": ("raw_start", "raw_end", "surface"),
    "roles": ("raw_start", "raw_end", "role"),
    "figures": ("raw_start", "raw_end", "surface"),
}
"""For each table whose rows get their ids when a night is written, the columns by which a row of an article is known
again. Of several rows that are equal in them, the first is the first again, and so on."""


def note(con: duckdb.DuckDBPyConnection) -> None:
    """Notes the ids of the rows of the articles in `gone`, before they are deleted, as tables `<table>_before`."""
    for table, same in SAME.items():
        con.execute(f"""
            CREATE TEMP TABLE {table}_before AS
            SELECT article_id, {", ".join(same)}, {_nth(table)} AS nth, {_key(table)} AS id
            FROM {table} SEMI JOIN gone USING (article_id)
        """)


def ids_table(table: str, first: int) -> str:
    """Returns SQL for the table `<table>_ids`: for the article and the local id of each row, the id in the warehouse.

    Args:
        table: one of `SAME`.
        first: the first id for rows that were not there before.
    """
    same = ("article_id", *SAME[table], "nth")
    order = ", raw_start" if "raw_start" in TABLES[table].schema else ""
    return f"""
        CREATE TEMP TABLE {table}_ids AS
        WITH numbered AS (SELECT *, {_nth(table)} AS nth FROM night_{table})
        SELECT article_id, {_key(table)} AS local_id, coalesce(
            id, {first - 1} + row_number() OVER (PARTITION BY id IS NULL ORDER BY article_id{order}, local_id)) AS id
        FROM numbered LEFT JOIN {table}_before USING ({", ".join(same)})
    """


def _key(table: str) -> str:
    return TABLES[table].key[0]


def _nth(table: str) -> str:
    return f"row_number() OVER (PARTITION BY article_id, {', '.join(SAME[table])} ORDER BY {_key(table)})"
