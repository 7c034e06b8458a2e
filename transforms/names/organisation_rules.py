"""How the full names of two organisations, places or groups are compared, as a list of rules."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from transforms.names.comparison import Comparison, Features, NamePair, SpellingRule, by_order, first_verdict
from transforms.names.gazetteer import gazetteer
from transforms.names.organisations import (
    OrganisationName,
    abbreviates,
    is_initials_of,
    match_words,
    word_likeness,
)
from transforms.names.transliteration import CLOSE, SAME
from transforms.names.words import (
    COMMON,
    CONTRARY,
    DIRECTIONS,
    FIRMS,
    GENERIC,
    GOVERNED,
    HOUSES,
    NUMBER,
    PLACE_WORDS,
    TAILS,
)

Known = str | tuple[float, float]
"""The code of a country, or latitude and longitude of a city."""

Rest = tuple[list[str], list[str]]
"""The words of each of two names that have no partner in the other."""


class OrganisationPair:
    """Two names of one kind that is not a person's, and what comparing their words shows.

    Each comparison is made when the first rule asks for it.
    """

    def __init__(self, kind: str, one: OrganisationName, other: OrganisationName) -> None:
        self.kind, self.one, self.other = kind, one, other

    @cached_property
    def _matched(self) -> tuple[list[tuple[int, int, float]], list[str], list[str]]:
        return match_words(self.one.words, self.other.words)

    @property
    def common(self) -> list[tuple[int, int, float]]:
        """The words that the names share, as position in one, position in the other, and likeness."""
        return self._matched[0]

    @property
    def unlike(self) -> Rest:
        """The words that only one of them has."""
        return self._matched[1], self._matched[2]

    @cached_property
    def known(self) -> tuple[Sequence[Known], Sequence[Known]]:
        """What the gazetteer knows by these names, of places: the country, or else the cities, the largest first."""
        if self.kind != "PLACE":
            return (), ()
        return _known(" ".join(self.one.written)), _known(" ".join(self.other.written))

    @property
    def is_one_known_place(self) -> bool:
        """Whether both names mean the same first of all; "Gaza" and "Gaza City" are two."""
        one, other = self.known
        is_as_long = len(self.one.written) == len(self.other.written)
        return is_as_long and bool(one and other) and one[0] == other[0]

    @property
    def are_two_known_places(self) -> bool:
        """Whether the gazetteer has both names, and for no place both."""
        one, other = self.known
        return bool(one and other) and set(one).isdisjoint(other)

    @cached_property
    def share(self) -> float:
        """The share of letters that stand in common words, each weighted by how alike the words are; 0 to 1."""
        a, b = self.one.words, self.other.words
        common = sum(found * (len(a[n]) + len(b[m])) for n, m, found in self.common)
        return common / (sum(map(len, a)) + sum(map(len, b)))

    @cached_property
    def both_are_medical(self) -> bool:
        """Whether each has a word for a hospital or the like that the other has not."""
        return all(not HOUSES.isdisjoint(words) for words in self.unlike)

    @cached_property
    def unlike_but_medical(self) -> Rest:
        """The words that only one has; words for hospitals are left out where both have one."""
        if not self.both_are_medical:
            return self.unlike
        left, right = ([word for word in words if word not in HOUSES] for words in self.unlike)
        return left, right

    @cached_property
    def is_contrary(self) -> bool:
        """Whether both have numbers, directions or the like, and other ones."""
        left, right = self.unlike_but_medical
        return any(
            any(test(word) for word in left) and any(test(word) for word in right)
            for test in (CONTRARY.__contains__, NUMBER.fullmatch)
        )

    @cached_property
    def rest(self) -> Rest:
        """The words that only one has, without legal forms ("Ltd", "Group") where both have such words."""
        left, right = self.unlike_but_medical
        if left and right:
            return [word for word in left if word not in FIRMS], [word for word in right if word not in FIRMS]
        return left, right

    @cached_property
    def more(self) -> list[str]:
        """The words that the longer name has more, where the other has none of its own."""
        left, right = self.rest
        return left or right

    @cached_property
    def has_other_order(self) -> bool:
        """Whether the same words stand in another order that gives another meaning: "Tarn University"."""
        order = [m for n, m, _ in self.common if self.one.words[n] not in FIRMS]
        return order != sorted(order) and not (self.one.turns or self.other.turns)

    @cached_property
    def is_one_make(self) -> bool:
        """Whether as many words are the same as are not, and these name two: "Bank of X", "Bank of Y"."""
        left, right = self.rest
        plain = PLACE_WORDS if self.kind == "PLACE" else GENERIC
        # "Lumen Center" may be "Lumen Clinic".
        heads = len(left) == len(right) == 1 and left[0] == self.one.head and right[0] == self.other.head
        return len(self.common) >= max(len(left), len(right)) and not (heads and plain.issuperset(left + right))

    @cached_property
    def is_part(self) -> bool:
        """Whether the words of the shorter name, all in the longer, may stand for it."""
        part, whole = (self.one, self.other) if self.rest[1] else (self.other, self.one)
        return _may_stand_for(self.kind, part, whole, self.more)


def _known(name: str) -> Sequence[Known]:
    places = gazetteer()
    if country := places.country(name):
        return [country]
    return [(city.latitude, city.longitude) for city in places.cities(name)]


def _may_stand_for(kind: str, part: OrganisationName, whole: OrganisationName, more: Sequence[str]) -> bool:
    """Returns whether a name may be the short form of one with more words.

    Args:
        kind: of both.
        part: the shorter name.
        whole: the longer name.
        more: the words that it has more.
    """
    if kind == "GROUP":
        return False  # a smaller group is another group
    if TAILS.issuperset(more):
        return True
    if kind == "PLACE":
        if whole.before_of and whole.head in more and whole.head not in GOVERNED:
            return False  # the sea beside a land is not the land
        ends_alike = len(part.words) > 1 and part.words[-1] == whole.words[-1]
        return not DIRECTIONS & set(more) and (ends_alike or PLACE_WORDS.issuperset(more))
    if word_likeness(part.head, whole.head) >= CLOSE:
        # "Telegraph" may be the "Daily Telegraph", but "Ardia" is not the "Bank of Ardia".
        return len(part.words) > 1 or part.head not in COMMON | GENERIC
    # More words behind a name may describe it; a word for another sort of organisation makes it another one.
    return len(part.words) > 1 and not COMMON.issuperset(part.words) and not GENERIC & (set(more) - FIRMS)


def _unlike(rest: Rest) -> Features:
    return {"unlike": "/".join(" ".join(words) for words in rest)}


def _words(pair: OrganisationPair) -> Features:
    seen: Features = {"words": round(pair.share, 2)}
    return seen | _unlike(pair.unlike) if pair.both_are_medical else seen


def _words_and_rest(pair: OrganisationPair) -> Features:
    return _words(pair) | _unlike(pair.rest)


def _words_and_more(pair: OrganisationPair) -> Features:
    return _words(pair) | {"more": " ".join(pair.more)}


def _organisation(left: str, right: str) -> NamePair:
    return NamePair("ORG", left, right)


ORGANISATION_RULES: Final = by_order([
    SpellingRule(
        10, "words.none", "one has no word in Latin letters",
        lambda pair: not pair.one.words or not pair.other.words,
        "apart", _organisation("&", "Red Foxes"), "There is nothing to compare.",
    ),
    SpellingRule(
        20, "words.same", "the same words, small ones and variants of spelling aside",
        lambda pair: pair.one.words == pair.other.words,
        "same", _organisation("Lumen Centre", "Lumen Center"), "Newspapers differ in such spellings.",
        lambda _: {"words": "same"},
    ),
    SpellingRule(
        30, "words.joined", "one joins words that the other writes apart",
        lambda pair: "".join(pair.one.words) == "".join(pair.other.words),
        "same", _organisation("Micro Mill", "Micromill"), "Spaces are a matter of style.",
        lambda _: {"words": "joined"},
    ),
    SpellingRule(
        32, "words.one_place", "two spellings of one city or country, by the gazetteer",
        lambda pair: pair.is_one_known_place,
        "same", NamePair("PLACE", "Kyiv", "Kiev"), "The gazetteer lists both for it.",
        lambda _: {"words": "same", "gazetteer": "one"},
    ),
    SpellingRule(
        34, "words.two_places", "the gazetteer has cities or countries of both names, and none that has both",
        lambda pair: pair.are_two_known_places,
        "contradicts", NamePair("PLACE", "Louisville", "Lewisville"), "Two towns may be spelt or sound alike.",
        lambda _: {"gazetteer": "two"},
    ),
    SpellingRule(
        36, "words.abbreviated", "one has the initials of the first words of the other, and then the same words",
        lambda pair: pair.kind == "ORG" and (abbreviates(pair.one, pair.other) or abbreviates(pair.other, pair.one)),
        "same", _organisation("HMS Teveldt", "Her Majesty's Ship Teveldt"), "Ships and offices are called so.",
        lambda _: {"words": "abbreviated"},
    ),
    SpellingRule(
        40, "words.initials", "one is the initials of the other; not for groups",
        lambda pair: pair.kind != "GROUP"
        and (is_initials_of(pair.one, pair.other) or is_initials_of(pair.other, pair.one)),
        "part", _organisation("ADF", "Ardia Defence Forces"), "An abbreviation may mean each name with these initials.",
        lambda pair: {"initials": (pair.one if len(pair.one.written) == 1 else pair.other).written[0]},
    ),
    SpellingRule(
        50, "words.none_in_common", "no two words are alike",
        lambda pair: not pair.common,
        "apart", _organisation("Red Foxes", "Tarn Motors"), "Nothing speaks for one name.",
    ),
    SpellingRule(
        60, "words.medical", "the same but for the word for a hospital, a clinic or the like",
        lambda pair: pair.both_are_medical and not any(pair.unlike_but_medical),
        "close", _organisation("Halden Hospital", "Halden Infirmary"), "Articles call one house both.", _words,
    ),
    SpellingRule(
        70, "words.contrary", "both have a number, a direction or the like, and other ones",
        lambda pair: pair.is_contrary,
        "contradicts", _organisation("1st Battalion", "2nd Battalion"), "Such words are there to tell names apart.",
        lambda pair: _words(pair) | _unlike(pair.unlike_but_medical),
    ),
    SpellingRule(
        80, "words.other_order", "the same words in another order, where that makes another name",
        lambda pair: not any(pair.rest) and pair.has_other_order,
        "apart", _organisation("University of Tarn", "Tarn University"), "One town may have both.",
        lambda pair: _words(pair) | {"order": "other"},
    ),
    SpellingRule(
        90, "words.romanised", "all words fit, in one romanisation or two, or as a state and its adjective",
        lambda pair: not any(pair.rest) and min(found for _, _, found in pair.common) >= SAME,
        "same", _organisation("Parliament of Ardia", "Ardian Parliament"), "Newspapers use both.", _words,
    ),
    SpellingRule(
        100, "words.slip", "all words fit, one with a slip",
        lambda pair: not any(pair.rest),
        "close", _organisation("Wellerstone Group", "Welerstome Group"), "It may be a slip, or another name.", _words,
    ),
    SpellingRule(
        110, "words.other", "at least as many words are the same as are not, and each has words of its own",
        lambda pair: all(pair.rest) and pair.is_one_make,
        "contradicts", _organisation("Bank of Ardia", "Bank of Belmor"), "Two of one sort.", _words_and_rest,
    ),
    SpellingRule(
        120, "words.few_in_common", "each has words of its own",
        lambda pair: all(pair.rest),
        "apart", _organisation("Real Estate Board of Tarn", "State Board of Dovna"), "Little speaks for one name.",
        _words_and_rest,
    ),
    SpellingRule(
        130, "words.left_out", "one leaves out words that a short form may leave out",
        lambda pair: pair.is_part,
        "part", _organisation("Red Foxes", "Halden Red Foxes"), "Articles shorten names.", _words_and_more,
    ),
    SpellingRule(
        140, "words.direction", "a place, and one name has a direction more",
        lambda pair: pair.kind == "PLACE" and bool(DIRECTIONS & set(pair.more)),
        "contradicts", NamePair("PLACE", "Ardia", "South Ardia"), "These are two places.", _words_and_more,
    ),
    SpellingRule(
        150, "words.more", "one has more words, which make another name of it",
        lambda _: True,
        "apart", _organisation("Ardia", "Bank of Ardia"), "What belongs to a state is not the state.", _words_and_more,
    ),
])  # fmt: skip


def compare_organisations(kind: str, one: OrganisationName, other: OrganisationName) -> Comparison:
    """Compares the full names of two organisations, places or groups by `ORGANISATION_RULES`."""
    return first_verdict(ORGANISATION_RULES, OrganisationPair(kind, one, other))
