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

from transforms.ingest.corpus import HASHED
from transforms.ingest.object_store import OBJECTS
from warehouse.files import replacing

OF_FILES, OF_OBJECTS = "hashes.bin", "objects.bin"
SCHEMAS = {OF_FILES: HASHED, OF_OBJECTS: OBJECTS}
DIGEST_BYTES = hashlib.sha256().digest_size


def read(warehouse: Path, name: str) -> pl.DataFrame:
    """Returns the columns of the schema of a file; no rows where it is missing, damaged or of another version."""
    none = SCHEMAS[name].to_frame()
    try:
        kept = (warehouse / name).read_bytes()
        content, digest = kept[:-DIGEST_BYTES], kept[-DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return none
        found = pl.read_parquet(io.BytesIO(content))
    except (OSError, pl.exceptions.PolarsError):
        return none
    return found if found.schema == none.schema else none


def write(warehouse: Path, name: str, hashed: pl.DataFrame) -> None:
    """Keeps the hashes for the next load. A full disk only means that it hashes all."""
    content = io.BytesIO()
    hashed.write_parquet(content)
    with suppress(OSError), replacing(warehouse / name) as unfinished:
        unfinished.write_bytes(content.getvalue() + hashlib.sha256(content.getvalue()).digest())
