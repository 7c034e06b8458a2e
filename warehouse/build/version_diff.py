"""The differences between a candidate and the published version, for the report on a load."""

# ruff: noqa: S608 - what the SQL is put together from are names of the schema

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from warehouse import WarehouseError
from warehouse.schema.escaping import sql_text

SHOWN = 12
"""Most rows of each list: about as many as a reader takes in at a glance."""

MEMORY_LIMIT = "600MB"
"""Memory that DuckDB may use while it compares; for more it uses the disk."""

COMPARED = ("articles", "entities", "mentions", "figures", "quotes")
"""Tables whose rows are compared."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """Numbers of rows of one table, before and after; `changed` rows have the same id in both versions."""

    table: str
    before: int
    after: int
    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class OutletMove:
    """Articles of one outlet in the load; `usual` is the median of recent loads, None for a new outlet."""

    outlet: str
    articles: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class ClaimMove:
    """What a claimant now says of a series, and what it said before; `story` is the headline of the thread."""

    event: str
    counted: str
    place: str
    story: str
    claimant: str
    before: str
    before_on: date
    now: str
    now_on: date
    is_revision: bool


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that is not in the published version, with the number of articles that name it."""

    name: str
    kind: str
    articles: int


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """All differences; each list but `tables` has at most `SHOWN` rows, the largest differences first.

    `factualities` has the figures of the load by `figures.factuality`.
    """

    tables: tuple[TableChange, ...]
    outlets: tuple[OutletMove, ...]
    claims: tuple[ClaimMove, ...]
    entities: tuple[NewEntity, ...]
    factualities: tuple[tuple[str, int], ...]


NOTHING = VersionDiff((), (), (), (), ())
"""Stands for a candidate that cannot be compared."""


def compare(candidate: Path, base: Path | None, load_id: str) -> VersionDiff:
    """Compares a closed candidate with the published version.

    Args:
        candidate: its file.
        base: the published file; None before the first load.
        load_id: the load that made the candidate.

    Raises:
        WarehouseError: one of the files cannot be read, or lacks a table.
    """
    try:
        with duckdb.connect(str(candidate), read_only=True) as con:
            con.execute(f"SET memory_limit = {sql_text(MEMORY_LIMIT)}")
            con.execute(f"SET temp_directory = {sql_text(str(candidate.parent / 'spill'))}")
            if base is not None:
                con.execute(f"ATTACH {sql_text(str(base))} AS before (READ_ONLY)")
            tables = tuple(_table(con, table, load_id, has_base=base is not None) for table in COMPARED)
            return VersionDiff(
                tables,
                tuple(OutletMove(*row) for row in _rows(con, _OUTLETS, load_id)),
                tuple(ClaimMove(*row) for row in _rows(con, _CLAIMS, load_id)),
                tuple(NewEntity(*row) for row in _rows(con, _ENTITIES, load_id)) if base is not None else (),
                tuple((str(name), int(number)) for name, number in _rows(con, _FACTUALITIES, load_id)),
            )
    except duckdb.Error as error:
        raise WarehouseError(f"the load cannot be compared: {' '.join(str(error).split())}") from error


def _table(con: duckdb.DuckDBPyConnection, table: str, load_id: str, *, has_base: bool) -> TableChange:
    after = _one(con, f"SELECT count(*) FROM main.{table}")
    if not has_base:
        return TableChange(table, 0, after, after, 0, 0)
    key = "entity_id" if table == "entities" else f"{table.removesuffix('s')}_id"
    old, before = f"before.main.{table}", _one(con, f"SELECT count(*) FROM before.main.{table}")
    kept = _one(con, f"SELECT count(*) FROM main.{table} SEMI JOIN {old} USING ({key})")
    changed = 0
    if table == "articles":
        changed = _one(
            con, f"SELECT count(*) FROM main.articles SEMI JOIN {old} USING ({key}) WHERE load_id = {sql_text(load_id)}"
        )
    elif table == "entities":
        changed = _one(
            con,
            f"SELECT count(*) FROM main.entities AS new JOIN {old} AS old USING ({key}) "
            "WHERE (new.name, new.kind) <> (old.name, old.kind)",
        )
    return TableChange(table, before, after, after - kept, changed, before - kept)


