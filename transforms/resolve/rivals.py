"""Names that fit a short name as well as its best match, so that it stays undecided."""

from collections import defaultdict

from transforms.names.compare import compare
from transforms.resolve.candidate_pairs import Pair
from transforms.resolve.context_similarity import NO_COMPANY, Company
from transforms.resolve.nodes import parts

RIVAL = 0.6
"""Of the best candidate's strength, from which on another is a rival."""


def find_rivals(
    pairs: list[Pair], shared: dict[tuple[str, str], Company], articles: dict[str, int]
) -> set[tuple[str, str]]:
    """Returns the pairs of a lesser name and a fuller one that has a rival under their key.

    An acronym, or a part of a name, can stand for one full name only; names that are written alike are no rivals, nor
    are the long form of an acronym and a name that holds the acronym itself. What an article says of a name of several
    words has no rivals; among long forms that articles give for one acronym the best known counts, else the company.
    """

    def strength(pair: Pair) -> float:
        company = shared.get((pair.left, pair.right), NO_COMPANY).likeness
        return articles[pair.fuller] if pair.is_alias else company

    lesser = [pair for pair in pairs if pair.is_part]
    candidates: defaultdict[tuple[str, str, bool, bool], list[Pair]] = defaultdict(list)
    for pair in lesser:
        for key in pair.keys:
            candidates[pair.lesser, key, pair.is_within, pair.is_alias].append(pair)
    return {
        (pair.left, pair.right)
        for pair in lesser
        if any(
            other.fuller != pair.fuller
            and strength(other) >= RIVAL * strength(pair)
            and not alike(pair.fuller, other.fuller)
            for other in candidates[pair.lesser, pair.key, pair.is_within, pair.is_alias]
        )
    }


def alike(one: str, other: str) -> bool:
    """Whether two full names are written alike."""
    (kind, name, _), (other_kind, other_name, _) = parts(one), parts(other)
    return kind == other_kind and compare(kind, name, other_name).verdict in {"same", "close", "part"}
