"""The log of the Prefect server that we start: kept small, though the server never closes it."""

import shutil
from contextlib import suppress
from pathlib import Path

LARGEST = 10 * 10**6
"""Bytes: far more than the errors of a month, and little on any disk."""
KEPT = 3
"""Earlier parts, the latest with the number 1."""


def rotate(log: Path, largest: int = LARGEST) -> None:
    """Moves what a log holds into a part of its own, if it has grown large.

    The server writes at the end of the same file all its life, so what it holds is copied and then cut away; lines that
    come in between are lost. A disk without room keeps the log as it is.

    Args:
        log: the file; it may be missing.
        largest: bytes that it may have.
    """
    with suppress(OSError):
        if log.stat().st_size <= largest:
            return
        parts = [log.with_name(f"{log.name}.{number}") for number in range(1, KEPT + 1)]
        for earlier, later in zip(parts[-2::-1], parts[:0:-1], strict=True):
            if earlier.exists():
                earlier.replace(later)
        shutil.copyfile(log, parts[0])
        with log.open("r+b") as stream:
            stream.truncate(0)
