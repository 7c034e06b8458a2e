"""Pairs of names that newsledger cannot decide on, with what people need to decide."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from warehouse.read.connection import bound, connect, plainly
from warehouse.read.entity import Part, Spelling

CONTEXT = 300
"""Characters read on each side of a name; more than is ever shown, and little, however long the block is."""

SPELLINGS = 3
"""Spellings of a node that are shown: after the commonest few come slips of the pen."""

SENTENCES = 2
"""Sentences that are shown for a node, each of another article: one may be about anything."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One place where a node is named, with the text around the name; `before` and `after` may be cut."""

    article_id: int
    published_on: date | None
    outlet: str | None
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Side:
    """One node of a pair; `name` is its commonest spelling."""

    node: str
    entity_id: int
    kind: str
    articles: int
    name: str
    spellings: tuple[Spelling, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two nodes that may be the same; the other fields are columns of `entity_links`."""

    left: Side
    right: Side
    method: str
    score: float
    features: str


def doubts(path: Path, kind: str | None, decided: Collection[tuple[str, str]], limit: int) -> Part[Doubt]:
    """Returns the pairs of names that may be the same entity, for a person to decide.

    First come those of which the lesser-known name stands in most articles, for that is how many a decision sets
    right; among these the likeliest.

    Args:
        path: the published file.
        kind: only pairs with this kind; None for all.
        decided: pairs to leave out.
        limit: how many at most.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        lefts, rights = [left for left, _ in decided], [right for _, right in decided]
        rows = con.execute(bound(_DOUBTS, kind=kind, limit=limit, lefts=lefts, rights=rights)).fetchall()
        sides = _sides(con, {node for row in rows for node in row[1:3]})
        found = tuple(Doubt(sides[left], sides[right], *rest) for _, left, right, *rest in rows)
        return Part(found, rows[0][0] if rows else 0)


def existing(path: Path, nodes: Iterable[str]) -> set[str]:
    """Returns those of the nodes that the published version holds.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        rows = con.execute(bound(_EXISTING, nodes=sorted(nodes))).fetchall()
        return {str(row[0]) for row in rows}


def _sides(con: duckdb.DuckDBPyConnection, nodes: set[str]) -> dict[str, Side]:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return con.execute(bound(sql, nodes=sorted(nodes))).fetchall()

    spellings: dict[str, list[Spelling]] = {}
    for node, *spelling in rows(_NODE_SPELLINGS):
        spellings.setdefault(node, []).append(Spelling(*spelling))
    sentences: dict[str, list[Sentence]] = {}
    for node, *sentence in rows(_NODE_SENTENCES):
        sentences.setdefault(node, []).append(Sentence(*sentence))
    return {
        node: Side(
            node, entity_id, kind, articles, name, tuple(spellings.get(node, ())), tuple(sentences.get(node, ()))
        )
        for node, entity_id, kind, articles, name in rows(_NODE_FACTS)
    }


_DOUBTS = """
    WITH doubtful AS (
        SELECT left_node, right_node, method, score, features FROM entity_links
        ANTI JOIN (SELECT unnest($lefts) AS left_node, unnest($rights) AS right_node)
            USING (left_node, right_node)
        WHERE judgement = 'unsure' AND method <> 'review' AND retracted_at IS NULL
            AND ($kind IS NULL OR $kind IN (split_part(left_node, ':', 1), split_part(right_node, ':', 1)))
        QUALIFY row_number() OVER (PARTITION BY left_node, right_node ORDER BY score DESC, link_id) = 1
    ),
    sides AS (
        SELECT node, entity_id, count(DISTINCT article_id) AS articles FROM appearances
        WHERE node IN (SELECT left_node FROM doubtful UNION SELECT right_node FROM doubtful)
        GROUP BY node, entity_id
    )
    SELECT count(*) OVER (), left_node, right_node, method, score, features
    FROM doubtful JOIN sides AS l ON l.node = left_node JOIN sides AS r ON r.node = right_node
    WHERE l.entity_id <> r.entity_id -- other names have settled it
    ORDER BY least(l.articles, r.articles) DESC, score DESC, l.articles + r.articles DESC, left_node, right_node
    LIMIT $limit
"""

_EXISTING = "SELECT DISTINCT node FROM appearances WHERE node IN (SELECT unnest($nodes))"

_WANTED = """
    wanted AS (SELECT * FROM appearances SEMI JOIN (SELECT unnest($nodes) AS node) USING (node))
"""

_NODE_FACTS = f"""
    WITH {_WANTED}
    SELECT node, any_value(entity_id), split_part(node, ':', 1), count(DISTINCT article_id),
        coalesce(mode(name ORDER BY name), node)
    FROM wanted GROUP BY node
"""

_NODE_SPELLINGS = f"""
    WITH {_WANTED}
    SELECT node, surface, count(*) AS mentions, count(DISTINCT m.article_id) AS articles
    FROM wanted JOIN mentions AS m USING (appearance_id) GROUP BY node, surface
    QUALIFY row_number() OVER (PARTITION BY node ORDER BY mentions DESC, surface) <= {SPELLINGS}
    ORDER BY node, mentions DESC, surface
"""

_NODE_SENTENCES = f"""
    WITH {_WANTED},
    first_places AS (
        SELECT node, m.article_id, block_id, raw_start, raw_end
        FROM wanted JOIN mentions AS m USING (appearance_id)
        QUALIFY row_number() OVER (PARTITION BY node, m.article_id
            ORDER BY start_char IS NULL, length(surface) DESC, raw_start) = 1
    ),
    places AS (
        SELECT node, p.article_id, block_id, raw_start, raw_end, published_on, outlet,
            row_number() OVER newest_first AS place
        FROM first_places AS p JOIN articles AS a USING (article_id)
        WINDOW newest_first AS (PARTITION BY node
            ORDER BY duplicate_of IS NOT NULL, published_on DESC NULLS LAST, article_id DESC)
        QUALIFY place <= {SENTENCES}
    ),
    located AS (
        SELECT p.*, text, p.raw_start - b.raw_start AS start, p.raw_end - b.raw_start AS stop
        FROM places AS p JOIN blocks AS b USING (block_id)
    )
    SELECT node, article_id, published_on, outlet,
        substring(text, greatest(0, start - {CONTEXT}) + 1, least(start, {CONTEXT})),
        substring(text, start + 1, least(stop - start, {CONTEXT})),
        substring(text, stop + 1, {CONTEXT})
    FROM located ORDER BY node, place
"""
