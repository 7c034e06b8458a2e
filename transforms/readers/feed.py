"""Feeds, RSS and Atom: an article for each entry; of one that gives a summary only, that, marked as cut."""

from collections.abc import Iterator
from typing import Any

from transforms.readers import text
from transforms.readers.formats import Reader
from transforms.readers.mapping import record_of
from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.source import Source
from transforms.readers.xml_ import children, elements, first, local, root_of, words

WHOLE_CHARS = 1200
"""Length from which a description is the article itself: some feeds have no other field. Summaries have up to 600."""
_ROOTS = frozenset(("rss", "feed", "RDF"))
_ENTRIES = frozenset(("item", "entry"))


def recognises(source: Source, _fields: Fields) -> bool:
    """Tells by the first element."""
    return root_of(source.head.decode(text.encoding_of_head(source.head), "replace")) in _ROOTS


def records(source: Source, _fields: Fields) -> Iterator[Record | Rejection]:
    """Yields the article of each entry, or why it is none; title and language of the feed hold for each."""
    feed: dict[str, str] = {}
    for name, element in elements(source, _ENTRIES, frozenset(("title", "language"))):
        if name in _ENTRIES:
            yield record_of(_row(element) | {f"feed_{key}": value for key, value in feed.items()}, _FIELDS)
        elif local(element.getparent()) in ("channel", "feed"):
            feed.setdefault(name, words(element))


_FIELDS = Fields(publisher="feed_title", language="feed_language")


def _row(entry: Any) -> dict[str, object]:
    """Returns what an entry holds, under the usual names."""
    content = next((found for child in children(entry, "encoded", "content") if (found := _markup(child))), "")
    summary = next((found for child in children(entry, "description", "summary") if (found := _markup(child))), "")
    is_whole = len(summary) > max(WHOLE_CHARS, len(content))
    days = filter(None, map(words, children(entry, "pubDate", "published", "date", "issued")))
    names = (words(first(child, "name")) or words(child) for child in children(entry, "creator", "author"))
    return {
        "title": words(first(entry, "title")),
        "url": _address(entry),
        "date": next(days, None) or words(first(entry, "updated")),
        "author": ", ".join(filter(None, names)),
        "text": summary if is_whole else content,
        "summary": summary,
    }


def _address(entry: Any) -> str | None:
    links = list(children(entry, "link"))
    pages = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")]
    written = [words(element) for element in (*links, *children(entry, "origLink", "guid", "id"))]
    return next((url for url in (*pages, *written) if url.startswith("http")), None)


def _markup(element: Any) -> str:
    """Returns the content of an element as markup: as it is written there, or of the elements that stand there."""
    if len(element) == 0:
        return (element.text or "").strip()
    from lxml import etree

    inner = b"".join(etree.tostring(child, method="html", encoding="utf-8") for child in element)
    return (element.text or "").strip() + inner.decode()


FORMATS = (Reader("feed", recognises, records, asked_before=("text",)),)
