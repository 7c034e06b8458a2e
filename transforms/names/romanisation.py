"""Names of one language in several romanisations: "Ihor Hrytsenko", "Igor Gritsenko"; "Hicham", "Hesham".

What `transliteration` knows holds in all languages. Some letters are mixed in the names of one language only: g and h
in Ukrainian ones, s and sh where a Serbian mark is lost; Hall and Gall are two Englishmen. So names are first asked
which language they are of, by the tables of `lexicons/romanisation.toml`, and then folded as these say for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final

from transforms import lexicons
from transforms.names.words import PARSED

Words = tuple[str, ...]
"""The words of a person's name, each with its particles."""


@dataclass(frozen=True, eq=False, slots=True)
class Language:
    """How names of a language, or of several that are written alike, are folded.

    Attributes:
        id: its name.
        names: words and particles that only its names have, as they are listed and in their coarse form.
        endings: how its surnames end; none where that tells nothing.
        letters: what is replaced, in order, and by what.
        mixed: pairs of letters of folded words that may stand for each other.
        classes: of each letter in such a pair the one that stands for it in keys.
    """

    id: str
    names: frozenset[str]
    endings: re.Pattern[str] | None
    letters: Sequence[tuple[re.Pattern[str], str]]
    mixed: frozenset[str]
    classes: Mapping[int, str]

    def has(self, words: Words, particles: Iterable[str]) -> bool:
        """Returns whether a name with these words and particles is of the language."""
        told = any(self.is_listed(word) for word in (*words, *particles))
        return told or bool(self.endings and self.endings.search(words[-1]))

    def is_listed(self, word: str) -> bool:
        """Returns whether a word is one of its names, in any romanisation."""
        return word in self.names or (len(word) > _EXACT_UP_TO and self.coarse(word) in self.names)

    def coarse(self, word: str) -> str:
        """Returns the coarse form of a word: folded, with one letter for all those that are mixed."""
        return _fold(self, word).translate(self.classes)

    def is_one_word(self, one: str, other: str) -> bool:
        """Returns whether two words may be one name of the language."""
        left, right = _fold(self, one), _fold(self, other)
        if len(left) != len(right) or {left[:1], right[:1]} == {"a", "e"}:
            return False
        return all(a == b or a + b in self.mixed for a, b in zip(left, right, strict=True))


@lru_cache(PARSED)
def languages_of(words: Words, particles: frozenset[str] = frozenset()) -> Sequence[Language]:
    """Returns the languages that a name of several words may be of."""
    return [language for language in _languages() if len(words) > 1 and language.has(words, particles)]


def is_of_a_language(word: str) -> bool:
    """Returns whether a word is listed as a name that only one language has."""
    return any(language.is_listed(word) for language in _languages())


def are_two_in_a_language(one: str, other: str) -> bool:
    """Returns whether two words are listed for one language, and cannot be one in it: "Ramesh", "Rakesh"."""
    return any(
        one in language.names and other in language.names and not language.is_one_word(one, other)
        for language in _languages()
    )


def language_keys(words: Words, particles: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yields for each language of a name a key that its romanisations share: consonants, and the first of the name."""
    for language in languages_of(words, particles):
        first, last = language.coarse(words[0]), language.coarse(words[-1])
        yield f"{language.id} {_VOWELS.sub('', last)} {_VOWELS.sub('', first)[:1]}"


_EXACT_UP_TO: Final = 4
"""Letters; the coarse forms of shorter names are those of other names as well ("Ali", "Ella")."""

_VOWELS: Final = re.compile("[aeiouAUY]")


@lru_cache(PARSED)
def _fold(language: Language, word: str) -> str:
    for pattern, letter in language.letters:
        word = pattern.sub(letter, word)
    return word


@cache
def _languages() -> Sequence[Language]:
    return [_language(entry) for entry in lexicons.load("romanisation")["language"]]


def _language(entry: Mapping[str, Any]) -> Language:
    names = entry["names"].split()
    folding = Language(
        id=entry["id"],
        names=frozenset(),
        endings=re.compile(f"(?:{entry['endings']})$") if entry["endings"] else None,
        letters=[(re.compile(pattern), letter) for pattern, letter in entry["letters"]],
        mixed=frozenset(pair for mixed in entry["mixed"] for pair in (mixed, mixed[::-1])),
        classes=_classes(entry["mixed"]),
    )
    return replace(
        folding, names=frozenset(names) | {folding.coarse(name) for name in names if len(name) > _EXACT_UP_TO}
    )


def _classes(mixed: Sequence[str]) -> Mapping[int, str]:
    """Returns for each letter the first of all that can be reached from it over pairs of mixed ones."""
    leader: dict[str, str] = {}
    for pair in mixed:
        one, other = pair[0], pair[1]
        kept, gone = leader.get(one, one), leader.get(other, other)
        leader |= {letter: kept for letter, first in leader.items() if first == gone} | {one: kept, other: kept}
    return {ord(letter): first for letter, first in leader.items()}
