"""Which field of an object or row holds the text, the title, the day of an article: a row in, a record out."""

import html as entities
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime

from transforms.dates import publication_date
from transforms.readers import html
from transforms.readers import text as text_reader
from transforms.readers.records import Fields, Record, Rejection

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "articlebody", "maintext", "articletext", "fulltext", "bodytext", "contenttext", "cleanedtext", "plaintext",
        "text", "body", "content", "article", "story", "paragraphs", "contentencoded", "contenthtml", "bodyhtml",
        "postcontent", "articlehtml", "html", "rawtext", "rawhtml",
    ),
    "title": ("title", "headline", "webtitle", "articletitle", "posttitle", "titlepage", "name"),
    "url": (
        "url", "link", "weburl", "articleurl", "pageurl", "canonicalurl", "canonical", "permalink", "links", "uri",
        "href", "mainentityofpage", "id",
    ),
    "date": (
        "datepublished", "publishedat", "published", "publishdate", "datepublish", "pubdate", "publicationdate",
        "publishedon", "publishedtime", "publishedtimestamp", "articlepublishedtime", "webpublicationdate",
        "firstpublished", "postdate", "date", "datetime",
    ),
    "author": ("author", "authors", "byline", "dccreator", "creator", "authorname", "writer", "reporter"),
    "publisher": (
        "publisher", "sitename", "ogsitename", "outlet", "newspaper", "publication", "source", "sourcename", "provider",
        "domain", "sourcedomain", "hostname", "sourcehostname",
    ),
    "language": ("language", "lang", "inlanguage", "locale"),
}  # fmt: skip
"""By what they hold, the surest first; without case, signs and spaces, so that `date_publish`, `datePublish` and
`date-publish` are one. News APIs and their dumps, schema.org, feeds, WordPress, news crawlers."""
_INNER = (
    "rendered", "text", "plain", "html", "content", "name", "fullname", "original", "main", "title", "permalink",
    "canonical", "url", "id", "value",
)  # fmt: skip
"""Which field of a value is taken where the value is itself an object: {"author": {"name": …}}."""
_TEXT_INNER = ("rendered", *USUAL_NAMES["text"], "plain", "original", "main", "value")
"""The same for a text: never what an article is called or where it stands."""
_PUBLISHER_INNER = ("name", "fullname")
"""The same for a publisher: `source`, above all, may be any object."""
_DATE_INNER = ("$date", "$numberLong", "date", "datetime", "value", "rendered", "text")
"""The same for a date, as written; the first two are MongoDB's."""
MAX_DEPTH = 8
"""Most levels of objects and lists within a text that are looked into: more than the editors of web pages nest."""
MAX_LINE_CHARS = 1000
"""Longest title or list of authors taken from a field; a longer one is a text under a wrong name."""

