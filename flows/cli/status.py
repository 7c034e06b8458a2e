"""`newsledger status`: what is published."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from flows.cli.options import format_option, warehouse_option


@click.command()
@warehouse_option
@format_option("NEWSLEDGER_STATUS_FORMAT", "text", "json")
def status(warehouse: Path, form: str) -> None:
    """Show what is published and how old it is.

    \b
    Examples:
      newsledger status --warehouse /srv/warehouse
      newsledger status --format json
    """
    from warehouse.publish import history

    found = history.status(warehouse, datetime.now(UTC))
    if form == "json":
        from warehouse.read.formats import as_json

        document = asdict(found)
        age = document.pop("age")
        click.echo(as_json(document | {"age_seconds": int(age.total_seconds())}))
        return
    click.echo(f"Published  {found.load_id}, {_as_text(found.age)} ago")
    click.echo(f"File       {found.path} ({found.size_bytes / 1e6:,.1f} MB)")
    click.echo(f"Made by    newsledger {found.code_version}, {found.model_version}")
    for table, rows in found.rows.items():
        click.echo(f"{table:<18} {rows:>12,} rows")


def _as_text(age: timedelta) -> str:
    """Returns an age as text: in minutes below two hours, in hours below two days, else in days."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"
