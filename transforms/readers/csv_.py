"""CSV: rows of a table with a header line, one article a row."""

import csv
import io
import re
from collections.abc import Iterator

from transforms.readers import text
from transforms.readers.mapping import column_of, record_of
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection
from transforms.readers.source import CHUNK_BYTES, Source

FORMAT = "csv"

DELIMITERS = ",;\t|"
_NAME = re.compile(r"[^\W\d][\w@#]*(?:[ .:_/-]\w+){0,3}")
"""How columns are called; a line of prose has spaces after its commas, or longer parts."""


def recognises(source: Source, fields: Fields) -> bool:
    """Tells by the header line: names of columns, one of them that of the text."""
    head = source.head
    return _header(head.decode(text.encoding_of_head(head), "replace"), fields) is not None


def records(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each row, or `bad_record`, `record_too_large`, or why it is none."""
    encoding = text.encoding_of_head(source.head)
    delimiter = _header(source.head.decode(encoding, "replace"), fields) or ","
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
                names = row
            elif len(row) == len(names):
                yield record_of(dict(zip(names, row, strict=True)), fields, encoding)
            elif row:
                detail = f"line {lines.number:,}: {len(row):,} fields under {len(names):,} names"
                yield Rejection("bad_record", detail)


def _header(head: str, fields: Fields) -> str | None:
    """Returns the delimiter of a header line; null where it is none."""
    line = head.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    for delimiter in sorted(DELIMITERS, key=line.count, reverse=True):
        if delimiter not in line:
            return None
        try:
            names = next(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if column_of(names, fields.text, "text") is not None and all(map(_NAME.fullmatch, filter(None, names))):
            return delimiter
    return None


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
