"""Whether two spellings can be of one name."""

from collections.abc import Sequence
from typing import Final

from transforms.names.comparison import Comparison, NamePair, SpellingRule, by_order, first_verdict
from transforms.names.organisation_rules import compare_organisations
from transforms.names.organisations import parse_organisation
from transforms.names.person_rules import compare_persons
from transforms.names.persons import fits_person, parse_person
from transforms.names.words import GENERIC, LONGEST_NAME, PLACE_WORDS

FIT_OF_PLAIN_WORDS, FIT_OF_OTHER_WORDS = 1.0, 0.5
"""How well a short name fits a full one that holds all its words: an office or the like ("Foreign Ministry"), by which
everybody calls it; or words of another sort, which are more often the name of something else."""

WHOLE_NAME_RULES: Final[Sequence[SpellingRule[NamePair]]] = by_order([
    SpellingRule(
        10, "name.same", "the same letters",
        lambda pair: pair.left == pair.right,
        "same", NamePair("PERSON", "Anna Borg", "Anna Borg"), "It is one spelling.",
    ),
    SpellingRule(
        20, "name.too_long", f"one is longer than {LONGEST_NAME} characters",
        lambda pair: max(len(pair.left), len(pair.right)) > LONGEST_NAME,
        "apart", NamePair("ORG", "Red Foxes", "Red Foxes " * 13), "It is a passage and no name.",
    ),
    SpellingRule(
        30, "group.plural", "a group, and the same word with an s",
        lambda pair: pair.kind == "GROUP" and pair.right == f"{pair.left}s",
        "same", NamePair("GROUP", "Ardian", "Ardians"), "One of a group and many are of one group.",
        lambda _: {"words": "plural"},
    ),
])  # fmt: skip
"""Tried before the names are split into their words; unlike the other lists, this one may leave a pair undecided."""


def compare(kind: str, left: str, right: str) -> Comparison:
    """Compares the spellings of two full names of one kind.

    Args:
        kind: of both names, as in `entities.kind`.
        left: a name as `normalise.name_key` folds it.
        right: the other name; which of the two comes first makes no difference.
    """
    one, other = sorted((left, right))
    pair = NamePair(kind, one, other)
    if any(rule.applies(pair) for rule in WHOLE_NAME_RULES):
        return first_verdict(WHOLE_NAME_RULES, pair)
    if kind == "PERSON":
        return compare_persons(parse_person(one), parse_person(other))
    return compare_organisations(kind, parse_organisation(one), parse_organisation(other))


def fits(kind: str, short: str, full: str) -> float:
    """Returns how well a short name fits a full one, from 0 (not at all) to 1 (it is a whole part of it).

    Args:
        kind: of both names, as in `entities.kind`.
        short: a surname or an office as `normalise.name_key` folds it.
        full: the full name.
    """
    if max(len(short), len(full)) > LONGEST_NAME:
        return 0.0
    if kind == "PERSON":
        one, other = parse_person(short), parse_person(full)
        # "Orrell Jr" is not his father.
        return fits_person(one, other) if one.suffix in {"", other.suffix} else 0.0
    part, whole = parse_organisation(short).words, parse_organisation(full).words
    if not part or not set(part) <= set(whole):
        return 0.0
    is_plain = all(word in GENERIC or word in PLACE_WORDS for word in part)
    return FIT_OF_PLAIN_WORDS if is_plain else FIT_OF_OTHER_WORDS
