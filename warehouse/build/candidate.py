"""The candidate: a copy of the published version plus one night, ready for the gate.

The stages read what is already published (`known_files`, `known_articles`, `next_ids`) and leave their frames as
Parquet files in the folder `work` beside the candidate's file, named after their group in `FRAMES`: `files.parquet`, or
in parts `blocks-7.parquet`; a group may be absent. `write` turns them into one transaction. In these frames the ids of
blocks, appearances, mentions, roles, figures and quotes count from 1 within each article; which entity an appearance is
comes from the resolver that `write` is given (`warehouse.build.entities`).
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import OtherSchema, WarehouseError
from warehouse.build import compaction, duplicates, entities, frames, resolution_input
from warehouse.build.connections import STORAGE_VERSION, count_rows, execute_all, open_candidate, open_published
from warehouse.build.measures import MEASURES, RULES
from warehouse.build.next_ids import NUMBERED, free_ids
from warehouse.build.outlet_lines import COUNT_LINES, GONE_LINES, MERGE_LINES, NIGHT_LINES, PRUNE_LINES
from warehouse.build.quote_groups import group_quotes
from warehouse.build.replaced import COUNT_NEW, DELETE_FILES, DELETE_FROM, DELETE_KEYS, GONE, OF_ARTICLE
from warehouse.build.rows import (
    ARTICLE_ROWS,
    FILE_ROWS,
    FRAMES,
    SETTLED_IDS,
    STAMPED_ROWS,
    ids_table,
    insert_rows,
    night_view,
    one_row,
    rows_with_ids,
)
from warehouse.publish import decisions, journal
from warehouse.publish.journal import NOT_TIMED, Check, Load, Manifest
from warehouse.publish.layout import candidate_file
from warehouse.schema import ddl
from warehouse.schema.resolution import AffectedFinder, Resolver
from warehouse.schema.tables import SCHEMA_VERSION, TABLES
from warehouse.schema.tables.loads import CHECKS, LOADS


def create(directory: Path, load_id: str, base: Path | None) -> Path:
    """Makes the candidate of a load: a copy of the published file, or an empty warehouse.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load.
        base: the published file; None before the first load.

    Returns:
        The candidate's file, closed; the empty folder `work` stands beside it.

    Raises:
        OtherSchema: the published file has another schema.
        WarehouseError: the disk does not take the copy.
    """
    file = candidate_file(directory, load_id)
    if base is not None:
        found = journal.read(base.with_name("manifest.json"))["schema_version"]
        if found != SCHEMA_VERSION:
            raise OtherSchema(
                f"the published version has schema {found}, this newsledger writes schema {SCHEMA_VERSION}"
            )
    try:
        (file.parent / "work").mkdir(parents=True)
        if base is not None:
            shutil.copyfile(base, file)
    except OSError as error:
        raise WarehouseError(f"no candidate can be made in {file.parent}: {error.strerror}") from error
    if base is None:
        with open_candidate(file) as con:
            execute_all(con, ["BEGIN", *ddl.statements(), "COMMIT"])
    return file


def write(
    candidate: Path, load: Load, seen_at: datetime, find_affected: AffectedFinder, resolve: Resolver
) -> dict[str, int]:
    """Writes one night into the candidate, in one transaction, and closes the file.

    Articles of files that were loaded anew, or turned out to be duplicates, are replaced with all that hangs on them;
    those whose records could not be read this time stay. Names that share a key with what came or went, or that people
    decided on, are compared anew, and all that refers to an entity follows.
    `duplicate_of` then holds for the whole warehouse, `entity_aliases` for each entity touched, and `outlet_lines` for
    each article that came or went. Journal entries of refused loads that the tables lack come in too. The load's row
    says `published`, as it will be if it ships. A file that has become too large for what it holds is written anew.

    Args:
        candidate: what `create` returned.
        load: the load.
        seen_at: when the files were looked at.
        find_affected: tells which names must be compared anew.
        resolve: tells which of them are the same entity.

    Returns:
        Rows written by table, and under `articles_new` how many of the articles are new.

    Raises:
        WarehouseError: the frames do not fit the schema or each other, or the journal of decisions is damaged; the
            candidate is of no use then.
    """
    work = candidate.parent / "work"
    with open_candidate(candidate) as con:
        for group, schema in FRAMES.items():
            execute_all(con, [night_view(work, group, schema)])
        con.execute("BEGIN")
        execute_all(con, ddl.views())
        # Before anything goes, so that no id of what is replaced is given out again.
        first_ids = free_ids(con, candidate.parents[2])
        execute_all(con, (GONE, GONE_LINES))
        resolution_input.keep_removed(con)
        execute_all(
            con, (DELETE_KEYS, DELETE_FILES, *map(DELETE_FROM.format, ("articles", *OF_ARTICLE)), duplicates.COPIES)
        )

        stamp = {"load_id": load.load_id}
        written = {
            "files": insert_rows(con, "files", FILE_ROWS, stamp | {"seen_at": seen_at}),
            "rejections": insert_rows(con, "rejections", STAMPED_ROWS.format("night_rejections"), stamp),
            "articles": insert_rows(con, "articles", ARTICLE_ROWS, stamp),
        }
        for name in NUMBERED:
            con.execute(ids_table(TABLES[name], first_ids[name]))

        def number(*names: str) -> None:
            written.update({name: insert_rows(con, name, rows_with_ids(TABLES[name])) for name in names})

        number("blocks", "appearances", "blocking_keys", "article_terms")
        changed = written["articles"] or count_rows(con, "gone")
        if changed:
            duplicates.key_new_articles(con)
            duplicates.mark_copies(con)
        decided = decisions.read(candidate.parents[2])
        link_id = entities.take_decisions(con, decided, load, first_ids["entity_links"])
        affected = find_affected(resolution_input.find_changes(con))
        resolution = resolve(resolution_input.find_resolution_input(con, affected, first_ids["entities"]))
        written["entities"] = entities.settle(con, resolution, load, link_id)
        con.execute(SETTLED_IDS)
        number("quotes", "mentions", "roles", "figures", "figure_parts")
        written["entity_aliases"] = entities.rename(con)
        if changed:
            written["quote_groups"] = group_quotes(con, first_ids["quote_groups"])
            execute_all(con, (NIGHT_LINES, COUNT_LINES))
            duplicates.note_known_lines(con)
            con.execute(MERGE_LINES, stamp)
            duplicates.key_changed_articles(con)
        written["outlet_rules"] = insert_rows(con, "outlet_rules", RULES, stamp)
        con.execute(f"INSERT INTO load_measures BY NAME {MEASURES}", stamp)

        row = asdict(load) | {
            "finished_at": max(load.started_at, seen_at),
            "verdict": "published",
            "articles_added": written["articles"],
            "articles_new": con.execute(COUNT_NEW).fetchall()[0][0],
            "files_seen": written["files"],
        }
        _add_refused(con, candidate.parents[2])
        written["loads"] = insert_rows(con, "loads", one_row(LOADS), row)
        execute_all(con, (PRUNE_LINES, "COMMIT"))
        counts = {name: count_rows(con, name) for name in TABLES}
        marks = free_ids(con, candidate.parents[2])
    loose = _compact(candidate)
    journal.write(candidate.with_name("manifest.json"), _manifest(row, counts, marks, loose))
    return written | {"articles_new": row["articles_new"]}


def record_verdict(
    candidate: Path, finished_at: datetime, checks: Sequence[Check], seconds: Mapping[str, float] = NOT_TIMED
) -> None:
    """Writes the checks of an accepted candidate into it and closes the file.

    Args:
        candidate: what `create` returned, written and checked.
        finished_at: when the verdict was reached.
        checks: all checks made.
        seconds: time by stage.

    Raises:
        WarehouseError: the checks do not fit the schema.
    """
    path = candidate.with_name("manifest.json")
    manifest = journal.with_verdict(journal.read(path), "published", finished_at, checks, seconds)
    with open_candidate(candidate) as con:
        con.execute("BEGIN")
        con.execute(
            "UPDATE loads SET finished_at = $finished_at WHERE load_id = $load_id",
            {"finished_at": manifest["finished_at"], "load_id": manifest["load_id"]},
        )
        _add_checks(con, manifest["load_id"], checks)
        con.execute("COMMIT")
        manifest["rows"]["checks"] = count_rows(con, "checks")
    journal.write(path, manifest)


def _add_refused(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Adds the loads of the journal that this line of versions has not seen: refused ones, and those rolled back."""
    known = {load_id for (load_id,) in con.execute("SELECT load_id FROM loads").fetchall()}
    for load_id in sorted(journal.load_ids(directory) - known):
        manifest = journal.load(directory, load_id)
        insert_rows(con, "loads", one_row(LOADS), {column.name: manifest[column.name] for column in LOADS.columns})
        _add_checks(con, load_id, journal.checks(manifest))


