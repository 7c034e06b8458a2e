"""`newsledger forget`: articles that are taken down, and do not come back."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.cli.options import config_option, keep_option, published_file, warehouse_option

if TYPE_CHECKING:
    from warehouse.publish.forgotten import Forgetting


@click.command()
@warehouse_option
@click.option(
    "--article",
    "articles",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="ID",
    envvar="NEWSLEDGER_FORGET_ARTICLE",
    show_envvar=True,
    help="An article, by its id; several times for several.",
)
@click.option(
    "--url",
    metavar="URL",
    envvar="NEWSLEDGER_FORGET_URL",
    show_envvar=True,
    help="All articles at this address.",
)
@click.option(
    "--outlet",
    metavar="NAME",
    envvar="NEWSLEDGER_FORGET_OUTLET",
    show_envvar=True,
    help="All articles of an outlet, later ones too.",
)
@click.option(
    "--reason",
    metavar="TEXT",
    envvar="NEWSLEDGER_FORGET_REASON",
    show_envvar=True,
    help="Why, for the books; it is kept, so it must not say what is to go.",
)
@click.option(
    "--everywhere",
    is_flag=True,
    envvar="NEWSLEDGER_FORGET_EVERYWHERE",
    show_envvar=True,
    help="Also from earlier versions (which are removed), reports and the journal's examples.",
)
@click.option(
    "--lift",
    is_flag=True,
    envvar="NEWSLEDGER_FORGET_LIFT",
    show_envvar=True,
    help="Take it back: articles and outlets may be read again.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    envvar="NEWSLEDGER_FORGET_DRY_RUN",
    show_envvar=True,
    help="Only list what would go.",
)
@click.option("--yes", is_flag=True, envvar="NEWSLEDGER_FORGET_YES", show_envvar=True, help="Do not ask.")
@keep_option
@config_option
@click.pass_context
def forget(
    ctx: click.Context,
    warehouse: Path,
    articles: tuple[int, ...],
    url: str | None,
    outlet: str | None,
    reason: str | None,
    everywhere: bool,
    lift: bool,
    dry_run: bool,
    yes: bool,
    keep: int,
) -> None:
    """Take articles down: out of the next version, with all that is known from them, and never read again.

    Gone are text, figures, quotations, names that no other article has, earlier texts, notes, decisions, and words in
    the index. Articles with the same words or the same address go too; those that reprint it in other words are listed,
    and stay. A copy of what is published is changed, checked and published like every load; who reads meanwhile reads
    on. `newsledger history` keeps that it was taken down, when, by whom and why, and no word of it.

    Where the file lies in the corpus, or in an archive, or comes back at the same address, it is not loaded any more.

    Exit code 0: done, or nothing to do. 3: the checks refused it; it is removed by the next load that passes. 2: wrong
    usage. 1: anything else.

    \b
    Examples:
      newsledger forget --article 12 --dry-run
      newsledger forget --article 12 --reason "request 2026-17"
      newsledger forget --url https://harbour.example/ferry --reason "request 2026-18" --everywhere --yes
      newsledger forget --outlet "The Harbour Courier" --reason "no licence any more"
      newsledger forget --article 12 --lift
    """
    if not articles and url is None and outlet is None:
        raise click.UsageError("say what is to go: --article, --url or --outlet")
    if lift:
        if url is not None or everywhere or dry_run:
            raise click.UsageError("--lift takes --article and --outlet, by the ids and names that were taken down")
        _lift(warehouse, articles, (outlet,) if outlet else ())
        return
    if not dry_run and not (reason or "").strip():
        raise click.UsageError("say why, with --reason; --dry-run only lists what would go")
    base = published_file(warehouse)
    _refuse_other_schema(base)
    asked = _asked(warehouse, base, articles, url, outlet, _reason(reason or "dry run"), everywhere=everywhere)
    if not _shown(warehouse, base, asked):
        click.echo("It is taken down already; what is asked for now is where else it stands.")
    if dry_run:
        return
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody can be asked here: say --yes")
        click.confirm("Take this down?", abort=True)
    from flows.serving.once import run_once
    from flows.settings import LoadSettings
    from warehouse.publish import forgotten

    forgotten.add(warehouse, asked)
    click.echo("Noted; from now on no load reads it, and the next one that passes its checks removes it.")
    settings = LoadSettings.of(None, warehouse, None, 1, keep)
    ctx.exit(run_once(settings, "forget", {"warehouse": str(settings.warehouse), "workers": 1, "keep": keep}))


def _reason(given: str) -> str:
    """Returns the reason in one line.

    Raises:
        BadParameter: it is too long, or not UTF-8.
    """
    from warehouse.publish.forgotten import LONGEST_REASON

    reason = " ".join(given.split())
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        raise click.BadParameter(f"It has at most {LONGEST_REASON} printable characters.", param_hint="'--reason'")
    return reason


def _refuse_other_schema(base: Path) -> None:
    from warehouse import WarehouseError
    from warehouse.build import migrate
    from warehouse.publish import journal, layout

    if migrate.outdated_schema(journal.read(base.with_name(layout.MANIFEST))) is not None:
        raise WarehouseError("what is published has the tables of an earlier newsledger; first: newsledger migrate")


def _asked(
    warehouse: Path,
    base: Path,
    articles: tuple[int, ...],
    url: str | None,
    outlet: str | None,
    reason: str,
    *,
    everywhere: bool,
) -> "Forgetting":
    """Returns the request, with what each article is known again by.

    Raises:
        QueryError: an id, an address or an outlet is not in the warehouse.
    """
    from dataclasses import replace

    from flows.forgetting import asking
    from warehouse import QueryError
    from warehouse.build import forget_preview, forgotten
    from warehouse.publish import forgotten as requests
    from warehouse.read.known_names import known_outlet

    ids = {*articles, *([] if url is None else forget_preview.articles_at(base, url))}
    there = forget_preview.articles_there(base, tuple(ids))
    known = requests.read(warehouse)
    if missing := sorted(ids - there - known.articles.keys()):
        raise QueryError(f"no article has the id {missing[0]} in the published version")
    names = () if outlet is None else (outlet if outlet in known.outlets else known_outlet(base, outlet),)
    stones = [known.articles[number].tombstone for number in sorted(ids - there)]
    stones += forgotten.tombstones(base, there)
    request = requests.Forgetting(
        datetime.now(UTC), asking(), reason, tuple(stone for stone in stones if stone), names, everywhere
    )
    # Those with the same words or address get tombstones of their own, by which their other copies are known.
    alone = requests.together([replace(request, outlets=())])
    found = forgotten.tombstones(base, set(forgotten.held(base, alone)) - there)
    return replace(request, articles=(*request.articles, *found))


def _shown(warehouse: Path, base: Path, asked: "Forgetting") -> bool:
    """Prints what would go; says whether the published version holds any of it."""
    from flows.cli.forget_text import as_text
    from warehouse.build.forget_preview import preview
    from warehouse.publish.forgotten import together

    found = preview(warehouse, base, together([asked]))
    for line in as_text(found, everywhere=asked.everywhere):
        click.echo(line)
    return bool(found.article_ids)


def _lift(warehouse: Path, articles: tuple[int, ...], outlets: tuple[str, ...]) -> None:
    from flows.forgetting import asking
    from warehouse import QueryError
    from warehouse.publish import forgotten
    from warehouse.read.known_names import did_you_mean
    from warehouse.schema.escaping import escape

    known = forgotten.read(warehouse)
    in_force = [name for name, grave in known.outlets.items() if grave.lifted_at is None]
    for number in articles:
        if number not in known.articles or known.articles[number].lifted_at is not None:
            raise QueryError(
                f"no article with the id {number} is taken down; `newsledger history` lists those that are"
            )
    for name in outlets:
        if name not in in_force:
            raise QueryError(f'no outlet "{escape(name)}" is taken down; {did_you_mean(name, in_force)}'.rstrip("; "))
    forgotten.add(warehouse, forgotten.Lifting(datetime.now(UTC), asking(), articles, outlets))
    click.echo("Lifted. The next load reads files again that held nothing else; others when their bytes change.")
