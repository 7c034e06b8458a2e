"""WARC: the file in which a crawler keeps the answers of web servers; one article for each page among them."""

import io
import re
from collections.abc import Iterator
from typing import Any

from transforms.readers import html, text
from transforms.readers.compression import CODECS, HTTP_CODECS, RAW_DEFLATE, compression_of, decompressed
from transforms.readers.formats import Reader
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection, UnreadableError
from transforms.readers.source import Source

MAX_HEADER_BYTES = 2**16
"""Longest header of a record or an answer, in bytes; servers refuse longer ones."""
FIRST_ERROR = 300
"""From this HTTP status on there is no article: redirects and errors."""

_BEGINNING = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
PAGES = ("text/html", "application/xhtml+xml")
"""Types of answers that may hold an article."""
_CHUNK = re.compile(rb"\s{0,4}([0-9a-fA-F]{1,8})[^\n]{0,1000}\n")


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first line."""
    return _BEGINNING.match(source.peek(16)) is not None


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each page that a server answered with, or that is kept without an answer, or why none.

    The texts of pages that another program made ("conversion" records, as in WET files) are articles as they are.

    Besides the reasons of the HTML reader there are `http_status`, `record_too_large` and `bad_record`.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if b"\r" not in source.peek(16):
        raise UnreadableError(
            "damaged", "line feeds end the lines of its headers, without the carriage returns of WARC"
        )
    stream: Any = _Counted(source)
    archive = ArchiveIterator(
        stream,
        record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion,
        parse_http=False,
        max_header_len=MAX_HEADER_BYTES,
        stream_detect=False,
    )
    try:
        for record in archive:
            found = _page(record, source) if record.record_type is WarcRecordType.response else _resource(record)
            if found is not None:
                yield found
    except OSError as error:
        raise source.failure or UnreadableError("damaged", f"no WARC record from here: {error}") from None
    if not stream.tail.endswith((b"\r\n\r\n", b"\n\n")):
        raise UnreadableError("truncated", "the last record ends before its end")


def _page(record: Any, source: Source) -> Record | Rejection | None:
    length = record.content_length
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if length and not record.is_http:
        # The parser goes by the record's own type, which crawlers leave out, or take from the page. The block tells:
        # what is no answer has no status.
        record.is_http = True
    try:
        record.parse_http(auto_decode="none", max_header_len=MAX_HEADER_BYTES)
    except OSError as error:
        return Rejection("bad_record", f"no HTTP answer: {error}; {url}")
    kind = (record.http_content_type or "").lower()
    if record.http_headers is None or (kind and kind not in PAGES):
        return None
    status = record.http_headers.status_code
    if status is None or status >= FIRST_ERROR:
        return Rejection("http_status", f"{status or 'no status'}; {url}")
    body = record.reader.read(MAX_RECORD_BYTES + 1)
    if len(body) <= MAX_RECORD_BYTES and len(body) < record.content_length:
        raise UnreadableError("truncated", f"a record of {length:,} bytes ends before its end; {url}")
    try:
        if len(body) <= MAX_RECORD_BYTES:
            body = decoded(body, record.http_headers, source)
    except UnreadableError as error:
        if error is source.budget.overrun:
            raise
        return Rejection("bad_record", f"{error.detail}; {url}")
    if len(body) > MAX_RECORD_BYTES:
        return Rejection("record_too_large", f"a page of more than {MAX_RECORD_BYTES:,} bytes; {url}")
    if not kind and not html.begins(body):
        return None
    found = html.read_page(body, charset=record.http_charset, url=url)
    return found if isinstance(found, Record) else Rejection(found.reason, f"{found.detail}; {url}")


def _resource(record: Any) -> Record | Rejection | None:
    """Reads a record that is a page or a text itself, without a server's answer around it."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    kind, _, options = (record.headers.get("Content-Type") or "").lower().partition(";")
    kind = kind.strip()
    if kind and kind not in (*PAGES, "text/plain"):
        return None
    body = record.reader.read(MAX_RECORD_BYTES + 1)
    if len(body) > MAX_RECORD_BYTES:
        return Rejection("record_too_large", f"a page of more than {MAX_RECORD_BYTES:,} bytes; {url}")
    if len(body) < record.content_length:
        raise UnreadableError("truncated", f"a record of {record.content_length:,} bytes ends before its end; {url}")
    if kind in PAGES or (not kind and html.begins(body)):
        found = html.read_page(body, charset=options.rpartition("charset=")[2].strip("\"' ") or None, url=url)
        return found if isinstance(found, Record) else Rejection(found.reason, f"{found.detail}; {url}")
    if not kind:
        return None
    read = text.read(body)
    if isinstance(read, Rejection):
        return Rejection(read.reason, f"{read.detail}; {url}")
    return Record(read.text, read.encoding, url=url)


def decoded(body: bytes, headers: Any, source: Source) -> bytes:
    """Undoes chunks and compression, where the body is as the headers say; crawlers often undo them themselves.

    Raises:
        UnreadableError: the body is damaged, or a bomb.
    """
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _without_chunks(body)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    name = compression_of(body)
    codec = CODECS[name] if name else HTTP_CODECS.get(coding) if not html.begins(body) else None
    if codec is None:
        if coding in ("", "identity", *HTTP_CODECS) or html.begins(body):
            return body
        raise UnreadableError("damaged", f"compressed with {coding}")
    if codec is HTTP_CODECS["deflate"] and not (body[:1] == b"x" and int.from_bytes(body[:2], "big") % 31 == 0):
        codec = RAW_DEFLATE
    return decompressed(io.BytesIO(body), codec, source.budget).buffered().read(MAX_RECORD_BYTES + 1)


def _without_chunks(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if not pieces:
        return body
    if at < len(body):
        raise UnreadableError("damaged", "the chunks of the answer are damaged")
    return b"".join(pieces)


class _Counted:
    """The stream as the parser wants it: it asks for its place.

    Attributes:
        tail: the last bytes read; two line ends close each record.
    """

    def __init__(self, source: Source) -> None:
        self._stream = source
        self._at = 0
        self.tail = b""

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        self.tail = (self.tail + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return self._at


FORMATS = (Reader("warc", recognises, records, asked_before=("html",)),)