def _add_checks(con: duckdb.DuckDBPyConnection, load_id: str, checks: Sequence[Check]) -> None:
    made = pl.DataFrame([{"load_id": load_id} | asdict(check) for check in checks], CHECKS.schema)
    frames.store(con, "new_checks", made)
    insert_rows(con, "checks", "FROM new_checks")


def _compact(candidate: Path) -> int | None:
    """Writes the closed candidate anew if it has become too large; returns the bytes that it had then."""
    size = candidate.stat().st_size
    with open_published(candidate) as con:
        if not compaction.is_due(con, size):
            return None
    target = candidate.parent / "compact" / candidate.name
    target.parent.mkdir()
    with open_candidate(target) as con:
        compaction.copy(con, candidate)
    target.replace(candidate)
    return size


def _manifest(
    row: dict[str, Any], rows: dict[str, int], next_ids: dict[str, int], compacted_from: int | None
) -> Manifest:
    return row | {
        "started_at": row["started_at"].astimezone(UTC).isoformat(),
        "finished_at": row["finished_at"].astimezone(UTC).isoformat(),
        "duckdb_version": duckdb.__version__,
        "storage_version": STORAGE_VERSION,
        "schema_version": SCHEMA_VERSION,
        "compacted_from_bytes": compacted_from,
        "rows": rows,
        "next_ids": next_ids,
        "checks": [],
    }
