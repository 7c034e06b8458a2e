"""What the whole article tells of its persons, and whom the text has spoken of so far.

The article itself shows who is he and who is she: by titles and roles, and by pronouns that can mean one person only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from transforms.documents import Article, Role
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.vocabulary import PRONOUNS

WORD: Final = re.compile(r"\w[\w'’-]*")
BASE_FORMS: Final = {
    "him": "he", "his": "he", "himself": "he", "her": "she", "herself": "she", "its": "it", "them": "they",
    "their": "they",
}  # fmt: skip
"""The subject form of pronouns in other cases."""
_BEHIND_ROLE: Final = re.compile(r"[,(]| (?:of|for|at|in|from|on|to|with|who|and) ", re.IGNORECASE)
"""What ends the noun of a role."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who may speak, or be meant by a pronoun.

    Attributes:
        order: place of the paragraph, captions not counted.
        text: the name or noun phrase as written.
        entity_id: entity that it stands for.
        pronoun: he, she, it, they; "person" for he or she, "name" for a body that may be a person misread by the model,
            "none" for a thing, which speaks no second time.
        rule: how it was led back to whom it stands for, as in docs/speaker-rules.md.
    """

    order: int
    text: str
    entity_id: int | None
    pronoun: str
    rule: str = ""


@dataclass(slots=True)
class Discourse:
    """What the article tells of its persons, and what the text before leaves behind.

    Attributes:
        genders: he or she, of the persons of whom it is known.
        roles: by the noun of a role, the persons who bear it, each with the words of theirs.
        referents: subjects and speakers so far.
        authors: who issued the last statement, letter ..., by its noun.
    """

    genders: dict[int, str]
    roles: dict[str, list[tuple[int, frozenset[str]]]]
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
    borne: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    genders: dict[int, str] = {}
    for role in roles:
        words = article.paragraphs[role.paragraph].text[role.start : role.end]
        nouns = WORD.findall(_BEHIND_ROLE.split(words, maxsplit=1)[0].lower())
        if role.entity_id in persons and nouns:
            borne[nouns[-1]].append((role.entity_id, frozenset(WORD.findall(words.lower()))))
            if gender := gender_of(nouns[-1]):
                genders.setdefault(role.entity_id, gender)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for marked in paragraphs:
        if any(mention.entity_id in persons for mention in marked.paragraph.mentions()):
            _vote(marked, persons, genders, votes)
    for person, counts in votes.items():
        if counts["he"] != counts["she"]:
            genders.setdefault(person, max(counts, key=counts.__getitem__))
    return Discourse(genders, dict(borne))


def _vote(
    marked: MarkedParagraph, persons: frozenset[int], genders: dict[int, str], votes: dict[int, Counter[str]]
) -> None:
    """Notes titles ("Mrs"), and pronouns that can mean only the one person whom the paragraph has named so far."""
    named: set[int] = set()
    others: set[str] = set()
    for token in marked.doc:
        mention = marked.paragraph.mention(token)
        if mention and mention.entity_id in persons:
            named.add(mention.entity_id)
            opens = token.idx <= mention.start
            before = marked.doc[token.i - 1].text if token.i and opens else ""
            gender = (gender_of(token.text) or gender_of(before)) if opens else None
            if gender:
                genders.setdefault(mention.entity_id, gender)
            continue
        word = token.lower_
        pronoun = BASE_FORMS.get(word, word)
        if pronoun in {"he", "she"}:
            alone = len(named) == 1 and pronoun not in others and marked.inside[token.i] < 0
            if alone and not is_object(token):
                votes[next(iter(named))][pronoun] += 1
        elif gender := gender_of(word):
            others.add(gender)  # "his wife ... she"


def gender_of(word: str) -> str | None:
    """Returns he or she for a noun or title that tells ("Mrs", "spokesman"), else null."""
    pronoun = PRONOUNS.get(word.lower())
    return pronoun if pronoun in {"he", "she"} else None


def is_object(pronoun: Token) -> bool:
    """Tells a pronoun that cannot mean the subject of its clause: "a friend who worked with her"."""
    return pronoun.dep_ not in {"nsubj", "nsubjpass", "poss"} and not pronoun.lower_.endswith("self")
