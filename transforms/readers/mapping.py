"""Which field of an object or row holds the text, the title, the day of an article: a row in, a record out."""

import html as entities
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from transforms.dates import publication_date
from transforms.readers import html
from transforms.readers import text as text_reader
from transforms.readers.field_names import (
    DATE_INNER,
    INNER,
    MARKED_UP_NAMES,
    PUBLISHER_INNER,
    SUMMARY_NAMES,
    TEXT_INNER,
    USUAL_NAMES,
)
from transforms.readers.quality import TOKENISED_SHARE, is_cut, tokenised_share, without_rest
from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.repair import unescaped, unescaped_json

MAX_DEPTH = 8
"""Most levels of objects and lists within a text that are looked into: more than the editors of web pages nest."""
MAX_LINE_CHARS = 1000
"""Longest title or list of authors taken from a field; a longer one is a text under a wrong name."""

MAX_SHAPE_CHARS = 300
"""Longest list of names in a message: about twenty of them."""
MAX_SHAPE_DEPTH = 3
"""Levels of objects whose names a message tells; in {"response": {"results": [ … ]}} there are three."""

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
_NUMERIC_DAY = re.compile(r"\s{0,9}(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|[12]\d|3[01])[/.-]((?:19|20)\d\d)(?!\d)")
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
    found = _text(row, fields) or _summary(row, fields)
    if found is None and (empty := column_of(list(row), fields.text, "text")):
        return Rejection("no_text", f"nothing in the field {empty[:40]}")
    if found is None:
        return Rejection("no_text_field", no_text_among(shape(row), fields))
    text, rows = found.text, found.rows
    title = _line(_first(rows, fields.title, "title"))
    dates = list(_all(rows, fields.date, "date"))
    published = next(filter(None, map(published_of, dates)), None)
    told = (_numeric_day(value) for value in dates)
    either, day_first = next((one for one in told if one != (None, None)), (None, None))
    urls = (
        url
        for value in _all(rows, fields.url, "url")
        for one in (value if isinstance(value, list) else (value,))
        if _is_address(url := _one(one).strip())
    )
    language = _LANGUAGE.fullmatch(_string(_first(rows, fields.language, "language")).strip())
    text = _as_meant(text)
    page = html.read_field(text) if _MARKED_UP.search(text) else None
    if isinstance(page, Rejection):
        return page
    return Record(
        html.with_title(title or (page.title if page else None), page.text if page else text),
        encoding,
        title=title or (page.title if page else None),
        author=_line(_first(rows, fields.author, "author")) or (page.author if page else None),
        published=published or (page.published if page else None),
        either=either if published is None else None,
        day_first=day_first,
        url=next(urls, page.url if page else None),
        publisher=_line(_first(rows, fields.publisher, "publisher", PUBLISHER_INNER), PUBLISHER_INNER)
        or (page.publisher if page else None),
        language=language[1].lower() if language else page.language if page else None,
        doubts=("cut",) if is_cut(text) or found.summary else (),
    )


