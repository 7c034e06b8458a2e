"""Rows as text: aligned tables, CSV and JSON, written while the rows come in.

Articles may contain any character. Those that could control a terminal are escaped: always in tables and JSON; in CSV,
which has no escapes, only if it is written to a terminal.
"""

import json
import math
import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import chain, count, islice
from typing import Any, TextIO

from rich.cells import cell_len, set_cell_size

from warehouse.schema.escaping import escape, escape_json

ResultRow = tuple[Any, ...]

Writer = Callable[[list[str], Iterator[ResultRow], TextIO], None]
"""Writes column names and rows to a stream."""

MEASURED = 1000
"""The first rows of a table, which decide how wide its columns are."""

_NARROWEST = 3
"""A column is never made narrower than this, in terminal cells."""

_LEGIBLE = 12
"""Cells below which a cut column says nothing to a reader: the last columns are left out first."""


def _table(names: list[str], rows: Iterator[ResultRow], stream: TextIO) -> None:
    width = shutil.get_terminal_size().columns if stream.isatty() else None
    head = list(islice(rows, MEASURED))
    header = [escape(name) for name in names]
    shown = [[_cell(value, width) for value in row] for row in head]
    widths = [max(map(cell_len, column)) for column in zip(header, *shown, strict=True)]
    if width is not None:
        widths = _fitted(widths, width)
    hidden = header[len(widths) :]
    header = header[: len(widths)]
    right = [
        any(isinstance(value, int | float | Decimal) for value in column) for column in zip(*head, strict=True)
    ] or [False] * len(names)

    def line(cells: Iterable[str]) -> str:
        # Without strict, for what is hidden has no width.
        fitted = (_fit(*cell, cut=width is not None) for cell in zip(cells, widths, right, strict=False))
        return "  ".join(fitted).rstrip() + "\n"

    stream.write(line(header))
    stream.write(line("-" * width for width in widths))
    printed = 0
    for cells in chain(shown, ([_cell(value, width) for value in row] for row in rows)):
        stream.write(line(cells))
        printed += 1
    stream.write(f"({_rows(printed)})\n")
    if hidden:
        stream.write(f"(too narrow for {', '.join(hidden)}; --format record or csv shows all)\n")


def _fitted(widths: list[int], width: int) -> list[int]:
    """Returns widths of the first columns with which they fit a terminal: wide ones are cut, the last ones left out."""
    while len(widths) > 1 and sum(min(column, _LEGIBLE) for column in widths) + 2 * (len(widths) - 1) > width:
        widths = widths[:-1]
    widths = [*widths]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _record(names: list[str], rows: Iterator[ResultRow], stream: TextIO) -> None:
    """Writes each row in lines of its own, a value a line; on a terminal long ones go on below themselves."""
    header = [escape(name) for name in names]
    margin = max(map(cell_len, header)) + 2
    width = max(shutil.get_terminal_size().columns - margin, _LEGIBLE) if stream.isatty() else None
    printed = 0
    for row in rows:
        printed += 1
        stream.write(f"-- {printed}\n")
        for name, value in zip(header, row, strict=True):
            text = _cell(value, None)
            lines = textwrap.wrap(text, width) if width is not None else [text]
            told = ("\n" + " " * margin).join(lines)
            stream.write((name + " " * (margin - cell_len(name)) + told).rstrip() + "\n")
    stream.write(f"({_rows(printed)})\n")


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"


def _cell(value: Any, width: int | None) -> str:
    text = "" if value is None else _text(value)
    return escape(text if width is None else text[: width + 1])


def _fit(text: str, width: int, right: bool, *, cut: bool) -> str:
    """Returns a text padded to a width in terminal cells, and if need be cut to it."""
    if cell_len(text) > width and cut:
        return set_cell_size(text, width - 1) + "…"
    padding = " " * (width - cell_len(text))
    return padding + text if right else text + padding


def _csv(names: list[str], rows: Iterator[ResultRow], stream: TextIO) -> None:
    show = escape if stream.isatty() else str
    for row in chain([names], rows):
        stream.write(",".join("" if value is None else _quoted(show(_text(value))) for value in row) + "\n")


def _quoted(text: str) -> str:
    """Returns a CSV field; the empty text is quoted, null is not."""
    if text and not re.search('[",\r\n]', text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _json(names: list[str], rows: Iterator[ResultRow], stream: TextIO) -> None:
    stream.write("[")
    for number, document in enumerate(_documents(names, rows)):
        stream.write(("," if number else "") + "\n" + document)
    stream.write("\n]\n")


def _jsonl(names: list[str], rows: Iterator[ResultRow], stream: TextIO) -> None:
    for document in _documents(names, rows):
        stream.write(document + "\n")


def _documents(names: list[str], rows: Iterator[ResultRow]) -> Iterator[str]:
    keys: list[str] = []
    for name in names:
        twins = (f"{name}_{number}" for number in count(1))
        keys.append(next(key for key in chain([name], twins) if key not in keys))
    for row in rows:
        yield as_json(dict(zip(keys, map(plain, row), strict=True)))


def as_json(document: dict[str, Any]) -> str:
    """Returns a document as one line of JSON, with control characters escaped, and days and instants as text."""
    return escape_json(json.dumps(document, ensure_ascii=False, default=str))


def plain(value: Any) -> Any:
    """Returns a value that JSON can hold; a type that JSON does not have becomes text, as DuckDB shows it."""
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal():
            return float(value) if math.isfinite(value) else str(value)
        case bytes():
            return value.hex()
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case _:
            return str(value)


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case Decimal():
            return str(value)
        case _:
            shown = plain(value)
            return shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False)


WRITERS: dict[str, Writer] = {
    "table": _table,
    "record": _record,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}
"""The function that writes column names and rows to a stream, by format."""
