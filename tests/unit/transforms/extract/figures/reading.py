"""Figures of a few lines, and the names and quotations that tests put into them."""

from datetime import date

from tests.article import article
from transforms.documents import Article, Entity, Figure, Mention, Quote
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes


def figures(*lines: str, kinds: tuple[str, ...] = ()) -> list[Figure]:
    return find_figures(article(*lines, kinds=kinds), [], [], [])


def events(text: str) -> list[tuple[float | None, str | None]]:
    return [(f.value_high if f.value_low is None else f.value_low, f.event) for f in figures(text)]


def surfaces(text: str) -> list[str]:
    return [text[f.start : f.end] for f in figures(text)]


def named(text: str, *names: tuple[str, str]) -> tuple[Article, list[Mention], list[Entity]]:
    """An article of one line, in which each name is a mention of its own entity."""
    mentions, entities = [], []
    for entity_id, (name, kind) in enumerate(names, 1):
        start = text.index(name)
        mentions.append(Mention(0, start, start + len(name), kind, kind, entity_id))
        entities.append(Entity(entity_id, kind, name))
    return article(text), mentions, entities


def quote(text: str, part: str, speaker: str | None, *, quote_id: int = 1, stance: str = "says") -> Quote:
    start = text.index(part)
    return Quote(quote_id, 0, start, start + len(part), "indirect", speaker, 7 if speaker else None, "said", stance)


def figures_with_names(*lines: str, published_on: date | None = None) -> list[Figure]:
    """Returns the figures of an article read as a whole."""
    read = article(*lines, published_on=published_on)
    mentions, entities, roles = find_mentions(read)
    return find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))