def holds_text(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether an object has a text of its own, under the name of a text."""
    return bool(_texts(row, fields))


def finds_text(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether `record_of` finds a text in an object, be it a summary."""
    return (_text(row, fields) or _summary(row, fields)) is not None


def holds_article(row: Mapping[str, object], fields: Fields) -> bool:
    """Whether an object looks like an article and not like a comment on one: it has a text, and a title or address."""
    found = _text(row, fields)
    return found is not None and any(_first(found.rows, getattr(fields, what), what) for what in ("title", "url"))


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
    usual = USUAL_NAMES[what]
    if what == "text" and any(name in keys for name in USUAL_NAMES["title"]):
        usual += SUMMARY_NAMES
    return next((keys[name] for name in usual if name in keys), None)


def columns_of(names: Sequence[str], fields: Fields) -> list[str]:
    """Returns those columns of a table that `record_of` may look at."""
    usual = {what: frozenset(key.split(".")[0] for key in keys) for what, keys in USUAL_NAMES.items()}
    usual["text"] |= frozenset(SUMMARY_NAMES)
    paths: dict[str, str | None] = {what: getattr(fields, what) for what in usual}
    return [
        name
        for name in names
        if any(
            name in (path, path.split(".")[0]) if path else _key(name) in usual[what] for what, path in paths.items()
        )
    ]


def no_text_among(names: Sequence[str], fields: Fields) -> str:
    """Says which fields there are where none holds a text, and what to do."""
    wanted = f"no field {fields.text}" if fields.text else "none of the usual names of a text"
    advice = 'if one holds it, write in outlets.toml: [[fields]] pattern = "its path", text = "its name"'
    return f"{wanted} among: {', '.join(names)[:MAX_SHAPE_CHARS]}; {advice}"


def shape(row: Mapping[str, object], depth: int = 1) -> list[str]:
    """Returns the names of the fields of an object; of a list of objects with the names of what these hold."""
    return [f"{name[:40]}{_inner_shape(row[name], depth)}" for name, _ in zip(row, range(20), strict=False)]


def _inner_shape(value: object, depth: int) -> str:
    if isinstance(value, list):
        first = next((one for one in value if isinstance(one, Mapping)), None)
        return f"[] of ({', '.join(shape(first, depth + 1))})" if first and depth < MAX_SHAPE_DEPTH else ""
    return f" ({', '.join(shape(value, depth + 1))})" if isinstance(value, Mapping) and depth < MAX_SHAPE_DEPTH else ""


def published_of(value: object) -> date | None:
    """Reads when an article was published, as metadata write it: ISO 8601, RFC 2822, a time since 1970, or in words.

    Of a list the first that is filled counts.

    Returns:
        A `datetime` where the value tells the instant (of times since 1970 in UTC), else the day; null for none, and
        for a day that reads two ways.
    """
    for _ in range(MAX_DEPTH):
        if isinstance(value, Mapping):
            value = next((value[name] for name in DATE_INNER if value.get(name)), None)
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


def _numeric_day(value: object) -> tuple[tuple[date, date] | None, bool | None]:
    """Returns both days that a date in numbers may mean, if it may; else whether its day stands first."""
    found = _NUMERIC_DAY.match(value) if isinstance(value, str) else None
    if not found:
        return None, None
    first, second, year = map(int, found.groups())
    if max(first, second) > 12:
        return None, first > 12 if min(first, second) <= 12 else None
    return ((date(year, second, first), date(year, first, second)) if first != second else None), None


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


class _Text(NamedTuple):
    """The text of an object, and what to read the rest from: the objects that it lies in, the innermost first.

    Attributes:
        marked_up: whether its field holds the page rather than the text alone.
        summary: whether it is but a summary.
    """

    text: str
    rows: Rows
    marked_up: bool = False
    summary: bool = False


def _text(row: Mapping[str, object], fields: Fields) -> _Text | None:
    """Returns the text of the object itself, or of the only one within it that has one."""
    if found := _texts(row, fields):
        return found[0] if len(found) == 1 else min(found, key=_rank)
    if fields.text is None:
        inner = [found for value in row.values() if isinstance(value, Mapping) and (found := _texts(value, fields))]
        if len(inner) == 1:
            best = min(inner[0], key=_rank)
            return best._replace(rows=(*best.rows, row))
    return None


def _texts(row: Mapping[str, object], fields: Fields) -> list[_Text]:
    """Returns what may be the text of an object: what the named field holds, or else all filled ones of usual names."""
    pairs = (("", _at(row, fields.text)),) if fields.text else _pairs(row, USUAL_NAMES["text"])
    found = ((name, *_prose(value)) for name, value in pairs if value is not row)
    return [_Text(text, (*within, row), name in MARKED_UP_NAMES) for name, text, within in found if text]


def _rank(found: _Text) -> tuple[bool, bool, bool, int]:
    """Orders texts of one article: first one whose words are whole, that is not cut, without markup, and the longest.

    A record often holds a scrape beside the copy that a tool took apart ("Don ’ t"), or the whole beside its beginning.
    """
    text = found.text
    return tokenised_share(text) >= TOKENISED_SHARE, is_cut(text), found.marked_up, -len(text)


def _summary(row: Mapping[str, object], fields: Fields) -> _Text | None:
    """Returns what stands for the text of an object that has a title and no text."""
    if fields.text or not _first((row,), fields.title, "title"):
        return None
    texts = (text for value in _named(row, SUMMARY_NAMES) if (text := _prose(value)[0]))
    return next((_Text(text, (row,), summary=True) for text in texts), None)


def _as_meant(text: str) -> str:
    """Returns the text of a field without what was escaped in it, and without an API's note that it was cut."""
    text = without_rest(unescaped_json(text))
    # A page is unescaped by its own reader.
    return text if _MARKED_UP.search(text) else unescaped(text)


def _prose(value: object, depth: int = 0) -> tuple[str, Rows]:
    """Returns the text in a value, and the objects in the value that it lies in, the innermost first."""
    if depth > MAX_DEPTH:
        return "", ()
    if isinstance(value, Mapping):
        for inner in _named(value, TEXT_INNER):
            text, within = _prose(inner, depth + 1)
            if text:
                return text, (*within, value)
        return "", ()
    if isinstance(value, list):
        return "\n".join(filter(None, (_prose(inner, depth + 1)[0] for inner in value))), ()
    text = _one(value)
    return ("" if text.isspace() else text), ()


def _first(rows: Rows, path: str | None, what: str, inner: Sequence[str] = INNER) -> object:
    return next((value for value in _all(rows, path, what) if _string(value, inner).strip()), None)


def _all(rows: Rows, path: str | None, what: str) -> Iterator[object]:
    """Yields what the named field holds, or else all fields with usual names, in their order; never one of the rows."""
    for row in rows:
        values = (_at(row, path),) if path else _named(row, USUAL_NAMES[what])
        yield from (value for value in values if not any(value is other for other in rows))


def _named(row: Mapping[str, object], names: Sequence[str]) -> Iterator[object]:
    return (value for _, value in _pairs(row, names))


def _pairs(row: Mapping[str, object], names: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Yields those names under which an object holds something, in their order, and what that is."""
    keys = {_key(name): name for name in reversed(list(row))}
    for name in names:
        if name in keys:
            yield name, row[keys[name]]
        elif "." in name:
            first, _, rest = name.partition(".")
            value = row[keys[first]] if first in keys else None
            if isinstance(value, Mapping):
                yield from ((name, inner) for inner in _named(value, (rest,)))


def _at(row: Mapping[str, object], path: str) -> object:
    if path in row:
        return row[path]
    value: object = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _string(value: object, inner: Sequence[str] = INNER) -> str:
    """Returns a value as text: lists joined, of an object the field that counts; empty for numbers and the like."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_one(one, inner) for one in value)))
    return _one(value, inner)


def _one(value: object, inner: Sequence[str] = INNER) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode(text_reader.encoding_of(value), "replace")
    if isinstance(value, Mapping):
        return next((found for found in _named(value, inner) if isinstance(found, str) and found), "")
    return ""


def _line(value: object, inner: Sequence[str] = INNER) -> str | None:
    line = _string(value, inner)
    if _ENTITY.search(line):
        line = entities.unescape(line)
    line = " ".join(_TAG.sub("", line).split())
    return line if 0 < len(line) <= MAX_LINE_CHARS else None


def _is_address(value: str) -> bool:
    return value.startswith(("https://", "http://"))


def _key(name: str) -> str:
    return _KEY_SIGNS.sub("", name).lower()
