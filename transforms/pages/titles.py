"""The title of an article, out of what its page calls itself."""

import re
from collections.abc import Iterator, Sequence

from transforms.pages.tree import Block
from transforms.pages.words import key

_MARK = re.compile(r"\s(?:[|–—•·»«:-]|::)\s")
"""What stands between a title and the names of section and outlet beside it."""
_SHARED = 0.6
"""Share of the words of a heading that a title has, too, where one rewords the other."""
_SHORT = 4
"""Letters of the longest text that stands within a title by chance."""
_OUTLET_WORDS = 5
"""Words of the longest name of an outlet."""


def choose_title(
    stated: Sequence[str | None],
    headings: Sequence[str],
    page_title: str,
    publisher: str | None,
    lines: Sequence[Block],
) -> str | None:
    """Chooses the title: the heading that the page's own metadata repeat, else what they say.

    Args:
        stated: titles that the metadata give, surest first.
        headings: the headings of the first level that the page shows.
        page_title: the title of the page, in which the outlet's name may stand as well.
        publisher: the outlet's name, where it is known.
        lines: of the page as it is shown.

    Returns:
        The title without the outlet's name, or null where the page has none.
    """
    said = [title for title in (*stated, page_title) if title]
    for heading in headings:
        if any(_is_same_title(heading, title) and not _is_outlet(heading, title) for title in said):
            return heading
    named = next(iter(said), "")
    shown = {key(line.text): line.text for line in lines if not line.aside}
    for part in _parts(named):
        if part != named and len(part.split()) > 1 and not _is_outlet(part, named) and key(part) in shown:
            return shown[key(part)]
    if not any(stated) and len(headings) == 1 and len(headings[0].split()) > _OUTLET_WORDS // 2:
        return headings[0]
    links = {key(line.text) for line in lines if line.aside or line.linked == line.words <= _OUTLET_WORDS}
    return _without_outlet(named, links | {key(publisher or "")}) or next(iter(headings), None)


def _parts(title: str) -> Iterator[str]:
    """Yields the beginnings of a title that end at a mark, the longest first, then its endings."""
    marks = [*_MARK.finditer(title)]
    yield from (title[: mark.start()] for mark in reversed(marks))
    yield from (title[mark.end() :] for mark in marks)


def _is_outlet(heading: str, title: str) -> bool:
    """Whether a heading is what stands behind the mark in a title, and shorter than what stands before it."""
    one, other = key(heading), key(title)
    return one in map(key, _MARK.split(title)[1:]) and len(one) * 2 < len(other)


def _is_same_title(heading: str, title: str) -> bool:
    one, other = key(heading), key(title)
    if len(one) >= _SHORT and (one in other or other in one):
        return True
    words = [key(word) for word in heading.split() if len(word) >= _SHORT]
    return len(words) >= _SHORT and sum(word in other for word in words) >= _SHARED * len(words)


def _without_outlet(title: str, outlets: set[str]) -> str | None:
    """Takes the name of the outlet off a title, and what stands between them."""
    marks = [*_MARK.finditer(title)]
    if marks and key(title[marks[-1].end() :]) in outlets:
        return title[: marks[-1].start()].strip() or None
    if marks and key(title[: marks[0].start()]) in outlets:
        return title[marks[0].end() :].strip() or None
    return title or None
