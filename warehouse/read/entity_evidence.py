"""Why the names of one entity are taken for the same, and what it is kept apart from: nodes and links."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.read.truncated import Truncated, first_rows


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
class EntityEvidence:
    """The nodes of an entity and the links that touch them.

    Attributes:
        nodes: those in most articles first.
        links: those between its own nodes that hold; decisions of people first, short names last.
        kept_apart: those that keep it apart from others; undecided ones first.
    """

    nodes: Truncated[EntityNode]
    links: Truncated[EntityLink]
    kept_apart: Truncated[EntityLink]


def entity_evidence(con: duckdb.DuckDBPyConnection, entity_id: int, limit: int | None) -> EntityEvidence:
    """Returns the evidence for an entity.

    Args:
        con: an open published file.
        entity_id: the entity.
        limit: most rows of each list; None for all.

    Raises:
        duckdb.Error: the file holds no such tables, or is damaged.
    """
    return EntityEvidence(
        nodes=first_rows(con, _NODES, EntityNode, entity_id, limit),
        links=first_rows(con, _LINKS, EntityLink, entity_id, limit),
        kept_apart=first_rows(con, _KEPT_APART, EntityLink, entity_id, limit),
    )


_NODES = """
    SELECT count(*) OVER (), node, count(DISTINCT article_id) AS articles, min(probability)
    FROM appearances WHERE entity_id = $id GROUP BY node ORDER BY articles DESC, node
"""

_LINK = "left_node, right_node, judgement, method, score, features, decided_by, decided_at"

_OWN = "WITH own AS (SELECT DISTINCT node FROM appearances WHERE entity_id = $id)"

_LINKS = f"""
    {_OWN}
    SELECT count(*) OVER (), {_LINK} FROM entity_links
    WHERE retracted_at IS NULL AND left_node IN (FROM own) AND right_node IN (FROM own)
    ORDER BY method = 'review' DESC, method = 'short_form', score DESC, left_node, right_node, link_id
"""

KEEPS_APART = "retracted_at IS NULL AND (judgement = 'unsure' OR (judgement = 'different' AND method = 'review'))"
"""Which rows of `entity_links` keep two nodes apart that are not in one entity: all others only add to it."""

_KEPT_APART = f"""
    {_OWN}
    SELECT count(*) OVER (), {_LINK} FROM entity_links
    WHERE {KEEPS_APART} AND (left_node IN (FROM own)) <> (right_node IN (FROM own))
    ORDER BY judgement DESC, score DESC, left_node, right_node
"""
