"""Names in articles for tests: which spellings each entity has, and its roles."""

from collections import defaultdict

from tests.article import article
from transforms.documents import Article, Entity
from transforms.extract.mentions.find import find_mentions


def kinds(*lines: str) -> list[tuple[str, str]]:
    """Returns each mention as written, with its kind, in order."""
    read = article(*lines)
    return [(read.paragraphs[m.paragraph].text[m.start : m.end], m.label) for m in find_mentions(read)[0]]


def spellings(read: Article) -> dict[str, set[str]]:
    """Returns the spellings of each entity, by its name."""
    mentions, entities, _ = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in entities}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        found[names[mention.entity_id]].add(read.paragraphs[mention.paragraph].text[mention.start : mention.end])
    return dict(found)


def roles(*lines: str) -> set[tuple[str, str]]:
    """Returns each role as written, with the name of who bears it."""
    read = article(*lines)
    _, entities, found = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in entities}
    return {(read.paragraphs[r.paragraph].text[r.start : r.end], names[r.entity_id]) for r in found}


def entities(*lines: str) -> dict[tuple[str, str], Entity]:
    """Returns the entities of these lines by kind and name."""
    return {(e.kind, e.name): e for e in find_mentions(article(*lines))[1]}
