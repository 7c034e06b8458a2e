"""HTML: a page in, its article with the metadata of the page out. Pages in fields of other formats, too."""

import codecs
import html as entities
import logging
import re
from collections.abc import Iterator
from datetime import date

from transforms.readers import text
from transforms.readers.formats import Reader
from transforms.readers.records import MAX_RECORD_BYTES, MAX_TEXT_CHARS, Fields, Record, Rejection
from transforms.readers.source import Source

MAX_TAGS = 50_000
"""Most tags of a page: the parsers take some 15 to 30 µs for each, and the fullest live tickers have 20,000."""
MAX_NAMES = 40_000
"""Distinct words between spaces, slashes and equals signs. The names of a tag's attributes are among them, and the
parser compares each with each: 40,000 take a second, ten times as many two minutes. A book has 15,000."""
MAX_SPACES = 32
"""Longer runs of white space, for which the parsers' patterns take time by their square, become one space."""

_BLOCKS = (
    r"article|aside|blockquote|body|center|div|dl|figure|footer|form|h[1-6]|head|header|hr|html|iframe|link|main|meta"
    r"|nav|noscript|ol|p|pre|script|section|style|table|title|ul"
)
_WORDS = r"a|abbr|b|big|br|cite|em|font|i|img|picture|s|small|span|strong|sub|sup|u|video"
"""Short names, which stand in brackets for other reasons, too: an attribute or the end of the tag must follow."""
_BEGINNING = re.compile(
    rf"\s*(?:(?:<\?xml[\s-][^<>]{{0,200}}\?>\s*){{1,5}}(?=<(?:!doctype\s+html|html|!--)))?"
    rf"(?:<!--.{{0,2000}}?-->\s*){{0,3}}"
    rf"<(?:(?:!doctype\s+html|{_BLOCKS})\b[^<]{{0,2000}}|(?:{_WORDS})(?:\s{{1,9}}[\w:-]{{1,40}}\s*=[^<]{{0,2000}})?"
    rf"\s{{0,9}}/?)>",
    re.I | re.S,
)
_PROLOGUE = re.compile(r"\A(?:\s*<\?xml[\s-][^<>]{0,200}\?>){1,5}", re.I)
_PAGE = re.compile(r"<(?:html|head|body)\b|\A\s*(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype|title|meta)\b", re.I | re.S)
"""What a page has and a part of one has not."""
_CHARSET = re.compile(rb"""<(?:meta|\?xml)\s[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
_META_BYTES = 4096
"""Where a page declares its encoding; browsers look at 1,024 bytes."""
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\slang\s*=\s*[\"']?([a-z]{2})(?![a-z])", re.I)
_LEGACY = re.compile(
    r"(?:iso8859|cp125|cp874|cp866|cp932|cp949|koi8|mac|shift_jis|euc_|iso2022|gb|big5|hz|tis|johab|ptcp)[\w-]*"
)
"""Python's names of what pages are written in; others, such as punycode, are no encodings of pages."""
_DECODE_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers take these for: each is a part of the other."""
_NAME = re.compile(r"[^\s/>=]+")
_SPACES = re.compile(rf"\s{{{MAX_SPACES},}}+")
_UNREAD = re.compile(
    r"<script\b(?![^<>]{0,500}ld\+json).*?(?:</script\s*>|\Z)|<(style|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|(?<=data:)[^\s\"'<>]{200,}+",
    re.I | re.S,
)
"""What no article stands in, and what makes pages large: scripts, drawings, pictures written into the page."""
_RAISED = re.compile(
    r"(?P<before>[£$€¥₹]\s?[0-9,.]{1,20}|[0-9a-z%)])?<sup\b[^<>]{0,500}>(?P<content>.{0,600}?)</sup\s*>(?P<stroke>\s?(?:/|⁄|&frasl;))?",
    re.I | re.S,
)
"""A raised number or mark: parsers would make "26<sup>5</sup>" 265."""
_NOTE_MARKS = re.compile(r"[\[(]?(?:[0-9]{1,3}|[a-z*†‡§¶]{1,2}|note\s[0-9]{1,2})[\])]|[0-9*†‡§¶, ]{1,12}", re.I)
_POWER_OF = re.compile(r"(?:\b(?:[mck]?m|ft|in|yd|mi|s)|\b10)$", re.I)
_MONEY_SIGNS = frozenset("£$€¥₹")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CAPTION = re.compile(r"<figcaption\b[^<>]{0,1000}>(.*?)</figcaption\s*>", re.I | re.S)
_FIGURE = re.compile(r"<(/?)(figure|figcaption)\b[^<>]{0,1000}>", re.I)
_SILENT = re.compile(r"<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BREAK = re.compile(
    r"<(?:/?(?:address|article|aside|blockquote|div|dd|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p"
    r"|pre|section|table|tr|ul)|br)\b[^<>]{0,5000}>",
    re.I,
)
_TAG = re.compile(r"<[a-z/!?][^<>]{0,5000}>", re.I)


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first tag, after comments or the prologue of XHTML."""
    return begins(source.head)


def begins(head: bytes) -> bool:
    """Whether bytes begin like a page."""
    return _BEGINNING.match(head.decode(text.encoding_of_head(head), "replace").lstrip("\ufeff")) is not None


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of the page, or why there is none: see `read_page`, and `too_large`."""
    data = source.buffered().read(MAX_RECORD_BYTES + 1)
    if len(data) > MAX_RECORD_BYTES:
        yield Rejection("too_large", f"a page of more than {MAX_RECORD_BYTES:,} bytes")
    else:
        yield read_page(data)


def read_page(data: bytes, *, charset: str | None = None, url: str | None = None) -> Record | Rejection:
    """Finds the article of a page.

    Args:
        data: the page, or a part of one. A part that holds no article but words is taken as they stand, without tags.
        charset: as the server said.
        url: the page's address, where it is known from elsewhere.

    Returns:
        The article, its title as the first line; or a rejection: `no_text` (the page holds no article),
        `too_complex` (more tags than the parsers can take in bounded time).
    """
    encoding = _encoding(data, charset)
    return _found(data.decode(encoding, "replace"), encoding, url)


def read_field(value: str) -> Record | Rejection:
    """Finds the text in a field of some other format that holds a page or a part of one.

    Returns:
        As `read_page`. What holds no article but words is taken as it stands, without its tags.
    """
    if len(value) > MAX_RECORD_BYTES:
        return Rejection("record_too_large", f"a page of more than {MAX_RECORD_BYTES:,} characters")
    return _found(value, None, None)


def with_title(title: str | None, body: str) -> str:
    """Puts the title before a text that does not begin with it."""
    if not title:
        return body
    folded = " ".join(title.split()).casefold()
    beginning = " ".join(body[: 2 * len(title) + 200].split()).casefold()
    return body if beginning.startswith(folded) else f"{title}\n{body}"


def _found(value: str, encoding: str | None, url: str | None) -> Record | Rejection:
    if _PAGE.search(value):
        return _article(value, encoding, url)
    found = _article(f"<html><body><article>{value}</article></body></html>", encoding, url)
    if isinstance(found, Rejection) and found.reason == "no_text" and (words := _without_tags(value)):
        return Record(words, encoding, url=url)
    return found


def _article(page: str, encoding: str | None, url: str | None) -> Record | Rejection:
    page = _SPACES.sub(" ", _UNREAD.sub("", _PROLOGUE.sub("", page.replace("\0", "\ufffd"), count=1)))
    if complexity := _complexity(page):
        return Rejection("too_complex", complexity)
    page = _without_notes(page)
    captions = tuple(filter(None, "\n".join(map(_without_tags, _CAPTION.findall(page))).split("\n")))
    # trafilatura takes no text out of figures.
    page = _FIGURE.sub(lambda tag: f"<{tag[1]}{'div' if tag[2].lower() == 'figure' else 'p'}>", page)
    # Else its notices of pages without an article go to stderr.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    found = bare_extraction(
        page,
        url=url,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2099-12-31"},
    )
    if found is None or isinstance(found, dict) or not (body := (found.text or "").strip()):
        return Rejection("no_text", "no article in the page")
    if len(body) > MAX_TEXT_CHARS:
        return Rejection("too_large", f"a text of {len(body):,} characters")
    language = _LANGUAGE.search(page[:20_000])
    return Record(
        with_title(found.title, body),
        encoding,
        title=found.title,
        author=", ".join(name.strip() for name in found.author.split(";")) if found.author else None,
        published=date.fromisoformat(found.date) if found.date else None,
        url=url or found.url,
        publisher=found.sitename or found.hostname,
        language=language[1].lower() if language else None,
        captions=captions,
    )


def _without_notes(page: str) -> str:
    """Takes raised notes out of a page, and writes as characters what else is raised.

    Behind a price two raised digits are its cents ("£11<sup>99</sup>"), behind "km" and "× 10" they are a power; behind
    other words and numbers they lead to a note, whose number would be read as digits of the one before.
    """

    def written(raised: re.Match[str]) -> str:
        before, marks = raised["before"] or "", _TAG.sub("", raised["content"]).strip()
        digits = marks.lstrip(".")
        if not (digits.isdecimal() or _NOTE_MARKS.fullmatch(marks)):
            return raised[0]  # "1<sup>st</sup>"
        if raised["stroke"]:
            return f"{before} {marks}{raised['stroke']}"  # "3<sup>1</sup>/<sub>2</sub>"
        if before[:1] in _MONEY_SIGNS and digits.isdecimal() and len(digits) == 2:
            return before if "." in before else f"{before}.{digits}"
        end = raised.start() + len(before)
        is_power = digits.isdecimal() and _POWER_OF.search(page, max(0, end - 5), end)
        return before + (digits.translate(_SUPERSCRIPTS) if is_power else "")

    return _RAISED.sub(written, page)


def _complexity(page: str) -> str | None:
    """Says why parsing a page could take longer than a page is worth; null where it will not."""
    if (tags := page.count("<")) > MAX_TAGS:
        return f"{tags:,} tags"
    if len(page) > 2 * MAX_NAMES and (names := len(set(_NAME.findall(page)))) > MAX_NAMES:
        return f"{names:,} different words"
    return None


def _encoding(data: bytes, charset: str | None) -> str:
    """Tells the encoding of a page: by its bytes where they leave no doubt, else as server or page say."""
    declared = _CHARSET.search(data[:_META_BYTES])
    names = [charset, declared[1].decode("ascii", "replace") if declared else None]
    known = [name for name in map(_legacy, names) if name]
    seven_bit = known and known[0].startswith(("iso2022", "hz"))
    if not known or (not seven_bit and _is_unicode(data)):
        return text.encoding_of(data)
    return known[0]


def _is_unicode(data: bytes) -> bool:
    if data.startswith(tuple(bom for bom, _ in text.BOMS)) or text.utf16_without_bom(data):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy(name: str | None) -> str | None:
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    codec = _DECODE_AS.get(codec, codec)
    return codec if _LEGACY.fullmatch(codec) else None


def _without_tags(value: str) -> str:
    lines = _BREAK.sub("\n", _SILENT.sub(" ", value)).split("\n")
    return "\n".join(filter(None, (" ".join(entities.unescape(_TAG.sub("", line)).split()) for line in lines)))


FORMATS = (Reader("html", recognises, records, asked_before=("jsonl",)),)
