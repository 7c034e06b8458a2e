"""PDF: the text of its pages, lines joined to paragraphs."""

import logging
import re
import time
from collections.abc import Iterator

from transforms.readers.formats import Reader
from transforms.readers.records import MAX_TEXT_CHARS, Fields, Record, Rejection, UnreadableError
from transforms.readers.source import Source

MAX_PDF_BYTES = 64 * 2**20
"""Longest file: a newspaper's whole edition with its pictures. Its parts are held when they are looked at."""
MAX_PAGES = 300
"""Most pages: an article has some; a report that is no article has hundreds."""
MAX_CONTENT_BYTES = 4 * 2**20
"""Longest drawing of a page: one with text has 100 KB; beyond lie maps, which take minutes."""
MOST_SECONDS = 60
"""Processor time after which no further page is looked at: pages can be drawn so that a few KB take minutes."""
SHORT_LINE = 0.8
"""Share of the longest line from which a line that ends a sentence ends its paragraph."""

_HYPHEN = re.compile(r"(?<=[a-z])-$")
_END = re.compile(r"[.!?:][\"'”’)]?$")


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the mark, which may stand behind white space."""
    return source.peek(1024).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the document as one article, or why there is none: `no_text` means pictures of pages."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    data = source.buffered().read(MAX_PDF_BYTES + 1)
    if len(data) > MAX_PDF_BYTES:
        yield Rejection("too_large", f"a PDF of more than {MAX_PDF_BYTES:,} bytes")
        return
    # Else it tells of each oddity on stderr.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Rejection("encrypted", "the PDF needs a password")
            return
        if len(reader.pages) > MAX_PAGES:
            yield Rejection("too_complex", f"{len(reader.pages):,} pages")
            return
        lines = list(_lines(reader, source))
        told = reader.metadata.author if reader.metadata else None
    except (
        PdfReadError,
        RecursionError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
    ) as error:
        yield Rejection("damaged", f"the PDF is damaged: {type(error).__name__}: {error}")
        return
    body = "\n".join(paragraphs(lines))
    yield Record(body, author=told) if body else Rejection("no_text", "its pages are pictures; no text is in them")


def _lines(reader: "object", source: Source) -> Iterator[str]:
    """Yields the lines of all pages; a blank one between two pages whose text does not go on."""
    given, begun = 0, time.thread_time()
    for page in reader.pages:  # type: ignore[attr-defined]
        if time.thread_time() - begun > MOST_SECONDS:
            raise UnreadableError("too_complex", f"its pages take more than {MOST_SECONDS} seconds to read")
        content = page.get_contents()
        if content is None:
            continue
        size = len(content.get_data())
        source.budget.spend(size)
        if size > MAX_CONTENT_BYTES:
            continue
        text = page.extract_text()
        given += len(text)
        if given > MAX_TEXT_CHARS:
            return
        yield from (" ".join(line.split()) for line in text.splitlines())


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Joins lines to paragraphs: one ends at a blank line, or with a sentence whose line is shorter than others."""
    longest = max(map(len, lines), default=0)
    paragraph = ""
    for line in lines:
        if not line:
            if paragraph:
                yield paragraph
            paragraph = ""
            continue
        joint = "" if not paragraph or _HYPHEN.search(paragraph) else " "
        paragraph = (_HYPHEN.sub("", paragraph) if line[:1].islower() else paragraph) + joint + line
        if (_END.search(line) and len(line) < SHORT_LINE * longest) or (len(line) < longest / 2):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


FORMATS = (Reader("pdf", recognises, records, asked_before=("html",)),)
