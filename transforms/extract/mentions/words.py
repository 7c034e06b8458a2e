"""The words of paragraphs: runs of them, and capitals among them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from transforms.documents import ParagraphIndex

_CAPITAL_AFTER: Final = re.compile(r" [A-Z]\w")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\w.]{0,40} $")
_BEFORE: Final = 20
"""Characters before a name in which a longer name's first word stands."""


def common_words(paragraphs: Iterable[ParagraphIndex]) -> frozenset[str]:
    """Returns the words that the article writes with a small first letter somewhere."""
    return frozenset(
        paragraph.straight[s:e]
        for paragraph in paragraphs
        for s, e in paragraph.words
        if paragraph.straight[s].islower()
    )


def runs_of_words(paragraph: ParagraphIndex, sizes: Sequence[int]) -> Iterator[tuple[int, Iterator[int]]]:
    """Yields the first character of each word, with the ends of the runs of words that begin there.

    Args:
        paragraph: the paragraph.
        sizes: how many words a run has; the ends come in this order.
    """
    words = paragraph.words
    for first, (start, _) in enumerate(words):
        yield start, (words[first + size - 1][1] for size in sizes if first + size <= len(words))


def one_of(words: Iterable[str]) -> str:
    """Returns a regular expression that matches one of some words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def is_in_longer_name(text: str, start: int, end: int) -> bool:
    """Tells whether a span stands beside other capitalised words that could make it a part of a longer name."""
    if _CAPITAL_AFTER.match(text, end, end + 3):
        return True
    return " " not in text[start:end] and bool(_CAPITAL_BEFORE.search(text[max(0, start - _BEFORE) : start]))
