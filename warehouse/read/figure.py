"""One figure with its parts, and the rule that found each."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse.read.connection import as_query_error, connect, render_sql


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One part of a figure (number, place, claimant …): its value, the rule that found it, the words that gave it."""

    part: str
    value: str
    rule: str
    words: str | None
    raw_start: int | None
    raw_end: int | None


@dataclass(frozen=True, slots=True)
class FigureView:
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


def figure(path: Path, figure_id: int) -> FigureView | None:
    """Returns one figure with its sentence and the rules that found its parts; None if no figure has this id.

    Args:
        path: the published file.
        figure_id: id in the table `figures`.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        row = con.execute(render_sql(_FIGURE, id=str(figure_id))).fetchone()
        if row is None:
            return None
        named = dict(zip(_FIGURE_FIELDS, row, strict=True))
        block, begin = named.pop("block"), named.pop("begin")
        parts = con.execute(render_sql(_FIGURE_PARTS, id=str(figure_id))).fetchall()
    sentence, at = named["sentence"], named["raw_start"] - begin
    start = next(i for i in range(max(0, at - len(sentence)), at + 1) if block.startswith(sentence, i))
    return FigureView(**named, sentence_start=begin + start, parts=tuple(FigurePart(*part) for part in parts))


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

# The few entities are found first: five joins with all of them would hold each name five times.
_FIGURE_PARTS = """
    WITH told AS (SELECT * FROM figures WHERE figure_id = TRY_CAST($id AS BIGINT)),
    named AS MATERIALIZED (
        SELECT entity_id, name FROM entities WHERE entity_id IN (
            SELECT unnest([
                counted_entity_id, actor_entity_id, target_entity_id, place_entity_id, attributed_entity_id
            ]) FROM told
        )
    )
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
        WHEN 'factuality' THEN factuality
        WHEN 'actor' THEN actor.name
        WHEN 'target' THEN target.name
        WHEN 'place' THEN place.name
        WHEN 'claimant' THEN concat_ws(', ', coalesce(who.name, attributed_to), attributed_framing, attribution_path)
        WHEN 'status' THEN status
        WHEN 'as_of' THEN as_of::VARCHAR
        WHEN 'background' THEN 'another happening'
        ELSE measure
    END, '') AS value, rule, words, p.raw_start, p.raw_end
    FROM told JOIN figure_parts AS p USING (figure_id)
    LEFT JOIN named AS what ON what.entity_id = counted_entity_id
    LEFT JOIN named AS actor ON actor.entity_id = actor_entity_id
    LEFT JOIN named AS target ON target.entity_id = target_entity_id
    LEFT JOIN named AS place ON place.entity_id = place_entity_id
    LEFT JOIN named AS who ON who.entity_id = attributed_entity_id
    ORDER BY p.raw_start
"""
