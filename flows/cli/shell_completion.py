"""What the shell offers to complete: events, and the outlets of the published version."""

import os
from pathlib import Path

import click

from flows import settings


def complete_event(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 click's
    """Returns the events that begin so."""
    from warehouse.read.known_names import EVENT_WORDS

    return [event for event in EVENT_WORDS if event.startswith(incomplete.lower())]


def complete_outlet(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 click's
    """Returns the outlets that begin so; none where no warehouse can be read."""
    from warehouse import QueryError, WarehouseError
    from warehouse.publish import layout
    from warehouse.read.known_names import outlets_by_size

    folder = ctx.params.get("warehouse") or os.environ.get("NEWSLEDGER_WAREHOUSE") or settings.WAREHOUSE
    try:
        path = layout.published(Path(folder))
        outlets = outlets_by_size(path) if path is not None else []
    except (QueryError, WarehouseError):
        return []
    return [outlet for outlet in outlets if outlet.casefold().startswith(incomplete.casefold())]
