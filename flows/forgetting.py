"""What a load does besides, because people had something taken down: before it is made, and after it is published.

Each step may be killed and is then done by the next load: what is asked for stands in a journal
(`warehouse.publish.forgotten`), and whether a version holds it still is asked of the version.
"""

import os
import pwd
import shutil
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from flows import hashed_files
from warehouse.build import clearing, forgotten
from warehouse.publish import forgotten as requests
from warehouse.publish import layout, retention
from warehouse.publish.forgotten import Forgotten, PassedOver, Purged


def asking() -> str:
    """Returns the login name of who runs this process, by its user id; environment variables may say anything."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def leave_out(inputs: pl.DataFrame, hashed: pl.DataFrame, taken_down: Forgotten) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Returns inputs of the corpus, and hashes to keep, without files that hold nothing but what was taken down.

    Their paths are kept nowhere, so each load hashes them anew.

    Args:
        inputs: as `transforms.ingest.corpus.Scan` has them.
        hashed: likewise.
        taken_down: what the journal says.
    """
    left = pl.DataFrame({"sha256": sorted(taken_down.files)}, {"sha256": pl.String()})
    return (
        inputs.join(left, on="sha256", how="anti", maintain_order="left"),
        hashed.join(left, on="sha256", how="anti", maintain_order="left"),
    )


def split(
    articles: pl.DataFrame, files: pl.DataFrame, chosen: pl.DataFrame, taken_down: Forgotten
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tells the articles that a night has read apart: those to load, and those that were taken down.

    Args:
        articles: the columns of `ARTICLES_READ`.
        files: their files, as far as these are read to the end, which files of one article are.
        chosen: the files that the night looks at.
        taken_down: what the journal says.
    """
    read = articles.join(files.select("path", "format"), on="path", how="left", maintain_order="left")
    hashes = chosen.select("path", file_sha256="sha256")
    gone = forgotten.are_forgotten(read.join(hashes, on="path", how="left", maintain_order="left"), taken_down)
    return articles.filter(~gone), articles.filter(gone)


def prepare(directory: Path, base: Path, taken_down: Forgotten) -> None:
    """Clears what the next version would be made from, while the texts of what goes can still be read.

    Args:
        directory: the warehouse directory, locked by the caller.
        base: the published file.
        taken_down: what the journal says.

    Raises:
        WarehouseError: a journal is damaged, or cannot be written.
    """
    if emptied := clearing.emptied_files(base, taken_down):
        if not taken_down.files.issuperset(emptied):
            requests.add(directory, PassedOver(emptied))
        for name in hashed_files.SCHEMAS:
            hashed = hashed_files.read(directory, name)
            kept = hashed.filter(~pl.col("sha256").is_in(emptied))
            if kept.height < hashed.height:
                hashed_files.write(directory, name, kept)
    clearing.clear_words(directory, base, taken_down)
    if taken_down.to_purge:
        clearing.clear_beside(directory, taken_down)


def finish(directory: Path) -> list[str]:
    """Clears all other places too, where that was asked for and the published version is clear.

    Args:
        directory: the warehouse directory, locked by the caller.

    Returns:
        The loads whose versions were removed.

    Raises:
        WarehouseError: a journal is damaged, or something cannot be removed.
    """
    taken_down, base = requests.read(directory), layout.published(directory)
    if not taken_down.to_purge or forgotten.is_pending(base, taken_down):
        return []
    clearing.clear_beside(directory, taken_down)
    shutil.rmtree(directory / retention.FETCHED, ignore_errors=True)  # what a killed load had fetched
    removed = clearing.remove_versions(directory, taken_down)
    requests.add(directory, Purged(datetime.now(UTC)))
    return removed
