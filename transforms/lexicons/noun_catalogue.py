"""Writes `nouns.toml`: which nouns of English tell what a name beside them is of, and which given names people bear.

`python -m transforms.lexicons.noun_catalogue DICT NAMES` needs the database files of WordNet 3.1 (`data.noun` and
`index.sense`) in the folder DICT, and the names of the census of the United States of 1990 in NAMES: given names
(`dist.female.first`, `dist.male.first`) and surnames (`dist.all.last`). Nothing of the product reads them.
"""

import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
_HEAD: Final = """\
# Written by `python -m transforms.lexicons.noun_catalogue`. Nouns in the singular, from WordNet 3.1:
# WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. Permission to use, copy, modify and
# distribute it for any purpose and without fee is granted with its licence (docs/dependencies.md), as is, without
# warranty. Given names are those of the census of the United States of 1990, which are in the public domain.
"""
_PERSON: Final = frozenset({"person"})
_BODY: Final = frozenset({"organization", "social_group"})
_VESSEL: Final = frozenset({"vessel", "craft"})
_BELIEVERS: Final = frozenset({"religious_person", "inhabitant", "ethnic_group"})
"""First words of the synsets of a sort. What is a body or a vessel is below both synsets: a vessel is a pot as well.
Believers and peoples are below one of theirs."""
_LEADERS: Final = frozenset({"religious_leader", "spiritual_leader", "clergyman"})
"""Synsets of those who have a title among believers."""
_COMMON_SURNAMES: Final = 5_000
"""As many of the commonest surnames are no words for a people: "Fleming"."""
_MOSTLY: Final = 0.5
"""Share of a noun's uses, as WordNet counts them, that makes it a word for a person or a body first of all."""
_OFTEN: Final = 0.3
"""The same for a vessel: words for them have other uses ("liner"), but hardly one before a name."""
_TRADES: Final = frozenset(
    {"performer", "worker", "skilled_worker", "athlete", "official", "professional", "clergyman"}
)
"""Synsets below which a noun that mostly means something else tells a trade before a name ("tenor", "cleaner")."""
_RUDE: Final = re.compile(
    r"\b(?:slur|obscene|offensive (?:term|name)s?|derogatory|disparaging|insulting (?:term|word)s?)\b"
)
"""What WordNet says of words that insult."""
_LEAST_LETTERS: Final = 5
"""Letters of a word for believers or a people; many shorter ones are other words with a capital ("Mon", "Same")."""


@dataclass(frozen=True, slots=True)
class WordNet:
    """The nouns of WordNet.

    Attributes:
        words: the words of each synset.
        above: the synsets that are more general than each one by a step.
        senses: for each noun in small letters its synsets, the commonest first, with how often each was counted.
        rude: the synsets whose words insult.
    """

    words: Mapping[str, tuple[str, ...]]
    above: Mapping[str, tuple[str, ...]]
    senses: Mapping[str, tuple[tuple[str, int], ...]]
    rude: frozenset[str]


def read_wordnet(folder: Path) -> WordNet:
    """Reads the nouns of WordNet from its database files."""
    words: dict[str, tuple[str, ...]] = {}
    above: dict[str, tuple[str, ...]] = {}
    rude: set[str] = set()
    with (folder / "data.noun").open(encoding="utf8") as lines:
        for line in lines:
            if line.startswith(" "):
                continue  # the licence
            entry, _, meaning = line.partition(" | ")
            fields = entry.split()
            if _RUDE.search(meaning):
                rude.add(fields[0])
            many = int(fields[3], 16)
            words[fields[0]] = tuple(fields[4 : 4 + 2 * many : 2])
            pointers = fields[5 + 2 * many :]
            above[fields[0]] = tuple(
                synset for sign, synset in zip(pointers[::4], pointers[1::4], strict=False) if sign == "@"
            )
    numbered: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    with (folder / "index.sense").open(encoding="utf8") as lines:
        for line in lines:
            key, synset, number, count = line.split()
            noun, _, rest = key.partition("%")
            if rest.startswith("1"):
                numbered[noun].append((int(number), synset, int(count)))
    senses = {noun: tuple((s, count) for _, s, count in sorted(entries)) for noun, entries in numbered.items()}
    return WordNet(words, above, senses, frozenset(rude))


