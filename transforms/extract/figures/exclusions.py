"""Which numbers are no figures: parts of names, labels and lists, years and ages, words that refer back."""

import re
from collections.abc import Callable
from typing import Final

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.event_trigger import state_behind
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import NOUN_POS, WORDS
from transforms.extract.numbers.numeral import PROPORTION

_NAME_LABELS: Final = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_FOUR_DIGITS: Final = re.compile(r"(?:\D*\b[0-9]{4}\b)+")
_YEARS: Final = range(1000, 2200)
"""What a number of four digits must be to pass for a year."""
_OLDEST: Final = 120
"""Years; no person is older."""
_SMALL: Final = 10
"""Up to here numbers are written in words that may refer back: "the two sides"."""
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?[0-9]{1,2}[.)\]](?:\s|$)")
_AFTER_AGE: Final = re.compile(r"\s*(?:[,.;)]|$|who\b|and\b)")


def find_exclusion(candidate: Candidate) -> str | None:
    """Returns the rule of section `no_figure` by which a number is no figure; null for a figure."""
    return next((rule for rule, holds in _RULES if holds(candidate)), None)


# Parts of names, labels and lists


def _tail_of_word(candidate: Candidate) -> bool:
    text, start = candidate.paragraph.text, candidate.number.core_start
    return candidate.number.start == start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()


def _list_number(candidate: Candidate) -> bool:
    text = candidate.paragraph.text
    is_first = candidate.is_plain and not text[: candidate.number.core_start].strip(" ([")
    return is_first and _LIST_NUMBER.match(text) is not None


def _head_of_word(candidate: Candidate) -> bool:
    end = candidate.number.core_end
    return candidate.is_plain and candidate.core[0].isalpha() and candidate.paragraph.text[end : end + 1] == "-"


def _within_mention(candidate: Candidate) -> bool:
    mention, start, end = (
        candidate.paragraph.mention(candidate.first),
        candidate.number.core_start,
        candidate.number.core_end,
    )
    if mention is None or not candidate.is_plain:
        return False
    return mention.start <= start and end <= mention.end and mention.end - mention.start > end - start


def _within_entity(candidate: Candidate) -> bool:
    is_inside = candidate.first.ent_type_ in _NAME_LABELS and candidate.first.ent_iob_ == "I"
    return is_inside and candidate.is_plain and candidate.number.bound == "exact"


def _house_number(candidate: Candidate) -> bool:
    phrase = candidate.phrase
    if phrase is None or not candidate.is_plain:
        return False
    return phrase.head.pos_ == "PROPN" and phrase.head.lower_.rstrip(".") in WORDS["streets"]


def _named_thing(candidate: Candidate) -> bool:
    before, first, phrase = candidate.before, candidate.first, candidate.phrase
    if before is None or not _is_unbound(candidate) or before.ent_type_ in {"DATE", "NORP"}:
        return False
    names_it = before.dep_ in {"compound", "nmod"} and before.head.i in {first.i, (phrase.head if phrase else first).i}
    governs_it = before.pos_ == "PROPN" and first.head.i == before.i and not candidate.core[0].isalpha()
    return (names_it and not before.text.islower()) or governs_it


def _label(candidate: Candidate) -> bool:
    before, first = candidate.before, candidate.first
    if before is None or not _is_unbound(candidate):
        return False
    label = candidate.doc[first.i - 2] if before.text == "." and first.i > 1 else before
    return label.lower_.rstrip(".") in WORDS["labels"]


def _behind_name(candidate: Candidate) -> bool:
    before, behind, core = candidate.before, candidate.behind, candidate.core
    if before is None or not _is_unbound(candidate) or (core[0].isalpha() and not core[0].isupper()):
        return False
    if before.pos_ != "PROPN" or not before.whitespace_ or before.ent_type_ in {"GPE", "LOC", "DATE"}:
        return False
    goes_on = behind is not None and behind.tag_ == "NNP" and behind.ent_type_ != "NORP"
    return goes_on or (candidate.phrase is None and state_behind(candidate.last) is None)


def _is_unbound(candidate: Candidate) -> bool:
    """Tells whether a number has neither a unit nor words before it that bind it."""
    return candidate.is_plain and candidate.number.start == candidate.number.core_start


# Years, ages and durations


def _duration(candidate: Candidate) -> bool:
    phrase = candidate.phrase
    return phrase is not None and candidate.number.unit != PROPORTION and WORDS["time_nouns"].has(phrase.head)


def _year(candidate: Candidate) -> bool:
    is_year = _YEARS.start <= _value(candidate) < _YEARS.stop and _FOUR_DIGITS.fullmatch(candidate.core)
    if not is_year or not candidate.is_plain:
        return False
    if candidate.first.ent_type_ == "DATE" or candidate.phrase is None:
        return True
    before = candidate.before
    return before is not None and before.lower_ in WORDS["before_years"] and candidate.number.bound == "exact"


def _age_limit(candidate: Candidate) -> bool:
    number = candidate.number
    is_limit = number.bound in {"less_than", "more_than"} and _value(candidate) <= _OLDEST and number.start > 0
    if candidate.phrase is not None or not candidate.is_plain or not is_limit:
        return False
    person = candidate.paragraph.token(number.start - 1)
    return person.i < candidate.first.i and person.pos_ in NOUN_POS and WORDS["persons"].has(person)


def _age(candidate: Candidate) -> bool:
    number, before = candidate.number, candidate.before
    is_age = number.bound == "exact" and candidate.core.isdigit() and _value(candidate) <= _OLDEST
    if before is None or before.i == 0 or not candidate.is_plain or not is_age:
        return False
    is_behind_name = before.text in {",", "("} and candidate.doc[before.i - 1].pos_ == "PROPN"
    return is_behind_name and _AFTER_AGE.match(candidate.paragraph.text, number.end) is not None


def _value(candidate: Candidate) -> float:
    return candidate.number.low or candidate.number.high or 0


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
        "tail_of_word": _tail_of_word,
        "list_number": _list_number,
        "head_of_word": _head_of_word,
        "within_mention": _within_mention,
        "within_entity": _within_entity,
        "house_number": _house_number,
        "named_thing": _named_thing,
        "label": _label,
        "behind_name": _behind_name,
        "duration": _duration,
        "year": _year,
        "age_limit": _age_limit,
        "age": _age,
        "one_of": _one_of,
        "definite": _definite,
    },
)
