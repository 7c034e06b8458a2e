"""How alike two names are written, and which names are worth comparing at all.

Keys here are names as `names.name_key` folds them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "close", "part", "contradicts", "apart"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the spellings of two full names say.

    Attributes:
        verdict: `same`, the two differ in romanisation or marks only; `close`, by a slip of the pen or an alternative
            form; `part`, one leaves out words of the other; `contradicts`, they cannot be one (given names, ordinals,
            Jr and Sr, numbers, two different places or states in them); `apart`, nothing speaks for it.
        score: likeness from 0 to 1, comparable between pairs of one kind.
        features: what was seen, for `entity_links.features`.
    """

    verdict: Verdict
    score: float
    features: dict[str, float | str]


def is_short(kind: str, key: str) -> bool:
    """Tells whether a name says only within its article who is meant: a surname, or an office that every state has."""
    return kind == "PERSON" and " " not in key


def blocking_keys(kind: str, keys: Collection[str]) -> set[str]:
    """Returns the keys under which an appearance with these spellings is compared with others."""
    return {f"={key}" for key in keys if not is_short(kind, key)} | {
        f"s:{key.split()[-1]}" for key in keys if kind == "PERSON"
    }


def compare(kind: str, left: str, right: str) -> Comparison:
    """Compares the spellings of two full names of one kind."""
    return Comparison("same" if left == right else "apart", float(left == right), {"kind": kind})


def fits(kind: str, short: str, full: str) -> float:
    """Returns how well a short name fits a full one, from 0 (not at all) to 1 (it is a whole part of it)."""
    return float(kind != "" and short == full.rsplit(maxsplit=1)[-1])
