"""What a verb says happened to those counted: "killed 12", "12 were gunned down", "12 lost their lives"."""

from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import EventTrigger
from transforms.extract.figures.counted import PHRASE_REACH
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import (
    BORNE,
    PHRASAL,
    STATES,
    SUBJECT_PHRASAL,
    SUBJECT_VERBS,
    SUBJECTS,
    VERBS,
    WORDS,
    EventWords,
    base_forms,
    is_bare,
    is_passive,
    is_person,
    is_short_of,
    is_thing,
    names_persons,
)

_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "npadvmod", "dative", "dep", "nummod", "ccomp"})
"""Relations of a verb's object, with those that the parser gives it by mistake."""
_PAST: Final = frozenset({"VBN", "VBD"})
"""Tags that the parser mistakes for each other."""
_HOLDERS: Final = frozenset({"PERSON", "NORP", "ORG", "GPE"})
"""Named entities that can hold somebody prisoner."""


@dataclass(frozen=True, slots=True)
class Dependent:
    """What is counted, as it hangs on a verb.

    Attributes:
        verb: the verb.
        child: what hangs on it: what is counted, or a noun around that.
        counted: what is counted.
        relation: that of `child` to `verb`.
        is_part: whether the counted are only a part of the subject or object ("including 3 children").
    """

    verb: Token
    child: Token
    counted: Token
    relation: str
    is_part: bool = False

    @property
    def are_lives(self) -> bool:
        """Whether lives are counted: "12 lives were lost"."""
        return self.counted.lower_ in WORDS["lives"] or self.child.lower_ in WORDS["lives"]

    @property
    def is_subject(self) -> bool:
        """Whether the counted are the subject, or a part of that of a passive."""
        return self.relation in SUBJECTS or (self.is_part and is_passive(self.verb))

    @property
    def is_affected_subject(self) -> bool:
        """Whether they are a subject to which something was done.

        A participle without object or auxiliary is a passive that the parser took for active ("12 injured").
        """
        verb = self.verb
        is_bare = verb.tag_ in _PAST and not any(c.dep_ in {"dobj", "aux"} for c in verb.children)
        return self.is_subject and (is_passive(verb) or is_bare)


def read_verb(dependent: Dependent) -> EventTrigger | None:
    """Returns what a verb says happened to the counted that hang on it; null when they do it themselves."""
    for rule, read in _RELATION_RULES:
        if trigger := read(dependent):
            return replace(trigger, readings=(rule, *trigger.readings))
    return None


def affected_by(verb: Token, counted: Token) -> EventTrigger | None:
    """Returns what a verb does to its object, or to the subject of its passive."""
    action = _Action(verb, counted)
    for rule, read in _MEANING_RULES:
        if trigger := read(action):
            return replace(trigger, is_active=not is_passive(verb), readings=(rule,))
    return None


def may_be_meant(word: Token, counted: Token) -> bool:
    """Tells whether a word can name an event for what is counted: "held 12 men", but not "held 12 meetings"."""
    if word.lower_ in WORDS["sending"] and not (is_bare(counted) or WORDS["forces"].has(counted)):
        return False
    if SUBJECT_VERBS.of(word) == "missing" and is_thing(counted):  # jobs that vanish are only gone
        return WORDS["craft"].has(counted)
    if any(token.lower_ in WORDS["answerable"] for token in word.doc[word.i : word.i + PHRASE_REACH]):
        return False
    if WORDS["of_named_persons"].has(word):
        return counted.pos_ == "PROPN" or names_persons(counted)
    if WORDS["of_living_only"].has(word):
        return not is_thing(counted)
    if not WORDS["of_persons_only"].has(word):
        return True
    if is_bare(counted) and word.i < counted.i and WORDS["containing"].has(word) and not is_passive(word):
        holder = next((c for c in word.children if c.dep_ == "nsubj"), None)  # "a hall that holds 40"
        return holder is not None and (holder.ent_type_ in _HOLDERS or WORDS["persons"].has(holder))
    return is_person(counted)


# How the counted hang on the verb: the section `verb_relation` of the registry


def _infinitive(of: Dependent) -> EventTrigger | None:
    verb, children = of.verb, list(of.verb.children)
    if of.relation not in SUBJECTS or not (is_passive(verb) or WORDS["raising"].has(verb)):
        return None
    for child in children[: next((n for n, c in enumerate(children) if c.dep_ == "neg"), None)]:
        own_words = [c for c in child.children if c.i < child.i]
        if child.i < verb.i or any(c.dep_ in SUBJECTS or c.tag_ in {"WRB", "IN"} for c in own_words):
            continue
        if child.dep_ == "xcomp" and child.tag_ in {"VB", "VBN"}:
            return read_verb(Dependent(child, of.child, of.counted, "nsubj"))
        if child.dep_ in {"advcl", "acl"} and child.tag_ in {"VBN", "VBD"} and verb.pos_ == "AUX":
            has_object = any(c.dep_ == "dobj" for c in child.children)
            return None if has_object else affected_by(child, of.counted)
    return None


