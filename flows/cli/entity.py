"""`newsledger entity`: one entity, by its name or its id."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import format_option, kind_option, published_file, warehouse_option

if TYPE_CHECKING:
    from warehouse.read.entity import EntityView, Namesake


@click.command()
@warehouse_option
@kind_option
@format_option("NEWSLEDGER_ENTITY_FORMAT", "table", "json")
@click.option(
    "--json", "as_json", is_flag=True, envvar="NEWSLEDGER_ENTITY_JSON", show_envvar=True, help="As `--format json`."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    envvar="NEWSLEDGER_ENTITY_LIMIT",
    show_envvar=True,
    show_default="20 in a table, all rows in JSON",
    help="Most rows of each list.",
)
@click.option(
    "--evidence",
    is_flag=True,
    envvar="NEWSLEDGER_ENTITY_EVIDENCE",
    show_envvar=True,
    help="Also the names that were compared, and why they are taken for the same or not.",
)
@click.argument("name")
def entity(
    warehouse: Path, kind: str | None, form: str, as_json: bool, limit: int | None, evidence: bool, name: str
) -> None:
    """Show one entity, by name or id: where and when it is named, what it says, its numbers, who is named with it.

    Case, quotation marks, full stops, a leading "the" and a final "'s" make no difference. Where several entities bear
    the name, the one is shown that most mentions of the name mean, and the others in a line each. Where none has most,
    they are listed, and the exit code is 1: choose by id, or by kind. An id that was merged or split leads to the one
    that stands for it now.

    \b
    Examples:
      newsledger entity "Anna Brook"
      newsledger entity Tessaly --kind PLACE
      newsledger entity "Anna Brook" --evidence
      newsledger entity 12 --json --limit 100
    """
    from flows.cli.entity_text import as_text, choice, document
    from flows.cli.sections_text import SHOWN
    from warehouse import QueryError

    is_json = as_json or form == "json"
    found, others = _find(published_file(warehouse), name, kind, limit if is_json else limit or SHOWN, evidence)
    if is_json:
        click.echo(document(found, others))
    else:
        # Lines are cut on a terminal only; a file gets them whole.
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        lines = choice(others, width=width) if found is None else as_text(found, others, name, width=width)
        for line in lines:
            click.echo(line)
    if found is None:
        sys.stdout.flush()
        raise QueryError(
            f"{len(others):,} entities bear this name, and none most of its mentions: choose by id, as in "
            f"`newsledger entity {others[0].entity.entity_id}`"
        )


def _find(
    path: Path, name: str, kind: str | None, limit: int | None, evidence: bool
) -> "tuple[EntityView | None, list[Namesake]]":
    """Returns the entity that a name or an id means, and the others that bear the name.

    Args:
        path: the published file.
        name: the name; if it has only digits, it is an id.
        kind: look only for entities of this kind; None for any kind.
        limit: rows of each list of an entity; None for all.
        evidence: also return why its names are taken for the same.

    Returns:
        The entity, None if several bear the name and none has most of its mentions; and all others.

    Raises:
        QueryError: there is none; the message offers names that are spelt alike.
        WarehouseError: the file cannot be opened.
    """
    from warehouse import QueryError
    from warehouse.read.entity import bearers, meant, similar
    from warehouse.read.entity import entity as find_entity
    from warehouse.schema.escaping import escape

    if name.isascii() and name.isdecimal():
        found = find_entity(path, int(name[:20]), limit, with_evidence=evidence)
        if found is None:
            raise QueryError(f"no entity has, or ever had, the id {name[:20]} in the published version")
        return found, []
    of_this_name = bearers(path, name, kind)
    if not of_this_name:
        what = f"{kind} is" if kind else "entity is"
        alike = ", ".join(f'"{escape(other)}"' for other in similar(path, name, kind))
        raise QueryError(f'no {what} called "{escape(name)}"' + (f"; spelt alike: {alike}" if alike else ""))
    one = meant(of_this_name)
    if one is None:
        return None, of_this_name
    return find_entity(path, one.entity_id, limit, with_evidence=evidence), of_this_name[1:]
