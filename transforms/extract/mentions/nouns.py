"""What a noun beside a name says that the name is of: a person ("baker"), a body ("airline"), a ship, a place, a work.

The nouns come from `lexicons/nouns.toml`, which is WordNet's, and from `lexicons/names.toml`, which is our own.
"""

from functools import lru_cache
from typing import Final

from transforms import lexicons

_NAMES: Final = lexicons.load("names")
_SORTS: Final = {sort: frozenset(words.split()) for sort, words in lexicons.load("nouns").items()}
GIVEN_NAMES: Final = _SORTS["given_names"]
BELIEVERS: Final = _SORTS["believers"]
_ROLES: Final = frozenset(_NAMES["roles"]) | frozenset(_NAMES["heads"]["kin"])
_NO_PERSONS: Final = frozenset(_NAMES["nouns"]["no_persons"])
_EITHER: Final = frozenset(_NAMES["nouns"]["persons_or_bodies"]) | _SORTS["persons_or_bodies"]
_OWN_BODIES: Final = frozenset(_NAMES["heads"]["before_ORG"])
_BODIES: Final = _SORTS["bodies"] - frozenset(_NAMES["nouns"]["no_bodies"])
_VESSELS: Final = _SORTS["vessels"]
_PLACES: Final = frozenset(_NAMES["nouns"]["places"])
_WORKS: Final = frozenset(_NAMES["nouns"]["works"])
_TRADE_ENDINGS: Final = ("ologist", "ographer", "woman", "keeper", "worker", "player", "fighter", "writer", "singer")
"""Of nouns that say what somebody is, and of hardly any others; so new trades need no entry."""
_MAKER: Final = "maker"
"""Ends nouns of firms ("chipmaker"), where WordNet does not know of people who make it ("dressmaker")."""
_CACHED: Final = 4096
"""Nouns of which the sort is kept: more than stand beside names in most articles."""


@lru_cache(maxsize=_CACHED)
def sorts_of_noun(noun: str) -> frozenset[str]:
    """Returns what a noun names: "PERSON", "ORG", "PLACE", "SHIP", "WORK"; none or several where it leaves it open.

    Args:
        noun: the noun in small letters, in the singular or the plural; of a compound ("co-founder") its end counts.
    """
    for form in _singulars(noun):
        if found := _sorts(form):
            return found
        head = form.rpartition("-")[2]
        if head != form and len(head) > 2 and (found := _sorts(head)):
            return found
    return frozenset()


def _sorts(noun: str) -> frozenset[str]:
    if noun in _OWN_BODIES:
        return frozenset({"ORG"})
    if noun in _EITHER:
        return frozenset({"PERSON", "ORG"})
    if noun in _BODIES:
        return frozenset({"ORG"})
    if noun in _PLACES:
        return frozenset({"PLACE"})
    if noun in _WORKS:
        return frozenset({"WORK"})
    if noun in _ROLES:
        return frozenset({"PERSON"})
    if noun in _VESSELS:
        return frozenset({"SHIP"})
    if noun.endswith(_MAKER) and noun not in _SORTS["persons"]:
        return frozenset({"ORG"})
    person = noun in _SORTS["persons"] or noun in _SORTS["trades"] or noun.endswith(_TRADE_ENDINGS)
    return frozenset({"PERSON"}) if person and noun not in _NO_PERSONS else frozenset()


def _singulars(noun: str) -> tuple[str, ...]:
    """Returns the noun, and what it may be the plural of."""
    if noun.endswith("men"):
        return noun, f"{noun[:-3]}man"
    if not noun.endswith("s") or noun.endswith("ss"):
        return (noun,)
    if noun.endswith("ies"):
        return noun, f"{noun[:-3]}y", noun[:-1]
    return noun, noun[:-1], noun[:-2]


def is_person_noun(noun: str) -> bool:
    """Tells whether a noun says what a person is, and nothing else is called so."""
    return sorts_of_noun(noun) == {"PERSON"}


def is_given_name(word: str) -> bool:
    """Tells whether a word in small letters is a given name, or of a compound one part is ("anne-lise")."""
    return not GIVEN_NAMES.isdisjoint((word, *word.split("-")))
