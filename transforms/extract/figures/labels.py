"""Numbers that are a part of a name or label something: a bus, a flight, a page, a model, a house."""

import re
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.event_trigger import state_behind
from transforms.extract.figures.grammar import (
    counts_noun,
    determiner_of,
    is_argument,
    is_unbound,
    may_be_label,
    noun_before,
)
from transforms.extract.figures.vocabulary import HEADS, NOUNS, STATES, SUBJECT_VERBS, TOTALS, VERB_POS, VERBS, WORDS
from transforms.extract.mentions.headlines import is_title_case

_NAME_LABELS: Final = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_THINGS: Final = frozenset({"FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
"""Names that the model gives to things; in a line in title case it takes verbs for persons and bodies."""
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?[0-9]{1,2}[.)\]](?:\s|$)")
_LIST: Final = 9
"""Tokens behind a plural in which the numbers of its things are listed."""
_PLACES: Final = frozenset({"GPE", "LOC", "DATE"})
"""Behind the name of a place or a day a count may stand: "in Dovna 40 people died"."""
_INDEX: Final = re.compile(r"\bS\s?(?:&|&amp;|and)?\s?P\s$")
"""The one index with a sign in its name, which texts take apart ("S & P 500") or lose ("S P 500")."""
_INDEX_REACH: Final = 10
"""Characters of that name, at most."""
_GAMES: Final = re.compile(r"19[0-9]{2}|20[0-9]{2}")
"""The year of games, behind the town that they were held in."""
_SHORT: Final = re.compile(r"[0-9]{1,4}[A-Z]?")
"""What labels a thing in digits: a number of few digits without marks, and perhaps a letter."""


def tail_of_word(candidate: Candidate) -> bool:
    """The number is the tail of a word with a hyphen."""
    text, start = candidate.paragraph.text, candidate.number.core_start
    return candidate.number.start == start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()


def list_number(candidate: Candidate) -> bool:
    """It numbers a paragraph."""
    text = candidate.paragraph.text
    is_first = candidate.is_plain and not text[: candidate.number.core_start].strip(" ([")
    return is_first and _LIST_NUMBER.match(text) is not None


def head_of_word(candidate: Candidate) -> bool:
    """A hyphen joins a number in words to the next word."""
    end = candidate.number.core_end
    return candidate.is_plain and candidate.core[0].isalpha() and candidate.paragraph.text[end : end + 1] == "-"


def within_mention(candidate: Candidate) -> bool:
    """It is a part of a name that was found."""
    mention, start, end = (
        candidate.paragraph.mention(candidate.first),
        candidate.number.core_start,
        candidate.number.core_end,
    )
    if mention is None or not candidate.is_plain:
        return False
    return mention.start <= start and end <= mention.end and mention.end - mention.start > end - start


def within_entity(candidate: Candidate) -> bool:
    """It stands inside of a name that the model marked."""
    is_inside = candidate.first.ent_type_ in _NAME_LABELS and candidate.first.ent_iob_ == "I"
    return is_inside and candidate.is_plain and candidate.number.bound == "exact"


def house_number(candidate: Candidate) -> bool:
    """A street stands behind it."""
    phrase = candidate.phrase
    if phrase is None or not candidate.is_plain:
        return False
    return phrase.head.text[0].isupper() and phrase.head.lower_.rstrip(".") in WORDS["streets"]


def named_thing(candidate: Candidate) -> bool:
    """A name right before it belongs to it, or to the one thing behind it."""
    before, first, phrase = candidate.before, candidate.first, candidate.phrase
    if before is None or not may_be_label(candidate) or before.ent_type_ in {"DATE", "NORP"}:
        return False
    if _INDEX.search(candidate.paragraph.text, max(0, first.idx - _INDEX_REACH), first.idx):
        return True
    if _may_be_verb(candidate, before) or _is_behind_place(candidate, before):
        return False
    is_digits = not candidate.core[0].isalpha()
    if before.pos_ == "PROPN" and phrase is not None and is_digits and not counts_noun(candidate):
        return True
    names_it = before.dep_ in {"compound", "nmod"} and before.head.i in {first.i, (phrase.head if phrase else first).i}
    governs_it = before.pos_ == "PROPN" and first.head.i == before.i and is_digits
    return (names_it and not before.text.islower()) or governs_it


def _is_behind_place(candidate: Candidate, before: Token) -> bool:
    """Tells whether a count stands behind the place where it was made: "in New York 12 bridges were shut"."""
    is_place = before.ent_type_ in _PLACES or candidate.paragraph.entity(before, before, {"PLACE"}) is not None
    return is_place and counts_noun(candidate) and not _GAMES.fullmatch(candidate.core)


def label(candidate: Candidate) -> bool:
    """A noun right before it is one of a kind whose things have numbers, and nothing else takes the number."""
    noun = noun_before(candidate)
    if noun is None or not may_be_label(candidate):
        return False
    word = noun.lower_.rstrip(".")
    if _in_list(candidate):
        return True
    if noun.pos_ in VERB_POS:  # "is expected to top 1,000"
        return False
    return word in WORDS["numbering"] or (word in WORDS["labels"] and not _is_taken(candidate, noun))


