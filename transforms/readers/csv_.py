"""CSV: a table with the names of its columns in the first line, and one article in each row."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from transforms.readers import text
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
_SEPARATOR = re.compile(r'sep=([^\w\s"]|\t)', re.I)
"""A line that spreadsheets write before the names: it says which character separates the fields."""


def recognises(source: Source, fields: Fields) -> bool:
    """Tells by the first line, which names columns and among them one for the text, and by the rows below it."""
    return _delimiter(source, fields) is not None


def records(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each row, or `bad_record`, `record_too_large`, or why it is none."""
    encoding = text.encoding_of_head(source.head)
    delimiter = _delimiter(source, fields) or ","
    # For the whole process; the smaller limit that it begins with guards nothing here.
    csv.field_size_limit(MAX_RECORD_BYTES)
    lines = _Lines(source, encoding)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
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
                names = row if column_of(row, fields.text, "text") is not None else []
            elif len(row) == len(names):
                yield record_of(dict(zip(names, row, strict=True)), fields, encoding)
            elif row:
                detail = f"line {lines.number:,}: {len(row):,} fields under {len(names):,} names"
                yield Rejection("bad_record", detail)


def _delimiter(source: Source, fields: Fields) -> str | None:
    """Returns the character between the fields; null where the source is no table of articles."""
    head = source.head
    decoded = head.decode(text.encoding_of_head(head), "replace").lstrip("\ufeff")
    lines = [line for line in io.StringIO(decoded, newline="") if not line.isspace()]
    if not lines:
        return None
    delimiters = sorted(DELIMITERS, key=lines[0].count, reverse=True)
    if separator := _SEPARATOR.fullmatch(lines[0].rstrip("\r\n")):
        delimiters = [separator[1]]
        del lines[0]
    goes_on = len(head) == HEAD_BYTES
    return next((delimiter for delimiter in delimiters if _is_table(lines, delimiter, fields, goes_on)), None)


def _is_table(lines: Sequence[str], delimiter: str, fields: Fields, goes_on: bool) -> bool:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = next(reader, [])
        if len(names) < 2 or column_of(names, fields.text, "text") is None or not all(map(_is_name, names)):
            return False
        below = lines[reader.line_num :]
        rows = csv.reader(below, delimiter=delimiter)
        widths = [len(row) for row in islice(rows, SAMPLE_ROWS) if not goes_on or rows.line_num < len(below)]
    except csv.Error:
        return False
    return not widths or len(names) in widths


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
        self._text = io.TextIOWrapper(source.buffered(), encoding, "replace", newline="")
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
