"""What the whole article tells of its persons, and whom the text has spoken of so far."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from transforms.documents import Article, Role
from transforms.extract.quotes.genders import gender_of_noun, read_genders
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.referents import Referent

WORD: Final = re.compile(r"\w[\w'’-]*")
_BEHIND_ROLE: Final = re.compile(r"[,(]| (?:of|for|at|in|from|on|to|with|who|and) ", re.IGNORECASE)
"""What ends the noun of a role."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person who bears a role.

    Attributes:
        person: the entity.
        words: those of the role.
        name: the person's name beside it, with the title where this stands before it.
    """

    person: int
    words: frozenset[str]
    name: str


@dataclass(slots=True)
class Discourse:
    """What the article tells of its persons, and what the text before leaves behind.

    Attributes:
        genders: he or she, of the persons of whom it is known.
        told: those of whom words beside their name tell it.
        roles: by the noun of a role, the persons who bear it.
        referents: those spoken of so far.
        authors: who issued the last statement, letter ..., by its noun.
    """

    genders: dict[int, str]
    told: frozenset[int]
    roles: dict[str, list[Bearer]]
    referents: list[Referent] = field(default_factory=list)
    authors: dict[str, Referent] = field(default_factory=dict)


def read_persons(
    article: Article, paragraphs: Iterable[MarkedParagraph], roles: Iterable[Role], persons: frozenset[int]
) -> Discourse:
    """Reads off the whole article who is he, who is she, and who bears which role.

    Args:
        article: its paragraphs, of which the roles are cut.
        paragraphs: those that are no bylines, with their marked stretches.
        roles: titles and appositions of names.
        persons: entities that are persons.
    """
    paragraphs = list(paragraphs)
    borne: dict[str, list[Bearer]] = defaultdict(list)
    genders: dict[int, str] = {}
    by_index = {marked.paragraph.index: marked for marked in paragraphs}
    for role in roles:
        words = article.paragraphs[role.paragraph].text[role.start : role.end]
        nouns = WORD.findall(_BEHIND_ROLE.split(words, maxsplit=1)[0].lower())
        if role.entity_id in persons and nouns and role.paragraph in by_index:
            name = _name_beside(by_index[role.paragraph], role)
            borne[nouns[-1]].append(Bearer(role.entity_id, frozenset(WORD.findall(words.lower())), name))
            if gender := gender_of_noun(nouns[-1]):
                genders.setdefault(role.entity_id, gender)
    genders, told = read_genders(paragraphs, persons, genders)
    return Discourse(genders, told, dict(borne))


def _name_beside(marked: MarkedParagraph, role: Role) -> str:
    """Returns the name beside a role, with a title before it: "Mayor Ada Holm"; of an apposition the name alone."""
    mentions = [m for m in marked.paragraph.mentions() if m.entity_id == role.entity_id]
    nearest = min(mentions, key=lambda m: (abs(m.start - role.end), m.start), default=None)
    if nearest is None:
        return marked.text[role.start : role.end]
    is_title = role.end <= nearest.start and not marked.text[role.end : nearest.start].strip()
    return marked.text[role.start if is_title else nearest.start : nearest.end]