_KEY_SIGNS = re.compile(r"[\W_]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.I)
_MARKED_UP = re.compile(
    r"\A\s*<(?:!doctype|!--|/?(?:a|article|b|blockquote|body|br|center|div|em|figure|font|form|h[1-6]|head|hr|html|i|iframe"
    r"|img|li|link|main|ol|p|pre|section|span|strong|table|ul)\b)[^<>]{0,2000}>|</(?:a|article|b|blockquote|div|em|figure|h[1-6]|i|li|ol|p|section|span|strong|table|ul)>"
    r"|<br\s{0,4}/?>",
    re.I,
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{2,20})?", re.I)
_BASIC_DAY = re.compile(r"((?:1[789]|20)\d\d)(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?(?:\.\d+)?(?:Z|[+-]\d{4})?)?")
_EPOCH = ((10**8, 1), (10**11, 1000), (10**14, 10**6), (10**17, 10**9))
"""From which number on a time since 1970 counts seconds, milli-, micro- or nanoseconds: 1973 is the first year told."""


def record_of(row: Mapping[str, object], fields: Fields, encoding: str | None = None) -> Record | Rejection:
    """Reads an article out of an object or row.

    Args:
        row: what its fields hold; values may be nested.
        fields: which field holds what; the usual names where it says nothing.
        encoding: that the row was decoded with.

    Returns:
        The article; or a rejection: `no_text_field`, `no_text`, or one of the HTML reader's where the text is a page.
    """
    text, rows = _text(row, fields)
    if text is None and (empty := column_of(list(row), fields.text, "text")):
        return Rejection("no_text", f"nothing in the field {empty[:40]}")
    if text is None:
        wanted = f"no field {fields.text}" if fields.text else "none of the usual names of a text"
        return Rejection("no_text_field", f"{wanted} among: {', '.join(_keys(row))}")
    title = _line(_first(rows, fields.title, "title"))
    days = (published_of(value) for value in _all(rows, fields.date, "date"))
    urls = (
        url
        for value in _all(rows, fields.url, "url")
        for one in (value if isinstance(value, list) else (value,))
        if _is_address(url := _one(one).strip())
    )
    language = _LANGUAGE.fullmatch(_string(_first(rows, fields.language, "language")).strip())
    page = html.read_field(text) if _MARKED_UP.search(text) else None
    if isinstance(page, Rejection):
        return page
    return Record(
        html.with_title(title or (page.title if page else None), page.text if page else text),
        encoding,
        title=title or (page.title if page else None),
        author=_line(_first(rows, fields.author, "author")) or (page.author if page else None),
        published=next((day for day in days if day), page.published if page else None),
        url=next(urls, page.url if page else None),
        publisher=_line(_first(rows, fields.publisher, "publisher", _PUBLISHER_INNER), _PUBLISHER_INNER)
        or (page.publisher if page else None),
        language=language[1].lower() if language else page.language if page else None,
    )


def holds_text(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether an object has a text of its own, under the name of a text."""
    return next(_texts(row, fields), None) is not None


def finds_text(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether `record_of` finds a text in an object."""
    return _text(row, fields)[0] is not None


def holds_article(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether an object looks like an article and not like a comment on one: it has a text, and a title or address."""
    text, rows = _text(row, fields)
    return text is not None and any(_first(rows, getattr(fields, what), what) for what in ("title", "url"))


def column_of(names: Sequence[str], path: str | None, what: str) -> str | None:
    """Returns the column of a table that holds something; null for none.

    Args:
        names: of the columns.
        path: the field that is said to hold it; null for the usual names.
        what: an attribute of `Fields`.
    """
    if path:
        top = path.split(".")[0]
        return next((name for name in (path, top) if name in names), None)
    keys = {_key(name): name for name in reversed(names)}
    return next((keys[name] for name in USUAL_NAMES[what] if name in keys), None)


def columns_of(names: Sequence[str], fields: Fields) -> list[str]:
    """Returns those columns of a table that `record_of` may look at."""
    usual = {what: frozenset(keys) for what, keys in USUAL_NAMES.items()}
    paths: dict[str, str | None] = {what: getattr(fields, what) for what in usual}
    return [
        name
        for name in names
        if any(
            name in (path, path.split(".")[0]) if path else _key(name) in usual[what] for what, path in paths.items()
        )
    ]


def published_of(value: object) -> date | None:
    """Reads when an article was published, as metadata write it: ISO 8601, RFC 2822, a time since 1970, or in words.

    Of a list the first that is filled counts.

    Returns:
        A `datetime` where the value tells the instant (of times since 1970 in UTC), else the day; null for none, and
        for a day that reads two ways.
    """
    for _ in range(MAX_DEPTH):
        if isinstance(value, Mapping):
            value = next((value[name] for name in _DATE_INNER if value.get(name)), None)
        elif isinstance(value, list):
            value = next(filter(None, value), None)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    written = str(value).strip()[:100]
    if basic := _BASIC_DAY.fullmatch(written):
        try:
            return date(int(basic[1]), int(basic[2]), int(basic[3]))
        except ValueError:
            return None
    try:
        number = float(written)
    except ValueError:
        return _instant(written) or publication_date([written])
    unit = max((unit for low, unit in _EPOCH if low <= number < low * 1000), default=None)
    if unit is None or number / unit > 4_102_444_800:  # the year 2100
        return None
    return datetime.fromtimestamp(number / unit, UTC)


def _instant(written: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            instant = read(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if instant.tzinfo:
            return instant
    return None


Rows = tuple[Mapping[str, object], ...]


def _text(row: Mapping[str, object], fields: Fields) -> tuple[str | None, Rows]:
    """Returns the text of an object, and what to read the rest from: the objects that it lies in, the innermost first.

    It is the text of the object itself, or of the only one within it that has one.
    """
    if found := next(_texts(row, fields), None):
        return found
    if fields.text is None:
        inner = [
            found
            for value in row.values()
            if isinstance(value, Mapping) and (found := next(_texts(value, fields), None))
        ]
        if len(inner) == 1:
            return inner[0][0], (*inner[0][1], row)
    return None, (row,)


def _texts(row: Mapping[str, object], fields: Fields) -> Iterator[tuple[str, Rows]]:
    for value in _all((row,), fields.text, "text"):
        text, within = _prose(value)
        if text:
            yield text, (*within, row)


def _prose(value: object, depth: int = 0) -> tuple[str, Rows]:
    """Returns the text in a value, and the objects in the value that it lies in, the innermost first."""
    if depth > MAX_DEPTH:
        return "", ()
    if isinstance(value, Mapping):
        for inner in _named(value, _TEXT_INNER):
            text, within = _prose(inner, depth + 1)
            if text:
                return text, (*within, value)
        return "", ()
    if isinstance(value, list):
        return "\n".join(filter(None, (_prose(inner, depth + 1)[0] for inner in value))), ()
    text = _one(value)
    return ("" if text.isspace() else text), ()


def _first(rows: Rows, path: str | None, what: str, inner: Sequence[str] = _INNER) -> object:
    return next((value for value in _all(rows, path, what) if _string(value, inner).strip()), None)


def _all(rows: Rows, path: str | None, what: str) -> Iterator[object]:
    """Yields what the named field holds, or else all fields with usual names, in their order; never one of the rows."""
    for row in rows:
        values = (_at(row, path),) if path else _named(row, USUAL_NAMES[what])
        yield from (value for value in values if not any(value is other for other in rows))


def _named(row: Mapping[str, object], names: Sequence[str]) -> Iterator[object]:
    keys = {_key(name): name for name in reversed(list(row))}
    return (row[keys[name]] for name in names if name in keys)


def _at(row: Mapping[str, object], path: str) -> object:
    if path in row:
        return row[path]
    value: object = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _string(value: object, inner: Sequence[str] = _INNER) -> str:
    """Returns a value as text: lists joined, of an object the field that counts; empty for numbers and the like."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_one(one, inner) for one in value)))
    return _one(value, inner)


def _one(value: object, inner: Sequence[str] = _INNER) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode(text_reader.encoding_of(value), "replace")
    if isinstance(value, Mapping):
        return next((found for found in _named(value, inner) if isinstance(found, str) and found), "")
    return ""


def _line(value: object, inner: Sequence[str] = _INNER) -> str | None:
    line = _string(value, inner)
    if _ENTITY.search(line):
        line = entities.unescape(line)
    line = " ".join(_TAG.sub("", line).split())
    return line if 0 < len(line) <= MAX_LINE_CHARS else None


def _is_address(value: str) -> bool:
    return value.startswith(("https://", "http://"))


def _key(name: str) -> str:
    return _KEY_SIGNS.sub("", name).lower()


def _keys(row: Mapping[str, object]) -> list[str]:
    return [name[:40] for name, _ in zip(row, range(20), strict=False)]
