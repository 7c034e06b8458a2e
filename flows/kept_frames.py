"""Frames of articles that are extracted anew, kept until they are published, so that a killed load need not begin anew.

They lie in `<warehouse>/reprocess/<state>/<batch>/<frame>.parquet`. `state` stands for all that a batch depends on but
its articles, and `batch` for these: what was made under other circumstances is never taken, and is deleted.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from warehouse.schema.tables.stages import BATCH_FRAMES


class KeptFrames:
    """The frames that are kept for one load."""

    def __init__(self, warehouse: Path, circumstances: Iterable[str]) -> None:
        """Deletes what was made under other circumstances.

        Args:
            warehouse: folder of the warehouse, locked by the caller.
            circumstances: what the frames depend on, besides the articles.
        """
        self._root = warehouse / "reprocess"
        self._folder = self._root / _digest("\n".join(circumstances).encode())
        for other in self._root.iterdir() if self._root.is_dir() else ():
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    def restore(self, work: Path, batch: int) -> bool:
        """Puts the frames of a batch into the work folder, if an earlier load made them; says whether it did."""
        folder = self._of(work, batch)
        if not folder.is_dir():
            return False
        for name in BATCH_FRAMES:
            _link(folder / f"{name}.parquet", work / f"{name}-{batch}.parquet")
        return True

    def keep(self, work: Path, batch: int) -> None:
        """Keeps the frames of a batch that is done. A full disk only means that they are not kept."""
        folder = self._of(work, batch)
        unfinished = folder.with_suffix(".tmp")
        with suppress(OSError):
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            for name in BATCH_FRAMES:
                _link(work / f"{name}-{batch}.parquet", unfinished / f"{name}.parquet")
            unfinished.replace(folder)

    def clear(self) -> None:
        """Deletes all that is kept, once the load has come to a verdict."""
        shutil.rmtree(self._root, ignore_errors=True)

    def _of(self, work: Path, batch: int) -> Path:
        return self._folder / _digest((work / f"raw-{batch}.parquet").read_bytes())


def _link(source: Path, target: Path) -> None:
    """Gives a file a second name; where the file system knows no such thing, copies it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
