"""Mail: a message (.eml) with a newsletter, or a page that a browser saved as one (.mhtml)."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parseaddr

from transforms.readers import html
from transforms.readers import text as text_reader
from transforms.readers.formats import Reader
from transforms.readers.mapping import published_of
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection
from transforms.readers.source import Source

MAX_MAIL_BYTES = 32 * 2**20
"""Longest message: mail servers take some 25 MB. Its pictures lie in it, and the parser holds it three times."""
MAX_PARTS = 1000
"""Most parts of a message; a saved page has one for each picture."""
MAX_NESTED = 50
"""Most parts that hold others: the parser looks at each line for the end of each part that the line is in."""

_HEADER = re.compile(
    r"(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version|Content-Type|Content-Location"
    r"|Snapshot-Content-Location|Reply-To|Sender|DKIM-Signature|ARC-[\w-]{1,40}|List-[\w-]{1,40}|X-[\w-]{1,40}"
    r"|Content-Transfer-Encoding|Authentication-Results|Feedback-ID|Precedence|Cc|Bcc|Thread-[\w-]{1,20}|References"
    r"|In-Reply-To|User-Agent|Importance|Received-SPF|Accept-Language|Content-Language|Mime-Version|Message-Id)\s?:",
    re.I,
)
_SURE = re.compile(r"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Type|Delivered-To)\s?:", re.I | re.M)
"""Headers that no letter or interview begins with, as one may with From, To, Date and Subject."""
_NAMES = re.compile(rb"boundary\s?=", re.I)
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the headers: those above the first blank line are all of mail, and one is of mail alone."""
    head = source.head
    above = head.decode("latin-1").lstrip("\r\n").replace("\r\n", "\n").split("\n\n", 1)[0]
    lines = [line for line in above.split("\n") if not line[:1].isspace()]
    known = sum(_HEADER.match(line) is not None for line in lines)
    return known >= 2 and known > len(lines) / 2 and ":" in lines[0] and _SURE.search(above) is not None


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of the message, or why there is none."""
    data = source.buffered().read(MAX_MAIL_BYTES + 1)
    if len(data) > MAX_MAIL_BYTES:
        yield Rejection("too_large", f"a message of more than {MAX_MAIL_BYTES:,} bytes")
        return
    if (nested := len(_NAMES.findall(data))) > MAX_NESTED:
        yield Rejection("too_complex", f"{nested:,} parts of a message that hold others")
        return
    yield _article(BytesParser(policy=default).parsebytes(data.lstrip(b"\r\n")))


def _article(message: EmailMessage) -> Record | Rejection:
    pages: list[EmailMessage] = []
    texts: list[EmailMessage] = []
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            return Rejection("too_complex", f"more than {MAX_PARTS:,} parts of a message")
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            return Rejection("encrypted", "the message is encrypted")
        if part.get_content_disposition() != "attachment":
            if kind in ("text/html", "application/xhtml+xml"):
                pages.append(part)
            elif kind == "text/plain":
                texts.append(part)
    saved = message.get("Snapshot-Content-Location") or (pages and pages[0].get("Content-Location")) or None
    found = _page(pages[0], str(saved) if saved else None) if pages else None
    if not isinstance(found, Record) and texts:
        words = "\n".join(map(_text, texts))
        found = Record(words) if words.strip() else found
    if not isinstance(found, Record):
        return found or Rejection("no_text", "no part of the message is a text")
    return found if saved else _with_headers(found, message)


def _page(part: EmailMessage, url: str | None) -> Record | Rejection:
    data = _payload(part)
    if len(data) > MAX_RECORD_BYTES:
        return Rejection("record_too_large", f"a page of more than {MAX_RECORD_BYTES:,} bytes")
    return html.read_page(data, charset=part.get_content_charset(), url=url)


def _text(part: EmailMessage) -> str:
    data = _payload(part)
    charset = part.get_content_charset() or text_reader.encoding_of(data)
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return text_reader.decode(data, text_reader.encoding_of(data))


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _with_headers(found: Record, message: EmailMessage) -> Record:
    """Adds what the headers of a newsletter say: its subject is the title, who sends it the publisher."""
    title = str(message.get("Subject") or "").strip() or found.title
    name, address = parseaddr(str(message.get("From") or ""))
    return Record(
        html.with_title(title, found.text),
        found.encoding,
        title=title,
        author=found.author,
        published=published_of(str(message.get("Date") or "")) or found.published,
        url=found.url,
        publisher=name or address.rpartition("@")[2] or None,
        language=found.language,
        captions=found.captions,
        posts=found.posts,
    )


FORMATS = (Reader("mail", recognises, records, asked_before=("html", "csv")),)
