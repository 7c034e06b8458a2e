"""Counts of what may happen, or will: a part of the section `factuality` of the registry."""

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from transforms.dates import MONTHS
from transforms.extract.figures.factuality_scope import (
    FactualityCue,
    Reach,
    Scope,
    children,
    is_infinitive,
    is_negated,
    shares_auxiliaries,
    verb_group,
)
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, WORDS

_YEAR: Final = re.compile(r"[12]\d{3}")
_MONTHS_AHEAD: Final = 8
"""Months to come of which one without a year is meant; what is further ahead is rather a month that has been."""
_PAST: Final = frozenset({"VBD", "VBN"})
_PRESENT: Final = frozenset({"VBP", "VBZ"})


def feared(scope: Scope) -> FactualityCue | None:
    """Reads what is feared or presumed: "12 feared dead", "fear that 12 died", "believed drowned"."""
    for g in scope.speaking(CUES["feared"]):
        fears_other = g.relation == "ccomp" and any(c.dep_ == "dobj" for c in children(g.token))  # "he fears more"
        is_of_person = g.relation == "prep" or (g.relation == "dobj" and g.below is not Reach.CLAUSE)
        if not is_of_person and not fears_other and not is_negated(g.token):  # not "suspect a gang of killing 12"
            return FactualityCue("possible", g.token)
    if CUES["believed"].has(scope.event) or CUES["feared"].has(scope.event):  # "presumed dead" is one trigger
        return FactualityCue("possible", scope.event)
    before = scope.event.doc[scope.event.i - 1] if scope.event.i else scope.event
    is_state = before.i >= scope.candidate.sentence.start and before.tag_ in {"VBN", "VBD", "JJ"}
    is_believed = CUES["feared"].has(before) or CUES["believed"].has(before)
    return FactualityCue("possible", before) if is_state and is_believed else None


def possible_modal(scope: Scope) -> FactualityCue | None:
    """Reads a modal of possibility over the event: "may have died", "could kill"; "could not" is a negation."""
    for token, group in _modals(scope):
        is_possible = token.lower_ in CUES["possible_modals"] - CUES["future_modals"]
        is_ability = token.lower_ in CUES["ability"] and any(t.lower_ in CUES["not"] for t in group)
        if is_possible and not is_ability:
            return FactualityCue("possible", token)
    return None


def future_modal(scope: Scope) -> FactualityCue | None:
    """Reads what will be: "will deploy 900 soldiers"."""
    found = (t for t, _ in _modals(scope) if t.lower_ in CUES["future_modals"])
    return next((FactualityCue("predicted", token) for token in found), None)


def would(scope: Scope) -> FactualityCue | None:
    """Reads what would be: a plan if somebody said so in the past, else a thought: "would kill 12"."""
    for g in scope.verbs:
        group = verb_group(g.token)
        for token in group if shares_auxiliaries(g) else ():
            if token.lower_ in CUES["would"] and token.tag_ == "MD":
                has_have = any(t.lower_ == "have" for t in group)
                above = g.token.head
                is_content = g.token.dep_ == "ccomp" and above.tag_ in _PAST
                is_said = is_content and any(CUES[name].has(above) for name in ("say", "forecast", "plan"))
                return FactualityCue("predicted" if is_said and not has_have else "hypothetical", token)
    return None


def _modals(scope: Scope) -> Iterator[tuple[Token, list[Token]]]:
    """Yields the modals over the event with all the words of their verb."""
    for g in scope.verbs:
        if shares_auxiliaries(g):
            group = verb_group(g.token)
            yield from ((token, group) for token in group if token.tag_ == "MD")


def possible_adverb(scope: Scope) -> FactualityCue | None:
    """Reads an adverb over the event: "possibly killing 12"; "killed perhaps 12" is about the number."""
    for g in scope.verbs:
        words = (*verb_group(g.token), *(c for c in children(g.token) if c.dep_ == "advmod" and c.i < g.token.i))
        for token in words if g.token.pos_ == "VERB" else ():
            if token.lower_ in CUES["possibly"] and token.i + 1 != scope.candidate.begin:
                return FactualityCue("possible", token)
    return None


