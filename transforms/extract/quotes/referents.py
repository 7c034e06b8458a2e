"""Whom the text has spoken of so far, and which of them a pronoun may mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter
from typing import Final

_COMPATIBLE: Final = {
    "he": frozenset({"he", "person"}),
    "she": frozenset({"she", "person"}),
    "it": frozenset({"it", "name"}),
    "they": frozenset({"they", "it", "name"}),
    "person": frozenset({"he", "she", "person"}),
}
"""Which referents a pronoun may stand for, by what may stand for these; "person" is a description of some person."""
PERSONAL: Final = _COMPATIBLE["person"]
"""What may stand for a person."""
_MEMORY: Final = 40
"""How many referents back a pronoun may point."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who may speak, or be meant by a pronoun.

    Attributes:
        order: place of the paragraph, what stands beside the text not counted.
        text: the name or noun phrase as written.
        entity_id: entity that it stands for.
        pronoun: he, she, it, they; "person" for he or she, "name" for a body that may be a person misread by the model,
            "none" for a thing, which speaks no second time.
        rule: how it was led back to whom it stands for, as in docs/speaker-rules.md.
        sentence: number of the sentence in the article.
        is_subject: whether it is the subject of a clause, or speaks: an object is meant only where no subject can be,
            or where words beside its name tell that it is he or she.
        is_told: whether they do.
        is_topic: whether it speaks in the sentence, or a pronoun of the sentence means it.
    """

    order: int
    text: str
    entity_id: int | None
    pronoun: str
    rule: str = ""
    sentence: int = 0
    is_subject: bool = True
    is_told: bool = False
    is_topic: bool = False


def is_pronoun(word: str) -> bool:
    """Tells whether a word is one of the pronouns that are led back to somebody."""
    return word in _COMPATIBLE and word != "person"


def last_that_fits(
    pronoun: str,
    referents: Sequence[Referent],
    genders: Mapping[int, str],
    *,
    since: int,
    other_than: int | None = None,
) -> Referent | None:
    """Returns the last one spoken of that a pronoun may stand for.

    In the nearest sentence that has somebody fitting, whoever speaks in it or is meant by a pronoun there goes on; else
    one of whom a title or the like tells that it is he or she comes before one of whom that is open, so that of two the
    right one is meant.

    Args:
        pronoun: he, she, it, they, or "person" for a description.
        referents: those spoken of, in reading order.
        genders: he or she, of the entities of whom it is known by now.
        since: place of the first paragraph that is looked at.
        other_than: an entity that is not meant.
    """
    second: list[Referent] = []
    for of_sentence in _by_sentence(islice(reversed(referents), _MEMORY)):
        others = (r for r in of_sentence if r.order >= since and (other_than is None or r.entity_id != other_than))
        near = [_as_known(r, genders) for r in others]
        fits = [r for r in near if r.pronoun in _COMPATIBLE[pronoun]]
        sure = [r for r in fits if r.is_subject or (r.is_told and r.pronoun == pronoun)]
        if sure:
            return min(sure, key=lambda r: (not r.is_topic, not (r.is_told and r.pronoun == pronoun), not r.is_subject))
        second += [*fits, *(r for r in near if r.pronoun == "name" and r.is_subject)]
    return next(iter(second), None)


def _as_known(referent: Referent, genders: Mapping[int, str]) -> Referent:
    """Returns a referent with what has been learnt of it since it was noted."""
    is_open = referent.pronoun == "person" and referent.entity_id in genders
    return replace(referent, pronoun=genders[referent.entity_id]) if is_open and referent.entity_id else referent


def _by_sentence(referents: Iterable[Referent]) -> Iterator[list[Referent]]:
    """Yields the referents of each sentence, the last first."""
    for _, of_sentence in groupby(referents, key=attrgetter("sentence")):
        yield list(of_sentence)
