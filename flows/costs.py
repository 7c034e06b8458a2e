"""What the stages of a load cost: seconds, and the most memory that a process held."""

import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

Cost = tuple[float, int]
"""Seconds, and bytes of memory."""


class Costs:
    """Seconds by stage, summed over its tasks, and the peak memory of the processes that ran it, in bytes."""

    def __init__(self) -> None:
        """Begins with no stage."""
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, int] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the time of the block, and the memory that this process has held until its end."""
        start = perf_counter()
        try:
            yield
        finally:
            self.add({stage: (perf_counter() - start, peak_memory())})

    def add(self, costs: Mapping[str, Cost]) -> None:
        """Adds costs by stage."""
        for stage, (seconds, memory) in costs.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
            self.memory[stage] = max(self.memory.get(stage, 0), memory)

    def by_stage(self) -> dict[str, Cost]:
        """Returns the costs by stage, for `add`."""
        return {stage: (seconds, self.memory[stage]) for stage, seconds in self.seconds.items()}


def peak_memory() -> int:
    """Returns the most resident memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