def _in_list(candidate: Candidate) -> bool:
    """Tells whether several things of one kind bear the number and others: "beds 3 and 4"."""
    first = candidate.first
    noun = first.head.head if first.dep_ == "conj" and first.head.pos_ == "NUM" else first.head
    if noun.tag_ not in {"NNS", "NNPS"} or not WORDS["labels"].has(noun) or determiner_of(noun) is not None:
        return False
    behind = noun.doc[noun.i + 1 : noun.i + 1 + _LIST]
    numbers = list(takewhile(lambda token: token.pos_ in {"NUM", "CCONJ", "PUNCT"}, behind))
    is_several = sum(token.pos_ == "NUM" for token in numbers) > 1
    return is_several and first.i in {token.i for token in numbers} and not counts_noun(candidate)


def _is_taken(candidate: Candidate, noun: Token) -> bool:
    """Tells whether a number is a count beside a noun whose things may have numbers.

    A thing that has a number needs no determiner: "aboard the bus 41 died", but "aboard bus 41". With one, the number
    is that of the noun only if it stands for nothing else: "the page 3 story".
    """
    determiner = determiner_of(noun)
    if VERBS.of(noun) and counts_noun(candidate):  # a verb that the tagger takes for a noun: "guards release 12"
        return True
    if determiner is None:
        is_place = noun.text.islower() and noun.i > 0 and noun.doc[noun.i - 1].pos_ == "ADP"
        return is_place and counts_noun(candidate) and candidate.trigger is not None
    if not counts_noun(candidate):
        return is_argument(candidate)
    is_kind = noun.lower_ in WORDS["kinds"] and determiner.i == noun.i - 1 and determiner.tag_ == "DT"
    return not is_kind or candidate.trigger is not None


def numbered_noun(candidate: Candidate) -> bool:
    """It belongs to a bare noun right before it, whatever that is: "turbine 4", "runway 27L"."""
    noun, first = candidate.before, candidate.first
    if noun is None or noun.tag_ != "NN" or not may_be_label(candidate) or not _SHORT.fullmatch(candidate.core):
        return False
    belongs = (first.dep_ == "nummod" and first.head.i == noun.i) or (
        noun.dep_ == "compound" and noun.head.i == first.i
    )
    if not belongs or noun.ent_type_ in {"DATE", "TIME"} or counts_noun(candidate):
        return False
    return determiner_of(noun) is None and not _states_numbers(noun)


def _states_numbers(noun: Token) -> bool:
    """Tells whether a number may be what a noun counts: "toll 51", and verbs that the tagger takes for nouns."""
    if any(words.of(noun) for words in (VERBS, SUBJECT_VERBS, NOUNS, HEADS, TOTALS)) or noun.lower_ in STATES:
        return True
    if any(WORDS[words].has(noun) for words in ("totals", "measures", "changes", "reports", "levels")):
        return True
    before = noun.doc[noun.i - 1] if noun.i else noun
    return before.tag_ in {"NNS", "NNPS"}  # "protests draw 2000": a noun before another has no plural


def one_thing(candidate: Candidate) -> bool:
    """A single thing behind it bears it: "the 41 bus"."""
    phrase, behind = candidate.phrase, candidate.behind
    if phrase is None or behind is None or not is_unbound(candidate) or not _SHORT.fullmatch(candidate.core):
        return False
    if phrase.head.tag_ not in {"NN", "NNP"} or counts_noun(candidate) or candidate.trigger is not None:
        return False
    is_beside = phrase.first.i == phrase.head.i == behind.i and phrase.head.dep_ != "compound"
    determiner = determiner_of(candidate.first)
    return is_beside and determiner is not None and determiner.i < candidate.first.i


def behind_name(candidate: Candidate) -> bool:
    """A proper noun stands right before it, and nothing counted behind it."""
    before, behind, core = candidate.before, candidate.behind, candidate.core
    if before is None or not is_unbound(candidate) or (core[0].isalpha() and not core[0].isupper()):
        return False
    if before.pos_ != "PROPN" or not before.whitespace_ or before.ent_type_ in _PLACES:
        return False
    if _may_be_verb(candidate, before):
        return False
    goes_on = behind is not None and behind.tag_ == "NNP" and behind.ent_type_ != "NORP"
    return goes_on or (candidate.phrase is None and state_behind(candidate.last) is None)


def _may_be_verb(candidate: Candidate, before: Token) -> bool:
    """Tells whether the tagger may have taken a verb for a name, in a line where each word has a capital."""
    is_known = before.ent_type_ in _THINGS or before.lower_ in WORDS["labels"]
    return not is_known and is_title_case(candidate.paragraph)


def group_of(candidate: Candidate) -> bool:
    """A name with "of" before it ends with it: "the Group of 20"."""
    of, first = candidate.before, candidate.first
    if of is None or of.lower_ != "of" or of.i == 0 or not is_unbound(candidate) or candidate.phrase is not None:
        return False
    noun = candidate.doc[of.i - 1]
    is_named = noun.pos_ == "PROPN" and noun.text[0].isupper() and not noun.is_sent_start
    return is_named and first.dep_ == "pobj" and not TOTALS.of(noun)
