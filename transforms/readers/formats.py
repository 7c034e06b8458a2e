"""What a module of this package declares of a file format that it reads: a `Reader` or a `Container` in `FORMATS`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.source import Readable, Source


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive.

    Attributes:
        name: its path in the archive, for people to read; nothing is ever opened or written under it.
        stream: its bytes.
    """

    name: str
    stream: Readable


@dataclass(frozen=True, slots=True)
class Reader:
    """A format whose files hold articles.

    Attributes:
        name: what `files.format` says of such a file: small letters and digits.
        recognises: tells by what `source.peek` shows whether a file has this format.
        records: reads from the source what could be articles, in order. It raises `UnreadableError` where nothing more
            can be read; whatever else a parser raises is taken for damage.
        asked_before: names of formats that would recognise such a file as well, so that this one must be asked first.
    """

    name: str
    recognises: Callable[[Source, Fields], bool]
    records: Callable[[Source, Fields], Iterator[Record | Rejection]]
    asked_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Container:
    """A format whose files hold files of other formats.

    Attributes:
        name: as that of a `Reader`.
        recognises: as that of a `Reader`.
        members: yields the files within, each of which is read before the next is asked for. It raises as
            `Reader.records` does.
        asked_before: as that of a `Reader`.
    """

    name: str
    recognises: Callable[[Source, Fields], bool]
    members: Callable[[Source], Iterator[Member | Rejection]]
    asked_before: tuple[str, ...]


Format = Reader | Container
