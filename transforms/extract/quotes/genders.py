"""Who is he and who is she, as the article shows it: by title, role, kinship and pronoun; never by a given name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc, Token

from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.vocabulary import FINITE, PRONOUNS

BASE_FORMS: Final = {
    "him": "he", "his": "he", "himself": "he", "her": "she", "herself": "she", "its": "it", "them": "they",
    "their": "they",
}  # fmt: skip
"""The subject form of pronouns in other cases."""
_ENDINGS: Final = {"woman": "she", "girl": "she", "mother": "she", "sman": "he", "boy": "he"}
_OPENING: Final = frozenset({",", "("})
_MODIFIERS: Final = frozenset({"ADJ", "DET", "NOUN", "NUM"})
_LONGEST_RUN: Final = 6
"""Tokens from the article of a noun phrase to its head: "the first elected woman"."""
_GOES_ON: Final = FINITE | {"POS", "CC"}
"""Behind a noun that is no apposition: "Ada Holm, a man said", "Ada Holm, the king's guard"."""


def gender_of(word: str) -> str | None:
    """Returns he or she for a noun or title that tells ("Mrs", "spokesman"), else null."""
    pronoun = PRONOUNS.get(word.lower())
    return pronoun if pronoun in {"he", "she"} else None


def gender_of_noun(noun: str) -> str | None:
    """Returns he or she for a noun in small letters, also one that is formed like those that tell ("yachtswoman")."""
    ending = next((pronoun for end, pronoun in _ENDINGS.items() if noun.endswith(end)), None)
    return gender_of(noun) or ending


def read_genders(
    paragraphs: Iterable[MarkedParagraph], persons: frozenset[int], by_role: dict[int, str]
) -> tuple[dict[int, str], frozenset[int]]:
    """Returns he or she for the persons of whom the article shows it, and those of whom words beside the name do.

    Args:
        paragraphs: those that are no bylines.
        persons: entities that are persons.
        by_role: what titles and appositions tell.
    """
    genders = dict(by_role)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for marked in paragraphs:
        if any(mention.entity_id in persons for mention in marked.paragraph.mentions()):
            _vote(marked, persons, genders, votes)
    told = frozenset(genders)
    for person, counts in votes.items():
        if counts["he"] != counts["she"]:
            genders.setdefault(person, max(counts, key=counts.__getitem__))
    return genders, told


def gender_beside(doc: Doc, first: Token, end: int) -> str | None:
    """Returns what stands beside a name and tells who is he or she: title, kinship, apposition, "is".

    Args:
        doc: the annotation.
        first: first token of the name.
        end: number of the token behind it.
    """
    return _before(doc, first) or _behind(doc, end)


def is_object(pronoun: Token) -> bool:
    """Tells a pronoun that cannot mean the subject of its clause: "a friend who worked with her"."""
    return pronoun.dep_ not in {"nsubj", "nsubjpass", "poss"} and not pronoun.lower_.endswith("self")


def _vote(
    marked: MarkedParagraph, persons: frozenset[int], genders: dict[int, str], votes: dict[int, Counter[str]]
) -> None:
    """Notes what stands beside names, and pronouns that can mean only the one person whom the paragraph has named."""
    named: set[int] = set()
    others: set[str] = set()
    for token in marked.doc:
        mention = marked.paragraph.mention(token)
        if mention and mention.entity_id in persons:
            named.add(mention.entity_id)
            ends = marked.paragraph.mention_at(token.i + 1) is not mention
            gender = _before(marked.doc, token) if token.idx <= mention.start else None
            if gender := gender or (_behind(marked.doc, token.i + 1) if ends else None):
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


def _before(doc: Doc, first: Token) -> str | None:
    """Returns what a title or a kin noun tells of the name that begins at a token: "Mrs", "her brother,"."""
    if first.i and doc[first.i - 1].lower_ == "the":
        return None  # a ship: "the Princess Ilara"
    if gender := gender_of(first.text):
        return gender
    before = [doc[i].lower_ for i in range(max(0, first.i - 3), first.i)]
    if before[-1:] == [","]:
        is_kin = len(before) == 3 and (before[0] in {*BASE_FORMS, "my", "our"} or doc[first.i - 3].tag_ == "POS")
        return gender_of_noun(before[1]) if is_kin else None
    return gender_of_noun(before[-1]) if before else None


def _behind(doc: Doc, i: int) -> str | None:
    """Returns what an apposition or "is" tells of the name before a token: ", the first woman in the post"."""
    if i >= len(doc):
        return None
    is_apposition = doc[i].text in _OPENING
    if not is_apposition and doc[i].lemma_ not in {"be", "become"}:
        return None
    noun, limit = i, min(len(doc), i + 1 + _LONGEST_RUN)
    while noun + 1 < limit and (doc[noun + 1].pos_ in _MODIFIERS or doc[noun + 1].tag_ == "HYPH"):
        noun += 1
    behind = doc[noun + 1].tag_ if noun + 1 < len(doc) else ""
    first = doc[i + 1].lower_ if noun > i else ""
    if first not in {"a", "an", "the"} or (is_apposition and behind in _GOES_ON) or behind == "POS":
        return None
    return gender_of_noun(doc[noun].lemma_.lower())
