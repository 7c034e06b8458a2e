"""Blocking keys: only names that share one are compared."""

from collections.abc import Collection
from typing import Final

from transforms.names.organisations import body_keys, office_keys, parse_body
from transforms.names.persons import parse_person, person_keys, surname_keys
from transforms.names.words import GENERIC, LONGEST_NAME, PLACE_WORDS

MOST_KEYS: Final = 12
"""Blocking keys of one appearance, which bound the pairs of a night."""

_MOST_SPELLINGS: Final = 4
"""Spellings of one appearance that get an `=` key, the fullest; a fifth in one article is mostly noise."""


def is_short(kind: str, key: str) -> bool:
    """Tells whether a name says only within its article who is meant: a surname, or an office that every state has."""
    if kind == "GROUP" or len(key) > LONGEST_NAME:
        return False
    if kind == "PERSON":
        # A surname of two parts with a hyphen is one word.
        return " " not in key or len(parse_person(key).units) < 2
    words = parse_body(key).words
    return bool(words) and (GENERIC.issuperset(words) or (kind == "PLACE" and PLACE_WORDS.issuperset(words)))


def blocking_keys(kind: str, keys: Collection[str], *, is_weak: bool = False) -> set[str]:
    """Returns the keys under which an appearance with these spellings is compared with others.

    Where the kind `is_weak`, the model's word alone, a body or place of one word may be a surname, and has its key too.

    Families: `=` a spelling that is not short; `s:` what short names and the full ones that they may stand for share;
    `n:` parts of full persons' names; `o:` and `p:` what tells an organisation or a place from others; `i:` initials.

    Returns:
        At most `MOST_KEYS`, surnames of weak ones apart; the fullest spellings come first.
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
        bodies = [parse_body(key) for key in names]
        found |= dict.fromkeys(key for body in bodies[:_MOST_SPELLINGS] for key in office_keys(body))
        found |= dict.fromkeys(key for body in bodies for key in body_keys(kind, body))
    return set(list(found)[:MOST_KEYS]) | (_as_surname(spellings[0]) if is_weak and kind in {"ORG", "PLACE"} else set())


def _as_surname(key: str) -> set[str]:
    return set(surname_keys(parse_person(key))) if is_short("PERSON", key) and len(key) <= LONGEST_NAME else set()
