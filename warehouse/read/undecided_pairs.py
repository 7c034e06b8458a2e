"""Pairs of names that newsledger cannot decide on, with what people need to decide."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity import Spelling
from warehouse.read.truncated import Truncated

CONTEXT = 300
"""Characters read before and after a name: more than is shown, and few, however long the block is."""

SPELLINGS = 3
"""Spellings of a node that are shown: after the three commonest mostly misspellings follow."""

SENTENCES = 2
"""Sentences that are shown for a node, each from another article: one alone may not tell who is meant."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One mention of a node: the name, with at most `CONTEXT` characters of the text `before` and `after` it."""

    article_id: int
    published_on: date | None
    outlet: str | None
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class NodeContext:
    """One node of a pair, with what helps a person to decide; `name` is its commonest full spelling."""

    node: str
    entity_id: int
    kind: str
    articles: int
    name: str
    spellings: tuple[Spelling, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class UndecidedPair:
    """Two nodes that may be the same entity; the other fields are columns of `entity_links`."""

    left: NodeContext
    right: NodeContext
    method: str
    score: float
    features: str


def find_pairs(
    path: Path, kind: str | None, decided: Collection[tuple[str, str]], limit: int
) -> Truncated[UndecidedPair]:
    """Returns the pairs of nodes that newsledger could not decide on, for a person to decide.

    A decision corrects at least the articles of the rarer name of a pair. So pairs are sorted by the number of these
    articles, most first, and then by score.

    Args:
        path: the published file.
        kind: only pairs in which a node has this entity kind; None for all.
        decided: pairs of nodes to leave out, since a person has decided on them.
        limit: most pairs to return.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        lefts, rights = [left for left, _ in decided], [right for _, right in decided]
        rows = con.execute(render_sql(_PAIRS, kind=kind, limit=limit, lefts=lefts, rights=rights)).fetchall()
        contexts = _node_contexts(con, {node for row in rows for node in row[1:3]})
        found = tuple(UndecidedPair(contexts[left], contexts[right], *rest) for _, left, right, *rest in rows)
        return Truncated(found, rows[0][0] if rows else 0)


def existing_nodes(path: Path, nodes: Iterable[str]) -> set[str]:
    """Returns those of the given nodes that occur in the published version.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        rows = con.execute(render_sql(_EXISTING, nodes=sorted(nodes))).fetchall()
        return {str(row[0]) for row in rows}


def _node_contexts(con: duckdb.DuckDBPyConnection, nodes: set[str]) -> dict[str, NodeContext]:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return con.execute(render_sql(sql, nodes=sorted(nodes))).fetchall()

    spellings: dict[str, list[Spelling]] = {}
    for node, *spelling in rows(_NODE_SPELLINGS):
        spellings.setdefault(node, []).append(Spelling(*spelling))
    sentences: dict[str, list[Sentence]] = {}
    for node, *sentence in rows(_NODE_SENTENCES):
        sentences.setdefault(node, []).append(Sentence(*sentence))
    return {
        node: NodeContext(
            node, entity_id, kind, articles, name, tuple(spellings.get(node, ())), tuple(sentences.get(node, ()))
        )
        for node, entity_id, kind, articles, name in rows(_NODE_FACTS)
    }


_PAIRS = """
    WITH undecided AS (
        SELECT left_node, right_node, method, score, features FROM entity_links
        ANTI JOIN (SELECT unnest($lefts) AS left_node, unnest($rights) AS right_node)
            USING (left_node, right_node)
        WHERE judgement = 'unsure' AND method <> 'review' AND retracted_at IS NULL
            AND ($kind IS NULL OR $kind IN (split_part(left_node, ':', 1), split_part(right_node, ':', 1)))
        QUALIFY row_number() OVER (PARTITION BY left_node, right_node ORDER BY score DESC, link_id) = 1
    ),
    sides AS (
        SELECT node, entity_id, count(DISTINCT article_id) AS articles FROM appearances
        WHERE node IN (SELECT left_node FROM undecided UNION SELECT right_node FROM undecided)
        GROUP BY node, entity_id
    )
    SELECT count(*) OVER (), left_node, right_node, method, score, features
    FROM undecided JOIN sides AS l ON l.node = left_node JOIN sides AS r ON r.node = right_node
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
