"""`newsledger entity`: one entity, by its name or its id."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import format_option, kind_option, published_file, warehouse_option

if TYPE_CHECKING:
    from warehouse.read.entity import EntitySummary, EntityView


@click.command()
@warehouse_option
@kind_option
@format_option("NEWSLEDGER_ENTITY_FORMAT", "table", "json", text="Output format; JSON has every row of every list.")
@click.argument("name")
def entity(warehouse: Path, kind: str | None, form: str, name: str) -> None:
    """Show one entity, by name or id: spellings, roles, the evidence that they are the same, articles, near names.

    Case, quotation marks, full stops, a leading "the" and a final "'s" make no difference. Where several entities bear
    the name, they are listed, and the exit code is 1: choose by id, or by kind. An id that was merged or split leads to
    the one that stands for it now.

    \b
    Examples:
      newsledger entity "Anna Brook"
      newsledger entity Tessaly --kind PLACE
      newsledger entity 12 --format json
    """
    from flows.cli.entity_text import SHOWN, as_text, choice, document
    from warehouse import QueryError

    found = _find(published_file(warehouse), name, kind, None if form == "json" else SHOWN)
    if form == "json":
        click.echo(document(found))
    else:
        # Lines are cut on a terminal only; a file gets them whole.
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in choice(found, width=width) if isinstance(found, list) else as_text(found, name, width=width):
            click.echo(line)
    if isinstance(found, list):
        sys.stdout.flush()
        raise QueryError(
            f"{len(found):,} entities bear this name: choose by id, as in `newsledger entity {found[0].entity_id}`"
        )


def _find(path: Path, name: str, kind: str | None, limit: int | None) -> "EntityView | list[EntitySummary]":
    """Returns the entity of a name or an id; where several entities have the name, a list of them.

    Args:
        path: the published file.
        name: the name; if it has only digits, it is an id.
        kind: look only for entities of this kind; None for any kind.
        limit: rows of each list of an entity; None for all.

    Raises:
        QueryError: there is none; the message offers names that are spelt alike.
        WarehouseError: the file cannot be opened.
    """
    from warehouse import QueryError
    from warehouse.read.entity import entities_named, similar
    from warehouse.read.entity import entity as find_entity
    from warehouse.schema.escaping import escape

    if name.isascii() and name.isdecimal():
        found = find_entity(path, int(name[:20]), limit)
        if found is None:
            raise QueryError(f"no entity has, or ever had, the id {name[:20]} in the published version")
        return found
    of_this_name = entities_named(path, name, kind)
    if len(of_this_name) > 1:
        return of_this_name
    found = find_entity(path, of_this_name[0].entity_id, limit) if of_this_name else None
    if found is None:
        what = f"{kind} is" if kind else "entity is"
        alike = ", ".join(f'"{escape(other)}"' for other in similar(path, name, kind))
        raise QueryError(f'no {what} called "{escape(name)}"' + (f"; spelt alike: {alike}" if alike else ""))
    return found
