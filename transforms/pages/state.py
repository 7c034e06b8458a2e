"""The text of pages that show none by themselves: it lies in the state that their scripts draw them from."""

import json
import re
from collections.abc import Iterator
from typing import Any

from transforms.pages.words import closed, squeezed

_STATE = re.compile(r"(?:^|[\s;])(?:window|self|globalThis)\.[\w$.]{1,80}\s*=\s*(?=[{\[])")
"""Where a script gives the state a name: "window.__STATE__ = {"."""
_MAX_VALUES = 200_000
"""Values of one state that are looked at; a page of four megabytes has hardly more."""
_TAGS = re.compile(r"<(/?)([a-z][a-z0-9]{0,9})\b[^<>]{0,2000}>", re.I)
_LINE_TAGS = frozenset(
    ["p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "ul", "ol", "tr"]
)
_LEAST_WORDS = 8
"""Words of the shortest sentence that is text."""
_MOST_OF_GROUP = 0.6
"""Share of the words of a list from which on one text in it is the article, and the others are of other stories."""


def state_lines(page: str) -> list[str]:
    """Returns the lines of the article in a page's scripts; none where they hold no running text.

    Args:
        page: with its scripts.
    """
    groups = (group for script in _scripts(page) for group in _groups(_value(script)))
    return max(groups, key=_size, default=[])


def text_lines(value: str) -> list[str]:
    """Returns the lines of a text that may hold tags."""
    marked = _TAGS.sub(lambda tag: "\n" if tag[2].lower() in _LINE_TAGS else "", value)
    return [line for line in map(squeezed, marked.split("\n")) if line]


def _scripts(page: str) -> Iterator[str]:
    """Yields the code of each script but JSON-LD, which is no state."""
    small = page.lower()
    start = small.find("<script")
    while start >= 0 and (end := small.find("</script", start)) >= 0:
        opened = small.find(">", start, end) + 1
        if opened and "ld+json" not in small[start:opened]:
            yield page[opened:end].strip()
        start = small.find("<script", end)


def _value(code: str) -> Any:
    """Returns the value that a script consists of, or gives to a variable of the window; null where it does neither."""
    start = 0 if code[:1] in ("{", "[") else found.end() if (found := _STATE.search(code)) else None
    if start is None:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(code, start)[0]
    except (ValueError, RecursionError):
        return None


def _groups(value: Any) -> Iterator[list[str]]:
    """Yields the texts that stand together: those of one list, or a long one by itself."""
    lists: dict[int, list[list[str]]] = {}
    level: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while level and seen < _MAX_VALUES:
        item, group = level.pop()
        seen += 1
        if isinstance(item, str):
            if len(item.split()) >= _LEAST_WORDS and any(map(_is_sentence, lines := text_lines(item))):
                lists.setdefault(group, []).append(lines)
        elif isinstance(item, list):
            level += [(part, seen) for part in reversed(item)]
        elif isinstance(item, dict):
            level += [(part, group) for part in reversed(item.values())]
    for texts in lists.values():
        together = [line for lines in texts for line in lines]
        longest = max(texts, key=_size)
        yield longest if _size(longest) >= _MOST_OF_GROUP * _size(together) else together


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _LEAST_WORDS and closed(line)


def _size(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
