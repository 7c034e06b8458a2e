"""`newsledger verify`: one line for each version that is looked at."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from flows.progress import Advance, progress
from warehouse.publish import layout
from warehouse.publish.verify import Verified, size, verify
from warehouse.read.formats import escape

LARGE_BYTES = 500_000_000
"""Of versions that take seconds to verify: from here on it shows how far it is."""


def print_verified(warehouse: Path, load_id: str | None, *, every: bool) -> int:
    """Verifies versions and prints how they are.

    Returns:
        The exit code: 0 all are clean, 1 one is not.

    Raises:
        WarehouseError: there is no such version.
    """
    load_ids = layout.to_verify(warehouse, load_id, every=every)
    clean = True
    with _shown(sum(size(warehouse, name) for name in load_ids)) as advance:
        for name in load_ids:
            found = verify(warehouse, name, advance)
            clean &= not found.faults
            click.echo(_line(found))
    return 0 if clean else 1


def _shown(total: int) -> AbstractContextManager[Advance]:
    if total < LARGE_BYTES:
        return nullcontext(lambda _: None)
    return progress(total, "versions", lambda _: None)


def _line(found: Verified) -> str:
    if found.faults:
        return f"{found.load_id:<20} {click.style('DAMAGED', fg='red')}  {escape('; '.join(found.faults))}"
    counts = f"{found.size_bytes / 1e6:,.1f} MB, {found.articles:,} articles, {found.spans:,} offsets slice back"
    return f"{found.load_id:<20} {click.style('clean', fg='green')}    {counts}"
