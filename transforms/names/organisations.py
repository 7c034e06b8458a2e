"""Names of organisations, places and groups: their words, how alike two words are, and the keys to look names up.

How two whole names are compared stands in `organisation_rules`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA

from transforms.names.transliteration import EXACT_BELOW, SAME, consonants, likeness
from transforms.names.words import (
    BREAKS,
    COMMON,
    CONTRARY,
    ENDING,
    FIRMS,
    GENERIC,
    JOINED,
    NUMBER,
    OF_A_STATE,
    OFFICES,
    PARSED,
    PLACE_WORDS,
    SMALL,
    STATES,
    TURNED,
    VARIANTS,
    plain_word,
)

_SHORTEST_ACRONYM: Final = 3
"""Letters; two are the initials of too many organisations."""

_LONGEST_ACRONYM: Final = 6
"""Letters; longer ones are mostly words of their own."""

RELATED: Final = 0.96
"""Likeness of a plural, or of a state's adjective, and its word: from `SAME` on, for names use both."""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The name of an organisation, a place or a group, in its words.

    Attributes:
        words: its words in order, without small ones such as "of"; variants under one spelling ("centre", "center").
        written: all its words as they are written.
        head: the word that says what it is: the one before "of" or "for", else the last.
        before_of: whether the head stands before "of" or "for".
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    head: str
    before_of: bool

    @property
    def turns(self) -> bool:
        """Whether "X of Y" may also be written "Y X", as with ministries, but not with universities."""
        return self.before_of and self.head in TURNED


@lru_cache(PARSED)
def parse_organisation(key: str) -> OrganisationName:
    """Splits the name of an organisation, a place or a group into its words.

    Args:
        key: the name as `normalise.name_key` folds it.
    """
    plain = plain_word(key)
    written = tuple(filter(None, BREAKS.split(plain)))
    # The name of a state counts as one word, so that "United" alone is nothing in common.
    joined = filter(None, BREAKS.split(STATES.sub(lambda found: JOINED[found[0]], plain)))
    words = tuple(VARIANTS.get(word, word) for word in joined if word not in SMALL or len(written) == 1)
    heads = [VARIANTS.get(word, word) for word, after in pairwise(written) if after in {"of", "for"}]
    return OrganisationName(words, written, heads[0] if heads else (words[-1] if words else ""), bool(heads))


def match_words(a: Sequence[str], b: Sequence[str]) -> tuple[list[tuple[int, int, float]], list[str], list[str]]:
    """Pairs the words of two names: equal words first, then each with the most alike of those that are left.

    Returns:
        The pairs as position in `a`, position in `b` and likeness; the words of `a` without a partner; those of `b`.
    """
    free = dict(enumerate(b))
    pairs = []
    for n, word in enumerate(a):
        m = next((m for m, other in free.items() if other == word), None)
        if m is not None:
            del free[m]
            pairs.append((n, m, 1.0))
    alone = [n for n in range(len(a)) if all(n != pair[0] for pair in pairs)]
    for n in list(alone):
        found, m = max(((word_likeness(a[n], other), -m) for m, other in free.items()), default=(0.0, 0))
        if found:
            del free[-m]
            alone.remove(n)
            pairs.append((n, -m, found))
    return sorted(pairs), [a[n] for n in alone], list(free.values())


@lru_cache(PARSED)
def word_likeness(a: str, b: str) -> float:
    """Returns how alike two words are, 0 to 1; a state and its adjective are the same ("Ardia", "Ardian")."""
    if {a, b} & CONTRARY or NUMBER.fullmatch(a) or NUMBER.fullmatch(b):
        return float(a == b)
    if {a, b} <= GENERIC:
        # Only plurals ("Force", "Forces"): a slip would make "state" of "estate".
        return RELATED if a.rstrip("s") == b.rstrip("s") else 0.0
    found = likeness(a, b) if OSA.normalized_similarity(a, b) >= _LEAST_ALIKE else 0.0
    return max(found, RELATED) if found < SAME and _of_one_state(a, b) else found


_LEAST_ALIKE: Final = 0.75
"""Share of letters that two words must have in common (optimal string alignment). Many words of organisations are plain
English, and in those a like sound says little."""


