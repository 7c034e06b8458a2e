"""Entities over nights: takes people's decisions into a load, and writes what the resolver found.

`candidate.write` calls, in one transaction: `take_decisions`; then the steps of `resolution_input` and the resolver;
`settle`; and once the night's mentions are in, `rename`. They hand each other temporary tables. A new appearance has no
node and no entity (`resolution_input.UNRESOLVED`) until it is settled.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC

import duckdb
import polars as pl

from warehouse import WarehouseError
from warehouse.build import polars_frames as frames
from warehouse.build.resolution_input import HOLDS, NAME_KEY
from warehouse.publish.decisions import Decision
from warehouse.publish.journal import Load
from warehouse.schema.resolution import Resolution
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import ENTITY_LINKS

REVIEW = "review"
"""The `entity_links.method` of a person's judgement."""

SCORES = {"same": 1.0, "different": 0.0, "unsure": 0.5}
"""The `entity_links.score` of a person's judgement: the probability that the two nodes are the same."""


def follows(table: Table) -> dict[str, tuple[str, str]]:
    """Returns the columns of a table that repeat what `appearances` says.

    Returns:
        For each such column: the column of the same table that names the appearance, and the column of `appearances`
        that is repeated.
    """
    found = {column.name: (column.follows, "entity_id") for column in table.columns if column.follows}
    if found and "probability" in table.schema:
        found["probability"] = ("appearance_id", "probability")
    return found


def is_pending(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> bool:
    """Returns whether `entity_links` differs from what the journal of decisions says."""
    frames.store(con, "journal_decisions", _journal_decisions(decisions))
    return bool(con.execute(f"SELECT EXISTS ({_SUPERSEDED}) OR EXISTS ({_UNKNOWN})").fetchall()[0][0])


def take_decisions(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], load: Load, first_link_id: int
) -> int:
    """Brings the links that people decided in line with the journal, and keeps the nodes of those that change.

    Args:
        con: the candidate.
        decisions: the whole journal, oldest first; the last one on a pair of nodes counts.
        load: the load.
        first_link_id: the first free id of a link.

    Returns:
        The first id that is still free.
    """
    frames.store(con, "journal_decisions", _journal_decisions(decisions))
    con.execute(_DECIDED_NODES)
    con.execute(
        f"UPDATE entity_links SET retracted_at = $now WHERE link_id IN (SELECT link_id FROM ({_SUPERSEDED}))",
        {"now": load.started_at},
    )
    ((added,),) = con.execute(
        f"INSERT INTO entity_links BY NAME {_REVIEWED}",
        {"first": first_link_id, "version": load.code_version, "load_id": load.load_id},
    ).fetchall()
    return first_link_id + int(added)


