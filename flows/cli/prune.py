"""`newsledger prune`: what is kept no longer, removed now."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import WrongFile, config_option, keep_option, warehouse_option

if TYPE_CHECKING:
    from warehouse.publish.retention import Expired


@click.command()
@warehouse_option
@keep_option
@config_option
@click.option(
    "--dry-run",
    is_flag=True,
    envvar="NEWSLEDGER_PRUNE_DRY_RUN",
    show_envvar=True,
    help="Only list what would go.",
)
def prune(warehouse: Path, keep: int, dry_run: bool) -> None:
    """Remove versions, reports and leftovers from the folder of the warehouse that are kept no longer.

    Each load does so by itself; this is for a folder into which nothing loads, and to see beforehand what would go. The
    published version stays, and so does each that somebody has open. `[retention]` in newsledger.toml says how long
    reports stay. The journal, decisions and notes stay for ever. Links are not followed.

    \b
    Examples:
      newsledger prune --dry-run
      newsledger prune --keep 3
    """
    from flows.configuration import read_configuration
    from warehouse import WarehouseError
    from warehouse.publish import layout, retention, swap
    from warehouse.schema.hand_made import HandMadeFileError

    if not (warehouse / "versions").is_dir():
        raise WarehouseError(f"there is no warehouse in {warehouse}")
    try:
        reports = read_configuration(warehouse).retention.reports
    except HandMadeFileError as error:
        raise WrongFile(str(error)) from error
    now = datetime.now(UTC)
    if dry_run:
        _print(retention.expired(warehouse, keep, reports, now), "would go")
        return
    with swap.lock(warehouse, keep=None), layout.as_warehouse_error(f"cannot prune {warehouse}"):
        _print(retention.prune(warehouse, keep, reports, now), "gone")


def _print(found: "list[Expired]", what: str) -> None:
    """Prints a line for each, with its size and the rule, and their sum."""
    from flows.cli.text import counted
    from warehouse.schema.escaping import escape

    for one in found:
        click.echo(f"{one.size_bytes:>15,}  {escape(str(one.path))}  {one.rule}")
    if found:
        total = sum(one.size_bytes for one in found)
        click.echo(f"{total:>15,}  bytes of {counted(len(found), 'file or folder', 'files and folders')} {what}.")
    else:
        click.echo("Nothing to remove.")
