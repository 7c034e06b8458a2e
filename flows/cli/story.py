"""`newsledger story`: the stories of the last days, or one of them."""

import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import day_option, format_option, published_file, warehouse_option

if TYPE_CHECKING:
    from datetime import date

    from warehouse.read.story import StoriesFound, StoryView


@click.command()
@warehouse_option
@day_option(
    "since", "NEWSLEDGER_STORY_SINCE", "Only stories of this day or later; without WORDS of the last seven days."
)
@day_option("until", "NEWSLEDGER_STORY_UNTIL", "Only stories of this day or earlier.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    envvar="NEWSLEDGER_STORY_LIMIT",
    show_envvar=True,
    show_default="20 in a table, all rows elsewhere",
    help="Most stories, and most rows of each list of one.",
)
@format_option("NEWSLEDGER_STORY_FORMAT", "table", "record", "csv", "json", "jsonl")
@click.option(
    "--json", "as_json", is_flag=True, envvar="NEWSLEDGER_STORY_JSON", show_envvar=True, help="As `--format json`."
)
@click.argument("words", nargs=-1, metavar="[WORDS... | STORY_ID]")
def story(
    warehouse: Path,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    form: str,
    as_json: bool,
    words: tuple[str, ...],
) -> None:
    """Show the stories of the last days, most covered first; or one: its articles, voices, numbers and places.

    Without an argument, the stories of the last seven days that the warehouse has news of. With WORDS, those with a
    headline that has all of them, else those with an article that does, of any day; if it is one, all that is known of
    it. With an id, that story; an id that was merged or split leads to the one that stands for it now.

    Numbers are claims, with who says so: `≥` and `>` tell open bounds. Copies stand under what they reprint, and are
    not counted where people are named or quoted.

    \b
    Examples:
      newsledger story
      newsledger story --since 2026-03-01 --until 2026-03-07 --format csv > stories.csv
      newsledger story ferry
      newsledger story 12 --json
    """
    from flows.cli.sections_text import SHOWN

    path = published_file(warehouse)
    form = "json" if as_json else form
    asked, days = " ".join(words).strip(), (since.date() if since else None, until.date() if until else None)
    rows = limit or (SHOWN if form == "table" else None)
    if asked.isascii() and asked.isdecimal():
        _show(_by_id(path, asked, rows), asked, form)
        return
    found = _find(path, asked, days, rows)
    stories = found.stories.rows
    if asked and found.stories.total == 1:
        _show(_by_id(path, str(stories[0].story_id), rows), asked, form)
        return
    _list(found, asked, form)


def _by_id(path: Path, asked: str, limit: int | None) -> "StoryView":
    """Returns the story of an id.

    Raises:
        QueryError: no story ever had it.
    """
    from warehouse import QueryError
    from warehouse.read.story import story as find_story

    found = find_story(path, int(asked[:20]), limit)
    if found is None:
        raise QueryError(f"no story has, or ever had, the id {asked[:20]} in the published version")
    return found


def _find(path: Path, asked: str, days: "tuple[date | None, date | None]", limit: int | None) -> "StoriesFound":
    """Returns the stories of some days, or those that hold the words that were asked for.

    Raises:
        QueryError: none holds them.
    """
    from warehouse import QueryError
    from warehouse.read.story import recent_stories, stories_with
    from warehouse.schema.escaping import escape

    if not asked:
        return recent_stories(path, *days, limit)
    found = stories_with(path, asked, *days, limit)
    if not found.stories.rows:
        of_days = " of these days" if any(days) else ""
        raise QueryError(f'no story{of_days} holds "{escape(asked)}"; `newsledger search` finds some of the words')
    return found


def _show(found: "StoryView", asked: str, form: str) -> None:
    """Prints one story."""
    from flows.cli.story_text import as_text, document

    if form == "json":
        click.echo(document(found))
        return
    if form != "table":
        raise click.UsageError(f"One story is shown as a table or as JSON, and {form} is for lists of stories.")
    for line in as_text(found, asked, width=_width()):
        click.echo(line)


def _list(found: "StoriesFound", asked: str, form: str) -> None:
    """Prints several stories, a line each."""
    from flows.cli.story_text import listing, write_rows

    if form != "table":
        write_rows(found.stories.rows, form, sys.stdout)
        sys.stdout.flush()
        return
    for line in listing(found, asked, width=_width()):
        click.echo(line)


def _width() -> int | None:
    """Returns the width of the terminal, at which lines are cut; None for a file, which gets them whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
