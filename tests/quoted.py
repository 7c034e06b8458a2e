"""Quotes of articles for tests: lines in, each quote with its words and who says them."""

from typing import NamedTuple

from tests.article import article
from transforms.documents import Article
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import attributed_quotes


class Quoted(NamedTuple):
    """A quote: words and speaker as written, the name of the speaker's entity, and the rules that told."""

    kind: str
    text: str
    speaker: str | None
    cue: str | None
    stance: str | None
    entity: str | None
    rules: tuple[str, ...] = ()
    gender: str | None = None


def quotes(*lines: str, kinds: tuple[str, ...] = ()) -> list[Quoted]:
    """Returns the quotes of these lines, without the rules."""
    return [quote._replace(rules=(), gender=None) for quote in explained(article(*lines, kinds=kinds))]


def explained(read: Article) -> list[Quoted]:
    """Returns the quotes of an article."""
    mentions, entities, roles = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in entities}
    return [
        Quoted(
            q.kind,
            read.paragraphs[q.paragraph].text[q.start : q.end],
            q.speaker,
            q.cue,
            q.stance,
            names[q.speaker_entity_id] if q.speaker_entity_id else None,
            (*by.rules, by.speaker.rule) if by else (),
            q.speaker_gender,
        )
        for q, by in attributed_quotes(read, mentions, entities, roles)
    ]


def in_marks(*lines: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, str | None]]:
    """Returns text and speaker of the direct and partial quotes."""
    return [(q.text, q.speaker) for q in quotes(*lines, kinds=kinds) if q.kind != "indirect"]


def entities(*lines: str) -> list[tuple[str | None, str | None]]:
    """Returns speaker and entity of the direct and partial quotes."""
    return [(q.speaker, q.entity) for q in quotes(*lines) if q.kind != "indirect"]


def reported(*lines: str) -> list[tuple[str, str | None, str | None]]:
    """Returns text, speaker and cue of the indirect quotes."""
    return [(q.text, q.speaker, q.cue) for q in quotes(*lines) if q.kind == "indirect"]


def spoken(words: str, *lines: str) -> list[Quoted]:
    """Returns the quotes that hold these words."""
    return [quote for quote in explained(article(*lines)) if words in quote.text]


def said_by(words: str, *lines: str) -> str:
    """Returns who says these words, by each quote that holds them."""
    return " / ".join(quote.speaker or "nobody" for quote in spoken(words, *lines))
