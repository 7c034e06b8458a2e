"""Entities across nights: what a load must compare anew, and how the warehouse takes in what was found.

`candidate.write` calls, in this order and in one transaction: `note_gone`, `take_decisions`, `find_scope`, the resolver
that it was given, `settle`, and once the night's mentions are in, `rename`. They hand each other temporary tables; what
they expect of the load are `gone` (articles that go) and `copies_before` (`duplicate_of` before the night).

A new appearance stands in `appearances` without node and entity (`UNSETTLED`) until it is settled.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC

import duckdb
import polars as pl

from warehouse import WarehouseError, frames
from warehouse.decisions import Decision
from warehouse.journal import Load
from warehouse.tables import ENTITY_LINKS, TABLES, Table

UNSETTLED = {"entity_id": "0", "probability": "0", "node": "''"}
"""What the columns of an appearance hold, in SQL, until its entity is known."""

COMPANY_ARTICLES = 8
"""Of a name, as far as its company is looked at: the work for a name that is in every article stays bounded."""

COMPANY_NAMES = 100
"""Of an article, as far as they are company: lists of thousands of names are none, and names times names is much."""

REVIEW = "review"
"""Of `entity_links.method`: a person's judgement."""

SCORES = {"same": 1.0, "different": 0.0, "unsure": 0.5}
"""`entity_links.score` of a person's judgement."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What must be compared anew after a night, closed in itself: all that shares a key with what changed.

    Attributes:
        names: the appearances in scope by what they are compared as: `name_key`, `kind`, `is_weak` (the kind is the
            model's word alone), `is_short`, `article_id` (of short and of weak names; null for the others), `articles`
            and `votes` (sum of `kind_votes`).
        keys: `name_key`, `kind`, `is_short`, `article_id` as above, and each `key` of these.
        touched: the keys under which pairs are judged anew.
        links: rows of `entity_links` that hold, with a side among the nodes of `members` or of the names.
        members: `node`, `entity_id` and `articles` (that are still there) of each entity that holds, or before the
            night held, an appearance in scope, or that a `same` link leads to from one of these; an entity without any
            appearance has the node that named it.
        redirects: rows of `entity_redirects` with a node in scope, or that lead to an entity of `members`.
        next_entity_id: the first id that no load has given out.
        company: takes `name_key`, `kind`, `is_weak`, `article_id` and `node`; returns for each `node` the `term`s of
            the articles (`article_id`, the first of its copies) in which it appears, at most `COMPANY_ARTICLES` of
            them: of `article_terms`, and `=` with the `name_key` of each full name of a person or body in them.
    """

    names: pl.DataFrame
    keys: pl.DataFrame
    touched: pl.Series
    links: pl.DataFrame
    members: pl.DataFrame
    redirects: pl.DataFrame
    next_entity_id: int
    company: Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a resolver found for a scope.

    Attributes:
        nodes: `name_key`, `kind`, `is_weak`, `article_id` of each row of `Scope.names`, and its `node`.
        members: `node`, `entity_id` and `probability` of each node of the components that are affected.
        entities: `entity_id`, `kind` and naming `node` of each entity that is new, or that another node names now.
        redirects: `old_entity_id`, `new_entity_id`, `reason`, `node`; replaces a redirect of the same old id.
        retracted: `link_id` of links that hold no longer.
        links: new rows of `entity_links`, without `link_id`, `decided_at`, `retracted_at` and `load_id`.
    """

    nodes: pl.DataFrame
    members: pl.DataFrame
    entities: pl.DataFrame
    redirects: pl.DataFrame
    retracted: pl.DataFrame
    links: pl.DataFrame


Resolver = Callable[[Scope], Resolution]


def follows(table: Table) -> dict[str, tuple[str, str]]:
    """Returns the columns of a table that are those of an appearance.

    Returns:
        By column: the column of the same table that holds the appearance, and the column of `appearances` to take.
    """
    found = {column.name: (column.follows, "entity_id") for column in table.columns if column.follows}
    if found and "probability" in table.schema:
        found["probability"] = ("appearance_id", "probability")
    return found


def note_gone(con: duckdb.DuckDBPyConnection) -> None:
    """Keeps, before they are deleted, what is to be known of the appearances of `gone` articles."""
    con.execute(_GONE_APPEARANCES)
    con.execute(_GONE_KEYS)


def is_pending(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> bool:
    """Says whether any decision is not in `entity_links` as the journal has it."""
    frames.store(con, "wanted", _wanted(decisions))
    return bool(con.execute(f"SELECT EXISTS ({_SUPERSEDED}) OR EXISTS ({_UNKNOWN})").fetchall()[0][0])


def take_decisions(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], load: Load, first_link_id: int
) -> int:
    """Brings the links of method `review` in line with the journal; the nodes of all that changes are noted.

    Args:
        con: the candidate.
        decisions: the whole journal, oldest first; of each pair the last one counts.
        load: the load.
        first_link_id: the first free id of a link.

    Returns:
        The first id that is still free.
    """
    frames.store(con, "wanted", _wanted(decisions))
    con.execute(_DECIDED)
    con.execute(
        f"UPDATE entity_links SET retracted_at = $now WHERE link_id IN (SELECT link_id FROM ({_SUPERSEDED}))",
        {"now": load.started_at},
    )
    ((added,),) = con.execute(
        f"INSERT INTO entity_links BY NAME {_REVIEWED}",
        {"first": first_link_id, "version": load.code_version, "load_id": load.load_id},
    ).fetchall()
    return first_link_id + int(added)


def _wanted(decisions: Sequence[Decision]) -> pl.DataFrame:
    """Returns for each pair of nodes the decision that counts; none where it was left open again."""
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


def find_scope(con: duckdb.DuckDBPyConnection, next_entity_id: int) -> Scope:
    """Finds what must be compared anew, once the night's appearances, keys and terms are in."""
    for statement in (_CHANGED_NAMES, _TOUCHED_KEYS, _SCOPE_NAMES, _SCOPED, _SCOPE_ENTITIES, _MEMBERS):
        con.execute(statement)

    def company(sides: pl.DataFrame) -> pl.DataFrame:
        frames.store(con, "sides", sides)
        return frames.read(con, _COMPANY)

    return Scope(
        names=frames.read(con, _NAMES),
        keys=frames.read(con, _KEYS),
        touched=frames.read(con, "FROM touched_keys ORDER BY key")["key"],
        links=frames.read(con, _LINKS),
        members=frames.read(con, "FROM scope_members ORDER BY ALL"),
        redirects=frames.read(con, _REDIRECTS),
        next_entity_id=next_entity_id,
        company=company,
    )


