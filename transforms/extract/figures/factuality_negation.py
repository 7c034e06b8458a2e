"""Counts of what did not happen: a part of the section `factuality` of the registry."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.factuality_scope import (
    Cue,
    Governor,
    Reach,
    Scope,
    children,
    is_infinitive,
    shares_auxiliaries,
    verb_group,
)
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS

_QUANTIFIED: Final = 5
"""Words between "none" and a number: "none of the more than"."""
_LINKING: Final = frozenset({"of", "among", "the", "all", "any", "these", "those", "its", "their", "his", "her", "our", "about", "some"})
_ONE: Final = frozenset({"one", "a", "any", "single"})


def did_not_happen(scope: Scope) -> Cue | None:
    """Reads negations over the event; two of them cancel each other: "could not prevent 12 deaths"."""
    cues = list(_negations(scope))
    return Cue("negated", cues[0]) if len(cues) % 2 else None


def _negations(scope: Scope) -> Iterator[Token]:
    """Yields each word that negates the event, the nearest first."""
    is_beside = False
    for g in scope.governors:
        is_beside = is_beside or g.is_participial
        yield from _of_governor(g, scope, is_own=g.reach is Reach.CLAUSE and not is_beside)


def _of_governor(g: Governor, scope: Scope, *, is_own: bool) -> Iterator[Token]:
    if g.is_verb:
        if is_own and shares_auxiliaries(g):
            yield from (t for t in verb_group(g.token) if t.lower_ in CUES["not"] and not _is_focus(t))
            yield from _quantified_subjects(g.token, scope)
        if g.speaks_of_it and averts(g, scope):
            yield g.token
    elif g.reach < Reach.BESIDE:
        if g.token.lower_ in CUES["without"] and _is_negative_preposition(g.token):
            yield g.token
        elif (CUES["absence"].has(g.token) and g.relation == "prep") or (
            g.token.lower_ in CUES["unable"] and g.relation == "xcomp"
        ):
            yield g.token
        elif g.token.pos_ in NOUN_POS | {"PRON", "NUM", "DET"} and not _is_subject_of(g.token, scope):
            yield from _quantifiers(g.token, scope)


def _is_subject_of(noun: Token, scope: Scope) -> bool:
    """Tells whether a noun is the subject of a verb above the count, whose subjects are looked at with the verb."""
    return noun.dep_ in SUBJECTS and any(g.token.i == noun.head.i for g in scope.verbs)


def _quantified_subjects(verb: Token, scope: Scope) -> Iterator[Token]:
    for child in children(verb):
        if child.dep_ in SUBJECTS:
            yield from _quantifiers(child, scope)


def _quantifiers(noun: Token, scope: Scope) -> Iterator[Token]:
    """Yields the word that makes a noun one of nothing: "none", "no one", "not one", "no casualties"."""
    own = range(scope.candidate.begin, scope.candidate.end + 1)
    if CUES["doubt"].has(noun) or (noun.i in own and noun.lower_ != "one"):
        return
    for token in (noun, *(c for c in children(noun) if c.dep_ in {"det", "neg", "preconj", "advmod"})):
        if token.i in own and token.i != noun.i:
            continue
        is_none = token.lower_ in CUES["none"] or (token.lower_ in CUES["not"] and token.i < noun.i)
        if is_none and not _is_focus(token):
            yield token
            return


def _is_focus(token: Token) -> bool:
    """Tells whether a negation is about the word behind it alone: "not only", "no fewer than", "not until"."""
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return behind.lower_ in CUES["focus"]


def _is_negative_preposition(word: Token) -> bool:
    """Tells whether a preposition leaves out what stands behind it: "without", "instead of", "rather than"."""
    behind = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ == "without" or (word.lower_, behind) in {("instead", "of"), ("rather", "than"), ("short", "of")}


def averts(g: Governor, scope: Scope) -> bool:
    """Tells whether a verb keeps its object, clause or infinitive from happening: "averted", "failed to", "saved from"."""
    if not CUES["averted"].has(g.token):
        return False
    if CUES["infinitive_only"].has(g.token):
        return g.relation == "xcomp" and is_infinitive(g.child)
    if g.token.i == scope.event.i:
        return False
    if g.relation == "prep":
        return g.child.lower_ == "from"
    if CUES["from_only"].has(g.token):
        return False
    is_event = g.child.i == scope.event.i or g.child.pos_ == "VERB" or CUES["quantities"].has(g.child)
    return is_event or CUES["happenings"].has(g.child)


def none_of(scope: Scope) -> Cue | None:
    """Reads a number right behind "none of" and the like, whatever the parser made of it."""
    doc, i, start = scope.candidate.doc, scope.candidate.begin - 1, scope.candidate.sentence.start
    if scope.governors and not scope.is_above_number:
        return None
    first = max(start, i - _QUANTIFIED)
    while i > first and (doc[i].lower_ in _LINKING or doc[i].pos_ == "ADJ"):
        i -= 1
    if i < start or i == scope.candidate.begin - 1:
        return None
    is_none = doc[i].lower_ in CUES["none"] - {"no", "nothing"}
    is_one = doc[i].lower_ in _ONE and i > start and doc[i - 1].lower_ in {"not", "no"}
    return Cue("negated", doc[i]) if is_none or is_one else None


def almost(scope: Scope) -> Cue | None:
    """Reads what all but happened: "nearly killed 12"; "killed nearly 12" did happen."""
    for g in scope.verbs:
        for token in verb_group(g.token):
            if token.lower_ in CUES["almost"] and token.i + 1 != scope.candidate.begin and g.token.pos_ == "VERB":
                return Cue("negated", token)
    return None
