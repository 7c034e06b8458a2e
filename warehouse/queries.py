"""Ad-hoc queries on a published file: read-only, without any other file, printed in a format of choice."""

import json
import math
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import Any, TextIO

import duckdb
from rich.cells import cell_len, set_cell_size

from warehouse import QueryError, WarehouseError

CHUNK = 1000
"""Rows fetched at a time; a table's columns are as wide as the first chunk needs."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the reading direction, instead of being seen."""

_NARROWEST = 3
"""A column is never cut to fewer cells."""

Row = tuple[Any, ...]


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens a published file for reading, and nothing else.

    No other file can be read or written, no extension loaded and no setting changed. Instants are shown in UTC. A
    second connection in the same process is a cursor of the first: `con.cursor()`.

    Raises:
        WarehouseError: the file cannot be opened.
    """
    return _connect(path, None)


def run(path: Path, sql: str, format_: str, stream: TextIO) -> None:
    """Runs one query and prints its rows.

    All formats but a table's first chunk are written while the rows come in. On a terminal, control characters of the
    data are escaped and tables are cut to its width.

    Args:
        path: the published file.
        sql: one SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW or SUMMARIZE.
        format_: one of `FORMATS`.
        stream: where to; Parquet goes to its `buffer`.

    Raises:
        QueryError: it is no such query, it fails, or Parquet would go to a terminal.
        WarehouseError: the file cannot be opened.
        KeyboardInterrupt: Ctrl-C stopped the query.
    """
    try:
        sql.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid UTF-8") from error
    with _plainly():
        statements = duckdb.extract_statements(sql)
    if not statements:
        raise QueryError("there is no query")
    if len(statements) > 1:
        raise QueryError("one query at a time, please: this is several statements")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(
            f"{statements[0].type.name} cannot be run: the published version is read-only, and answers SELECT, FROM, "
            "WITH, VALUES, DESCRIBE, SHOW and SUMMARIZE"
        )
    if format_ == "parquet":
        _parquet(path, statements[0].query, stream)
        return
    con = connect(path)
    try:
        with _plainly():
            # As text: DuckDB does not heed Ctrl-C while it runs a parsed statement.
            result = con.execute(statements[0].query)
            names = [str(column[0]) for column in result.description]
        _TEXT_FORMATS[format_](names, _rows(result), stream)
    finally:
        con.close()


def _connect(path: Path, output: Path | None) -> duckdb.DuckDBPyConnection:
    """Opens a published file; `output` is a folder that may be written to as well."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        # Beside the file, where DuckDB would spill, is no place for a reader to write.
        "temp_directory": str(Path(tempfile.gettempdir()) / "newsledger-spill"),
    }
    try:
        con = duckdb.connect(str(path), read_only=True, config=settings)
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET python_enable_replacements = false")
        if output is not None:
            con.execute("SET allowed_directories = ?", [[str(output)]])
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {_line(error)}") from error
    return con


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while True:
        with _plainly():
            chunk = result.fetchmany(CHUNK)
        if not chunk:
            return
        yield from chunk


def _table(names: list[str], rows: Iterator[Row], stream: TextIO) -> None:
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    head = [row for row, _ in zip(rows, range(CHUNK), strict=False)]
    header = [_escape(name) for name in names]
    shown = [[_cell(value, width) for value in row] for row in head]
    widths = [max(map(cell_len, column)) for column in zip(header, *shown, strict=True)]
    while width is not None and sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    right = [
        any(isinstance(value, int | float | Decimal) for value in column) for column in zip(*head, strict=True)
    ] or [False] * len(names)

    def line(cells: Iterable[str]) -> str:
        fitted = (_fit(*cell, cut=width is not None) for cell in zip(cells, widths, right, strict=True))
        return "  ".join(fitted).rstrip() + "\n"

    stream.write(line(header))
    stream.write(line("-" * width for width in widths))
    printed = 0
    for cells in chain(shown, ([_cell(value, width) for value in row] for row in rows)):
        stream.write(line(cells))
        printed += 1
    stream.write(f"({printed} row{'' if printed == 1 else 's'})\n")


def _cell(value: Any, width: int | None) -> str:
    text = "NULL" if value is None else _text(value)
    return _escape(text if width is None else text[: width + 1])


def _fit(text: str, width: int, right: bool, *, cut: bool) -> str:
    """Returns a text padded to a width in terminal cells, and if need be cut to it."""
    if cell_len(text) > width and cut:
        return set_cell_size(text, width - 1) + "…"
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def _csv(names: list[str], rows: Iterator[Row], stream: TextIO) -> None:
    show = _escape if stream.isatty() else str
    for row in chain([names], rows):
        stream.write(",".join("" if value is None else _quoted(show(_text(value))) for value in row) + "\n")


def _quoted(text: str) -> str:
    """Returns a CSV field; the empty text is quoted, null is not."""
    if text and not re.search('[",\r\n]', text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _json(names: list[str], rows: Iterator[Row], stream: TextIO) -> None:
    stream.write("[")
    for number, document in enumerate(_documents(names, rows)):
        stream.write(("," if number else "") + "\n" + document)
    stream.write("\n]\n")


def _jsonl(names: list[str], rows: Iterator[Row], stream: TextIO) -> None:
    for document in _documents(names, rows):
        stream.write(document + "\n")


def _documents(names: list[str], rows: Iterator[Row]) -> Iterator[str]:
    keys: list[str] = []
    for name in names:
        twins = (f"{name}_{number}" for number in count(1))
        keys.append(next(key for key in chain([name], twins) if key not in keys))
    for row in rows:
        document = dict(zip(keys, map(_plain, row), strict=True))
        yield _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(document, ensure_ascii=False))


_TEXT_FORMATS: dict[str, Callable[[list[str], Iterator[Row], TextIO], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}
FORMATS = (*_TEXT_FORMATS, "parquet")


def _parquet(path: Path, query: str, stream: TextIO) -> None:
    """Writes by way of a file: DuckDB writes Parquet in bounded memory, but not into a stream."""
    if stream.isatty():
        raise QueryError("Parquet is not for a terminal: redirect it to a file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        con = _connect(path, Path(folder))
        try:
            with _plainly():
                con.sql(query).write_parquet(str(file))
        finally:
            con.close()
        with file.open("rb") as source:
            shutil.copyfileobj(source, stream.buffer)
        stream.buffer.flush()


def _plain(value: Any) -> Any:
    """Returns a value as JSON has it; what JSON has not becomes the text that DuckDB shows."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else str(value)
        case bytes():
            return value.hex()
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case _:
            return str(value)


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case Decimal():
            return str(value)
        case _:
            plain = _plain(value)
            return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _escape(text: str) -> str:
    return _CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(_escape(_line(error))) from error
    except RuntimeError as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from error
        raise


def _line(error: duckdb.Error) -> str:
    """Returns DuckDB's message without the excerpt of the query below it."""
    return " ".join(str(error).partition("\n\nLINE ")[0].split())
