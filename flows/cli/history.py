"""`newsledger history`: every load, every rollback, and what was taken down."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import format_option, warehouse_option

if TYPE_CHECKING:
    from warehouse.publish.forgotten import Forgetting, Lifting
    from warehouse.publish.journal import Check


@click.command()
@warehouse_option
@format_option("NEWSLEDGER_HISTORY_FORMAT", "text", "json")
def history(warehouse: Path, form: str) -> None:
    """List every load with its verdict, why it was refused, what it was warned of; every rollback; what was taken down.

    \b
    Examples:
      newsledger history
      newsledger history --format json
    """
    from flows.cli.text import counted
    from warehouse.publish.history import history as load_history

    found = load_history(warehouse)
    if form == "json":
        from warehouse.read.formats import as_json

        click.echo(as_json(asdict(found) | {"kept": sorted(found.kept)}))
        return
    reports = warehouse / "reports"
    events: list[tuple[datetime, str]] = []
    for load in found.loads:
        marks = "  <- published" if load.load_id == found.published else ""
        colour = "green" if load.verdict == "published" else "red"
        anew = f", {load.articles_reprocessed:,} extracted anew" if load.articles_reprocessed else ""
        verdict = click.style(f"{load.verdict:<9}", fg=colour)
        line = (
            f"{load.load_id:<20} {verdict} {counted(load.files_seen, 'file'):>13} seen"
            f" {counted(load.articles_added, 'article'):>16}{anew}{marks}"
        )
        failed = [_check_lines(check) for check in load.failed]
        warnings = [click.style(_check_lines(check), fg="yellow") for check in load.warnings]
        report = reports / f"{load.load_id}.html"
        report_line = [f"    report: {report}"] if report.is_file() else []
        events.append((load.finished_at, "\n".join([line, *failed, *warnings, *report_line])))
    events += [
        (back.at, f"{'':<20} rollback  from {back.from_load_id} to {back.to_load_id}") for back in found.rollbacks
    ]
    events += map(_request, found.requests)
    for _, text in sorted(events):
        click.echo(text)
    if not events:
        click.echo(f"No load yet in {warehouse}.")


def _request(request: "Forgetting | Lifting") -> tuple[datetime, str]:
    """Returns when something was asked to go, or to be let in again, and a line on it."""
    from warehouse.publish.forgotten import Forgetting
    from warehouse.schema.escaping import escape

    if isinstance(request, Forgetting):
        at, by, what, reason = request.asked_at, request.asked_by, "forgotten", f": {request.reason}"
        articles = [f"article {stone.article_id} ({stone.outlet or 'no outlet'})" for stone in request.articles]
    else:
        at, by, what, reason = request.lifted_at, request.lifted_by, "lifted", ""
        articles = [f"article {number}" for number in request.articles]
    named = [*articles, *(f"outlet {name}" for name in request.outlets)]
    return at, escape(f"{at:%Y%m%dT%H%M%SZ}     {what:<9} {', '.join(named)}, by {by}{reason}")


def _check_lines(check: "Check") -> str:
    """Returns a check that failed or warned, and on a second line its first example."""
    line = f"    {check.table_name}: {check.check_name}: {check.observed}"
    return "\n".join([line, *(f"      {row}" for row in (check.detail or "").splitlines()[1:2])])
