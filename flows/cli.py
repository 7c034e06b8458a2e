"""The command line. Every command imports only what it needs: those that read answer within half a second."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from flows import settings

if TYPE_CHECKING:
    from warehouse.publish.journal import Check


Command = Callable[..., None]
Option = Callable[[Command], Command]

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """Turns the errors that a user can mend into one line on stderr: exit code 2 for wrong usage, 1 for the rest."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _usage_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        from warehouse import QueryError, WarehouseError

        try:
            with _usage_in_one_line():
                return super().invoke(ctx)
        except (QueryError, WarehouseError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            # What is still to be printed has nowhere to go: Python would fail on it again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # the reader went away, as `head` does
                ctx.exit(1)
            raise click.ClickException(": ".join(str(x) for x in (error.filename, error.strerror) if x)) from error


@contextmanager
def _usage_in_one_line() -> Iterator[None]:
    """Says what is wrong with a command line without click's usage lines before it."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "newsledger"
        message = " ".join(error.format_message().split()).removesuffix(".")
        raise click.UsageError(f"{message} (see `{command} --help`)") from error


def _folder(name: str, default: str, text: str, *, exists: bool = False) -> Option:
    return click.option(
        f"--{name}",
        type=click.Path(exists=exists, file_okay=False, path_type=Path),
        default=default,
        show_default=True,
        envvar=f"NEWSLEDGER_{name.upper()}",
        show_envvar=True,
        help=text,
    )


warehouse_option = _folder("warehouse", settings.WAREHOUSE, "Folder of the published warehouse.")


def _format(variable: str, *forms: str, text: str = "Output format.") -> Option:
    """Returns the option `--format`; the first form is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        envvar=variable,
        show_envvar=True,
        help=text,
    )


kind_option = click.option(
    "--kind",
    type=click.Choice(["PERSON", "ORG", "PLACE", "GROUP"], case_sensitive=False),
    envvar="NEWSLEDGER_KIND",
    show_envvar=True,
    help="Only entities of this kind.",
)


def load_options(command: Command) -> Command:
    """Adds the options of a load to a command."""
    for option in (
        click.option(
            "--workers",
            type=click.IntRange(1, 64),
            default=settings.default_workers,
            show_default="one per core",
            envvar="NEWSLEDGER_WORKERS",
            show_envvar=True,
            help="Processes that annotate; each takes up to 1.5 GB.",
        ),
        click.option(
            "--keep",
            type=click.IntRange(1, 1000),
            default=7,
            show_default=True,
            envvar="NEWSLEDGER_KEEP",
            show_envvar=True,
            help="Published versions that stay, to roll back to.",
        ),
        click.option(
            "--outlets",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            show_default="outlets.toml in the corpus folder, or beside it",
            envvar="NEWSLEDGER_OUTLETS",
            show_envvar=True,
            help="Which outlet a path belongs to.",
        ),
        warehouse_option,
        _folder("corpus", settings.CORPUS, "Folder of raw article files.", exists=True),
    ):
        command = option(command)
    return command


@click.group(cls=_Commands, context_settings=CONTEXT)
@click.version_option(package_name="newsledger")
def main() -> None:
    """A nightly ledger of who said what, and how many, in the news.

    \b
    Try:
      newsledger run --corpus corpus/sample
      newsledger sql "SELECT name, kind FROM entities LIMIT 5"
      newsledger entity "Anna Brook"
      newsledger claims killed --place Tessaly
      newsledger status
    """
    for stream in (sys.stdout, sys.stderr):
        # JSON and CSV are UTF-8 wherever they are written; names of files may hold bytes that are not.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@load_options
@click.pass_context
def run(ctx: click.Context, corpus: Path, warehouse: Path, outlets: Path | None, workers: int, keep: int) -> None:
    """Load what is new in the corpus now, and publish it if the checks pass.

    Exit code 0: published, or nothing new. 3: the checks refused the load; what was published stays. 2: wrong usage.
    1: anything else.

    \b
    Examples:
      newsledger run
      newsledger run --corpus /srv/drop --warehouse /srv/warehouse --workers 4
    """
    from flows.running import run_once

    ctx.exit(run_once(_load(corpus, warehouse, outlets, workers, keep)))