_OUTLETS = f"""
    WITH recent AS (
        SELECT DISTINCT load_id FROM load_measures WHERE load_id < $load_id ORDER BY load_id DESC LIMIT 30
    ),
    by_outlet AS (
        SELECT outlet, coalesce(any_value(value) FILTER (load_id = $load_id), 0)::BIGINT AS articles,
            median(value) FILTER (load_id <> $load_id) AS usual
        FROM load_measures
        WHERE measure = 'articles' AND outlet <> '' AND (load_id = $load_id OR load_id IN (FROM recent))
        GROUP BY outlet
    )
    FROM by_outlet ORDER BY abs(articles - coalesce(usual, 0)) DESC, outlet LIMIT {SHOWN}
"""

_VALUE = """CASE WHEN {0}value_low IS NULL THEN '≤ ' || format('{{:,.12g}}', {0}value_high)
    WHEN {0}value_high IS NULL THEN '≥ ' || format('{{:,.12g}}', {0}value_low)
    WHEN {0}value_low = {0}value_high THEN format('{{:,.12g}}', {0}value_low)
    ELSE format('{{:,.12g}} to {{:,.12g}}', {0}value_low, {0}value_high) END"""

_CLAIMS = f"""
    WITH timeline AS (
        SELECT c.* EXCLUDE (articles), a.load_id,
            lag(value_low) OVER of_claimant AS earlier_value_low,
            lag(value_high) OVER of_claimant AS earlier_value_high,
            lag(told_on) OVER of_claimant AS earlier_on
        FROM marts.claim_timeline AS c JOIN (SELECT article_id, load_id FROM articles) AS a USING (article_id)
        WHERE series IS NOT NULL AND told_on IS NOT NULL
        WINDOW of_claimant AS (
            PARTITION BY series, claimant_kind, claimant_entity_id, claimant
            -- The newest last, also where an older number was repeated after it.
            ORDER BY is_superseded DESC, told_on, figure_id)
    )
    SELECT event, coalesce(counted, ''), coalesce(place, ''), coalesce(headline, ''), claimant,
        {_VALUE.format("earlier_")}, earlier_on, {_VALUE.format("")}, told_on, is_revision
    FROM timeline JOIN (SELECT thread_id, headline FROM threads) USING (thread_id)
    WHERE load_id = $load_id AND NOT is_superseded AND earlier_on < told_on
        AND (value_low, value_high) IS DISTINCT FROM (earlier_value_low, earlier_value_high)
    ORDER BY is_revision DESC,
        abs(coalesce(value_low, value_high) - coalesce(earlier_value_low, earlier_value_high)) DESC, figure_id
    LIMIT {SHOWN}
"""

_ENTITIES = f"""
    SELECT e.name, e.kind, count(DISTINCT m.article_id) AS articles
    FROM main.entities AS e JOIN main.mentions AS m USING (entity_id)
    WHERE NOT EXISTS (FROM before.main.entities AS b WHERE b.entity_id = e.entity_id)
    GROUP BY e.entity_id, e.name, e.kind ORDER BY articles DESC, e.name LIMIT {SHOWN}
"""


_FACTUALITIES = """
    SELECT factuality, count(*) AS number FROM figures JOIN articles USING (article_id)
    WHERE extracted_load_id = $load_id GROUP BY factuality ORDER BY number DESC, factuality
"""


def _rows(con: duckdb.DuckDBPyConnection, sql: str, load_id: str) -> list[tuple[Any, ...]]:
    return con.execute(sql.replace("$load_id", sql_text(load_id))).fetchall()


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
