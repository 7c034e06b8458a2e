"""One entity: spellings, roles, links, articles and names near it."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from warehouse import QueryError
from warehouse.read.connection import bound, connect, plainly

Row = TypeVar("Row")

SIMILAR = 5
"""Names that are offered where one is unknown."""

ALIKE = 0.8
"""Jaro-Winkler similarity below which a name is no help: unrelated short names reach 0.7."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """The first rows of a list, and how many it has."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Named:
    """An entity in short; `mentions` and `articles` count where it is named."""

    entity_id: int
    kind: str
    name: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling, with how often it is used."""

    alias: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Role:
    """What articles say that somebody is, whatever its case, and on which days."""

    role: str
    first_on: date | None
    last_on: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class Node:
    """What is compared over articles; `probability` is the lowest that it is this entity."""

    node: str
    articles: int
    probability: float


@dataclass(frozen=True, slots=True)
class Link:
    """One judgement on two nodes; the fields are columns of `entity_links`."""

    left_node: str
    right_node: str
    judgement: str
    method: str
    score: float
    features: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Near:
    """Another entity, and the judgement that keeps it apart."""

    entity: Named
    link: Link


@dataclass(frozen=True, slots=True)
class Paper:
    """One article; the fields are columns of `articles`."""

    article_id: int
    published_on: date | None
    outlet: str | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity with all that is known of it.

    Attributes:
        entity: the entity in short.
        country_code: ISO 3166-1 alpha-2 code of a place, where known.
        redirected: why the id that was asked for is not its id: `merged` or `split`; null where it is.
        stories: articles that name it, all copies of a story counted once.
        first_on: first day on which it is named; below, the last.
        spellings: commonest first.
        roles: from most articles.
        nodes: from most articles.
        evidence: the links that hold between its nodes; decisions of people first, short names last.
        near: the entities that such a link keeps apart from it; doubts first.
        articles: newest first.
    """

    entity: Named
    country_code: str | None
    redirected: str | None
    stories: int
    first_on: date | None
    last_on: date | None
    spellings: Part[Spelling]
    roles: Part[Role]
    nodes: Part[Node]
    evidence: Part[Link]
    near: Part[Near]
    articles: Part[Paper]


def bearing(path: Path, name: str, kind: str | None) -> list[Named]:
    """Returns the entities of which a name is a spelling, those with most articles first.

    Case, style of quotation marks, full stops, a leading "the" and a final "'s" make no difference.

    Args:
        path: the published file.
        name: the name.
        kind: of `ENTITY_KINDS`; None for any.

    Raises:
        QueryError: the name is not valid UTF-8, or the file holds no such tables or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        return [Named(*row) for row in con.execute(bound(_BEARING, name=_text(name), kind=kind)).fetchall()]


def similar(path: Path, name: str, kind: str | None) -> list[str]:
    """Returns the spellings that are most like a name, one of each entity, the likest first; errors as in `bearing`."""
    with closing(connect(path)) as con, plainly():
        return [str(row[0]) for row in con.execute(bound(_SIMILAR, name=_text(name), kind=kind)).fetchall()]


def entity(path: Path, entity_id: int, limit: int | None) -> Entity | None:
    """Returns the entity of an id, also of one that was redirected; None where there never was such an id.

    Args:
        path: the published file.
        entity_id: any id that was ever published.
        limit: rows of each list; None for all.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        # As text: a number may be too large for DuckDB to take.
        found = con.execute(bound(_ENTITY, id=str(entity_id))).fetchone()
        if found is None:
            return None
        named = Named(*found[:5])
        country_code, redirected, stories, first_on, last_on = found[5:]

        def part(sql: str) -> list[tuple[Any, ...]]:
            return con.execute(bound(f"{sql} LIMIT $limit", id=named.entity_id, limit=limit)).fetchall()

        def listed(rows: list[tuple[Any, ...]], make: Any) -> Part[Any]:
            return Part(tuple(make(*row[1:]) for row in rows), rows[0][0] if rows else 0)

        return Entity(
            entity=named,
            country_code=country_code,
            redirected=redirected,
            stories=stories,
            first_on=first_on,
            last_on=last_on,
            spellings=listed(part(_SPELLINGS), Spelling),
            roles=listed(part(_ROLES), Role),
            nodes=listed(part(_NODES), Node),
            evidence=listed(part(_EVIDENCE), Link),
            near=listed(part(_NEAR), lambda *row: Near(Named(*row[:5]), Link(*row[5:]))),
            articles=listed(part(_PAPERS), Paper),
        )