@main.command()
@click.option(
    "--no-strip",
    is_flag=True,
    envvar="NEWSLEDGER_NO_STRIP",
    show_envvar=True,
    help="Take every block as body; nothing counts as boilerplate.",
)
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    envvar="NEWSLEDGER_EXTRACT_FORMAT",
    show_envvar=True,
    expose_value=False,
    help="Output format.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.pass_context
def extract(ctx: click.Context, no_strip: bool, paths: tuple[str, ...]) -> None:
    """Print what is found in raw files (`-`: standard input), one JSON object per article; no warehouse needed.

    \b
    Examples:
      newsledger extract corpus/sample/*/*.txt > articles.jsonl
      echo "At least 12 people were killed." | newsledger extract --no-strip -
    """
    from flows.adhoc import print_articles

    ctx.exit(print_articles(paths, keep_all=no_strip))


@main.command()
@warehouse_option
@_format("NEWSLEDGER_FORMAT", "table", "csv", "json", "jsonl", "parquet")
@click.argument("query")
def sql(warehouse: Path, form: str, query: str) -> None:
    """Run one SQL query on the published version, read-only and without access to other files.

    \b
    Examples:
      newsledger sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"
      newsledger sql --format csv "FROM marts.articles_per_day" > days.csv
    """
    from warehouse.read import query as query_module

    query_module.run(_published(warehouse), query, form, sys.stdout)
    sys.stdout.flush()


def _day(name: str, text: str) -> Option:
    return click.option(
        f"--{name}",
        type=click.DateTime(["%Y-%m-%d"]),
        envvar=f"NEWSLEDGER_SEARCH_{name.upper()}",
        show_envvar=True,
        help=text,
    )


@main.command()
@warehouse_option
@click.option(
    "--outlet",
    envvar="NEWSLEDGER_SEARCH_OUTLET",
    show_envvar=True,
    help="Only articles of this outlet, as it is written.",
)
@_day("since", "Only articles of this day or later.")
@_day("until", "Only articles of this day or earlier.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    envvar="NEWSLEDGER_SEARCH_LIMIT",
    show_envvar=True,
    help="Articles at most.",
)
@_format("NEWSLEDGER_SEARCH_FORMAT", "text", "csv", "json", "jsonl")
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
    from flows import search as shown
    from warehouse.read import search as index

    wanted = " ".join(words)
    found = index.find(
        _published(warehouse),
        wanted,
        outlet=outlet,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    if not found.by_index:
        click.echo("No search index: the articles are read through, for the words as they are.", err=True)
    if form != "text":
        shown.as_rows(found.hits, form, sys.stdout)
        sys.stdout.flush()
        return
    for line in shown.as_text(found, wanted):
        click.echo(line)


@main.command()
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

    told = form or exports.FORMATS.get(file.suffix)
    if told is None:
        raise click.UsageError("the file must end in .parquet, .csv or .jsonl, or --format tell what it is")
    if file == Path("-"):
        exports.export(_published(warehouse), name, told, sys.stdout)
        sys.stdout.flush()
        return
    try:
        exports.export_file(_published(warehouse), name, told, file, replace=force)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {name} to {file} ({file.stat().st_size / 1e6:,.1f} MB).")


@main.command()
@warehouse_option
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSLEDGER_EXPLAIN_HTML",
    show_envvar=True,
    help="Write it as a page into this file instead.",
)
@click.argument("what", metavar="ARTICLE_ID|figure:FIGURE_ID")
def explain(warehouse: Path, page: Path | None, what: str) -> None:
    """Show why an article or a figure is as it is, and the rule that decided each part of it.

    Of an article: what was kept and what was removed. Removed lines are struck through on a terminal, and begin with
    `-` elsewhere. Of a figure: its sentence with the parts marked, and the rule that found each.

    \b
    Examples:
      newsledger explain 12
      newsledger explain 12 --html article.html
      newsledger explain figure:40
    """
    of_figure, _, number = what.rpartition(":")
    if of_figure not in {"", "article", "figure"} or not re.fullmatch("[0-9]+", number):
        raise click.UsageError(f"{what!r} is neither an ARTICLE_ID nor figure:FIGURE_ID")
    if of_figure == "figure":
        if page is not None:
            raise click.UsageError("--html is for articles")
        _explain_figure(warehouse, int(number))
        return
    article_id = int(number)
    if page == Path():  # an empty name, since a folder is refused before
        raise click.BadParameter("the name of the file is empty.", param_hint="'--html'")
    from flows import explain as shown
    from warehouse import QueryError
    from warehouse.files import replacing
    from warehouse.read import article as article_module
    from warehouse.read.formats import escape

    article = article_module.article(_published(warehouse), article_id)
    if article is None:
        raise QueryError(f"no article has the id {article_id} in the published version")
    if page is None:
        for line in shown.as_text(article, terminal=sys.stdout.isatty()):
            click.echo(line)
    else:
        with replacing(page) as unfinished:
            unfinished.write_text(shown.as_html(article), encoding="utf-8")
        click.echo(f"Wrote article {article_id}, {len(article.blocks):,} blocks, to {escape(str(page))}.")


