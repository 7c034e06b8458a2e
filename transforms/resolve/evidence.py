"""What is known about two nodes when the merge policy judges them."""

from dataclasses import dataclass
from enum import IntEnum

from transforms.names.comparison import SpellingVerdict


class ContextLevel(IntEnum):
    """How similar the articles are that name two nodes; `context_similarity` says how it is measured."""

    NONE = 0
    SOME = 1
    GOOD = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about two full names.

    Attributes:
        kind: of both names, as in `entities.kind`.
        spelling: the verdict on their spellings.
        context: how similar their articles are.
        is_certain: they differ only in how the same words are written, or are two spellings of one city.
        is_alias: an article uses one for the other.
        is_acronym: one may be the initials of the other.
        is_contested: the shorter name fits another full name as well.
        is_prominent: one of them is in many articles.
        differ_in_suffix: only one has "Jr", "Sr" or a number.
        in_one_story: a story names both.
        is_telling: the shorter name has several words, and is no place.
        is_nickname: the longer name ends with the shorter one, a plural, or sets a town before it.
    """

    kind: str
    spelling: SpellingVerdict
    context: ContextLevel = ContextLevel.NONE
    is_certain: bool = False
    is_alias: bool = False
    is_acronym: bool = False
    is_contested: bool = False
    is_prominent: bool = False
    differ_in_suffix: bool = False
    in_one_story: bool = False
    is_telling: bool = False
    is_nickname: bool = False

    @property
    def is_part(self) -> bool:
        """Whether one name leaves out words of the other."""
        return self.spelling == "part"

    @property
    def context_needed_for_part(self) -> ContextLevel:
        """The least context for a part of a name: names of people are rarer than words of organisations and places."""
        return ContextLevel.SOME if self.kind == "PERSON" else ContextLevel.GOOD


@dataclass(frozen=True, slots=True)
class ShortNameEvidence:
    """What is known about a short name and the full name that fits it best.

    Attributes:
        context: how similar their articles are.
        is_prominent: hardly anybody else bears the surname.
        is_contested: another full name fits about as well.
        is_known: no other full name is known, and this one is in several articles.
    """

    context: ContextLevel = ContextLevel.NONE
    is_prominent: bool = False
    is_contested: bool = False
    is_known: bool = False
