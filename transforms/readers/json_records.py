"""JSON: one article a line, or one document with an article, an array of them, or one after the other."""

import codecs
import io
import json
import re
from collections.abc import Generator, Iterator, Mapping
from typing import Any, TypeVar

from transforms.readers import text
from transforms.readers.mapping import holds_article, holds_text, record_of
from transforms.readers.records import MAX_RECORD_BYTES, Fields, Record, Rejection, UnreadableError
from transforms.readers.source import CHUNK_BYTES, HEAD_BYTES, Source

MAX_TOKEN_BYTES = 8 * 2**20
"""Longest value in a document, which the parser must hold, and looks at anew with each piece that it is fed. A
picture in a field is less, and is left out; a film ends the document."""
EVENT_BYTES = 16
"""Counted for each bracket, key and value beside its characters: what an object takes in memory, not in the file."""
MAX_WRAPPERS = 3
"""Objects around an array of articles, as in {"response": {"results": [ … ]}}."""
WRAPPERS = frozenset(
    ("articles", "data", "docs", "documents", "entries", "feed", "hits", "items", "news", "posts", "records",
     "response", "results", "rows", "stories", "@graph")
)  # fmt: skip
"""Names of arrays whose objects are articles even without title and address."""

_BEGINNING = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,200}"\s*:')
_ONE_OBJECT = re.compile(r'\s*\{\s*"')
_GOES_ON = re.compile(r"[\[{,:]\s*\Z")
_WIDE = ("utf-16", "utf-32")

Event = tuple[str, Any]


class Lines:
    """JSON Lines: each line an object."""

    FORMAT = "jsonl"

    def recognises(self, source: Source, _fields: Fields, /) -> bool:
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
            return False
        if _is_object(first):
            return True
        if _ONE_OBJECT.match(first):
            return not _GOES_ON.search(first) and _is_object(second)
        return _is_object(second) and _is_object(third)

    def records(self, source: Source, fields: Fields, /) -> Iterator[Record | Rejection]:
        """Yields the article of each line that is not blank."""
        encoding = text.encoding_of_head(source.head)
        wide = encoding.startswith(_WIDE)
        lines = io.BufferedReader(_Utf8(source, encoding), CHUNK_BYTES) if wide else source.buffered()
        first = True
        while line := lines.readline(MAX_RECORD_BYTES + 1):
            if len(line) > MAX_RECORD_BYTES:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(CHUNK_BYTES)
                yield Rejection("record_too_large", f"a line of more than {MAX_RECORD_BYTES:,} bytes")
            elif not line.isspace():
                yield _record_of_line(line, fields, encoding, first=first)
            first = False


class Document:
    """A JSON document, or several in a row."""

    FORMAT = "json"

    def recognises(self, source: Source, _fields: Fields, /) -> bool:
        """Tells by the first brackets."""
        head = source.head
        return _BEGINNING.match(head.decode(text.encoding_of_head(head), "replace").lstrip("\ufeff")) is not None

    def records(self, source: Source, fields: Fields, /) -> Iterator[Record | Rejection]:
        """Yields the articles of the document as they come, without holding it."""
        import ijson

        encoding = text.encoding_of_head(source.head)
        feed = _Feed(_Utf8(source, encoding))
        try:
            for item in _items(_events(feed), fields):
                yield item if isinstance(item, Rejection) else record_of(item, fields, encoding)
        except ijson.IncompleteJSONError as error:
            if "EOF" in str(error):
                raise UnreadableError("truncated", "the JSON ends before its end") from None
            raise UnreadableError("damaged", f"no JSON from here: {_first_line(error)}") from None
        except (ijson.JSONError, ValueError) as error:
            raise UnreadableError("damaged", f"no JSON from here: {_first_line(error)}") from None


