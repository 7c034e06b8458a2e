"""Severities of checks that people decided on for a time: `checks.toml`.

[[override]]
check = "articles: load.volume_in_band"
severity = "warn"
reason = "The agency is on strike until the end of the month."
until = 2031-05-31
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warehouse.schema.tables.values import SEVERITIES

FILE = "checks.toml"


class OverridesError(Exception):
    """The file or an entry of it is wrong; the message is one line."""


@dataclass(frozen=True, slots=True)
class Override:
    """The severity that one check has until a day, that day included.

    Attributes:
        check: table and name of the check, as `history` prints them.
        severity: `block` or `warn`.
        reason: why.
        until: the last day on which it holds.
    """

    check: str
    severity: str
    reason: str
    until: date


def read_overrides(file: Path, known: Collection[str]) -> list[Override]:
    """Returns all overrides of a file, those out of date as well.

    Args:
        file: TOML.
        known: the checks that there are.

    Raises:
        OverridesError: the file cannot be read, or one of its entries not be followed.
    """
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    # Python reads no brackets within a thousand brackets (RecursionError) and no number of thousands of digits.
    except (OSError, ValueError, RecursionError) as error:
        raise OverridesError(f"{file}: {' '.join(str(error).split())}") from error
    entries = document.pop("override", [])
    if document or not isinstance(entries, list):
        raise OverridesError(f"{file}: it holds [[override]] tables and nothing else")
    overrides = [_override(entry, f"{file}: override {number}", known) for number, entry in enumerate(entries, 1)]
    checks = [override.check for override in overrides]
    if twice := next((check for check in checks if checks.count(check) > 1), None):
        raise OverridesError(f"{file}: {twice!r} is overridden twice")
    return overrides


def _override(entry: Any, where: str, known: Collection[str]) -> Override:
    wanted = {"check": str, "severity": str, "reason": str, "until": date}
    if not isinstance(entry, dict) or entry.keys() != wanted.keys():
        raise OverridesError(f"{where} has not exactly {', '.join(wanted)}")
    for name, type_ in wanted.items():
        if not isinstance(entry[name], type_) or isinstance(entry[name], datetime):
            raise OverridesError(f"{where}: {name} is no {'day' if type_ is date else 'text'}")
    if entry["severity"] not in SEVERITIES:
        raise OverridesError(f"{where}: severity is {' or '.join(SEVERITIES)}, and not {entry['severity']!r}")
    if entry["check"] not in known:
        raise OverridesError(f"{where}: there is no check {entry['check']!r}")
    if not entry["reason"].strip():
        raise OverridesError(f"{where}: the reason is empty")
    return Override(**entry)
