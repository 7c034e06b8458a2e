"""The phrases of the rules and the word lists of `lexicons/strip_words.toml`, ready to be matched with a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from transforms import lexicons
from transforms.strip.registry import strip_rules

LONGEST_LABEL = 6
"""Words of the longest label that opens a line: no label in the registry is longer."""

_GAP = r"(?:\S+ ){0,6}?"
"""What `*` stands for in a phrase: up to six words."""
_FRAMES = {"whole": "^{}$", "start": "^{}", "end": "{}$", "anywhere": "{}", "unmistakable": "{}"}
"""Where in a line a phrase must stand, by the way in which it matches."""


class PhrasePattern(NamedTuple):
    """A phrase as a regular expression, with its rule and the way in which it matches (a key of `phrase_weights`)."""

    rule: str
    match: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases and word lists. A field without a comment is the list of that name in `lexicons/strip_words.toml`."""

    whole_lines: dict[str, str]
    """The rule of each wording that is a whole line."""
    labels: dict[str, str]
    """The rule of each label."""
    patterns: dict[str, list[PhrasePattern]]
    """All other phrases, by a word that each text they match must hold."""
    vocabulary: dict[str, str]
    """The kind of boilerplate that a word belongs to; an empty one for a word that joins others and tells nothing."""
    appeal: dict[str, frozenset[str]]
    """For each thing that appeals for money speak of its words."""
    benefits: list[re.Pattern[str]]
    greetings: frozenset[str]
    """All wordings of the phrases."""
    picture_subjects: tuple[str, ...]
    """All wordings of the phrases, a space behind each."""
    picture_verbs: frozenset[str]
    """The base forms and the third persons."""
    agency_at_end: re.Pattern[str]
    """An agency's name at the end of a line, behind a mark that shows that it is no part of a sentence."""
    article_names: frozenset[str]
    command_verbs: frozenset[str]
    common_words: frozenset[str]
    counter_joints: frozenset[str]
    counter_words: frozenset[str]
    credit_hints: frozenset[str]
    credit_words: frozenset[str]
    date_labels: frozenset[str]
    date_line_words: frozenset[str]
    entry_words: frozenset[str]
    finite_verbs: frozenset[str]
    guide_words: frozenset[str]
    offer_words: frozenset[str]
    past_verbs: frozenset[str]
    post_words: frozenset[str]
    personal_words: frozenset[str]
    positions: frozenset[str]
    question_words: frozenset[str]
    roles: frozenset[str]
    section_names: frozenset[str]
    small_words: frozenset[str]
    speech_verbs: frozenset[str]
    times: frozenset[str]
    title_tags: frozenset[str]
    unmistakable: frozenset[str]
    we: frozenset[str]
    you: frozenset[str]


@cache
def strip_lexicon() -> Lexicon:
    """Reads the phrases and word lists, once per process."""
    tables = lexicons.load("strip_words")
    words = tables["words"]
    agencies = "|".join(map(re.escape, words["picture_agencies"]))
    prepared: dict[str, Any] = {
        **_phrases(),
        "vocabulary": {word: kind for kind, listed in tables["vocabulary"].items() for word in listed},
        "appeal": {topic: frozenset(listed) for topic, listed in tables["appeal"].items()},
        "benefits": [re.compile(_regex(phrase)) for phrase in words["benefits"]],
        "greetings": frozenset(wording for phrase in words["greetings"] for wording in wordings(phrase)),
        "picture_subjects": tuple(
            f"{wording} " for phrase in words["picture_subjects"] for wording in wordings(phrase)
        ),
        "picture_verbs": frozenset(form for verb in words["picture_verbs"] for form in (verb, _third_person(verb))),
        "agency_at_end": re.compile(rf"(?:^|[.!?)/|–—-]\s?|\bvia )(?:{agencies})\)?$", re.IGNORECASE),
    }
    for field in fields(Lexicon):
        if field.name not in prepared:
            prepared[field.name] = frozenset(words[field.name])
    return Lexicon(**prepared)


def _phrases() -> dict[str, Any]:
    """Returns the phrases of all rules: as whole lines, as labels, and as patterns."""
    whole_lines: dict[str, str] = {}
    labels: dict[str, str] = {}
    patterns: dict[str, list[PhrasePattern]] = {}
    for rule in strip_rules().values():
        for match, phrases in rule.phrases.items():
            for phrase in phrases:
                if match == "label":
                    labels |= dict.fromkeys(wordings(phrase), rule.id)
                elif match == "whole" and "*" not in phrase:
                    whole_lines |= dict.fromkeys(wordings(phrase), rule.id)
                else:
                    pattern = PhrasePattern(rule.id, match, re.compile(_FRAMES[match].format(_regex(phrase))))
                    for word in _needed_words(phrase):
                        patterns.setdefault(word, []).append(pattern)
    return {"whole_lines": whole_lines, "labels": labels, "patterns": patterns}


def _slots(phrase: str) -> list[tuple[list[str], bool]]:
    """Reads a phrase: for each place its alternatives (none for a gap), and whether it may be left out."""
    slots = []
    for part in phrase.split():
        words = [] if part == "*" else part.strip("[]").split("|")
        slots.append((words, part.startswith("[")))
    return slots


def wordings(phrase: str) -> Iterator[str]:
    """Yields all wordings of a phrase without gaps: "view|see [the] story" has four."""
    choices = [words + [""] * optional for words, optional in _slots(phrase)]
    return (" ".join(filter(None, choice)) for choice in product(*choices))


def _regex(phrase: str) -> str:
    """Returns a pattern for the words of a line, each with a space behind it and the first with one before it."""
    parts = []
    for words, optional in _slots(phrase):
        choice = f"(?:{'|'.join(map(re.escape, words))}) "
        parts.append(_GAP if not words else f"(?:{choice})?" if optional else choice)
    return " " + "".join(parts)


def _needed_words(phrase: str) -> list[str]:
    """Returns words of which a line must hold one to match: of all places of the phrase the one with the longest words.

    Long words are rare, so that few lines are compared with the pattern.
    """
    needed = [words for words, optional in _slots(phrase) if words and not optional]
    return max(needed, key=lambda words: min(map(len, words)))


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"
