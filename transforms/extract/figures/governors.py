"""The words above a count in the tree of its sentence, climbed until one says what happened: "killed", "murder of"."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import EventTrigger
from transforms.extract.figures.dead_bodies import are_dead
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.totals import CLIMB
from transforms.extract.figures.verb_events import Dependent, may_be_meant, of_words, read_verb
from transforms.extract.figures.vocabulary import (
    HEADS,
    MADE_BY_EVENT,
    NOUNS,
    PHRASAL,
    VERB_POS,
    WORDS,
    is_thing,
    names_persons,
)

_WITHIN_NOUN: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
"""Relations by which a word belongs to the noun above it."""


@dataclass(frozen=True, slots=True)
class Ascent:
    """Where a climb stands.

    Attributes:
        token: the word that was reached; its head is looked at next.
        counted: what is counted, where the climb began.
        bound: tokens of the words that bind the number; one of them may pass for a preposition ("kill over 12 men").
        is_part: whether the counted are only a part of what was reached ("including 3 children").
        readings: the rules that were passed.
    """

    token: Token
    counted: Token
    bound: range
    is_part: bool = False
    readings: tuple[str, ...] = ()

    @property
    def head(self) -> Token:
        """The word above the one that was reached."""
        return self.token.head

    @property
    def preposition(self) -> Token | None:
        """The outermost preposition above, as "along" in "along with 5 others"; null if the head is none."""
        outer = self.head
        if outer.pos_ != "ADP" and outer.dep_ != "prep":
            return None
        while outer.head.i != outer.i and (outer.head.pos_ == "ADP" or outer.head.lower_ in WORDS["including"]):
            outer = outer.head
        return outer

    @property
    def above_preposition(self) -> Token | None:
        """The word that the preposition above hangs on; null for none, and for the one who did it, behind "by"."""
        preposition = self.preposition
        if preposition is None or preposition.head.i == preposition.i or preposition.lower_ == "by":
            return None
        return preposition.head

    @property
    def names_part(self) -> bool:
        """Whether the preposition above says that the counted are a part of something: "including"."""
        return self.preposition is not None and self.preposition.lower_ in WORDS["including"]


def climb(counted: Token, bound: range) -> EventTrigger | None:
    """Climbs from what is counted to the first verb or noun that says what happened to it.

    Args:
        counted: what is counted.
        bound: tokens of the words that bind the number.
    """
    at = Ascent(counted, counted, bound)
    for _ in range(CLIMB):
        if at.head.i == at.token.i:
            return None
        rule, step = next(((rule, step) for rule, holds, step in _RULES if holds(at)), ("", _end))
        reached = step(at)
        if not isinstance(reached, Ascent):
            return replace(reached, readings=(*at.readings, rule, *reached.readings)) if reached else None
        at = replace(reached, readings=(*at.readings, rule))
    return None


_Reached = EventTrigger | Ascent | None
"""What says what happened, or where to climb on; null where the climb ends in vain."""


def _end(_: Ascent) -> _Reached:
    return None


# The section `governor` of the registry: when a rule holds, and what the climb reaches by it


def _is_bound_word(at: Ascent) -> bool:
    above = at.head.head
    return at.head.i in at.bound and above.i < at.head.i and above.pos_ in VERB_POS


def _verb_before_bound(at: Ascent) -> _Reached:
    return read_verb(Dependent(at.head.head, at.token, at.counted, "dobj"))


def _is_behind_particle(at: Ascent) -> bool:
    particle, verb = at.head, at.head.head
    return particle.i == verb.i + 1 and verb.pos_ in VERB_POS and of_words(verb, PHRASAL) is not None


def _verb_before_particle(at: Ascent) -> _Reached:
    return read_verb(Dependent(at.head.head, at.token, at.counted, "dobj"))


def _is_part_of_what_verb_says(at: Ascent) -> bool:
    above = at.above_preposition
    return at.names_part and above is not None and above.pos_ in VERB_POS


def _verb_before_including(at: Ascent) -> _Reached:
    above = at.above_preposition
    return read_verb(Dependent(above, at.token, at.counted, "dobj", is_part=True)) if above is not None else None


def _event_of(at: Ascent) -> str | None:
    above = at.above_preposition
    if above is None or above.pos_ in VERB_POS:  # "as one example, the mayor remains"
        return None
    if WORDS["losses"].has(above):  # "with the loss of 40 lives", "the loss of 300 jobs"
        return (
            "killed" if at.counted.lower_ in WORDS["lives"] else "laid_off" if WORDS["jobs"].has(at.counted) else None
        )
    return NOUNS.of(above) or (HEADS.of(above) if at.names_part else None)


def _is_behind_event(at: Ascent) -> bool:
    return _event_of(at) is not None


def _noun_before_preposition(at: Ascent) -> _Reached:
    event, above = _event_of(at), at.above_preposition
    if event is None or above is None or not may_be_meant(above, at.counted):
        return None
    return EventTrigger(event, above) if are_dead(above) else None


def _event_joined(at: Ascent) -> Token | None:
    """Returns the event of two that "and" joins, where the parser joins the second to another word.

    As in "the scene of the murder of a judge and of two clerks": both stand behind the same preposition.
    """
    second = at.head
    if second.dep_ != "conj" or second.head.lower_ != second.lower_:
        return None
    between = (c for c in second.head.children if c.dep_ == "pobj" and c.i < second.i)
    events = (noun for noun in between if NOUNS.of(noun) and any(c.lower_ == second.lower_ for c in noun.children))
    return next(events, None)


def _is_joined(at: Ascent) -> bool:
    return _event_joined(at) is not None


def _noun_before_joined(at: Ascent) -> _Reached:
    noun = _event_joined(at)
    event = NOUNS.of(noun) if noun is not None else None
    return EventTrigger(event, noun) if noun is not None and event else None


def _is_behind_whole(at: Ascent) -> bool:
    preposition, above = at.preposition, at.above_preposition
    if preposition is None or above is None or above.pos_ in VERB_POS:
        return False
    is_whole = preposition.lower_ == "of" and (above.pos_ == "NUM" or WORDS["groups"].has(above))
    return is_whole or at.names_part


def _to_whole(at: Ascent) -> _Reached:
    above = at.above_preposition
    return replace(at, token=above, is_part=at.names_part) if above is not None else None


def _is_below_verb(at: Ascent) -> bool:
    return at.preposition is None and at.head.pos_ in VERB_POS


def _verb_above(at: Ascent) -> _Reached:
    relation = at.token.dep_
    if relation == "conj" and at.token.pos_ == "NUM":  # "killed 8 in Odra and 3 in Lusk"
        relation = next((c.dep_ for c in at.head.children if c.pos_ == "NUM" and c.i < at.token.i), relation)
    verb = at.head.head if at.head.dep_ == "auxpass" else at.head  # "30 remained hospitalized"
    return read_verb(Dependent(verb, at.token, at.counted, relation, at.is_part))


def _event_of_noun(at: Ascent) -> str | None:
    """Returns the event of a noun that the counted belong to, or persons are set beside ("12 bodies: 8 clerks")."""
    noun, relation = at.head, at.token.dep_
    if relation in {"poss", "compound", "nmod", "nummod"} and at.token.i < noun.i:
        return NOUNS.of(noun)
    has_victims = any(other.lower_ == "of" for other in noun.children)  # "the murder of the monks, two Greeks"
    if relation == "conj" and has_victims and names_persons(at.counted):  # "the deaths of a judge and two clerks"
        return NOUNS.of(noun)
    if relation != "appos" or is_thing(at.counted):
        return None
    return HEADS.of(noun) or MADE_BY_EVENT.of(noun) or (NOUNS.of(noun) if has_victims else None)


def _is_of_event(at: Ascent) -> bool:
    return at.preposition is None and _event_of_noun(at) is not None


def _noun_above(at: Ascent) -> _Reached:
    event = _event_of_noun(at)
    return EventTrigger(event, at.head) if event else None


def _is_within_noun(at: Ascent) -> bool:
    return at.preposition is None and at.token.dep_ in _WITHIN_NOUN


def _to_noun(at: Ascent) -> _Reached:
    return replace(at, token=at.head)


_Rule = tuple[Callable[[Ascent], bool], Callable[[Ascent], _Reached]]
_GOVERNORS: Final[dict[str, _Rule]] = {
    "bound_words": (_is_bound_word, _verb_before_bound),
    "particle": (_is_behind_particle, _verb_before_particle),
    "verb_before_including": (_is_part_of_what_verb_says, _verb_before_including),
    "joined_preposition": (_is_joined, _noun_before_joined),
    "noun_before_preposition": (_is_behind_event, _noun_before_preposition),
    "whole": (_is_behind_whole, _to_whole),
    "verb": (_is_below_verb, _verb_above),
    "noun": (_is_of_event, _noun_above),
    "within_noun": (_is_within_noun, _to_noun),
}
_RULES: Final = tuple((rule, *functions) for rule, functions in in_order("governor", _GOVERNORS))
