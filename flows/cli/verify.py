"""`newsledger verify`: are versions still as they were published?"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import format_option, warehouse_option
from flows.progress import Advance, progress

if TYPE_CHECKING:
    from warehouse.publish.verify import Verified


LARGE_BYTES = 500_000_000
"""Total size of versions from which on a progress bar is shown: verifying them takes seconds."""


@click.command()
@warehouse_option
@click.option(
    "--all",
    "every",
    is_flag=True,
    envvar="NEWSLEDGER_VERIFY_ALL",
    show_envvar=True,
    help="Verify every version that is kept.",
)
@format_option("NEWSLEDGER_VERIFY_FORMAT", "text", "json")
@click.argument("load_id", required=False)
@click.pass_context
def verify(ctx: click.Context, warehouse: Path, every: bool, form: str, load_id: str | None) -> None:
    """Check that a version is still as it was published: its bytes, its manifest, its row counts, all its offsets.

    Without LOAD_ID it is the published one. One line for each version, as JSON one object a line; exit code 1 if one is
    not clean. Nothing is written, and a load may run meanwhile.

    \b
    Examples:
      newsledger verify
      newsledger verify 20260304T020003Z
      newsledger verify --all --format json
    """
    if every and load_id is not None:
        raise click.UsageError("one at a time: LOAD_ID or --all")
    from warehouse.publish import layout
    from warehouse.publish.verify import size
    from warehouse.publish.verify import verify as verify_version

    load_ids = layout.to_verify(warehouse, load_id, every=every)
    all_clean = True
    with _progress(sum(size(warehouse, name) for name in load_ids)) as advance:
        for name in load_ids:
            found = verify_version(warehouse, name, advance)
            all_clean &= not found.faults
            click.echo(_json_line(found) if form == "json" else _line(found))
    ctx.exit(0 if all_clean else 1)


def _progress(total_bytes: int) -> AbstractContextManager[Advance]:
    """Shows how much of the versions is verified, if they are large."""
    if total_bytes < LARGE_BYTES:
        return nullcontext(lambda _: None)
    return progress(total_bytes, "versions", lambda _: None)


def _line(found: "Verified") -> str:
    """Returns one line on a version: that it is clean, or what is wrong with it."""
    from warehouse.schema.escaping import escape

    if found.faults:
        return f"{found.load_id:<20} {click.style('DAMAGED', fg='red')}  {escape('; '.join(found.faults))}"
    from flows.cli.text import counted

    counts = (
        f"{found.size_bytes / 1e6:,.1f} MB, {counted(found.articles, 'article')}, {found.spans:,} offsets slice back"
    )
    return f"{found.load_id:<20} {click.style('clean', fg='green')}    {counts}"


def _json_line(found: "Verified") -> str:
    """Returns the same as an object of JSON."""
    from warehouse.read.formats import as_json

    return as_json({"load_id": found.load_id, "clean": not found.faults} | asdict(found))
