"""Joins articles into stories or threads: the two groups most alike first, by the average over all pairs between them.

The average is what keeps a story from growing along a theme: an article that resembles one of ten does not belong.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from transforms.relate.story_vectors import Floats, Ints, Vectors

PAIRS_THAT_COUNT, PAIRS_POWER = 10, 0.15
"""An average over several pairs is surer than one pair: it may be lower by this power of their number, up to ten."""
FINEST: Final = 1e-6
"""Likenesses are counted in whole millionths, so that their sums do not depend on the order of addition."""
COMPARED_AT_ONCE: Final = 8 * 10**6
"""Pairs of articles that are compared at once, some 250 MB."""
LINKS: Final = 50
"""Articles most like it that a new one is linked to; more than most stories have."""
OF_GROUP: Final = 200
"""Articles of a group, the latest, that stand for all of it, so that a very large one costs no more."""
MOST_TOGETHER: Final = 3_000
"""Articles that are joined in one step, at some 30 bytes for each pair."""
STRICTER: Final = 1.25
"""By how much more alike two articles must be to be looked at together, where more hang together than that."""


def join(groups: Ints, is_new: npt.NDArray[np.bool_], vectors: Vectors, least_alike: float) -> Ints:
    """Lets new articles join groups that are there, or found new ones together.

    Two groups that were there stay two: so what a day's articles belong to is known when the day is over. Of pairs
    that are equally alike the one with the smaller rows comes first.

    Args:
        groups: the group of each article, as the row of one of its articles.
        is_new: which articles are new.
        vectors: the articles.
        least_alike: groups that are less alike on average stay two.

    Returns:
        The group of each article, as the smallest row of its articles.
    """
    found = _first_rows(groups)
    compared = np.flatnonzero(is_new | _stands_for_its_group(found))
    linked = _link(np.flatnonzero(is_new), compared, vectors, least_alike / PAIRS_THAT_COUNT**PAIRS_POWER)
    joined_to = np.arange(len(found))
    for rows in _hanging_together(found, compared, linked):
        first = _agglomerate(found[rows], is_new[rows], vectors.compare(rows, rows).toarray(), least_alike)
        joined_to[found[rows]] = found[rows[first]]
    return _first_rows(joined_to[found])


def _first_rows(groups: Ints) -> Ints:
    """Names each group by its smallest row."""
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def _stands_for_its_group(groups: Ints) -> npt.NDArray[np.bool_]:
    """Returns which articles are among the last ones of their group."""
    order = np.argsort(groups, kind="stable")[::-1]
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    from_last = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    stands = np.zeros(len(groups), dtype=bool)
    stands[order] = from_last < OF_GROUP
    return stands


def _link(new: Ints, compared: Ints, vectors: Vectors, least: float) -> sparse.coo_array:
    """Returns how alike each new article is to those most like it, if at least so much."""
    at_once = max(1, COMPARED_AT_ONCE // max(1, len(compared)))
    parts = [(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for start in range(0, len(new), at_once):
        rows = new[start : start + at_once]
        alike = vectors.compare(rows, compared).tocoo()
        kept = np.flatnonzero((alike.data >= least) & (rows[alike.row] != compared[alike.col]))
        left, right, values = alike.row[kept], compared[alike.col[kept]], alike.data[kept]
        order = np.lexsort((right, -np.rint(values / FINEST), left))
        starts = np.flatnonzero(np.diff(left[order], prepend=-1))
        place = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
        best = order[place < LINKS]
        parts.append((values[best], rows[left[best]], right[best]))
    values, left, right = (np.concatenate(part) for part in zip(*parts, strict=True))
    return sparse.coo_array((values, (left, right)), shape=(len(vectors.days), len(vectors.days)))


def _hanging_together(groups: Ints, compared: Ints, linked: sparse.coo_array) -> Iterator[Ints]:
    """Yields the rows that hang together, through links or as one group; where too many do, by stronger links."""
    waiting = [(compared, linked.row, linked.col, linked.data)]
    while waiting:
        rows, left, right, values = waiting.pop()
        edges = (np.concatenate([left, rows]), np.concatenate([right, groups[rows]]))
        shape = (len(groups), len(groups))
        _, labels = connected_components(sparse.coo_array((np.ones(len(edges[0])), edges), shape=shape), directed=False)
        has_link = np.isin(labels, labels[left])
        in_order = rows[np.argsort(labels[rows], kind="stable")]
        for part in np.split(in_order, np.flatnonzero(np.diff(labels[in_order])) + 1):
            if not len(part) or not has_link[part[0]]:
                continue
            if len(part) <= MOST_TOGETHER:
                yield part
                continue
            of_part = labels[left] == labels[part[0]]
            stronger = of_part & (values >= STRICTER * values[of_part].min())
            waiting.append((part, left[stronger], right[stronger], values[stronger]))


def _agglomerate(groups: Ints, is_new: npt.NDArray[np.bool_], alike: Floats, least_alike: float) -> Ints:
    """Joins groups, the most alike first.

    Args:
        groups: the group of each of a few articles.
        is_new: which articles are new.
        alike: how alike each two of them are.
        least_alike: groups that are less alike on average stay two.

    Returns:
        For each article the place of the first one of its group.
    """
    names, group_of = np.unique(groups, return_inverse=True)
    of_group = sparse.csr_array((np.ones(len(groups), dtype=np.int64), (group_of, np.arange(len(groups)))))
    counted = np.rint(alike / FINEST).astype(np.int64)
    sums = of_group @ (of_group @ counted).T
    sizes = np.bincount(group_of)
    was_there = np.bincount(group_of, ~is_new) > 0
    joined_to = np.arange(len(names))

    def averages_of(group: int) -> Floats:
        pairs = sizes[group] * sizes
        averages = sums[group] / pairs * np.minimum(pairs, PAIRS_THAT_COUNT) ** PAIRS_POWER
        averages[(joined_to != np.arange(len(names))) | (was_there & was_there[group])] = 0.0
        averages[group] = 0.0
        return np.asarray(averages)

    averages = np.array([averages_of(group) for group in range(len(names))])
    nearest = averages.argmax(axis=1)
    while True:
        highest = averages[np.arange(len(names)), nearest]
        one = int(highest.argmax())
        other = int(nearest[one])
        if highest[one] < least_alike / FINEST:
            break
        sums[one] += sums[other]
        sums[:, one] += sums[:, other]
        sizes[one] += sizes[other]
        was_there[one] |= was_there[other]
        joined_to[joined_to == other] = one
        averages[other], averages[:, other] = 0.0, 0.0
        averages[one] = averages_of(one)
        averages[:, one] = averages[one]
        lost = np.flatnonzero((nearest == one) | (nearest == other) | (averages[one] >= highest))
        nearest[lost] = averages[lost].argmax(axis=1)
        nearest[one] = averages[one].argmax()
    _, first, inverse = np.unique(joined_to[group_of], return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)
