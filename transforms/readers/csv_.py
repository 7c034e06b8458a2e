"""CSV: a table with the names of its columns in the first line, and one article in each row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from transforms.readers import text
from transforms.readers.field_names import USUAL_NAMES
from transforms.readers.formats import Reader
from transforms.readers.mapping import column_of, record_of
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection
from transforms.readers.source import CHUNK_BYTES, HEAD_BYTES, Source

DELIMITERS = ",;\t|"
MAX_NAME_CHARS = 100
"""Longest name of a column; a line of prose has longer parts, or spaces after its commas."""
SAMPLE_ROWS = 10
"""Rows looked at below the names. One must have as many fields as there are names; below a line of prose that merely
looks like names there is none."""
MAX_PREAMBLE = 20
"""Lines that an export may write before the names of its columns: who made it, when, and with which question."""
_SEPARATOR = re.compile(r'sep=([^\w\s"]|\t)', re.I)
"""A line that spreadsheets write before the names: it says which character separates the fields."""
_IDENTIFIER = re.compile(r"[\w.:#%/()-]{1,40}(?: [\w.:#%/()-]{1,40}){0,3}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is written.

    Attributes:
        delimiter: the character between its fields.
        before: lines that stand before the names of its columns.
        spaced: whether a space follows each delimiter.
        names: of its columns.
    """

    delimiter: str
    before: int
    spaced: bool
    names: tuple[str, ...]


def recognises(source: Source, fields: Fields) -> bool:
    """Tells by the line that names columns and among them one for the text, and by the rows below it."""
    return _layout(source, fields) is not None


def records(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each row, or `bad_record`, `record_too_large`, or why it is none."""
    encoding = text.encoding_of_head(source.head)
    layout = _layout(source, fields) or _Layout(",", 0, spaced=False, names=("text",))
    # For the whole process; the smaller limit that it begins with guards nothing here.
    csv.field_size_limit(MAX_RECORD_BYTES)
    lines = _Lines(source, encoding)
    for _ in range(layout.before):
        next(lines)
    rows = csv.reader(lines, delimiter=layout.delimiter, strict=True, skipinitialspace=layout.spaced)
    names: list[str] = []
    while True:
        lines.taken = 0
        try:
            row = next(rows)
        except StopIteration:
            return
        except _TooLargeError:
            yield Rejection("record_too_large", f"line {lines.number:,}: a row of more than {MAX_RECORD_BYTES:,} bytes")
        except csv.Error as error:
            yield Rejection("bad_record", f"line {lines.number:,}: {error}")
        else:
            if not names:
                names = list(layout.names)
            elif len(row) == len(names):
                yield record_of(dict(zip(names, row, strict=True)), fields, encoding)
            elif row:
                detail = f"line {lines.number:,}: {len(row):,} fields under {len(names):,} names"
                yield Rejection("bad_record", detail)


def _layout(source: Source, fields: Fields) -> _Layout | None:
    """Tells how the source is written; null where it is no table of articles."""
    head = source.head
    decoded = head.decode(text.encoding_of_head(head), "replace").lstrip("\ufeff")
    goes_on = len(head) == HEAD_BYTES
    lines = list(io.StringIO(decoded, newline=""))
    filled = [number for number, line in enumerate(lines[: 2 * MAX_PREAMBLE]) if not line.isspace()]
    if not filled:
        return None
    first, delimiters = filled[0], DELIMITERS
    if separator := _SEPARATOR.fullmatch(lines[first].rstrip("\r\n")):
        first, delimiters = first + 1, separator[1]
        filled = [number for number in filled if number >= first]
    for place, number in enumerate(filled[:MAX_PREAMBLE]):
        below = [line for line in lines[number:] if not line.isspace()]
        for delimiter in sorted(delimiters, key=lines[number].count, reverse=True):
            for spaced in (False, True):
                names = _names(below, delimiter, fields, goes_on=goes_on, spaced=spaced, sure=place == 0)
                if names:
                    return _Layout(delimiter, number, spaced, names)
    return _single_column(lines, filled[0], fields, goes_on=goes_on) if filled else None


def _names(
    lines: Sequence[str], delimiter: str, fields: Fields, *, goes_on: bool, spaced: bool, sure: bool
) -> tuple[str, ...] | None:
    """Returns the names of the columns in the first of some lines; null where they are no table of articles.

    Args:
        lines: without blank ones.
        delimiter: between the fields.
        fields: which column holds what.
        goes_on: whether more lines follow.
        spaced: whether a space follows each delimiter, as it does each comma of prose.
        sure: whether the names stand where they should, in the first line. Elsewhere, and where spaces follow the
            delimiters, prose must be excluded otherwise: all names look like those of columns, two are known, and each
            row has as many fields as the names.
    """
    if delimiter not in lines[0] or (spaced and f"{delimiter} " not in lines[0]):
        return None
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=spaced)
    try:
        names = [name.strip() for name in next(reader, [])] if spaced else next(reader, [])
        if len(names) < 2 or column_of(names, fields.text, "text") is None or not all(map(_is_name, names)):
            return None
        below = lines[reader.line_num :]
        rows = csv.reader(below, delimiter=delimiter, skipinitialspace=spaced)
        widths = [len(row) for row in islice(rows, SAMPLE_ROWS) if not goes_on or rows.line_num < len(below)]
    except csv.Error:
        return None
    if sure and not spaced:
        fits = not widths or len(names) in widths
    else:
        known = sum(column_of(names, getattr(fields, what), what) is not None for what in USUAL_NAMES)
        fits = known > 1 and all(map(_IDENTIFIER.fullmatch, names)) and set(widths) == {len(names)}
    return tuple(names) if fits else None


def _single_column(lines: Sequence[str], first: int, fields: Fields, *, goes_on: bool) -> _Layout | None:
    """Tells a table with no column but the text: below its name, rows of one field, and one of them in quotes.

    Programs quote the rows that hold a comma; in prose words follow the closing quotation mark.
    """
    name = lines[first].strip().strip('"')
    if column_of([name], fields.text, "text") is None:
        return None
    below = [line for line in lines[first + 1 :] if not line.isspace()]
    rows = csv.reader(below, strict=True)
    seen, quoted = 0, False
    try:
        while seen < SAMPLE_ROWS and rows.line_num < len(below):
            quoted |= below[rows.line_num].startswith('"')
            if len(next(rows)) != 1:
                return None
            seen += 1
    except csv.Error:
        if not goes_on or rows.line_num < len(below):
            return None
    return _Layout(",", first, spaced=False, names=(name,)) if quoted and seen else None


def _is_name(name: str) -> bool:
    return len(name) <= MAX_NAME_CHARS and not name[:1].isspace() and "\n" not in name


class _TooLargeError(Exception):
    """More lines belong to a row than a row may have."""


class _Lines:
    """The lines of a file, for `csv.reader`, which goes on after an error with the next line.

    Attributes:
        number: of the line last read, from 1.
        taken: characters read since it was set to 0.
    """

    def __init__(self, source: Source, encoding: str) -> None:
        errors = text.MIXED if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(source.buffered(), encoding, errors, newline="")
        self.number = 0
        self.taken = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_RECORD_BYTES + 1)
        self.number += 1
        self.taken += len(line)
        if self.taken > MAX_RECORD_BYTES:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(CHUNK_BYTES)
            raise _TooLargeError
        if not line:
            raise StopIteration
        return line


FORMATS = (Reader("csv", recognises, records, asked_before=("text",)),)
