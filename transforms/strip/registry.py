"""The registry of the rules of strip: `lexicons/strip_rules.toml`, and the scale on which they are weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from transforms import lexicons

SCALE = {
    "faint": 0.5,
    "hint": 1.0,
    "fair": 1.5,
    "likely": 2.0,
    "sound": 2.5,
    "clear": 3.0,
    "strong": 4.0,
    "firm": 5.0,
    "sure": 6.0,
    "certain": 7.0,
}
"""The weight of evidence that a line is of a kind, in log-odds (the natural logarithm of the odds).

A weight w makes the kind e to the power of w times as likely as it was: "hint" nearly 3 times, "likely" 7, "strong" 55,
"sure" 400. Weights for the same kind are added, as in naive Bayes: pieces of evidence are taken to be independent. They
were set by hand; nothing was fitted. The largest weight of being text is 6 ("sound", "hint", "faint" and "likely"
together), so that a rule that is "sure" decides alone against anything less.
"""
ALONE = "alone"
"""The ground of a rule that has only one."""


@dataclass(frozen=True, slots=True)
class StripRule:
    """One rule, as `lexicons/strip_rules.toml` explains its keys.

    Attributes:
        weights: log-odds by ground; none for a rule that takes its weight from its phrases, or overrules all others.
        phrases: by the way in which they match.
    """

    id: str
    means: str
    why: str
    looks_at: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_end: bool = False
    only_supports: bool = False
    examples: tuple[str, ...] = ()
    where: str = "middle"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    given: str | None = None


@cache
def strip_rules() -> dict[str, StripRule]:
    """Reads the registry, once per process.

    Returns:
        The rules by their ids, in the order of the file. Only the written document depends on the order.

    Raises:
        KeyError: a weight is not on the scale.
        TypeError: an entry has an unknown key, or lacks one that it needs.
    """
    return {rule_id: _rule(rule_id, **entry) for rule_id, entry in lexicons.load("strip_rules")["rules"].items()}


def _rule(
    rule_id: str,
    *,
    weight: str | None = None,
    weights: Mapping[str, str] = MappingProxyType({}),
    phrases: Mapping[str, Sequence[str]] = MappingProxyType({}),
    **entry: Any,
) -> StripRule:
    """Makes a rule of its entry."""
    named = {ALONE: weight} if weight else weights
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return StripRule(
        rule_id,
        weights={ground: SCALE[name] for ground, name in named.items()},
        phrases={match: tuple(listed) for match, listed in phrases.items()},
        **plain,
    )


@cache
def phrase_weights() -> dict[str, float]:
    """Returns the log-odds of each way in which a phrase may match a line, and of what changes them."""
    entries = lexicons.load("strip_rules")["phrase_weights"]
    return {match: SCALE[entry["weight"]] for match, entry in entries.items()}


@cache
def weight(rule: str, *grounds: str) -> float:
    """Returns the weight of a rule.

    Args:
        rule: its id.
        grounds: what it found, by the names of its `weights`; none for a rule with a single `weight`. A ground that is
            named twice counts twice.

    Returns:
        The sum of the weights of the grounds, in log-odds.
    """
    weights = strip_rules()[rule].weights
    return sum(weights[ground] for ground in grounds or (ALONE,))
