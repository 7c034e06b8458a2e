"""One entity: spellings, roles, links, articles and names near it."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from warehouse import QueryError
from warehouse.read.connection import as_query_error, connect, render_sql

Item = TypeVar("Item")

SIMILAR = 5
"""How many names are suggested for one that is not known."""

ALIKE = 0.8
"""Lowest Jaro-Winkler similarity of a name that is suggested: unrelated short names reach 0.7."""


@dataclass(frozen=True, slots=True)
class Truncated(Generic[Item]):
    """The first rows of a list, and in `total` how many rows the whole list has."""

    rows: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """An entity in short; `mentions` counts the places where it is named, `articles` the articles with such a place."""

    entity_id: int
    kind: str
    name: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of an entity, with the number of mentions and articles that use it."""

    alias: str
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """One role that articles give an entity (upper and lower case count as the same), with its first and last day."""

    role: str
    first_on: date | None
    last_on: date | None
    articles: int


@dataclass(frozen=True, slots=True)
class EntityNode:
    """One node of an entity, as in `appearances.node`; `probability` is the lowest one of its appearances."""

    node: str
    articles: int
    probability: float


@dataclass(frozen=True, slots=True)
class EntityLink:
    """One judgement on whether two nodes are the same entity; the fields are columns of `entity_links`."""

    left_node: str
    right_node: str
    judgement: str
    method: str
    score: float
    features: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class NearEntity:
    """Another entity with a similar name, and the judgement that keeps the two apart."""

    entity: EntitySummary
    link: EntityLink


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article in short; the fields are columns of `articles`."""

    article_id: int
    published_on: date | None
    outlet: str | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """One entity with all that is known of it.

    Attributes:
        entity: the entity in short.
        country_code: ISO 3166-1 alpha-2 code of a place, where known.
        redirected: `merged` or `split` if the id that was asked for is an older one that now leads here; else None.
        stories: number of articles that name it; all copies of one story count once.
        first_on: first day of publication of these articles.
        last_on: last day.
        spellings: commonest first.
        roles: those in most articles first.
        nodes: those in most articles first.
        evidence: the links between its own nodes that hold; decisions of people first, short names last.
        near: other entities that a link keeps apart from this one; undecided ones first.
        articles: newest first.
    """

    entity: EntitySummary
    country_code: str | None
    redirected: str | None
    stories: int
    first_on: date | None
    last_on: date | None
    spellings: Truncated[Spelling]
    roles: Truncated[RoleSummary]
    nodes: Truncated[EntityNode]
    evidence: Truncated[EntityLink]
    near: Truncated[NearEntity]
    articles: Truncated[ArticleSummary]


def entities_named(path: Path, name: str, kind: str | None) -> list[EntitySummary]:
    """Returns the entities that have this name as one of their spellings, those with most articles first.

    Upper and lower case, quotation marks, full stops, a leading "the" and a final "'s" make no difference.

    Args:
        path: the published file.
        name: the name.
        kind: one of `warehouse.schema.tables.values.ENTITY_KINDS`; None for any.

    Raises:
        QueryError: the name is not valid UTF-8, or the file holds no such tables or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        return [
            EntitySummary(*row)
            for row in con.execute(render_sql(_ENTITIES_NAMED, name=_text(name), kind=kind)).fetchall()
        ]


def similar(path: Path, name: str, kind: str | None) -> list[str]:
    """Returns the spellings that are most similar to a name, one for each entity, most similar first.

    Arguments and errors are those of `entities_named`.
    """
    with closing(connect(path)) as con, as_query_error():
        return [str(row[0]) for row in con.execute(render_sql(_SIMILAR, name=_text(name), kind=kind)).fetchall()]


def entity(path: Path, entity_id: int, limit: int | None) -> EntityView | None:
    """Returns the entity of an id, also of an older id that was merged or split; None if the id was never published.

    Args:
        path: the published file.
        entity_id: any id that was ever published.
        limit: most rows of each list; None for all rows.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        # The id is passed as text, since a number may be too large for DuckDB.
        found = con.execute(render_sql(_ENTITY, id=str(entity_id))).fetchone()
        if found is None:
            return None
        named = EntitySummary(*found[:5])
        country_code, redirected, stories, first_on, last_on = found[5:]

        def part(sql: str) -> list[tuple[Any, ...]]:
            return con.execute(render_sql(f"{sql} LIMIT $limit", id=named.entity_id, limit=limit)).fetchall()

        def listed(rows: list[tuple[Any, ...]], make: Any) -> Truncated[Any]:
            return Truncated(tuple(make(*row[1:]) for row in rows), rows[0][0] if rows else 0)

        return EntityView(
            entity=named,
            country_code=country_code,
            redirected=redirected,
            stories=stories,
            first_on=first_on,
            last_on=last_on,
            spellings=listed(part(_SPELLINGS), Spelling),
            roles=listed(part(_ROLES), RoleSummary),
            nodes=listed(part(_NODES), EntityNode),
            evidence=listed(part(_EVIDENCE), EntityLink),
            near=listed(part(_NEAR), lambda *row: NearEntity(EntitySummary(*row[:5]), EntityLink(*row[5:]))),
            articles=listed(part(_ARTICLES), ArticleSummary),
        )


def _text(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the name is not valid UTF-8") from error
    return " ".join(name.split())


def _folded(name: str) -> str:
    """Returns SQL that folds a name as `transforms.names.normalise.name_key` does, but fast over all spellings."""
    plain = f"translate(lower({name}), '‘’‚‛\u00a0.,\"“”„‟', '''''''''' || ' ')"
    return f"replace(regexp_extract({plain}, '(?s)^\\s*(?:the )?(.*?)(?:''s?)?\\s*$', 1), '''', '')"


_COUNTED = """
    counted AS (
        SELECT entity_id, count(*) AS mentions, count(DISTINCT article_id) AS articles
        FROM mentions SEMI JOIN found USING (entity_id) GROUP BY entity_id
    )
"""

_ENTITIES_NAMED = f"""
    WITH found AS (
        SELECT entity_id FROM entity_aliases WHERE {_folded("alias")} = {_folded("$name")}
        UNION
        SELECT entity_id FROM entities WHERE name_key = {_folded("$name")}
    ), {_COUNTED}
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
    ), {_COUNTED}
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
    found AS (SELECT DISTINCT entity_id FROM others), {_COUNTED}
    SELECT count(*) OVER (), entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0), {_LINK}
    FROM touching AS l JOIN others USING (node) JOIN entities USING (entity_id) LEFT JOIN counted USING (entity_id)
    ORDER BY judgement DESC, score DESC, articles DESC, left_node, right_node
"""

_ARTICLES = """
    SELECT count(*) OVER (), article_id, published_on, outlet, headline FROM articles
    WHERE article_id IN (SELECT article_id FROM mentions WHERE entity_id = $id)
    ORDER BY published_on DESC NULLS LAST, article_id DESC
"""
