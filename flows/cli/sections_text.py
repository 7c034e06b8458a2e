"""Lists with a title, as several commands print them below each other."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from warehouse.read.truncated import Truncated

SHOWN = 20
"""Rows of a list that fit on a screen."""


def section(title: str, columns: str, lines: Iterable[str], part: Truncated[Any], width: int | None) -> Iterator[str]:
    """Yields a list with its title, and how many rows are left out; nothing if the list is empty."""
    if not part.rows:
        return
    yield ""
    yield click.style(title, bold=True)
    if columns:
        yield click.style(columns, dim=True)
    for line in lines:
        yield cut(line, width)
    if part.total > len(part.rows):
        yield f"  … and {part.total - len(part.rows):,} more"


def days(first: date | None, last: date | None) -> str:
    """Returns a span of days as text, with a dash for a day that is not known."""
    return f"{first or '–'}" if first == last else f"{first or '–'} to {last or '–'}"


def cut(line: str, width: int | None) -> str:
    """Returns a line cut at the width of the terminal; whole for None."""
    if width is None or cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1) + "…"