def nouns(wordnet: WordNet, given_names: Iterable[str], surnames: Iterable[str]) -> str:
    """Returns the catalogue as TOML: sorts of nouns, each a text of words with spaces between them.

    Args:
        wordnet: the nouns of WordNet.
        given_names: given names in capitals or small letters.
        surnames: the common surnames, likewise.
    """
    within = _Within(wordnet)
    small = {n for n, senses in wordnet.senses.items() if _is_word(n) and _is_written_small(wordnet, n, senses)}
    plain = {n: senses for n in small if not _is_rude(wordnet, senses := wordnet.senses[n])}
    persons = {noun for noun, senses in plain.items() if any(within(s, _PERSON) for s, _ in senses)}
    mostly = {noun for noun in persons if _share(plain[noun], within, _PERSON) >= _MOSTLY}
    trades = {noun for noun in persons if any(not _TRADES.isdisjoint(within.titles(s)) for s, _ in plain[noun])}
    bodies = {noun for noun, senses in plain.items() if any(within(s, _BODY) for s, _ in senses)}
    given = {name.casefold() for name in given_names}
    sorts = {
        "persons": mostly,
        "trades": trades - mostly,
        "bodies": {noun for noun in bodies if _share(plain[noun], within, _BODY) >= _MOSTLY},
        "persons_or_bodies": persons & bodies,
        "vessels": {noun for noun, senses in plain.items() if _share(senses, within, _VESSEL) >= _OFTEN},
        "believers": set(_believers(wordnet, within)) - small - given - {name.casefold() for name in surnames},
        "given_names": given,
    }
    return _HEAD + "".join(f'{sort} = """\n{_lines(words)}"""\n' for sort, words in sorts.items())


class _Within:
    """Tells whether a synset is of a sort: whether synsets of all its first words are more general than it."""

    def __init__(self, wordnet: WordNet) -> None:
        @cache
        def titles(synset: str) -> frozenset[str]:
            own = frozenset(wordnet.words[synset][:1])
            return own.union(*(titles(higher) for higher in wordnet.above[synset]))

        self.titles = titles

    def __call__(self, synset: str, sort: frozenset[str]) -> bool:
        return sort <= self.titles(synset)


def _is_word(noun: str) -> bool:
    return len(noun) > 1 and all(part.isalpha() for part in noun.split("-"))


def _is_written_small(wordnet: WordNet, noun: str, senses: Iterable[tuple[str, int]]) -> bool:
    """Tells whether a noun is no name: in its commonest sense it is written in small letters."""
    first, _ = next(iter(senses))
    return noun in wordnet.words[first]


def _is_rude(wordnet: WordNet, senses: Iterable[tuple[str, int]]) -> bool:
    """Tells whether a noun is an insult in one of its senses; no newspaper writes it before a name."""
    return any(synset in wordnet.rude for synset, _ in senses)


def _share(senses: Iterable[tuple[str, int]], within: _Within, sort: frozenset[str]) -> float:
    """Returns the share of a noun's uses that are of a sort; a sense that was never counted weighs as one use."""
    counted = [(max(count, 1), within(synset, sort)) for synset, count in senses]
    return sum(count for count, is_of_sort in counted if is_of_sort) / sum(count for count, _ in counted)


def _believers(wordnet: WordNet, within: _Within) -> Iterator[str]:
    """Yields the words with a capital for who is of a faith, a people or a place: "Quaker", "Parisian"."""
    for synset, words in wordnet.words.items():
        is_believer = not _BELIEVERS.isdisjoint(within.titles(synset)) and _LEADERS.isdisjoint(within.titles(synset))
        if is_believer and synset not in wordnet.rude:
            yield from (
                word.casefold()
                for word in words
                if len(word) >= _LEAST_LETTERS and _is_word(word) and word[0].isupper() and word[1:].islower()
            )


def _lines(words: Iterable[str]) -> str:
    return "\n".join(textwrap.wrap(" ".join(sorted(words)), 118, break_on_hyphens=False, break_long_words=False)) + "\n"


def main() -> None:
    """Writes the catalogue anew."""
    wordnet, names = (Path(argument) for argument in sys.argv[1:])
    female, male, surnames = (
        [line.split()[0] for line in (names / f"dist.{of}").read_text("ascii").splitlines()]
        for of in ("female.first", "male.first", "all.last")
    )
    written = nouns(read_wordnet(wordnet), [*female, *male], surnames[:_COMMON_SURNAMES])
    (FOLDER / "nouns.toml").write_text(written, "utf8")


if __name__ == "__main__":
    main()
