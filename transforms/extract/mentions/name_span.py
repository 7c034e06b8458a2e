"""Names at one place, as they are found one after the other, and which characters of the article they have."""

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.documents import ParagraphIndex
from transforms.names.normalise import name_key


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at one place, before it belongs to an entity.

    Attributes:
        paragraph: index into `Article.paragraphs`.
        start: its first character.
        end: its end, exclusive.
        name: the text with straight quotes.
        key: what all mentions of one name have in common: the folded name, or the key of an office or a club.
        kind: the kind that the model or a rule gives it, which is one vote; null where a name was only repeated.
        model_label: the model's label; null where the model has none for it.
        sure: whether the words beside it tell its kind, which weighs more than a label.
    """

    paragraph: int
    start: int
    end: int
    name: str
    key: str
    kind: str | None
    model_label: str | None
    sure: bool = False


def name_at(
    paragraph: ParagraphIndex,
    start: int,
    end: int,
    kind: str | None,
    model_label: str | None = None,
    key: str = "",
    *,
    sure: bool = False,
) -> NameSpan:
    """Returns the name at the characters `start` to `end`, exclusive; its key is the folded name if none is given."""
    name = paragraph.straight[start:end]
    return NameSpan(paragraph.index, start, end, name, key or name_key(name), kind, model_label, sure)


class TakenCharacters:
    """Which characters of an article belong to a name already: no two names overlap, and who comes first has them."""

    def __init__(self, paragraphs: Iterable[ParagraphIndex]) -> None:
        self._taken = [bytearray(len(paragraph.straight)) for paragraph in paragraphs]

    def is_free(self, paragraph: int, start: int, end: int) -> bool:
        """Tells whether no name has any of the characters `start` to `end`, exclusive, of a paragraph."""
        return self._taken[paragraph].find(1, start, end) < 0

    def take(self, span: NameSpan) -> NameSpan:
        """Gives a name its characters, and returns it."""
        self._taken[span.paragraph][span.start : span.end] = b"\x01" * (span.end - span.start)
        return span

    def free(self, span: NameSpan) -> None:
        """Takes the characters of a span from the names that have them."""
        self._taken[span.paragraph][span.start : span.end] = bytes(span.end - span.start)

    def holds(self, span: NameSpan) -> bool:
        """Tells whether all characters of a span belong to names."""
        return self._taken[span.paragraph].find(0, span.start, span.end) < 0
