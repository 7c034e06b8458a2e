"""Severities of checks that people decided on for a time: `checks.toml`.

[[override]]
check = "articles: load.volume_in_band"
severity = "warn"
reason = "The agency is on strike until the end of the month."
until = 2031-05-31
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, Strict

from warehouse.schema.hand_made import read_tables
from warehouse.schema.tables.values import SEVERITIES

FILE = "checks.toml"


@dataclass(frozen=True, slots=True)
class Override:
    """The severity that one check has until a day, that day included.

    Attributes:
        check: table and name of the check, as `history` prints them.
        severity: `block` or `warn`.
        reason: why.
        until: the last day on which it holds.
    """

    check: Annotated[str, Field(description="a text")]
    severity: Annotated[str, Field(pattern=f"^(?:{'|'.join(SEVERITIES)})$", description=" or ".join(SEVERITIES))]
    reason: Annotated[str, Field(pattern=r"\S", description="a text that is not empty")]
    until: Annotated[date, Field(description="a day, such as 2031-05-31"), Strict()]


def read_overrides(file: Path, known: Collection[str]) -> list[Override]:
    """Returns all overrides of a file, those out of date as well.

    Args:
        file: TOML.
        known: the checks that there are.

    Raises:
        HandMadeFileError: the file cannot be read, or one of its entries not be followed.
    """
    seen: set[str] = set()

    def check_of(_kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
        check = entry.get("check")
        if not isinstance(check, str):
            return
        if check not in known:
            yield "check", f"there is no check {check!r}"
        if check in seen:
            yield "check", f"{check!r} is overridden twice"
        seen.add(check)

    return list(read_tables(file, {"override": Override}, check_of)["override"])
