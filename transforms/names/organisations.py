"""Comparison of the names of organisations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from transforms.names.transliteration import CLOSE, EXACT_BELOW, SAME, consonants, likeness
from transforms.names.words import (
    BREAKS,
    COMMON,
    CONTRARY,
    DIRECTIONS,
    ENDING,
    FIRMS,
    GENERIC,
    GOVERNED,
    HOUSES,
    JOINED,
    NUMBER,
    OF_A_STATE,
    OFFICES,
    PARSED,
    PLACE_WORDS,
    SMALL,
    STATES,
    TAILS,
    TURNED,
    VARIANTS,
    Comparison,
    plain_word,
)

_SHORTEST_ACRONYM: Final = 3
"""Letters; two are the initials of too many bodies."""

_LONGEST_ACRONYM: Final = 6
"""Letters; a longer word is read as a word."""


@dataclass(frozen=True, slots=True)
class _Body:
    """Any other name.

    Attributes:
        words: those that count, in order and in one spelling each.
        written: all, as they are written.
        head: what it is: the word before "of", or the last.
        before_of: whether the head stands before "of".
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    head: str
    before_of: bool

    @property
    def turns(self) -> bool:
        """Whether "X of Y" is as well "Y X" here; "Council of X" and "University of X" are not."""
        return self.before_of and self.head in TURNED


# --- Bodies, places, groups ---


@lru_cache(PARSED)
def parse_body(key: str) -> _Body:
    plain = plain_word(key)
    written = tuple(filter(None, BREAKS.split(plain)))
    # A state's name of several words is one word here, so that "United" is no likeness.
    joined = filter(None, BREAKS.split(STATES.sub(lambda found: JOINED[found[0]], plain)))
    words = tuple(VARIANTS.get(word, word) for word in joined if word not in SMALL or len(written) == 1)
    heads = [VARIANTS.get(word, word) for word, after in pairwise(written) if after in {"of", "for"}]
    return _Body(words, written, heads[0] if heads else (words[-1] if words else ""), bool(heads))


def compare_bodies(kind: str, one: _Body, other: _Body) -> Comparison:
    a, b = one.words, other.words
    if not a or not b:
        return Comparison("apart", 0.0)
    if a == b:
        return Comparison("same", 0.99, {"words": "same"})
    if "".join(a) == "".join(b):
        return Comparison("same", 0.97, {"words": "joined"})
    if kind != "GROUP" and (_initials_of(one, other) or _initials_of(other, one)):
        return Comparison("part", 0.6, {"initials": (one if len(one.written) == 1 else other).written[0]})
    pairs, left, right = _matched(a, b)
    least = min((found for _, _, found in pairs), default=0.0)
    mean = sum(found * (len(a[n]) + len(b[m])) for n, m, found in pairs) / (sum(map(len, a)) + sum(map(len, b)))
    if not pairs:
        return Comparison("apart", round(0.4 * JaroWinkler.similarity(" ".join(a), " ".join(b)), 3))
    features: dict[str, float | str] = {"words": round(mean, 2)}
    if not HOUSES.isdisjoint(left) and not HOUSES.isdisjoint(right):
        features |= _unlike(left, right)
        left, right = [[word for word in words if word not in HOUSES] for words in (left, right)]
        if not left and not right:
            return Comparison("close", round(0.8 * mean, 3), features)
    plain = PLACE_WORDS if kind == "PLACE" else GENERIC
    if _contrary(left, right):
        return Comparison("contradicts", round(0.3 * mean, 3), features | _unlike(left, right))
    if left and right:
        left, right = [[word for word in words if word not in FIRMS] for words in (left, right)]
    if not left and not right:
        order = [m for n, m, _ in pairs if a[n] not in FIRMS]
        if order != sorted(order) and not (one.turns or other.turns):
            return Comparison("apart", 0.4, features | {"order": "other"})
        return Comparison("same" if least >= SAME else "close", round(0.98 * mean, 3), features)
    if left and right:
        # Half of the words the same, and the others not: two bodies of one make; but a "center" may be a "clinic".
        heads = len(left) == len(right) == 1 and left[0] == one.head and right[0] == other.head
        if len(pairs) >= max(len(left), len(right)) and not (heads and plain.issuperset(left + right)):
            return Comparison("contradicts", round(0.3 * mean, 3), features | _unlike(left, right))
        return Comparison("apart", round(0.4 * mean, 3), features | _unlike(left, right))
    more = left or right
    if _is_part(kind, *(one, other) if right else (other, one), more):
        return Comparison("part", round(0.5 + 0.3 * mean * least, 3), features | {"more": " ".join(more)})
    if kind == "PLACE" and DIRECTIONS & set(more):
        return Comparison("contradicts", round(0.3 * mean, 3), features | {"more": " ".join(more)})
    return Comparison("apart", round(0.4 * mean, 3), features | {"more": " ".join(more)})


def _unlike(left: Sequence[str], right: Sequence[str]) -> dict[str, float | str]:
    return {"unlike": f"{' '.join(left)}/{' '.join(right)}"}


