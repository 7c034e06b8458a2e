"""Who did it, to whom, and where: the participants of the event that a figure counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.documents import Figure, Mention, Part
from transforms.extract.figures.candidate import Candidate, EventTrigger
from transforms.extract.figures.counted import words_of
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import NOUNS, SUBJECTS, WORDS, WordList, objects_behind

_ATTACKS: Final = WordList(word for word, event in NOUNS.items() if event == "attacked")
_NEAR: Final = 60
"""Tokens on either side of a number in which its place is looked for."""


@dataclass(frozen=True, slots=True)
class EventWithParticipants:
    """What happened, and the entities that did it, bore it, and where; fields as in the table `figures`, with parts."""

    event: str | None = None
    actor: int | None = None
    target: int | None = None
    place: int | None = None
    parts: tuple[Part, ...] = ()


_Finding = tuple[Mention, str] | None
"""The name of a participant, and the rule that found it."""


def find_participants(candidate: Candidate, trigger: EventTrigger, claimant: range) -> EventWithParticipants:
    """Finds who did what a trigger says, to whom, and where.

    Args:
        candidate: the number.
        trigger: the word that says what happened.
        claimant: characters of whoever states the number; a place among them is where the claimant is: "the ministry
            in Belmor said".
    """
    findings = {
        "actor": _first(_ACTOR_RULES, candidate, trigger),
        "target": _first(_TARGET_RULES, candidate, trigger),
        "place": _find_place(candidate, claimant),
    }
    named = {part: finding for part, finding in findings.items() if finding}
    ids = {part: mention.entity_id for part, (mention, _) in named.items()}
    parts = tuple(Part(part, rule, mention.start, mention.end) for part, (mention, rule) in named.items())
    event = words_of("event", trigger.rule, trigger.token, trigger.token)
    return EventWithParticipants(trigger.event, **ids, parts=(event, *parts))


def same_participants(earlier: Figure | None) -> EventWithParticipants:
    """Returns what an earlier figure says of the same count; nothing if there is none."""
    if earlier is None:
        return EventWithParticipants()
    values = {
        "event": earlier.event,
        "actor": earlier.actor_entity_id,
        "target": earlier.target_entity_id,
        "place": earlier.place_entity_id,
    }
    parts = tuple(Part(part, "same_as_before") for part, value in values.items() if value is not None)
    return EventWithParticipants(
        earlier.event, earlier.actor_entity_id, earlier.target_entity_id, earlier.place_entity_id, parts
    )


_Finder = Callable[[Candidate, EventTrigger], Mention | None]


def _first(rules: tuple[tuple[str, _Finder], ...], candidate: Candidate, trigger: EventTrigger) -> _Finding:
    """Returns what the first of the rules finds that finds anything."""
    return next(((mention, rule) for rule, find in rules if (mention := find(candidate, trigger))), None)


# Who did it


def _subject(candidate: Candidate, trigger: EventTrigger) -> Mention | None:
    if not _is_done_by_subject(trigger):
        return None
    verb = trigger.token
    while not any(c.dep_ in SUBJECTS for c in verb.children) and verb.dep_ in {"conj", "advcl", "xcomp"}:
        verb = verb.head
    return _named_among(candidate, [c for c in verb.children if c.dep_ in SUBJECTS])


def _behind_by(candidate: Candidate, trigger: EventTrigger) -> Mention | None:
    if _is_done_by_subject(trigger):
        return None
    return _named_among(candidate, objects_behind("by", trigger.token))


def _is_done_by_subject(trigger: EventTrigger) -> bool:
    """Tells whether the trigger's subject acts; what changes does not act: "prices rose"."""
    return trigger.is_active and trigger.event != "changed"


def _named_among(candidate: Candidate, doers: list[Token]) -> Mention | None:
    """Returns the first of some nouns that is a name, or ends with one."""
    for doer in doers:
        left = min([doer.i, *(c.i for c in doer.children if c.dep_ in {"compound", "amod", "nmod"})])
        kinds = {"GROUP", "PLACE", "ORG", "PERSON"}
        if mention := candidate.paragraph.named(candidate.doc[left], doer, kinds):
            return mention
    return None


# At whom it was aimed


def _those_counted(candidate: Candidate, trigger: EventTrigger) -> Mention | None:
    phrase = candidate.phrase
    if phrase is None or trigger.event not in WORDS["against_persons"]:
        return None
    return candidate.paragraph.named(phrase.first, phrase.last, {"GROUP", "ORG"})


def _aim_of_attack(candidate: Candidate, trigger: EventTrigger) -> Mention | None:
    subjects = (c for c in trigger.token.children if c.dep_ in SUBJECTS)
    prepositions = (
        child
        for noun in (trigger.token, *subjects)
        if _ATTACKS.has(noun)
        for child in noun.children
        if child.lower_ in WORDS["aiming"]
    )
    aims = (aim for preposition in prepositions for aim in preposition.children if aim.dep_ == "pobj")
    return next((mention for aim in aims if (mention := candidate.paragraph.mention(aim))), None)


_ACTOR_RULES: Final = in_order("actor", {"subject": _subject, "behind_by": _behind_by})
_TARGET_RULES: Final = in_order("target", {"those_counted": _those_counted, "aim_of_attack": _aim_of_attack})


# Where it happened


def _find_place(candidate: Candidate, claimant: range) -> _Finding:
    """Returns the first place near the number that a rule takes, or else the only one of the sentence."""
    paragraph, reach = candidate.paragraph, candidate.near(_NEAR)
    others: dict[int, Mention] = {}
    for token in candidate.doc[reach.start : reach.stop]:
        mention = paragraph.mention(token)
        if mention is None or paragraph.kind(mention) != "PLACE" or mention.start in claimant:
            continue
        if rule := next((rule for rule, holds in _PLACE_RULES if holds(token, candidate)), None):
            return mention, rule
        if _preposition(token) in {"in", "at"}:
            others.setdefault(mention.entity_id, mention)
    return (others.popitem()[1], "only_place") if len(others) == 1 else None


def _preposition(place: Token) -> str | None:
    """Returns the preposition before a place in small letters; null for none, or for one that names no place."""
    is_place = place.dep_ == "pobj" and place.head.lower_ in WORDS["place_prepositions"]
    return place.head.lower_ if is_place else None


def _of_population(place: Token, candidate: Candidate) -> bool:
    is_population = candidate.trigger is not None and candidate.trigger.event == "population"
    return is_population and place.dep_ in {"nsubj", "poss"}


def _holder(place: Token, candidate: Candidate) -> bool:
    """Tells whether those counted are a place's: "the county has seen 76 cases", "Norway's toll is 76"."""
    above, phrase, trigger = place.head, candidate.phrase, candidate.trigger
    noun = phrase.head if phrase else candidate.first
    counted = {candidate.first.i, candidate.first.head.i, noun.i}
    if noun.dep_ == "conj":  # "76 cases and 12 deaths"
        counted.add(noun.head.i)
    if place.dep_ == "poss":
        return above.i in counted or (trigger is not None and above.i == trigger.token.i)
    is_holder = place.dep_ in SUBJECTS and WORDS["holding"].has(above)
    return is_holder and any(child.dep_ == "dobj" and child.i in counted for child in above.children)


def _of_event(place: Token, candidate: Candidate) -> bool:
    event, phrase = candidate.trigger, candidate.phrase
    heads = {event.token.i if event else None, phrase.head.i if phrase else None}
    return _preposition(place) is not None and place.head.head.i in heads


_PLACE_RULES: Final = in_order("place", {"of_population": _of_population, "holder": _holder, "of_event": _of_event})
