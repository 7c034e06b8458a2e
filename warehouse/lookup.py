"""What people look up: an entity with all that is known of it, names that are in doubt, who claims how many."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TextIO, TypeVar

import duckdb

from warehouse import QueryError
from warehouse.formats import escape
from warehouse.queries import bound, connect, plainly, run

Row = TypeVar("Row")

CONTEXT = 300
"""Characters read on each side of a name; more than is ever shown, and little, however long the block is."""

SPELLINGS = 3
"""Spellings of a node that are shown: after the commonest few come slips of the pen."""

SENTENCES = 2
"""Sentences that are shown for a node, each of another article: one may be about anything."""

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
class Claim:
    """What one claimant says of one series for one day; the fields are columns of `marts.claim_timeline`."""

    series: str | None
    as_of: date | None
    claimant: str
    status: str
    value_low: float | None
    value_high: float | None
    bound: str
    counted: str | None
    place: str | None
    measure: str | None
    unit: str | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One part of a figure, what the warehouse makes of it, and the rule and the words that gave it."""

    part: str
    value: str
    rule: str
    words: str | None
    raw_start: int | None
    raw_end: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `sentence_start` is the first character of its sentence in the article's raw text."""

    figure_id: int
    article_id: int
    outlet: str | None
    headline: str | None
    published_on: date | None
    surface: str
    sentence: str
    raw_start: int
    raw_end: int
    sentence_start: int
    parts: tuple[FigurePart, ...]


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


def print_claims(path: Path, event: str, place: str | None, format_: str, stream: TextIO) -> None:
    """Prints the claims on an event as `marts.claim_timeline` has them, those of each claimant one after the other.

    Args:
        path: the published file.
        event: of `tables.EVENTS`.
        place: any spelling of the place's name, as for `bearing`; None for claims on all places and on none.
        format_: of `formats.WRITERS`.
        stream: where to.

    Raises:
        QueryError: no figure tells of such an event, no place is called so, or the file holds no such tables.
        WarehouseError: the file cannot be opened.
    """
    run(path, bound(_CLAIMS, event=event, places=_places(path, event, place)), format_, stream)


def claims(path: Path, event: str, place: str | None) -> list[Claim]:
    """Returns the claims on an event that `print_claims` prints, in the same order.

    Args:
        path: the published file.
        event: as there.
        place: as there.

    Raises:
        QueryError: as there.
        WarehouseError: as there.
    """
    sql = bound(_TIMELINE, event=event, places=_places(path, event, place))
    with closing(connect(path)) as con, plainly():
        return [Claim(*row) for row in con.execute(sql).fetchall()]


def _places(path: Path, event: str, place: str | None) -> list[str] | None:
    """Returns the ids of the places that are called so; None for no place.

    Raises:
        QueryError: no figure tells of the event, or no place is called so.
    """
    with closing(connect(path)) as con, plainly():
        events = [str(row[0]) for row in con.execute(_TOLD_EVENTS).fetchall()]
    if event not in events:
        told = f"events told of are {', '.join(events)}" if events else "no event is told of"
        raise QueryError(f'no figure tells of "{escape(event)}"; {told}')
    if place is None:
        return None
    if places := [str(found.entity_id) for found in bearing(path, place, "PLACE")]:
        return places
    alike = ", ".join(f'"{escape(other)}"' for other in similar(path, place, "PLACE"))
    raise QueryError(f'no PLACE is called "{escape(place)}"' + (f"; spelt alike: {alike}" if alike else ""))


