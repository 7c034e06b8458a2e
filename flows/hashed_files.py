"""The hashes of the corpus's files, kept from load to load: `hashes.parquet`, in the folder of the warehouse.

It is no part of what is published, and may be deleted: then the next load hashes all files.
"""

from contextlib import suppress
from pathlib import Path

import polars as pl

from transforms.ingest.corpus import HASHED
from warehouse.files import replacing

NAME = "hashes.parquet"


def read(warehouse: Path) -> pl.DataFrame:
    """Returns the columns of `HASHED`; no rows where the file is missing, damaged or of another version."""
    try:
        found = pl.read_parquet(warehouse / NAME)
    except (OSError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=HASHED)
    return found if found.schema == HASHED else pl.DataFrame(schema=HASHED)


def write(warehouse: Path, hashed: pl.DataFrame) -> None:
    """Keeps the hashes for the next load. A full disk only means that it hashes all files."""
    with suppress(OSError), replacing(warehouse / NAME) as unfinished:
        hashed.write_parquet(unfinished)
