"""The report on one load: one HTML page that needs no other file and no network.

Texts of articles may hold anything, markup too, so the template escapes whatever is put into it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from expectations.examples import LONGEST_VALUE
from expectations.gate import CheckResult
from warehouse.schema.escaping import escape_json

CHECKS, EXAMPLES = 25, 5
"""Most checks shown of each severity, and most examples shown of each check; all are in the table `checks`."""
FEWEST_POINTS = 3
"""Loads of which a line is drawn; two are told as well by their numbers."""
TEXTS = ("sentence", "block", "text")
"""Columns of an example that hold the words around it, best first."""
WORDS = ("found", "surface", "words", "text")
"""Columns of an example that hold the words to mark in them."""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What the report says of the load itself.

    Attributes:
        load_id: the load.
        verdict: `published` or `refused`.
        readers_see: the load that readers see after it; null where there is none.
        notes: further lines, such as which load it builds on.
        seconds: time by stage.
        memory: peak of resident memory by stage, in bytes.
        made_by: versions of the program and model that made it, and when.
    """

    load_id: str
    verdict: str
    readers_see: str | None
    notes: Sequence[str]
    seconds: Mapping[str, float]
    memory: Mapping[str, int]
    made_by: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportLook:
    """What the report has in common with all pages.

    Attributes:
        style: the rules of CSS, which stand in the page itself.
        pages: address of the pages in the browser, to which names and numbers lead.
    """

    style: str
    pages: str


def render(
    load: LoadSummary, checks: Sequence[CheckResult], changes: Any, history: Sequence[Mapping[str, float]],
    look: ReportLook,
) -> str:  # fmt: skip
    """Returns the page.

    Args:
        load: the load.
        checks: all its checks.
        changes: its `tables`, `outlets`, `claims`, `entities` and `factualities`, as in `warehouse.build.version_diff`.
        history: measures of the last loads by name, oldest first, this one last.
        look: style and links.
    """
    trends = [_trend(name, [of.get(name) for of in history]) for name in dict.fromkeys(n for of in history for n in of)]
    failed, warned = (
        [check for check in checks if not check.passed and check.severity == severity] for severity in ("block", "warn")
    )
    hidden = max(0, len(failed) - CHECKS) + max(0, len(warned) - CHECKS)
    return _template().render(
        load_id=load.load_id,
        verdict=load.verdict,
        title=_title(load.verdict, len(failed), len(warned)),
        what_readers_see=_readers(load),
        notes=[escape_json(note) for note in load.notes],
        failed=[_check(check) for check in failed[:CHECKS]],
        warned=[_check(check) for check in warned[:CHECKS]],
        left_out=f"{hidden:,} more checks did not hold; the table checks has them all." if hidden else "",
        tables=changes.tables,
        outlets=[_plain(row) for row in changes.outlets],
        factualities=changes.factualities,
        claims=[_plain(row) for row in changes.claims],
        entities=[_plain(row) for row in changes.entities],
        trend_loads=len(history),
        trends=[trend for trend in trends if trend["points"]],
        steady=[trend for trend in trends if not trend["points"]],
        style=Markup(look.style),  # noqa: S704 - our own file
        pages=look.pages,
        stages=[
            {
                "name": name,
                "seconds": seconds,
                "memory": f"{load.memory[name] / 1e6:,.0f} MB" if name in load.memory else "",
            }
            for name, seconds in load.seconds.items()
        ],
        made_by=[escape_json(line) for line in load.made_by],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html.jinja")


def _title(verdict: str, failed: int, warned: int) -> str:
    if verdict == "refused":
        return f"Refused: {_count(failed, 'check')} did not hold"
    return f"Published, with {_count(warned, 'warning')}" if warned else "Published; every check held"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _readers(load: LoadSummary) -> str:
    if load.verdict == "published":
        return "Readers see this load from now on."
    if load.readers_see is None:
        return "Nothing is published yet; readers see nothing."
    return f"Readers still see load {load.readers_see}, unchanged. Nothing has to be cleaned up."


def _check(check: CheckResult) -> dict[str, Any]:
    expected, *rows = check.detail.split("\n")
    return {
        "name": f"{check.table_name}: {check.check_name}",
        "severity": check.severity,
        "observed": check.observed,
        "expected": expected,
        "examples": [_example(row) for row in rows[:EXAMPLES]],
    }


def _example(line: str) -> dict[str, str]:
    """Returns the row of an example, and the words around it with the offending ones apart, where it has both."""
    try:
        row = json.loads(line)
    except ValueError:
        row = {}
    if not isinstance(row, dict):
        row = {}
    for name in TEXTS:
        text = str(row.get(name) or "")
        word = next((str(row[w]) for w in WORDS if row.get(w) and row[w] != text and str(row[w]) in text), None)
        if word is not None:
            before, _, after = text.partition(word)
            rest = {key: value for key, value in row.items() if key not in TEXTS}
            return _escaped(row=json.dumps(rest, ensure_ascii=False), before=before, marked=word, after=after)
    return _escaped(row=line, before="", marked="", after="")


def _escaped(**texts: str) -> dict[str, str]:
    """Returns texts cut, and without what could turn the direction of reading."""
    return {
        name: escape_json(text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…")
        for name, text in texts.items()
    }


def _plain(row: Any) -> dict[str, Any]:
    """Returns the fields of a row, its texts cut and without what could turn the direction of reading."""
    return {
        name: escape_json(value[:LONGEST_VALUE]) if isinstance(value := getattr(row, name), str) else value
        for name in row.__slots__
    }


def _trend(name: str, values: Sequence[float | None]) -> dict[str, str]:
    """Returns the points of a line in a box 160 wide and 40 high; loads without the measure have no point.

    There is no line where nothing moved, or where too few loads have the measure to tell.
    """
    known = [(number, value) for number, value in enumerate(values) if value is not None]
    least, most = min(value for _, value in known), max(value for _, value in known)
    points: list[str] = []
    if len(known) >= FEWEST_POINTS and least < most:
        width = len(values) - 1
        points = [
            f"{4 + 152 * number / width:.1f},{36 - 32 * (value - least) / (most - least):.1f}"
            for number, value in known
        ]
    numbers = {"last": known[-1][1], "least": least, "most": most}
    return {
        "name": escape_json(name),
        "points": " ".join(points),
        **{key: f"{value:,.4g}" if value < 1000 else f"{value:,.0f}" for key, value in numbers.items()},
    }
