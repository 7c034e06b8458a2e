"""The registry of the figure rules: what each does, when it is tried, an example, and the reason for it.

The entries stand in `lexicons/figure_rules.toml`, so that a command that only explains a figure need not load
the code that finds one. The functions stand in the modules that use them; `in_order` joins them to their entries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from transforms import lexicons

MARK = "**"
"""Stands in an example on both sides of the words that the rule finds."""

Function = TypeVar("Function")


@dataclass(frozen=True, slots=True)
class FigureRule:
    """One entry of `lexicons/figure_rules.toml`.

    Attributes:
        part: its section: a part of a figure, or a step on the way to one.
        rule: its id; for a part of a figure as in `figure_parts.rule`.
        order: when it is tried among the rules of its section: the lowest first, no two alike.
        means: what it looks at, one sentence.
        example: an invented sentence in which it finds something, with `MARK` around the words that it finds.
        why: why the rule is there, and why in this place.
    """

    part: str
    rule: str
    order: int
    means: str
    example: str
    why: str

    @property
    def line(self) -> str:
        """The example as an article would have it."""
        return self.example.replace(MARK, "")

    @property
    def words(self) -> str | None:
        """The words that the rule finds in its example; null for one that gives none."""
        return self.example.split(MARK)[1] if MARK in self.example else None


def figure_rules() -> list[FigureRule]:
    """Returns every rule, section by section, and within one in the order in which they are tried."""
    return [
        rule
        for part, entries in lexicons.load("figure_rules").items()
        for rule in sorted((FigureRule(part, name, **entry) for name, entry in entries.items()), key=lambda r: r.order)
    ]


def in_order(part: str, functions: Mapping[str, Function]) -> tuple[tuple[str, Function], ...]:
    """Returns rules with their functions in the order in which the registry has them tried.

    Args:
        part: the section of the registry.
        functions: the function of each rule by its id.

    Raises:
        KeyError: a function has no entry in the registry.
    """
    entries = lexicons.load("figure_rules")[part]
    return tuple(sorted(functions.items(), key=lambda rule: int(entries[rule[0]]["order"])))