def likely(scope: Scope) -> FactualityCue | None:
    """Reads what is called likely: "likely to kill 12", "it is possible that 12 died"."""
    for g in scope.governors:
        if g.relation not in {"xcomp", "ccomp", "csubj", "advcl", "acl"} or g.reach is Reach.BESIDE:
            continue
        for word in (g.token, *(c for c in children(g.token) if c.dep_ == "acomp")):
            if word.lower_ in CUES["likely"]:
                return FactualityCue("possible", word)
    return None


def risk(scope: Scope) -> FactualityCue | None:
    """Reads a risk or threat: "at risk of being displaced", "threatens to displace", "warned of 5,000 deaths"."""
    for g in scope.speaking(CUES["risk"]):
        is_warning = CUES["warnings"].has(g.token)
        if g.token.i != scope.event.i and (g.relation == "prep" or not is_warning):
            return FactualityCue("possible", g.token)
    return None


def whether(scope: Scope) -> FactualityCue | None:
    """Reads what is asked: "asked whether 12 had died"."""
    for g in scope.governors:
        if g.relation in {"ccomp", "pcomp", "acl", "csubj"}:
            for mark in children(g.child):
                if mark.dep_ in {"mark", "advmod"} and mark.lower_ in CUES["whether"]:
                    return FactualityCue("possible", mark)
    return None


def question(scope: Scope) -> FactualityCue | None:
    """Reads a question that can be answered with yes or no: "Did 12 people die?"."""
    doc, sentence = scope.candidate.doc, scope.candidate.sentence
    first = doc[sentence.start]
    is_asked = doc[sentence.stop - 1].text == "?" and (first.pos_ == "AUX" or first.tag_ == "MD")
    roots = [g for g in scope.governors if g.token.dep_ == "ROOT" and g.reach is not Reach.BESIDE]
    is_in_main_clause = any(
        g.reach is Reach.CLAUSE or any(c.lower_ in CUES["true"] for c in children(g.token)) for g in roots
    )
    return FactualityCue("possible", first) if is_asked and is_in_main_clause else None


def due(scope: Scope) -> FactualityCue | None:
    """Reads what is to be: "are to be deployed", "due to be released", "is set to cut 500 jobs"."""
    for g in scope.verbs if scope.candidate.trigger is None else ():
        if g.token.lower_ in WORDS["be"] and any(c.dep_ == "xcomp" and _is_to_come(c) for c in children(g.token)):
            return FactualityCue("predicted", g.token)
    for g in scope.governors:
        is_infinitival = g.relation in {"xcomp", "advcl", "ccomp", "acl"} and _is_to_come(g.child)
        if g.reach is Reach.BESIDE or g.below is not Reach.CLAUSE or not is_infinitival:
            continue
        is_be = g.token.lower_ in WORDS["be"] and not any(c.dep_ in {"acomp", "attr"} for c in children(g.token))
        if is_be or g.token.lower_ in CUES["due"]:
            return FactualityCue("predicted", g.token)
    return None


def _is_to_come(verb: Token) -> bool:
    """Tells whether a verb is an infinitive of what has not been: "to be sent", but not "to have been sent"."""
    return is_infinitive(verb) and not any(t.lower_ == "have" for t in verb_group(verb))


def forecast(scope: Scope) -> FactualityCue | None:
    """Reads what is forecast: "expects 12 deaths", "is forecast to shed", "the target is 200 homes"."""
    for g in scope.governors:
        if CUES["forecast"].has(g.token) and g.speaks_of_it and g.token.i != scope.event.i:
            is_done = g.relation == "xcomp" and is_infinitive(g.child) and not _is_to_come(g.child)
            if not is_done and not is_negated(g.token):
                return FactualityCue("predicted", g.token)
    for g in scope.verbs:
        says_what_is_to_be = g.token.tag_ in _PRESENT or CUES["stating"].has(g.token)
        for subject in children(g.token) if says_what_is_to_be else ():
            if subject.dep_ in SUBJECTS and CUES["forecasts"].has(subject) and g.child.i != subject.i:
                return FactualityCue("predicted", subject)
    return None