def _explain_figure(warehouse: Path, figure_id: int) -> None:
    from flows import figure as shown
    from warehouse import QueryError
    from warehouse.read import figure as figure_module

    figure = figure_module.figure(_published(warehouse), figure_id)
    if figure is None:
        raise QueryError(f"no figure has the id {figure_id} in the published version")
    for line in shown.as_text(figure):
        click.echo(line)


@main.command()
@warehouse_option
@kind_option
@_format("NEWSLEDGER_ENTITY_FORMAT", "table", "json", text="Output format; JSON has every row of every list.")
@click.argument("name")
def entity(warehouse: Path, kind: str | None, form: str, name: str) -> None:
    """Show one entity, by name or id: spellings, roles, the evidence that they are the same, articles, near names.

    Case, quotation marks, full stops, a leading "the" and a final "'s" make no difference. Where several entities bear
    the name, they are listed, and the exit code is 1: choose by id, or by kind. An id that was merged or split leads to
    the one that stands for it now.

    \b
    Examples:
      newsledger entity "Anna Brook"
      newsledger entity Tessaly --kind PLACE
      newsledger entity 12 --format json
    """
    from flows import entity as shown
    from warehouse import QueryError

    whole = form == "json"
    found = shown.find(_published(warehouse), name, kind, None if whole else shown.SHOWN)
    width = shown.terminal_width(sys.stdout)
    if whole:
        click.echo(shown.document(found))
    else:
        lines = shown.choice(found, width=width) if isinstance(found, list) else shown.as_text(found, name, width=width)
        for line in lines:
            click.echo(line)
    if isinstance(found, list):
        sys.stdout.flush()
        raise QueryError(
            f"{len(found):,} entities bear this name: choose by id, as in `newsledger entity {found[0].entity_id}`"
        )


