"""`newsledger export`: a whole table or view, written to a file."""

import sys
from pathlib import Path

import click

from flows.cli.options import published_file, warehouse_option


@click.command()
@warehouse_option
@click.option(
    "--to",
    "file",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    required=True,
    envvar="NEWSLEDGER_EXPORT_TO",
    show_envvar=True,
    help="A .parquet, .csv or .jsonl; `-` for standard output, with --format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "jsonl"]),
    envvar="NEWSLEDGER_EXPORT_FORMAT",
    show_envvar=True,
    help="Format, where the name of the file does not tell it.",
)
@click.option("--force", is_flag=True, envvar="NEWSLEDGER_EXPORT_FORCE", show_envvar=True, help="Replace the file.")
@click.argument("name")
def export(warehouse: Path, file: Path, form: str | None, force: bool, name: str) -> None:
    """Write a whole table or view of the published version into a file.

    In CSV, a text that a spreadsheet would take for a formula gets an apostrophe before it.

    \b
    Examples:
      newsledger export figures --to figures.parquet
      newsledger export marts.claim_timeline --to claims.csv --force
      newsledger export articles --to - --format jsonl | head
    """
    from warehouse.read import export as exports

    form = form or exports.FORMATS.get(file.suffix)
    if form is None:
        raise click.UsageError("the file must end in .parquet, .csv or .jsonl, or --format tell what it is")
    if file == Path("-"):
        exports.export(published_file(warehouse), name, form, sys.stdout)
        sys.stdout.flush()
        return
    try:
        exports.export_file(published_file(warehouse), name, form, file, replace=force)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {name} to {file} ({file.stat().st_size / 1e6:,.1f} MB).")
