"""The candidate: a copy of the published version plus one night, which the gate then checks.

The stages of the night read what is already published (`warehouse.build.published_state` and `next_ids`). They leave
their frames as Parquet files in the folder `work` beside the candidate's file, named after their table in
`STAGE_FRAMES`: `files.parquet`, or several parts such as `blocks-7.parquet`; a table may be missing. `write` loads all
of them in one transaction. In these frames the ids of blocks, appearances, mentions, roles, figures and quotes start at
1 in each article; `write` replaces them by ids of the warehouse. Which entity an appearance is comes from the resolver
that `write` is given (`warehouse.build.entities`).
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import WarehouseError
from warehouse.build import (
    article_changes,
    article_versions,
    claims,
    compaction,
    copies,
    duplicates,
    entities,
    figure_context,
    forgotten,
    kept_ids,
    load_measures,
    migrate,
    night_rows,
    outlet_lines,
    polars_frames,
    quote_groups,
    replaced_articles,
    resolution_input,
    stories,
    traces,
)
from warehouse.build.connections import (
    STORAGE_VERSION,
    count_rows,
    execute_all,
    insert_rows,
    open_candidate,
    open_published,
)
from warehouse.build.next_ids import free_ids
from warehouse.files import clone
from warehouse.publish import decisions, journal
from warehouse.publish.forgotten import Forgotten
from warehouse.publish.journal import NOT_TIMED, Check, Load, Manifest
from warehouse.publish.layout import candidate_file
from warehouse.schema import ddl
from warehouse.schema.migrations import schema_version
from warehouse.schema.relation import Relators
from warehouse.schema.resolution import AffectedFinder, Resolver
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.loads import CHECKS, LOADS


def create(directory: Path, load_id: str, base: Path | None) -> Path:
    """Makes the candidate of a load: a copy of the published file in the schema of today, or an empty warehouse.

    Args:
        directory: the warehouse directory, locked by the caller.
        load_id: the load.
        base: the published file; None before the first load.

    Returns:
        The candidate's file, closed; the empty folder `work` stands beside it.

    Raises:
        OtherSchema: a later newsledger wrote the published file, or one so early that no migration leads on from it.
        WarehouseError: the copy cannot be written.
    """
    file = candidate_file(directory, load_id)
    _begin(file, base)
    return file


def begin_again(candidate: Path, base: Path | None) -> None:
    """Makes a candidate that was written and refused as it was when `create` returned; its folder `work` stays.

    Args:
        candidate: what `create` returned, closed.
        base: as `create` took it.

    Raises:
        WarehouseError: the copy cannot be written.
    """
    for path in candidate.parent.iterdir():
        if path.name == "work":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    _begin(candidate, base)


def _begin(file: Path, base: Path | None) -> None:
    """Makes the file of a candidate: a copy of what is published in the schema of today, or an empty warehouse."""
    outdated = migrate.outdated_schema(journal.read(base.with_name("manifest.json"))) if base is not None else None
    try:
        (file.parent / "work").mkdir(parents=True, exist_ok=True)
        if base is not None and outdated is None:
            clone(base, file)
    except OSError as error:
        raise WarehouseError(f"no candidate can be made in {file.parent}: {error.strerror}") from error
    if base is None:
        with open_candidate(file) as con:
            execute_all(con, ["BEGIN", *ddl.statements(), "COMMIT"])
    elif outdated is not None:
        migrate.bring_forward(base, outdated, file)


def write(
    candidate: Path,
    load: Load,
    seen_at: datetime,
    find_affected: AffectedFinder,
    resolve: Resolver,
    relators: Relators,
    taken_down: Forgotten | None = None,
) -> dict[str, int]:
    """Writes one night into the candidate, in one transaction, and closes the file.

    Articles of files that were loaded again, or that turned out to be duplicates of other files, are replaced, with all
    rows that belong to them. So are articles that were extracted anew, whose files the night did not look at. Rows that
    come back the same keep their ids, and a text that changed is kept as an earlier version. An article stays if its
    record could not be read this time. Names are compared again if they share a key with a name that came or went, or
    if people decided on them; then all columns that refer to an entity are updated.

    Afterwards `duplicate_of`, `copy_of`, `story_id`, `figures.is_background` and `claims` are right for the whole
    warehouse, `entity_aliases` for each entity that changed, and `outlet_lines` for each article that came or went.
    Refused loads that are in the journal, but not yet in the tables, are added. The row of this load says `published`,
    since readers see it only if it is. At the end, a file that is much larger than its contents need is written again;
    so is each from which something was taken down, for the space of deleted rows still holds them.

    Args:
        candidate: what `create` returned.
        load: the load.
        seen_at: when the files were looked at.
        find_affected: tells which names must be compared again.
        resolve: tells which of them are the same entity.
        relators: tell which articles are copies, and which tell one story.
        taken_down: articles that are removed, whatever else the night does; None for none.

    Returns:
        The number of rows written, by table; under `articles_new` how many of the articles are new, under
        `articles_reprocessed` how many of earlier loads were extracted anew, which do not count as written, and under
        `articles_forgotten` how many were taken down.

    Raises:
        WarehouseError: the frames do not fit the schema or each other, or the journal of decisions is damaged; then the
            candidate cannot be used.
    """
    work, directory = candidate.parent / "work", candidate.parents[2]
    with open_candidate(candidate) as con:
        night_rows.open_frames(con, work)
        con.execute("BEGIN")
        execute_all(con, ddl.views())
        # Before any row is deleted, so that the ids of replaced rows are not given out again.
        first_ids = free_ids(con, directory)
        replaced_articles.find(con)
        number_forgotten = forgotten.find(con, taken_down or Forgotten())
        if number_forgotten:
            traces.note(con)
        outlet_lines.find_lines_of_replaced(con)
        resolution_input.keep_removed(con)
        kept_ids.note(con)
        stories.note(con)
        article_versions.keep(con, load.load_id)
        replaced_articles.delete(con)
        forgotten.delete_files(con)
        duplicates.note_copies(con)

        written = night_rows.insert_inputs(con, load.load_id, seen_at)
        reprocessed = replaced_articles.count_reprocessed(con)
        written["articles"] -= reprocessed
        night_rows.give_ids(con, first_ids)
        written |= night_rows.insert_with_ids(
            con,
            "article_authors",
            "blocks",
            "article_shingles",
            "appearances",
            "blocking_keys",
            "article_terms",
            "story_terms",
        )
        has_changed = bool(written["articles"]) or replaced_articles.count(con) > 0
        if has_changed:
            article_versions.link_updates(con)
            duplicates.key_new_articles(con)
            duplicates.mark_copies(con)
        link_id = entities.take_decisions(con, decisions.read(directory), load, first_ids["entity_links"])
        affected = find_affected(resolution_input.find_changes(con))
        resolution = resolve(resolution_input.find_resolution_input(con, affected, first_ids["entities"]))
        written["entities"] = entities.settle(con, resolution, load, link_id)
        night_rows.note_entities(con)
        night_rows.place_articles(con)
        written |= night_rows.insert_with_ids(con, "quotes", "mentions", "roles", "figures", "figure_parts")
        written["entity_aliases"] = entities.rename(con)
        if number_forgotten:
            traces.delete_names(con)
        if has_changed:
            written["quote_groups"] = quote_groups.group_quotes(con, first_ids["quote_groups"])
            outlet_lines.choose_counted_articles(con)
            duplicates.note_known_lines(con)
            outlet_lines.count(con, load.load_id)
            duplicates.key_changed_articles(con)
            written["article_changes"] = article_changes.note(con)
            copies.mark(con, relators)
            written["stories"] = stories.settle(con, relators, load.load_id)
        figure_context.settle(con)
        written["claims"] = claims.settle(con)
        written["outlet_rules"] = load_measures.insert_outlet_rules(con, load.load_id)
        load_measures.insert_measures(con, load.load_id)

        row = asdict(load) | {
            "finished_at": max(load.started_at, seen_at),
            "verdict": "published",
            "articles_added": written["articles"],
            "articles_new": replaced_articles.count_new(con),
            "articles_reprocessed": reprocessed,
            "files_seen": written["files"],
        }
        _add_refused(con, directory)
        if number_forgotten:
            traces.clear_checks(con)
        written["loads"] = _insert_load(con, row)
        forgotten.settle(con, load.load_id)
        outlet_lines.forget_old(con)
        con.execute("COMMIT")
        counts = {name: count_rows(con, name) for name in TABLES}
        next_ids = free_ids(con, directory)
    size_before = _compact(candidate, always=number_forgotten > 0)
    journal.write(candidate.with_name("manifest.json"), _manifest(row, counts, next_ids, size_before))
    counted = {name: row[name] for name in ("articles_new", "articles_reprocessed")}
    return written | counted | {"articles_forgotten": number_forgotten}


def record_verdict(
    candidate: Path, finished_at: datetime, checks: Sequence[Check], seconds: Mapping[str, float] = NOT_TIMED
) -> None:
    """Writes the checks of an accepted candidate into its tables and its manifest, and closes the file.

    Args:
        candidate: what `create` returned, written and checked.
        finished_at: when the verdict was reached.
        checks: all checks that were made.
        seconds: the time that each stage took, in seconds.

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
    """Adds the loads of the journal that are not in the tables: refused ones, and those that were rolled back."""
    known = {load_id for (load_id,) in con.execute("SELECT load_id FROM loads").fetchall()}
    for load_id in sorted(journal.load_ids(directory) - known):
        manifest = journal.load(directory, load_id)
        _insert_load(con, {column.name: manifest[column.name] for column in LOADS.columns})
        _add_checks(con, load_id, journal.checks(manifest))


def _insert_load(con: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> int:
    """Inserts one row into `loads`; returns the number of rows, 1."""
    values = ", ".join(f"${column.name} AS {column.name}" for column in LOADS.columns)
    return insert_rows(con, "loads", f"SELECT {values}", row)


def _add_checks(con: duckdb.DuckDBPyConnection, load_id: str, checks: Sequence[Check]) -> None:
    made = pl.DataFrame([{"load_id": load_id} | asdict(check) for check in checks], CHECKS.schema)
    polars_frames.store(con, "new_checks", made)
    insert_rows(con, "checks", "FROM new_checks")


def _compact(candidate: Path, *, always: bool) -> int | None:
    """Writes the closed candidate again if it is too large for what it holds, or always.

    Returns:
        The size in bytes that it had before; None if it was left as it was.
    """
    size = candidate.stat().st_size
    with open_published(candidate) as con:
        if not (always or compaction.is_due(con, size)):
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
        "schema_version": schema_version(),
        "declarations": ddl.digest(),
        "compacted_from_bytes": compacted_from,
        "rows": rows,
        "next_ids": next_ids,
        "checks": [],
    }