def _journal_decisions(decisions: Sequence[Decision]) -> pl.DataFrame:
    """Returns the last decision on each pair of nodes, without pairs that were opened again."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        left, right = sorted((decision.left_node, decision.right_node))
        last[left, right] = decision
    columns = ("left_node", "right_node", "judgement", "score", "decided_by", "decided_at")
    rows = [
        (left, right, d.judgement, SCORES[d.judgement], d.decided_by, d.decided_at.astimezone(UTC).replace(tzinfo=None))
        for (left, right), d in last.items()
        if d.judgement in SCORES and left < right
    ]
    return pl.DataFrame(rows, {name: ENTITY_LINKS.schema[name] for name in columns}, orient="row")


def settle(con: duckdb.DuckDBPyConnection, resolution: Resolution, load: Load, first_link_id: int) -> int:
    """Writes what the resolver found: appearances and the rows that repeat them, entities, redirects and links.

    Only rows that change are written. This night's mentions, quotes and figures come later, with the right entity.

    Args:
        con: the candidate.
        resolution: what the resolver found.
        load: the load.
        first_link_id: the first free id of a link.

    Returns:
        How many entities are new.

    Raises:
        WarehouseError: an appearance was left without an entity.
    """
    for field in fields(Resolution):
        frames.store(con, f"resolved_{field.name}", getattr(resolution, field.name))
    con.execute(_RESOLVED_APPEARANCES)
    ((left_out,),) = con.execute(_LEFT_OUT).fetchall()
    if left_out:
        raise WarehouseError(f"resolving left {left_out} appearances without an entity")
    for statement in (_MOVED_APPEARANCES, _CHANGED_ENTITIES, _MOVE_APPEARANCES, *_follow()):
        con.execute(statement)

    stamp = {"load_id": load.load_id}
    for statement in (_DROP_ENTITIES, _CHANGE_ENTITIES, _DROP_REDIRECTS):
        con.execute(statement)
    ((new,),) = con.execute(f"INSERT INTO entities BY NAME {_NEW_ENTITIES}", stamp).fetchall()
    con.execute(f"INSERT INTO entity_redirects BY NAME {_STAMPED.format('resolved_redirects')}", stamp)
    con.execute(_RETRACT, {"now": load.started_at})
    con.execute(
        f"INSERT INTO entity_links BY NAME {_NEW_LINKS}", stamp | {"first": first_link_id, "now": load.started_at}
    )
    return int(new)


def rename(con: duckdb.DuckDBPyConnection) -> int:
    """Counts the spellings of each changed entity, and derives its name and place, once all mentions are in.

    Returns:
        How many aliases were written.
    """
    con.execute("DELETE FROM entity_aliases WHERE entity_id IN (FROM changed_entities)")
    ((aliases,),) = con.execute(f"INSERT INTO entity_aliases BY NAME {_ALIASES}").fetchall()
    con.execute(_RENAME)
    return int(aliases)


def _follow() -> list[str]:
    """Returns SQL that updates older rows whose appearance has another entity or probability now."""
    updates = []
    for table in TABLES.values():
        by_appearance: dict[str, list[tuple[str, str]]] = {}
        for column, (appearance, source) in follows(table).items():
            by_appearance.setdefault(appearance, []).append((column, source))
        for appearance, taken in by_appearance.items():
            values = ", ".join(f"{column} = moved.{source}" for column, source in taken)
            differs = " OR ".join(f"{table.name}.{column} <> moved.{source}" for column, source in taken)
            updates.append(
                f"UPDATE {table.name} SET {values} FROM moved_appearances AS moved "
                f"WHERE moved.appearance_id = {table.name}.{appearance} AND ({differs})"
            )
    return updates


_SUPERSEDED = f"""
    SELECT * FROM entity_links
    ANTI JOIN journal_decisions USING (left_node, right_node, judgement, decided_by, decided_at)
    WHERE method = '{REVIEW}' AND {HOLDS}
"""

_UNKNOWN = f"""
    SELECT * FROM journal_decisions
    ANTI JOIN (FROM entity_links WHERE method = '{REVIEW}' AND {HOLDS})
        USING (left_node, right_node, judgement, decided_by, decided_at)
"""

_DECIDED_NODES = f"""
    CREATE TEMP TABLE decided_nodes AS
    SELECT unnest([left_node, right_node]) AS node
    FROM (SELECT left_node, right_node FROM ({_SUPERSEDED}) UNION SELECT left_node, right_node FROM ({_UNKNOWN}))
"""

_REVIEWED = f"""
    SELECT $first - 1 + row_number() OVER (ORDER BY left_node, right_node) AS link_id, *, '{{}}' AS features,
        '{REVIEW}' AS method, $version AS method_version, $load_id AS load_id
    FROM ({_UNKNOWN})
"""

_RESOLVED_APPEARANCES = """
    CREATE TEMP TABLE resolved_appearances AS
    SELECT appearance_id, found.node FROM input_appearances AS input LEFT JOIN resolved_nodes AS found
        ON found.name_key = input.name_key AND found.kind = input.kind AND found.is_weak = input.is_weak
        AND found.article_id IS NOT DISTINCT FROM input.own_story
"""

_LEFT_OUT = "SELECT count(*) FROM resolved_appearances ANTI JOIN resolved_members USING (node)"

# An entity that is merged or split moves with all its nodes, also those of names that nobody asked about.
_MOVED_APPEARANCES = """
    CREATE TEMP TABLE moved_appearances AS
    SELECT old.appearance_id, old.entity_id AS old_entity_id, new.node, new.entity_id, new.probability
    FROM appearances AS old LEFT JOIN resolved_appearances USING (appearance_id)
    JOIN resolved_members AS new ON new.node = coalesce(resolved_appearances.node, old.node)
    WHERE (old.node, old.entity_id, old.probability) <> (new.node, new.entity_id, new.probability)
"""

_MOVE_APPEARANCES = """
    UPDATE appearances SET node = moved.node, entity_id = moved.entity_id, probability = moved.probability
    FROM moved_appearances AS moved WHERE moved.appearance_id = appearances.appearance_id