@main.command()
@warehouse_option
@click.option(
    "--place",
    envvar="NEWSLEDGER_CLAIMS_PLACE",
    show_envvar=True,
    help="Only claims on this place, by any spelling of its name.",
)
@_format("NEWSLEDGER_CLAIMS_FORMAT", "table", "csv", "json", "jsonl")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="NEWSLEDGER_CLAIMS_PLOT",
    show_envvar=True,
    help="Draw them instead, in a .png or .svg.",
)
@click.argument("event")
def claims(warehouse: Path, place: str | None, form: str, plot: Path | None, event: str) -> None:
    """Show who claims how many, since when: the timeline of each claimant, oldest first.

    EVENT is what happened to those counted: killed, wounded, abducted, detained, released, displaced, missing,
    deployed, attacked, arrested, population, paid or changed. Denials are left out; `≥` and `>` tell open bounds. A
    figure_id leads to the sentence: `newsledger sql "SELECT sentence FROM figures WHERE figure_id = 12"`.

    \b
    Examples:
      newsledger claims killed
      newsledger claims displaced --place Tessaly
      newsledger claims killed --place "Costa Verena" --format csv > killed.csv
      newsledger claims killed --place "Costa Verena" --plot killed.svg
    """
    from warehouse.read import claims as claims_module

    if plot is not None:
        from flows import plot as picture

        if plot.suffix.lower() not in picture.SUFFIXES:
            raise click.BadParameter("The file must end in .png or .svg.", param_hint="'--plot'")
        found = claims_module.claims(_published(warehouse), event, place)
        try:
            click.echo(picture.draw(found, event, plot))
        except OSError as error:
            raise click.ClickException(f"{plot} cannot be written: {error.strerror}") from error
        return
    claims_module.print_claims(_published(warehouse), event, place, form, sys.stdout)
    sys.stdout.flush()


@main.command()
@warehouse_option
@kind_option
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=50,
    show_default=True,
    envvar="NEWSLEDGER_REVIEW_LIMIT",
    show_envvar=True,
    help="Pairs at most.",
)
@click.option(
    "--list",
    "listing",
    is_flag=True,
    envvar="NEWSLEDGER_REVIEW_LIST",
    show_envvar=True,
    help="Only list the pairs; so it is wherever there is no terminal.",
)
@click.option(
    "--decided",
    is_flag=True,
    envvar="NEWSLEDGER_REVIEW_DECIDED",
    show_envvar=True,
    help="List the decisions in force instead, with who made them and when.",
)
@_format(
    "NEWSLEDGER_REVIEW_FORMAT",
    "table",
    "csv",
    "jsonl",
    text="Format of a list; CSV and JSON lines are for --from, once filled in.",
)
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    envvar="NEWSLEDGER_REVIEW_FROM",
    show_envvar=True,
    help="Take the decisions of a file, CSV or JSON lines, all or none (`-`: standard input).",
)
@click.option("--by", envvar="NEWSLEDGER_REVIEW_BY", show_envvar=True, help="Who decides.  [default: the login name]")
@click.argument("decision", nargs=-1, metavar="[NODE NODE JUDGEMENT]")
def review(
    warehouse: Path,
    kind: str | None,
    limit: int,
    listing: bool,
    decided: bool,
    form: str,
    file: IO[bytes] | None,
    by: str | None,
    decision: tuple[str, ...],
) -> None:
    """Decide whether two names mean the same, where newsledger is in doubt; or wherever it was wrong.

    On a terminal it asks, pair by pair, best-known names first: `s` same, `d` different, `u` cannot tell (and it is not
    asked again), `b` back to the last one, `q` quit. Elsewhere it lists the pairs.

    Given two nodes and a judgement, or such rows in a file (left_node, right_node, judgement; rows without a judgement
    are skipped), it decides on any two names, also on two that were taken for the same: `newsledger entity` shows the
    nodes of an entity. JUDGEMENT is same, different, unsure, or open, which takes a decision back.

    Decisions take effect with the next `newsledger run`.

    \b
    Examples:
      newsledger review --kind PERSON
      newsledger review --list --format csv > pairs.csv
      newsledger review --from pairs.csv --by "Ana Example"
      newsledger review "ORG:harbour board" "ORG:harbour bureau" different
      newsledger review --decided
      newsledger review "ORG:harbour board" "ORG:harbour bureau" open
    """
    if sum([decided, file is not None, bool(decision)]) > 1 or (listing and (file is not None or decision)):
        raise click.UsageError("one at a time: --list, --decided, --from, or two nodes and a judgement")
    from flows import review as shown
    from warehouse.publish import decisions
    from warehouse.read import undecided_pairs

    if decided:
        in_force = decisions.in_force(decisions.read(warehouse)).values()
        if form != "table":
            shown.decided_rows(in_force, form, sys.stdout)
            return
        for line in shown.decided(in_force):
            click.echo(line)
        return
    path = _published(warehouse)
    if file is not None or decision:
        who = _decider(by)
        try:
            if file is not None:
                wanted = shown.from_file(path, warehouse, file, who)
            elif len(decision) == 3:
                wanted = shown.wanted(path, warehouse, [("", decision)], who)
            else:
                raise click.UsageError(f"two nodes and a judgement are three words, and not {len(decision)}")
        except shown.BadDecisionError as error:
            raise click.UsageError(f"{error}; nothing was written") from error
        decisions.add(warehouse, wanted.decisions)
        click.echo(shown.summary(new.judgement for new in wanted.decisions))
        if wanted.known or wanted.undecided:
            click.echo(f"Besides: {wanted.known:,} known already, {wanted.undecided:,} without a judgement.")
        return
    doubts = undecided_pairs.doubts(path, kind, decisions.in_force(decisions.read(warehouse)).keys(), limit)
    if form != "table":
        shown.as_rows(doubts, form, sys.stdout)
    elif listing or not doubts.rows or not (sys.stdin.isatty() and sys.stdout.isatty()):
        for line in shown.as_text(doubts):
            click.echo(line)
    else:
        answered = shown.ask(warehouse, doubts, _decider(by))
        click.echo(shown.summary(new.judgement for new in answered))


