"""The phrases and words of `lexicons/strip.toml`, made ready for matching against the words of a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from transforms import lexicons

HINT, LIKELY, PART, STRONG, LABEL, SURE = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0
"""Weights of evidence, in log-odds."""
LONGEST_LABEL = 6
"""Words of the longest label that opens a line."""

_GAP = r"(?:\S+ ){0,6}?"
"""What `*` stands for in a phrase: up to six words."""


class _Pattern(NamedTuple):
    rule: str
    weight: float
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lexicons/strip.toml`, made ready for matching against the words of a line."""

    lines: dict[str, str]
    labels: dict[str, str]
    patterns: dict[str, list[_Pattern]]
    """By a word that each text they match must hold."""
    benefits: list[re.Pattern[str]]
    at_end: frozenset[str]
    """Rules that belong to the end of an article."""
    speech: frozenset[str]
    personal: frozenset[str]
    common: frozenset[str]
    greetings: frozenset[str]
    scenes: tuple[str, ...]
    agency: re.Pattern[str]
    """An agency's name at the end of a line, after what shows that it is no part of a sentence."""
    verbs: frozenset[str]
    credits: frozenset[str]
    credit_hints: frozenset[str]
    roles: frozenset[str]
    tags: frozenset[str]
    past: frozenset[str]
    articles: frozenset[str]
    finite: frozenset[str]
    asks: frozenset[str]
    address: frozenset[str]
    dateline: frozenset[str]
    sections: frozenset[str]
    months: frozenset[str]
    small: frozenset[str]
    date_labels: frozenset[str]
    sides: frozenset[str]
    telling: frozenset[str]
    commands: frozenset[str]
    offers: frozenset[str]
    vocabulary: dict[str, str]
    """The kind of furniture that a word belongs to; an empty one for a word that joins others and tells nothing."""


_WORD_LISTS = (
    "speech", "personal", "common", "credits", "credit_hints", "roles", "tags", "past", "asks", "address", "dateline",
    "articles", "finite",
    "sections", "months", "small", "date_labels", "sides",
    "telling",
    "commands",
    "offers",
)  # fmt: skip


@cache
def strip_lexicon() -> Lexicon:
    """Reads the lexicon, once per process."""
    tables = lexicons.load("strip")
    lines: dict[str, str] = {}
    labels: dict[str, str] = {}
    patterns: dict[str, list[_Pattern]] = {}
    rules = {f"{kind}.{name}": rule for kind, names in tables["kinds"].items() for name, rule in names.items()}
    for rule, phrases in rules.items():
        for phrase in phrases.get("lines", ()):
            if "*" in phrase:
                _index(patterns, phrase, rule, SURE, "^{}$")
            else:
                lines |= {wording: lines.get(wording, rule) for wording in _wordings(phrase)}
        for phrase in phrases.get("labels", ()):
            labels |= {wording: labels.get(wording, rule) for wording in _wordings(phrase)}
        for phrase in phrases.get("starts", ()):
            _index(patterns, phrase, rule, STRONG, "^{}")
        for phrase in phrases.get("ends", ()):
            _index(patterns, phrase, rule, PART, "{}$")
        for phrase in phrases.get("parts", ()):
            _index(patterns, phrase, rule, PART, "{}")
    words = tables["words"]
    return Lexicon(
        lines=lines,
        labels=labels,
        patterns=patterns,
        benefits=[re.compile(_regex(phrase)) for phrase in words["benefits"]],
        at_end=frozenset(rule for rule, phrases in rules.items() if phrases.get("place") == "end"),
        greetings=frozenset(w for phrase in words["greetings"] for w in _wordings(phrase)),
        agency=re.compile(
            rf"(?:^|[.!?)/|–—-]\s?|\bvia )(?:{'|'.join(map(re.escape, words['agencies']))})\)?$", re.IGNORECASE
        ),
        scenes=tuple(f"{wording} " for phrase in words["scenes"] for wording in _wordings(phrase)),
        vocabulary={word: kind for kind, listed in reversed(tables["vocabulary"].items()) for word in listed},
        verbs=frozenset(form for verb in words["scene_verbs"] for form in (verb, _third_person(verb))),
        **{name: frozenset(words[name]) for name in _WORD_LISTS},
    )


def _slots(phrase: str) -> list[tuple[list[str], bool]]:
    """Reads a phrase: for each place its alternatives (none for a gap), and whether it may be left out."""
    slots = []
    for part in phrase.split():
        words = [] if part == "*" else part.strip("[]").split("|")
        slots.append((words, part.startswith("[")))
    return slots


def _wordings(phrase: str) -> Iterator[str]:
    choices = [words + [""] * optional for words, optional in _slots(phrase)]
    return (" ".join(filter(None, choice)) for choice in product(*choices))


def _regex(phrase: str) -> str:
    parts = []
    for words, optional in _slots(phrase):
        choice = f"(?:{'|'.join(map(re.escape, words))}) "
        parts.append(_GAP if not words else f"(?:{choice})?" if optional else choice)
    return " " + "".join(parts)


def _index(patterns: dict[str, list[_Pattern]], phrase: str, rule: str, weight: float, frame: str) -> None:
    pattern = _Pattern(rule, weight, re.compile(frame.format(_regex(phrase))))
    needed = [words for words, optional in _slots(phrase) if words and not optional]
    for word in max(needed, key=lambda words: min(map(len, words))):
        patterns.setdefault(word, []).append(pattern)


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"