def _borne(of: Dependent) -> EventTrigger | None:
    if of.relation not in SUBJECTS or not WORDS["bearing"].has(of.verb) or is_thing(of.counted):
        return None
    events = (BORNE.of(c) for c in of.verb.children if c.dep_ == "dobj")
    is_having = of.verb.lower_ in WORDS["having"]  # "had a home", but "had the virus"
    return next(
        (EventTrigger(e, of.verb) for e in events if e and not (is_having and e in WORDS["borne_in_full"])), None
    )


def _lives_lost(of: Dependent) -> EventTrigger | None:
    lives = (c for c in of.verb.children if c.dep_ == "dobj" and c.i > of.child.i and c.lower_ in WORDS["lives"])
    is_cost = of.relation in _OBJECTS and next(lives, None) is not None  # "cost 14 policemen their lives"
    is_lost = (of.are_lives or is_cost) and WORDS["life_verbs"].has(of.verb)
    return EventTrigger("killed", of.verb, is_active=not is_passive(of.verb)) if is_lost else None


def _done_by_subject(of: Dependent) -> EventTrigger | None:
    is_doer = of.is_subject and not of.are_lives and not is_passive(of.verb)
    event = (SUBJECT_VERBS.of(of.verb) or of_words(of.verb, SUBJECT_PHRASAL)) if is_doer else None
    return EventTrigger(event, of.verb) if event and may_be_meant(of.verb, of.counted) else None


def _left_in_state(of: Dependent) -> EventTrigger | None:
    if of.is_subject or of.are_lives or of.relation not in _OBJECTS:
        return None
    verb, child = of.verb, of.child
    is_taking = WORDS["taking"].has(verb)
    if is_taking and WORDS["taken"].has(child):
        return EventTrigger("abducted", verb, is_active=True)
    if is_thing(of.counted):
        return None
    for other in verb.children:
        if other.i > child.i and other.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advmod", "dobj"}:
            if is_taking and WORDS["taken"].has(other):
                return EventTrigger("abducted", verb, is_active=True)
            if other.lower_ in STATES:
                return EventTrigger(STATES[other.lower_], other)
    return _state_further_on(child) if WORDS["leaving"].has(verb) else None


def _state_further_on(child: Token) -> EventTrigger | None:
    """Reads a state that the parser did not join to its verb: "left 3 soldiers and 2 civilians wounded"."""
    for token in child.doc[child.i + 1 : child.i + PHRASE_REACH]:
        if token.is_punct or token.is_sent_start:
            return None
        if token.lower_ in STATES and not any(c.dep_ in SUBJECTS | {"dobj"} for c in token.children):
            return EventTrigger(STATES[token.lower_], token)
    return None


def _subject_in_state(of: Dependent) -> EventTrigger | None:
    is_state_of = of.relation in SUBJECTS and (of.verb.pos_ == "AUX" or WORDS["linking"].has(of.verb))
    states = (c for c in of.verb.children if c.i > of.verb.i and c.dep_ in {"acomp", "oprd", "attr"})
    if not is_state_of or any(c.dep_ == "neg" for c in of.verb.children):
        return None
    reached = (c for c in states if c.lower_ in STATES and not is_short_of(c))
    return next((EventTrigger(STATES[c.lower_], c) for c in reached), None)


def _object_does(of: Dependent) -> EventTrigger | None:
    """Reads what somebody is made to do: "forced 12,000 to flee"; "urged" and "ordered" leave open whether they did."""
    if of.is_subject or not WORDS["causing"].has(of.verb):
        return None
    deeds = (c for c in (of.verb, *of.verb.children) if c.i > of.child.i and c.dep_ in {"xcomp", "ccomp"})
    return next((EventTrigger(event, deed) for deed in deeds if (event := SUBJECT_VERBS.of(deed))), None)


def _jobs_cut(of: Dependent) -> EventTrigger | None:
    is_cut = WORDS["cutting_jobs"].has(of.verb) and WORDS["jobs"].has(of.counted)
    is_object = not of.is_subject and of.relation in _OBJECTS
    return EventTrigger("laid_off", of.verb) if is_cut and (is_object or of.is_affected_subject) else None


def _in_place(of: Dependent) -> EventTrigger | None:
    if not (WORDS["carrying"].has(of.verb) and is_person(of.counted)):
        return None
    is_moved = of.is_affected_subject or (of.relation in _OBJECTS and not of.is_subject)
    if not (is_moved or (of.is_subject and of.verb.lower_ in WORDS["staying"])):
        return None
    behind = (
        c for p in of.verb.children if p.dep_ == "prep" and p.i > of.verb.i for c in p.children if c.dep_ == "pobj"
    )
    subjects = (c for c in of.verb.children if c.dep_ == "nsubj" and not of.is_subject)  # "hospitals admitted 300"
    places = (*behind, *subjects)
    events = (("hospitalized", "hospitals"), ("detained", "prisons"))
    held = (event for event, words in events if any(WORDS[words].has(noun) for noun in places))
    return next((EventTrigger(event, of.verb) for event in held), None)


