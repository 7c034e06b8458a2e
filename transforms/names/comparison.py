"""What comparing the spellings of two names gives, and what a rule of comparison is.

Spellings are compared by a decision list (R. L. Rivest, "Learning Decision Lists", 1987): the rules are tried by their
`order`, and the first that applies gives the verdict. The verdict is one of five words, not a number: how sure it makes
us that two names are one entity depends on the context of the names too, and stands in
`transforms.resolve.merge_rules`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

SpellingVerdict = Literal["same", "close", "part", "contradicts", "apart"]
"""`same`: the names differ in romanisation or marks only. `close`: by a slip of the pen, or one has another form of a
word. `part`: one leaves out words of the other. `contradicts`: they cannot be one (given names, numbers, Jr and Sr, two
directions or states). `apart`: nothing speaks for their being one."""

Features = dict[str, float | str]
"""What was seen, for `entity_links.features`."""

Names = TypeVar("Names")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing the spellings of two full names.

    Attributes:
        verdict: what the spellings say.
        rule: id of the rule that gave the verdict.
        features: what was seen.
    """

    verdict: SpellingVerdict
    rule: str
    features: Features = field(default_factory=dict)


class NamePair(NamedTuple):
    """Two names of one kind, as an example of a rule."""

    kind: str
    left: str
    right: str


def nothing(_: object) -> Features:
    """Returns no features."""
    return {}


@dataclass(frozen=True, slots=True)
class SpellingRule(Generic[Names]):
    """One rule of comparison.

    Attributes:
        order: rules are tried from the lowest to the highest; tens leave room for a new one.
        id: stable name.
        looks_at: what must be seen for it to apply, in words.
        applies: the same as a function of the two names.
        verdict: what it gives.
        example: two names on which it decides.
        reason: why it is there.
        features: returns what was seen.
    """

    order: int
    id: str
    looks_at: str
    applies: Callable[[Names], bool]
    verdict: SpellingVerdict
    example: NamePair
    reason: str
    features: Callable[[Names], Features] = nothing


def by_order(rules: Iterable[SpellingRule[Names]]) -> Sequence[SpellingRule[Names]]:
    """Returns the rules, the one to try first in front."""
    return tuple(sorted(rules, key=lambda rule: rule.order))


def first_verdict(rules: Sequence[SpellingRule[Names]], names: Names) -> Comparison:
    """Returns the verdict of the first rule that applies.

    Args:
        rules: what `by_order` returned; the last rule applies to all names.
        names: the two names, in the form that these rules look at.
    """
    rule = next(rule for rule in rules if rule.applies(names))
    return Comparison(rule.verdict, rule.id, rule.features(names))
