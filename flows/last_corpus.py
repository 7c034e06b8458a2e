"""Which corpus a warehouse was loaded from last: `corpus.txt` in its folder, for a warning.

A file is known by its path below the corpus, so that the corpus may be moved. Two corpora that are loaded in turn
replace each other's articles where both have a file of one path, and nobody means that.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl

from warehouse.files import replacing
from warehouse.schema.escaping import escape

NAME = "corpus.txt"


def warnings(directory: Path, corpus: Path | str, chosen: pl.DataFrame, known: pl.DataFrame) -> Iterator[str]:
    """Yields a line if files of this corpus are about to replace files of another one.

    Args:
        directory: the warehouse directory.
        corpus: the folder or address that is loaded now.
        chosen: the files that the load looks at, as `transforms.ingest.select.choose` returns them.
        known: the files of the published version.
    """
    try:
        last = (directory / NAME).read_bytes()
    except OSError:
        return
    if last == _mark(corpus):
        return
    replaced = chosen.filter(role="read").join(known.filter(status="loaded"), on="path", how="semi")["path"]
    if not replaced.is_empty():
        more = f" and {len(replaced) - 1:,} more" if len(replaced) > 1 else ""
        before = escape(last.decode("utf-8", "replace"))
        yield (
            f"another corpus was loaded before, {before}, and its files of the same path"
            f" are replaced ({escape(replaced[0])}{more}); unless it only moved, give each a warehouse of its own"
        )


def remember(directory: Path, corpus: Path | str) -> None:
    """Notes the corpus of a load that is published. A full disk only means that the next load warns of nothing."""
    with suppress(OSError), replacing(directory / NAME) as unfinished:
        unfinished.write_bytes(_mark(corpus))


def _mark(corpus: Path | str) -> bytes:
    return os.fsencode(corpus if isinstance(corpus, str) else corpus.resolve())
