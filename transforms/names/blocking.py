"""Blocking keys: only names that share one are compared."""

from collections.abc import Collection
from typing import Final

from transforms.names.organisations import office_keys, organisation_keys, parse_organisation
from transforms.names.persons import parse_person, person_keys, surname_keys
from transforms.names.words import GENERIC, LONGEST_NAME, PLACE_WORDS

MOST_KEYS: Final = 12
"""Blocking keys of one appearance: a bound on the pairs that a night has to compare."""

_MOST_SPELLINGS: Final = 4
"""Spellings of one appearance that get an `=` key, the longest ones; a fifth in one article is mostly a mistake."""


def is_short(kind: str, key: str) -> bool:
    """Returns whether a name says only within its article who is meant: a surname, or an office that every state has.

    Args:
        kind: of the name, as in `entities.kind`.
        key: the name as `normalise.name_key` folds it.
    """
    if kind == "GROUP" or len(key) > LONGEST_NAME:
        return False
    if kind == "PERSON":
        # A surname of two parts with a hyphen is one word here.
        return " " not in key or len(parse_person(key).units) < 2
    words = parse_organisation(key).words
    return bool(words) and (GENERIC.issuperset(words) or (kind == "PLACE" and PLACE_WORDS.issuperset(words)))


def blocking_keys(kind: str, keys: Collection[str], *, is_weak: bool = False) -> set[str]:
    """Returns the keys under which an appearance is compared with others.

    A key begins with a sign for its sort: `=` a whole spelling that is not short; `s:` the surname or office that a
    short name shares with the full names that it may stand for; `n:` parts of a person's full name; `o:` and `p:` the
    telling words of an organisation or group, or of a place; `i:` initials.

    Args:
        kind: of the appearance, as in `entities.kind`.
        keys: its spellings, as `normalise.name_key` folds them.
        is_weak: whether only the language model's label speaks for the kind. Then an organisation or place of one word
            may be a surname, and gets the key of that too.

    Returns:
        At most `MOST_KEYS`, those of the longest spellings first; besides them the surname's.
    """
    spellings = sorted(set(keys), key=lambda key: (-len(key.split()), -len(key), key))
    names = [key for key in spellings if len(key) <= LONGEST_NAME]
    found: dict[str, None] = {}
    full = [key for key in spellings if not is_short(kind, key)]
    for key in full[:_MOST_SPELLINGS]:
        found[f"={key}"] = None
    if kind == "PERSON":
        people = [parse_person(key) for key in names]
        found |= dict.fromkeys(key for person in people[:_MOST_SPELLINGS] for key in surname_keys(person))
        found |= dict.fromkeys(key for name in names if name in full for key in person_keys(parse_person(name)))
    else:
        others = [parse_organisation(key) for key in names]
        found |= dict.fromkeys(key for name in others[:_MOST_SPELLINGS] for key in office_keys(name))
        found |= dict.fromkeys(key for name in others for key in organisation_keys(kind, name))
    return set(list(found)[:MOST_KEYS]) | (_as_surname(spellings[0]) if is_weak and kind in {"ORG", "PLACE"} else set())


def _as_surname(key: str) -> set[str]:
    """Returns the keys that a name has if it is a surname; none if it has several words."""
    return set(surname_keys(parse_person(key))) if is_short("PERSON", key) and len(key) <= LONGEST_NAME else set()
