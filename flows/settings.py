"""The settings of a load: where it reads and writes, and with how many processes."""

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from transforms.ingest.store_address import is_address

CORPUS = "corpus/sample"
WAREHOUSE = "warehouse/published"
OUTLETS = "outlets.toml"

CONFIGURATION_VARIABLE = "NEWSLEDGER_CONFIG"
"""Names the configuration file, as the option `--config` does."""

MAX_ARTICLES = 250_000
"""Articles that one file may give, unless more are allowed: several times as many as a night's crawl of a country has.
Beyond it lies a table that only looks like articles, and would keep the night busy for days."""

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
        corpus: folder of raw files, or the address of an object store; null for a load that only works on what the
            warehouse holds.
        warehouse: folder of the published versions.
        outlets: file that says which outlet a path belongs to; null for none.
        workers: processes that strip, annotate and extract.
        keep: versions of the warehouse that stay, the newest.
        reprocess_share: of the articles of the warehouse, how many at most the load extracts anew; 0 for none.
        max_articles: most articles that are read from one file.
        deadline: seconds after which the load ends itself; null for none.
        rehash: whether files that look as they did are hashed all the same.
        settle: seconds that must have gone by since the last write to a file; until then it waits.
    """

    corpus: Path | str | None
    warehouse: Path
    outlets: Path | None
    workers: int
    keep: int
    reprocess_share: float = 0.0
    max_articles: int = MAX_ARTICLES
    deadline: float | None = None
    rehash: bool = False
    settle: float = 0.0

    @classmethod
    def of(
        cls,
        corpus: Path | str | None,
        warehouse: Path | str,
        outlets: Path | str | None,
        workers: int,
        keep: int,
        reprocess_share: float = 0.0,
        max_articles: int = MAX_ARTICLES,
        deadline: float | None = None,
        *,
        rehash: bool = False,
        settle: float = 0.0,
    ) -> "LoadSettings":
        """Returns the settings with absolute paths; a link stays a link, for it may be pointed elsewhere meanwhile."""
        return cls(
            str(corpus) if is_address(corpus) else Path(corpus).absolute() if corpus else None,
            Path(warehouse).absolute(),
            Path(outlets).absolute() if outlets else None,
            workers,
            keep,
            reprocess_share,
            max_articles,
            deadline,
            rehash,
            settle,
        )

    def parameters(self) -> dict[str, str | int | float | None]:
        """Returns the parameters of the flow, in types that any scheduler can store."""
        return {
            "corpus": str(self.corpus) if self.corpus else None,
            "warehouse": str(self.warehouse),
            "outlets": str(self.outlets) if self.outlets else None,
            "workers": self.workers,
            "keep": self.keep,
            "reprocess_share": self.reprocess_share,
            "max_articles": self.max_articles,
            "deadline": self.deadline,
            "rehash": self.rehash,
            "settle": self.settle,
        }