@main.command()
@warehouse_option
def status(warehouse: Path) -> None:
    """Show what is published and how old it is.

    \b
    Example:
      newsledger status --warehouse /srv/warehouse
    """
    from warehouse.publish import history as history_module

    found = history_module.status(warehouse, datetime.now(UTC))
    click.echo(f"Published  {found.load_id}, {_ago(found.age)} ago")
    click.echo(f"File       {found.path} ({found.size_bytes / 1e6:,.1f} MB)")
    click.echo(f"Made by    newsledger {found.code_version}, {found.model_version}")
    for table, rows in found.rows.items():
        click.echo(f"{table:<18} {rows:>12,} rows")


@main.command()
@warehouse_option
def history(warehouse: Path) -> None:
    """List every load with its verdict, why loads were refused, what they were warned of, and every rollback.

    \b
    Example:
      newsledger history
    """
    from warehouse.publish import history as history_module

    found = history_module.history(warehouse)
    reports = warehouse / "reports"
    events: list[tuple[datetime, str]] = []
    for load in found.loads:
        marks = "  <- published" if load.load_id == found.published else ""
        colour = "green" if load.verdict == "published" else "red"
        line = (
            f"{load.load_id:<20} {click.style(f'{load.verdict:<9}', fg=colour)} {load.files_seen:>7,} files seen"
            f" {load.articles_added:>7,} articles{marks}"
        )
        failed = [_check_lines(check) for check in load.failed]
        warnings = [click.style(_check_lines(check), fg="yellow") for check in load.warnings]
        report = reports / f"{load.load_id}.html"
        shown = [f"    report: {report}"] if report.is_file() else []
        events.append((load.finished_at, "\n".join([line, *failed, *warnings, *shown])))
    events += [
        (back.at, f"{'':<20} rollback  from {back.from_load_id} to {back.to_load_id}") for back in found.rollbacks
    ]
    for _, text in sorted(events):
        click.echo(text)
    if not events:
        click.echo(f"No load yet in {warehouse}.")


@main.command()
@warehouse_option
@click.argument("load_id", required=False)
def rollback(warehouse: Path, load_id: str | None) -> None:
    """Point back to an earlier published version; without LOAD_ID, to the one before.

    The next run builds on the version that is published then.

    \b
    Examples:
      newsledger rollback
      newsledger rollback 20260304T020003Z
    """
    from warehouse.publish import swap

    click.echo(f"Published is {swap.rollback(warehouse, load_id, datetime.now(UTC))}.")


