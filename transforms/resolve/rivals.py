"""Rivals: names that a shorter name fits about as well as the one that it is compared with."""

from collections import defaultdict

from transforms.names.compare import compare
from transforms.resolve.candidate_pairs import CandidatePair
from transforms.resolve.context_similarity import NO_CONTEXT, ContextSimilarity
from transforms.resolve.nodes import parts

RIVAL_SHARE = 0.6
"""A name is a rival from this share of the strength of the name that it is compared with."""


def find_contested(
    pairs: list[CandidatePair], contexts: dict[tuple[str, str], ContextSimilarity], articles: dict[str, int]
) -> set[tuple[str, str]]:
    """Finds the pairs in which the shorter name may as well stand for another full name under the same key.

    How strong a candidate is depends on its context similarity; among the long forms that articles give for an acronym
    it depends on the number of articles. Names that are spelt alike are no rivals, nor are a name that holds an acronym
    and a name with these initials. What an article says of a name of several words has no rivals.

    Args:
        pairs: pairs of full names.
        contexts: by left and right node.
        articles: by node.

    Returns:
        Left and right node of the pairs.
    """

    def strength(pair: CandidatePair) -> float:
        cosine = contexts.get((pair.left, pair.right), NO_CONTEXT).cosine
        return articles[pair.fuller] if pair.is_alias else cosine

    parts_of_names = [pair for pair in pairs if pair.stands_for_one]
    candidates: defaultdict[tuple[str, str, bool, bool], list[CandidatePair]] = defaultdict(list)
    for pair in parts_of_names:
        for key in pair.keys:
            candidates[pair.shorter, key, pair.is_within, pair.is_alias].append(pair)
    return {
        (pair.left, pair.right)
        for pair in parts_of_names
        if any(
            other.fuller != pair.fuller
            and strength(other) >= RIVAL_SHARE * strength(pair)
            and not are_spelt_alike(pair.fuller, other.fuller)
            for other in candidates[pair.shorter, pair.key, pair.is_within, pair.is_alias]
        )
    }


def are_spelt_alike(one: str, other: str) -> bool:
    """Returns whether the full names of two nodes may be one by their spelling."""
    (kind, name, _), (other_kind, other_name, _) = parts(one), parts(other)
    return kind == other_kind and compare(kind, name, other_name).verdict in {"same", "close", "part"}