def _matched(a: Sequence[str], b: Sequence[str]) -> tuple[list[tuple[int, int, float]], list[str], list[str]]:
    """Pairs the words of two names, each with the likest that is left.

    Returns:
        The pairs by place in `a`, with their likeness; the words of `a` without one, and those of `b`.
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
        found, m = max(((_word_likeness(a[n], other), -m) for m, other in free.items()), default=(0.0, 0))
        if found:
            del free[-m]
            alone.remove(n)
            pairs.append((n, -m, found))
    return sorted(pairs), [a[n] for n in alone], list(free.values())


@lru_cache(PARSED)
def _word_likeness(a: str, b: str) -> float:
    """Returns the likeness of two words of bodies; a state and what is of it are one ("Ardia", "Ardian")."""
    if {a, b} & CONTRARY or NUMBER.fullmatch(a) or NUMBER.fullmatch(b):
        return float(a == b)
    if {a, b} <= GENERIC:
        # Their plurals ("Force", "Forces"), and no slips: "state" and "estate" are two.
        return 0.96 if a.rstrip("s") == b.rstrip("s") else 0.0
    found = likeness(a, b) if OSA.normalized_similarity(a, b) >= _ALIKE_IN_BODIES else 0.0
    return max(found, 0.96) if found < SAME and _of_one_state(a, b) else found


_ALIKE_IN_BODIES: Final = 0.75
"""Share of letters; words of bodies and places are not all foreign names, and in others a like sound says little."""


def _of_one_state(a: str, b: str) -> bool:
    """Whether one word is the adjective of the other: Ardia, Ardian; with a lost vowel, Belmo, Belmese."""
    # "Ardia's" has lost its mark in a key.
    state, other = sorted((a.removesuffix("s"), b.removesuffix("s")), key=len)
    stem = state.rstrip("aeiouy")
    return len(stem) >= _SHORTEST_STEM and (
        (other.startswith(state) and other[len(state) :] in OF_A_STATE)
        or (stem != state and other.startswith(stem) and other[len(stem) :] in OF_A_STATE - {"n"})
    )


def _stem(word: str) -> str:
    """Returns a word without plural and without what makes an adjective of a state, for looking up."""
    stem = ENDING.sub("", word).rstrip("aeiouy")
    return stem if len(stem) >= _SHORTEST_STEM else word


_SHORTEST_STEM: Final = 3
"""Letters; with fewer, words of one beginning are seldom related."""

_COMMON_STEMS: Final = frozenset(map(_stem, COMMON))


def _contrary(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether both names have numbers, directions or the like that the other has not."""
    return any(
        any(test(word) for word in left) and any(test(word) for word in right)
        for test in (CONTRARY.__contains__, NUMBER.fullmatch)
    )


def _is_part(kind: str, part: _Body, whole: _Body, more: Sequence[str]) -> bool:
    """Whether the words of one name, all found in the other, may stand for it."""
    if kind == "GROUP":
        return False  # a smaller group is another group
    if TAILS.issuperset(more):
        return True
    if kind == "PLACE":
        if whole.before_of and whole.head in more and whole.head not in GOVERNED:
            return False  # the sea of a land
        ends_alike = len(part.words) > 1 and part.words[-1] == whole.words[-1]
        return not DIRECTIONS & set(more) and (ends_alike or PLACE_WORDS.issuperset(more))
    if _word_likeness(part.head, whole.head) >= CLOSE:
        # "Telegraph" stands for another "Telegraph", but "Ardia" not for what is of it.
        return len(part.words) > 1 or part.head not in COMMON | GENERIC
    # Words after it may say more of it; another head makes another body ("Ardian Union", "Ardian Union Commission").
    return len(part.words) > 1 and not COMMON.issuperset(part.words) and not GENERIC & (set(more) - FIRMS)


def _initials_of(short: _Body, long: _Body) -> bool:
    """Whether one name is the initials of the other."""
    return len(short.written) == 1 and len(long.written) > 1 and short.written[0] in set(_initials(long))


def _initials(body: _Body) -> Iterator[str]:
    """Yields the initials of a name with and without its small words."""
    for words in (body.written, [word for word in body.written if word not in SMALL]):
        letters = "".join(word[0] for word in words)
        if _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
            yield letters


def office_keys(body: _Body) -> Iterator[str]:
    """Yields `s:` and the office in a name, without the state or town that it is of."""
    office = [word for word in body.words if word in GENERIC]
    if set(office) & OFFICES or (office and len(office) == len(body.words)):
        yield "s:" + " ".join(sorted(office, key=body.head.__eq__) if body.turns else office)


def body_keys(kind: str, body: _Body) -> Iterator[str]:
    """Yields keys of a body, place or group: of all its telling words, of two neighbouring ones, of the only one."""
    family, plain = ("p:", PLACE_WORDS) if kind == "PLACE" else ("o:", GENERIC | FIRMS)
    telling = [word for word in body.words if word not in plain]
    bones = [consonants(_stem(word)) if len(word) >= EXACT_BELOW else word for word in telling]
    if not telling:
        return
    if kind != "PLACE" and _COMMON_STEMS.issuperset(map(_stem, telling)):
        # Too many are of these: what they are tells them apart.
        yield family + " ".join(sorted({*bones, *(word.removesuffix("s") for word in body.words if word in GENERIC)}))
    else:
        yield family + " ".join(sorted(bones))
        for pair in (slice(-2, None), slice(2)):
            if not _COMMON_STEMS.issuperset(map(_stem, telling[pair])):
                yield family + " ".join(sorted(bones[pair]))
        if len(bones) == 1 and len(bones[0]) > _SHORTEST_STEM:
            # For slips in the only word.
            yield f"{family}{bones[0][:3]}-"
            yield f"{family}{bones[0][0]}-{bones[0][-2:]}"
        if _stem(telling[-1]) not in _COMMON_STEMS and (kind != "PLACE" or len(telling) < len(body.words)):
            yield family + bones[-1]
    if kind == "ORG":
        if len(body.written) == 1 and _SHORTEST_ACRONYM <= len(body.written[0]) <= _LONGEST_ACRONYM:
            yield f"i:{body.written[0]}"
        yield from (f"i:{letters}" for letters in _initials(body) if len(body.written) > 1)
