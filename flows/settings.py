"""What a load is told: where to read and write, and with how many processes."""

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CORPUS = "corpus/sample"
WAREHOUSE = "warehouse/published"
OUTLETS = "outlets.toml"


def default_workers() -> int:
    """Returns the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_version() -> str:
    """Returns the version of newsledger."""
    return version("newsledger")


@dataclass(frozen=True, slots=True)
class Load:
    """The parameters of a load, with absolute paths.

    Attributes:
        corpus: folder of raw files.
        warehouse: folder of the published versions.
        outlets: file that tells outlets by path; null for none.
        workers: processes that annotate and extract.
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
    ) -> "Load":
        """Returns the parameters with absolute paths; links are kept, for they may be flipped meanwhile."""
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