def settle(con: duckdb.DuckDBPyConnection, resolution: Resolution, load: Load, first_link_id: int) -> int:
    """Writes what a resolver found: appearances and what follows from them, entities, redirects, links.

    Only rows that change are written. The rows of the night that follow an appearance are not in yet.

    Returns:
        How many entities are new.

    Raises:
        WarehouseError: an appearance in scope was left without an entity.
    """
    for field in fields(Resolution):
        frames.store(con, f"resolved_{field.name}", getattr(resolution, field.name))
    con.execute(_NAMED)
    ((left_out,),) = con.execute(_LEFT_OUT).fetchall()
    if left_out:
        raise WarehouseError(f"resolving left {left_out} appearances without an entity")
    for statement in (_MOVED, _TOUCHED, _MOVE, *_follow()):
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
    """Counts the aliases of each entity touched, and derives its name and place from them, once all mentions are in.

    Returns:
        The aliases written.
    """
    con.execute("DELETE FROM entity_aliases WHERE entity_id IN (FROM touched)")
    ((aliases,),) = con.execute(f"INSERT INTO entity_aliases BY NAME {_ALIASES}").fetchall()
    con.execute(_RENAME)
    return int(aliases)


def _follow() -> list[str]:
    """Returns the updates of older rows whose appearance has another entity now, or is it with another probability."""
    updates = []
    for table in TABLES.values():
        by_appearance: dict[str, list[tuple[str, str]]] = {}
        for column, (appearance, source) in follows(table).items():
            by_appearance.setdefault(appearance, []).append((column, source))
        for appearance, taken in by_appearance.items():
            values = ", ".join(f"{column} = moved.{source}" for column, source in taken)
            differs = " OR ".join(f"{table.name}.{column} <> moved.{source}" for column, source in taken)
            updates.append(
                f"UPDATE {table.name} SET {values} FROM moved "
                f"WHERE moved.appearance_id = {table.name}.{appearance} AND ({differs})"
            )
    return updates


