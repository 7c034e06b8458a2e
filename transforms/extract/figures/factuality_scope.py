"""What stands above a count in its sentence, and how far the words there reach.

A negation, a modal or a verb like "deny" bears on what lies in its scope: its own clause, or a clause that is its
content. `find_scope` climbs from the count and from the event trigger to the root of the sentence and says of each word
on the way whether the event still lies in its clause (`CLAUSE`), in a clause that is its content (`CONTENT`), or only
beside it (`BESIDE`). Every rule of factuality looks at these words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from itertools import islice
from typing import Final, NamedTuple

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, VERB_POS, WORDS, WordList

_CLIMB: Final = 12
"""Words above a count that are looked at; trees of prose have some 6 levels between them."""
_CHILDREN: Final = 60
"""Words that hang on one word and are looked at, for the same reason."""
_GROUP: Final = 8
"""Words before a verb that may belong to it: "may not have been badly hurt"."""
_CONTENT_RELATIONS: Final = frozenset({"ccomp", "csubj", "csubjpass", "pcomp"})
_COMPLEMENTS: Final = frozenset(
    {
        "ccomp", "xcomp", "dobj", "nsubjpass", "csubj", "csubjpass", "pcomp", "pobj", "acl", "oprd", "attr", "acomp",
        "dative", "prep", "relcl", "npadvmod", "dep", "nummod", "compound", "nmod", "amod", "appos", "poss",
    }
)  # fmt: skip
"""Relations by which a word is what another speaks of; not its subject, and not a clause beside it."""
_CONTENT_PREPOSITIONS: Final = frozenset(
    {"of", "for", "to", "about", "as", "at", "from", "with", "against", "that", "on"}
)
"""Prepositions behind which stands what a word speaks of: "warned of 12 deaths", but not "a vote over 12 deaths"."""
_AUXILIARIES: Final = frozenset({"aux", "auxpass"})


class FactualityCue(NamedTuple):
    """A word that makes a count less than actual: a value of `figures.factuality`, and the word."""

    factuality: str
    token: Token


class Reach(IntEnum):
    """How what a word says bears on the event."""

    CLAUSE = 0
    CONTENT = 1
    BESIDE = 2


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above a count.

    Attributes:
        token: the word.
        child: the word below it on the way down to the count.
        relation: that of `child` to it; empty for an event trigger that is no word above the count.
        reach: how it bears on the event.
        below: how `child` bears on it.
        is_participial: whether the event is told by a participle beside it: "crashed, killing 12".
    """

    token: Token
    child: Token
    relation: str
    reach: Reach
    below: Reach = Reach.CLAUSE
    is_participial: bool = False

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb."""
        return self.token.pos_ in VERB_POS

    @property
    def speaks_of_it(self) -> bool:
        """Whether the event lies in what it speaks of, and not beside it or in its subject."""
        if self.reach is Reach.BESIDE or self.relation not in _COMPLEMENTS:
            return self.relation == "advcl" and self.reach < Reach.BESIDE and is_infinitive(self.child)
        if self.relation in {"xcomp", "acl", "relcl"} and self.below is not Reach.CLAUSE:  # "plans to say that 12 died"
            return False
        return self.relation != "prep" or self.child.lower_ in _CONTENT_PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Scope:
    """A count with all that may make it less than actual.

    Attributes:
        candidate: the count.
        governors: the words above it, the nearest first.
        published_on: the day of the article.
        is_of_work: whether the article's headline names a novel, a film or the like.
    """

    candidate: Candidate
    governors: tuple[Governor, ...]
    published_on: date | None = None
    is_of_work: bool = False

    @property
    def verbs(self) -> list[Governor]:
        """The verbs in whose own clause the event lies."""
        return [g for g in self.governors if g.is_verb and g.reach is Reach.CLAUSE]

    @property
    def event(self) -> Token:
        """The word that says what happened, or else the count."""
        return self.candidate.trigger.token if self.candidate.trigger else self.candidate.last

    def speaking(self, words: WordList) -> Iterator[Governor]:
        """Yields the words above it that are in a list and speak of it."""
        return (g for g in self.governors if words.has(g.token) and g.speaks_of_it)


def find_scope(candidate: Candidate, published_on: date | None, *, is_of_work: bool) -> Scope:
    """Climbs from a count and its event trigger to the root of the sentence."""
    start = candidate.phrase.head if candidate.phrase and not candidate.is_amount else candidate.last
    trigger = candidate.trigger.token if candidate.trigger else None
    above = list(_climb(candidate.first, trigger, Reach.CLAUSE))
    if trigger is not None and trigger.i != start.i:
        own = next((g for g in above if g.token.i == trigger.i), Governor(trigger, trigger, "", Reach.CLAUSE))
        from_trigger = [replace(own, reach=Reach.CLAUSE), *_climb(trigger, trigger, Reach.CLAUSE)]
        if own in above:
            above = [*above[: above.index(own)], *from_trigger]
        elif _is_predicate(trigger, start, above):
            above = [own, *above]
        elif _is_below(trigger, start):
            above = [g if g.is_verb else replace(g, reach=max(g.reach, Reach.CONTENT)) for g in from_trigger]
        else:
            known = {g.token.i for g in from_trigger}
            above = [*from_trigger, *(g for g in above if g.token.i not in known)]
    return Scope(candidate, tuple(above), published_on, is_of_work)


def children(token: Token) -> Iterator[Token]:
    """Yields the words that hang on a word."""
    return islice(token.children, _CHILDREN)


def is_infinitive(verb: Token) -> bool:
    """Tells whether a verb is an infinitive with "to", a passive one included: "to send", "to be sent"."""
    return verb.pos_ in VERB_POS and any(c.tag_ == "TO" and c.i < verb.i for c in children(verb))


def word_before_infinitive(verb: Token) -> Token | None:
    """Returns the word right before the "to" of an infinitive, on which the parser may have failed to hang it."""
    to = next((c for c in children(verb) if c.tag_ == "TO" and c.i < verb.i), None)
    return verb.doc[to.i - 1] if to is not None and to.i and not to.is_sent_start else None


def is_subjunctive(verb: Token) -> bool:
    """Tells whether a verb is told as wanted: "that 12 be freed", "that he leave"."""
    auxiliaries = [c for c in children(verb) if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    return (auxiliaries[0] if auxiliaries else verb).tag_ == "VB"


def is_negated(verb: Token) -> bool:
    """Tells whether a verb is negated."""
    return any(token.lower_ in CUES["not"] for token in verb_group(verb))


def verb_group(verb: Token) -> list[Token]:
    """Returns the auxiliaries, negations and adverbs of a verb, in order.

    Those that the parser hung elsewhere are found by their place: an unbroken row of such words right before the verb.
    """
    is_main_be = verb.pos_ == "AUX"  # "were not"
    found = {
        c.i: c
        for c in children(verb)
        if (c.dep_ in {"aux", "auxpass", "neg", "advmod"} or c.lower_ in CUES["not"])
        and (c.i < verb.i or (is_main_be and c.dep_ == "neg"))
    }
    for i in range(verb.i - 1, max(-1, verb.i - 1 - _GROUP), -1):
        token = verb.doc[i]
        if verb.doc[i + 1].is_sent_start or not (token.pos_ == "AUX" or token.tag_ in {"MD", "RB", "TO"}):
            break
        found[i] = token
    return [found[i] for i in sorted(found)]


def _is_predicate(verb: Token, noun: Token, above: list[Governor]) -> bool:
    """Tells whether a participle that the parser hung on a noun is what the clause says of it.

    As in "were 12 monks held", in the headline "None of 12 divers hurt", and in "left none of the 12 hurt".
    """
    if verb.dep_ not in {"acl", "amod"} or verb.head.i != noun.i or verb.i < noun.i:
        return False
    first_verb = next((g.token for g in above if g.is_verb), None)
    if first_verb is None or WORDS["leaving"].has(first_verb) or any(c.dep_ in _AUXILIARIES for c in children(verb)):
        return True
    is_of_be = noun.dep_ in SUBJECTS and noun.head.pos_ == "AUX"
    return is_of_be and not any(c.dep_ in {"attr", "acomp"} for c in children(noun.head))


def _is_below(token: Token, above: Token) -> bool:
    """Tells whether a word hangs, over some others, on another."""
    for _ in range(_CLIMB):
        if token.i == above.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _climb(token: Token, trigger: Token | None, reach: Reach) -> Iterator[Governor]:
    """Yields the words above a token.

    Args:
        token: where to begin.
        trigger: the word that says what happened. Where it is a noun, or belongs to one, a verb above it must bring it
            about, so that what is said of the verb is said of the event: "may cause 12 deaths", but not "may mourn".
        reach: how far the words reach at the beginning.
    """
    is_named = False
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return
        if trigger is None and _is_definite(token):  # "did not read the 448 pages": those exist
            reach = Reach.BESIDE
        is_participial = _is_participial(token)
        below, reach = reach, max(reach, _reach_across(token))
        if trigger is not None and token.i == trigger.i:
            is_named = token.pos_ not in VERB_POS or head.pos_ in NOUN_POS
        if is_named and head.pos_ in VERB_POS and reach is Reach.CLAUSE and not _is_of_event(token):
            reach = Reach.CONTENT
            yield Governor(head, token, token.dep_, reach, below)
            reach, is_named = Reach.BESIDE, False
        else:
            yield Governor(head, token, token.dep_, reach, below, is_participial)
            if head.pos_ in VERB_POS:
                is_named = False
        if token.dep_ in {"relcl", "acl"} and not is_infinitive(token):
            reach = max(reach, Reach.CONTENT if CUES["said"].has(head) or CUES["risk"].has(head) else Reach.BESIDE)
        elif token.dep_ == "acl":
            reach = max(reach, Reach.CONTENT)
        token = head


def _is_definite(noun: Token) -> bool:
    """Tells whether a noun is taken to be known: "the $85bn cost", "their 12 seats"."""
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in CUES["definite"]) for c in children(noun))


def _is_of_event(token: Token) -> bool:
    """Tells whether what is said of the verb above an event noun is said of the event."""
    if token.dep_ == "nsubj":
        return CUES["happening"].has(token.head)
    return token.dep_ == "conj" or CUES["causing"].has(token.head) or CUES["averted"].has(token.head)


def _is_participial(verb: Token) -> bool:
    is_bare = not any(c.dep_ in SUBJECTS | {"mark"} or c.tag_ == "WRB" for c in children(verb))
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and is_bare


def _reach_across(token: Token) -> Reach:
    """Returns how far the words above a token reach into what lies below it."""
    relation = token.dep_
    if relation in _CONTENT_RELATIONS:
        return Reach.CONTENT
    if relation in {"relcl", "acl"}:
        return Reach.CONTENT
    if relation == "advcl":
        return Reach.CLAUSE if _is_participial(token) else Reach.CONTENT if is_infinitive(token) else Reach.BESIDE
    if relation == "parataxis":
        return Reach.BESIDE
    return Reach.CLAUSE


def shares_auxiliaries(governor: Governor) -> bool:
    """Tells whether what is said of a verb is said of the one below it too: "could kill or injure"."""
    child = governor.child
    if governor.relation != "conj" or child.pos_ not in VERB_POS:
        return True
    has_own = any(c.dep_ in SUBJECTS | {"expl", "aux", "auxpass"} for c in children(child))
    conjunctions = {c.lower_ for c in children(governor.token) if c.dep_ == "cc"}
    is_passive = any(c.dep_ == "auxpass" for c in children(governor.token))
    is_other_voice = is_passive and any(c.dep_ == "dobj" for c in children(child))
    tags = {child.tag_, governor.token.tag_}
    is_alike = len(tags) == 1 or (tags == {"VBN", "VBD"} and not is_other_voice) or bool(conjunctions & {"or", "nor"})
    return is_alike and not has_own and "but" not in conjunctions
