"""Who did it, and where."""

from typing import Final

from spacy.tokens import Token

from transforms.figures.counted import Phrase
from transforms.figures.events import Governor
from transforms.figures.page import Page
from transforms.figures.words import NOUNS, SUBJECTS, WORDS, lemma

_ATTACKS: Final = frozenset(word for word, event in NOUNS.items() if event == "attacked")
_NEAR: Final = 60
"""Tokens on either side of a number in which its place is looked for."""


def find_actor(page: Page, governor: Governor) -> int | None:
    """Returns the entity that did it: the subject of an active verb, or whoever stands behind "by"."""
    verb = governor.token
    if governor.is_active and governor.event != "changed":
        while not any(c.dep_ in SUBJECTS for c in verb.children) and verb.dep_ in {"conj", "advcl", "xcomp"}:
            verb = verb.head
        doers = [c for c in verb.children if c.dep_ in SUBJECTS]
    else:
        doers = [c for by in verb.children if by.lower_ == "by" for c in by.children if c.dep_ == "pobj"]
    for doer in doers:
        left = min([doer.i, *(c.i for c in doer.children if c.dep_ in {"compound", "amod", "nmod"})])
        entity = page.named(page.doc[left], doer, {"GROUP", "PLACE", "ORG", "PERSON"})
        if entity is not None:
            return entity
    return None


def find_target(page: Page, governor: Governor, phrase: Phrase | None) -> int | None:
    """Returns the entity at which it was aimed: those counted where they are named, or the one attacked."""
    if phrase is not None and governor.event in WORDS["against_persons"]:
        counted = page.named(phrase.first, phrase.last, {"GROUP", "ORG"})
        if counted is not None:
            return counted
    subjects = [c for c in governor.token.children if c.dep_ in SUBJECTS]
    for noun in (governor.token, *subjects):
        for child in noun.children:
            if child.lower_ in WORDS["aiming"] and lemma(noun, _ATTACKS):
                for aim in child.children:
                    if aim.dep_ == "pobj" and (mention := page.mention(aim)):
                        return mention.entity_id
    return None


def find_place(page: Page, governor: Governor, phrase: Phrase | None, number: Token) -> int | None:
    """Returns the place where it happened: one behind "in" or the like that hangs on the event or the counted.

    Without such a one the only place of the sentence behind "in" or "at" is taken; of several none.
    """
    near = {governor.token.i} | ({phrase.head.i} if phrase else set())
    loose: set[int] = set()
    start, end = page.sentence(number.i)
    for token in page.doc[max(start, number.i - _NEAR) : min(end, number.i + _NEAR)]:
        mention = page.mention(token)
        if mention is None or page.kind(mention) != "PLACE":
            continue
        if governor.event == "population" and token.dep_ in {"nsubj", "poss"}:
            return mention.entity_id
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in WORDS["place_prepositions"]:
            continue
        if preposition.head.i in near:
            return mention.entity_id
        if preposition.lower_ in {"in", "at"}:
            loose.add(mention.entity_id)
    return loose.pop() if len(loose) == 1 else None
