"""`newsledger status`: what is published."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from flows.cli.options import Duration, format_option, warehouse_option

STALE = 4
"""Exit code where what is published is older than it may be; 3 is a load that was refused."""


@click.command()
@warehouse_option
@click.option(
    "--max-age",
    type=Duration(),
    envvar="NEWSLEDGER_MAX_AGE",
    show_envvar=True,
    help="End with exit code 4 if what is published is older, such as 26h, 90m or 2d.",
)
@format_option("NEWSLEDGER_STATUS_FORMAT", "text", "json")
@click.option(
    "--json", "as_json", is_flag=True, envvar="NEWSLEDGER_STATUS_JSON", show_envvar=True, help="As `--format json`."
)
@click.pass_context
def status(ctx: click.Context, warehouse: Path, max_age: timedelta | None, form: str, *, as_json: bool) -> None:
    """Show what is published and how old it is, and whether something is wrong with the loads.

    For a monitor: exit code 4 says that it is older than `--max-age`, 1 that nothing is published or it is damaged.

    \b
    Examples:
      newsledger status --warehouse /srv/warehouse
      newsledger status --max-age 26h --json
    """
    from flows.alerts.health import read_health
    from warehouse.publish import history

    found, health = history.status(warehouse, datetime.now(UTC)), read_health(warehouse)
    is_stale = max_age is not None and found.age > max_age
    if as_json or form == "json":
        from warehouse.read import formats

        document = asdict(found)
        seconds = int(document.pop("age").total_seconds())
        ended = {"at": health.ended.at, "verdict": health.ended.verdict} if health.ended else None
        document |= {"age_seconds": seconds, "stale": None if max_age is None else is_stale}
        document |= {"trouble": asdict(health.trouble) if health.trouble else None, "last_load": ended}
        click.echo(formats.as_json(document))
    else:
        old = " (older than it may be)" if is_stale else ""
        click.echo(f"Published  {found.load_id}, {_as_text(found.age)} ago{old}")
        click.echo(f"File       {found.path} ({found.size_bytes / 1e6:,.1f} MB)")
        click.echo(f"Made by    newsledger {found.code_version}, {found.model_version}")
        if health.trouble:
            from warehouse.schema.escaping import escape

            since = f"{health.trouble.event} since {health.trouble.since}"
            click.echo(f"Trouble    {since}: {escape(health.trouble.said)}")
        for table, rows in found.rows.items():
            click.echo(f"{table:<18} {rows:>12,} rows")
    ctx.exit(STALE if is_stale else 0)


def _as_text(age: timedelta) -> str:
    """Returns an age as text: in minutes below two hours, in hours below two days, else in days."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"
