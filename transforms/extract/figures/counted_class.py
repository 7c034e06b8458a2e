"""Under which name a count is compared with others: persons are one class, whatever word an article has for them."""

from functools import lru_cache
from typing import Final

from transforms import lexicons
from transforms.extract.figures.vocabulary import (
    HEADS,
    PERSONS,
    TOTALS,
    WORDS,
    base_forms,
    ends_like_persons,
    ends_like_things,
)
from transforms.extract.mentions.nouns import sorts_of_noun

PEOPLE: Final = "people"
"""The class of persons."""
_LEXICON: Final = lexicons.load("figures")
_GROUPS: Final[dict[str, str]] = {
    word: group for group, words in _LEXICON["groups_of_persons"].items() for word in words
}
VOWELS: Final = frozenset("aeiou")
_CACHED: Final = 4096
"""Nouns of which the class is kept: more than the figures of a night count."""


@lru_cache(maxsize=_CACHED)
def counted_class(
    noun: str | None, event: str | None, *, is_amount: bool = False, is_part: bool = False, measured: str | None = None
) -> str | None:
    """Returns the name under which a count is compared with others; null where nothing tells.

    Args:
        noun: the head of what is counted, as written; null for none.
        event: what happened to those counted.
        is_amount: whether the number has a unit or a currency, so that it counts no persons.
        is_part: whether the number is a part of another one, so that it is never the count of all persons.
        measured: what an amount is the measure of.

    Returns:
        `people` for persons; a group of the lexicon, such as `child`, for persons who are often told apart from the
        others; else the noun in the singular, or what is measured.
    """
    befalls_persons = event is not None and event not in WORDS["events_of_things"]
    if noun is None:
        if befalls_persons and not is_amount:
            return None if is_part else PEOPLE
        return measured.lower() if measured else None
    word = noun.lower()
    if is_amount:
        return singular(word)
    forms = set(base_forms(word))
    if group := next((_GROUPS[form] for form in forms if form in _GROUPS), None):
        return group
    says_no_more = bool(befalls_persons and forms & WORDS["any_persons"]) or _names_event(forms, event)
    if not says_no_more and not _names_persons(noun, forms, befalls_persons=befalls_persons):
        return singular(word)
    if not is_part:
        return PEOPLE
    return None if says_no_more else singular(word)


def _names_event(forms: set[str], event: str | None) -> bool:
    """Tells whether a noun only says what happened to those counted: "12 deaths"."""
    if event == "laid_off" and forms & WORDS["jobs"]:
        return True
    return event is not None and any(words.get(form) == event for form in forms for words in (HEADS, TOTALS))


def _names_persons(noun: str, forms: set[str], *, befalls_persons: bool) -> bool:
    if forms & WORDS["groups_as_one"]:  # "200 families": each has many persons
        return False
    word = noun.lower()
    if forms & PERSONS or ends_like_persons(word):
        return True
    if forms & WORDS["things"] or ends_like_things(word):
        return False
    sorts = sorts_of_noun(word)
    is_people = befalls_persons and noun[0].isupper()  # "12 Norwegians"
    return sorts == {"PERSON"} or (is_people and not sorts)


def singular(noun: str) -> str:
    """Returns a noun in the singular by its ending: "ferries" is "ferry", "churches" is "church"."""
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies") and len(noun) > len("ties"):
        return f"{noun[:-3]}y"
    if noun.endswith(("xes", "ches", "shes", "sses")) or (noun.endswith("uses") and noun[-5:-4] not in VOWELS):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
