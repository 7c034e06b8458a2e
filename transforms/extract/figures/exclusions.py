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


def _divisor(candidate: Candidate) -> bool:
    """What something is counted by: "14 cases per 100,000 people"."""
    per = candidate.doc[candidate.begin - 1] if candidate.begin else None
    return per is not None and per.lower_ == "per" and not (per.i and per.nbor(-1).lower_ == "as")


# Words that refer rather than count


def _one_of(candidate: Candidate) -> bool:
    if not candidate.is_plain or candidate.core.lower() not in WORDS["seldom_counts"]:
        return False
    if candidate.core.lower() == "one" and candidate.phrase is not None and _is_meant_as_count(candidate):
        return False
    behind = candidate.behind
    return not _counts(candidate) or (behind is not None and behind.lower_ == "of")


def _is_meant_as_count(candidate: Candidate) -> bool:
    """Tells whether "one" is said against other numbers: "only one knife", "at least one lawyer"."""
    phrase, before = candidate.phrase, candidate.before
    if phrase is None or phrase.first.i <= candidate.last.i or WORDS["no_things"].has(phrase.head):
        return False
    behind = candidate.behind
    is_of_several = behind is not None and behind.lower_ in {"of", *WORDS["increments_behind"]}
    is_only = before is not None and before.lower_ in WORDS["only"] and not is_of_several  # "just one of many stories"
    others = (child for noun in phrase.head.conjuncts for child in noun.children)
    is_beside = any(child.dep_ == "nummod" and child.pos_ == "NUM" for child in others)
    # "Over" and "up to" may belong to the verb: "they fight over one house", "played up to one party".
    bound = candidate.paragraph.text[candidate.number.start : candidate.number.core_start].strip().lower()
    return bound in WORDS["surely_bound"] or is_only or is_beside or WORDS["charges"].has(phrase.head)


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
        "divisor": _divisor,
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
        "age_of": years_and_ages.age_of,
        "age_at": years_and_ages.age_at,
        "age_is": years_and_ages.age_is,
        "one_of": _one_of,
        "definite": _definite,
    },
)
