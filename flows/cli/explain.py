"""`newsledger explain`: why an article or a figure is as it is."""

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import format_option, published_file, warehouse_option

if TYPE_CHECKING:
    from warehouse.read.article import ArticleView
    from warehouse.read.figure import FigureView


@click.command()
@warehouse_option
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSLEDGER_EXPLAIN_HTML",
    show_envvar=True,
    help="Write it as a page into this file instead.",
)
@format_option("NEWSLEDGER_EXPLAIN_FORMAT", "text", "json")
@click.argument("what", metavar="ARTICLE_ID|figure:FIGURE_ID")
def explain(warehouse: Path, page: Path | None, form: str, what: str) -> None:
    """Show why an article or a figure is as it is, and the rule that decided each part of it.

    Of an article: what was kept and what was removed. Removed lines are struck through on a terminal, and begin with
    `-` elsewhere. Of a figure: its sentence with the parts marked, and the rule that found each.

    \b
    Examples:
      newsledger explain 12
      newsledger explain 12 --html article.html
      newsledger explain figure:40
      newsledger explain figure:40 --format json
    """
    kind, _, number = what.rpartition(":")
    if kind not in {"", "article", "figure"} or not re.fullmatch("[0-9]+", number):
        raise click.UsageError(f"{what!r} is neither an ARTICLE_ID nor figure:FIGURE_ID")
    if kind == "figure":
        if page is not None:
            raise click.UsageError("--html is for articles")
        _explain_figure(warehouse, int(number), form)
        return
    if page is not None and form == "json":
        raise click.UsageError("--html writes a page, --format json prints JSON: one of them, please")
    if page == Path():  # the name is empty, for click has refused folders already
        raise click.BadParameter("the name of the file is empty.", param_hint="'--html'")
    _explain_article(warehouse, int(number), page, form)


def _explain_article(warehouse: Path, article_id: int, page: Path | None, form: str) -> None:
    """Prints an article, or writes it as a page of HTML into a file."""
    from flows.cli.explain_article import as_html, as_text
    from warehouse import QueryError
    from warehouse.files import replacing
    from warehouse.read.article import article as find_article
    from warehouse.schema.escaping import escape

    article = find_article(published_file(warehouse), article_id)
    if article is None:
        raise QueryError(_missing(warehouse, article_id))
    if form == "json":
        _print_json(article)
        return
    if page is None:
        for line in as_text(article, terminal=sys.stdout.isatty()):
            click.echo(line)
        return
    with replacing(page) as unfinished:
        unfinished.write_text(as_html(article), encoding="utf-8")
    click.echo(f"Wrote article {article_id}, {len(article.blocks):,} blocks, to {escape(str(page))}.")


def _missing(warehouse: Path, article_id: int) -> str:
    """Says that an article is not there, and when and why it was taken down, if it was."""
    from warehouse.publish import forgotten
    from warehouse.schema.escaping import escape

    grave = forgotten.read(warehouse).articles.get(article_id)
    if grave is None:
        return f"no article has the id {article_id} in the published version"
    request = grave.request
    return f"the article {article_id} was taken down on {request.asked_at:%Y-%m-%d}: {escape(request.reason)}"


def _explain_figure(warehouse: Path, figure_id: int, form: str) -> None:
    """Prints a figure."""
    from flows.cli.explain_figure import as_text
    from warehouse import QueryError
    from warehouse.read.figure import figure as find_figure

    figure = find_figure(published_file(warehouse), figure_id)
    if figure is None:
        raise QueryError(f"no figure has the id {figure_id} in the published version")
    if form == "json":
        _print_json(figure)
        return
    for line in as_text(figure):
        click.echo(line)


def _print_json(found: "ArticleView | FigureView") -> None:
    """Prints all that is known of an article or a figure as one JSON object, with the names of its fields."""
    from warehouse.read.formats import as_json

    click.echo(as_json(asdict(found)))
