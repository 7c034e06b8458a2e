"""Readers: the bytes of any raw file in, its articles out, one after the other.

What a file is, its content tells, never its name. A new format is one module that keeps the protocol `Reader`, and its
place in `READERS`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Protocol

from transforms.readers import archives, csv_, html, json_records, parquet, text, warc
from transforms.readers.compression import CODECS, compression_of, decompressed
from transforms.readers.records import (
    MAX_TEXT_CHARS,
    MAX_TEXT_LINES,
    Fields,
    Opened,
    Record,
    Rejection,
    UnreadableError,
)
from transforms.readers.source import Budget, RawFile, Source


class Reader(Protocol):
    """One format. A module is one, if it has these three names."""

    FORMAT: str

    def recognises(self, source: Source, fields: Fields, /) -> bool:
        """Tells by what `source.peek` shows whether it has this format."""

    def records(self, source: Source, fields: Fields, /) -> Iterator[Record | Rejection]:
        """Reads from `source` what could be articles, in order.

        Raises:
            UnreadableError: nothing more can be read. Whatever else a parser raises is taken for damage.
        """


class Container(Protocol):
    """A format that holds files of other formats."""

    FORMAT: str

    def recognises(self, source: Source, fields: Fields, /) -> bool:
        """As `Reader.recognises`."""

    def members(self, source: Source, /) -> Iterator[archives.Member | Rejection]:
        """Yields its files, each to be read before the next is asked for; raises as `Reader.records` does."""


CONTAINERS: tuple[Container, ...] = (archives.Zip(), archives.Tar())
READERS: tuple[Reader, ...] = (parquet, warc, html, json_records.Lines(), json_records.Document(), csv_, text)
"""In the order in which they are asked."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+", re.I)
MAX_ADDRESS_CHARS = 2048
"""Longest address kept, as browsers take it."""
MAX_DETAIL_CHARS = 500
MAX_REJECTIONS = 10_000
"""In a row, after which the rest of a file is not looked at: it is not what its beginning seemed to be, and each row of
it would cost one in the table of rejections."""


def open_records(stream: BinaryIO, fields: Callable[[str | None], Fields]) -> Opened:
    """Opens a raw file and tells what it is.

    Memory stays bounded whatever the bytes: one record, one piece of a decompressed stream, a table's row group.

    Args:
        stream: the raw file, seekable, at its start.
        fields: gives for a member of an archive, or for the file itself (null), which fields hold what.

    Returns:
        Its format and its records. Bytes that hold no article give rejections, never an exception.

    Raises:
        OSError: the disk fails, here or while the records are taken.
    """
    raw = RawFile(stream)
    return _opened(Source(raw, Budget(raw)), raw, fields, None)


def _opened(source: Source, raw: RawFile, fields: Callable[[str | None], Fields], member: str | None) -> Opened:
    compression = None
    try:
        if compression := compression_of(source.head):
            source = decompressed(source, CODECS[compression], source.budget)
            _refuse_a_second_compression(source.head, compression)
        mapping = fields(member)
        if container := next((container for container in CONTAINERS if container.recognises(source, mapping)), None):
            if member is not None:
                _refuse_an_archive(container)
            items = _items(container, source, raw, fields)
            return Opened(container.FORMAT, compression, _guarded(items, source, raw, None))
        reader = next((reader for reader in READERS if reader.recognises(source, mapping)), None)
        if reader is None:
            refused = text.refusal(source.head) or Rejection("binary", "of no format that is read")
            return Opened(None, compression, iter([_checked(refused, member)]))
    except Exception as error:  # noqa: BLE001 -- parsers meet bytes here that their authors never thought of
        return Opened(None, compression, iter([_checked(_rejection(error, raw), member)]))
    items = _counted(reader.records(source, mapping), source)
    return Opened(reader.FORMAT, compression, _guarded(items, source, raw, member))


def _refuse_a_second_compression(head: bytes, first: str) -> None:
    if second := compression_of(head):
        raise UnreadableError("nested_compression", f"{second} within {first}")


def _refuse_an_archive(container: Container) -> None:
    raise UnreadableError("nested_archive", f"{container.FORMAT} within an archive")


def _items(
    container: Container, source: Source, raw: RawFile, fields: Callable[[str | None], Fields]
) -> Iterator[Record | Rejection]:
    """Yields what the members of an archive hold."""
    for member in container.members(source):
        if isinstance(member, Rejection):
            yield member
        else:
            yield from _opened(Source(member.stream, source.budget), raw, fields, member.name).records
        if source.failure or source.budget.overrun:
            return


def _counted(items: Iterator[Record | Rejection], source: Source) -> Iterator[Record | Rejection]:
    """Yields what a reader gives, as long as the file may hold as many articles."""
    for item in items:
        if isinstance(item, Record):
            source.budget.count_article()
        yield item


def _guarded(
    items: Iterator[Record | Rejection], source: Source, raw: RawFile, member: str | None
) -> Iterator[Record | Rejection]:
    """Yields what a reader gives, and at the end why there is no more, if it did not come to the end."""
    given = False
    in_a_row = 0
    failure: Exception | None = None
    try:
        for item in items:
            given = True
            checked = _checked(item, member)
            in_a_row = in_a_row + 1 if isinstance(checked, Rejection) else 0
            yield checked
            if in_a_row == MAX_REJECTIONS:
                yield Rejection("too_many_rejections", f"{in_a_row:,} in a row; the rest was not looked at", member)
                return
    except Exception as error:  # noqa: BLE001 -- as above
        failure = error
    failure = source.failure or failure
    if failure is not None and not (isinstance(failure, UnreadableError) and failure.told):
        yield _checked(_rejection(failure, raw), member)
    elif not given:
        yield _checked(Rejection("empty", "no article in it"), member)


def _rejection(error: Exception, raw: RawFile) -> Rejection:
    if raw.disk_error:
        raise raw.disk_error
    if isinstance(error, UnreadableError):
        error.told = True
        return Rejection(error.reason, error.detail)
    return Rejection("damaged", f"{type(error).__name__}: {error}")


def _checked(item: Record | Rejection, member: str | None) -> Record | Rejection:
    """Makes sure of what is promised of every record: that it can be stored, and that it has a text."""
    member = item.member or member
    if isinstance(item, Rejection):
        detail = "".join(character if character.isprintable() else "\ufffd" for character in item.detail)
        return Rejection(item.reason, detail[:MAX_DETAIL_CHARS], member)
    if len(item.text) > MAX_TEXT_CHARS:
        return Rejection("too_large", f"a text of {len(item.text):,} characters", member)
    lines = sum(not line.isspace() for line in item.text.splitlines() if line)
    if lines > MAX_TEXT_LINES:
        return Rejection("too_many_lines", f"a text of {lines:,} lines", member)
    if not _LETTER.search(item.text):
        return Rejection("no_text", "not one letter in it", member)
    return replace(
        item,
        text=_storable(item.text),
        title=_line(item.title),
        author=_line(item.author),
        publisher=_line(item.publisher),
        url=_address(item.url),
        captions=tuple(map(_storable, item.captions)),
        member=member,
    )


def _storable(value: str) -> str:
    return _UNSTORABLE.sub("\ufffd", value)


def _line(value: str | None) -> str | None:
    return (_storable(" ".join(value.split())) or None) if value else None


def _address(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if len(value) <= MAX_ADDRESS_CHARS and _ADDRESS.fullmatch(value) else None