_NAME_KEY = "split_part(split_part({}, ':', 2), '@', 1)"
"""SQL: the `name_key` of a node. Folded names hold neither of the two characters."""

_HOLDS = "retracted_at IS NULL"

_GONE_APPEARANCES = """
    CREATE TEMP TABLE gone_appearances AS
    SELECT appearance_id, name_key, node, entity_id FROM appearances SEMI JOIN gone USING (article_id)
"""

_GONE_KEYS = """
    CREATE TEMP TABLE gone_keys AS
    SELECT DISTINCT key FROM blocking_keys SEMI JOIN gone_appearances USING (appearance_id)
"""

_SUPERSEDED = f"""
    SELECT * FROM entity_links ANTI JOIN wanted USING (left_node, right_node, judgement, decided_by, decided_at)
    WHERE method = '{REVIEW}' AND {_HOLDS}
"""

_UNKNOWN = f"""
    SELECT * FROM wanted
    ANTI JOIN (FROM entity_links WHERE method = '{REVIEW}' AND {_HOLDS})
        USING (left_node, right_node, judgement, decided_by, decided_at)
"""

_DECIDED = f"""
    CREATE TEMP TABLE decided AS
    SELECT unnest([left_node, right_node]) AS node
    FROM (SELECT left_node, right_node FROM ({_SUPERSEDED}) UNION SELECT left_node, right_node FROM ({_UNKNOWN}))
"""

_REVIEWED = f"""
    SELECT $first - 1 + row_number() OVER (ORDER BY left_node, right_node) AS link_id, *, '{{}}' AS features,
        '{REVIEW}' AS method, $version AS method_version, $load_id AS load_id
    FROM ({_UNKNOWN})
"""

# How many articles a name has depends on which of them are copies, too.
_CHANGED_NAMES = f"""
    CREATE TEMP TABLE changed_names AS
    SELECT name_key FROM appearances WHERE entity_id = {UNSETTLED["entity_id"]}
    UNION SELECT name_key FROM gone_appearances
    UNION SELECT {_NAME_KEY.format("node")} FROM decided
    UNION SELECT name_key FROM appearances
        JOIN articles USING (article_id) JOIN copies_before AS before USING (article_id)
        WHERE articles.duplicate_of IS DISTINCT FROM before.duplicate_of
"""

_TOUCHED_KEYS = """
    CREATE TEMP TABLE touched_keys AS
    SELECT key FROM blocking_keys
    SEMI JOIN (FROM appearances SEMI JOIN changed_names USING (name_key)) USING (appearance_id)
    UNION FROM gone_keys
"""

_SCOPE_NAMES = """
    CREATE TEMP TABLE scope_names AS
    SELECT name_key FROM appearances
    SEMI JOIN (FROM blocking_keys SEMI JOIN touched_keys USING (key)) USING (appearance_id)
    UNION FROM changed_names
"""

