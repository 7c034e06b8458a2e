"""Counts of what is only thought of, tried, charged, played or told: a part of the section `factuality`."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.factuality_scope import (
    FactualityCue,
    Governor,
    Reach,
    Scope,
    children,
    is_infinitive,
    is_subjunctive,
    shares_auxiliaries,
    verb_group,
    word_before_infinitive,
)
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS

_NOT_IN_PLOTS: Final = frozenset({"paid", "changed", "raised", "fined", "population"})
"""Events that are told of a film as a thing: "the film raised $12m"."""
_FRAMES: Final = frozenset({"in", "during", "of", "throughout", "at", "for", "into"})
_NEAR: Final = 60
"""Tokens on either side of a number in which words of acting are looked for."""
_PRESENT: Final = frozenset({"VBP", "VBZ"})


def condition(scope: Scope) -> FactualityCue | None:
    """Reads a condition: "if 12 more die", "unless 12 are freed", "900 go if talks fail"."""
    reach_of_clause = Reach.CLAUSE
    for g in scope.governors:
        is_event_in_it = g.child.dep_ == "advcl" and reach_of_clause < Reach.BESIDE
        if is_event_in_it and (mark := _condition_mark(g.child)) is not None:
            return FactualityCue("hypothetical", mark)
        reach_of_clause = g.reach
    for g in scope.verbs:
        is_open = any(
            t.tag_ in {"MD", "VB", *_PRESENT} for t in (g.token, *verb_group(g.token))
        ) and shares_auxiliaries(g)
        for clause in children(g.token):
            if is_open and clause.dep_ == "advcl" and (mark := _condition_mark(clause)) is not None:
                return FactualityCue("hypothetical", mark)
    return None


def _condition_mark(clause: Token) -> Token | None:
    for mark in children(clause):
        if mark.dep_ in {"mark", "advmod"} and mark.lower_ in CUES["condition_marks"]:
            before = mark.doc[mark.i - 1].lower_ if mark.i else ""
            behind = mark.doc[mark.i + 1].lower_ if mark.i + 1 < len(mark.doc) else ""
            if before not in CUES["no_condition_before"] and behind not in CUES["no_condition_behind"]:
                return mark
    return None


def supposed(scope: Scope) -> FactualityCue | None:
    """Reads what one is asked to imagine, or what holds in theory: "Imagine 12 died", "in theory 60 drown"."""
    for g in scope.speaking(CUES["suppose"]):
        if g.token.i != scope.event.i:
            return FactualityCue("hypothetical", g.token)
    for g in scope.verbs:
        for child in children(g.token):
            words = {c.lower_ for c in children(child)} if child.lower_ in {"in", "on"} else set()
            if words & CUES["in_theory"] and len(words) == 1:
                return FactualityCue("hypothetical", child)
    return None


def demanded(scope: Scope) -> FactualityCue | None:
    """Reads what somebody asks for: "demanded that 12 be freed", "called for the release of 12"."""
    for g in scope.speaking(CUES["demand"]):
        is_clause = g.relation in {"xcomp", "ccomp", "advcl"} and (is_infinitive(g.child) or is_subjunctive(g.child))
        is_for = g.relation == "prep" and g.child.lower_ == "for"
        is_event = g.relation in {"dobj", "nsubjpass", "prep"} and g.child.i == scope.event.i
        if g.token.i != scope.event.i and (is_clause or is_for or is_event):
            return FactualityCue("hypothetical", g.token)
    return None


def attempted(scope: Scope) -> FactualityCue | None:
    """Reads what was tried, plotted or threatened: "a plot to kill 60", "threatened to shoot 15"."""
    for g in scope.speaking(CUES["tried"]):
        if g.token.i != scope.event.i and g.relation in {"xcomp", "acl", "relcl", "prep", "advcl", "ccomp"}:
            return FactualityCue("hypothetical", g.token)
    for g in scope.verbs:
        before = word_before_infinitive(g.token)
        if before is not None and before.pos_ in NOUN_POS and CUES["tried"].has(before):
            return FactualityCue("hypothetical", before)
    return None


def cleared(scope: Scope) -> FactualityCue | None:
    """Reads what somebody is cleared of: "acquitted of killing six", "not guilty of", "quashed his conviction for"."""
    for below, g in zip((None, *scope.governors), scope.governors, strict=False):
        behind_of = g.relation == "prep" and g.child.lower_ in {"of", "for", "over", "in", "from", "on"}
        is_of_object = (
            g.relation == "dobj" and below is not None and below.relation == "prep" and below.token.i == g.child.i
        )
        if CUES["acquit"].has(g.token) and (behind_of or is_of_object):
            return FactualityCue("hypothetical", g.token)
        is_not = any(
            c.lower_ in CUES["not"] for c in (*children(g.token), *g.token.doc[max(0, g.token.i - 1) : g.token.i])
        )
        if behind_of and CUES["guilty"].has(g.token) and is_not != CUES["innocent"].has(g.token):
            return FactualityCue("hypothetical", g.token)
        is_charge = below is not None and CUES["charges"].has(g.child) and g.relation in {"dobj", "nsubjpass"}
        if is_charge and CUES["overturn"].has(g.token):
            return FactualityCue("hypothetical", g.token)
    return None


def told_in_work(scope: Scope) -> FactualityCue | None:
    """Reads what a novel, a film or the like tells: "In the film, 14 detectives are murdered".

    An article whose headline names a work tells what happens in it in the present tense.
    """
    if not _may_be_told(scope):
        return None
    is_in_present, own = _is_in_present(scope), range(scope.candidate.begin, scope.candidate.end + 1)
    for g in scope.governors:
        for noun, is_frame in _tellers(g):
            is_plot = is_in_present and CUES["maybe_works"].has(noun) and not _has_of(noun)
            is_work = noun.pos_ in NOUN_POS and noun.i not in own and (is_plot or CUES["works"].has(noun))
            if is_work and (is_frame or is_in_present or _is_teller(g)):
                return FactualityCue("hypothetical", noun)
    is_body = scope.candidate.paragraph.block_kind != "headline"
    return FactualityCue("hypothetical", scope.event) if scope.is_of_work and is_body and is_in_present else None


def _may_be_told(scope: Scope) -> bool:
    trigger = scope.candidate.trigger
    return trigger is not None and trigger.event not in _NOT_IN_PLOTS and not scope.candidate.is_amount


def _tellers(g: Governor) -> list[tuple[Token, bool]]:
    """Returns the nouns that may frame a governor: of its prepositions, and its subject."""
    found = [(g.token, True)] if g.relation in {"relcl"} else []
    for child in children(g.token) if g.is_verb else ():
        if child.dep_ == "prep" and child.lower_ in _FRAMES and child.i != g.child.i:
            found += [(noun, True) for noun in children(child) if noun.dep_ == "pobj"]
            found += [
                (inner, True)
                for noun in children(child)
                for of in children(noun)
                if of.lower_ == "of"
                for inner in children(of)
            ]
        elif child.dep_ in SUBJECTS and child.i != g.child.i:
            found.append((child, False))
    return found


def _is_teller(g: Governor) -> bool:
    """Tells whether a verb's subject tells what hangs on it: "the film tells how 90 die", "a dragon kills four"."""
    return g.reach < Reach.BESIDE or g.relation in {"ccomp", "advcl"}


def _has_of(noun: Token) -> bool:
    """Tells whether a noun is counted by what stands behind it: "a series of attacks"."""
    return any(c.lower_ == "of" for c in children(noun))


def _is_in_present(scope: Scope) -> bool:
    """Tells whether the event is told in the present tense, as plots are: "kills", "are murdered", "has slain"."""
    verb = next((g.token for g in scope.governors if g.is_verb), scope.event)
    if scope.event.pos_ == "VERB":
        verb = scope.event
    auxiliaries = [t for t in verb_group(verb) if t.pos_ == "AUX"]
    first = auxiliaries[0] if auxiliaries else verb
    return first.tag_ in _PRESENT


def drill(scope: Scope) -> FactualityCue | None:
    """Reads what is played in a drill: "During the exercise, actors played 18 injured"; soldiers also die in drills."""
    doc, near = scope.candidate.doc, scope.candidate.near(_NEAR)
    is_played = any(CUES["acting"].has(token) for token in doc[near.start : near.stop])
    if not is_played and not _is_in_present(scope):
        return None
    for g in scope.governors:
        for noun, _ in _tellers(g):
            if CUES["drills"].has(noun):
                return FactualityCue("hypothetical", noun)
    return None