def _text(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the name is not valid UTF-8") from error
    return " ".join(name.split())


def _folded(name: str) -> str:
    """Returns SQL that folds a name for comparison: as `transforms.names.name_key`, but fast over all spellings."""
    plain = f"translate(lower({name}), '‘’‚‛\u00a0.,\"“”„‟', '''''''''' || ' ')"
    return f"replace(regexp_extract({plain}, '(?s)^\\s*(?:the )?(.*?)(?:''s?)?\\s*$', 1), '''', '')"


_NAMED = """
    counted AS (
        SELECT entity_id, count(*) AS mentions, count(DISTINCT article_id) AS articles
        FROM mentions SEMI JOIN found USING (entity_id) GROUP BY entity_id
    )
"""

_BEARING = f"""
    WITH found AS (
        SELECT entity_id FROM entity_aliases WHERE {_folded("alias")} = {_folded("$name")}
        UNION
        SELECT entity_id FROM entities WHERE name_key = {_folded("$name")}
    ), {_NAMED}
    SELECT entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0)
    FROM entities SEMI JOIN found USING (entity_id) LEFT JOIN counted USING (entity_id)
    WHERE $kind IS NULL OR kind = $kind
    ORDER BY articles DESC NULLS LAST, entity_id
"""

_SIMILAR = f"""
    WITH likeness AS (
        SELECT entity_id, alias, jaro_winkler_similarity({_folded("alias")}, {_folded("$name")}, {ALIKE}) AS likeness
        FROM entity_aliases
    ),
    likest AS (
        SELECT entity_id, alias, likeness FROM likeness WHERE likeness > 0
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY likeness DESC, alias) = 1
    )
    SELECT alias FROM likest JOIN entities USING (entity_id) WHERE $kind IS NULL OR kind = $kind
    GROUP BY alias ORDER BY max(likeness) DESC, alias LIMIT {SIMILAR}
"""

_ENTITY = f"""
    WITH asked AS (SELECT TRY_CAST($id AS BIGINT) AS id),
    found AS (
        SELECT entity_id, NULL AS redirected FROM entities JOIN asked ON entity_id = id
        UNION ALL
        SELECT new_entity_id, reason FROM entity_redirects JOIN asked ON old_entity_id = id
    ), {_NAMED}
    SELECT entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0), country_code, redirected, stories,
        first_on, last_on
    FROM found JOIN entities USING (entity_id) LEFT JOIN counted USING (entity_id), (
        SELECT count(DISTINCT coalesce(duplicate_of, article_id)) AS stories, min(published_on) AS first_on,
            max(published_on) AS last_on
        FROM articles WHERE article_id IN (SELECT article_id FROM mentions SEMI JOIN found USING (entity_id))
    )
"""

_SPELLINGS = """
    SELECT count(*) OVER (), alias, mentions, articles FROM entity_aliases WHERE entity_id = $id
    ORDER BY mentions DESC, alias
"""

_ROLES = """
    SELECT count(*) OVER (), mode(role ORDER BY role), min(published_on), max(published_on),
        count(DISTINCT article_id) AS articles
    FROM roles JOIN articles USING (article_id) WHERE entity_id = $id
    GROUP BY lower(role) ORDER BY articles DESC, lower(role)
"""

_NODES = """
    SELECT count(*) OVER (), node, count(DISTINCT article_id) AS articles, min(probability)
    FROM appearances WHERE entity_id = $id GROUP BY node ORDER BY articles DESC, node
"""

_LINK = "l.left_node, l.right_node, l.judgement, l.method, l.score, l.features, l.decided_by, l.decided_at"

_EVIDENCE = f"""
    WITH own AS (SELECT DISTINCT node FROM appearances WHERE entity_id = $id)
    SELECT count(*) OVER (), {_LINK} FROM entity_links AS l
    WHERE retracted_at IS NULL AND left_node IN (FROM own) AND right_node IN (FROM own)
    ORDER BY method = 'review' DESC, method = 'short_form', score DESC, left_node, right_node, link_id
"""

_NEAR = f"""
    WITH own AS (SELECT DISTINCT node FROM appearances WHERE entity_id = $id),
    touching AS (
        SELECT {_LINK}, CASE WHEN left_node IN (FROM own) THEN right_node ELSE left_node END AS node
        FROM entity_links AS l
        WHERE retracted_at IS NULL AND (judgement = 'unsure' OR (judgement = 'different' AND method = 'review'))
            AND (left_node IN (FROM own)) <> (right_node IN (FROM own))
    ),
    others AS (SELECT DISTINCT node, entity_id FROM appearances SEMI JOIN touching USING (node)),
    found AS (SELECT DISTINCT entity_id FROM others), {_NAMED}
    SELECT count(*) OVER (), entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0), {_LINK}
    FROM touching AS l JOIN others USING (node) JOIN entities USING (entity_id) LEFT JOIN counted USING (entity_id)
    ORDER BY judgement DESC, score DESC, articles DESC, left_node, right_node
"""

_PAPERS = """
    SELECT count(*) OVER (), article_id, published_on, outlet, headline FROM articles
    WHERE article_id IN (SELECT article_id FROM mentions WHERE entity_id = $id)
    ORDER BY published_on DESC NULLS LAST, article_id DESC
"""