# `mark` chooses among articles without regard to the order in which they came.
_SCOPED = """
    CREATE TEMP TABLE scoped AS
    SELECT appearance_id, article_id, coalesce(duplicate_of, article_id) AS story, hash(path, record_no) AS mark,
        name_key, kind, kind_votes, kind_votes <= 1 AS is_weak, is_short,
        CASE WHEN is_short OR kind_votes <= 1 THEN coalesce(duplicate_of, article_id) END AS only_in
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id) SEMI JOIN scope_names USING (name_key)
"""

_NAMES = """
    SELECT name_key, kind, is_weak, is_short, only_in AS article_id, count(*) AS articles,
        sum(kind_votes)::BIGINT AS votes
    FROM scoped GROUP BY ALL ORDER BY ALL
"""

_KEYS = """
    SELECT DISTINCT name_key, kind, is_short, only_in AS article_id, key
    FROM scoped JOIN blocking_keys USING (appearance_id) ORDER BY ALL
"""

# Beside the entities of the scope those that the evidence would join to them: only a `different` link keeps these
# apart, and it may go.
_SCOPE_ENTITIES = f"""
    CREATE TEMP TABLE scope_entities AS
    WITH RECURSIVE sides AS (
        SELECT DISTINCT node, entity_id FROM appearances WHERE entity_id <> {UNSETTLED["entity_id"]}
    ),
    joined AS (
        SELECT l.entity_id AS one, r.entity_id AS other
        FROM entity_links JOIN sides AS l ON left_node = l.node JOIN sides AS r ON right_node = r.node
        WHERE {_HOLDS} AND judgement = 'same' AND one <> other
    ),
    reached AS (
        SELECT entity_id FROM appearances SEMI JOIN scoped USING (appearance_id)
        WHERE entity_id <> {UNSETTLED["entity_id"]}
        UNION SELECT entity_id FROM gone_appearances
        UNION SELECT entity_id FROM entities SEMI JOIN scope_names USING (name_key)
        UNION (
            SELECT CASE entity_id WHEN one THEN other ELSE one END
            FROM reached JOIN joined ON entity_id IN (one, other)
        )
    )
    FROM reached
"""

_MEMBERS = """
    CREATE TEMP TABLE scope_members AS
    WITH held AS (
        SELECT node, entity_id, 1 AS articles FROM appearances SEMI JOIN scope_entities USING (entity_id)
    ),
    past AS (
        SELECT node, entity_id, 0 FROM gone_appearances
        UNION
        SELECT node, entity_id, 0 FROM entities SEMI JOIN scope_entities USING (entity_id)
        ANTI JOIN held USING (entity_id)
    )
    SELECT node, entity_id, sum(articles)::BIGINT AS articles FROM (FROM held UNION ALL FROM past) GROUP BY ALL
"""

_LINKS = f"""
    SELECT * FROM entity_links
    WHERE {_HOLDS} AND (left_node IN (SELECT node FROM scope_members) OR right_node IN (SELECT node FROM scope_members)
        OR {_NAME_KEY.format("left_node")} IN (FROM scope_names)
        OR {_NAME_KEY.format("right_node")} IN (FROM scope_names))
    ORDER BY link_id
"""

_REDIRECTS = f"""
    SELECT * FROM entity_redirects
    WHERE {_NAME_KEY.format("node")} IN (FROM scope_names) OR new_entity_id IN (FROM scope_entities)
    ORDER BY old_entity_id
"""