"""

_CHANGED_ENTITIES = """
    CREATE TEMP TABLE changed_entities AS
    SELECT unnest([old_entity_id, entity_id]) AS entity_id FROM moved_appearances AS moved
    UNION SELECT entity_id FROM removed_appearances
    UNION SELECT entity_id FROM resolved_entities
    UNION SELECT old_entity_id FROM resolved_redirects
"""

_STAMPED = "SELECT *, $load_id AS load_id FROM {}"

_DROP_ENTITIES = "DELETE FROM entities WHERE entity_id IN (SELECT old_entity_id FROM resolved_redirects)"

_CHANGE_ENTITIES = """
    UPDATE entities SET kind = new.kind, node = new.node FROM resolved_entities AS new
    WHERE new.entity_id = entities.entity_id
"""

_NEW_ENTITIES = f"""
    SELECT entity_id, kind, '' AS name, {NAME_KEY.format("node")} AS name_key, node, $load_id AS load_id
    FROM resolved_entities ANTI JOIN entities USING (entity_id) ORDER BY entity_id
"""

# An id may be given back to the entity that it once stood for; then it is redirected no more.
_DROP_REDIRECTS = """
    DELETE FROM entity_redirects
    WHERE old_entity_id IN (SELECT old_entity_id FROM resolved_redirects UNION SELECT entity_id FROM resolved_entities)
"""

_RETRACT = "UPDATE entity_links SET retracted_at = $now WHERE link_id IN (SELECT link_id FROM resolved_retracted)"

_NEW_LINKS = """
    SELECT $first - 1 + row_number() OVER (ORDER BY left_node, right_node, method) AS link_id, *,
        $now AS decided_at, $load_id AS load_id
    FROM resolved_links
"""

_ALIASES = """
    SELECT entity_id, surface AS alias, count(*) AS mentions, count(DISTINCT article_id) AS articles
    FROM mentions SEMI JOIN changed_entities USING (entity_id)
    GROUP BY entity_id, surface ORDER BY entity_id, surface
"""

# An entity is named by the commonest of those spellings of its naming node that are the fullest of an article. Its
# country is the commonest among all its appearances, its point the commonest of those in that country. So nothing
# depends on what came first.
_RENAME = """
    WITH named AS (
        SELECT entity_id, kind, node FROM entities SEMI JOIN changed_entities USING (entity_id)
    ),
    naming AS (
        SELECT entity_id, appearance_id, name, name_key FROM named JOIN appearances USING (entity_id, node)
    ),
    written AS (
        SELECT entity_id, surface AS name, count(*) AS mentions, count(DISTINCT article_id) AS articles
        FROM mentions SEMI JOIN naming USING (appearance_id) GROUP BY entity_id, surface
    ),
    names AS (
        SELECT entity_id, name, name_key
        FROM (SELECT DISTINCT entity_id, name, name_key FROM naming) LEFT JOIN written USING (entity_id, name)
        QUALIFY row_number() OVER (PARTITION BY entity_id
            ORDER BY articles DESC NULLS LAST, mentions DESC, length(name) DESC, name) = 1
    ),
    places AS (
        SELECT entity_id, country_code, place_type, latitude, longitude
        FROM appearances SEMI JOIN (FROM named WHERE kind = 'PLACE') USING (entity_id)
    ),
    codes AS (
        SELECT entity_id, country_code FROM places WHERE country_code IS NOT NULL
        GROUP BY entity_id, country_code
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, country_code) = 1
    ),
    points AS (
        SELECT entity_id, place_type, latitude, longitude FROM places JOIN codes USING (entity_id, country_code)
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL
        GROUP BY entity_id, place_type, latitude, longitude
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, latitude, longitude, place_type) = 1
    ),
    new AS (FROM names LEFT JOIN codes USING (entity_id) LEFT JOIN points USING (entity_id))
    UPDATE entities SET name = new.name, name_key = new.name_key, country_code = new.country_code,
        place_type = new.place_type, latitude = new.latitude, longitude = new.longitude
    FROM new WHERE new.entity_id = entities.entity_id AND (
        entities.name, entities.name_key, entities.country_code, entities.place_type, entities.latitude,
        entities.longitude
    ) IS DISTINCT FROM (new.name, new.name_key, new.country_code, new.place_type, new.latitude, new.longitude)
"""
