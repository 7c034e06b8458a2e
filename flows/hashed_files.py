"""The hashes of the corpus's files or objects, kept from load to load.

`hashes.bin` and `objects.bin` lie in the folder of the warehouse. They are no part of what is published, and may be
deleted: then the next load hashes all. Each is Parquet with the hash of that behind it: a bit that flips on the disk
would be a wrong hash, or end the process that reads it.
"""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import polars as pl

from warehouse.files import replacing

OF_FILES, OF_OBJECTS = "hashes.bin", "objects.bin"
DIGEST_BYTES = hashlib.sha256().digest_size


def read(file: Path, schema: pl.Schema) -> pl.DataFrame:
    """Returns the columns of `schema`; no rows where the file is missing, damaged or of another version."""
    try:
        kept = file.read_bytes()
        content, digest = kept[:-DIGEST_BYTES], kept[-DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return pl.DataFrame(schema=schema)
        found = pl.read_parquet(io.BytesIO(content))
    except (OSError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=schema)
    return found if found.schema == schema else pl.DataFrame(schema=schema)


def write(file: Path, hashed: pl.DataFrame) -> None:
    """Keeps the hashes for the next load. A full disk only means that it hashes all."""
    content = io.BytesIO()
    hashed.write_parquet(content)
    with suppress(OSError), replacing(file) as unfinished:
        unfinished.write_bytes(content.getvalue() + hashlib.sha256(content.getvalue()).digest())
