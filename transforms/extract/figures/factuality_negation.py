"""Counts of what did not happen: a part of the section `factuality` of the registry."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.factuality_scope import (
    FactualityCue,
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

_CORRECTION: Final = 12
"""Words from "not" to the number that takes the place of another: "not the three first reported but"."""
_NOMINAL: Final = NOUN_POS | {"PRON", "NUM", "DET"}
_NEGATIVE: Final = frozenset({("instead", "of"), ("rather", "than"), ("short", "of"), ("contrary", "to")})


def did_not_happen(scope: Scope) -> FactualityCue | None:
    """Reads negations over the event; two of them cancel each other: "could not prevent 12 deaths"."""
    cues = list(_negations(scope))
    return FactualityCue("negated", cues[0]) if len(cues) % 2 else None


def _negations(scope: Scope) -> Iterator[Token]:
    """Yields each word that negates the event, the nearest first."""
    is_beside = False
    for g in scope.governors:
        is_beside = is_beside or g.is_participial
        yield from _of_governor(g, scope, is_own=g.reach is Reach.CLAUSE and not is_beside)


def _of_governor(g: Governor, scope: Scope, *, is_own: bool) -> Iterator[Token]:
    if g.is_verb:
        counts_those_who_did_not = scope.candidate.trigger is None and g.relation in SUBJECTS
        if is_own and shares_auxiliaries(g) and not counts_those_who_did_not:
            group = (t for t in verb_group(g.token) if t.lower_ in CUES["not"])
            yield from (t for t in group if not _is_focus(t) and not _is_of_other_number(t, scope))
            yield from _quantified_subjects(g, scope)
        if g.speaks_of_it and averts(g, scope):
            yield g.token
    elif g.reach < Reach.BESIDE:
        if _excludes(g):
            yield g.token
        elif (
            scope.candidate.trigger
            and g.reach is Reach.CLAUSE
            and g.token.pos_ in _NOMINAL
            and not _is_subject_of(g.token, scope)
        ):
            yield from _quantifiers(g.token, scope)


def _is_subject_of(noun: Token, scope: Scope) -> bool:
    """Tells whether a noun is the subject of a verb above the count, whose subjects are looked at with the verb."""
    return noun.dep_ in SUBJECTS and any(g.token.i == noun.head.i for g in scope.verbs)


def _quantified_subjects(g: Governor, scope: Scope) -> Iterator[Token]:
    """Yields what negates a verb's subject. Where nothing happened to those counted, "none of 12" counts 12."""
    for child in children(g.token):
        if child.dep_ in SUBJECTS and (scope.candidate.trigger or child.i != g.child.i):
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
        if (
            (is_none or token.lower_ in CUES["hardly"])
            and not _is_focus(token)
            and not _is_of_other_number(token, scope)
        ):
            yield token
            return


def _is_focus(token: Token) -> bool:
    """Tells whether a negation is about the word behind it alone: "not only", "no fewer than", "not until"."""
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return behind.lower_ in CUES["focus"]


def _is_of_other_number(token: Token, scope: Scope) -> bool:
    """Tells whether a negation is about a number that this one takes the place of: "not 40 but 14"."""
    between = token.doc[token.i + 1 : scope.candidate.begin]
    return len(between) < _CORRECTION and any(t.like_num for t in between) and any(t.lower_ == "but" for t in between)


def _excludes(g: Governor) -> bool:
    """Tells whether a word that is no verb leaves out what it governs: "without", "the absence of", "unable to"."""
    word = g.token
    behind = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    is_preposition = word.lower_ == "without" or (word.lower_, behind) in _NEGATIVE
    is_noun = g.relation == "prep" and CUES["absence"].has(word)
    return is_preposition or is_noun or (g.relation == "xcomp" and word.lower_ in CUES["unable"])


def averts(g: Governor, scope: Scope) -> bool:
    """Tells whether a verb keeps what it governs from happening: "averted 12 deaths", "failed to", "saved from"."""
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


def almost(scope: Scope) -> FactualityCue | None:
    """Reads what all but happened: "nearly killed 12", "came close to killing"; "killed nearly 12" did happen."""
    for g in scope.governors:
        if g.token.lower_ == "close" and g.relation == "prep" and g.child.lower_ == "to" and scope.event.tag_ == "VBG":
            return FactualityCue("negated", g.token)
    for g in scope.verbs:
        for token in verb_group(g.token):
            if token.lower_ in CUES["almost"] and token.i + 1 != scope.candidate.begin and g.token.pos_ == "VERB":
                return FactualityCue("negated", token)
    return None
