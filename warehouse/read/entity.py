"""One entity: who bears a name, and all that is known of it."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse import QueryError
from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity_evidence import KEEPS_APART, EntityEvidence, entity_evidence
from warehouse.read.entity_news import EntityNews, entity_news
from warehouse.read.truncated import Truncated, first_rows

SIMILAR = 5
"""How many names are suggested for one that is not known."""

ALIKE = 0.8
"""Lowest Jaro-Winkler similarity of a name that is suggested: unrelated short names reach 0.7."""


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
class NearEntity:
    """Another entity with a similar name; `judgement` and `score` are those of the link that keeps the two apart."""

    entity_id: int
    kind: str
    name: str
    articles: int
    judgement: str
    score: float


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article in short; the fields are columns of `articles`."""

    article_id: int
    published_on: date | None
    outlet: str | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where a place lies; the fields are columns of `entities`."""

    place_type: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """One entity with all that is known of it.

    Attributes:
        entity: the entity in short.
        place: where it lies, for a place.
        redirected: `merged` or `split` if the id that was asked for is an older one that now leads here; else None.
        independent_articles: number of articles that name it; one with all its copies counts once.
        first_on: first day of publication of these articles.
        last_on: last day.
        spellings: commonest first.
        roles: those in most articles first.
        news: what the news tells of it.
        near: other entities that a link keeps apart from this one; undecided ones first.
        articles: newest first.
        evidence: why its names are taken for the same, where that was asked for.
    """

    entity: EntitySummary
    place: PlaceView | None
    redirected: str | None
    independent_articles: int
    first_on: date | None
    last_on: date | None
    spellings: Truncated[Spelling]
    roles: Truncated[RoleSummary]
    news: EntityNews
    near: Truncated[NearEntity]
    articles: Truncated[ArticleSummary]
    evidence: EntityEvidence | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """An entity that bears a name, and the number of mentions in which it goes by that name."""

    entity: EntitySummary
    mentions: int


def bearers(path: Path, name: str, kind: str | None) -> list[Namesake]:
    """Returns the entities that have this name as one of their spellings, the one that most mentions mean first.

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
        rows = con.execute(render_sql(_BEARERS, name=_text(name), kind=kind)).fetchall()
    return [Namesake(EntitySummary(*row), mentions) for mentions, *row in rows]


def meant(found: Sequence[Namesake]) -> EntitySummary | None:
    """Returns the entity that a name means: its only bearer, or the one of most mentions; None where no one has these.

    Args:
        found: what `bearers` returned.
    """
    if not found:
        return None
    first = found[0]
    is_clear = len(found) == 1 or 2 * first.mentions > sum(bearer.mentions for bearer in found)
    return first.entity if is_clear else None


def similar(path: Path, name: str, kind: str | None) -> list[str]:
    """Returns the spellings that are most similar to a name, one for each entity, most similar first.

    Arguments and errors are those of `bearers`.
    """
    with closing(connect(path)) as con, as_query_error():
        return [str(row[0]) for row in con.execute(render_sql(_SIMILAR, name=_text(name), kind=kind)).fetchall()]


def entity(path: Path, entity_id: int, limit: int | None, *, with_evidence: bool) -> EntityView | None:
    """Returns the entity of an id, also of an older id that was merged or split; None if the id was never published.

    Args:
        path: the published file.
        entity_id: any id that was ever published.
        limit: most rows of each list; None for all rows.
        with_evidence: also return why its names are taken for the same.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        # The id is passed as text, since a number may be too large for DuckDB.
        found = con.execute(render_sql(_ENTITY, id=str(entity_id))).fetchone()
        if found is None:
            return None
        named, place = EntitySummary(*found[:5]), PlaceView(*found[5:9])
        redirected, independent_articles, first_on, last_on = found[9:]
        current = named.entity_id
        return EntityView(
            entity=named,
            place=place if named.kind == "PLACE" else None,
            redirected=redirected,
            independent_articles=independent_articles,
            first_on=first_on,
            last_on=last_on,
            spellings=first_rows(con, _SPELLINGS, Spelling, current, limit),
            roles=first_rows(con, _ROLES, RoleSummary, current, limit),
            news=entity_news(con, current, limit),
            near=first_rows(con, _NEAR, NearEntity, current, limit),
            articles=first_rows(con, _ARTICLES, ArticleSummary, current, limit),
            evidence=entity_evidence(con, current, limit) if with_evidence else None,
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

# An entity whose name is in the form in which names are compared may have no spelling that is folded to it.
_BEARERS = f"""
    WITH spelled AS (
        SELECT entity_id, sum(mentions) AS by_name FROM entity_aliases
        WHERE {_folded("alias")} = {_folded("$name")} GROUP BY entity_id
    ),
    found AS (
        SELECT entity_id FROM spelled UNION SELECT entity_id FROM entities WHERE name_key = {_folded("$name")}
    ), {_COUNTED}
    SELECT coalesce(by_name, 0), entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0) AS articles
    FROM entities SEMI JOIN found USING (entity_id) LEFT JOIN spelled USING (entity_id)
        LEFT JOIN counted USING (entity_id)
    WHERE $kind IS NULL OR kind = $kind
    ORDER BY coalesce(by_name, 0) DESC, articles DESC, entity_id
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
    SELECT entity_id, kind, name, coalesce(mentions, 0), coalesce(articles, 0), place_type, country_code, latitude,
        longitude, redirected, independent_articles, first_on, last_on
    FROM found JOIN entities USING (entity_id) LEFT JOIN counted USING (entity_id), (
        SELECT count(DISTINCT coalesce(copy_of, article_id)) AS independent_articles, min(published_on) AS first_on,
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

_NEAR = f"""
    WITH own AS (SELECT DISTINCT node FROM appearances WHERE entity_id = $id),
    touching AS (
        SELECT judgement, score, CASE WHEN left_node IN (FROM own) THEN right_node ELSE left_node END AS node
        FROM entity_links
        WHERE {KEEPS_APART} AND (left_node IN (FROM own)) <> (right_node IN (FROM own))
    ),
    others AS (
        SELECT DISTINCT entity_id, judgement, score FROM touching JOIN appearances USING (node)
        QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY judgement DESC, score DESC) = 1
    ),
    found AS (SELECT entity_id FROM others), {_COUNTED}
    SELECT count(*) OVER (), entity_id, kind, name, coalesce(articles, 0) AS articles, judgement, score
    FROM others JOIN entities USING (entity_id) LEFT JOIN counted USING (entity_id)
    ORDER BY judgement DESC, score DESC, articles DESC, entity_id
"""

_ARTICLES = """
    SELECT count(*) OVER (), article_id, published_on, outlet, headline FROM articles
    WHERE article_id IN (SELECT article_id FROM mentions WHERE entity_id = $id)
    ORDER BY published_on DESC NULLS LAST, article_id DESC
"""
