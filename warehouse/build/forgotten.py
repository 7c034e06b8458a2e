"""Articles that people asked to take down: finds them, and removes what belongs to them and to nothing else.

`candidate.write` calls, in one transaction: `find` once the temporary table `gone` is there, which gets these articles
too, so that all that replaces articles removes them; `delete_files` with the other deletions; `settle` at the end. What
is removed stands in the temporary table `forgotten_now`. What other places say of it is the matter of
`warehouse.build.traces`.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.build import polars_frames as frames
from warehouse.build.connections import count_rows, execute_all, open_published, read_published
from warehouse.publish.forgotten import Forgotten, Grave, Tombstone
from warehouse.schema.tables.forgotten import FORGOTTEN_ARTICLES
from warehouse.schema.tables.versions import ADDRESS, folded

LEAST_CHARACTERS = 40
"""Of a text by whose words alone an article is known again: a shorter one ("Live updates") is equal by chance."""

_FOLDED = folded("raw_text")

CONTENT = f"sha256('words ' || {_FOLDED})"
"""SQL: `content_sha256` of a row with `raw_text`."""

KEYS = f"""list_filter([
    CASE WHEN length({_FOLDED}) >= {LEAST_CHARACTERS} THEN {CONTENT} END,
    sha256('address ' || {ADDRESS}),
    CASE WHEN {ADDRESS} IS NULL AND format IN ('text', 'html') THEN sha256('path ' || path) END,
    sha256('record ' || file_sha256 || ' ' || record_no)
], lambda key: key IS NOT NULL)"""
"""SQL: what an article is known again by, of a row with `raw_text`, `url`, `path`, `format`, `file_sha256` and
`record_no`. Its words, however they are set, tell a copy under another name or in an archive; its address a later text
of it. Only a file that is one article and gives no address is known by its path: one of many holds others tomorrow."""

READ = pl.Schema(
    {
        "path": pl.String(),
        "format": pl.String(),
        "file_sha256": pl.String(),
        "record_no": pl.Int32(),
        "url": pl.String(),
        "raw_text": pl.String(),
        "outlet": pl.String(),
    }
)
"""What is asked of an article that a night reads."""

_STORED = "articles JOIN (SELECT file_id, path, format, sha256 AS file_sha256 FROM files) USING (file_id)"


def is_pending(base: Path | None, forgotten: Forgotten) -> bool:
    """Says whether a version of today's schema differs from what the journal says; false before the first load."""
    if base is None or not (forgotten.articles or forgotten.outlets):
        return False
    with open_published(base) as con:
        _store(con, forgotten)
        return _is_pending(con)


def held(base: Path, forgotten: Forgotten) -> pl.Series:
    """Returns the ids of the articles of a version that are to go.

    Raises:
        WarehouseError: it cannot be read, or has the tables of another schema.
    """
    with open_published(base) as con:
        find_articles(con, forgotten)
        return frames.read(con, "SELECT article_id FROM forgotten_now ORDER BY article_id")["article_id"]


def tombstones(base: Path, article_ids: Iterable[int]) -> list[Tombstone]:
    """Returns what articles of a version are known again by, in the order of their ids."""
    given = pl.DataFrame({"article_id": list(article_ids)}, {"article_id": pl.Int64()})
    query = f"""
        SELECT article_id, outlet, {CONTENT} AS content_sha256, {KEYS} AS keys
        FROM {_STORED} SEMI JOIN given USING (article_id) ORDER BY article_id
    """
    rows = read_published(base, query, given).iter_rows()
    return [Tombstone(number, outlet, content, tuple(keys)) for number, outlet, content, keys in rows]


def are_forgotten(read: pl.DataFrame, forgotten: Forgotten) -> pl.Series:
    """Says of each article that a night reads whether it was taken down.

    Args:
        read: the columns of `READ`.
        forgotten: what the journal says.
    """
    with duckdb.connect() as con:
        _store(con, forgotten)
        frames.store(con, "read_now", read.select(READ.names()).cast(READ).with_row_index("no"))
        found = frames.read(con, f"SELECT ({_IS_FORGOTTEN}) AS forgotten FROM read_now ORDER BY no")
    return found["forgotten"].cast(pl.Boolean)


