"""One entity for people to read: what it is called, why these names are taken for the same, and where it is named.

What stands in articles is escaped: it may hold anything.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from warehouse import QueryError
from warehouse.read import entity as entity_module
from warehouse.read.entity import Entity, Link, Named, Part
from warehouse.read.formats import as_json, escape

SHOWN = 20
"""Rows of a list that fit a screen; `--format json` has them all."""

COLOURS = {"same": "green", "different": "red", "unsure": "yellow"}
"""The terminal's colour of each judgement."""


def find(path: Path, name: str, kind: str | None, limit: int | None) -> Entity | list[Named]:
    """Returns the entity of a name or an id, or those that bear the name, where it is several.

    Args:
        path: the published file.
        name: the name; one of digits only is an id.
        kind: only entities of this kind bear the name; None for any.
        limit: rows of each list of an entity; None for all.

    Raises:
        QueryError: there is none; the message offers names that are spelt alike.
        WarehouseError: the file cannot be opened.
    """
    if name.isascii() and name.isdecimal():
        found = entity_module.entity(path, int(name[:20]), limit)
        if found is None:
            raise QueryError(f"no entity has, or ever had, the id {name[:20]} in the published version")
        return found
    bearers = entity_module.bearing(path, name, kind)
    if len(bearers) > 1:
        return bearers
    found = entity_module.entity(path, bearers[0].entity_id, limit) if bearers else None
    if found is None:
        what = f"{kind} is" if kind else "entity is"
        alike = ", ".join(f'"{escape(other)}"' for other in entity_module.similar(path, name, kind))
        raise QueryError(f'no {what} called "{escape(name)}"' + (f"; spelt alike: {alike}" if alike else ""))
    return found


def as_text(entity: Entity, asked: str, *, width: int | None) -> Iterator[str]:
    """Yields the lines for a terminal of a width, or uncut for a file (None)."""
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
        f"{role.articles:>9,}  {days(role.first_on, role.last_on):<24}  {escape(role.role)}"
        for role in entity.roles.rows
    ]
    yield from _section("Roles", f" articles  {'days':<24}", roles, entity.roles, width)
    # Never cut: they are there to be copied.
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


def choice(bearers: list[Named], *, width: int | None) -> Iterator[str]:
    """Yields the entities that bear one name, for people to choose from."""
    yield "       id  kind     mentions  articles  name"
    for named in bearers[:SHOWN]:
        counts = f"{named.mentions:>9,} {named.articles:>9,}"
        yield _cut(f"{named.entity_id:>9}  {named.kind:<6} {counts}  {escape(named.name)}", width)
    if len(bearers) > SHOWN:
        yield f"… and {len(bearers) - SHOWN:,} more"


def document(found: Entity | list[Named]) -> str:
    """Returns an entity, or those that bear one name (`entities`), as JSON; days and instants as text."""
    if isinstance(found, list):
        return as_json({"entities": [asdict(named) for named in found]})
    whole = {
        name: value["rows"] if isinstance(value, dict) and "rows" in value else value
        for name, value in asdict(found).items()
    }
    for link in (*whole["evidence"], *(near["link"] for near in whole["near"])):
        link["features"] = _features(link["features"])
    return as_json(whole)


def seen(features: str) -> str:
    """Returns what was seen of a pair, as words: `spelling close, company 0.31`."""
    found = _features(features)
    if not isinstance(found, dict):
        return escape(features)
    return ", ".join(f"{escape(str(name)).replace('_', ' ')} {_value(value)}" for name, value in found.items())


def terminal_width(stream: Any) -> int | None:
    """Returns the width of a terminal in cells; None for any other stream, where nothing is cut."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def counted(number: int, noun: str) -> str:
    """Returns a number with its noun, as in `1 article` and `2 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def days(first: date | None, last: date | None) -> str:
    """Returns a span of days as text, one that is not known as a dash."""
    return f"{first or '–'}" if first == last else f"{first or '–'} to {last or '–'}"


def _facts(entity: Entity) -> Iterator[tuple[str, str]]:
    named = entity.entity
    yield "entity", str(named.entity_id)
    yield "kind", named.kind
    if entity.country_code:
        yield "country", escape(entity.country_code)
    stories = "1 story" if entity.stories == 1 else f"{entity.stories:,} stories"
    yield "named", f"{counted(named.mentions, 'time')} in {counted(named.articles, 'article')}, {stories}"
    yield "days", days(entity.first_on, entity.last_on)


def _section(title: str, columns: str, lines: Iterable[str], part: Part[Any], width: int | None) -> Iterator[str]:
    """Yields a list with its title, and how much more there is; nothing where it is empty."""
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


def _link_lines(link: Link) -> Iterator[str]:
    judgement = click.style(f"{link.judgement:<9}", fg=COLOURS.get(link.judgement))
    yield f"    {judgement} {link.score:.2f}  {escape(link.left_node)} | {escape(link.right_node)}"
    why = [escape(link.method).replace("_", " "), seen(link.features)]
    if link.method == "review":
        why.append(f"{escape(link.decided_by)}, {link.decided_at:%Y-%m-%d %H:%M} UTC")
    yield click.style(f"{'':<20}{'; '.join(filter(None, why))}", dim=True)


def _features(features: str) -> Any:
    try:
        return json.loads(features)
    except (ValueError, RecursionError):
        return features


def _value(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else escape(str(value))


def _cut(line: str, width: int | None) -> str:
    if width is None or cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1) + "…"
