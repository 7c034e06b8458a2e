"""Which numbers are no figures: parts of names, labels and lists, years and ages, words that refer back."""

import re
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.counted import Phrase
from transforms.extract.figures.governor import state_behind
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import NOUN_POS, WORDS, lemma
from transforms.extract.numbers.find import Number
from transforms.extract.numbers.numeral import PROPORTION

_NAME_LABELS: Final = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_FOUR_DIGITS: Final = re.compile(r"(?:\D*\b[0-9]{4}\b)+")
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?[0-9]{1,2}[.)\]](?:\s|$)")
_AFTER_AGE: Final = re.compile(r"\s*(?:[,.;)]|$|who\b|and\b)")


def is_name(page: Page, number: Number, first: Token, last: Token, phrase: Phrase | None) -> bool:
    """Tells whether a number is part of a name, a label, an address, a list or a compound word."""
    text, start, end = page.text, number.core_start, number.core_end
    if number.start == start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        return True
    if number.unit or number.currency:
        return False
    if not text[:start].strip(" ([") and _LIST_NUMBER.match(text):
        return True
    is_word = text[start].isalpha()
    mention = page.mention(first)
    if (
        (is_word and text[end : end + 1] == "-")
        or (mention and mention.start <= start and end <= mention.end and mention.end - mention.start > end - start)
        or (first.ent_type_ in _NAME_LABELS and first.ent_iob_ == "I" and number.bound == "exact")
        or (phrase and phrase.head.pos_ == "PROPN" and phrase.head.lower_.rstrip(".") in WORDS["streets"])
    ):
        return True
    if number.start != start or first.i == 0:
        return False
    before = page.doc[first.i - 1]
    named = first if phrase is None else phrase.head
    belongs = before.dep_ in {"compound", "nmod"} and before.head.i in {first.i, named.i} and not before.text.islower()
    belongs = belongs or (before.pos_ == "PROPN" and first.head.i == before.i and not is_word)
    if belongs and before.ent_type_ not in {"DATE", "NORP"}:  # "the Zephyr 12 engine"
        return True
    label = page.doc[first.i - 2] if before.text == "." and first.i > 1 else before
    if label.lower_.rstrip(".") in WORDS["labels"]:
        return True
    if before.pos_ != "PROPN" or not before.whitespace_ or before.ent_type_ in {"GPE", "LOC", "DATE"}:
        return False
    behind = page.doc[last.i + 1] if last.i + 1 < len(page.doc) else None
    goes_on = behind is not None and behind.tag_ == "NNP" and behind.ent_type_ != "NORP"
    if is_word and not text[start].isupper():
        return False
    return goes_on or (phrase is None and state_behind(last) is None)


def is_time(page: Page, number: Number, first: Token, phrase: Phrase | None) -> bool:
    """Tells whether a number is a year, an age, or counts units of time."""
    if phrase and number.unit != PROPORTION and lemma(phrase.head, WORDS["time_nouns"]):
        return True
    if number.unit or number.currency:
        return False
    core = page.text[number.core_start : number.core_end]
    value = number.low or number.high or 0
    before = page.doc[first.i - 1] if first.i else None
    if 1000 <= value < 2200 and _FOUR_DIGITS.fullmatch(core):
        if first.ent_type_ == "DATE" or phrase is None:
            return True
        return before is not None and before.lower_ in WORDS["before_years"] and number.bound == "exact"
    if phrase is None and number.bound in {"less_than", "more_than"} and value <= 120 and number.start:
        person = page.token(number.start - 1)  # "children under 18"
        if person.i < first.i and person.pos_ in NOUN_POS and lemma(person, WORDS["persons"]):
            return True
    is_age = number.bound == "exact" and core.isdigit() and value <= 120 and first.i > 1
    if is_age and before is not None and before.text in {",", "("} and page.doc[first.i - 2].pos_ == "PROPN":
        return _AFTER_AGE.match(page.text, number.end) is not None
    return False


def is_pronoun(page: Page, number: Number, first: Token, last: Token, *, counts: bool) -> bool:
    """Tells whether a number word refers rather than counts: "one of the best", "the two sides".

    Args:
        page: the paragraph.
        number: the number.
        first: its first token.
        last: its last token.
        counts: whether it counts something to which something happened.
    """
    word = page.text[number.core_start : number.core_end]
    if number.unit or number.currency or not word.isalpha():
        return False
    if word.lower() in WORDS["seldom_counts"]:
        return not counts or (last.i + 1 < len(page.doc) and page.doc[last.i + 1].lower_ == "of")
    is_small = number.low is not None and number.low <= 10 and number.bound == "exact"
    return not counts and is_small and first.i > 0 and page.doc[first.i - 1].lower_ in WORDS["definite"]
