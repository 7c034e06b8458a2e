"""`newsledger search`: articles that contain some words.

Text of articles may contain control characters, so it is escaped.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from flows.cli.options import day_option, format_option, published_file, warehouse_option
from flows.cli.shell_completion import complete_outlet

if TYPE_CHECKING:
    from warehouse.read.search import Hit, SearchResult


@click.command()
@warehouse_option
@click.option(
    "--outlet",
    envvar="NEWSLEDGER_SEARCH_OUTLET",
    show_envvar=True,
    shell_complete=complete_outlet,
    help="Only articles of this outlet.",
)
@day_option("since", "NEWSLEDGER_SEARCH_SINCE", "Only articles of this day or later.")
@day_option("until", "NEWSLEDGER_SEARCH_UNTIL", "Only articles of this day or earlier.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    envvar="NEWSLEDGER_SEARCH_LIMIT",
    show_envvar=True,
    help="Articles at most.",
)
@format_option("NEWSLEDGER_SEARCH_FORMAT", "text", "csv", "json", "jsonl")
@click.argument("words", nargs=-1, required=True)
def search(
    warehouse: Path,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    form: str,
    words: tuple[str, ...],
) -> None:
    """Find the articles that hold WORDS, best match first; copies of a story are one.

    Uses the full-text index of the version, which finds other forms of a word too. Where that is missing, articles that
    hold all words as they are.

    \b
    Examples:
      newsledger search ferry harbour
      newsledger search "death toll" --since 2026-03-01 --outlet "Meridian Wire"
      newsledger search flood --limit 1000 --format csv > floods.csv
    """
    from warehouse.read.known_names import known_outlet
    from warehouse.read.search import find

    asked = " ".join(words)
    path = published_file(warehouse)
    found = find(
        path,
        asked,
        outlet=known_outlet(path, outlet) if outlet is not None else None,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    if not found.by_index:
        click.echo("No search index: the articles are read through, for the words as they are.", err=True)
    if form != "text":
        _write_rows(found.hits, form, sys.stdout)
        sys.stdout.flush()
        return
    for line in _as_text(found, asked):
        click.echo(line)


def _as_text(found: "SearchResult", asked: str) -> Iterator[str]:
    """Yields two lines for each article: what it is, and a piece of it with the words that were asked for coloured."""
    from flows.cli.text import counted
    from warehouse.read.search import stem
    from warehouse.schema.escaping import escape

    stems = tuple({stem(word) for word in re.findall(r"\w+", asked)})
    for hit in found.hits:
        copies = f"and {counted(hit.copies, 'copy', 'copies')}" if hit.copies else ""
        about = [str(hit.published_on or ""), hit.outlet, hit.headline, copies]
        yield f"{hit.article_id:>8}  " + click.style(" · ".join(escape(part) for part in about if part), bold=True)
        yield f"{'':10}{_coloured(escape(hit.snippet), stems)}"
    yield f"({counted(len(found.hits), 'article')})"


def _write_rows(hits: Sequence["Hit"], form: str, stream: TextIO) -> None:
    """Writes one row for each article, in one of the formats of `formats.WRITERS`."""
    from warehouse.read.formats import WRITERS
    from warehouse.read.search import Hit

    WRITERS[form](list(Hit.__slots__), (tuple(asdict(hit).values()) for hit in hits), stream)


def _coloured(snippet: str, stems: tuple[str, ...]) -> str:
    """Returns a piece of an article with the words coloured that begin with one of these stems."""
    return re.sub(
        r"\w+", lambda m: click.style(m[0], fg="bright_yellow") if m[0].lower().startswith(stems) else m[0], snippet
    )