def _done_to(of: Dependent) -> EventTrigger | None:
    is_object = not of.is_subject and of.relation in _OBJECTS
    is_affected = not of.are_lives and (is_object or of.is_affected_subject)
    return affected_by(of.verb, of.counted) if is_affected else None


def _among(of: Dependent) -> EventTrigger | None:
    is_consisting = of.relation in _OBJECTS and WORDS["consisting"].has(of.verb)  # "the dead included 12 clerks"
    if of.are_lives or not (of.is_affected_subject or of.relation in {"nsubj", "attr"} or is_consisting):
        return None
    for child in of.verb.children:
        nouns = child.children if child.lower_ in WORDS["including"] else [child] if child.dep_ == "nsubj" else []
        for noun in nouns:
            for word in (noun, *(c for c in noun.children if c.dep_ == "acl")):
                event = STATES.get(word.lower_) if word.i != of.child.i else None
                if event and may_be_meant(word, of.counted):
                    return EventTrigger(event, word)
    return None


_RELATION_RULES: Final = in_order(
    "verb_relation",
    {
        "infinitive": _infinitive,
        "borne": _borne,
        "lives_lost": _lives_lost,
        "done_by_subject": _done_by_subject,
        "subject_in_state": _subject_in_state,
        "object_does": _object_does,
        "jobs_cut": _jobs_cut,
        "in_place": _in_place,
        "left_in_state": _left_in_state,
        "done_to": _done_to,
        "among": _among,
    },
)


# What a verb does to its object: the section `verb_meaning` of the registry


@dataclass(frozen=True, slots=True)
class _Action:
    """A verb and those counted to whom it may do something."""

    verb: Token
    counted: Token


def _phrasal(action: _Action) -> EventTrigger | None:
    event = of_words(action.verb, PHRASAL)
    if event is None or _is_only_ended(event, action.counted):
        return None
    return EventTrigger(event, action.verb)


def of_words(verb: Token, phrases: EventWords) -> str | None:
    """Returns the event of a verb with the one or two words behind it, or with its particle, wherever that stands."""
    behind, before = _words_behind(verb), verb.doc[max(0, verb.i - 1)].lower_
    particles = [c.lower_ for c in verb.children if c.dep_ == "prt"]
    goals = ([p.lower_, c.lower_] for p in verb.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj")
    texts = (
        " ".join((form, *words))
        for words in (behind, behind[:1], particles, *goals)  # "pulled 14 miners to safety"
        for form in (base_forms(verb.lower_) if words else ())
    )
    found = (phrases[text] for text in (*texts, f"{before} {verb.lower_}") if text in phrases)  # "let go 14 captives"
    return next(found, None)


def _words_behind(verb: Token) -> list[str]:
    """Returns the two words behind a verb, in small letters."""
    return [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]


def _to_death(action: _Action) -> EventTrigger | None:
    behind = _words_behind(action.verb)
    is_deadly = behind == ["to", "death"] or behind[:1] == ["dead"]
    return EventTrigger("killed", action.verb) if is_deadly else None


def _taken_hostage(action: _Action) -> EventTrigger | None:
    is_taken = WORDS["taking"].has(action.verb) and not WORDS["taken"].isdisjoint(_words_behind(action.verb)[:1])
    return EventTrigger("abducted", action.verb) if is_taken else None


def _own_meaning(action: _Action) -> EventTrigger | None:
    verb = action.verb
    joined = [
        c
        for c in verb.children
        if c.dep_ == "conj"
        and (c.tag_ == verb.tag_ or ({c.tag_, verb.tag_} <= _PAST and not any(a.pos_ == "AUX" for a in c.children)))
        and not any(a.dep_ in SUBJECTS | {"dobj"} for a in c.children)
    ]
    triggers = [
        EventTrigger(event, v)
        for v in (verb, *joined)
        if (event := VERBS.of(v)) and may_be_meant(v, action.counted) and not _is_only_ended(event, action.counted)
    ]
    return min(triggers, key=lambda trigger: trigger.event == "attacked", default=None)  # "shot and killed" is killed


def _is_only_ended(event: str, counted: Token) -> bool:
    """Tells whether a thing is only ended: "killed 12 bills", "blew up 12 bombs"."""
    return event in WORDS["of_living"] and is_thing(counted)


_MEANING_RULES: Final = in_order(
    "verb_meaning",
    {"phrasal": _phrasal, "to_death": _to_death, "taken_hostage": _taken_hostage, "own_meaning": _own_meaning},
)
