"""JSON: one object a line (JSON Lines); or a document with one article, an array of articles, or one after the other.

A document is read event by event (bracket, key, value), so that it is never held whole.
"""

import io
import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from transforms.readers import text
from transforms.readers.formats import Reader
from transforms.readers.mapping import finds_text, holds_article, holds_text, record_of
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection, UnreadableError
from transforms.readers.source import CHUNK_BYTES, HEAD_BYTES, Source
from transforms.readers.utf8 import Utf8

MAX_TOKEN_BYTES = 8 * 2**20
"""Longest single value in a document, in bytes. The parser must hold it, and looks at it anew with each piece that it
is given. A picture in a field is shorter, and is left out; a film ends the document."""
EVENT_BYTES = 16
"""Bytes counted for each bracket, key and value beside its characters, for what it takes in memory."""
MAX_WRAPPERS = 3
"""Most objects around an array of articles; in {"response": {"results": [ … ]}} there are two."""
WRAPPERS = frozenset(
    ("articles", "data", "docs", "documents", "entries", "feed", "hits", "items", "news", "posts", "records",
     "response", "results", "rows", "stories", "value", "@graph")
)  # fmt: skip
"""Names of arrays whose objects are articles even without title and address, and within an object with a text, too."""
MAX_FIRST_LINE_BYTES = 4 * MAX_RECORD_BYTES
"""Bytes looked through for the end of a first line, to tell JSON Lines with a long first line from a document that is
all on one line."""

_BEGINNING = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,200}"\s*:')
_ONE_OBJECT = re.compile(r'\s*\{\s*"')
_NEXT_OBJECT = re.compile(rb'\}\r?\n\s{0,99}\{\s{0,99}"')
_GOES_ON = re.compile(r"[\[{,:]\s*\Z")
_AFTER_OBJECT = ", \t\r\n"
"""What may stand behind the object of a line: some programs write the comma of an array."""
_WIDE = ("utf-16", "utf-32")

Event = tuple[str, Any]


def is_lines(source: Source, _fields: Fields) -> bool:
    """Tells by the first two lines, or the next two where the first is broken."""
    encoding, sample = text.encoding_of_head(source.head), source.head
    if len(sample) == HEAD_BYTES and sample.count(b"\n") < 3 and b"{" in sample:
        sample = source.peek(MAX_RECORD_BYTES)
    decoded = sample.decode(encoding, "replace")
    first, second, third, *_ = (
        *(line for line in decoded.split("\n", 10) if line and not line.isspace()),
        "",
        "",
        "",
    )
    if not second:
        return _has_lines_below(source, encoding)
    if _is_object(first.rstrip(_AFTER_OBJECT)):
        return True
    if _ONE_OBJECT.match(first):
        return not _GOES_ON.search(first) and _is_object(second)
    return _is_object(second) and _is_object(third)


