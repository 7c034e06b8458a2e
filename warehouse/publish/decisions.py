"""The journal of people's decisions on which names mean the same: `decisions.jsonl`, beside the versions.

Each line is a JSON object: who decided what, and when. Lines are only added, never changed, and the file stays when old
versions are removed. The last line on a pair is the one that counts. The next load turns the decisions into rows of
`entity_links`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from warehouse.publish.line_journal import add_entries, drop_entries, read_entries

Judgement = Literal["same", "different", "unsure", "open"]
"""`open` takes an earlier decision back: newsledger judges the pair by itself again."""

JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)

JOURNAL = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on a pair of nodes; most fields are columns of `entity_links`.

    Attributes:
        left_node: of the two nodes the one that sorts first; `Decision.of` puts them in order.
        judgement: one of `JUDGEMENTS`.
        decided_at: the time, with its time zone.
    """

    left_node: str
    right_node: str
    judgement: Judgement
    decided_by: str
    decided_at: datetime

    @classmethod
    def of(cls, one: str, other: str, judgement: Judgement, decided_by: str, decided_at: datetime) -> "Decision":
        """Returns a decision with its nodes in order."""
        left, right = sorted((one, other))
        return cls(left, right, judgement, decided_by, decided_at)

    @property
    def pair(self) -> tuple[str, str]:
        """The nodes that it is about."""
        return self.left_node, self.right_node


def read(directory: Path) -> list[Decision]:
    """Returns all decisions in the order in which they were made; none if there is no journal.

    A last line that is incomplete, for example after a crash, is left out.

    Raises:
        WarehouseError: the journal cannot be read, or another line is no decision.
    """
    return read_entries(directory / JOURNAL, "decision", _parsed)


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Returns the last decision on each pair, without those that were taken back."""
    last = {decision.pair: decision for decision in decisions}
    return {pair: decision for pair, decision in last.items() if decision.judgement != "open"}


def add(directory: Path, decisions: Iterable[Decision]) -> None:
    """Adds decisions to the journal, all or none, and syncs it to the disk before it returns.

    Several people may do this at the same time, also during a load.

    Raises:
        WarehouseError: there is no such directory, or the journal cannot be written.
    """
    add_entries(directory / JOURNAL, map(_document, decisions), _parsed)


def drop(directory: Path, goes: Callable[[Decision], bool]) -> int:
    """Drops decisions from the journal, for a name that is taken down; returns how many.

    Raises:
        WarehouseError: the journal cannot be written.
    """
    return drop_entries(directory / JOURNAL, _parsed, goes)


def _parsed(document: Any) -> Decision:
    """Returns the decision of a line; raises `ValueError` where it is none."""
    match document:
        case {
            "left_node": str(left),
            "right_node": str(right),
            "judgement": str(judgement),
            "decided_by": str(by),
            "decided_at": str(at),
        }:
            decided_at = datetime.fromisoformat(at)
            known = next((value for value in JUDGEMENTS if value == judgement), None)
            if known and left < right and decided_at.tzinfo:
                return Decision(left, right, known, by, decided_at.astimezone(UTC))
    raise ValueError("no decision")


def _document(decision: Decision) -> dict[str, str]:
    left, right = sorted(decision.pair)
    return {
        "left_node": left,
        "right_node": right,
        "judgement": decision.judgement,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.astimezone(UTC).isoformat(),
    }
