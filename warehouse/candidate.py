"""The candidate: a copy of the published version plus one night, ready for the gate.

The stages read what is already published (`known_files`, `known_articles`, `next_ids`) and leave their frames as
Parquet files in the folder `work` beside the candidate's file, named after their group in `FRAMES`: `files.parquet`, or
in parts `blocks-7.parquet`; a group may be absent. `write` turns them into one transaction. In these frames the ids of
blocks, appearances, mentions, roles, figures and quotes count from 1 within each article; which entity an appearance is
comes from the resolver that `write` is given (`warehouse.entities`).
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import OtherSchema, WarehouseError, compaction, ddl, decisions, entities, frames, journal, scope
from warehouse.entities import Finder, Resolver
from warehouse.journal import NOT_TIMED, Check, Load, Manifest
from warehouse.publish import candidate_file
from warehouse.quote_groups import group_quotes
from warehouse.scope import UNSETTLED
from warehouse.tables import (
    APPEARANCES,
    ARTICLE_TERMS,
    ARTICLES,
    BLOCKING_KEYS,
    BODY_KINDS,
    CHECKS,
    FILES,
    LINE,
    LINE_CHARACTERS,
    LOADS,
    REJECTIONS,
    SCHEMA_VERSION,
    TABLES,
    Table,
)

STORAGE_VERSION = "v1.1.0"
"""DuckDB 1.1 and everything later reads it."""

MEMORY_LIMIT = "1GB"
"""Of DuckDB while it writes; beyond it, sorts and joins use the disk."""

NUMBERED = ("blocks", "appearances", "quotes", "mentions", "roles", "figures")
"""Tables whose ids are given out here, each after those that it refers to."""

OF_ARTICLE = ("blocks", "appearances", "article_terms", "quotes", "mentions", "roles", "figures", "figure_parts")
"""Tables whose rows go with their article; those of `blocking_keys` go with their appearance."""

DUPLICATES_FROM_WORDS = 50
"""Shorter bodies (a caption, an agency's one-liner) agree by chance."""

PROSE_CHARACTERS = 60
"""Lines of this length do not agree by chance; shorter ones (a name, a section, a date) do so in any two articles."""

PROSE_SHARE = 0.5
"""Of an article's characters in such lines, below which the short ones (results, questions, a list) are the article."""

REPUBLISHED_SHARE = 0.5
"""Above it, most of an article was printed before: a new edition. Stories that share a background stay below."""

KNOWN_FROM_ARTICLES, KNOWN_FROM_LOADS = 3, 2
"""A line in two articles may be a coincidence or a correction; one night's articles may all tell of one event."""

ENDED_EARLY = (
    "bad_record", "damaged", "decompression_bomb", "record_too_large", "too_large", "too_many_rejections", "truncated",
)  # fmt: skip
"""Reasons after which, as the last of a file, more may stand behind; a record cut through is a `bad_record`."""

LINE_KEPT_LOADS = 30
"""A line that stood in one article and did not come back for a month of nights was the story's own."""


def _without(table: Table, *names: str) -> pl.Schema:
    return pl.Schema({name: type_ for name, type_ in table.schema.items() if name not in names})


FRAMES: dict[str, pl.Schema] = {
    "files": _without(FILES, "load_id", "seen_at"),
    "rejections": _without(REJECTIONS, "load_id"),
    "articles": _without(ARTICLES, "duplicate_of", "lines_counted", "load_id"),
    "blocks": TABLES["blocks"].schema,
    "appearances": _without(APPEARANCES, *UNSETTLED),
    "blocking_keys": pl.Schema({"article_id": pl.Int64(), **BLOCKING_KEYS.schema}),
    "article_terms": ARTICLE_TERMS.schema,
    **{
        name: _without(TABLES[name], *entities.follows(TABLES[name]))
        for name in ("quotes", "mentions", "roles", "figures", "figure_parts")
    },
}
"""The columns of each group of Parquet files."""


def known_files(base: Path | None) -> pl.DataFrame:
    """Returns every file of a published version with `code_version`, that of the load that last changed its row."""
    return _read(
        base,
        """
        SELECT path, file_id, sha256, size_bytes, status, reason, code_version
        FROM files LEFT JOIN loads USING (load_id) ORDER BY file_id
        """,
    )


def known_articles(base: Path | None, file_ids: pl.Series) -> pl.DataFrame:
    """Returns `file_id`, `record_no` and `article_id` of the articles read from the given files."""
    return _read(
        base,
        """
        SELECT file_id, record_no, article_id
        FROM articles SEMI JOIN given USING (file_id) ORDER BY file_id, record_no
        """,
        pl.DataFrame({"file_id": file_ids.cast(pl.Int64)}),
    )


def known_lines(base: Path | None) -> pl.DataFrame:
    """Returns the lines that repeat in the articles of an outlet, as `outlet_lines` folds them.

    Returns:
        `outlet`, `line`, `articles`, `loads` and `of_articles` (all articles of the outlet whose lines are counted) of
        the lines that several loads brought, in `KNOWN_FROM_ARTICLES` articles or more.
    """
    return _read(
        base,
        f"""
        SELECT outlet, line, articles, loads, of_articles
        FROM outlet_lines
        JOIN (SELECT outlet, count(*) AS of_articles FROM articles WHERE lines_counted GROUP BY outlet) USING (outlet)
        WHERE {_KNOWN} ORDER BY outlet, line
        """,
    )


def decisions_pending(base: Path | None, directory: Path) -> bool:
    """Says whether people decided something that a published version does not know; false while there is none.

    Args:
        base: the published file.
        directory: the warehouse directory, which holds the journal of decisions.

    Raises:
        WarehouseError: the journal is damaged.
    """
    decided = decisions.read(directory)
    if base is None or not decided:
        return False
    with _reading(base) as con:
        return entities.is_pending(con, decided)


def next_ids(base: Path | None) -> dict[str, int]:
    """Returns for each table with ids the first that is free, by table name.

    An id that any load of this warehouse has given out is not free, though its row be gone or its version rolled back.
    """
    with _reading(base) as con:
        return _next_ids(con, base.parents[2] if base else None)


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
        with _writing(file) as con:
            _execute(con, ["BEGIN", *ddl.statements(), "COMMIT"])
    return file


def write(candidate: Path, load: Load, seen_at: datetime, find: Finder, resolve: Resolver) -> dict[str, int]:
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
        find: tells which names must be compared anew.
        resolve: tells which of them are the same entity.

    Returns:
        Rows written by table, and under `articles_new` how many of the articles are new.

    Raises:
        WarehouseError: the frames do not fit the schema or each other, or the journal of decisions is damaged; the
            candidate is of no use then.
    """
    work = candidate.parent / "work"
    with _writing(candidate) as con:
        for group, schema in FRAMES.items():
            _execute(con, [_source(work, group, schema)])
        con.execute("BEGIN")
        _execute(con, ddl.views())
        # Before anything goes, so that no id of what is replaced is given out again.
        first_ids = _next_ids(con, candidate.parents[2])
        _execute(con, (_GONE, _GONE_LINES))
        scope.note_gone(con)
        _execute(con, (_DELETE_KEYS, _DELETE_FILES, *map(_DELETE_FROM.format, ("articles", *OF_ARTICLE)), _COPIES))

        stamp = {"load_id": load.load_id}
        written = {
            "files": _insert(con, "files", _FILES, stamp | {"seen_at": seen_at}),
            "rejections": _insert(con, "rejections", _STAMPED.format("night_rejections"), stamp),
            "articles": _insert(con, "articles", _ARTICLES, stamp),
        }
        for name in NUMBERED:
            con.execute(_ids(TABLES[name], first_ids[name]))

        def number(*names: str) -> None:
            written.update({name: _insert(con, name, _numbered(TABLES[name])) for name in names})

        number("blocks", "appearances", "blocking_keys", "article_terms")
        changed = written["articles"] or _count(con, "gone")
        if changed:
            con.execute(_DUPLICATES)
        decided = decisions.read(candidate.parents[2])
        link_id = entities.take_decisions(con, decided, load, first_ids["entity_links"])
        stirred = find(scope.find_changes(con))
        found = resolve(scope.find_scope(con, stirred, first_ids["entities"]))
        written["entities"] = entities.settle(con, found, load, link_id)
        con.execute(_SETTLED_IDS)
        number("quotes", "mentions", "roles", "figures", "figure_parts")
        written["entity_aliases"] = entities.rename(con)
        if changed:
            written["quote_groups"] = group_quotes(con, first_ids["quote_groups"])
            _execute(con, (_NIGHT_LINES, _COUNT_LINES))
            con.execute(_MERGE_LINES, stamp)
        written["outlet_rules"] = _insert(con, "outlet_rules", _RULES, stamp)
        con.execute(f"INSERT INTO load_measures BY NAME {_MEASURES}", stamp)

        row = asdict(load) | {
            "finished_at": max(load.started_at, seen_at),
            "verdict": "published",
            "articles_added": written["articles"],
            "articles_new": con.execute(_COUNT_NEW).fetchall()[0][0],
            "files_seen": written["files"],
        }
        _add_refused(con, candidate.parents[2])
        written["loads"] = _insert(con, "loads", _row(LOADS), row)
        _execute(con, (_PRUNE_LINES, "COMMIT"))
        counts = {name: _count(con, name) for name in TABLES}
        marks = _next_ids(con, candidate.parents[2])
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
    with _writing(candidate) as con:
        con.execute("BEGIN")
        con.execute(
            "UPDATE loads SET finished_at = $finished_at WHERE load_id = $load_id",
            {"finished_at": manifest["finished_at"], "load_id": manifest["load_id"]},
        )
        _add_checks(con, manifest["load_id"], checks)
        con.execute("COMMIT")
        manifest["rows"]["checks"] = _count(con, "checks")
    journal.write(path, manifest)


# An article of a file that was loaded anew stays if its record was rejected this time, or if it lies behind all that
# were read and the file was not read to its end. A rejection of record 0 says so too: the disk failed, or more records
# were rejected than get a row each.
_GONE = f"""
    CREATE TEMP TABLE gone AS
    WITH read AS (
        SELECT file_id, record_no, NULL AS reason FROM night_articles
        UNION ALL
        SELECT file_id, record_no, rejected.reason
        FROM night_rejections AS rejected JOIN night_files USING (path) WHERE status = 'loaded'
    ),
    unfinished AS (
        SELECT file_id FROM read GROUP BY file_id
        HAVING min(record_no) = 0 OR max_by(coalesce(reason, ''), record_no) IN {ENDED_EARLY}
    )
    SELECT article_id, file_id, url, headline, md5(raw_text) AS text
    FROM articles SEMI JOIN (FROM night_files WHERE status IN ('loaded', 'duplicate')) USING (file_id)
    WHERE (file_id, record_no) NOT IN (SELECT (file_id, record_no) FROM read WHERE reason IS NOT NULL)
        AND ((file_id, record_no) IN (SELECT (file_id, record_no) FROM read) OR file_id NOT IN (FROM unfinished))
"""

# The number of a record tells nothing here: a file that begins anew holds others under the same numbers.
_COUNT_NEW = " ".join(
    [
        "SELECT count(*) FROM night_articles AS new WHERE true",
        *(
            f"AND NOT EXISTS (FROM gone WHERE gone.file_id = new.file_id AND gone.{column} = {value})"
            for column, value in (("url", "new.url"), ("headline", "new.headline"), ("text", "md5(new.raw_text)"))
        ),
    ]
)

_DELETE_KEYS = "DELETE FROM blocking_keys WHERE appearance_id IN (SELECT appearance_id FROM gone_appearances)"

_DELETE_FROM = "DELETE FROM {} WHERE article_id IN (SELECT article_id FROM gone)"

_DELETE_FILES = "DELETE FROM files WHERE file_id IN (SELECT file_id FROM night_files)"

_COPIES = "CREATE TEMP TABLE copies_before AS SELECT article_id, duplicate_of FROM articles"

_FILES = "SELECT *, $load_id AS load_id, $seen_at AS seen_at FROM night_files ORDER BY file_id"

_STAMPED = "SELECT *, $load_id AS load_id FROM {}"

_ARTICLES = "SELECT *, false AS lines_counted, $load_id AS load_id FROM night_articles"

# From now on an id of an appearance brings along what follows from it.
_SETTLED_IDS = """
    CREATE OR REPLACE TEMP TABLE appearances_ids AS
    SELECT ids.article_id, local_id, id, entity_id, probability
    FROM appearances_ids AS ids JOIN appearances ON appearance_id = id
"""

_KNOWN = f"articles >= {KNOWN_FROM_ARTICLES} AND loads >= {KNOWN_FROM_LOADS}"

# The first article with the same prose, over the whole warehouse; case, white space and punctuation do not count. Lines
# that are known to repeat, and short ones, do not count either: whether they stand in the body depends on what the
# strip rules knew when the article was loaded. MATERIALIZED keeps DuckDB from folding each text twice.
_DUPLICATES = rf"""
    WITH furniture AS (SELECT line FROM outlet_lines WHERE {_KNOWN}),
    lines AS (
        SELECT article_id, block_no, text, length(text) AS characters, characters >= {PROSE_CHARACTERS} AS is_prose
        FROM blocks
        WHERE kind IN {BODY_KINDS} AND NOT (characters <= {LINE_CHARACTERS} AND {LINE} IN (FROM furniture))
    ),
    texts AS MATERIALIZED (
        SELECT article_id, CASE WHEN sum(characters) FILTER (is_prose) >= {PROSE_SHARE} * sum(characters)
            THEN string_agg(text, ' ' ORDER BY block_no) FILTER (is_prose)
            ELSE string_agg(text, ' ' ORDER BY block_no) END AS text
        FROM lines GROUP BY article_id
    ),
    keys AS MATERIALIZED (
        SELECT article_id, md5(regexp_replace(lower(text), '[\pZ\pC\pP]+', '', 'g')) AS words
        FROM texts
        WHERE regexp_matches(text, '^(?:[\s\pZ]*[^\s\pZ]+[\s\pZ]){{{DUPLICATES_FROM_WORDS - 1}}}[\s\pZ]*[^\s\pZ]')
    ),
    firsts AS (
        SELECT article_id, nullif(min(article_id) OVER (PARTITION BY words), article_id) AS original
        FROM keys WHERE words <> md5('')
    )
    UPDATE articles SET duplicate_of = firsts.original FROM firsts
    WHERE articles.article_id = firsts.article_id AND duplicate_of IS DISTINCT FROM firsts.original
"""

# The lines that count for an article that goes. A row that was met first after the article was written does not count
# it: an earlier row of that line was dropped in the meantime.
_GONE_LINES = f"""
    CREATE TEMP TABLE gone_lines AS
    WITH lines AS (
        SELECT DISTINCT article_id, outlet, {LINE} AS line, articles.load_id AS counted_by
        FROM blocks SEMI JOIN gone USING (article_id) JOIN articles USING (article_id)
        WHERE lines_counted AND length(text) <= {LINE_CHARACTERS}
    )
    SELECT article_id, outlet, line FROM lines JOIN outlet_lines USING (outlet, line) WHERE first_load_id <= counted_by
"""

_NIGHT_LINES = f"""
    CREATE TEMP TABLE night_lines AS
    SELECT article_id, outlet, {LINE} AS line, kind
    FROM night_blocks JOIN articles USING (article_id)
    WHERE outlet IS NOT NULL AND duplicate_of IS NULL AND length(text) <= {LINE_CHARACTERS}
"""

# An article is republished if most of its prose, line by line, stood in other articles of its outlet before. Lines that
# are known to repeat are furniture and no prose: else an outlet with much of it would look republished for ever.
_COUNT_LINES = f"""
    WITH other AS (
        SELECT outlet, line, articles, loads, count(article_id) AS own
        FROM outlet_lines LEFT JOIN gone_lines USING (outlet, line)
        SEMI JOIN night_lines USING (outlet, line)
        GROUP BY ALL
    ),
    prose AS (
        SELECT article_id, length(line) AS characters, coalesce(articles > own, false) AS printed
        FROM night_lines LEFT JOIN other USING (outlet, line)
        WHERE kind IN {BODY_KINDS} AND characters >= {PROSE_CHARACTERS} AND NOT coalesce({_KNOWN}, false)
    ),
    republished AS (
        SELECT article_id FROM prose GROUP BY article_id
        HAVING sum(characters) FILTER (printed) > {REPUBLISHED_SHARE} * sum(characters)
    )
    UPDATE articles SET lines_counted = true
    WHERE article_id IN (SELECT article_id FROM night_articles) AND article_id NOT IN (FROM republished)
        AND outlet IS NOT NULL AND duplicate_of IS NULL
"""

# A load counts for a line if an article brings it that did not hold it before.
_MERGE_LINES = """
    MERGE INTO outlet_lines AS old USING (
        WITH added AS (
            SELECT outlet, line, count(DISTINCT article_id) AS added,
                count(DISTINCT article_id) > count(DISTINCT gone_lines.article_id) AS anew
            FROM night_lines
            SEMI JOIN (SELECT article_id FROM articles WHERE lines_counted) USING (article_id)
            LEFT JOIN gone_lines USING (article_id, outlet, line)
            GROUP BY outlet, line
        ),
        removed AS (SELECT outlet, line, count(*) AS removed FROM gone_lines GROUP BY outlet, line)
        SELECT outlet, line, coalesce(added, 0) AS added, coalesce(removed, 0) AS removed, coalesce(anew, false) AS anew
        FROM added FULL JOIN removed USING (outlet, line)
    ) AS new USING (outlet, line)
    WHEN MATCHED AND articles + added = removed THEN DELETE
    WHEN MATCHED THEN UPDATE SET
        articles = articles + added - removed,
        loads = least(loads + anew::INTEGER, articles + added - removed),
        last_load_id = CASE WHEN added > 0 THEN $load_id ELSE last_load_id END
    WHEN NOT MATCHED THEN INSERT (outlet, line, articles, loads, first_load_id, last_load_id)
        VALUES (new.outlet, new.line, added, 1, $load_id, $load_id)
"""

_PRUNE_LINES = f"""
    DELETE FROM outlet_lines WHERE articles = 1 AND last_load_id < (
        SELECT min(load_id) FROM (
            SELECT load_id FROM loads WHERE verdict = 'published' ORDER BY load_id DESC LIMIT {LINE_KEPT_LOADS}))
"""

_RULES = """
    SELECT $load_id AS load_id, outlet, kind, rule, count(DISTINCT article_id) AS articles, count(*) AS blocks,
        sum(length(text)) AS characters, of_articles
    FROM night_blocks
    JOIN (SELECT article_id, outlet, count(*) OVER (PARTITION BY outlet) AS of_articles FROM night_articles)
        USING (article_id)
    WHERE outlet IS NOT NULL
    GROUP BY outlet, kind, rule, of_articles ORDER BY outlet, kind, rule
"""


# What is extracted is measured on what is annotated; copies and foreign articles are told by shares of their own.
_MEASURES = """
    WITH of_load AS (
        SELECT article_id, outlet, published_on, duplicate_of, language, not_annotated IS NULL AS is_read
        FROM articles WHERE load_id = $load_id
    ),
    counted AS (
        SELECT count(*) AS articles, count(*) FILTER (is_read) AS read_ones,
            count(*) FILTER (published_on IS NULL) AS undated, count(*) FILTER (duplicate_of IS NOT NULL) AS copies,
            count(*) FILTER (language <> 'en') AS foreign_ones
        FROM of_load
    ),
    found AS (
        SELECT (SELECT count(*) FROM mentions SEMI JOIN of_load USING (article_id)) AS mentions,
            (SELECT count(*) FROM quotes SEMI JOIN of_load USING (article_id)) AS quotes
    ),
    numbers AS (
        SELECT count(*) AS figures, count(*) FILTER (attributed_to IS NULL) AS unclaimed,
            count(*) FILTER (counted IS NULL AND unit IS NULL AND currency IS NULL) AS without_noun
        FROM figures SEMI JOIN of_load USING (article_id)
    ),
    measured AS (
        SELECT unnest([
            {'measure': 'mentions_per_article', 'value': mentions, 'number': read_ones},
            {'measure': 'figures_per_article', 'value': figures, 'number': read_ones},
            {'measure': 'quotes_per_article', 'value': quotes, 'number': read_ones},
            {'measure': 'figures_without_claimant', 'value': unclaimed, 'number': figures},
            {'measure': 'figures_without_noun', 'value': without_noun, 'number': figures},
            {'measure': 'articles_without_day', 'value': undated, 'number': articles},
            {'measure': 'articles_copied', 'value': copies, 'number': articles},
            {'measure': 'articles_not_english', 'value': foreign_ones, 'number': articles}
        ], recursive := true)
        FROM counted, found, numbers
    )
    SELECT $load_id AS load_id, measure, '' AS outlet, value / number AS value, number
    FROM measured WHERE number > 0
    UNION ALL
    SELECT $load_id, 'articles', coalesce(outlet, ''), count(*), count(*) FROM of_load
    GROUP BY GROUPING SETS ((outlet), ()) HAVING outlet IS NOT NULL OR grouping(outlet) = 1
    ORDER BY measure, outlet
"""


def _source(work: Path, group: str, schema: pl.Schema) -> str:
    """Returns the view `night_<group>` of a group's files, in the order of its columns."""
    paths = sorted([*work.glob(f"{group}.parquet"), *work.glob(f"{group}-*.parquet")])
    if not paths:
        paths = [work / f"{group}.parquet"]
        pl.DataFrame(schema=schema).write_parquet(paths[0])
    listed = ", ".join(ddl.literal(str(path)) for path in paths)
    return f"CREATE TEMP VIEW night_{group} AS SELECT {', '.join(schema)} FROM read_parquet([{listed}])"


def _ids(table: Table, first: int) -> str:
    """Returns the table `<name>_ids`: for each row's article and local id, the id given out."""
    key = table.key[0]
    order = "raw_start, " if "raw_start" in table.schema else ""
    return f"""
        CREATE TEMP TABLE {table.name}_ids AS
        SELECT article_id, {key} AS local_id, {first - 1} + row_number() OVER (ORDER BY article_id, {order}{key}) AS id
        FROM night_{table.name}
    """


def _numbered(table: Table) -> str:
    """Returns the query of a table's new rows with every local id replaced by one of the warehouse.

    What follows an appearance is taken from it; of appearances themselves it is `UNSETTLED`.
    """
    followed = entities.follows(table)
    selected, joins = [], []
    for name, references in ((column.name, column.references) for column in table.columns):
        target = (references or "").partition(".")[0]
        if name in followed:
            appearance, source = followed[name]
            selected.append(f"to_{appearance}.{source} AS {name}")
        elif table is APPEARANCES and name in UNSETTLED:
            selected.append(f"{UNSETTLED[name]} AS {name}")
        elif target in NUMBERED:
            joins.append(
                f"LEFT JOIN {target}_ids AS to_{name} "
                f"ON to_{name}.article_id = new.article_id AND to_{name}.local_id = new.{name}"
            )
            # A join without a partner must not pass for "none": it would drop the reference silently.
            selected.append(f"""
                CASE WHEN new.{name} IS NOT NULL AND to_{name}.id IS NULL
                THEN error('{table.name}.{name}: article ' || new.article_id || ' has no ' || new.{name})
                ELSE to_{name}.id END AS {name}""")
        elif table.name in NUMBERED and name == table.key[0]:
            joins.append(
                f"JOIN {table.name}_ids AS own ON own.article_id = new.article_id AND own.local_id = new.{name}"
            )
            selected.append(f"own.id AS {name}")
        else:
            selected.append(f"new.{name}")
    return f"""
        SELECT {", ".join(selected)} FROM night_{table.name} AS new {" ".join(joins)}
        ORDER BY {", ".join(table.key)}
    """


def _row(table: Table) -> str:
    return "SELECT " + ", ".join(f"${column.name} AS {column.name}" for column in table.columns)


def _insert(con: duckdb.DuckDBPyConnection, table: str, query: str, parameters: object = None) -> int:
    return int(con.execute(f"INSERT INTO {table} BY NAME {query}", parameters).fetchall()[0][0])


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _execute(con: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    for statement in statements:
        con.execute(statement)


def _next_ids(con: duckdb.DuckDBPyConnection, directory: Path | None) -> dict[str, int]:
    """Takes the marks of the newest load into account, which took those of the one before: ids only rise."""
    used = {
        name: f"SELECT {TABLES[name].key[0]} AS id FROM {name}"
        for name in ("files", "articles", *NUMBERED, "entity_links", "quote_groups")
    }
    used["entities"] = "SELECT entity_id AS id FROM entities UNION ALL SELECT old_entity_id FROM entity_redirects"
    query = " UNION ALL ".join(f"SELECT '{name}', coalesce(max(id), 0) + 1 FROM ({ids})" for name, ids in used.items())
    free = dict(con.execute(query).fetchall())
    newest = max(journal.load_ids(directory), default=None) if directory else None
    marks = journal.load(directory, newest)["next_ids"] if directory and newest else {}
    return {name: max(first, marks.get(name, 1)) for name, first in free.items()}


def _add_refused(con: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Adds the loads of the journal that this line of versions has not seen: refused ones, and those rolled back."""
    known = {load_id for (load_id,) in con.execute("SELECT load_id FROM loads").fetchall()}
    for load_id in sorted(journal.load_ids(directory) - known):
        manifest = journal.load(directory, load_id)
        _insert(con, "loads", _row(LOADS), {column.name: manifest[column.name] for column in LOADS.columns})
        _add_checks(con, load_id, journal.checks(manifest))


def _add_checks(con: duckdb.DuckDBPyConnection, load_id: str, checks: Sequence[Check]) -> None:
    made = pl.DataFrame([{"load_id": load_id} | asdict(check) for check in checks], CHECKS.schema)
    frames.store(con, "new_checks", made)
    _insert(con, "checks", "FROM new_checks")


def _compact(candidate: Path) -> int | None:
    """Writes the closed candidate anew if it has become too large; returns the bytes that it had then."""
    size = candidate.stat().st_size
    with _reading(candidate) as con:
        if not compaction.is_due(con, size):
            return None
    target = candidate.parent / "compact" / candidate.name
    target.parent.mkdir()
    with _writing(target) as con:
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


def _read(base: Path | None, query: str, given: pl.DataFrame | None = None) -> pl.DataFrame:
    with _reading(base) as con:
        if given is not None:
            frames.store(con, "given", given)
        return frames.read(con, query)


@contextmanager
def _reading(base: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens a published file, or an empty warehouse where there is none."""
    try:
        con = duckdb.connect() if base is None else duckdb.connect(str(base), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(f"{base} cannot be opened: {_line(error)}") from error
    try:
        if base is None:
            _execute(con, ddl.statements())
        yield con
    except duckdb.Error as error:
        raise WarehouseError(f"{base} cannot be read: {_line(error)}") from error
    finally:
        con.close()


@contextmanager
def _writing(candidate: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens the candidate; leaves it in one file, without a write-ahead log."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        # With it every sixth file could not be read by DuckDB 1.1 to 1.3 ("Failed to load metadata pointer"), whatever
        # the storage version: tests/compatibility reads twenty.
        "experimental_metadata_reuse": "false",
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(candidate.parent / "spill"),
        "autoinstall_known_extensions": "false",
    }
    try:
        con = duckdb.connect(str(candidate), config=settings)
        try:
            con.execute("SET TimeZone = 'UTC'")
            yield con
            con.execute("CHECKPOINT")
        finally:
            con.close()
    except duckdb.Error as error:
        raise WarehouseError(f"the load cannot be written: {_line(error)}") from error
    if candidate.with_name(candidate.name + ".wal").exists():
        raise WarehouseError(f"{candidate} was closed with a write-ahead log left beside it")


def _line(error: duckdb.Error) -> str:
    return " ".join(str(error).split())