def records_of_lines(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each line that is not blank."""
    encoding = text.encoding_of_head(source.head)
    wide = encoding.startswith(_WIDE)
    lines = io.BufferedReader(Utf8(source, encoding), CHUNK_BYTES) if wide else source.buffered()
    first = True
    while line := lines.readline(MAX_RECORD_BYTES + 1):
        if len(line) > MAX_RECORD_BYTES:
            while line and not line.endswith(b"\n"):
                line = lines.readline(CHUNK_BYTES)
            yield Rejection("record_too_large", f"a line of more than {MAX_RECORD_BYTES:,} bytes")
        elif not line.isspace():
            yield _record_of_line(line, fields, encoding, first=first)
        first = False


def is_document(source: Source, _fields: Fields) -> bool:
    """Tells by the first brackets."""
    head = source.head
    return _BEGINNING.match(head.decode(text.encoding_of_head(head), "replace").lstrip("\ufeff")) is not None


def records_of_document(source: Source, fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the articles of the document as they come, without holding it."""
    import ijson

    encoding = text.encoding_of_head(source.head)
    feed = _Feed(Utf8(source, encoding))
    try:
        for item in _items(_events(feed), fields):
            yield item if isinstance(item, Rejection) else record_of(item, fields, encoding)
    except ijson.IncompleteJSONError as error:
        if "EOF" in str(error):
            raise UnreadableError("truncated", "the JSON ends before its end") from None
        raise UnreadableError("damaged", f"no JSON from here: {_first_line(error)}") from None
    except (ijson.JSONError, ValueError) as error:
        raise UnreadableError("damaged", f"no JSON from here: {_first_line(error)}") from None


def _has_lines_below(source: Source, encoding: str) -> bool:
    """Whether the first line is an object that is too large, and more objects follow."""
    if encoding.startswith(_WIDE) or len(source.peek(MAX_RECORD_BYTES)) < MAX_RECORD_BYTES:
        return False
    if not _ONE_OBJECT.match(source.head.decode(encoding, "replace")):
        return False
    sample = source.peek(MAX_FIRST_LINE_BYTES)
    end = sample.find(b"\n", MAX_RECORD_BYTES)
    return end > 0 and _NEXT_OBJECT.match(sample, end - 1 - sample.endswith(b"\r", 0, end)) is not None


def _record_of_line(line: bytes, fields: Fields, encoding: str, *, first: bool) -> Record | Rejection:
    if not encoding.startswith(_WIDE):
        encoding = text.encoding_of(line) if first or not line.isascii() else "utf-8"
        if encoding.startswith(_WIDE):
            encoding = "utf-8"  # NULs in one line of a file that is not
        decoded = text.decode(line, encoding)
    else:
        decoded = line.decode()
    try:
        row = json.loads(decoded.lstrip("\ufeff").rstrip(_AFTER_OBJECT), parse_int=_integer)
    except ValueError as error:
        return Rejection("bad_record", f"no JSON: {_first_line(error)}")
    except RecursionError:
        return Rejection("bad_record", "nested too deeply")
    if not isinstance(row, dict):
        return Rejection("bad_record", f"not an object but {type(row).__name__}")
    return record_of(row, fields, encoding)


def _integer(digits: str) -> int | str:
    """Reads an integer; one beyond any date and id stays as it is written, since Python refuses the longest."""
    return int(digits) if len(digits) < 20 else digits


def _is_object(line: str) -> bool:
    if not _ONE_OBJECT.match(line.lstrip("\ufeff")):
        return False
    try:
        return isinstance(json.loads(line.lstrip("\ufeff"), parse_int=str), dict)
    except (ValueError, RecursionError):
        return False


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


class _Feed:
    """The stream that the parser reads from; it raises at a value too long to hold.

    Attributes:
        silent: bytes read since the last event.
    """

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self.silent = 0

    def read(self, size: int) -> bytes:
        if self.silent > MAX_TOKEN_BYTES:
            raise UnreadableError("record_too_large", f"one value of more than {MAX_TOKEN_BYTES:,} bytes")
        data = self._stream.read(size) or b""
        self.silent += len(data)
        return data


def _events(feed: _Feed) -> Iterator[Event]:
    import ijson

    # Without `use_float` an integer of more than 4,300 digits ends the whole process.
    for event in ijson.basic_parse(feed, multiple_values=True, use_float=True, buf_size=CHUNK_BYTES):
        feed.silent = 0
        yield event


Item = Mapping[str, object] | Rejection
Built = TypeVar("Built")
Building = Generator[Item, None, Built]
_TOO_LARGE = Rejection("record_too_large", f"an object of more than {MAX_RECORD_BYTES:,} bytes")


@dataclass
class _Object:
    """An object that may wrap arrays of articles.

    Attributes:
        fields: what it holds, but for `arrays`; null if that is too large.
        size: what it takes, as counted for `MAX_RECORD_BYTES`.
        wraps: whether elements of arrays in it were yielded.
        arrays: those in it that may be what it wraps, each with the object that it stands in and its name there.
    """

    fields: dict[str, object] | None = field(default_factory=dict)
    size: int = 0
    wraps: bool = False
    arrays: list[tuple[dict[str, object], str, list[object]]] = field(default_factory=list)


@dataclass
class _Array:
    """An array.

    Attributes:
        elements: null if they are too large or were yielded.
        size: as that of an object.
        wrapped: whether its elements were yielded.
        articles: whether some of its elements may be articles.
    """

    elements: list[object] | None = field(default_factory=list)
    size: int = 0
    wrapped: bool = False
    articles: bool = False


def _items(events: Iterator[Event], fields: Fields) -> Iterator[Item]:
    """Yields the objects that should be articles: of the top level, of arrays there, and of arrays that they wrap."""
    for event, value in events:
        if event == "start_array":
            yield from _elements(events)
        elif event == "start_map":
            found = yield from _object(events, fields, 1, texted=False)
            if found.fields is None:
                if not found.wraps:
                    yield _TOO_LARGE
                continue
            texted = holds_text(found.fields, fields)
            for holder, key, elements in found.arrays:
                holder[key] = elements
            article = holds_article(found.fields, fields)
            if found.arrays and not article and _are_wrapped(found, texted=texted):
                yield from _flushed(found)
            elif not found.wraps or (texted and article):
                yield found.fields
        else:
            yield Rejection("bad_record", f"not an object but {_kind(event, value)}")


def _are_wrapped(found: _Object, *, texted: bool) -> bool:
    """Whether the object is a wrapper around arrays of articles, and not itself an article with arrays in it."""
    return not texted or any(key.lower() in WRAPPERS for _, key, _ in found.arrays)


def _flushed(found: _Object) -> Iterator[Item]:
    for _, _, elements in found.arrays:
        yield from map(_element, elements)


def _elements(events: Iterator[Event]) -> Iterator[Item]:
    for event, value in events:
        if event == "end_array":
            return
        element, _ = _value(events, event, value)
        yield _TOO_LARGE if element is None and event != "null" else _element(element)


def _element(element: object) -> Item:
    if isinstance(element, dict | Rejection):
        return element
    kind = "an array" if isinstance(element, list) else "null" if element is None else type(element).__name__
    return Rejection("bad_record", f"not an object but {kind}")


def _object(events: Iterator[Event], fields: Fields, depth: int, *, texted: bool) -> Building[_Object]:
    """Builds an object, and yields what it wraps where that shows before its end; `texted`: it lies within a text."""
    found = _Object()
    key = ""
    for event, value in events:
        if event == "end_map":
            break
        if event == "map_key":
            key = value
            continue
        part: object
        if event == "start_map" and depth < MAX_WRAPPERS:
            inner = yield from _object(events, fields, depth + 1, texted=texted)
            part, size = inner.fields, inner.size
            found.wraps |= inner.wraps
            found.arrays += inner.arrays
        elif event == "start_array":
            array = yield from _array(events, fields, key, texted=texted)
            part, size = array.elements, array.size
            found.wraps |= array.wrapped
            if array.articles and array.elements is not None:
                found.arrays.append(({} if found.fields is None else found.fields, key, array.elements))
                part = None
        else:
            part, size = _value(events, event, value)
        found.size += size + len(key) + EVENT_BYTES
        if found.size > MAX_RECORD_BYTES:
            if found.arrays and _are_wrapped(found, texted=texted):
                yield from _flushed(found)
                found.wraps = True
            found.fields, found.arrays = None, []
        if found.fields is not None:
            found.fields[key] = part
            texted = texted or holds_text({key: part}, fields)
    return found


def _array(events: Iterator[Event], fields: Fields, key: str, *, texted: bool) -> Building[_Array]:
    """Builds an array, or yields its elements once it is clear, or too late to wait, that they are what is wrapped."""
    found = _Array()
    wrapper = key.lower() in WRAPPERS
    for event, value in events:
        if event == "end_array":
            break
        element, size = _value(events, event, value)
        found.size += size
        if found.elements is not None:
            found.elements.append(_TOO_LARGE if element is None and event != "null" else element)
        article = False
        if isinstance(element, dict):
            article = holds_article(element, fields)
            found.articles = found.articles or article or (wrapper and finds_text(element, fields))
        too_large = found.size > MAX_RECORD_BYTES
        if (wrapper and article) or (too_large and found.articles and (wrapper or not texted)):
            yield from map(_element, [_TOO_LARGE, element] if found.elements is None else found.elements)
            yield from _elements(events)
            return _Array(None, wrapped=True)
        if too_large:
            found.elements = None
    return found


def _value(events: Iterator[Event], event: str, value: Any) -> tuple[Any, int]:
    """Builds the value that begins with an event; null where it is too large, but still read to its end."""
    if event not in ("start_map", "start_array"):
        size = _size(value)
        return (value, size) if size <= MAX_RECORD_BYTES else (None, size)
    root: dict[str, object] | list[object] = {} if event == "start_map" else []
    stack = [root]
    size, key = EVENT_BYTES, ""
    depth = 1
    for inner, content in events:
        size += _size(content)
        if inner in ("end_map", "end_array"):
            depth -= 1
            if stack:
                stack.pop()
            if depth == 0:
                return (root if size <= MAX_RECORD_BYTES else None), size
            continue
        if inner == "map_key":
            key = content
            continue
        opens = inner in ("start_map", "start_array")
        depth += opens
        if size > MAX_RECORD_BYTES:
            stack.clear()
            root = {}
            continue
        part: Any = ({} if inner == "start_map" else []) if opens else content
        holder = stack[-1]
        if isinstance(holder, dict):
            holder[key] = part
        else:
            holder.append(part)
        if opens:
            stack.append(part)
    return None, size


def _size(value: object) -> int:
    return EVENT_BYTES + (len(value) if isinstance(value, str) else 0)


def _kind(event: str, value: object) -> str:
    return {"start_array": "an array", "null": "null"}.get(event, type(value).__name__)


FORMATS = (
    Reader("jsonl", is_lines, records_of_lines, asked_before=("json",)),
    Reader("json", is_document, records_of_document, asked_before=("csv",)),
)
