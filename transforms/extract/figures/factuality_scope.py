"""What stands above a count in its sentence, and how far the words there reach.

A negation, a modal or a verb like "deny" bears on what lies in its scope: its own clause, or a clause that is its
content. `find_scope` climbs from the count and from the event trigger to the root of the sentence and says of each word
on the way whether the event still lies in its clause (`CLAUSE`), in a clause that is its content (`CONTENT`), or only
beside it (`BESIDE`). Every rule of factuality looks at these words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice
from typing import Final, NamedTuple

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, VERB_POS, WordList

_CLIMB: Final = 30
"""Words above a count that are looked at; trees of prose have some 6 levels, and a chain of them may be endless."""
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
_CONTENT_PREPOSITIONS: Final = frozenset({"of", "for", "to", "about", "as", "at", "from", "with", "against", "that", "on"})
"""Prepositions behind which stands what a word speaks of: "warned of 12 deaths", but not "a vote over 12 deaths"."""
_PARTICIPLES: Final = frozenset({"VBG", "VBN", "VBD"})
_GROUP_TAGS: Final = frozenset({"MD", "RB", "RBR", "TO", "VB", "VBD", "VBN", "VBP", "VBZ", "VBG"})


class Cue(NamedTuple):
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
        is_participial: whether the event is told by a participle beside it: "crashed, killing 12".
    """

    token: Token
    child: Token
    relation: str
    reach: Reach
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
        return self.relation != "prep" or self.child.lower_ in _CONTENT_PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Scope:
    """A count with all that may make it less than actual.

    Attributes:
        candidate: the count.
        governors: the words above it, the nearest first.
        published_on: the day of the article.
        is_of_work: whether the article's headline names a novel, a film or the like.
        is_above_number: whether the governors stand above the number, and not only above an event that belongs to
            those counted ("None of the 12 who died").
    """

    candidate: Candidate
    governors: tuple[Governor, ...]
    published_on: date | None = None
    is_of_work: bool = False
    is_above_number: bool = True

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
    if trigger is None or trigger.i == start.i or any(g.token.i == trigger.i for g in above):
        return Scope(candidate, tuple(above), published_on, is_of_work)
    is_below = _is_below(trigger, start)
    governors = [_own(trigger), *_climb(trigger, trigger, Reach.CLAUSE), *(() if is_below else above)]
    return Scope(candidate, tuple(governors), published_on, is_of_work, is_above_number=not is_below)


def children(token: Token) -> Iterator[Token]:
    """Yields the words that hang on a word."""
    return islice(token.children, _CHILDREN)


def is_infinitive(verb: Token) -> bool:
    """Tells whether a verb is an infinitive with "to"."""
    return verb.tag_ == "VB" and any(c.tag_ == "TO" and c.i < verb.i for c in children(verb))


def verb_group(verb: Token) -> list[Token]:
    """Returns the auxiliaries, negations and adverbs of a verb, in order.

    Those that the parser hung elsewhere are found by their place: an unbroken row of such words right before the verb.
    """
    found = {c.i: c for c in children(verb) if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.i < verb.i}
    for token in reversed(verb.doc[max(verb.sent.start, verb.i - _GROUP) : verb.i]):
        if not (token.pos_ == "AUX" or token.tag_ in {"MD", "RB", "TO"}):
            break
        found[token.i] = token
    return [found[i] for i in sorted(found)]


def _own(trigger: Token) -> Governor:
    return Governor(trigger, trigger, "", Reach.CLAUSE)


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
        is_participial = _is_participial(token)
        reach = max(reach, _reach_across(token))
        if trigger is not None and token.i == trigger.i:
            is_named = token.pos_ not in VERB_POS or head.pos_ in NOUN_POS
        if is_named and head.pos_ in VERB_POS and reach is Reach.CLAUSE and not CUES["causing"].has(head):
            reach = Reach.CONTENT
            yield Governor(head, token, token.dep_, reach)
            reach, is_named = Reach.BESIDE, False
        else:
            yield Governor(head, token, token.dep_, reach, is_participial)
            if head.pos_ in VERB_POS:
                is_named = False
        if token.dep_ in {"relcl", "acl"} and not is_infinitive(token):
            reach = max(reach, Reach.CONTENT if CUES["said"].has(head) or CUES["risk"].has(head) else Reach.BESIDE)
        elif token.dep_ == "acl":
            reach = max(reach, Reach.CONTENT)
        token = head


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
    """Tells whether what is said of a verb is said of the one below it too: "could kill or injure", "did not X and Y"."""
    child = governor.child
    if governor.relation != "conj" or child.pos_ not in VERB_POS:
        return True
    has_own = any(c.dep_ in SUBJECTS | {"aux", "auxpass"} for c in children(child))
    turns = any(c.dep_ == "cc" and c.lower_ == "but" for c in children(governor.token))
    return child.tag_ == governor.token.tag_ and not has_own and not turns
