"""`newsledger doctor`: whether a night can run here."""

from dataclasses import asdict
from pathlib import Path

import click

from flows.cli.options import (
    config_option,
    corpus_option,
    format_option,
    outlets_option,
    usual_outlets,
    warehouse_option,
)

COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}


@click.command()
@corpus_option()
@warehouse_option
@outlets_option
@config_option
@click.option(
    "--tell",
    "is_test",
    is_flag=True,
    envvar="NEWSLEDGER_DOCTOR_TELL",
    show_envvar=True,
    help="Send a test message to all that are told of loads.",
)
@format_option("NEWSLEDGER_DOCTOR_FORMAT", "text", "json")
@click.pass_context
def doctor(
    ctx: click.Context, corpus: Path | str, warehouse: Path, outlets: Path | None, form: str, *, is_test: bool
) -> None:
    """Look at all that a night needs: Python and model, folders, settings, disk, server. Nothing is loaded.

    One line for each, as JSON one object a line: ok, a warning, or a problem that no load can do with, and what to do.
    Exit code 1 if there is a problem.

    \b
    Examples:
      newsledger doctor
      newsledger doctor --tell --warehouse /srv/warehouse
      newsledger doctor --corpus /srv/drop --warehouse /srv/warehouse --format json
    """
    from itertools import chain

    from flows.doctor import Folders, examine
    from flows.doctor import tell as tell_all
    from flows.serving.server import set_environment
    from warehouse.read.formats import as_json
    from warehouse.schema.escaping import escape

    set_environment()
    worst = 0
    folders = Folders(corpus, warehouse, outlets or usual_outlets(corpus))
    for found in chain(examine(folders), tell_all(folders) if is_test else ()):
        worst |= found.level == "problem"
        if form == "json":
            click.echo(as_json(asdict(found)))
        else:
            click.echo(
                f"{click.style(f'{found.level:<8}', fg=COLOURS[found.level])} {found.about:<15} {escape(found.said)}"
            )
    ctx.exit(worst)
