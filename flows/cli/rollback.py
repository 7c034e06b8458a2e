"""`newsledger rollback`: back to an earlier version."""

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli.options import warehouse_option


@click.command()
@warehouse_option
@click.argument("load_id", required=False)
def rollback(warehouse: Path, load_id: str | None) -> None:
    """Point back to an earlier published version; without LOAD_ID, to the one before.

    The next run builds on the version that is published then.

    \b
    Examples:
      newsledger rollback
      newsledger rollback 20260304T020003Z
    """
    from warehouse.publish import swap

    click.echo(f"Published is {swap.rollback(warehouse, load_id, datetime.now(UTC))}.")
