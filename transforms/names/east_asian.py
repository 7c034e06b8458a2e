"""Chinese and Korean names in different romanisations: "Zhou Enlai", "Chou En-lai"; "Yoon Suk-yeol", "Yun Sok-yol".

In these a letter more or less makes another name, so they are not compared by their sound but syllable by syllable: a
name is cut into its syllables, and each is looked up in the tables of `lexicons/syllables.toml`. Pinyin is read as it
stands; Wade-Giles is made from it by rule, without the apostrophes that the press leaves out, so that "chang" may be
"zhang" or "chang". A Korean syllable is whatever the Revised Romanisation, McCune and Reischauer, or the press write
for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

from transforms import lexicons
from transforms.names.words import PARSED

Words = tuple[str, ...]
"""The words of a person's name, each with its particles."""

Meanings = Mapping[str, frozenset[str]]
"""For each way to write a syllable or a family, the syllables or families that it may stand for."""

Reading = tuple[frozenset[str], ...]
"""What the family of a name may be, then what each syllable of the given name may be."""


class _Table(NamedTuple):
    """A romanisation: how families are written in it, and how syllables are."""

    families: Meanings
    syllables: Meanings


def is_one_chinese_name(one: Words, other: Words) -> bool:
    """Returns whether one is a Chinese name in pinyin, and the other the same in Wade-Giles."""
    if _any_agree(_in_pinyin(one), _in_pinyin(other)):
        return False
    return _any_agree(_in_pinyin(one), _in_wade_giles(other)) or _any_agree(_in_pinyin(other), _in_wade_giles(one))


def is_certain_chinese_name(one: Words, other: Words) -> bool:
    """Returns whether the same, and one of them is hardly pinyin: it has other syllables, or a hyphen between two."""
    is_marked = any(len(words) > _MOST_SYLLABLES or not _in_pinyin(words) for words in (one, other))
    return is_marked and is_one_chinese_name(one, other)


def is_one_korean_name(one: Words, other: Words) -> bool:
    """Returns whether two are one Korean name, whose given name has two syllables, in any romanisations."""
    # In pinyin each letter counts.
    return not (_in_pinyin(one) and _in_pinyin(other)) and _any_agree(_in_korean(one), _in_korean(other))


def are_two_names(one: Words, other: Words) -> bool:
    """Returns whether both are Chinese names in pinyin, or Korean ones, and of other syllables."""
    left, right = _in_pinyin(one), _in_pinyin(other)
    if left and right:
        return not _any_agree(left, right) and not is_one_chinese_name(one, other)
    return bool(_in_korean(one) and _in_korean(other)) and not is_one_korean_name(one, other)


def syllable_keys(words: Words) -> Iterator[str]:
    """Yields keys that all romanisations of a Chinese or Korean name share: each family it may be, and its sounds.

    Those come first that take the first word for the family.
    """
    found = [
        f"{name} {_sounds(''.join(given))}"
        for family, given in _arrangements(words)
        for table in (_pinyin(), _wade_giles(), _korean())
        if any(_cuts(given, table.syllables))
        for name in sorted(table.families.get(family, ()))
    ]
    yield from dict.fromkeys(found)


_MOST_SYLLABLES: Final = 2
"""Of a given name that is looked at; longer ones are no Chinese or Korean names."""


def _any_agree(some: Iterable[Reading], others: Sequence[Reading]) -> bool:
    """Returns whether a reading of one name and one of the other may be the same in family and each syllable."""
    return any(
        len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))
        for one in some
        for other in others
    )


@lru_cache(PARSED)
def _in_pinyin(words: Words) -> Sequence[Reading]:
    return _readings(words, _pinyin())


@lru_cache(PARSED)
def _in_wade_giles(words: Words) -> Sequence[Reading]:
    return _readings(words, _wade_giles())


