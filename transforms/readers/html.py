"""HTML: a page in, its article with the metadata of the page out. Pages in fields of other formats, too."""

import codecs
import html as entities
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

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
_SPACES = re.compile(rf"\s\s{{{MAX_SPACES - 1},}}+")
"""Twice as fast as with one \\s, for fewer runs are begun."""
_UNREAD = re.compile(
    r"<(?:script\b(?![^<>]{0,500}ld\+json).*?(?:</script\s*>|\Z)|(style|svg)\b.*?(?:</\1\s*>|\Z))", re.I | re.S
)
"""What no article stands in, and what makes pages large: scripts and drawings."""
_PICTURE = re.compile(r"data:[^\s\"'<>]{200,}+")
"""A picture that is written into the page. Apart from the others, in small letters, it is found nine times as fast."""
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


def _article(whole: str, encoding: str | None, url: str | None) -> Record | Rejection:
    page = _PROLOGUE.sub("", whole.replace("\0", "\ufffd"), count=1)
    page = _SPACES.sub(" ", _UNREAD.sub("", _PICTURE.sub("data:", page)))
    if complexity := _complexity(page):
        return Rejection("too_complex", complexity)
    from transforms.pages.article import read_article

    article = read_article(page, whole)
    if article is None:
        return Rejection("no_text", "no article in the page")
    if len(article.text) > MAX_TEXT_CHARS:
        return Rejection("too_large", f"a text of {len(article.text):,} characters")
    metadata = article.metadata
    language = _LANGUAGE.search(page[:20_000])
    return Record(
        with_title(metadata.title, article.text),
        encoding,
        title=metadata.title,
        author=", ".join(metadata.authors) or None,
        published=metadata.published,
        url=url or metadata.url,
        publisher=metadata.publisher or _host(url or metadata.url),
        language=language[1].lower() if language else None,
        captions=article.captions,
        posts=article.posts,
    )


def _host(url: str | None) -> str | None:
    return urlsplit(url).hostname if url else None


def _complexity(page: str) -> str | None:
    """Says why parsing a page could take longer than a page is worth; null where it will not."""
    if (tags := page.count("<")) > MAX_TAGS:
        return f"{tags:,} tags"
    if (
        len(page) > 2 * MAX_NAMES
        and (names := len(set(page.replace("/", " ").replace(">", " ").replace("=", " ").split()))) > MAX_NAMES
    ):
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
