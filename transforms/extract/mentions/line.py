"""The paragraphs of an article as names are looked for in them, and the spans that are found."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms import lexicons
from transforms.documents import Paragraph
from transforms.names.normalise import name_key

LEXICON: Final = lexicons.load("names")
WORD: Final = re.compile(r"\w[\w'&./-]*\w|\w")
_HEADLINES: Final = LEXICON["headlines"]
FUNCTION_WORDS: Final = frozenset(_HEADLINES["function"])
_LEAST_LETTERS: Final = 4
"""Letters; shorter words are written small even in headlines in title case ("in", "for")."""
_LONGEST_HEADLINE: Final = 40
"""Words; a longer line with a capital on each word is a list of names."""
_CAPITALISED: Final = 0.8
"""Share of the longer words with a capital that makes title case: one or two may slip through ("eBay", "iPhone")."""

_WRITTEN_LARGE: Final = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "been", "being"})
"""Short words that headlines in title case write with a capital: written small they tell a sentence full of names."""

_CAPITAL_AFTER: Final = re.compile(r" [A-Z]\w")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\w.]{0,40} $")
_BEFORE: Final = 20
"""Characters before a name in which a longer name's first word stands."""


@dataclass(frozen=True, slots=True)
class Span:
    """A name at one place, before it belongs to an entity.

    Attributes:
        name: the text with straight quotes.
        key: what the mentions of one name have in common; the folded name, or one of an office or a club.
        kind: the vote of the model or of the rule that found it; nothing where the name was only found again.
    """

    paragraph: int
    start: int
    end: int
    name: str
    key: str
    kind: str | None
    model_label: str | None


class Line:
    """One paragraph with look-ups by character."""

    def __init__(self, number: int, paragraph: Paragraph) -> None:
        self.number = number
        self.doc: Doc = paragraph.doc
        self.text: str = paragraph.doc.text
        self.words: Sequence[tuple[int, int]] = [m.span() for m in WORD.finditer(self.text)]
        self.titled = _is_titled(self.text, self.words)
        self.is_headline = self.titled or paragraph.kind == "headline"
        self._starts = [token.idx for token in paragraph.doc]
        self._taken = bytearray(len(self.text))

    def token_at(self, position: int) -> int:
        """Returns the number of the token that holds a character; of the last one behind the end."""
        return bisect_right(self._starts, position) - 1

    def tokens(self, start: int, end: int) -> Sequence[Token]:
        """Returns the tokens that hold the characters of a span."""
        return list(self.doc[self.token_at(start) : self.token_at(end - 1) + 1])

    def span(self, start: int, end: int, kind: str | None, model_label: str | None = None, key: str = "") -> Span:
        """Returns a span of this line."""
        name = self.text[start:end]
        return Span(self.number, start, end, name, key or name_key(name), kind, model_label)

    def is_free(self, start: int, end: int) -> bool:
        """Tells whether no name stands in a span yet."""
        return self._taken.find(1, start, end) < 0

    def take(self, span: Span) -> Span:
        """Keeps the characters of a span from being part of another name."""
        self._taken[span.start : span.end] = b"\x01" * (span.end - span.start)
        return span

    def free(self, span: Span) -> None:
        """Gives the characters of a span free again."""
        self._taken[span.start : span.end] = bytes(span.end - span.start)

    def is_taken(self, span: Span) -> bool:
        """Tells whether all characters of a span belong to names."""
        return self._taken.find(0, span.start, span.end) < 0


def _is_titled(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Tells whether a line is a headline in title case or in capitals, where a capital says nothing."""
    if len(words) > _LONGEST_HEADLINE or any(text[s:e] in _WRITTEN_LARGE for s, e in words):
        return False
    long = [text[s:e] for s, e in words if e - s >= _LEAST_LETTERS and text[s:e].casefold() not in FUNCTION_WORDS]
    capitals = sum(not word.islower() for word in long)
    return len(words) > 2 and capitals >= _CAPITALISED * len(long) and text.rstrip()[-1:] not in {".", ","}


def common_words(lines: Iterable[Line]) -> frozenset[str]:
    """Returns the words that the article writes small."""
    return frozenset(line.text[s:e] for line in lines for s, e in line.words if line.text[s].islower())


def alternatives(words: Iterable[str]) -> str:
    """Returns a regular expression for one of some words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def windows(line: Line, sizes: Sequence[int]) -> Iterator[tuple[int, Iterator[int]]]:
    """Yields for each word where it starts, and where the spans of so many words that begin with it end."""
    for first, (start, _) in enumerate(line.words):
        yield start, (line.words[first + size - 1][1] for size in sizes if first + size <= len(line.words))


def inside_longer_name(text: str, start: int, end: int) -> bool:
    """Tells whether a span stands beside other capitalised words that could make it a part of a longer name."""
    if _CAPITAL_AFTER.match(text, end, end + 3):
        return True
    return " " not in text[start:end] and bool(_CAPITAL_BEFORE.search(text[max(0, start - _BEFORE) : start]))