def planned(scope: Scope) -> FactualityCue | None:
    """Reads what is meant to be done: "plans to cut 500 jobs", "a pledge of $30m", "agreed to release 12"."""
    for g in scope.speaking(CUES["plan"]):
        is_clausal = g.relation in {"xcomp", "acl", "relcl", "advcl", "ccomp"} and is_infinitive(g.child)
        is_nominal = g.is_verb and g.relation == "prep" and scope.event.pos_ in NOUN_POS  # "agreed on the release"
        takes_things = not CUES["infinitive_plans"].has(g.token)
        is_other = g.token.i == scope.event.i or (g.is_verb and CUES["noun_plans"].has(g.token))
        if not is_other and (is_clausal or is_nominal or takes_things):
            return FactualityCue("predicted", g.token)
    return None


def infinitive_of_noun(scope: Scope) -> FactualityCue | None:
    """Reads an infinitive behind a noun or at the head of a line: "soldiers to be sent", "Airline to cut 500 jobs"."""
    for g in scope.governors:
        if g.reach is Reach.BESIDE:
            continue
        is_behind = (
            g.relation in {"acl", "relcl"}
            and g.below is Reach.CLAUSE
            and g.token.pos_ in NOUN_POS
            and _is_to_come(g.child)
        )
        whole = g.token.head.head  # "the latest of 12 to be held"
        if is_behind and not any(CUES["ranks"].has(t) for t in (g.token, whole, *children(g.token), *children(whole))):
            return FactualityCue("predicted", g.child)
        if g.is_verb and g.token.dep_ == "ROOT" and _is_to_come(g.token):
            return FactualityCue("predicted", g.token)
    return None


def future_time(scope: Scope) -> FactualityCue | None:
    """Reads a time to come beside a verb that is not in the past: "puts deaths at 3,000 by May", "next week"."""
    verbs = [g.token for g in scope.governors if g.is_verb and g.reach is not Reach.BESIDE]
    if not verbs or (verbs[-1].tag_ in _PAST and not _is_bare_participle(verbs[-1])):
        return None
    for g in scope.governors:
        if g.reach is not Reach.BESIDE:
            for child in children(g.token):
                if child.dep_ in {"npadvmod", "advmod", "prep"} and (word := _to_come(child, scope)) is not None:
                    return FactualityCue("predicted", word)
    return None


def _is_bare_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(t.lower_ in {"be", "is", "are"} for t in verb_group(verb))


def _to_come(adverbial: Token, scope: Scope) -> Token | None:
    """Returns the word of an adverbial that says that its time is to come; null for none."""
    nouns = [c for c in children(adverbial) if c.dep_ == "pobj"] if adverbial.dep_ == "prep" else [adverbial]
    for noun in nouns:
        is_next = any(c.lower_ in CUES["next"] for c in children(noun)) and CUES["period"].has(noun)
        year = scope.published_on.year if scope.published_on else None
        is_later = year is not None and _YEAR.fullmatch(noun.text) is not None and int(noun.text) > year
        is_deadline = adverbial.lower_ == "by" and _is_month_ahead(noun, scope)
        if noun.lower_ in CUES["come"] or is_next or is_deadline or (is_later and adverbial.dep_ == "prep"):
            return noun
    return None


def _is_month_ahead(noun: Token, scope: Scope) -> bool:
    """Tells whether a month is one to come; of those of the last year the nearest may be meant."""
    month = MONTHS.get(noun.lower_)
    if month is None or scope.published_on is None:
        return False
    return 0 < (month - scope.published_on.month) % 12 <= _MONTHS_AHEAD


def kind_of_event(scope: Scope) -> FactualityCue | None:
    """Reads an adjective that says what kind of event it is: "projected deaths", "a mock bomb killed"."""
    event, trigger = scope.event, scope.candidate.trigger
    nouns = [event] if event.pos_ in NOUN_POS and trigger else []
    counted = [scope.candidate.phrase.head] if scope.candidate.phrase is not None else []
    nouns += [] if trigger else counted
    subjects = [c for c in children(event) if c.dep_ in SUBJECTS] if event.pos_ == "VERB" and trigger else []
    for noun in (*nouns, *subjects, *counted):
        for child in children(noun):
            if child.dep_ not in {"amod", "compound"}:
                continue
            for factuality in ("possible", "predicted", "hypothetical", "negated"):
                is_kind = child.lower_ in CUES[f"{factuality}_kinds"]
                if is_kind and (noun in nouns or factuality == "hypothetical"):
                    return FactualityCue(factuality, child)
    return None
