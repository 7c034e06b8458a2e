"""What somebody is told: as lines of text, and as a document for programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from flows.configuration import Event
from flows.report import report_address, report_file
from warehouse.publish.journal import Check
from warehouse.schema.escaping import escape

SHOWN_CHECKS = 10
SHOWN_EXAMPLES = 3
"""What a message holds at most: a phone shows some thirty lines, and the report has the rest."""
LONGEST = 300
"""Characters of a sentence that are shown."""
SENTENCES = ("sentence", "block", "text")
"""Values of an example that hold the words around it, best first."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to tell.

    Attributes:
        event: what kind it is.
        warehouse: the folder of the warehouse.
        at: when it was noticed.
        said: what has happened, in one sentence.
        load_id: the load; null where none had begun.
        checks: the checks that did not hold.
    """

    event: Event | Literal["test"]
    warehouse: Path
    at: datetime
    said: str
    load_id: str | None = None
    checks: Sequence[Check] = field(default=())

    @property
    def title(self) -> str:
        """One line: the event, and where."""
        return escape(f"newsledger: {self.event}: {self.load_id or 'no load'} in {self.warehouse}")

    @property
    def text(self) -> str:
        """What has happened, the checks with their numbers and sentences, and where the report is."""
        lines = [escape(self.said), *check_lines(self.checks)]
        if self._report is not None and self.load_id is not None:
            report = escape(str(self._report))
            lines.append(f"Report: {report_address(self.load_id)} while `newsledger ui` runs, or {report}")
        return "\n".join(lines)

    @property
    def document(self) -> dict[str, Any]:
        """The same for programs: `webhook` and `command` get it as JSON."""
        return {
            "event": self.event,
            "title": self.title,
            "text": self.text,
            "warehouse": escape(str(self.warehouse)),
            "load_id": self.load_id,
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "checks": [
                {
                    "check": _name(check),
                    "severity": check.severity,
                    "observed": check.observed,
                    "expected": _expected(check),
                    "examples": _examples(check),
                }
                for check in self.checks[:SHOWN_CHECKS]
            ],
            "checks_failed": len(self.checks),
            "report": report_address(self.load_id) if self._report and self.load_id else None,
        }

    @property
    def _report(self) -> Path | None:
        if self.load_id is None:
            return None
        file = report_file(self.warehouse, self.load_id)
        return file if file.is_file() else None


def check_lines(checks: Sequence[Check]) -> list[str]:
    """Returns lines on checks that did not hold: the number, what was expected, and the first sentences; escaped."""
    lines = []
    for check in checks[:SHOWN_CHECKS]:
        lines += [f"{_name(check)}: {check.observed}", f"  expected: {_expected(check)}"]
        lines += [f"  - {example}" for example in _examples(check)]
    if len(checks) > SHOWN_CHECKS:
        lines.append(f"and {len(checks) - SHOWN_CHECKS} more checks")
    return [*map(escape, lines)]


def _name(check: Check) -> str:
    return f"{check.table_name}: {check.check_name}"


def _expected(check: Check) -> str:
    return _cut((check.detail or "").partition("\n")[0])


def _examples(check: Check) -> list[str]:
    rows = [row for row in (check.detail or "").split("\n")[1:] if row.strip()]
    return [_cut(_sentence(row)) for row in rows[:SHOWN_EXAMPLES]]


def _sentence(row: str) -> str:
    """Returns the sentence that an example holds; the whole example if it holds none."""
    try:
        values = json.loads(row)
    except (ValueError, RecursionError):
        return row
    if not isinstance(values, dict):
        return row
    return next((values[name] for name in SENTENCES if isinstance(values.get(name), str) and values[name]), row)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
