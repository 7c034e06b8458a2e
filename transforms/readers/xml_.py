"""XML for readers: an element at a time, entities never expanded, nothing fetched, never held whole."""

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any

from transforms.readers.records import MAX_RECORD_BYTES, UnreadableError
from transforms.readers.source import Source

READ_BYTES = 2**16
"""Bytes passed to the parser at once."""
MAX_ELEMENT_BYTES = 2 * MAX_RECORD_BYTES
"""Bytes read without the end of an article: the longest one with its markup escaped."""

MAX_NAME_BYTES = 10
"""Longest name of a character with its signs: "&thetasym;"."""

_NAMED = re.compile(rb"&([A-Za-z]{2,8}[0-9]{0,2});")
_OF_XML = (b"amp", b"lt", b"gt", b"quot", b"apos")
"""The names that XML knows. Feeds use those of HTML as well, at which a parser would give up the word."""
_ROOT = re.compile(
    r"\s{0,999}(?:(?:<\?[^<>]{0,999}\?>|<!--.{0,5000}?-->|<!DOCTYPE[^\[<>]{0,999}(?:\[.{0,5000}?\]\s{0,99})?>)\s{0,999}){0,20}"
    r"<(?:[\w.-]{1,40}:)?([\w.-]{1,60})[\s/>]",
    re.S,
)


def root_of(head: str) -> str | None:
    """Returns the name of the first element of a document, without the prefix of its namespace; null for none."""
    found = _ROOT.match(head.lstrip("\ufeff"))
    return found[1] if found else None


def parser(**options: Any) -> dict[str, Any]:
    """Returns the options of an lxml parser that is safe against what strangers write."""
    return {
        "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False, "recover": True,
        "remove_comments": True, "remove_pis": True, **options,
    }  # fmt: skip


def elements(source: Source, wanted: frozenset[str], told: frozenset[str] = frozenset()) -> Iterator[tuple[str, Any]]:
    """Yields elements when they end, each with its name; it is emptied afterwards.

    Args:
        source: the document.
        wanted: names of elements, without namespace; those within others of them are parts of these.
        told: names of elements outside of the wanted ones that are yielded as well.

    Raises:
        UnreadableError: `record_too_large`, or `truncated` where the document ends before its end.
    """
    from lxml import etree

    pull = etree.XMLPullParser(events=("start", "end"), **parser())
    depth = within = silent = 0
    ended = False
    rest = b""
    while data := source.read(READ_BYTES):
        data = rest + data
        # A name may go on in the next piece.
        cut = data.rfind(b"&", len(data) - MAX_NAME_BYTES) if b"&" in data[-MAX_NAME_BYTES:] else len(data)
        data, rest = data[:cut], data[cut:]
        pull.feed(_NAMED.sub(_numbered, data))
        silent += len(data)
        for event, element in pull.read_events():
            name = local(element)
            if event == "start":
                depth += 1
                within = within or (depth if name in wanted else 0)
                continue
            if depth == within or (not within and name in told):
                etree.strip_tags(element, etree.Entity)
                yield name, element
            if depth == within or not within:
                _clear(element)
                silent = 0
            within = 0 if depth == within else within
            depth -= 1
            ended = ended or depth == 0
        if silent > MAX_ELEMENT_BYTES:
            raise UnreadableError("record_too_large", f"an element of more than {MAX_ELEMENT_BYTES:,} bytes")
    # What was held back belongs to no complete element.
    if not ended:
        raise UnreadableError("truncated", "the XML ends before its end")


def local(element: Any) -> str:
    """Returns the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yields those children of an element that have one of some names."""
    return (child for child in element if local(child) in names)


def first(element: Any, *path: str) -> Any:
    """Returns the first element at a path of names below another; null for none."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def words(element: Any) -> str:
    """Returns the text of an element and of those within, white space made one space; empty for null."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _numbered(name: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(name[1].decode())
    return name[0] if code is None or name[1] in _OF_XML else b"&#%d;" % code


def _clear(element: Any) -> None:
    """Gives up an element, and its elder siblings, which would stay in memory as long as what they lie in."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
