"""Verifies a version: is it the file that was published, does it hold what its manifest says, are its offsets right?

Offsets are indices of Python strings, so they are checked here in Python; the gate checks them in SQL.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema, the values ids

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse import QueryError, WarehouseError
from warehouse.publish import journal, layout
from warehouse.publish.journal import Manifest
from warehouse.read import connection
from warehouse.read.search_index import INDEX
from warehouse.schema.escaping import sql_name

SPANS = {
    "blocks": ("block_id", "text"),
    "mentions": ("mention_id", "surface"),
    "roles": ("role_id", "role"),
    "figures": ("figure_id", "surface"),
    "quotes": ("quote_id", "text"),
}
"""Tables with offsets: their key, and the column that holds the text between the offsets."""

AT_ONCE_BYTES = 2**24
"""Bytes of text that are checked together: few queries for an ordinary night, little memory for huge articles."""

ROWS = 10_000
"""Spans fetched at a time."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of verifying a version.

    Attributes:
        load_id: the load that made it.
        size_bytes: size of its file.
        articles: articles in it.
        spans: number of rows whose offsets were checked.
        faults: what is wrong, each in a few words; empty if the version is as it was published.
    """

    load_id: str
    size_bytes: int
    articles: int
    spans: int
    faults: tuple[str, ...]


def size(directory: Path, load_id: str) -> int:
    """Returns the bytes of a version's file; 0 if it is missing."""
    file = layout.version_file(directory, load_id)
    return file.stat().st_size if file.is_file() else 0


def verify(directory: Path, load_id: str, advance: Callable[[int], None] = lambda _: None) -> Verified:
    """Verifies one version; writes nothing and takes no lock.

    A file whose bytes are not those that were published is not opened.

    Args:
        directory: the warehouse directory.
        load_id: the version.
        advance: is called with the number of bytes just done; all calls together give about the file's size.
    """
    file = layout.version_file(directory, load_id)
    size_bytes = size(directory, load_id)
    try:
        manifest = journal.read(file.with_name(layout.MANIFEST))
        faults = tuple(_strange(directory, load_id, file, manifest, lambda done: advance(done // 2)))
        if faults:
            return Verified(load_id, size_bytes, 0, 0, faults)
        with closing(connection.connect(file)) as con, connection.as_query_error():
            tried, broken = _spans(con, manifest, lambda share: advance(int(share * size_bytes / 2)))
            faults = (*_contents(con, manifest, tried), *broken)
            return Verified(load_id, size_bytes, manifest["rows"]["articles"], sum(tried.values()), faults)
    except FileNotFoundError:
        return Verified(load_id, size_bytes, 0, 0, ("its file is missing",))
    except (OSError, QueryError, WarehouseError) as error:
        return Verified(load_id, size_bytes, 0, 0, (str(error),))


def _strange(
    directory: Path, load_id: str, file: Path, manifest: Manifest, advance: Callable[[int], None]
) -> Iterator[str]:
    """Yields what is wrong with the manifest of a version, the hash of its file, and the files in its folder."""
    if manifest["load_id"] != load_id:
        yield f"its manifest is that of {manifest['load_id']}"
    if manifest != journal.load(directory, load_id):
        yield "its manifest is not the one in the journal"
    if layout.digest(file, advance) != manifest.get("sha256"):
        yield "its file is not the one that was published: the sha256 differs"
    strays = {path.name for path in file.parent.iterdir()} - {layout.LINK, layout.MANIFEST, INDEX}
    if strays:
        yield f"{', '.join(sorted(strays))} lies beside it, which readers may take for part of it"


def _contents(con: duckdb.DuckDBPyConnection, manifest: Manifest, tried: dict[str, int]) -> Iterator[str]:
    """Yields what in the file is not as the manifest says, and spans that belong to no article."""
    for table, rows in manifest["rows"].items():
        found = int(con.execute(f"SELECT count(*) FROM main.{sql_name(table)}").fetchall()[0][0])
        if found != rows:
            yield f"{table} holds {found:,} rows, its manifest says {rows:,}"
        elif tried.get(table, rows) != rows:
            yield f"{rows - tried[table]:,} of {rows:,} {table} belong to no article"
    columns = ("base_load_id", "code_version", "model_version", "verdict", "articles_added", "files_seen")
    row = connection.render_sql(
        f"SELECT {', '.join(columns)} FROM loads WHERE load_id = $load", load=manifest["load_id"]
    )
    if con.execute(row).fetchall() != [tuple(manifest[column] for column in columns)]:
        yield "its row in loads is not as its manifest says"


def _spans(
    con: duckdb.DuckDBPyConnection, manifest: Manifest, advance: Callable[[float], None]
) -> tuple[dict[str, int], list[str]]:
    """Tries all offsets, some articles at a time. Returns how many by table, and what is wrong with them."""
    tried = {table: 0 for table in SPANS if table in manifest["rows"]}
    broken: dict[str, list[int]] = {table: [] for table in tried}
    for first, last, share in _ranges(con):
        texts = {
            article_id: (raw_text, body)
            for article_id, raw_text, body in con.execute(
                f"SELECT article_id, raw_text, body FROM articles WHERE article_id BETWEEN {first} AND {last}"
            ).fetchall()
        }
        for table in tried:
            for key, article_id, *span in _rows(con, table, first, last):
                if article_id in texts:
                    tried[table] += 1
                    if not _slices_back(*texts[article_id], *span):
                        broken[table].append(key)
        advance(share)
    return tried, [
        f"{len(keys):,} of {tried[table]:,} {table} do not slice back, {SPANS[table][0]} {min(keys)} for one"
        for table, keys in broken.items()
        if keys
    ]


def _rows(con: duckdb.DuckDBPyConnection, table: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    key, written = SPANS[table]
    found = con.execute(
        f"""
        SELECT {key}, article_id, {written}, raw_start, raw_end, start_char, end_char FROM {table}
        WHERE article_id BETWEEN {first} AND {last}
        """
    )
    while rows := found.fetchmany(ROWS):
        yield from rows


def _ranges(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int, float]]:
    """Yields the first and last id of articles that are checked together, and their share of all text."""
    sizes = con.execute(
        "SELECT article_id, strlen(raw_text) + strlen(body) + 1 FROM articles ORDER BY article_id"
    ).fetchall()
    whole = sum(size for _, size in sizes)
    first, held = None, 0
    for number, (article_id, size) in enumerate(sizes, 1):
        first = article_id if first is None else first
        held += size
        if held >= AT_ONCE_BYTES or number == len(sizes):
            yield first, article_id, held / whole
            first, held = None, 0


def _slices_back(
    raw_text: str,
    body: str,
    written: str,
    raw_start: int,
    raw_end: int,
    start_char: int | None,
    end_char: int | None,
) -> bool:
    """Says whether offsets give the text `written`, in the raw text and, if they have a place there, in the body."""
    if not 0 <= raw_start <= raw_end or raw_text[raw_start:raw_end] != written:
        return False
    if start_char is None or end_char is None:
        return start_char is None and end_char is None
    return 0 <= start_char <= end_char and body[start_char:end_char] == written
