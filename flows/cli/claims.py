"""`newsledger claims`: who claims how many, since when."""

import sys
from datetime import datetime
from pathlib import Path

import click

from flows.cli.options import format_option, published_file, warehouse_option
from flows.cli.shell_completion import complete_event, complete_outlet


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
@click.option(
    "--story",
    envvar="NEWSLEDGER_CLAIMS_STORY",
    show_envvar=True,
    help="Only claims in articles of this story: its id, or words of a headline.",
)
@click.option(
    "--claimant",
    envvar="NEWSLEDGER_CLAIMS_CLAIMANT",
    show_envvar=True,
    help="Only claims by this person or body, or by whoever is called with these words.",
)
@click.option(
    "--outlet",
    envvar="NEWSLEDGER_CLAIMS_OUTLET",
    show_envvar=True,
    shell_complete=complete_outlet,
    help="Only claims in articles of this outlet, whoever makes them.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar="NEWSLEDGER_CLAIMS_SINCE",
    show_envvar=True,
    help="Only claims told on this day or later.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar="NEWSLEDGER_CLAIMS_UNTIL",
    show_envvar=True,
    help="Only claims told on this day or earlier.",
)
@format_option("NEWSLEDGER_CLAIMS_FORMAT", "table", "record", "csv", "json", "jsonl")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSLEDGER_CLAIMS_PLOT",
    show_envvar=True,
    help="Draw them instead: .svg is a picture, .html a page with their sentences.",
)
@click.option(
    "--all",
    "with_all",
    is_flag=True,
    envvar="NEWSLEDGER_CLAIMS_ALL",
    show_envvar=True,
    help="Also denials, and what did not happen, or only may.",
)
@click.argument("event", required=False, shell_complete=complete_event)
def claims(
    warehouse: Path,
    place: str | None,
    story: str | None,
    claimant: str | None,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    form: str,
    plot: Path | None,
    with_all: bool,
    event: str | None,
) -> None:
    """Show who claims how many, since when: happening by happening, the timeline of each claimant, oldest first.

    EVENT is what happened to those counted: EVENTS. Other words, such as "deaths", are understood; without EVENT, all
    are shown. Denials are left out, and so is what did not happen, or only may: `--all` shows these too, with their
    factuality. `≥` and `>` tell open bounds. A claim is `superseded` where its claimant told another number later, and
    `not comparable` where nobody else told one of the same. A figure_id leads to the sentence: `newsledger explain
    figure:12`.

    \b
    Examples:
      newsledger claims killed
      newsledger claims displaced --place Tessaly
      newsledger claims --story ferry --since 2031-05-02
      newsledger claims killed --claimant ministry --all
      newsledger claims killed --place "Costa Verena" --format csv > killed.csv
      newsledger claims killed --place "Costa Verena" --plot killed.html
    """
    from flows.cli.text_pager import paged
    from warehouse.read.claims import ClaimQuery, print_claims
    from warehouse.read.claims import claims as find_claims

    asked = ClaimQuery(
        event, place, story, claimant, outlet, since and since.date(), until and until.date(), with_all=with_all
    )
    if plot is None:
        with paged(sys.stdout) as stream:
            print_claims(published_file(warehouse), asked, form, stream)
            stream.flush()
        return
    if with_all:
        raise click.UsageError("Only what happened is drawn: leave out --all or --plot.")
    from flows.cli.claims_plot import SUFFIXES, draw

    if plot.suffix.lower() not in SUFFIXES:
        raise click.BadParameter("The file must end in .svg or .html.", param_hint="'--plot'")
    found = find_claims(published_file(warehouse), asked)
    try:
        click.echo(draw(found, plot))
    except OSError as error:
        raise click.ClickException(f"{plot} cannot be written: {error.strerror}") from error
