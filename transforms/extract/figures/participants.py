"""Who did it, and where."""

from typing import Final

from spacy.tokens import Token

from transforms.documents import Mention
from transforms.extract.figures.counted import Phrase
from transforms.extract.figures.event import Governor
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import NOUNS, SUBJECTS, WORDS, lemma

_ATTACKS: Final = frozenset(word for word, event in NOUNS.items() if event == "attacked")
_NEAR: Final = 60
"""Tokens on either side of a number in which its place is looked for."""


Found = tuple[Mention, str] | None
"""Who or where, by the name that says so, and the rule that found it."""


def find_actor(page: Page, governor: Governor) -> Found:
    """Returns who did it: the subject of an active verb, or whoever stands behind "by"."""
    verb, is_active = governor.token, governor.is_active and governor.event != "changed"
    if is_active:
        while not any(c.dep_ in SUBJECTS for c in verb.children) and verb.dep_ in {"conj", "advcl", "xcomp"}:
            verb = verb.head
        doers = [c for c in verb.children if c.dep_ in SUBJECTS]
    else:
        doers = [c for by in verb.children if by.lower_ == "by" for c in by.children if c.dep_ == "pobj"]
    for doer in doers:
        left = min([doer.i, *(c.i for c in doer.children if c.dep_ in {"compound", "amod", "nmod"})])
        if mention := page.named(page.doc[left], doer, {"GROUP", "PLACE", "ORG", "PERSON"}):
            return mention, "subject" if is_active else "behind_by"
    return None


def find_target(page: Page, governor: Governor, phrase: Phrase | None) -> Found:
    """Returns at whom it was aimed: those counted where they are named, or the one attacked."""
    if phrase is not None and governor.event in WORDS["against_persons"]:
        counted = page.named(phrase.first, phrase.last, {"GROUP", "ORG"})
        if counted is not None:
            return counted, "those_counted"
    subjects = [c for c in governor.token.children if c.dep_ in SUBJECTS]
    for noun in (governor.token, *subjects):
        for child in noun.children:
            if child.lower_ in WORDS["aiming"] and lemma(noun, _ATTACKS):
                for aim in child.children:
                    if aim.dep_ == "pobj" and (mention := page.mention(aim)):
                        return mention, "aim_of_attack"
    return None


def find_place(page: Page, governor: Governor, phrase: Phrase | None, number: Token, claimant: range) -> Found:
    """Returns the place where it happened: one behind "in" or the like that hangs on the event or the counted.

    Without such a one the only place of the sentence behind "in" or "at" is taken; of several none. One among the
    characters of the claimant tells where the claimant is: "the ministry in Belmor said".
    """
    near = {governor.token.i} | ({phrase.head.i} if phrase else set())
    loose: dict[int, Mention] = {}
    start, end = page.sentence(number.i)
    for token in page.doc[max(start, number.i - _NEAR) : min(end, number.i + _NEAR)]:
        mention = page.mention(token)
        if mention is None or page.kind(mention) != "PLACE" or mention.start in claimant:
            continue
        if governor.event == "population" and token.dep_ in {"nsubj", "poss"}:
            return mention, "of_population"
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in WORDS["place_prepositions"]:
            continue
        if preposition.head.i in near:
            return mention, "of_event"
        if preposition.lower_ in {"in", "at"}:
            loose.setdefault(mention.entity_id, mention)
    return (loose.popitem()[1], "only_place") if len(loose) == 1 else None
