"""ARC, the file of crawlers before WARC: one article for each page that a server answered with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.readers import html
from transforms.readers.formats import Reader
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection, UnreadableError
from transforms.readers.source import CHUNK_BYTES, Source
from transforms.readers.warc import FIRST_ERROR, PAGES, decoded

MAX_LINE_BYTES = 2**14
"""Longest line with the address of a page and what belongs to it."""
_BEGINNING = re.compile(rb"filedesc://\S{1,500} \S{1,60} \d{8,14} \S{1,60}")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class _Headers:
    """The headers of an answer, without regard to case."""

    values: dict[str, str]

    def get(self, name: str) -> str | None:
        """Returns the value of a header; null where it is missing."""
        return self.values.get(name.lower())


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first line, which describes the file."""
    return _BEGINNING.match(source.peek(1024)) is not None


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each page that a server answered with, or why there is none; reasons as for WARC."""
    stream = source.buffered()
    while line := stream.readline(MAX_LINE_BYTES):
        if line.isspace():
            continue
        parts = line.decode("utf-8", "replace").split()
        if len(parts) < 5 or not parts[-1].isascii() or not parts[-1].isdecimal() or len(parts[-1]) > 12:
            raise UnreadableError("damaged", "no ARC record from here")
        url, kind, length = parts[0], parts[3].lower(), int(parts[-1])
        block = stream.read(min(length, MAX_RECORD_BYTES))
        rest = length - len(block)
        while rest > 0 and (skipped := stream.read(min(rest, CHUNK_BYTES))):
            rest -= len(skipped)
        if rest > 0:
            raise UnreadableError("truncated", f"a record of {length:,} bytes ends before its end; {url}")
        if url.startswith(("http://", "https://")) and (found := _page(block, url, kind, length, source)) is not None:
            yield found


def _page(block: bytes, url: str, kind: str, length: int, source: Source) -> Record | Rejection | None:
    end = _HEADERS_END.search(block)
    status = _STATUS.match(block)
    if status is None or end is None:
        return None if kind not in PAGES else Rejection("bad_record", f"no HTTP answer; {url}")
    named = (line.partition(":") for line in block[: end.start()].decode("latin-1").splitlines()[1:])
    headers = _Headers({name.strip().lower(): value.strip() for name, _, value in named})
    type_, _, options = (headers.get("content-type") or kind).lower().partition(";")
    if type_.strip() not in PAGES:
        return None
    if int(status[1]) >= FIRST_ERROR:
        return Rejection("http_status", f"{int(status[1])}; {url}")
    if length > MAX_RECORD_BYTES:
        return Rejection("record_too_large", f"a page of more than {MAX_RECORD_BYTES:,} bytes; {url}")
    try:
        body = decoded(block[end.end() :], headers, source)
    except UnreadableError as error:
        if error is source.budget.overrun:
            raise
        return Rejection("bad_record", f"{error.detail}; {url}")
    charset = options.partition("charset=")[2].strip("\"' ;") or None
    found = html.read_page(body, charset=charset, url=url)
    return found if isinstance(found, Record) else Rejection(found.reason, f"{found.detail}; {url}")


FORMATS = (Reader("arc", recognises, records, asked_before=("text",)),)