def find_articles(con: duckdb.DuckDBPyConnection, forgotten: Forgotten) -> None:
    """Finds the articles of an open file that are to go: the temporary table `forgotten_now`."""
    _store(con, forgotten)
    execute_all(con, (_FORGOTTEN_NOW, _FORGOTTEN_FILES))


def find(con: duckdb.DuckDBPyConnection, forgotten: Forgotten) -> int:
    """Finds the articles of the candidate that are to go, and adds them to `gone`; returns how many they are.

    All articles are looked at only in a load in which the journal says something new: what came since was asked when
    it was read.
    """
    _store(con, forgotten)
    if not _is_pending(con):
        con.execute(f"{_FORGOTTEN_NOW} LIMIT 0")
        con.execute(_FORGOTTEN_FILES)
        return 0
    execute_all(con, (_FORGOTTEN_NOW, _FORGOTTEN_FILES, _READ_THIS_NIGHT, _GONE))
    return count_rows(con, "forgotten_now")


def delete_files(con: duckdb.DuckDBPyConnection) -> None:
    """Deletes the rows of files that held nothing else, and of files with the same bytes: a path may be a headline."""
    execute_all(con, (_DELETE_REJECTIONS, _DELETE_FILES))


def settle(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Brings `forgotten_articles` in line with the journal, and forgets what was usual of outlets that are gone."""
    con.execute(_LIFT_ARTICLES)
    con.execute(_LIFT_OUTLETS)
    con.execute(_INSERT, {"load_id": load_id})
    execute_all(con, [_FORGET_OUTLETS.format(table) for table in ("load_measures", "outlet_rules", "outlet_lines")])


def _is_pending(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(con.execute(_PENDING).fetchall()[0][0])


def _store(con: duckdb.DuckDBPyConnection, forgotten: Forgotten) -> None:
    """Stores what the journal says as the temporary tables `graves`, `grave_keys` and `grave_outlets`."""
    stones = [(grave, grave.tombstone) for grave in forgotten.articles.values() if grave.tombstone]
    columns = ("article_id", "outlet", "content_sha256", *_OF_REQUEST)
    graves = [(s.article_id, s.outlet, s.content_sha256, *_of_request(grave)) for grave, s in stones]
    frames.store(con, "graves", pl.DataFrame(graves, _schema(*columns), orient="row"))
    keys = [(s.article_id, key) for grave, s in stones if grave.lifted_at is None for key in s.keys]
    frames.store(con, "grave_keys", pl.DataFrame(keys, {"article_id": pl.Int64(), "key": pl.String()}, orient="row"))
    outlets = [(name, *_of_request(grave)) for name, grave in forgotten.outlets.items()]
    frames.store(con, "grave_outlets", pl.DataFrame(outlets, _schema("outlet", *_OF_REQUEST), orient="row"))


_OF_REQUEST = ("forgotten_at", "forgotten_by", "reason", "lifted_at")


def _of_request(grave: Grave) -> tuple[datetime, str, str, datetime | None]:
    request = grave.request
    return _naive(request.asked_at), request.asked_by, request.reason, grave.lifted_at and _naive(grave.lifted_at)


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def _schema(*columns: str) -> dict[str, pl.DataType]:
    return {name: FORGOTTEN_ARTICLES.schema[name] for name in columns}


_IN_FORCE = "(FROM {} WHERE lifted_at IS NULL)"

_PENDING = f"""
    SELECT EXISTS (
            FROM graves LEFT JOIN forgotten_articles AS held USING (article_id)
            WHERE CASE WHEN graves.lifted_at IS NULL THEN held.article_id IS NULL OR held.lifted_at IS NOT NULL
                ELSE held.article_id IS NOT NULL AND held.lifted_at IS DISTINCT FROM graves.lifted_at END)
        OR EXISTS (FROM articles SEMI JOIN {_IN_FORCE.format("graves")} USING (article_id))
        OR EXISTS (FROM articles SEMI JOIN {_IN_FORCE.format("grave_outlets")} USING (outlet))
        OR EXISTS (
            FROM forgotten_articles AS held JOIN grave_outlets USING (outlet)
            WHERE scope = 'outlet' AND held.lifted_at IS DISTINCT FROM grave_outlets.lifted_at)
"""

_IS_FORGOTTEN = f"""
    coalesce(outlet IN (SELECT outlet FROM {_IN_FORCE.format("grave_outlets")}), false)
        OR list_has_any({KEYS}, (SELECT coalesce(list(key), []) FROM grave_keys))
"""

_FORGOTTEN_NOW = f"""
    CREATE OR REPLACE TEMP TABLE forgotten_now AS
    WITH named AS (
        SELECT article_id, 'article' AS scope, article_id AS stone_id
        FROM articles SEMI JOIN {_IN_FORCE.format("graves")} USING (article_id)
        UNION ALL
        SELECT known.article_id, 'article', grave_keys.article_id
        FROM (SELECT article_id, unnest({KEYS}) AS key FROM {_STORED}) AS known JOIN grave_keys USING (key)
        UNION ALL
        SELECT article_id, 'outlet', NULL
        FROM articles SEMI JOIN {_IN_FORCE.format("grave_outlets")} USING (outlet)
    ),
    once AS (SELECT article_id, min(scope) AS scope, min(stone_id) AS stone_id FROM named GROUP BY article_id)
    SELECT article_id, scope, stone_id, outlet, file_id, {CONTENT} AS content_sha256
    FROM once JOIN articles USING (article_id)
"""

# Files of the same bytes hold the same, and a file that repeats an earlier state of one of these has lost its original.
_FORGOTTEN_FILES = """
    CREATE OR REPLACE TEMP TABLE forgotten_files AS
    WITH emptied AS (
        SELECT file_id, path, sha256 FROM files
        WHERE file_id IN (SELECT file_id FROM forgotten_now)
            AND file_id NOT IN (SELECT file_id FROM articles ANTI JOIN forgotten_now USING (article_id))
    )
    SELECT file_id, path, sha256 FROM files
    WHERE file_id IN (SELECT file_id FROM emptied) OR (
        file_id NOT IN (SELECT file_id FROM articles)
        AND (sha256 IN (SELECT sha256 FROM emptied) OR reason IN (SELECT path FROM emptied)))
"""

_READ_THIS_NIGHT = "DELETE FROM forgotten_files WHERE file_id IN (SELECT file_id FROM night_files)"

# Without their file: what stands there now is no later text of them.
_GONE = """
    INSERT INTO gone BY NAME
    SELECT article_id, url, headline, md5(raw_text) AS text
    FROM articles SEMI JOIN forgotten_now USING (article_id) ANTI JOIN gone USING (article_id)
"""

_DELETE_REJECTIONS = "DELETE FROM rejections WHERE path IN (SELECT path FROM forgotten_files)"

_DELETE_FILES = "DELETE FROM files WHERE file_id IN (SELECT file_id FROM forgotten_files)"

_LIFT_ARTICLES = """
    UPDATE forgotten_articles SET lifted_at = graves.lifted_at FROM graves
    WHERE graves.article_id = forgotten_articles.article_id
        AND forgotten_articles.lifted_at IS DISTINCT FROM graves.lifted_at
"""

_LIFT_OUTLETS = """
    UPDATE forgotten_articles SET lifted_at = grave_outlets.lifted_at FROM grave_outlets
    WHERE scope = 'outlet' AND grave_outlets.outlet = forgotten_articles.outlet
        AND forgotten_articles.lifted_at IS DISTINCT FROM grave_outlets.lifted_at
"""

_INSERT = f"""
    INSERT INTO forgotten_articles BY NAME
    WITH asked AS (
        SELECT article_id, 'article' AS scope, outlet, content_sha256, {", ".join(_OF_REQUEST)}
        FROM graves WHERE lifted_at IS NULL
    ),
    found AS (
        SELECT now.article_id, scope, now.outlet, now.content_sha256, {", ".join(_OF_REQUEST)}
        FROM forgotten_now AS now JOIN graves ON graves.article_id = stone_id
        WHERE now.article_id NOT IN (SELECT article_id FROM asked)
        UNION ALL
        SELECT now.article_id, scope, now.outlet, now.content_sha256, {", ".join(_OF_REQUEST)}
        FROM forgotten_now AS now JOIN grave_outlets USING (outlet) WHERE scope = 'outlet'
    )
    SELECT *, $load_id AS load_id FROM (FROM asked UNION ALL FROM found)
    ANTI JOIN forgotten_articles USING (article_id) ORDER BY article_id
"""

_FORGET_OUTLETS = f"""
    DELETE FROM {{}} WHERE outlet IN (SELECT outlet FROM {_IN_FORCE.format("grave_outlets")})
"""
