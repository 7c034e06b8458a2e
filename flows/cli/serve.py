"""`newsledger serve`: a load every night."""

from datetime import timedelta
from pathlib import Path

import click

from flows.cli.options import load_options, load_settings


@click.command()
@click.option(
    "--cron", default="0 2 * * *", show_default=True, envvar="NEWSLEDGER_CRON", show_envvar=True, help="When to load."
)
@click.option(
    "--timezone",
    default="UTC",
    show_default=True,
    envvar="NEWSLEDGER_TIMEZONE",
    show_envvar=True,
    help="Time zone of the schedule.",
)
@load_options
def serve(
    cron: str,
    timezone: str,
    corpus: Path | str,
    warehouse: Path,
    outlets: Path | None,
    workers: int,
    keep: int,
    reprocess_share: float,
    max_articles: int,
    deadline: timedelta | None,
    rehash: bool,
    settle: float,
) -> None:
    """Load every night, on Prefect's schedule, until stopped.

    Uses the Prefect server that is configured (PREFECT_API_URL), or starts one.

    \b
    Examples:
      newsledger serve
      newsledger serve --cron "30 3 * * *" --timezone Europe/Oslo --corpus /srv/drop
    """
    from flows.cli.options import WrongFile
    from flows.configuration import read_configuration
    from flows.logs import use
    from flows.serving import schedule
    from flows.serving.server import ServerUnavailableError
    from warehouse.schema.hand_made import HandMadeFileError

    load = load_settings(
        corpus, warehouse, outlets, workers, keep, reprocess_share, max_articles, deadline, rehash=rehash, settle=settle
    )
    try:
        use(read_configuration(load.warehouse).log.format)
        schedule.serve(cron, timezone, load)
    except HandMadeFileError as error:
        raise WrongFile(str(error)) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except ServerUnavailableError as error:
        raise click.ClickException(str(error)) from error
