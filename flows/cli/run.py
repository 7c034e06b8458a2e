"""`newsledger run`: one load now."""

from datetime import timedelta
from pathlib import Path

import click

from flows.cli.options import load_options, load_settings


@click.command()
@load_options
@click.pass_context
def run(
    ctx: click.Context,
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
    """Load what is new in the corpus now, and publish it if the checks pass.

    A warehouse of an earlier version of newsledger is brought forward on the way (see `newsledger migrate`).

    Exit code 0: published, or nothing new. 3: the checks refused the load; what was published stays. 2: wrong usage.
    1: anything else.

    \b
    Examples:
      newsledger run
      newsledger run --corpus /srv/drop --warehouse /srv/warehouse --workers 4
      newsledger run --reprocess-share 0.05 --deadline 2h
    """
    from flows.serving.once import run_once

    settings = load_settings(
        corpus, warehouse, outlets, workers, keep, reprocess_share, max_articles, deadline, rehash=rehash, settle=settle
    )
    ctx.exit(run_once(settings, "nightly", settings.parameters()))
