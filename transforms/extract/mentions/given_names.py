"""People whom the model takes for bodies or places, told by their given names and by what the article says of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.name_span import NameSpan
from transforms.extract.mentions.type_vote import TypeVote, is_known_place
from transforms.names.persons import is_given_name

_LEXICON: Final = lexicons.load("names")
_ROLES: Final = frozenset(_LEXICON["roles"])
_NO_SURNAMES: Final = frozenset(_LEXICON["generic"]).union(
    *(_LEXICON["heads"][part] for part in ("ORG", "PLACE", "PLACE_last"))
)
_MOST_WORDS: Final = 4
_REACH: Final = 60
"""Characters before a name in which the role is looked for that it follows."""
_ROLE_OF: Final = re.compile(r"\b([a-z]{2,20}) (?:of|at|for) (?:the|a|an) (?:[a-z'-]{1,20} ){1,3}$")
"""What somebody is of a body that has no name: "the head of the water board". The name behind it is the head's."""
_SPEAKS: Final = re.compile(r"['\"] $")
"""A quotation ends right before who said it."""
_SAID: Final = re.compile(r" (?:said|says|added|told)\b(?! in a )")
"""Bodies say things in statements."""


def settle_given_names(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], votes: Mapping[str, TypeVote]
) -> None:
    """Makes names persons that begin with a given name, where the article treats them so.

    They end like no body or place, and either something else speaks for a person already, or the name stands behind
    what somebody is of a body, and says something in quotation marks. A firm that is called after its founder has none
    of these.

    Args:
        paragraphs: of the article.
        spans: all names.
        votes: of each key; those of such names change.
    """
    seen: dict[str, set[str]] = {}
    for span in spans:
        if votes[span.key].kind in {"ORG", "PLACE"} and _may_be_person(span.name):
            seen.setdefault(span.key, set()).update(_treated(paragraphs[span.paragraph], span))
    for key, signs in seen.items():
        vote = votes[key]
        if vote.clues["PERSON"] or {"role", "speech"} <= signs:
            vote.clues["PERSON"] += vote.labels[vote.kind] + vote.clues[vote.kind]


def _may_be_person(name: str) -> bool:
    first, *rest = name.casefold().split()
    return (
        0 < len(rest) < _MOST_WORDS
        and is_given_name(first)
        and _NO_SURNAMES.isdisjoint(rest)
        and "&" not in name
        and not is_known_place(name)
    )


def _treated(paragraph: ParagraphIndex, span: NameSpan) -> set[str]:
    """Returns as what a name is treated at one place: behind a `role` of a body, or in direct `speech`."""
    before = paragraph.straight[max(0, span.start - _REACH) : span.start]
    signs = set()
    if (role := _ROLE_OF.search(before)) and role[1] in _ROLES:
        signs.add("role")
    if _SPEAKS.search(before) and _SAID.match(paragraph.straight, span.end):
        signs.add("speech")
    return signs
