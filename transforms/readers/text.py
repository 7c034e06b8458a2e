"""The reader of plain text: the bytes of a file in, its decoded text out, or the reason why it holds none."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, CharsetMatches, from_bytes

from transforms.readers import foreign
from transforms.readers.formats import Reader
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection
from transforms.readers.repair import unescaped
from transforms.readers.source import Source
from transforms.readers.xml_ import root_of

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16: its mark begins like the one of UTF-32.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY_ENCODINGS = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "shift_jis", "euc_jp", "gb18030",
    "big5", "euc_kr",
]  # fmt: skip
"""What the web wrote before UTF-8. Without mainframe and DOS code pages, which fit nearly any bytes, detection is more
often right and takes a millisecond."""
SAMPLE_BYTES = 16_384
"""Looked at to guess an encoding: some 3,000 words, and at most about 0.1 s."""
UTF16_NULS = 0.1
"""Share of NUL bytes at every second place that shows UTF-16: half of a text in Latin letters and, by its spaces and
full stops, about a sixth of one in Arabic or Cyrillic."""
MAX_NOISE = 0.05
"""Share of characters that texts do not have, above which it is binary. Random bytes have 0.13, damaged texts less."""

NOISE = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\ue000-\uf8ff\ufffd]+")
LETTER = re.compile(r"[^\W\d_]")
SIGNATURES = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "unsupported_format", "a packed document"),
    (re.compile(rb"\xfd7zXZ\x00"), "unsupported_format", "xz"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "unsupported_format", "bzip2"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "unsupported_format", "7z"),
    (re.compile(rb"%PDF-\d"), "unsupported_format", "PDF"),
    (re.compile(rb"\{\\rtf\d"), "unsupported_format", "RTF"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "unsupported_format", "an old Office document"),
    (re.compile(rb"\x89PNG\r\n"), "binary", "a PNG image"),
    (re.compile(rb"\xff\xd8\xff"), "binary", "a JPEG image"),
    (re.compile(rb"\x7fELF"), "binary", "a program"),
    (re.compile(rb"SQLite format 3\x00"), "binary", "an SQLite database"),
)
"""How a file begins that is no text, or one in a format of its own; each is more than a word a text may open with."""
XML = re.compile(r"\s*<(?:\?xml|rss|feed|urlset)\s", re.I)
"""How a text begins that is a feed or other data."""


@dataclass(frozen=True, slots=True)
class Text:
    r"""The text of a file.

    Attributes:
        text: what the bytes say, line ends as they are, HTML's entities as characters, without a byte-order mark. Bytes
            that are no character of the encoding are U+FFFD, and so is each NUL, which many readers cannot hold.
        encoding: a Python codec, with which `decode` gives `text`.
    """

    text: str
    encoding: str


def recognises(source: Source, _fields: Fields) -> bool:
    """Takes whatever is no other format: `refusal` says so of its head."""
    return refusal(source.head) is None


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the whole text as one record, or why it is none: the reasons of `read`, and `too_large`."""
    data = source.buffered().read(MAX_RECORD_BYTES + 1)
    if len(data) > MAX_RECORD_BYTES:
        yield Rejection("too_large", f"a text of more than {MAX_RECORD_BYTES:,} bytes")
        return
    found = read(data)
    yield found if isinstance(found, Rejection) else Record(found.text, encoding=found.encoding)


def read(data: bytes) -> Text | Rejection:
    """Decodes a plain-text file.

    A text in UTF-8 with broken places stays UTF-8, each broken place one U+FFFD: the damage shows in the text itself.

    Args:
        data: the whole file.

    Returns:
        Its text; or a rejection: `empty` (nothing but white space), `binary`, `unsupported_format` (the content is
        XML, RTF or another format that is not read), `no_text` (not one letter), and those of `foreign.refusal`.
    """
    encoding = encoding_of(data)
    decoded = decode(data, encoding)
    if not decoded or decoded.isspace():
        return Rejection("empty", f"{len(data)} bytes and nothing but white space")
    if refused := _refusal(data, decoded):
        return refused
    if not LETTER.search(decoded):
        return Rejection("no_text", "not one letter in it")
    return Text(unescaped(decoded).replace("\0", "\ufffd"), encoding)


def refusal(head: bytes) -> Rejection | None:
    """Says why bytes that begin like this are no text: `binary` or `unsupported_format`; null where they may be one."""
    return _refusal(head, decode(head, encoding_of_head(head)))


