"""`newsledger claims`: who claims how many, since when."""

import sys
from pathlib import Path

import click

from flows.cli.options import format_option, published_file, warehouse_option


class _WithEvents(click.Command):
    """A command whose help lists the events of the schema; only the help loads that, since it takes a while."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help with the events in place of the word EVENTS."""
        from warehouse.schema.tables.values import EVENTS

        self.help = (self.help or "").replace("EVENTS", f"{', '.join(EVENTS[:-1])} or {EVENTS[-1]}")
        super().format_help_text(ctx, formatter)


@click.command(cls=_WithEvents)
@warehouse_option
@click.option(
    "--place",
    envvar="NEWSLEDGER_CLAIMS_PLACE",
    show_envvar=True,
    help="Only claims on this place, by any spelling of its name.",
)
@format_option("NEWSLEDGER_CLAIMS_FORMAT", "table", "csv", "json", "jsonl")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSLEDGER_CLAIMS_PLOT",
    show_envvar=True,
    help="Draw them instead, in a .png or .svg.",
)
@click.option(
    "--all",
    "with_all",
    is_flag=True,
    envvar="NEWSLEDGER_CLAIMS_ALL",
    show_envvar=True,
    help="Also denials, and what did not happen, or only may.",
)
@click.argument("event")
def claims(warehouse: Path, place: str | None, form: str, plot: Path | None, with_all: bool, event: str) -> None:
    """Show who claims how many, since when: the timeline of each claimant, oldest first.

    EVENT is what happened to those counted: EVENTS. Denials are left out, and so is what did not happen, or only may:
    `--all` shows these too, with their factuality. `≥` and `>` tell open bounds. A figure_id leads to the sentence:
    `newsledger sql "SELECT sentence FROM figures WHERE figure_id = 12"`.

    \b
    Examples:
      newsledger claims killed
      newsledger claims displaced --place Tessaly
      newsledger claims killed --all
      newsledger claims killed --place "Costa Verena" --format csv > killed.csv
      newsledger claims killed --place "Costa Verena" --plot killed.svg
    """
    from warehouse.read.claims import claims as find_claims
    from warehouse.read.claims import print_claims

    if plot is None:
        print_claims(published_file(warehouse), event, place, form, sys.stdout, with_all=with_all)
        sys.stdout.flush()
        return
    if with_all:
        raise click.UsageError("Only what happened is drawn: leave out --all or --plot.")
    from flows.cli.claims_plot import SUFFIXES, draw

    if plot.suffix.lower() not in SUFFIXES:
        raise click.BadParameter("The file must end in .png or .svg.", param_hint="'--plot'")
    found = find_claims(published_file(warehouse), event, place)
    try:
        click.echo(draw(found, event, plot))
    except OSError as error:
        raise click.ClickException(f"{plot} cannot be written: {error.strerror}") from error
