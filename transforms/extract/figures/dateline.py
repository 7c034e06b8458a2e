"""What the dateline of an article tells of its figures: where their sentence begins, and where they happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.annotate.dateline import match_dateline
from transforms.documents import Figure, Mention, ParagraphIndex, Part
from transforms.extract.figures.candidate import Candidate


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the report of an article begins.

    Attributes:
        paragraph: the paragraph, by its place in the article.
        end: the first character behind it.
        place: the place that it names; null where none was found as a name.
    """

    paragraph: int
    end: int
    place: Mention | None


def find_dateline(
    paragraphs: Sequence[ParagraphIndex], mentions: Sequence[Mention], places: frozenset[int]
) -> Dateline | None:
    """Finds the dateline of an article, at the beginning of its first paragraph of text; null for none.

    Args:
        paragraphs: the paragraphs of the article.
        mentions: the names found in it.
        places: the entities that are places.
    """
    first = next((paragraph for paragraph in paragraphs if paragraph.block_kind == "body"), None)
    match = match_dateline(first.straight) if first else None
    if first is None or match is None:
        return None
    inside = (m for m in mentions if m.paragraph == first.index and m.end <= match.end())
    place = min((m for m in inside if m.entity_id in places), key=lambda mention: mention.start, default=None)
    return Dateline(first.index, match.end(), place)


def behind_dateline(candidate: Candidate, dateline: Dateline | None) -> Candidate:
    """Returns a number with its sentence as it is without the dateline."""
    if dateline is None or candidate.paragraph.index != dateline.paragraph:
        return candidate
    first = candidate.paragraph.token_range(dateline.end, len(candidate.paragraph.text)).start
    if candidate.sentence.start >= first or candidate.number.start < dateline.end:
        return candidate
    return replace(candidate, sentence=range(first, candidate.sentence.stop))


def with_place(figure: Figure, candidate: Candidate, dateline: Dateline | None) -> Figure:
    """Gives a figure of an event the dateline's place, where its sentence names none and tells of today's happening."""
    paragraph = candidate.paragraph
    if dateline is None or dateline.place is None or paragraph.index != dateline.paragraph or figure.event is None:
        return figure
    named = (paragraph.mention_at(i) for i in candidate.sentence)
    if figure.is_background or any(mention and paragraph.kind(mention) == "PLACE" for mention in named):
        return figure
    place = dateline.place
    if figure.place_entity_id not in {None, place.entity_id}:
        return figure
    part = Part("place", "dateline", place.start, place.end)
    parts = tuple(other for other in figure.parts if other.part != "place")
    return replace(figure, place_entity_id=place.entity_id, place_source="dateline", parts=(*parts, part))
