"""The data dictionary, `docs/data-dictionary.md`: every table, view, macro and column, derived from the schema.

`python -m warehouse.schema.dictionary` writes it.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.schema import ddl
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table

PATH = Path("docs") / "data-dictionary.md"
"""The file that is written, relative to the root of the repository."""


def markdown() -> str:
    """Returns the data dictionary as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Written by `python -m warehouse.schema.dictionary` from the files in `warehouse/schema/tables` and"
    yield "`warehouse/schema/marts`; edit them."
    yield ""
    yield "All instants are UTC. Offsets count characters (Python `str` indices), end-exclusive:"
    yield "`raw_start` and `raw_end` in `articles.raw_text`, `start_char` and `end_char` in `articles.body`."
    yield ""
    yield "## Tables"
    for table in TABLES.values():
        yield from _table(table)
    with duckdb.connect() as con:
        for statement in ddl.statements():
            con.execute(statement)
        yield ""
        yield "## Views"
        yield from _views(con)
        yield ""
        yield "## Macros"
        yield from _macros(con)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"### {table.name}"
    yield ""
    yield f"One row is {table.grain}. Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| column | type | null | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        null = "yes" if column.nullable else ""
        yield f"| `{column.name}` | {column.type} | {null} | {_cell(' '.join(_meaning(column)))} |"
    if table.rules:
        yield ""
        yield "Rules of a row:"
        yield ""
        for name, rule in table.rules.items():
            yield f"- {name.replace('_', ' ')}: `{rule}`"


def _meaning(column: Column) -> Iterator[str]:
    yield column.meaning
    if column.values:
        yield "One of " + ", ".join(f"`{value}`" for value in column.values) + "."
    if column.low is not None and column.high is not None:
        yield f"From `{column.low}` to `{column.high}`."
    elif column.low is not None:
        yield f"At least `{column.low}`."
    elif column.high is not None:
        yield f"At most `{column.high}`."
    if column.pattern is not None:
        yield f"Matches `{column.pattern}`."
    if column.references is not None:
        yield f"Refers to `{column.references}`."


def _views(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    views = con.execute(
        "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'marts' ORDER BY view_name"
    ).fetchall()
    for name, comment in views:
        yield ""
        yield f"### marts.{name}"
        yield ""
        yield comment
        yield ""
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        columns = con.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() "
            "WHERE schema_name = 'marts' AND table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
        for column, type_, meaning in columns:
            yield f"| `{column}` | {type_} | {_cell(meaning)} |"


def _macros(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    macros = con.execute(
        "SELECT function_name, comment FROM duckdb_functions() WHERE schema_name = 'marts' ORDER BY function_name"
    ).fetchall()
    for name, comment in macros:
        yield ""
        yield f"### marts.{name}"
        yield ""
        yield comment


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