@lru_cache(PARSED)
def _in_korean(words: Words) -> Sequence[Reading]:
    return [reading for reading in _readings(words, _korean()) if len(reading) > _MOST_SYLLABLES]


def _readings(words: Words, table: _Table) -> list[Reading]:
    """Returns all readings of a name, with its family first or last."""
    return [
        (table.families[family], *syllables)
        for family, given in _arrangements(words)
        if family in table.families
        for syllables in _cuts(given, table.syllables)
    ]


def _arrangements(words: Words) -> Iterator[tuple[str, Words]]:
    """Yields what may be the family of a name, and the given name."""
    if 1 < len(words) <= _MOST_SYLLABLES + 1:
        yield words[0], words[1:]
        yield words[-1], words[:-1]


@lru_cache(PARSED)
def _cut(word: str) -> tuple[Words, ...]:
    """Returns a word whole and cut in two at each place."""
    return ((word,), *((word[:n], word[n:]) for n in range(1, len(word))))


def _cuts(given: Words, syllables: Meanings) -> Iterator[Reading]:
    """Yields each way to cut a given name into known syllables; one of two words is cut between them only."""
    for pieces in _cut(given[0]) if len(given) == 1 else (given,):
        if all(piece in syllables for piece in pieces):
            yield tuple(syllables[piece] for piece in pieces)


_LIKE: Final = (
    # Sounds that the romanisations write in several ways, for looking up only.
    (re.compile("ch|zh|[jqr]"), "C"),
    (re.compile("t[sz]"), "Z"),
    (re.compile("[sh]?s[hz]?|x"), "S"),
    (re.compile("[zc]"), "Z"),
    (re.compile("ng"), "N"),
    (re.compile("[gk]h?"), "k"),
    (re.compile("[dt]h?"), "t"),
    (re.compile("[bp]h?"), "p"),
    (re.compile("l"), "r"),
    (re.compile("[aeiouvwyh]"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)


@lru_cache(PARSED)
def _sounds(given: str) -> str:
    """Returns what all romanisations of a given name share, roughly."""
    for pattern, letter in _LIKE:
        given = pattern.sub(letter, given)
    return given


# --- Tables ---


@cache
def _pinyin() -> _Table:
    chinese = lexicons.load("syllables")["chinese"]
    syllables = [initial + final for initial, finals in chinese["pinyin"].items() for final in finals.split()]
    return _Table(
        families={family: frozenset([family]) for family in chinese["families"].split()},
        syllables={syllable: frozenset([syllable]) for syllable in syllables},
    )


@cache
def _wade_giles() -> _Table:
    """Returns what a syllable of Wade-Giles may stand for in pinyin."""
    chinese = lexicons.load("syllables")["chinese"]
    rules = chinese["wade_giles"]
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for initial, finals in chinese["pinyin"].items():
        for final in finals.split():
            regular = rules["initials"].get(initial, initial) + rules["finals"].get(final, final)
            for written in rules["syllables"].get(initial + final, [regular]):
                meant[written].add(initial + final)
    families = frozenset(chinese["families"].split())
    return _Table(
        families={written: frozenset(found) for written, names in meant.items() if (found := names & families)},
        syllables={written: frozenset(names) for written, names in meant.items()},
    )


@cache
def _korean() -> _Table:
    """Returns what a syllable written in any romanisation may stand for, by its parts in the revised one."""
    korean = lexicons.load("syllables")["korean"]
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for parts in product(*(korean[part].items() for part in ("initials", "vowels", "finals"))):
        for written in product(*(ways.split() or [""] for _, ways in parts)):
            meant["".join(written)].add("-".join(name for name, _ in parts))
    families: defaultdict[str, set[str]] = defaultdict(set)
    for names in korean["families"].replace("\n", "|").split("|"):
        for written in names.split():
            families[written].add(names.split()[0])
    return _Table(
        families={written: frozenset(names) for written, names in families.items()},
        syllables={written: frozenset(names) for written, names in meant.items()},
    )