@main.command()
@warehouse_option
@click.option(
    "--all",
    "every",
    is_flag=True,
    envvar="NEWSLEDGER_VERIFY_ALL",
    show_envvar=True,
    help="Verify every version that is kept.",
)
@click.argument("load_id", required=False)
@click.pass_context
def verify(ctx: click.Context, warehouse: Path, every: bool, load_id: str | None) -> None:
    """Check that a version is still as it was published: its bytes, its manifest, its row counts, all its offsets.

    Without LOAD_ID it is the published one. One line for each version; exit code 1 if one is not clean. Nothing is
    written, and a load may run meanwhile.

    \b
    Examples:
      newsledger verify
      newsledger verify 20260304T020003Z
      newsledger verify --all
    """
    if every and load_id is not None:
        raise click.UsageError("one at a time: LOAD_ID or --all")
    from flows.verify import print_verified

    ctx.exit(print_verified(warehouse, load_id, every=every))


@main.command()
@click.option(
    "--cron", default="0 2 * * *", show_default=True, envvar="NEWSLEDGER_CRON", show_envvar=True, help="When to load."
)
@click.option(
    "--timezone",
    default="UTC",
    show_default=True,
    envvar="NEWSLEDGER_TIMEZONE",
    show_envvar=True,
    help="Time zone of the schedule.",
)
@load_options
def serve(
    cron: str, timezone: str, corpus: Path, warehouse: Path, outlets: Path | None, workers: int, keep: int
) -> None:
    """Load every night, on Prefect's schedule, until stopped.

    Uses the Prefect server that is configured (PREFECT_API_URL), or starts one.

    \b
    Examples:
      newsledger serve
      newsledger serve --cron "30 3 * * *" --timezone Europe/Oslo --corpus /srv/drop
    """
    from flows import schedule
    from flows.server import ServerUnavailableError

    load = _load(corpus, warehouse, outlets, workers, keep)
    try:
        schedule.serve(cron, timezone, load.parameters())
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except ServerUnavailableError as error:
        raise click.ClickException(str(error)) from error


def _load(corpus: Path, warehouse: Path, outlets: Path | None, workers: int, keep: int) -> settings.Load:
    """Returns the parameters of a load.

    Raises:
        BadParameter: a path that a load cannot work with.
    """
    usual = [corpus / settings.OUTLETS, corpus.absolute().parent / settings.OUTLETS]
    outlets = outlets or next(filter(Path.is_file, usual), None)
    if warehouse.resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("It lies in the corpus, and would be read as articles.", param_hint="'--warehouse'")
    load = settings.Load.of(corpus, warehouse, outlets, workers, keep)
    if set("*?[") & set(str(load.warehouse)):
        # DuckDB and Polars would take the files of a load for patterns of names.
        raise click.BadParameter("Its path must hold neither *, ? nor [.", param_hint="'--warehouse'")
    for name, value in load.parameters().items():
        if re.search("[\ud800-\udfff]", str(value)):  # so Python holds bytes that are no UTF-8; Prefect stores text
            raise click.BadParameter("Its path is not UTF-8.", param_hint=f"'--{name}'")
    return load


def _decider(by: str | None) -> str:
    """Returns who decides: as given, else the login name.

    Raises:
        BadParameter: it is not given, and there is no login name; or it cannot be stored.
    """
    from getpass import getuser

    if by is None:
        try:
            by = getuser()
        except (KeyError, OSError) as error:
            raise click.BadParameter("There is no login name: say who decides.", param_hint="'--by'") from error
    name = " ".join(by.split())
    if not name or re.search("[\ud800-\udfff]", name):
        raise click.BadParameter("It is empty, or not UTF-8.", param_hint="'--by'")
    return name


def _check_lines(check: "Check") -> str:
    """Returns a check that did not hold, with its first example below it."""
    shown = [f"    {check.table_name}: {check.check_name}: {check.observed}"]
    return "\n".join([*shown, *(f"      {row}" for row in (check.detail or "").splitlines()[1:2])])


def _published(warehouse: Path) -> Path:
    from warehouse import WarehouseError
    from warehouse.publish import layout

    path = layout.published(warehouse)
    if path is None:
        raise WarehouseError(f"nothing is published in {warehouse} yet; `newsledger run` makes the first load")
    return path


def _ago(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"
