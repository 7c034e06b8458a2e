"""What people decided about entities: an append-only journal beside the versions."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse import WarehouseError


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person on two nodes.

    Attributes:
        left_node: the side that sorts first, as in `appearances.node`.
        right_node: the other side.
        judgement: `same`, `different`, `unsure`, or `open`, which takes earlier ones back.
        decided_by: who decided.
        decided_at: when.
    """

    left_node: str
    right_node: str
    judgement: str
    decided_by: str
    decided_at: datetime


def read(directory: Path) -> list[Decision]:
    """Returns the decisions of a warehouse directory, oldest first.

    Raises:
        WarehouseError: the journal is damaged.
    """
    path = directory / "decisions.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        rows = [json.loads(line) for line in lines]
        return [Decision(**row | {"decided_at": datetime.fromisoformat(row["decided_at"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WarehouseError(f"{path} cannot be read: {error}") from error
