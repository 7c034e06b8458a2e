"""Raw files in a folder, and ingest as a whole, in one batch."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl

from transforms.ingest.batches import read
from transforms.ingest.corpus import SCANNED, scan
from transforms.ingest.outlets_file import Outlets
from transforms.ingest.select import KNOWN, Ingested, choose, settle

TODAY = date(2026, 3, 10)
NO_OUTLETS = Outlets()
STORY = "Harbour closed\n\nThe council of Port Ellery closed the harbour on Friday."


def put(corpus: Path, name: str, content: str | bytes = STORY) -> Path:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sha(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def reasons(frame: pl.DataFrame) -> dict[str, str | None]:
    return dict(zip(frame["path"], frame["reason"], strict=True))


def row(frame: pl.DataFrame, path: str) -> dict[str, object]:
    return frame.row(by_predicate=pl.col("path") == path, named=True)


def known(
    *rows: tuple[str, str | None, str, str | None], code_version: str = "1", set_aside: bool = False
) -> pl.DataFrame:
    """Files of the warehouse: path, content (None: could not be read), status, reason."""
    return pl.DataFrame(
        [
            (
                path,
                number,
                content and sha(content),
                content and len(content.encode()),
                status,
                reason,
                code_version,
                set_aside,
            )
            for number, (path, content, status, reason) in enumerate(rows, start=1)
        ],
        schema=KNOWN,
        orient="row",
    )


def scanned(**contents: str) -> pl.DataFrame:
    return pl.DataFrame(
        [(path, path.encode(), sha(text), len(text.encode()), None, None) for path, text in sorted(contents.items())],
        schema=SCANNED,
        orient="row",
    )


def roles(chosen: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    return {path: (role, original) for path, role, original in chosen.select("path", "role", "original").rows()}


def night(corpus: Path, before: pl.DataFrame | None = None, outlets: Outlets = NO_OUTLETS) -> Ingested:
    """All of ingest, in one batch."""
    chosen = choose(scan(corpus), before if before is not None else pl.DataFrame(schema=KNOWN), code_version="1")
    done = reading(corpus, chosen, outlets)
    return joined([done, settle(chosen, [done.files])])


def reading(corpus: Path, chosen: pl.DataFrame, outlets: Outlets = NO_OUTLETS) -> Ingested:
    """All that `read` gives, in one batch."""
    found = list(read(corpus, chosen, outlets, today=TODAY, max_articles=1000, max_chars=10**9))
    assert len(found) <= 1
    return joined(found or [settle(chosen.clear(), [])])


def joined(parts: list[Ingested]) -> Ingested:
    return Ingested(
        pl.concat([part.files for part in parts]),
        pl.concat([part.articles for part in parts]),
        pl.concat([part.rejections for part in parts]),
        sum(part.size_bytes for part in parts),
    )
