"""Brings the tables of a published file to the schema of today, in a new file; the published file is only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse import OtherSchema, WarehouseError
from warehouse.build import claims
from warehouse.build.connections import execute_all, open_candidate
from warehouse.publish.journal import Manifest
from warehouse.schema import ddl
from warehouse.schema.escaping import sql_text
from warehouse.schema.migrations import migrations, oldest_version, schema_version
from warehouse.schema.tables import TABLES

ARTICLES_AT_ONCE = 2_000
"""Article ids of one range of a migration: some 12 MB of text, and ten times that while it is put together."""


def outdated_schema(manifest: Manifest) -> int | None:
    """Returns the schema version of a published version that must be brought forward; None if it is that of today.

    It must be too if only constraints or comments of its tables are others than today's. Else a copy of its file can be
    extended as it is.

    Raises:
        OtherSchema: it was written by a later newsledger, or by one so early that no migration leads on from it.
    """
    version, newest, oldest = manifest["schema_version"], schema_version(), oldest_version()
    if version > newest:
        raise OtherSchema(
            f"a later newsledger wrote the published version: it has schema {version}, this one knows schemas up to "
            f"{newest}"
        )
    if version < oldest:
        raise OtherSchema(
            f"the published version has schema {version}, and only schema {oldest} and later can be brought forward; "
            "load all anew into another folder: newsledger run --warehouse DIR"
        )
    is_current = version == newest and manifest.get("declarations") == ddl.digest()
    return None if is_current else int(version)


def bring_forward(base: Path, version: int, target: Path) -> None:
    """Copies all rows of a published file into a new file with the tables of today.

    Args:
        base: the published file.
        version: its schema version.
        target: the new file. What is needed meanwhile stands in the folder `migrating` beside it.

    Raises:
        WarehouseError: the disk is full, or rows do not fit the tables of today.
    """
    scratch = target.parent / "migrating"
    try:
        scratch.mkdir()
        old = scratch / target.name
        shutil.copyfile(base, old)
        with open_candidate(old) as con:
            con.execute("DROP SCHEMA IF EXISTS marts CASCADE")
            for migration in migrations():
                if migration.version > version:
                    _migrate(con, migration.sql)
        with open_candidate(target) as con:
            execute_all(con, ["BEGIN", *ddl.statements(), "COMMIT"])
            _copy_rows(con, old)
            claims.settle(con)
    except OSError as error:
        raise WarehouseError(f"the published version cannot be brought forward: {error.strerror}") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _migrate(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    for statement in duckdb.extract_statements(sql):
        if not statement.named_parameters:
            con.execute(statement.query)
            continue
        for first in _first_articles(con):
            con.execute(statement.query, {"first_article": first, "last_article": first + ARTICLES_AT_ONCE - 1})


def _first_articles(con: duckdb.DuckDBPyConnection) -> Iterator[int]:
    """Yields the first id of each range of articles."""
    last = int(con.execute("SELECT coalesce(max(article_id), 0) FROM articles").fetchall()[0][0])
    yield from range(1, last + 1, ARTICLES_AT_ONCE)


def _copy_rows(con: duckdb.DuckDBPyConnection, old: Path) -> None:
    """Copies the rows of all tables out of a closed file whose tables have the columns that are declared."""
    con.execute(f"ATTACH {sql_text(str(old))} AS old (READ_ONLY)")
    found: dict[str, set[str]] = {}
    for table, column in con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'old' AND schema_name = 'main'"
    ).fetchall():
        found.setdefault(table, set()).add(column)
    wanted = {table.name: set(table.schema) for table in TABLES.values()}
    if unlike := {name for name in wanted | found if wanted.get(name) != found.get(name)}:
        raise WarehouseError(f"the migrations do not lead to the tables of today: {', '.join(sorted(unlike))}")
    for table in TABLES.values():
        con.execute(f"INSERT INTO main.{table.name} BY NAME FROM old.main.{table.name}")
    con.execute("DETACH old")
