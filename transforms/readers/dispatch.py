"""Opens a raw file: tells its compression and its format by its content, and reads its articles."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from graphlib import TopologicalSorter
from typing import BinaryIO

from transforms import readers
from transforms.readers import text
from transforms.readers.compression import CODECS, compression_of, decompressed
from transforms.readers.formats import Container, Format
from transforms.readers.quality import doubts
from transforms.readers.records import (
    MAX_TEXT_CHARS,
    MAX_TEXT_LINES,
    Fields,
    Opened,
    Record,
    Rejection,
    UnreadableError,
)
from transforms.readers.repair import repaired
from transforms.readers.source import Budget, RawFile, Source

_PREFIX = f"{readers.__name__}."
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+", re.I)
_SITE = re.compile(r"(?:(?:https?:)?//(?:[^\s/?#\\@]{1,200}@)?(?:www\d?\.)?|www\d?\.)([^\s/?#\\@:]{1,200})", re.I)
MAX_ADDRESS_CHARS = 2048
"""Longest address kept, as browsers take it."""
MAX_DETAIL_CHARS = 500
"""Longest detail of a rejection: some lines to read, whatever a parser quotes."""
MAX_REJECTIONS = 10_000
"""After so many rejections in a row the rest of a file is not looked at: it is not what its beginning seemed to be, and
each further rejection would be a row in the table of rejections."""


def in_order(formats: Iterable[Format]) -> tuple[Format, ...]:
    """Returns formats so that each stands before those that it must be asked before, else by their names.

    Raises:
        ValueError: two formats have one name; or one must be asked before a format that there is not, or, in the end,
            before itself.
    """
    by_name: dict[str, Format] = {}
    for format_ in formats:
        if by_name.setdefault(format_.name, format_) is not format_:
            raise ValueError(f"two formats are called {format_.name}")
    earlier: dict[str, set[str]] = {name: set() for name in sorted(by_name)}
    for name, format_ in by_name.items():
        for later in format_.asked_before:
            if later not in earlier:
                raise ValueError(f"{name} is to be asked before {later}, which is no format")
            earlier[later].add(name)
    # A CycleError is a ValueError.
    return tuple(by_name[name] for name in _sorted(earlier))


def _sorted(earlier: dict[str, set[str]]) -> Iterator[str]:
    """Yields names so that each follows those which `earlier` has for it; of several possible ones, by the alphabet."""
    sorter = TopologicalSorter(earlier)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def _declared() -> Iterator[Format]:
    """Yields the formats that the modules of this package declare."""
    for found in pkgutil.iter_modules(readers.__path__, _PREFIX):
        if found.name != __name__:
            yield from getattr(importlib.import_module(found.name), "FORMATS", ())


KNOWN_FORMATS = in_order(_declared())
"""In the order in which a file is asked for them. Found once, when this module is imported: a reader that cannot be
imported must end the program, and not pass for a damaged file."""


def open_records(
    stream: BinaryIO, fields: Callable[[str | None], Fields], *, max_articles: int | None = None
) -> Opened:
    """Opens a raw file and tells what it is.

    Memory stays bounded whatever the bytes are: never more is held than one record, one piece of a decompressed
    stream, or one row group of a Parquet table.

    Args:
        stream: the raw file, seekable, at its start.
        fields: says which fields of its objects or rows hold what; called with the path of a member of an archive, or
            with None for the file itself.
        max_articles: most articles that it may give; null for as many as its bytes can hold.

    Returns:
        Its format and its records. Bytes that hold no article give rejections, never an exception.

    Raises:
        OSError: the disk fails, here or while the records are taken.
    """
    raw = RawFile(stream)
    return _opened(Source(raw, Budget(raw, max_articles)), raw, fields, None)


def _opened(source: Source, raw: RawFile, fields: Callable[[str | None], Fields], member: str | None) -> Opened:
    compression = None
    try:
        if compression := compression_of(source.head):
            source = decompressed(source, CODECS[compression], source.budget)
            _refuse_a_second_compression(source.head, compression)
        mapping = fields(member)
        format_ = next((format_ for format_ in KNOWN_FORMATS if format_.recognises(source, mapping)), None)
        if isinstance(format_, Container):
            if member is not None:
                _refuse_an_archive(format_)
            items = _items(format_, source, raw, fields)
            return Opened(format_.name, compression, _guarded(items, source, raw, None))
        if format_ is None:
            refused = text.refusal(source.head) or Rejection("binary", "of no format that is read")
            return Opened(None, compression, iter([_checked(refused, member)]))
    except Exception as error:  # noqa: BLE001 -- parsers meet bytes here that their authors never thought of
        return Opened(None, compression, iter([_checked(_rejection(error, raw), member)]))
    items = _counted(format_.records(source, mapping), source)
    return Opened(format_.name, compression, _guarded(items, source, raw, member))


def _refuse_a_second_compression(head: bytes, first: str) -> None:
    if second := compression_of(head):
        raise UnreadableError("nested_compression", f"{second} within {first}")


def _refuse_an_archive(container: Container) -> None:
    raise UnreadableError("nested_archive", f"{container.name} within an archive")


def _items(
    container: Container, source: Source, raw: RawFile, fields: Callable[[str | None], Fields]
) -> Iterator[Record | Rejection]:
    """Yields the records and rejections of all members of an archive, one member after the other."""
    for member in container.members(source):
        if isinstance(member, Rejection):
            yield member
        else:
            yield from _opened(Source(member.stream, source.budget), raw, fields, member.name).records
        if source.failure or source.budget.overrun:
            return


def _counted(items: Iterator[Record | Rejection], source: Source) -> Iterator[Record | Rejection]:
    """Yields what a reader gives, and counts the articles.

    Raises:
        UnreadableError: the file gives more articles than its bytes can hold.
    """
    for item in items:
        if isinstance(item, Record):
            source.budget.count_article()
        yield item


def _guarded(
    items: Iterator[Record | Rejection], source: Source, raw: RawFile, member: str | None
) -> Iterator[Record | Rejection]:
    """Yields what a reader gives, and where it stops before the end of the file one more rejection that says why."""
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
    """Returns an item so that it can be stored: texts without the characters that tables refuse, details on one line.

    A record that is too long, or has no letter in it, becomes a rejection.
    """
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
    stored = _storable(item.text)
    return replace(
        item,
        text=stored,
        doubts=tuple(dict.fromkeys((*doubts(stored), *item.doubts))),
        title=_line(item.title),
        author=_line(item.author),
        publisher=_publisher(item.publisher, item.url),
        url=_address(item.url),
        captions=tuple(map(_storable, item.captions)),
        posts=tuple(map(_storable, item.posts)),
        member=member,
    )


def _storable(value: str) -> str:
    return repaired(_UNSTORABLE.sub("\ufffd", value))


def _line(value: str | None) -> str | None:
    return (_storable(" ".join(value.split())) or None) if value else None


def _publisher(name: str | None, url: str | None) -> str | None:
    """Returns the name of a publisher; its site where the record gives an address in place of one, or only that."""
    name = _line(name)
    if name and not _SITE.match(name):
        return name
    host = _SITE.match(name or url or "")
    return host[1].lower() if host else None


def _address(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if len(value) <= MAX_ADDRESS_CHARS and _ADDRESS.fullmatch(value) else None
