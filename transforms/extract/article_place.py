"""The place that an article reports from: that of its dateline, of its headline, or the one that it names most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.documents import Article, Entity, Figure, Mention, Part
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.dateline import find_dateline


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """The place of an article: its number among the entities, and where it stands, of `tables.PLACES_OF_ARTICLES`."""

    place_entity_id: int
    place_source: str


def find_place(article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]) -> ArticlePlace | None:
    """Finds the place of an article; null where it names none.

    Args:
        article: its content paragraphs.
        mentions: the names found in it, in order.
        entities: what they name.
    """
    places = frozenset(entity.entity_id for entity in entities if entity.kind == "PLACE")
    dateline = find_dateline(article.indexed, mentions, places)
    if dateline and dateline.place:
        return ArticlePlace(dateline.place.entity_id, "dateline")
    named = Counter(m.entity_id for m in mentions if m.entity_id in places)
    if not named:
        return None
    in_headline = [
        m.entity_id for m in mentions if m.entity_id in places and article.paragraphs[m.paragraph].kind == "headline"
    ]
    # Both keep the order of the text, so of places named equally often the first is taken.
    if in_headline:
        return ArticlePlace(max(in_headline, key=named.__getitem__), "headline")
    return ArticlePlace(max(named, key=named.__getitem__), "body")


def with_article_place(figure: Figure, candidate: Candidate, place: ArticlePlace | None) -> Figure:
    """Gives a figure the article's place, where its own sentence names none and tells of the article's happening.

    Args:
        figure: the figure; one without an event happens nowhere.
        candidate: its number.
        place: the article's place.
    """
    if place is None or figure.event is None or figure.place_entity_id is not None or figure.is_background:
        return figure
    paragraph = candidate.paragraph
    if any((name := paragraph.mention_at(i)) and paragraph.kind(name) == "PLACE" for i in candidate.sentence):
        return figure
    source = "story" if place.place_source == "body" else place.place_source
    parts = (*figure.parts, Part("place", source))
    return replace(figure, place_entity_id=place.place_entity_id, place_source=source, parts=parts)
