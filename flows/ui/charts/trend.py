"""Whether numbers in time rise or fall, and by how much: a line is drawn only where they do."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from statistics import median
from typing import Final, NamedTuple

FEWEST: Final = 8
"""Numbers below which no trend is told: of fewer, the test of Mann and Kendall has no normal distribution."""
SURE: Final = 2.58
"""Standard deviations from no trend at all: chance alone gives as many in one of a hundred rows of numbers."""
SEEN: Final = 0.1
"""Share of the mean by which a trend must change the numbers from the first to the last; less, nobody sees."""


class Trend(NamedTuple):
    """A straight line: its value at the first number, and what is added from one number to the next."""

    start: float
    slope: float


def trend(values: Sequence[float | None]) -> Trend | None:
    """Returns the line of Theil and Sen through numbers at equal distances, or None where they do not rise or fall.

    They do by the test of Mann and Kendall (M. G. Kendall, "Rank Correlation Methods", 1975), which asks for no
    distribution and is not moved by single high numbers.

    Args:
        values: in order of time; None for a gap.
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    count = len(known)
    if count < FEWEST:
        return None
    pairs = [(after - before, high - low) for (before, low), (after, high) in combinations(known, 2)]
    score = sum((rise > 0) - (rise < 0) for _, rise in pairs)
    ties = Counter(value for _, value in known).values()
    variance = (count * (count - 1) * (2 * count + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if variance == 0 or (abs(score) - 1) / math.sqrt(variance) < SURE:
        return None
    slope = median(rise / distance for distance, rise in pairs)
    mean = sum(value for _, value in known) / count
    if abs(slope) * (known[-1][0] - known[0][0]) < SEEN * abs(mean):
        return None
    return Trend(median(value - slope * at for at, value in known), slope)
