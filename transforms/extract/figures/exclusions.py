"""Which numbers are no figures: parts of names, labels and codes, years and ages, words that refer back."""

from collections.abc import Callable
from typing import Final

from transforms.extract.figures import labels, positions_and_scores, years_and_ages
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import WORDS

_SMALL: Final = 10
"""Up to here numbers are written in words that may refer back: "the two sides"."""


def find_exclusion(candidate: Candidate) -> str | None:
    """Returns the rule of section `no_figure` by which a number is no figure; null for a figure."""
    return next((rule for rule, holds in _RULES if holds(candidate)), None)


# Words that refer rather than count


def _one_of(candidate: Candidate) -> bool:
    if not candidate.is_plain or candidate.core.lower() not in WORDS["seldom_counts"]:
        return False
    behind = candidate.behind
    return not _counts(candidate) or (behind is not None and behind.lower_ == "of")


def _definite(candidate: Candidate) -> bool:
    number, before = candidate.number, candidate.before
    if before is None or not candidate.is_plain or not candidate.core.isalpha() or _counts(candidate):
        return False
    is_small = number.low is not None and number.low <= _SMALL and number.bound == "exact"
    return is_small and before.lower_ in WORDS["definite"]


def _counts(candidate: Candidate) -> bool:
    """Tells whether a number counts something to which something happened."""
    return candidate.phrase is not None and candidate.trigger is not None


_Rule = Callable[[Candidate], bool]
_RULES: Final[tuple[tuple[str, _Rule], ...]] = in_order(
    "no_figure",
    {
        "tail_of_word": labels.tail_of_word,
        "list_number": labels.list_number,
        "head_of_word": labels.head_of_word,
        "within_mention": labels.within_mention,
        "within_entity": labels.within_entity,
        "house_number": labels.house_number,
        "position": positions_and_scores.position,
        "named_thing": labels.named_thing,
        "label": labels.label,
        "group_of": labels.group_of,
        "duration": years_and_ages.duration,
        "year": years_and_ages.year,
        "behind_name": labels.behind_name,
        "numbered_noun": labels.numbered_noun,
        "one_thing": labels.one_thing,
        "wickets": positions_and_scores.wickets,
        "age_limit": years_and_ages.age_limit,
        "age": years_and_ages.age,
        "age_at": years_and_ages.age_at,
        "age_is": years_and_ages.age_is,
        "one_of": _one_of,
        "definite": _definite,
    },
)
