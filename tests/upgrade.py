"""A warehouse that an earlier newsledger published.

`schema_6.tar.xz` was published by commit c1bb9b4 (0.1.0, schema 6): three nights of sample articles. Before the second,
the files of an outlet left the corpus and another file changed; before the third somebody decided on two names.
"""

import tarfile
from pathlib import Path

FIXTURE = Path(__file__).parent / "integration" / "warehouse" / "schema_6.tar.xz"


def old_warehouse(directory: Path) -> Path:
    """Unpacks it into a folder."""
    with tarfile.open(FIXTURE) as archive:
        archive.extractall(directory, filter="data")
    return directory
