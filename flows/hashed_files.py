"""The hashes of the corpus's files, kept from load to load: `hashes.bin`, in the folder of the warehouse.

It is no part of what is published, and may be deleted: then the next load hashes all files. It is Parquet with the
hash of that behind it: a bit that flips on the disk would be a wrong hash, or end the process that reads it.
"""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import polars as pl

from transforms.ingest.corpus import HASHED
from warehouse.files import replacing

NAME = "hashes.bin"
DIGEST_BYTES = hashlib.sha256().digest_size


def read(warehouse: Path) -> pl.DataFrame:
    """Returns the columns of `HASHED`; no rows where the file is missing, damaged or of another version."""
    try:
        kept = (warehouse / NAME).read_bytes()
        content, digest = kept[:-DIGEST_BYTES], kept[-DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return pl.DataFrame(schema=HASHED)
        found = pl.read_parquet(io.BytesIO(content))
    except (OSError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=HASHED)
    return found if found.schema == HASHED else pl.DataFrame(schema=HASHED)


def write(warehouse: Path, hashed: pl.DataFrame) -> None:
    """Keeps the hashes for the next load. A full disk only means that it hashes all files."""
    content = io.BytesIO()
    hashed.write_parquet(content)
    with suppress(OSError), replacing(warehouse / NAME) as unfinished:
        unfinished.write_bytes(content.getvalue() + hashlib.sha256(content.getvalue()).digest())
