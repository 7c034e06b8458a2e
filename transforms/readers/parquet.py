"""Parquet: a table in columns, one article in each row."""

from collections.abc import Iterator
from typing import Any

from transforms.readers.formats import Reader
from transforms.readers.mapping import column_of, columns_of, no_text_among, record_of
from transforms.readers.records import Fields, Record, Rejection, UnreadableError
from transforms.readers.source import Source

MAX_GROUP_BYTES = 2**30
"""Most bytes of a row group (a part of the rows, all their columns), as the file itself says: a page of it may have to
be held whole."""
ROWS_AT_ONCE = 16
"""Rows decoded at once: with the longest records some 64 MB."""


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first four bytes."""
    return source.peek(4) == b"PAR1"


def records(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each row, or why it is none; `too_large` for a row group that cannot be held.

    Raises:
        UnreadableError: `no_text_field`, no column holds a text.
    """
    import pyarrow.parquet

    table = pyarrow.parquet.ParquetFile(source.spooled(), memory_map=False, pre_buffer=False, buffer_size=2**16)
    names = table.schema_arrow.names
    columns = columns_of(names, fields)
    if column_of(names, fields.text, "text") is None and not _nested(table, columns):
        raise UnreadableError("no_text_field", no_text_among([name[:40] for name in names[:20]], fields))
    for number in range(table.num_row_groups):
        group = table.metadata.row_group(number)
        # Not column by column: what those say of themselves, where damaged, ends the whole process.
        size = group.total_byte_size
        if size > MAX_GROUP_BYTES:
            yield Rejection("too_large", f"row group {number + 1} of {size:,} bytes with {group.num_rows:,} rows")
            continue
        for batch in table.iter_batches(ROWS_AT_ONCE, row_groups=[number], columns=columns, use_threads=False):
            source.budget.spend(batch.nbytes + batch.num_rows)
            for row in range(batch.num_rows):
                cells = {name: _value(batch.column(name)[row]) for name in batch.schema.names}
                yield record_of(cells, fields)


def _nested(table: Any, columns: list[str]) -> bool:
    import pyarrow

    return any(pyarrow.types.is_struct(table.schema_arrow.field(name).type) for name in columns)


def _value(cell: Any) -> object:
    """Returns a cell as a value of Python: broken characters as U+FFFD, a date that Python cannot hold as a number."""
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return bytes(cell.as_buffer()).decode("utf-8", "replace") if hasattr(cell, "as_buffer") else None
    except (ValueError, OverflowError):
        return getattr(cell, "value", None)


FORMATS = (Reader("parquet", recognises, records, asked_before=("warc",)),)
