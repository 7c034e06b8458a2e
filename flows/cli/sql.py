"""`newsledger sql`: queries on the published version."""

import re
import sys
from pathlib import Path
from typing import TextIO

import click

from flows.cli.options import format_option, published_file, warehouse_option


class _Memory(click.ParamType[str]):
    """An amount of memory, as DuckDB takes it."""

    name = "amount"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Returns the amount without spaces."""
        if re.fullmatch(r"[0-9]{1,9} ?[MG]B", value, re.IGNORECASE) is None:
            self.fail(f"{value!r} is no amount such as 500MB or 2GB", param, ctx)
        return value.replace(" ", "")


@click.command()
@warehouse_option
@format_option("NEWSLEDGER_FORMAT", "table", "record", "csv", "json", "jsonl", "parquet")
@click.option(
    "--file",
    type=click.File(encoding="utf-8"),
    envvar="NEWSLEDGER_SQL_FILE",
    show_envvar=True,
    help="Read the queries from this file; - is standard input.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    envvar="NEWSLEDGER_SQL_TIMEOUT",
    show_envvar=True,
    help="Most seconds that the queries may take.",
)
@click.option(
    "--memory",
    type=_Memory(),
    envvar="NEWSLEDGER_SQL_MEMORY",
    show_envvar=True,
    help="Most memory that they may take, such as 500MB or 2GB.",
)
@click.argument("query", required=False)
def sql(
    warehouse: Path,
    form: str,
    file: TextIO | None,
    timeout: float | None,
    memory: str | None,
    query: str | None,
) -> None:
    """Run SQL queries on the published version, read-only and without access to other files.

    QUERY may be several, with semicolons between them; `-` reads them from standard input. `SHOW TABLES` lists what
    there is, `DESCRIBE marts.claims` tells what its columns mean. On a terminal a wide table names the columns that do
    not fit; `--format record` shows every row in lines of its own.

    \b
    Examples:
      newsledger sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"
      newsledger sql --format csv "FROM marts.articles_per_day" > days.csv
      newsledger sql --format record "FROM marts.figure_conflicts LIMIT 3"
      newsledger sql --file questions.sql --timeout 30 --memory 1GB
    """
    from flows.cli.text_pager import paged
    from warehouse.read.query import Limits
    from warehouse.read.query import run as run_query

    if (query is None) == (file is None):
        raise click.UsageError("Give a QUERY or a --file with queries.")
    text = _read(file) if file is not None else _read(sys.stdin) if query == "-" else str(query)
    limits = Limits(timeout, memory)
    with paged(sys.stdout) as stream:
        run_query(published_file(warehouse), text, form, stream, limits)
        stream.flush()


def _read(file: TextIO) -> str:
    """Returns the text of a file.

    Raises:
        UsageError: it is not UTF-8.
    """
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file.name} is not valid UTF-8.") from error
