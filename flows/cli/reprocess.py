"""`newsledger reprocess`: articles of the warehouse, extracted anew."""

from datetime import datetime
from pathlib import Path

import click

from flows.cli.options import (
    config_option,
    corpus_option,
    keep_option,
    load_settings,
    outlets_option,
    published_file,
    warehouse_option,
    workers_option,
)


@click.command()
@corpus_option()
@warehouse_option
@outlets_option
@keep_option
@workers_option
@config_option
@click.option("--outlet", envvar="NEWSLEDGER_REPROCESS_OUTLET", show_envvar=True, help="Only articles of this outlet.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar="NEWSLEDGER_REPROCESS_SINCE",
    show_envvar=True,
    help="Only articles published on this day or later.",
)
@click.pass_context
def reprocess(
    ctx: click.Context,
    corpus: Path | str,
    warehouse: Path,
    outlets: Path | None,
    workers: int,
    keep: int,
    outlet: str | None,
    since: datetime | None,
) -> None:
    """Extract anew the articles that an earlier version of newsledger extracted, out of `articles.raw_text`.

    Their files are not needed: they may have left the corpus. The latest articles come first. After each 5,000 articles
    what is done is checked and published. Started again after it was stopped or killed, it goes on where it was.
    Articles and entities keep their ids, and so does whatever comes out as it was.

    Exit code 0: published, or nothing to do. 3: the checks refused it; what was published stays. 2: wrong usage.
    1: anything else.

    \b
    Examples:
      newsledger reprocess
      newsledger reprocess --outlet "The Harbour Courier" --since 2026-01-01
    """
    from flows.serving.once import run_once

    published_file(warehouse)
    load = load_settings(corpus, warehouse, outlets, workers, keep)
    parameters = load.parameters()
    asked = {name: parameters[name] for name in ("warehouse", "outlets", "workers", "keep")}
    day = since.date() if since else None
    ctx.exit(run_once(load, "reprocess", asked | {"outlet": outlet, "since": day}, repeat=True))