def _record_of_line(line: bytes, fields: Fields, encoding: str, *, first: bool) -> Record | Rejection:
    if not encoding.startswith(_WIDE):
        encoding = text.encoding_of(line) if first or not line.isascii() else "utf-8"
        if encoding.startswith(_WIDE):
            encoding = "utf-8"  # NULs in one line of a file that is not
        decoded = line.decode(encoding, "replace")
    else:
        decoded = line.decode()
    try:
        row = json.loads(decoded.lstrip("\ufeff"), parse_int=_integer)
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


class _Utf8(io.RawIOBase):
    """A stream in any encoding as UTF-8."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._encoded = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = b" "
        while data and not self._encoded:
            data = self._source.read(CHUNK_BYTES)
            # Lone surrogates cannot come of decoding.
            self._encoded = self._decoder.decode(data, final=not data).encode()
        data, self._encoded = self._encoded[: len(buffer)], self._encoded[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


class _Feed:
    """What the parser reads from; stops at a token that it would have to hold.

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
Building = Generator[Item, None, tuple[Built | None, int, bool]]
_TOO_LARGE = Rejection("record_too_large", f"an object of more than {MAX_RECORD_BYTES:,} bytes")


def _items(events: Iterator[Event], fields: Fields) -> Iterator[Item]:
    """Yields the objects that should be articles: of the top level, of arrays there, and of arrays that they wrap."""
    for event, value in events:
        if event == "start_array":
            yield from _elements(events)
        elif event == "start_map":
            found, _, wrapped = yield from _object(events, fields, 1)
            if found is None:
                if not wrapped:
                    yield _TOO_LARGE
            elif not wrapped or holds_text(found, fields):
                yield found
        else:
            yield Rejection("bad_record", f"not an object but {_kind(event, value)}")


def _elements(events: Iterator[Event]) -> Iterator[Item]:
    for event, value in events:
        if event == "end_array":
            return
        element, _ = _value(events, event, value)
        if element is None and event != "null":
            yield _TOO_LARGE
        elif isinstance(element, dict):
            yield element
        else:
            yield Rejection("bad_record", f"not an object but {_kind(event, value)}")


def _object(events: Iterator[Event], fields: Fields, depth: int) -> "Building[dict[str, object]]":
    """Builds an object that may wrap arrays of articles, whose elements it yields.

    Returns:
        The object, null if it is too large; its size; whether it wraps any.
    """
    found: dict[str, object] | None = {}
    size, wrapped, key = 0, False, ""
    for event, value in events:
        if event == "end_map":
            break
        if event == "map_key":
            key = value
            continue
        part: object
        if event == "start_map" and depth < MAX_WRAPPERS:
            part, part_size, inner = yield from _object(events, fields, depth + 1)
            wrapped = wrapped or inner
        elif event == "start_array" and not (found is not None and holds_text(found, fields)):
            part, part_size, inner = yield from _array(events, fields, key)
            wrapped = wrapped or inner
        else:
            part, part_size = _value(events, event, value)
        size += part_size + len(key) + EVENT_BYTES
        if size > MAX_RECORD_BYTES:
            found = None
        if found is not None:
            found[key] = part
    return found, size, wrapped


def _array(events: Iterator[Event], fields: Fields, key: str) -> "Building[list[object]]":
    """Builds an array, or yields its elements from the first article on.

    Returns:
        The array, null if it is too large or was yielded; its size; whether it was yielded.
    """
    kept: list[object] | None = []
    size = 0
    for event, value in events:
        if event == "end_array":
            break
        element, element_size = _value(events, event, value)
        size += element_size
        if isinstance(element, dict) and (
            holds_article(element, fields) or (key.lower() in WRAPPERS and holds_text(element, fields))
        ):
            yield from (item for item in kept or () if isinstance(item, dict))
            yield element
            yield from _elements(events)
            return None, 0, True
        if size > MAX_RECORD_BYTES:
            kept = None
        if kept is not None:
            kept.append(element)
    return kept, size, False


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
