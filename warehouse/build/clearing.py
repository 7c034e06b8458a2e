"""Clears what lies beside the versions of articles that are taken down: people's words on them, examples, reports.

What tells of them is found by their texts, so it must come before the last version that holds them is removed.
"""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import WarehouseError
from warehouse.build import forgotten, traces
from warehouse.build.connections import open_published
from warehouse.publish import decisions, journal, layout, notes, retention
from warehouse.publish.forgotten import Forgotten
from warehouse.publish.journal import Manifest

AT_ONCE = 20
"""Reports that are read together; each has some hundred kilobytes."""

_TAG = re.compile(r"<[^>]*>")


def emptied_files(base: Path, taken_down: Forgotten) -> tuple[str, ...]:
    """Returns SHA-256 of the files of a version that hold nothing but what is to go."""
    with open_published(base) as con:
        forgotten.find_articles(con, taken_down)
        found = con.execute("SELECT DISTINCT sha256 FROM forgotten_files WHERE sha256 IS NOT NULL ORDER BY sha256")
        return tuple(sha256 for (sha256,) in found.fetchall())


def clear_words(directory: Path, base: Path, taken_down: Forgotten) -> None:
    """Drops people's notes on articles that go, and their decisions on names that only these have.

    The next version would take the decisions in again.

    Args:
        directory: the warehouse directory, locked by the caller.
        base: the version that holds the articles.
        taken_down: what the journal says.

    Raises:
        WarehouseError: a journal is damaged, or cannot be written.
    """
    with _noted(base, taken_down) as (con, gone):
        decided = decisions.read(directory)
        dead = traces.find_dead_nodes(con, {node for decision in decided for node in decision.pair})
        if any(dead & {*decision.pair} for decision in decided):
            decisions.drop(directory, lambda decision: bool(dead & {*decision.pair}))
        if any(note.article_id in gone for note in notes.read(directory)):
            notes.drop(directory, lambda note: note.article_id in gone)


def clear_beside(directory: Path, taken_down: Forgotten) -> None:
    """Removes reports that tell of articles that go, and examples of checks in the journal, by each version with these.

    Args:
        directory: the warehouse directory, locked by the caller.
        taken_down: what the journal says.

    Raises:
        WarehouseError: an entry of the journal is damaged.
    """
    for name in versions_with(directory, taken_down):
        try:
            with _noted(layout.version_file(directory, name), taken_down) as (con, _):
                _clear_reports(con, directory)
                _clear_journal(con, directory)
        except WarehouseError:
            # Of tables of another schema: the version itself is removed all the same.
            if name == layout.linked(directory):
                raise


def versions_with(directory: Path, taken_down: Forgotten) -> list[str]:
    """Returns the versions that hold something that is to go, oldest first; one that cannot be read may."""
    found = []
    for name in sorted(layout.entry_names(directory / "versions")):
        try:
            holds = not forgotten.held(layout.version_file(directory, name), taken_down).is_empty()
        except WarehouseError:
            holds = True
        if holds:
            found.append(name)
    return found


def remove_versions(directory: Path, taken_down: Forgotten) -> list[str]:
    """Removes all versions but the published one that hold something that is to go; who reads them reads on.

    Args:
        directory: the warehouse directory, locked by the caller.
        taken_down: what the journal says.

    Returns:
        The loads whose versions are gone.
    """
    found = [name for name in versions_with(directory, taken_down) if name != layout.linked(directory)]
    with layout.as_warehouse_error(f"cannot remove versions in {directory}"):
        for name in found:
            retention.remove_version(directory, name)
    return found


@contextmanager
def _noted(version: Path, taken_down: Forgotten) -> Iterator[tuple[duckdb.DuckDBPyConnection, set[int]]]:
    """Opens a version with the traces of what is to go, and yields the ids of the articles too."""
    with open_published(version) as con:
        forgotten.find_articles(con, taken_down)
        traces.note(con)
        yield con, {number for (number,) in con.execute("SELECT article_id FROM forgotten_now").fetchall()}


def _clear_reports(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    pages = [path for path in sorted((directory / "reports").glob("*.html")) if not path.is_symlink()]
    others = [path for path in (directory / "health.json",) if path.is_file()]
    with layout.as_warehouse_error(f"cannot clear the reports in {directory}"):
        for first in range(0, len(pages) + len(others), AT_ONCE):
            some = [*pages, *others][first : first + AT_ONCE]
            texts = [html.unescape(_TAG.sub(" ", path.read_text("utf-8", "replace"))) for path in some]
            for number in traces.telling(con, texts):
                some[number].unlink(missing_ok=True)


def _clear_journal(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    for load_id in sorted(journal.load_ids(directory)):
        manifest = journal.load(directory, load_id)
        cleared = _without_examples(con, manifest)
        if cleared != manifest:
            journal.record_load(directory, cleared)


def _without_examples(con: duckdb.DuckDBPyConnection, manifest: Manifest) -> Manifest:
    checks = manifest["checks"]
    with_examples = [number for number, check in enumerate(checks) if "\n" in (check.get("detail") or "")]
    cleared = traces.clear_details(con, [checks[number]["detail"] for number in with_examples])
    after = dict(zip(with_examples, cleared, strict=True))
    return manifest | {
        "checks": [check | {"detail": after[n]} if n in after else check for n, check in enumerate(checks)]
    }
