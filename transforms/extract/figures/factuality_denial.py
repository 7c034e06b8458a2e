"""Counts that somebody denies, or that a text takes back: a part of the section `factuality` of the registry."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.factuality_scope import FactualityCue, Governor, Scope, children, is_negated, verb_group
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, WORDS

_REACH: Final = 12
"""Words behind a number in which "but" follows "not 30", and before one that may stand between it and "not"."""
_BEHIND: Final = 25
"""Words behind a number in which it is called a figure that somebody rejects."""
_BEFORE_NUMBER: Final = frozenset({"DET", "ADV", "PRON"})
_OPENING: Final = frozenset({",", "-", "--", "\u2013", "\u2014", "(", ";", ":", "and"})
_TOLD: Final = frozenset({"ccomp", "csubj", "csubjpass", "acl", "advcl"})
_PRONOUNS: Final = frozenset({"which", "it", "this", "that"})


def correction_note(scope: Scope) -> FactualityCue | None:
    """Reads what a note says that its own text said: "An earlier version said that seven were hurt"."""
    for governor in scope.governors:
        if not CUES["say"].has(governor.token) or any(t.tag_ == "MD" for t in verb_group(governor.token)):
            continue
        subjects = (c for c in children(governor.token) if c.dep_ in SUBJECTS)  # a label may pass for one
        if any(CUES["own_text"].has(subject) and _is_note(scope, subject) for subject in subjects):
            return FactualityCue("negated", governor.token)
    return None


def _is_note(scope: Scope, subject: Token) -> bool:
    """Tells whether the words around a count correct something that the outlet itself wrote."""
    paragraph, sentence, doc = scope.candidate.paragraph, scope.candidate.sentence, scope.candidate.doc
    if paragraph.block_kind == "correction":
        return True
    own = paragraph.words_of_sentence(sentence.start)
    around = set(own)
    if sentence.start:
        around |= paragraph.words_of_sentence(sentence.start - 1)
    behind = paragraph.words_of_sentence(sentence.stop) if sentence.stop < len(doc) else frozenset()
    is_ours = subject.pos_ != "PRON" or bool((around | behind) & (CUES["own_text"] - CUES["pronouns"]))
    is_earlier = bool(own & CUES["earlier"] and own & CUES["own_text"])
    is_set_right = bool(behind & CUES["rightly"] and behind & WORDS["totals"])
    return is_ours and (is_earlier or is_set_right or bool((around | behind) & CUES["corrects"]))


def corrected_number(scope: Scope) -> FactualityCue | None:
    """Reads a number that another takes the place of: "not 40 but 14", "14 died, not the 40 first told"."""
    doc, i, sentence = scope.candidate.doc, scope.candidate.begin - 1, scope.candidate.sentence
    if scope.candidate.is_amount:
        return None
    while i > sentence.start and doc[i].pos_ in _BEFORE_NUMBER and doc[i].lower_ not in CUES["not"] | CUES["focus"]:
        i -= 1
    if i < sentence.start:
        return None
    before = doc[i - 1].lower_ if i > sentence.start else ","
    if doc[i].lower_ == "not":
        behind = doc[scope.candidate.end + 1 : min(sentence.stop, scope.candidate.end + _REACH)]
        is_replaced = any(token.lower_ == "but" for token in behind)
        return FactualityCue("negated", doc[i]) if is_replaced or (before in _OPENING and i > sentence.start) else None
    is_instead = (before, doc[i].lower_) in {("rather", "than"), ("instead", "of")}
    return FactualityCue("negated", doc[i]) if is_instead else None


def not_denied(scope: Scope) -> FactualityCue | None:
    """Reads a denial that is itself denied: "did not rule out that 12 had died"."""
    return next((FactualityCue("possible", g.token) for g in _denials(scope) if is_negated(g.token)), None)


def denied(scope: Scope) -> FactualityCue | None:
    """Reads a denial of what a clause or a claim tells: "denied that 30 were killed", "denied claims that"."""
    return next((FactualityCue("negated", g.token) for g in _denials(scope) if not is_negated(g.token)), None)


def _denials(scope: Scope) -> list[Governor]:
    return [g for g in scope.governors if g.speaks_of_it and _denies(g, scope)]


def _denies(governor: Governor, scope: Scope) -> bool:
    verb, child = governor.token, governor.child
    if CUES["rule_out"].has(verb):
        is_out = verb.lower_.startswith("rul") is False or any(c.lower_ == "out" for c in children(verb))
        return is_out and governor.relation in {"ccomp", "dobj", "nsubjpass", "xcomp"}
    if not CUES["deny"].has(verb):
        return False
    if governor.relation in {"ccomp", "xcomp", "pcomp"} or (governor.relation == "prep" and child.lower_ == "as"):
        return True
    is_event = verb.lower_.startswith("den") and child.i == scope.event.i and child.pos_ in NOUN_POS
    return governor.relation in {"dobj", "nsubjpass", "nsubj"} and (CUES["said"].has(child) or is_event)


def not_true(scope: Scope) -> FactualityCue | None:
    """Reads what is called untrue: "it is not true that", "the report that 12 died was false"."""
    for g in scope.governors:
        for word in _said_of(g):
            is_true = word.lower_ in CUES["true"]
            is_verdict = is_true or word.lower_ in CUES["false"]
            if is_verdict and word.i != scope.event.i and is_true == is_negated(word.head):
                return FactualityCue("negated", word)
    return None


def _said_of(g: Governor) -> list[Token]:
    """Returns the words that may say of what a word governs whether it is true: itself, and its complements."""
    is_report = g.relation in {"nsubj", "nsubjpass", "dobj"} and CUES["said"].has(g.child)
    if g.relation not in _TOLD and not is_report and not (g.relation == "xcomp" and CUES["say"].has(g.child)):
        return []
    turned_out = (c for verb in children(g.token) if verb.dep_ == "xcomp" for c in children(verb))
    return [g.token, *(c for c in (*children(g.token), *turned_out) if c.dep_ in {"acomp", "attr", "oprd"})]


def wrongly_said(scope: Scope) -> FactualityCue | None:
    """Reads what was said wrongly: "falsely claimed that 12 had died", "lied that", "was fined for the hoax"."""
    is_hoax = bool(scope.candidate.paragraph.words_of_sentence(scope.candidate.first.i) & CUES["hoax"])
    for g in scope.governors:
        if g.relation not in {"ccomp", "xcomp", "dobj", "acl", "prep"} or g.token.i == scope.event.i:
            continue
        adverb = next((c for c in children(g.token) if c.lower_ in CUES["falsely"]), None)
        if CUES["lie"].has(g.token) and g.relation == "ccomp":
            return FactualityCue("negated", g.token)
        if CUES["say"].has(g.token) and (adverb is not None or is_hoax):
            return FactualityCue("negated", adverb if adverb is not None else g.token)
    return None


def no_evidence(scope: Scope) -> FactualityCue | None:
    """Reads what nothing speaks for: "there is no evidence that 12 died", "no truth in reports that"."""
    for g in scope.governors:
        if g.is_verb or not CUES["evidence"].has(g.token) or CUES["doubt"].has(g.token):
            continue
        no = next((c for c in children(g.token) if c.lower_ in CUES["none"] | CUES["hardly"]), None)
        above = g.token.head
        if no is None and above.pos_ in {"VERB", "AUX"} and g.token.dep_ in {"attr", "dobj"}:
            no = next((t for t in verb_group(above) if t.lower_ in CUES["not"]), None)
            no = no or next((c for c in children(above) if c.dep_ == "neg"), None)
        if no is not None and g.relation in {"acl", "prep", "ccomp", "relcl"}:
            return FactualityCue("negated", no)
    return None


def rejected_figure(scope: Scope) -> FactualityCue | None:
    """Reads a number that is then called one that somebody rejects: "45 soldiers, a figure the ministry denied"."""
    candidate = scope.candidate
    stop = min(candidate.sentence.stop, candidate.end + _BEHIND)
    for verb in candidate.doc[candidate.end + 1 : stop]:
        if not CUES["deny"].has(verb) or is_negated(verb):
            continue
        is_of_noun = verb.dep_ in {"relcl", "acl"} and CUES["said"].has(verb.head) and verb.head.i > candidate.end
        objects = (c for c in children(verb) if c.dep_ in {"dobj", "nsubjpass"} and c.i > candidate.end)
        if is_of_noun or any(c.lower_ in _PRONOUNS for c in objects):
            return FactualityCue("negated", verb)
    return None