def _of_one_state(a: str, b: str) -> bool:
    """Returns whether one word is the adjective of the other: Ardia, Ardian; with a lost vowel, Belmo, Belmese."""
    # "Ardia's" stands in a key as "ardias".
    state, other = sorted((a.removesuffix("s"), b.removesuffix("s")), key=len)
    stem = state.rstrip("aeiouy")
    return len(stem) >= _SHORTEST_STEM and (
        (other.startswith(state) and other[len(state) :] in OF_A_STATE)
        or (stem != state and other.startswith(stem) and other[len(stem) :] in OF_A_STATE - {"n"})
    )


def _stem(word: str) -> str:
    """Returns a word without the endings of plurals and of adjectives of states, for looking up."""
    stem = ENDING.sub("", word).rstrip("aeiouy")
    return stem if len(stem) >= _SHORTEST_STEM else word


_SHORTEST_STEM: Final = 3
"""Letters; two words that share fewer at the beginning are seldom related."""

_COMMON_STEMS: Final = frozenset(map(_stem, COMMON))


def is_initials_of(short: OrganisationName, long: OrganisationName) -> bool:
    """Returns whether one name is the initials of the other."""
    return len(short.written) == 1 and len(long.written) > 1 and short.written[0] in set(_initials(long))


def abbreviates(short: OrganisationName, long: OrganisationName) -> bool:
    """Returns whether a name is another with initials for its first words: "HMS Teveldt"."""
    first, *rest = short.written or ("",)
    head = long.written[: len(long.written) - len(rest)]
    if not rest or list(long.written[len(head) :]) != rest or len(head) < _SHORTEST_INITIALS:
        return False
    return first in {"".join(word[0] for word in words) for words in (head, [w for w in head if w not in SMALL])}


_SHORTEST_INITIALS: Final = 2
"""Letters; the words behind them are the same, so fewer do than of a name that is nothing but initials."""


def _initials(name: OrganisationName) -> Iterator[str]:
    """Yields the initials of a name, once with its small words and once without."""
    for words in (name.written, [word for word in name.written if word not in SMALL]):
        letters = "".join(word[0] for word in words)
        if _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
            yield letters


def office_keys(name: OrganisationName) -> Iterator[str]:
    """Yields the key `s:` with the office in a name, without its state or town: "Ardian Foreign Ministry"."""
    office = [word for word in name.words if word in GENERIC]
    if set(office) & OFFICES or (office and len(office) == len(name.words)):
        yield "s:" + " ".join(sorted(office, key=name.head.__eq__) if name.turns else office)


def organisation_keys(kind: str, name: OrganisationName) -> Iterator[str]:
    """Yields the keys of a full name: all its telling words, two neighbouring ones, the only one, its initials.

    Telling words are those that say which organisation it is, not what it is: of "Ardian Timber Company" the first two.
    """
    family, plain = ("p:", PLACE_WORDS) if kind == "PLACE" else ("o:", GENERIC | FIRMS)
    telling = [word for word in name.words if word not in plain]
    bones = [consonants(_stem(word)) if len(word) >= EXACT_BELOW else word for word in telling]
    if not telling:
        return
    if kind != "PLACE" and _COMMON_STEMS.issuperset(map(_stem, telling)):
        # "American Union", "American Bank": such words are in too many names, so the plain ones are needed too.
        yield family + " ".join(sorted({*bones, *(word.removesuffix("s") for word in name.words if word in GENERIC)}))
    else:
        yield family + " ".join(sorted(bones))
        for pair in (slice(-2, None), slice(2)):
            if not _COMMON_STEMS.issuperset(map(_stem, telling[pair])):
                yield family + " ".join(sorted(bones[pair]))
        if len(bones) == 1 and len(bones[0]) > _SHORTEST_STEM:
            # Names of one telling word with a slip in it share one of these.
            yield f"{family}{bones[0][:3]}-"
            yield f"{family}{bones[0][0]}-{bones[0][-2:]}"
        if _stem(telling[-1]) not in _COMMON_STEMS and (kind != "PLACE" or len(telling) < len(name.words)):
            yield family + bones[-1]
    if kind == "ORG":
        if len(name.written) == 1 and _SHORTEST_ACRONYM <= len(name.written[0]) <= _LONGEST_ACRONYM:
            yield f"i:{name.written[0]}"
        yield from (f"i:{letters}" for letters in _initials(name) if len(name.written) > 1)
