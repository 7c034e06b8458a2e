"""NewsML-G2, in which agencies send articles with what is known of them: one for each `newsItem`."""

from collections.abc import Iterator
from typing import Any

from transforms.readers import nitf, text
from transforms.readers.formats import Reader
from transforms.readers.mapping import record_of
from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.source import Source
from transforms.readers.xml_ import elements, first, local, root_of, words

_ROOTS = frozenset(("newsItem", "newsMessage"))


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first element."""
    return root_of(source.head.decode(text.encoding_of_head(source.head), "replace")) in _ROOTS


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each item, or why it is none: pictures and videos have no text."""
    for _, element in elements(source, frozenset(("newsItem",))):
        yield record_of(_row(element), Fields())


def _row(item: Any) -> dict[str, object]:
    content, about = first(item, "contentMeta"), first(item, "itemMeta")
    inline = first(item, "contentSet", "inlineXML")
    document = next((child for child in inline if isinstance(child.tag, str)), None) if inline is not None else None
    row: dict[str, object] = {}
    if document is not None and local(document) == "nitf":
        row = nitf.row_of(document)
    elif document is not None:
        row["paragraphs"] = list(nitf.paragraphs(_body(document)))
    else:
        row["paragraphs"] = words(first(item, "contentSet", "inlineData")) or None
    creator = first(content, "creator")
    told = {
        "headline": words(first(content, "headline")),
        "author": words(first(content, "by")).removeprefix("By ") or words(first(creator, "name")),
        "date": words(first(about, "firstCreated")) or words(first(content, "contentCreated"))
        or words(first(about, "versionCreated")),
        "publisher": words(first(first(about, "provider"), "name")),
        "language": next((child.get("tag") for child in content if local(child) == "language"), None)
        if content is not None else None,
    }  # fmt: skip
    return row | {name: value for name, value in told.items() if value}


def _body(document: Any) -> Any:
    """Returns the part of a page that holds its text."""
    return next((element for element in document.iter() if local(element) == "body"), document)


FORMATS = (Reader("newsml", recognises, records, asked_before=("text",)),)