def figure(path: Path, figure_id: int) -> Figure | None:
    """Returns one figure with its sentence and the rules that found its parts; None where there is none of this id.

    Args:
        path: the published file.
        figure_id: of `figures`.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, plainly():
        row = con.execute(bound(_FIGURE, id=str(figure_id))).fetchone()
        if row is None:
            return None
        named = dict(zip(_FIGURE_FIELDS, row, strict=True))
        block, begin = named.pop("block"), named.pop("begin")
        parts = con.execute(bound(_FIGURE_PARTS, id=str(figure_id))).fetchall()
    sentence, at = named["sentence"], named["raw_start"] - begin
    start = next(i for i in range(max(0, at - len(sentence)), at + 1) if block.startswith(sentence, i))
    return Figure(**named, sentence_start=begin + start, parts=tuple(FigurePart(*part) for part in parts))


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


def _text(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the name is not valid UTF-8") from error
    return " ".join(name.split())


_FIGURE_FIELDS = (
    "figure_id", "article_id", "outlet", "headline", "published_on", "surface", "sentence", "raw_start", "raw_end",
    "block", "begin",
)  # fmt: skip

_FIGURE = """
    SELECT f.figure_id, f.article_id, a.outlet, a.headline, a.published_on, f.surface, f.sentence, f.raw_start,
        f.raw_end, b.text, b.raw_start
    FROM figures AS f JOIN articles AS a USING (article_id) JOIN blocks AS b USING (block_id)
    WHERE f.figure_id = TRY_CAST($id AS BIGINT)
"""

_FIGURE_PARTS = """
    SELECT part, coalesce(CASE part
        WHEN 'number' THEN concat_ws(' ', CASE
            WHEN value_low IS NULL THEN 'up to ' || format('{:,.12g}', value_high)
            WHEN value_high IS NULL THEN 'from ' || format('{:,.12g}', value_low)
            WHEN value_low = value_high THEN format('{:,.12g}', value_low)
            ELSE format('{:,.12g} to {:,.12g}', value_low, value_high) END, currency, unit)
        WHEN 'bound' THEN bound
        WHEN 'unit' THEN coalesce(currency, unit)
        WHEN 'counted' THEN counted || coalesce(' (' || what.name || ')', '')
        WHEN 'measured' THEN measured
        WHEN 'event' THEN event
        WHEN 'actor' THEN actor.name
        WHEN 'target' THEN target.name
        WHEN 'place' THEN place.name
        WHEN 'claimant' THEN concat_ws(', ', coalesce(who.name, attributed_to), attributed_framing, attribution_path)
        WHEN 'status' THEN status
        WHEN 'as_of' THEN as_of::VARCHAR
        ELSE measure
    END, '') AS value, rule, words, p.raw_start, p.raw_end
    FROM figure_parts AS p JOIN figures AS f USING (figure_id)
    LEFT JOIN entities AS what ON what.entity_id = counted_entity_id
    LEFT JOIN entities AS actor ON actor.entity_id = actor_entity_id
    LEFT JOIN entities AS target ON target.entity_id = target_entity_id
    LEFT JOIN entities AS place ON place.entity_id = place_entity_id
    LEFT JOIN entities AS who ON who.entity_id = attributed_entity_id
    WHERE figure_id = TRY_CAST($id AS BIGINT)
    ORDER BY p.raw_start
"""

_TOLD_EVENTS = "SELECT DISTINCT event FROM figures WHERE event IS NOT NULL ORDER BY event"

_CLAIMS = """
    WITH shown AS (
        SELECT *, format('{:,.12g}', coalesce(value_low, value_high)) AS low,
            format('{:,.12g}', coalesce(value_high, value_low)) AS high
        FROM marts.claim_timeline WHERE event = $event
    )
    SELECT as_of, claimant, status,
        CASE bound
            WHEN 'range' THEN low || ' to ' || high
            WHEN 'more_than' THEN '> ' || low
            WHEN 'less_than' THEN '< ' || high
            WHEN 'at_most' THEN '≤ ' || high
            WHEN 'approximate' THEN '~ ' || low
            WHEN 'exact' THEN low
            ELSE '≥ ' || low
        END AS number,
        counted, place, measure, stories, articles,
        CASE WHEN is_revision THEN 'revised down' WHEN is_superseded THEN 'superseded' ELSE '' END AS note, figure_id
    FROM shown
"""

_OF_PLACES = """
    ($places::VARCHAR[] IS NULL OR place_entity_id::VARCHAR IN (SELECT unnest($places::VARCHAR[])))
    ORDER BY place NULLS LAST, counted NULLS LAST, claimant, as_of NULLS LAST, figure_id
"""
_CLAIMS += f"WHERE {_OF_PLACES}"

_TIMELINE = f"""
    SELECT series, as_of, claimant, status, value_low, value_high, bound, counted, place, measure, unit, currency
    FROM marts.claim_timeline
    WHERE event = $event AND {_OF_PLACES}
"""


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
