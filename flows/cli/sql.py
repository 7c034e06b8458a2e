"""`newsledger sql`: one query on the published version."""

import sys
from pathlib import Path

import click

from flows.cli.options import format_option, published_file, warehouse_option


@click.command()
@warehouse_option
@format_option("NEWSLEDGER_FORMAT", "table", "csv", "json", "jsonl", "parquet")
@click.argument("query")
def sql(warehouse: Path, form: str, query: str) -> None:
    """Run one SQL query on the published version, read-only and without access to other files.

    \b
    Examples:
      newsledger sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"
      newsledger sql --format csv "FROM marts.articles_per_day" > days.csv
    """
    from warehouse.read.query import run as run_query

    run_query(published_file(warehouse), query, form, sys.stdout)
    sys.stdout.flush()
