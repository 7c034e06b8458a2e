"""An entity as text: its names, why they are taken for the same, and the articles that name it.

Text of articles may contain control characters, so it is escaped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from flows.cli.text import JUDGEMENT_COLOURS, counted, features_as_text, parsed_features
from warehouse.read.entity import EntityLink, EntitySummary, EntityView, Truncated
from warehouse.read.formats import as_json
from warehouse.schema.escaping import escape

SHOWN = 20
"""Rows of a list that fit on a screen; `--format json` has all rows."""


def as_text(entity: EntityView, asked: str, *, width: int | None) -> Iterator[str]:
    """Yields the lines that show an entity.

    Args:
        entity: the entity.
        asked: the name or id that was asked for.
        width: of the terminal, at which lines are cut; None for a file, where they are whole.
    """
    named = entity.entity
    yield click.style(_cut(escape(named.name), width), bold=True)
    if entity.redirected == "merged":
        yield f"{asked} was merged into {named.entity_id}."
    elif entity.redirected == "split":
        yield f"{asked} was split up; {named.entity_id} is what its name stands for now."
    for fact, value in _facts(entity):
        yield f"{fact:<14}{value}"
    spellings = [
        f"{spelling.mentions:>9,} {spelling.articles:>9,}  {escape(spelling.alias)}"
        for spelling in entity.spellings.rows
    ]
    yield from _section("Spellings", " mentions  articles", spellings, entity.spellings, width)
    roles = [
        f"{role.articles:>9,}  {_days(role.first_on, role.last_on):<24}  {escape(role.role)}"
        for role in entity.roles.rows
    ]
    yield from _section("Roles", f" articles  {'days':<24}", roles, entity.roles, width)
    # Lines with nodes are never cut, since people copy nodes from here.
    nodes = [f"{node.articles:>9,}  {node.probability:>11.2f}  {escape(node.node)}" for node in entity.nodes.rows]
    yield from _section("Nodes", " articles  probability", nodes, entity.nodes, None)
    evidence = [line for link in entity.evidence.rows for line in _link_lines(link)]
    yield from _section("Evidence", "", evidence, entity.evidence, None)
    near = [
        line
        for other in entity.near.rows
        for line in (
            f"  {other.entity.entity_id:>7}  {other.entity.kind:<6}  {escape(other.entity.name)}, "
            f"{counted(other.entity.articles, 'article')}",
            *_link_lines(other.link),
        )
    ]
    yield from _section("Near names", "", near, entity.near, None)
    articles = [
        f"{paper.article_id:>9}  {paper.published_on or '–'!s:<10}  {escape(paper.outlet or '–')}: "
        f"{escape(paper.headline or '(no headline)')}"
        for paper in entity.articles.rows
    ]
    yield from _section("Articles", "       id  day", articles, entity.articles, width)


def choice(entities: list[EntitySummary], *, width: int | None) -> Iterator[str]:
    """Yields the lines that list several entities of one name, to choose from."""
    yield "       id  kind     mentions  articles  name"
    for entity in entities[:SHOWN]:
        counts = f"{entity.mentions:>9,} {entity.articles:>9,}"
        yield _cut(f"{entity.entity_id:>9}  {entity.kind:<6} {counts}  {escape(entity.name)}", width)
    if len(entities) > SHOWN:
        yield f"… and {len(entities) - SHOWN:,} more"


def document(found: EntityView | list[EntitySummary]) -> str:
    """Returns an entity, or the list `entities` of those with one name, as JSON; days and times are text."""
    if isinstance(found, list):
        return as_json({"entities": [asdict(entity) for entity in found]})
    whole = {
        name: value["rows"] if isinstance(value, dict) and "rows" in value else value
        for name, value in asdict(found).items()
    }
    for link in (*whole["evidence"], *(near["link"] for near in whole["near"])):
        link["features"] = parsed_features(link["features"])
    return as_json(whole)


def _facts(entity: EntityView) -> Iterator[tuple[str, str]]:
    named = entity.entity
    yield "entity", str(named.entity_id)
    yield "kind", named.kind
    if entity.country_code:
        yield "country", escape(entity.country_code)
    stories = counted(entity.stories, "story", "stories")
    yield "named", f"{counted(named.mentions, 'time')} in {counted(named.articles, 'article')}, {stories}"
    yield "days", _days(entity.first_on, entity.last_on)


def _days(first: date | None, last: date | None) -> str:
    """Returns a span of days as text, with a dash for a day that is not known."""
    return f"{first or '–'}" if first == last else f"{first or '–'} to {last or '–'}"


def _section(title: str, columns: str, lines: Iterable[str], part: Truncated[Any], width: int | None) -> Iterator[str]:
    """Yields a list with its title, and how many rows are left out; nothing if the list is empty."""
    if not part.rows:
        return
    yield ""
    yield click.style(title, bold=True)
    if columns:
        yield click.style(columns, dim=True)
    for line in lines:
        yield _cut(line, width)
    if part.total > len(part.rows):
        yield f"  … and {part.total - len(part.rows):,} more"


def _link_lines(link: EntityLink) -> Iterator[str]:
    judgement = click.style(f"{link.judgement:<9}", fg=JUDGEMENT_COLOURS.get(link.judgement))
    yield f"    {judgement} {link.score:.2f}  {escape(link.left_node)} | {escape(link.right_node)}"
    why = [escape(link.method).replace("_", " "), features_as_text(link.features)]
    if link.method == "review":
        why.append(f"{escape(link.decided_by)}, {link.decided_at:%Y-%m-%d %H:%M} UTC")
    yield click.style(f"{'':<20}{'; '.join(filter(None, why))}", dim=True)


def _cut(line: str, width: int | None) -> str:
    if width is None or cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1) + "…"