def _refusal(data: bytes, decoded: str) -> Rejection | None:
    for signature, reason, name in SIGNATURES:
        if signature.match(data):
            return Rejection(reason, f"the content is {name}, not plain text")
    noise = len(decoded) - len(NOISE.sub("", decoded))
    if noise > MAX_NOISE * len(decoded):
        return Rejection("binary", f"{noise / len(decoded):.0%} of the characters belong to no text")
    if found := foreign.refusal(decoded):
        return found
    if XML.match(decoded):
        return Rejection("unsupported_format", f"the content is XML of a kind that is not read: {root_of(decoded)}")
    return None


def decode(data: bytes, encoding: str) -> str:
    """Decodes a text; in UTF-8, a byte that is no part of it and a sign of windows-1252 is that sign, others U+FFFD."""
    return data.decode(encoding, MIXED if encoding.startswith("utf-8") else "replace")


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads a broken place of UTF-8: in a text put together of two, bytes of the other are signs or letters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    before, after = error.object[max(0, error.start - 1) : error.start], error.object[error.end : error.end + 1]
    if len(broken) == 1 and before.isascii() and after.isascii():
        is_letter = broken in _WINDOWS_LETTERS and (before.isalpha() or after.isalpha())
        if is_letter or broken in _WINDOWS_SIGNS:
            return broken.decode("cp1252"), error.end
    return "\ufffd", error.end


MIXED = "newsledger.mixed"
"""For `errors` of decoders: what `decode` does."""
codecs.register_error(MIXED, _of_windows)
_MAC_QUOTE = re.compile(rb"[a-z]\xd5(?:s|t|re|ll|ve|d|m)\b|[a-z][.,?!]\xd3[ \r\n]|[ \r\n]\xd2[A-Z][a-z]*[ ,]")
"""Quotation marks of old Macs, which are capital letters with marks in all other encodings: never after a small letter,
nor alone before a word."""
_WINDOWS_LETTERS = bytes(code for code in range(0xE0, 0xFF) if code != 0xF7)
"""The small letters with marks, without the last, which hardly any name has and which damage often is."""
_WINDOWS_SIGNS = b"\x80\x85\x91\x92\x93\x94\x96\x97\xa3\xb0\xbd"
"""The euro, the ellipsis, quotation marks, dashes, the pound, the degree, a half: what the press writes most."""


def encoding_of(data: bytes) -> str:
    """Tells the encoding of a text by its mark, its bytes, or what fits them best; a Python codec."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    if utf16 := utf16_without_bom(data):
        return utf16
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _is_damaged_utf8(data) else _legacy_encoding(data)
    return "utf-8"


def encoding_of_head(head: bytes) -> str:
    """Tells the encoding by the first bytes of a text, which may end within a character."""
    try:
        return encoding_of(head[: codecs.utf_8_decode(head, "strict", False)[1]])  # more may come
    except UnicodeDecodeError:
        return encoding_of(head)


def utf16_without_bom(data: bytes) -> str | None:
    """Tells UTF-16 by its NUL bytes: nearly all of them the high bytes, that is at even or at odd places."""
    sample = data[:SAMPLE_BYTES]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if most < 8 or most < UTF16_NULS * len(sample) / 2 or least * 20 > most:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether more characters outside ASCII are whole than broken; in other encodings few are whole, by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    ascii_bytes = len(data) - len(data.translate(None, delete=bytes(range(128))))
    return len(text) - ascii_bytes - broken > broken


def _legacy_encoding(data: bytes) -> str:
    """Guesses the encoding of a text before UTF-8; Windows' Western code page unless another fits better."""
    if _MAC_QUOTE.search(data):
        return "mac_roman"
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    sample = data[max(0, first - 256) :][:SAMPLE_BYTES]
    # A sample may end within a character, of up to four bytes, and then decodes only without that beginning.
    ends = range(len(sample), len(sample) - 4, -1) if len(sample) == SAMPLE_BYTES else [len(sample)]
    matches = [match for end in ends for match in _matches(sample[:end])]
    fit = min((_misfit(match) for match in matches), default=None)
    best = [match for match in matches if _misfit(match) == fit]
    if not best or any("cp1252" in match.could_be_from_charset for match in best):
        return "cp1252"
    return best[0].encoding


def _matches(sample: bytes) -> CharsetMatches:
    return from_bytes(
        sample,
        steps=16,
        chunk_size=1024,
        cp_isolation=LEGACY_ENCODINGS,
        preemptive_behaviour=False,
        enable_fallback=False,
    )


def _misfit(match: CharsetMatch) -> tuple[float, float]:
    """Orders matches: first how little disorder the characters show, then how like a language their frequencies are."""
    return match.chaos, -match.coherence


FORMATS = (Reader("text", recognises, records, asked_before=()),)
