"""DOCX: the paragraphs of a document that Word and others write."""

import zipfile
from collections.abc import Iterator
from typing import Any

from transforms.readers import html
from transforms.readers.formats import Reader
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection
from transforms.readers.source import Source
from transforms.readers.xml_ import elements, local

MAX_DOCUMENT_BYTES = 8 * MAX_RECORD_BYTES
"""Longest text of a document with its markup, which takes some ten times as much."""
_TEXT = "word/document.xml"
_STYLES = ("Title", "Heading1")


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first bytes and the names of the first members."""
    return source.peek(4) == b"PK\x03\x04" and _TEXT.encode() in source.head


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the document as one article, or why there is none."""
    try:
        with zipfile.ZipFile(source.spooled()) as archive, archive.open(_TEXT) as stream:
            document = Source(_Bounded(stream, source), source.budget)
            lines = list(_lines(document))
    except KeyError:
        yield Rejection("damaged", f"{_TEXT} is missing in the document")
        return
    except RuntimeError as error:  # zipfile says so where a password is needed
        yield Rejection("encrypted", str(error))
        return
    except zipfile.BadZipFile as error:
        yield Rejection("damaged", f"the document is damaged: {error}")
        return
    title = next((line for line, style in lines[:5] if style in _STYLES), None)
    body = "\n".join(line for line, _ in lines)
    yield Record(html.with_title(title, body), title=title) if body else Rejection("no_text", "no paragraph in it")


class _Bounded:
    """The text of a document, which counts towards the limit on what decompression may give."""

    def __init__(self, stream: Any, source: Source) -> None:
        self._stream = stream
        self._source = source
        self._given = 0

    def read(self, size: int, /) -> bytes:
        data: bytes = self._stream.read(min(size, 2**16))
        self._given += len(data)
        self._source.budget.spend(len(data))
        if self._given > MAX_DOCUMENT_BYTES:
            raise _too_large()
        return data


def _too_large() -> Exception:
    from transforms.readers.records import UnreadableError

    return UnreadableError("too_large", f"a document of more than {MAX_DOCUMENT_BYTES:,} bytes")


def _lines(document: Source) -> Iterator[tuple[str, str | None]]:
    """Yields each paragraph with the name of its style."""
    for _, paragraph in elements(document, frozenset(("p",))):
        pieces, style = [], None
        for element in paragraph.iter():
            name = local(element)
            if name == "t":
                pieces.append(element.text or "")
            elif name in ("tab", "br", "cr"):
                pieces.append(" ")
            elif name == "pStyle":
                style = next(iter(element.attrib.values()), None)
        if line := " ".join("".join(pieces).split()):
            yield line, style


FORMATS = (Reader("docx", recognises, records, asked_before=("tar", "zip")),)
