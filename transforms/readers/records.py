"""What readers return: a record for each article of a raw file, a rejection with its reason for what is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

MAX_RECORD_BYTES = 4 * 2**20
"""Longest record as it lies in the file: a page, a JSON object, a row. The longest newspaper features have some 300 KB,
and their pages, with scripts and styles, up to 3 MB; beyond lie dumps and attacks."""
MAX_TEXT_CHARS = 2 * 2**20
"""Longest text of one article after reading, in characters: seven times as long as the longest features. A longer one
would take more than a worker's share of memory once it is annotated."""
MAX_TEXT_LINES = 20_000
"""Most lines of one article, blank ones aside: the longest live tickers have some 5,000, and each line costs memory of
its own when the article is stripped and annotated."""


@dataclass(frozen=True, slots=True)
class Record:
    r"""One article as its file holds it.

    Attributes:
        text: one block a line; the title is its first line where the format gives one. Without NULs and lone
            surrogates, which tables cannot hold: each is U+FFFD.
        encoding: Python codec that the bytes were decoded with; null where the format leaves no choice.
        title: as the record's metadata says, like all that follows.
        author: names, with commas between them.
        published: when it was published: a `datetime` where the instant is told, else the day.
        either: the two days that it may have been published on, as 3/4/2026 reads: the day first, and the month first.
        day_first: whether a date of the record that reads one way only, such as 25/4/2026, has its day first.
        url: address of the page, http or https.
        publisher: name or domain.
        language: ISO 639-1 code.
        captions: lines of the text that the markup calls captions of pictures.
        posts: lines of the text that the markup calls posts of networks.
        doubts: why the text may not be the whole text of the article, or not as it was written; values of
            `articles.text_quality`.
        member: path within the archive, bytes that are no UTF-8 as `\xNN`; null outside archives.
    """

    text: str
    encoding: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    either: tuple[date, date] | None = None
    day_first: bool | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why an input holds no article: the stable id of the reason, and what exactly was found, on one line."""

    reason: str
    detail: str
    member: str | None = None


FieldPath = Annotated[
    str,
    Field(
        pattern=r"^[^.]*[^.\s][^.]*(?:\.[^.]*[^.\s][^.]*)*$",
        description='a name or a dotted path, such as "article.body"',
    ),
]


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a JSON object, or column of a table, holds what; each a name or a dotted path.

    Null stands for the usual names.
    """

    text: FieldPath | None = None
    title: FieldPath | None = None
    url: FieldPath | None = None
    date: FieldPath | None = None
    author: FieldPath | None = None
    publisher: FieldPath | None = None
    language: FieldPath | None = None


@dataclass
class Opened:
    """A raw file, open for reading its records.

    Attributes:
        format: the name of one of `transforms.readers.dispatch.KNOWN_FORMATS`; null where none takes it.
        compression: one of `COMPRESSIONS` in `warehouse.schema.tables.values`; null for none.
        records: one item for each thing in the file that could have been an article, in order, at least one; to be
            taken while the file is open.
    """

    format: str | None
    compression: str | None
    records: Iterator[Record | Rejection]


def shown(path: bytes) -> str:
    r"""Returns a path as text, unique: bytes that are no UTF-8 as `\xNN`."""
    # A name that itself reads like an escape has its backslash escaped, so that no two paths look the same.
    return re.sub(rb"\\(?=x[0-9a-f]{2})", rb"\\x5c", path).decode("utf-8", "backslashreplace")


class UnreadableError(Exception):
    """Nothing more can be read from a file, or from a member of an archive.

    Attributes:
        reason: id of the reason, as in `Rejection`.
        detail: what was found.
        afterwards: whether what was read before is whole, so that this is no reason to give it up.
        told: whether a rejection says so already. One failure may come up at each level that reads through another.
    """

    def __init__(self, reason: str, detail: str, *, afterwards: bool = False) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.afterwards = afterwards
        self.told = False
