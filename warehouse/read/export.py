"""Writes whole tables and views of a published file into files for other programs."""

from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

from warehouse import QueryError
from warehouse.files import replacing
from warehouse.read.connection import as_query_error, connect
from warehouse.read.query import run
from warehouse.schema.escaping import FORMULA, sql_name, sql_text

FORMATS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "jsonl"}
"""The format of a file, by the ending of its name."""


def export(version: Path, name: str, format_: str, stream: TextIO) -> None:
    """Writes all rows of one table or view to a stream, without holding them all in memory.

    In CSV a text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are.

    Args:
        version: the published file.
        name: a table, or a view with `marts.` before its name.
        format_: a value of `FORMATS`.
        stream: where the rows are written; Parquet is written to its `buffer`.

    Raises:
        QueryError: there is no such table or view; or Parquet would go to a terminal.
        WarehouseError: the file cannot be opened.
    """
    run(version, _query(version, name, is_csv=format_ == "csv"), format_, stream)


def export_file(version: Path, name: str, format_: str, file: Path, *, replace: bool) -> None:
    """Writes all rows of one table or view to a file; if an error comes, the file is left as it was.

    Args:
        version: as for `export`.
        name: as for `export`.
        format_: as for `export`.
        file: the file to write.
        replace: replace the file if it exists.

    Raises:
        QueryError: as for `export`, or the file exists and `replace` is false.
        WarehouseError: the published file cannot be opened.
        OSError: the file cannot be written.
    """
    if file.exists() and not replace:
        raise QueryError(f"{file} is there already; --force replaces it")
    with replacing(file) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as stream:
        export(version, name, format_, stream)


def _query(version: Path, name: str, *, is_csv: bool) -> str:
    with closing(connect(version)) as con, as_query_error():
        known = [str(row[0]) for row in con.execute(_NAMES).fetchall()]
        if name not in known:
            near = get_close_matches(name, known, 3, 0.5) or known
            raise QueryError(f"there is no table or view {name!r}; there are {', '.join(near)}")
        if not is_csv:
            return f"FROM {name}"
        columns = con.execute(f"DESCRIBE {name}").fetchall()
    return f"SELECT {', '.join(_safe(column, type_) for column, type_, *_ in columns)} FROM {name}"  # noqa: S608


def _safe(column: str, type_: str) -> str:
    quoted = sql_name(column)
    if type_ != "VARCHAR":
        return quoted
    return (
        f"CASE WHEN regexp_matches({quoted}, {sql_text(FORMULA)}) THEN '''' || {quoted} ELSE {quoted} END AS {quoted}"
    )


_NAMES = """
    SELECT CASE table_schema WHEN 'main' THEN table_name ELSE table_schema || '.' || table_name END AS name
    FROM information_schema.tables
    WHERE table_catalog = current_database() AND table_schema IN ('main', 'marts') ORDER BY table_schema, table_name
"""
