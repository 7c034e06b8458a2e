"""`newsledger migrate`: an older warehouse in the tables of today."""

from pathlib import Path

import click

from flows.cli.options import config_option, keep_option, published_file, warehouse_option


@click.command()
@warehouse_option
@keep_option
@config_option
@click.pass_context
def migrate(ctx: click.Context, warehouse: Path, keep: int) -> None:
    """Bring the warehouse of an earlier version of newsledger forward to the tables of this one.

    It makes a copy of what is published, changes that, and publishes it if the checks pass; until then readers see what
    was published before, and `newsledger rollback` leads back to it. No article, id, decision or load is lost. The next
    `newsledger run` does the same by itself. What only the texts can tell, `newsledger reprocess` fills in.

    Exit code 0: published, or nothing to do. 3: the checks refused it; what was published stays. 2: wrong usage.
    1: anything else.

    \b
    Examples:
      newsledger migrate
      newsledger migrate --warehouse /srv/warehouse
    """
    from flows.serving.once import run_once
    from flows.settings import LoadSettings

    published_file(warehouse)
    settings = LoadSettings.of(None, warehouse, None, 1, keep)
    ctx.exit(run_once(settings, "migrate", {"warehouse": str(settings.warehouse), "workers": 1, "keep": keep}))
