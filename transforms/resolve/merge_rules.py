"""The merge policy: which evidence joins two nodes, which leaves them to a person, and how sure that is.

The policy is a decision list (R. L. Rivest, "Learning Decision Lists", 1987): the rules are tried by their `order`, and
the first that applies decides. Weights are not added up, so each judgement has one rule that explains it.

All weights are on one scale: the *probability*, 0 to 1, that the two nodes are the same entity. It is written to
`entity_links.score`, and the product of scores along a chain of links is the probability of an appearance. The weights
are estimates; `docs/entities.md` says how often the probabilities were right on the development set.

`docs/merge-rules.md` is written from these rules (`transforms.resolve.rule_docs`), and a test resolves every example.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from transforms.resolve.evidence import ContextLevel, Evidence, ShortNameEvidence

VERSION: Final = "1"
"""Of the rules, in `entity_links.method_version`; raised when they judge the same evidence in another way."""

LinkJudgement = Literal["same", "unsure"]
Method = Literal["alias", "spelling", "initials", "short_form"]
EvidenceT = TypeVar("EvidenceT", Evidence, ShortNameEvidence)


@dataclass(frozen=True, slots=True)
class Example:
    """Invented articles in which a rule decides.

    Attributes:
        kind: of the names.
        left: a name.
        right: another name; of a short name the full one.
        context: how similar the articles of the two are.
        articles: that name `right`; one names `left`.
        alias: another name that an article uses for `right`.
        rivals: further names, each in an article of its own on the matter of `left`. A name in brackets behind one is
            used for it in that article.
        in_one_story: one more article names both.
    """

    kind: str
    left: str
    right: str
    context: ContextLevel = ContextLevel.NONE
    articles: int = 1
    alias: str | None = None
    rivals: Sequence[str] = ()
    in_one_story: bool = False


@dataclass(frozen=True, slots=True)
class MergeRule(Generic[EvidenceT]):
    """One rule of the policy.

    Attributes:
        order: rules are tried from the lowest to the highest; tens leave room for a new one.
        id: stable name, method and circumstance.
        looks_at: what must be seen for it to apply, in words.
        applies: the same as a function of the evidence.
        judgement: `same`, `unsure` (a person decides in `newsledger review`), or none: no link, the two stay apart.
        method: `entity_links.method`.
        probability: `entity_links.score`.
        example: articles in which it decides.
        reason: why it is there.
    """

    order: int
    id: str
    looks_at: str
    applies: Callable[[EvidenceT], bool]
    judgement: LinkJudgement | None
    method: Method
    probability: float
    example: Example
    reason: str


def by_order(rules: Iterable[MergeRule[EvidenceT]]) -> Sequence[MergeRule[EvidenceT]]:
    """Returns the rules, the one to try first in front."""
    return tuple(sorted(rules, key=lambda rule: rule.order))


FULL_NAMES: Final[Sequence[MergeRule[Evidence]]] = by_order([
    MergeRule(
        10, "alias.contested", "an article uses one name for the other, but other articles use it for a third",
        lambda seen: seen.is_alias and seen.is_contested,
        "unsure", "alias", 0.5,
        Example("ORG", "HPA", "Halden Port Authority", alias="HPA", rivals=["Hockey Players Association (HPA)"]),
        "Two organisations may have the same initials.",
    ),
    MergeRule(
        20, "alias.given", "an article uses one name for the other",
        lambda seen: seen.is_alias,
        "same", "alias", 0.95,
        Example("ORG", "HPA", "Halden Port Authority", alias="HPA"),
        "The writer of the article knows; only the reading of it may be wrong.",
    ),
    MergeRule(
        30, "spelling.same_words", "the same words written differently, or two spellings of one city in the gazetteer",
        lambda seen: seen.spelling == "same" and seen.is_certain,
        "same", "spelling", 0.97,
        Example("ORG", "Lumen Centre", "Lumen Center"),
        "Hardly ever do two organisations, places or groups have the same name word for word.",
    ),
    MergeRule(
        40, "spelling.romanised_good_context", "two romanisations of one name, and good context",
        lambda seen: seen.spelling == "same" and seen.context >= ContextLevel.GOOD,
        "same", "spelling", 0.97,
        Example("PERSON", "Yusuf Karamli", "Youssef Karamli", ContextLevel.GOOD),
        "Two articles on one matter mean one person.",
    ),
    MergeRule(
        50, "spelling.romanised_some_context", "two romanisations of one name, and some context",
        lambda seen: seen.spelling == "same" and seen.context >= ContextLevel.SOME,
        "same", "spelling", 0.93,
        Example("PERSON", "Yusuf Karamli", "Youssef Karamli", ContextLevel.SOME),
        "Less sure, for one pair of unrelated articles in twenty has some context.",
    ),
    MergeRule(
        60, "spelling.romanised_no_context", "two romanisations of one name, in articles on different matters",
        lambda seen: seen.spelling == "same",
        "unsure", "spelling", 0.6,
        Example("PERSON", "Yusuf Karamli", "Youssef Karamli"),
        "Common names are borne by many people; spelling alone never joins two.",
    ),
    MergeRule(
        70, "slip.suffix", "alike but for a slip or a form of the name; only one has Jr, Sr or a number; some context",
        lambda seen: seen.spelling == "close" and seen.differ_in_suffix and seen.context >= ContextLevel.SOME,
        "unsure", "spelling", 0.5,
        Example("PERSON", "Tomas Orrell", "Tomas Orrell Jr", ContextLevel.STRONG),
        "Father and son have one name but for this, and appear in the same articles.",
    ),
    MergeRule(
        80, "slip.contested", "alike but for an initial or a middle name, which fit another name as well; some context",
        lambda seen: seen.spelling == "close" and seen.is_contested and seen.context >= ContextLevel.SOME,
        "unsure", "spelling", 0.5,
        Example("PERSON", "J Teveldt", "Jane Teveldt", ContextLevel.STRONG, rivals=["James Teveldt"]),
        "An initial stands for one of several given names, and nothing says for which.",
    ),
    MergeRule(
        90, "slip.in_one_story", "alike but for a slip, and a story has both; some context",
        lambda seen: seen.spelling == "close" and seen.in_one_story and seen.context >= ContextLevel.SOME,
        "unsure", "spelling", 0.5,
        Example("PERSON", "Ahmed Rahmani", "Ahmed Rahimani", ContextLevel.STRONG, in_one_story=True),
        "One writer seldom spells one name in two ways: these may be brothers.",
    ),
    MergeRule(
        100, "slip.good_context", "alike but for a slip or a form of the name, and good context",
        lambda seen: seen.spelling == "close" and seen.context >= ContextLevel.GOOD,
        "same", "spelling", 0.9,
        Example("PERSON", "Kate Holm", "Katherine Holm", ContextLevel.GOOD),
        "Two articles on one matter mean one person.",
    ),
    MergeRule(
        110, "slip.some_context_prominent", "the same with some context, and one name is in the news often",
        lambda seen: seen.spelling == "close" and seen.context >= ContextLevel.SOME and seen.is_prominent,
        "same", "spelling", 0.9,
        Example("PERSON", "Kate Holm", "Katherine Holm", ContextLevel.SOME, articles=10),
        "A variant of a well-known name mostly means the well-known bearer.",
    ),
    MergeRule(
        120, "slip.some_context", "the same with some context",
        lambda seen: seen.spelling == "close" and seen.context >= ContextLevel.SOME,
        "unsure", "spelling", 0.5,
        Example("PERSON", "Kate Holm", "Katherine Holm", ContextLevel.SOME),
        "Too little to join them, and enough to ask.",
    ),
    MergeRule(
        130, "slip.no_context", "alike but for a slip or a form of the name, in articles on different matters",
        lambda seen: seen.spelling == "close",
        None, "spelling", 0.0,
        Example("PERSON", "Kate Holm", "Katherine Holm"),
        "There are too many such pairs to ask a person about each.",
    ),
    MergeRule(
        140, "initials.contested", "one may be the initials of the other and of a third name as well; good context",
        lambda seen: seen.is_acronym and seen.is_contested and seen.context >= ContextLevel.GOOD,
        "unsure", "initials", 0.4,
        Example("ORG", "HPA", "Halden Port Authority", ContextLevel.GOOD, rivals=["Hockey Players Association"]),
        "Initials stand for one organisation only.",
    ),
    MergeRule(
        150, "initials.good_context", "one may be the initials of the other; good context",
        lambda seen: seen.is_acronym and seen.context >= ContextLevel.GOOD,
        "same", "initials", 0.85,
        Example("ORG", "HPA", "Halden Port Authority", ContextLevel.GOOD),
        "Initials and the matter are two independent signs.",
    ),
    MergeRule(
        160, "initials.little_context", "one may be the initials of the other",
        lambda seen: seen.is_acronym,
        None, "initials", 0.0,
        Example("ORG", "HPA", "Halden Port Authority", ContextLevel.SOME),
        "Three letters are the initials of many organisations.",
    ),
    MergeRule(
        170, "part.contested", "one is a part of the other and of a third name as well; good context",
        lambda seen: seen.is_part and seen.is_contested and seen.context >= ContextLevel.GOOD,
        "unsure", "spelling", 0.4,
        Example("ORG", "Red Foxes", "Halden Red Foxes", ContextLevel.GOOD, rivals=["Belmor Red Foxes"]),
        "A part of a name stands for one full name only.",
    ),
    MergeRule(
        180, "part.contested_little_context", "one is a part of the other and of a third name as well",
        lambda seen: seen.is_part and seen.is_contested,
        None, "spelling", 0.0,
        Example("ORG", "Red Foxes", "Halden Red Foxes", ContextLevel.SOME, rivals=["Belmor Red Foxes"]),
        "There is nothing to choose by.",
    ),
    MergeRule(
        190, "part.little_context", "one is a part of the other; for people no context, for others some at most",
        lambda seen: seen.is_part and seen.context < seen.context_needed_for_part,
        None, "spelling", 0.0,
        Example("ORG", "Red Foxes", "Halden Red Foxes", ContextLevel.SOME),
        "A part of a name is often the name of something else.",
    ),
    MergeRule(
        200, "part.several_words", "one, of several words and no place, is a part of the other; good context",
        lambda seen: seen.is_part and seen.is_telling and seen.context >= ContextLevel.GOOD,
        "same", "spelling", 0.85,
        Example("ORG", "Red Foxes", "Halden Red Foxes", ContextLevel.GOOD),
        "Several words in common are seldom chance. Places are left out, for a city may have the name of its country.",
    ),
    MergeRule(
        210, "part.nickname", "a body's longer name ends with the other, a plural or behind a town; strong context",
        lambda seen: seen.is_part and seen.is_nickname and seen.context >= ContextLevel.STRONG,
        "same", "spelling", 0.85,
        Example("ORG", "Foxes", "Halden Foxes", ContextLevel.STRONG),
        "So clubs and newspapers are called, with and without their town.",
    ),
    MergeRule(
        220, "part.uncertain", "one is a part of the other, and there is enough context",
        lambda seen: seen.is_part,
        "unsure", "spelling", 0.4,
        Example("PLACE", "Halden", "Halden City", ContextLevel.STRONG),
        "A party may have the name of its leader, a city that of its country.",
    ),
    MergeRule(
        230, "spelling.unlike", "nothing of all this",
        lambda _: True,
        None, "spelling", 0.0,
        Example("ORG", "Red Foxes", "Tarn Motors", ContextLevel.STRONG),
        "Context alone never joins two names.",
    ),
])  # fmt: skip
"""For two full names."""

SHORT_NAMES: Final[Sequence[MergeRule[ShortNameEvidence]]] = by_order([
    MergeRule(
        10, "short.prominent", "hardly anybody else with this surname is in the news",
        lambda seen: seen.is_prominent,
        "same", "short_form", 0.85,
        Example("PERSON", "Teveldt", "Mara Teveldt", articles=12),
        "A newspaper that gives only the surname means the one whom readers know.",
    ),
    MergeRule(
        20, "short.contested", "another full name fits about as well; good context",
        lambda seen: seen.is_contested and seen.context >= ContextLevel.GOOD,
        "unsure", "short_form", 0.5,
        Example("PERSON", "Teveldt", "Jonas Teveldt", ContextLevel.GOOD, rivals=["Mara Teveldt"]),
        "Two relatives in one matter: the surname alone does not tell which is meant.",
    ),
    MergeRule(
        30, "short.contested_little_context", "another full name fits about as well",
        lambda seen: seen.is_contested,
        None, "short_form", 0.0,
        Example("PERSON", "Teveldt", "Jonas Teveldt", ContextLevel.SOME, rivals=["Mara Teveldt"]),
        "There is nothing to choose by.",
    ),
    MergeRule(
        40, "short.strong_context", "strong context",
        lambda seen: seen.context >= ContextLevel.STRONG,
        "same", "short_form", 0.95,
        Example("PERSON", "Teveldt", "Mara Teveldt", ContextLevel.STRONG),
        "Two articles on one matter, and one of them gives the full name.",
    ),
    MergeRule(
        50, "short.good_context", "good context",
        lambda seen: seen.context >= ContextLevel.GOOD,
        "same", "short_form", 0.9,
        Example("PERSON", "Teveldt", "Mara Teveldt", ContextLevel.GOOD),
        "Nearly as sure.",
    ),
    MergeRule(
        60, "short.only_bearer", "some context; no other full name is known, and this one is in several articles",
        lambda seen: seen.context >= ContextLevel.SOME and seen.is_known,
        "same", "short_form", 0.8,
        Example("PERSON", "Teveldt", "Mara Teveldt", ContextLevel.SOME, articles=2),
        "Nobody else is known who could be meant.",
    ),
    MergeRule(
        70, "short.little_context", "nothing of all this",
        lambda _: True,
        None, "short_form", 0.0,
        Example("PERSON", "Teveldt", "Mara Teveldt", ContextLevel.SOME),
        "Most surnames and offices have bearers that no article names in full.",
    ),
])  # fmt: skip
"""For a short name and the full name that fits it best."""


def decide(rules: Sequence[MergeRule[EvidenceT]], seen: EvidenceT) -> MergeRule[EvidenceT]:
    """Returns the first rule, by its order, that applies to what was seen.

    Args:
        rules: `FULL_NAMES` or `SHORT_NAMES`; the last rule of each applies to everything.
        seen: the evidence.
    """
    return next(rule for rule in rules if rule.applies(seen))
