"""The settings of a load: where it reads and writes, and with how many processes."""

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CORPUS = "corpus/sample"
WAREHOUSE = "warehouse/published"
OUTLETS = "outlets.toml"

BATCH = {"max_articles": 100, "max_chars": 2 * 2**20}
"""A batch keeps one worker busy for some 15 seconds: long compared with the cost of a task, short compared with a
night."""


def default_workers() -> int:
    """Returns the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_version() -> str:
    """Returns the version of newsledger."""
    return version("newsledger")


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """The settings of a load, with absolute paths.

    Attributes:
        corpus: folder of raw files.
        warehouse: folder of the published versions.
        outlets: file that says which outlet a path belongs to; null for none.
        workers: processes that strip, annotate and extract.
        keep: versions of the warehouse that stay, the newest.
    """

    corpus: Path
    warehouse: Path
    outlets: Path | None
    workers: int
    keep: int

    @classmethod
    def of(
        cls, corpus: Path | str, warehouse: Path | str, outlets: Path | str | None, workers: int, keep: int
    ) -> "LoadSettings":
        """Returns the settings with absolute paths; a link stays a link, for it may be pointed elsewhere meanwhile."""
        return cls(
            Path(corpus).absolute(),
            Path(warehouse).absolute(),
            Path(outlets).absolute() if outlets else None,
            workers,
            keep,
        )

    def parameters(self) -> dict[str, str | int | None]:
        """Returns the parameters of the flow, in types that any scheduler can store."""
        return {
            "corpus": str(self.corpus),
            "warehouse": str(self.warehouse),
            "outlets": str(self.outlets) if self.outlets else None,
            "workers": self.workers,
            "keep": self.keep,
        }
