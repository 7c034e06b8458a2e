"""`newsledger review`: decide whether two names mean the same."""

import re
import sys
from pathlib import Path
from typing import IO

import click

from flows.cli.options import format_option, kind_option, published_file, warehouse_option


@click.command()
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
@click.option(
    "--notes",
    "noted",
    is_flag=True,
    envvar="NEWSLEDGER_REVIEW_NOTES",
    show_envvar=True,
    help="List what people noted as wrong on the pages of `newsledger ui` instead.",
)
@format_option(
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
    noted: bool,
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
      newsledger review --notes
    """
    asked = sum([decided, noted, file is not None, bool(decision)])
    if asked > 1 or (listing and (noted or file is not None or decision)):
        raise click.UsageError("one at a time: --list, --decided, --notes, --from, or two nodes and a judgement")
    if noted:
        _list_notes(warehouse, form)
    elif decided:
        _list_decisions(warehouse, form)
    elif file is not None or decision:
        _take_decisions(warehouse, file, decision, by)
    else:
        _list_or_ask(warehouse, kind, limit, form, by, listing=listing)


def _list_decisions(warehouse: Path, form: str) -> None:
    """Prints the decisions in force."""
    from flows.cli import review_file, review_prompt
    from warehouse.publish import decisions

    in_force = decisions.in_force(decisions.read(warehouse)).values()
    if form != "table":
        review_file.write_decisions(in_force, form, sys.stdout)
        return
    for line in review_prompt.decisions_as_text(in_force):
        click.echo(line)


def _list_notes(warehouse: Path, form: str) -> None:
    """Prints the notes of people, the last ones last."""
    from flows.cli import review_file, review_prompt
    from warehouse.publish import notes

    found = notes.read(warehouse)
    if form != "table":
        review_file.write_notes(found, form, sys.stdout)
        return
    for line in review_prompt.notes_as_text(found):
        click.echo(line)


def _take_decisions(warehouse: Path, file: IO[bytes] | None, decision: tuple[str, ...], by: str | None) -> None:
    """Writes the decisions of a file, or the one on the command line, into the journal."""
    from flows.cli import review_file, review_prompt
    from warehouse.publish import decisions

    path = published_file(warehouse)
    who = _decider(by)
    try:
        if file is not None:
            checked = review_file.read(path, warehouse, file, who)
        elif len(decision) == 3:
            checked = review_file.check(path, warehouse, [("", decision)], who)
        else:
            raise click.UsageError(f"two nodes and a judgement are three words, and not {len(decision)}")
    except review_file.BadDecisionError as error:
        raise click.UsageError(f"{error}; nothing was written") from error
    decisions.add(warehouse, checked.new)
    click.echo(review_prompt.summary(decision.judgement for decision in checked.new))
    if checked.known or checked.undecided:
        click.echo(f"Besides: {checked.known:,} known already, {checked.undecided:,} without a judgement.")


def _list_or_ask(warehouse: Path, kind: str | None, limit: int, form: str, by: str | None, *, listing: bool) -> None:
    """Lists the undecided pairs, or asks about them one by one where there is a terminal."""
    from flows.cli import review_file, review_prompt
    from warehouse.publish import decisions
    from warehouse.read import undecided_pairs

    path = published_file(warehouse)
    pairs = undecided_pairs.find_pairs(path, kind, decisions.in_force(decisions.read(warehouse)).keys(), limit)
    if form != "table":
        review_file.write_pairs(pairs, form, sys.stdout)
    elif listing or not pairs.rows or not (sys.stdin.isatty() and sys.stdout.isatty()):
        for line in review_prompt.pairs_as_text(pairs):
            click.echo(line)
    else:
        answered = review_prompt.ask(warehouse, pairs, _decider(by))
        click.echo(review_prompt.summary(decision.judgement for decision in answered))


def _decider(by: str | None) -> str:
    """Returns who decides: the name that is given, else the login name.

    Raises:
        BadParameter: no name is given and there is no login name; or the name is empty or not UTF-8.
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
