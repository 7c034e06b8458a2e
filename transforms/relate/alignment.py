"""Alignment of two texts: which words of one stand in the other, in the same order.

Sequences of some words that both texts have are put into order first (the longest chain that climbs in both); then the
short gaps between them are compared word by word. Time and memory grow with the length of the texts, and not with the
product of both lengths, as those of a plain alignment do.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from transforms.relate.shingles import sequence_keys
from transforms.relate.words import Flags, Keys, Words

ANCHOR_WORDS: Final = 4
"""Words in a row that both texts must have: fewer ("one of the") stand in any two texts, in some order."""
LONGEST_GAP: Final = 40
"""Words of a gap that is compared word by word; a longer stretch that differs was written anew."""

_OCCURRENCE: Final = np.uint64(0xD6E8FEB86659FD93)
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share.

    Attributes:
        matched, matched_earlier: for each word of either text, whether it stands in the other, in order.
        numbers_kept, names_kept: numbers and names among the words that both have.
        numbers_changed, names_changed: numbers and names in whose place the other text has another one.
    """

    matched: Flags
    matched_earlier: Flags
    numbers_kept: int
    numbers_changed: int
    names_kept: int
    names_changed: int


def align(text: Words, earlier: Words) -> Alignment:
    """Aligns two texts; whichever is given first, the outcome is the same."""
    if (len(earlier), earlier.keys.tobytes()) < (len(text), text.keys.tobytes()):
        found = _align(earlier, text)
        return replace(found, matched=found.matched_earlier, matched_earlier=found.matched)
    return _align(text, earlier)


def _align(text: Words, earlier: Words) -> Alignment:
    matched = np.zeros(len(text), dtype=np.bool_)
    matched_earlier = np.zeros(len(earlier), dtype=np.bool_)
    gaps = [(0, 0)]
    for start, earlier_start, length in _runs(text.keys, earlier.keys):
        gaps += [(start, earlier_start), (start + length, earlier_start + length)]
        matched[start : start + length] = True
        matched_earlier[earlier_start : earlier_start + length] = True
    gaps.append((len(text), len(earlier)))
    numbers = names = 0
    for before, after in zip(gaps[::2], gaps[1::2], strict=True) if len(gaps) > 2 else ():
        here, there = slice(before[0], after[0]), slice(before[1], after[1])
        for same, one, other in _stretches(text.keys[here], earlier.keys[there]):
            own = slice(here.start + one.start, here.start + one.stop)
            their = slice(there.start + other.start, there.start + other.stop)
            if same:
                matched[own] = True
                matched_earlier[their] = True
            else:
                numbers += _replaced(text.is_number[own], earlier.is_number[their])
                names += _replaced(text.is_name[own], earlier.is_name[their])
    return Alignment(
        matched,
        matched_earlier,
        numbers_kept=int((matched & text.is_number).sum()),
        numbers_changed=numbers,
        names_kept=int((matched & text.is_name).sum()),
        names_changed=names,
    )


def _replaced(flags: Flags, earlier_flags: Flags) -> int:
    """Returns how many words of a kind stand where the other text has others of that kind."""
    here, there = int(flags.sum()), int(earlier_flags.sum())
    return max(here, there) if here and there else 0


def _runs(words: Keys, earlier: Keys) -> Iterator[tuple[int, int, int]]:
    """Yields runs of words that both texts have, in order: where each starts in either text, and its length."""
    places, earlier_places = _anchors(words, earlier)
    if not len(places):
        return
    breaks = np.flatnonzero((np.diff(places) != 1) | (np.diff(earlier_places) != 1)) + 1
    end = earlier_end = 0
    for first, past in zip([0, *breaks], [*breaks, len(places)], strict=True):
        start, earlier_start = int(places[first]), int(earlier_places[first])
        length = int(past - first) + ANCHOR_WORDS - 1
        overlap = max(end - start, earlier_end - earlier_start, 0)
        if overlap < length:
            yield start + overlap, earlier_start + overlap, length - overlap
            end, earlier_end = start + length, earlier_start + length


def _anchors(words: Keys, earlier: Keys) -> tuple[Places, Places]:
    """Returns where sequences of `ANCHOR_WORDS` stand in both texts, in an order that climbs in both.

    The second time that a text has a sequence is paired with the second time that the other has it.
    """
    _, places, earlier_places = np.intersect1d(
        _counted(sequence_keys(words, ANCHOR_WORDS)),
        _counted(sequence_keys(earlier, ANCHOR_WORDS)),
        assume_unique=True,
        return_indices=True,
    )
    order = np.argsort(places)
    places, earlier_places = places[order], earlier_places[order]
    if np.all(np.diff(earlier_places) > 0):
        return places, earlier_places
    chain = _longest_climb(earlier_places.tolist())
    return places[chain], earlier_places[chain]


def _counted(keys: Keys) -> Keys:
    """Returns keys that differ where a key stands for the first, the second, the third time."""
    order = np.argsort(keys, kind="stable")
    by_key = keys[order]
    first = np.flatnonzero(np.concatenate(([True], by_key[1:] != by_key[:-1]))) if len(keys) else order
    times = np.arange(len(keys)) - np.repeat(first, np.diff(np.append(first, len(keys))))
    counted = keys.copy()
    counted[order] += times.astype(np.uint64) * _OCCURRENCE
    return counted


def _longest_climb(values: list[int]) -> list[int]:
    """Returns the positions of a longest increasing subsequence of distinct values."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(n)
        else:
            tails[length] = value
            ends[length] = n
    chain: list[int] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(n)
        n = before[n]
    return chain[::-1]


def _stretches(words: Keys, earlier: Keys) -> Iterator[tuple[bool, slice, slice]]:
    """Yields the stretches of a gap: whether both texts have the same words there, and where; for a long gap none."""
    if not 0 < len(words) <= LONGEST_GAP or not 0 < len(earlier) <= LONGEST_GAP:
        return
    start = earlier_start = 0
    for block in Levenshtein.editops(words.tolist(), earlier.tolist()).as_matching_blocks():
        if block.a > start or block.b > earlier_start:
            yield False, slice(start, block.a), slice(earlier_start, block.b)
        if block.size:
            yield True, slice(block.a, block.a + block.size), slice(block.b, block.b + block.size)
        start, earlier_start = block.a + block.size, block.b + block.size
