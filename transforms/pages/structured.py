"""What a page says of its article in JSON-LD: the fields of the article's own node, never of another one's."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from transforms.pages.words import key, squeezed

Node = dict[str, Any]

_MAX_NODES = 5_000
"""Objects that are looked at; the fullest graphs of real pages have some hundred."""
_ARTICLE = re.compile(r"(?:Article|Posting)$|^(?:Report|Review|SatiricalArticle|NewsItem)$")
"""The types of schema.org that are articles: NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting, …"""
_PART_OF_ANOTHER = frozenset(
    ("itemListElement", "isPartOf", "mentions", "relatedLink", "citation", "comment", "hasPart")
)
"""Fields that lead to other articles than the page's own."""


def article_node(scripts: Iterable[str], titles: Iterable[str | None]) -> Node:
    """Returns the object that describes the article; empty where there is none.

    Args:
        scripts: the contents of the page's `application/ld+json`.
        titles: what else the page calls itself. Of several articles the one with such a headline is meant, else the
            first.
    """
    nodes = [node for script in scripts for node in _nodes(_parsed(script)) if _is_article(node)]
    wanted = [key(title) for title in titles if title]
    for node in nodes:
        named = key(text_of(node.get("headline")) or text_of(node.get("name")) or "")
        if named and any(named in title or title in named for title in wanted if title):
            return node
    return nodes[0] if nodes else {}


def text_of(value: Any, *, squeeze: bool = True) -> str | None:
    """Returns a field's text, on one line unless `squeeze` is false; null where it holds none, or something else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = html.unescape(value)
    return (squeezed(text) if squeeze else text.strip()) or None


def names_of(value: Any) -> list[str]:
    """Returns the names of the persons or organisations that a field holds, as text, object or list of them."""
    items = value if isinstance(value, list) else [value]
    return [name for name in map(text_of, items) if name]


def _parsed(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Node]:
    """Yields the objects of a graph, those further out first."""
    level = [value]
    seen = 0
    while level and seen < _MAX_NODES:
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                seen += 1
                yield item
                inner += [part for name, part in item.items() if name not in _PART_OF_ANOTHER]
            elif isinstance(item, list):
                inner += item
        level = [item for item in inner if isinstance(item, dict | list)]


def _is_article(node: Node) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in named)
