"""How a night ended, in words: for the terminal, and as Markdown for Prefect's pages."""

import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import which

from flows.outcome import Outcome
from warehouse.publish.journal import Check
from warehouse.schema.migrations import schema_version

SHOWN = ("articles", "entities", "mentions", "figures", "quotes", "blocks", "rejections")
"""Tables whose new rows are worth a word, in the order of interest."""

SINGULAR = {table: table.removesuffix("s") for table in SHOWN} | {"entities": "entity"}
"""What one row of each is called."""

QUESTIONS = (
    "ui",
    "story",
    "claims",
    'sql "SELECT speaker, sum(independent_quotes) AS quotes FROM marts.speaker_days'
    ' GROUP BY speaker ORDER BY quotes DESC LIMIT 10"',
)
"""What a new reader may ask first, of whatever was loaded."""


def as_text(outcome: Outcome, warehouse: Path, nothing: str = "Nothing new") -> str:
    """Returns what a command that loads prints, several lines without a final line feed.

    Args:
        outcome: how the load ended.
        warehouse: its folder.
        nothing: what to say where there was nothing to do.
    """
    if outcome.verdict == "nothing new":
        said = f"{nothing}; published is {outcome.load_id or 'nothing yet'}."
        return "\n".join([said, *passed_over(outcome.passed_over), *outcome.waiting])
    if outcome.verdict == "refused":
        lines = [f"Refused load {outcome.load_id}: {len(outcome.failed)} checks failed; what is published stays."]
        return "\n".join([*lines, *_base(outcome), *_listed(outcome.failed), *_warned(outcome)])
    where = "" if warehouse == Path.cwd() / "warehouse" / "published" else f" --warehouse {shlex.quote(str(warehouse))}"
    # As it can be pasted: the command may not be on the path.
    called = sys.argv[0] if Path(sys.argv[0]).name == "newsledger" else "newsledger"
    program = "newsledger" if which("newsledger") else shlex.quote(called)
    return "\n".join(
        [
            f"Published load {outcome.load_id}: {_counted(outcome)}.",
            *_base(outcome),
            f"In {warehouse / 'warehouse.duckdb'}; {_times(outcome)}.",
            *_warned(outcome),
            "Try:",
            *(f"  {program} {question}{where}" for question in QUESTIONS),
        ]
    )


def as_markdown(outcome: Outcome) -> str:
    """Returns the same as a Markdown page."""
    rows = "\n".join(f"| {table} | {outcome.rows.get(table, 0):,} |" for table in SHOWN)
    checks = "\n".join(
        f"- {word}`{check.table_name}` {check.check_name}: {_escaped(check.observed)}\n\n{_fenced(check.detail or '')}"
        for word, broken in (("", outcome.failed), ("warning: ", outcome.warnings))
        for check in broken
    )
    title = f"# Load {outcome.load_id}: {outcome.verdict}"
    return (
        "\n\n".join([title, *_base(outcome), checks, f"| table | rows |\n|---|---:|\n{rows}", _times(outcome)]) + "\n"
    )


def _escaped(text: str | None) -> str:
    """Returns a text of articles or outlets as Markdown that shows it as it stands, with no mark-up and no links."""
    return re.sub(r"([!-+<>\[-`{-~])", r"\\\1", " ".join((text or "").split()))


def _fenced(text: str) -> str:
    """Returns a block of Markdown that shows a text as it stands: between more backticks than it has in a row."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _base(outcome: Outcome) -> list[str]:
    """Says on what the load builds, if not on what was published last as it was; and what it left for the next one."""
    said = []
    if outcome.rolled_back_from is not None:
        said.append(f"Builds on {outcome.builds_on}, after a rollback from {outcome.rolled_back_from}.")
    if outcome.migrated_from is not None:
        said.append(
            f"Brought forward from {outcome.builds_on}: schema {outcome.migrated_from} is {schema_version()} now."
        )
    return [*said, *passed_over(outcome.passed_over), *outcome.waiting]


def passed_over(number: int) -> list[str]:
    """Says how many files and records were left unread; nothing where none was."""
    held = "1 file or record holds" if number == 1 else f"{number:,} files or records hold"
    return [f"Left unread: {held} what was taken down (`newsledger history`)."] if number else []


def _counted(outcome: Outcome) -> str:
    rows = outcome.rows
    new, anew = rows.get("articles_new", 0), rows.get("articles_reprocessed", 0)
    counts = {table: f"{rows.get(table, 0):,} {SINGULAR[table] if rows.get(table) == 1 else table}" for table in SHOWN}
    if new != rows.get("articles", 0):
        counts["articles"] += f" ({new:,} new)"
    if gone := rows.get("articles_forgotten"):
        counts["articles"] += f", {gone:,} taken down"
    if anew:
        counts["articles"] += f", {anew:,} extracted anew"
    return ", ".join(counts.values())


def _times(outcome: Outcome) -> str:
    return "seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in outcome.seconds.items())


def _warned(outcome: Outcome) -> list[str]:
    return ["Warnings:", *_listed(outcome.warnings)] if outcome.warnings else []


def _listed(checks: Iterable[Check]) -> Iterator[str]:
    """Yields a line for each check, and below it what was expected and the first examples."""
    for check in checks:
        yield f"  {check.table_name}: {check.check_name}: {check.observed}"
        yield from (f"    {line}" for line in (check.detail or "").splitlines()[:4])
