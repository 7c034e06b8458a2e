"""NITF, in which agencies send an article: headline, byline, day and paragraphs as XML."""

from collections.abc import Iterator
from typing import Any

from transforms.readers import text
from transforms.readers.formats import Reader
from transforms.readers.mapping import record_of
from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.source import Source
from transforms.readers.xml_ import elements, first, local, root_of, words

_BLOCKS = frozenset(("p", "hl2", "li", "dt", "dd", "blockquote", "h1", "h2", "h3", "h4"))
_APART = frozenset(("media", "media-caption", "table", "note"))


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first element."""
    return root_of(source.head.decode(text.encoding_of_head(source.head), "replace")) == "nitf"


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of the document, or why there is none."""
    for _, element in elements(source, frozenset(("nitf",))):
        yield record_of(row_of(element), Fields())


def row_of(nitf: Any) -> dict[str, object]:
    """Returns what a `nitf` element holds, under the usual names."""
    head, body = first(nitf, "head"), first(nitf, "body")
    body_head = first(body, "body.head")
    issued = first(head, "docdata", "date.issue") if head is not None else None
    return {
        "headline": words(first(body_head, "hedline", "hl1")) or words(first(head, "title")),
        "author": words(first(body_head, "byline")).removeprefix("By "),
        "date": issued.get("norm") if issued is not None else None,
        "publisher": words(first(body_head, "distributor")),
        "paragraphs": list(paragraphs(first(body, "body.content"))),
    }


def paragraphs(element: Any) -> Iterator[str]:
    """Yields the paragraphs and headings below an element, without pictures and tables; or all its words."""
    if element is None:
        return
    found = [block for block in element.iter() if local(block) in _BLOCKS and not _is_apart(block)]
    innermost = [block for block in found if not any(local(inner) in _BLOCKS for inner in block.iterdescendants())]
    yield from filter(None, map(words, innermost or [element]))


def _is_apart(block: Any) -> bool:
    return any(local(around) in _APART for around in block.iterancestors())


FORMATS = (Reader("nitf", recognises, records, asked_before=("text",)),)
