"""Who can state a number: a person, a body, a document or a group; no abstract noun, and none of the dead."""

import re
from typing import Final

from spacy.tokens import Token

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.figures.vocabulary import SUBJECTS, WORDS, base_forms

_NAMES: Final = lexicons.load("names")
_CUES: Final = lexicons.load("cues")
_DOCUMENTS: Final = frozenset((*_CUES["words"]["documents"], *WORDS["documents"], *WORDS["counts"]))
_SPEAKERS: Final = frozenset(
    (
        *_NAMES["roles"], *_NAMES["bodies"], *_NAMES["generic"], *_NAMES["groups"],
        *WORDS["persons"], *WORDS["speakers"],
        *(word for words in _CUES["referents"].values() for word in words),
    )
)  # fmt: skip
"""Nouns for persons and bodies, and for some documents that speak."""
_HUMANS: Final = frozenset(
    (
        *_NAMES["roles"],
        *WORDS["persons"],
        *(word for sex in ("person", "he", "she") for word in _CUES["referents"][sex]),
    )
)
_PEOPLE: Final = _SPEAKERS - _DOCUMENTS
_SOURCES: Final = _SPEAKERS | _DOCUMENTS
_NAMED: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_ABSTRACT: Final = re.compile(r"\w{2,30}(?:ness|dom|ment|tion|sion|ance|ence|ity|ism|hood|th|ship)s?")
"""Endings of nouns for states and qualities; bodies with such an ending stand in the lexicon."""
_BEFORE: Final = frozenset({"det", "poss", "nummod", "compound", "amod"})
"""Relations of what stands before a noun for one of a kind; without any it is a mass or a quality ("hunger")."""
_PARTS: Final = frozenset({"%", "percent", "pc", "cent", "percentage", "proportion", "share"})


def is_human(word: str) -> bool:
    """Tells whether a noun, in small letters, stands for a person."""
    return not _HUMANS.isdisjoint(base_forms(word))


def speaks(word: str) -> bool:
    """Tells whether a noun, in small letters, stands for a person or a body."""
    return not _PEOPLE.isdisjoint(base_forms(word))


def can_claim(head: Token, event: str | None, paragraph: ParagraphIndex) -> bool:
    """Tells whether a noun, the head of whoever is said to state a number, can state one.

    Args:
        head: the noun.
        event: what happened to those counted: the dead do not say how many they are.
        paragraph: its paragraph, with the names in it.
    """
    word = head.lower_
    if event == "killed" and WORDS["victims"].has(head):
        return False
    if paragraph.mention(head) or head.ent_type_ in _NAMED:
        return True
    if not _SOURCES.isdisjoint(base_forms(word)):
        return True
    members = (t for of in head.children if of.lower_ == "of" for t in of.children)
    if any(speaks(t.lower_) or t.ent_type_ in _NAMED for t in members):  # "20 percent of voters", "a majority of them"
        return True
    if head.pos_ == "NUM" or word in _PARTS or _is_behind_preposition(head):
        return False
    if WORDS["time_nouns"].has(head) or _ABSTRACT.fullmatch(word):
        return False
    is_bare = head.tag_ == "NN" and not any(
        c.i < head.i and c.dep_ in {"det", "poss", "nummod", "compound", "amod"} for c in head.children
    )
    return not is_bare or _is_in_headline(head)


def _is_behind_preposition(head: Token) -> bool:
    """Tells whether what is parsed as a subject belongs to a phrase before it: "those pushing for new laws say"."""
    first = head.left_edge.i
    return head.dep_ in SUBJECTS and head.doc[first].is_sent_start is not True and head.doc[first - 1].pos_ == "ADP"


def _is_in_headline(head: Token) -> bool:
    """Tells whether a line ends without a full stop, and so leaves out articles: "court clears 12"."""
    return not head.doc[-1].is_punct