# A name like that of the country stands in most articles: nodes and terms are numbered, for the pairs of them are many.
_COMPANY = f"""
    WITH held AS MATERIALIZED (
        SELECT node, story, arg_min(scoped.article_id, mark) AS article_id
        FROM sides JOIN scoped ON scoped.name_key = sides.name_key AND scoped.kind = sides.kind
            AND scoped.is_weak = sides.is_weak AND sides.article_id IS NOT DISTINCT FROM only_in
        GROUP BY node, story
        QUALIFY row_number() OVER (PARTITION BY node ORDER BY min(mark)) <= {COMPANY_ARTICLES}
    ),
    told AS MATERIALIZED (
        SELECT article_id, term FROM article_terms SEMI JOIN held USING (article_id)
        UNION ALL
        SELECT DISTINCT article_id, '=' || name_key FROM appearances SEMI JOIN held USING (article_id)
        WHERE NOT is_short AND kind IN ('PERSON', 'ORG')
        QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY name_key) <= {COMPANY_NAMES}
    )
    SELECT node, story AS article_id, term FROM held JOIN told USING (article_id)
"""

_NAMED = """
    CREATE TEMP TABLE named AS
    SELECT appearance_id, node FROM scoped LEFT JOIN resolved_nodes AS found
        ON found.name_key = scoped.name_key AND found.kind = scoped.kind AND found.is_weak = scoped.is_weak
        AND found.article_id IS NOT DISTINCT FROM only_in
"""

_LEFT_OUT = "SELECT count(*) FROM named ANTI JOIN resolved_members USING (node)"

# Members may be nodes of other names, too: an entity that is joined or divided moves with all that it holds.
_MOVED = """
    CREATE TEMP TABLE moved AS
    SELECT old.appearance_id, old.entity_id AS old_entity_id, new.node, new.entity_id, new.probability
    FROM appearances AS old LEFT JOIN named USING (appearance_id)
    JOIN resolved_members AS new ON new.node = coalesce(named.node, old.node)
    WHERE (old.node, old.entity_id, old.probability) <> (new.node, new.entity_id, new.probability)
"""

_MOVE = """
    UPDATE appearances SET node = moved.node, entity_id = moved.entity_id, probability = moved.probability
    FROM moved WHERE moved.appearance_id = appearances.appearance_id
"""

_TOUCHED = """
    CREATE TEMP TABLE touched AS
    SELECT unnest([old_entity_id, entity_id]) AS entity_id FROM moved
    UNION SELECT entity_id FROM gone_appearances
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
    SELECT entity_id, kind, '' AS name, {_NAME_KEY.format("node")} AS name_key, node, $load_id AS load_id
    FROM resolved_entities ANTI JOIN entities USING (entity_id) ORDER BY entity_id
"""

# An id that is given back to what it once stood for leads nowhere else any more.
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
    FROM mentions SEMI JOIN touched USING (entity_id)
    GROUP BY entity_id, surface ORDER BY entity_id, surface
"""

# The name is a spelling that is the fullest of some article for the node that names the entity. It is chosen by how
# often it is written there, as are code and coordinates among all appearances: never by what came first.
_RENAME = """
    WITH named AS (
        SELECT entity_id, kind, node FROM entities SEMI JOIN touched USING (entity_id)
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
        SELECT entity_id, country_code, latitude, longitude
        FROM appearances SEMI JOIN (FROM named WHERE kind = 'PLACE') USING (entity_id)
    ),
    codes AS (
        SELECT entity_id, country_code FROM places WHERE country_code IS NOT NULL
        GROUP BY entity_id, country_code
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, country_code) = 1
    ),
    points AS (
        SELECT entity_id, latitude, longitude FROM places
        WHERE latitude IS NOT NULL AND longitude IS NOT NULL
        GROUP BY entity_id, latitude, longitude
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, latitude, longitude) = 1
    ),
    new AS (FROM names LEFT JOIN codes USING (entity_id) LEFT JOIN points USING (entity_id))
    UPDATE entities SET name = new.name, name_key = new.name_key, country_code = new.country_code,
        latitude = new.latitude, longitude = new.longitude
    FROM new WHERE new.entity_id = entities.entity_id
        AND (entities.name, entities.name_key, entities.country_code, entities.latitude, entities.longitude)
            IS DISTINCT FROM (new.name, new.name_key, new.country_code, new.latitude, new.longitude)
"""
