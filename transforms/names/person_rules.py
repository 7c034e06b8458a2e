"""How the full names of two persons are compared, as a list of rules."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from transforms.names.comparison import Comparison, Features, NamePair, SpellingRule, by_order, first_verdict
from transforms.names.east_asian import are_two_names, is_certain_chinese_name, is_one_chinese_name, is_one_korean_name
from transforms.names.persons import (
    PersonName,
    PersonWord,
    are_two_given_names,
    given_likeness,
    is_patronymic,
    is_within,
    word_likeness,
)
from transforms.names.romanisation import languages_of
from transforms.names.transliteration import CLOSE, SAME, likeness


class PersonPair:
    """Two names of persons, and what comparing their parts shows.

    The parts are the surname (the last word), the given name (the first of the others) and the middle names. Each
    comparison is made when the first rule asks for it.
    """

    def __init__(self, one: PersonName, other: PersonName) -> None:
        self.one, self.other = one, other
        self.words, self.other_words = one.units, other.units
        self.has_same_suffix = one.suffix == other.suffix
        """Whether both have the same suffix, or none."""

    @cached_property
    def has_same_syllables(self) -> bool:
        """Whether both may be one Chinese or Korean name."""
        words = self.one.words, self.other.words
        return is_one_chinese_name(*words) or is_one_korean_name(*words)

    @cached_property
    def is_one_in_a_language(self) -> bool:
        """Whether both names are of one language, and each word of one may be that of the other in it."""
        one, other = self.one.words, self.other.words
        if len(one) != len(other) or one == other or are_two_names(one, other):
            return False
        both = set(languages_of(one, self.one.particles)) & set(languages_of(other, self.other.particles))
        return not are_two_given_names(one[0], other[0]) and any(
            all(language.is_one_word(*words) for words in zip(one, other, strict=True)) for language in both
        )

    @cached_property
    def surname(self) -> float:
        """How alike the surnames are, 0 to 1."""
        return word_likeness(self.words[-1], self.other_words[-1])

    @cached_property
    def has_like_surnames(self) -> bool:
        """Whether the surnames may be one."""
        return self.surname >= CLOSE

    @cached_property
    def has_same_letters(self) -> bool:
        """Whether they differ in marks over letters only, or in what is written for these: "Jürgen", "Juergen"."""
        one, other = self.one, self.other
        are_alike = bool({one.words, one.spelt_out} & {other.words, other.spelt_out})
        return are_alike and [word.article for word in self.words] == [word.article for word in self.other_words]

    @cached_property
    def is_joined(self) -> bool:
        """Whether one joins two words that the other writes apart: "Min-jun", "Minjun"."""
        return (
            len(self.words) != len(self.other_words)
            and min(len(word.core) for word in self.words + self.other_words) > 1
            and likeness(self.one.joined, self.other.joined) >= SAME
        )

    @cached_property
    def given(self) -> tuple[float, str]:
        """How alike the first given names are, 0 to 1, and in a word why."""
        return given_likeness(self.words[0], self.other_words[0])

    @cached_property
    def before_surname(self) -> tuple[Sequence[PersonWord], Sequence[PersonWord]]:
        """The words before the surname, of the name with fewer of them first."""
        return _shorter_first(self.words[:-1], self.other_words[:-1])

    @cached_property
    def middle(self) -> tuple[Sequence[PersonWord], Sequence[PersonWord]]:
        """The middle names, of the name with fewer of them first."""
        return _shorter_first(self.words[1:-1], self.other_words[1:-1])

    @cached_property
    def leaves_out_middle(self) -> bool:
        """Whether one has fewer middle names."""
        fewer, more = self.middle
        return len(fewer) < len(more)

    @cached_property
    def leaves_out_patronymic(self) -> bool:
        """Whether all that one leaves out is a patronymic."""
        fewer, more = self.middle
        return not fewer and len(more) == 1 and is_patronymic(more[0])

    @cached_property
    def has_other_middle(self) -> bool:
        """Whether the middle names are of two people: "John A. Tarnley", "John B. Tarnley"."""
        fewer, more = self.middle
        if not fewer:
            return False
        initials = len(fewer[0].core) == len(more[0].core) == 1
        return not is_within(fewer, more) or (initials and fewer[0] != more[0])

    @cached_property
    def all_given(self) -> float:
        """How alike the least alike of the given and middle names are, 0 to 1."""
        fewer, more = self.middle
        found = self.given[0]
        if fewer and not self.leaves_out_middle:
            return min(found, *(given_likeness(x, y)[0] for x, y in zip(fewer, more, strict=True)))
        return found

    @cached_property
    def is_swapped(self) -> bool:
        """Whether given name and surname have changed places. "X bin Y" is a son of Y, and "Y bin X" another person."""
        a, b = self.words, self.other_words
        return (
            len(a) == len(b) == 2
            and not any(word.particles for word in a + b)
            and min(likeness(a[0].core, b[1].core), likeness(a[1].core, b[0].core)) >= SAME
        )

    @cached_property
    def has_other_family(self) -> bool:
        """Whether all is the same but the family, which a particle marks, or which stands after two names or more."""
        a, b = self.words, self.other_words
        if len(a) != len(b) or len(a) < 2:
            return False
        if not all(word_likeness(x, y) >= SAME for x, y in zip(a[:-1], b[:-1], strict=True)):
            return False
        return len(a) > 2 or all(bool(name.article or name.particles) for name in (a[-1], b[-1]))


def _shorter_first(
    one: Sequence[PersonWord], other: Sequence[PersonWord]
) -> tuple[Sequence[PersonWord], Sequence[PersonWord]]:
    return (other, one) if len(other) < len(one) else (one, other)


def _surname(pair: PersonPair) -> Features:
    seen: Features = {"surname": round(pair.surname, 2)}
    return seen if pair.has_same_suffix else seen | {"suffix": pair.one.suffix or pair.other.suffix}


def _given_left_out(pair: PersonPair) -> Features:
    return _surname(pair) | {"given": "left out"}


def _given(pair: PersonPair) -> Features:
    return _surname(pair) | {"given": pair.given[1]}


def _middle(pair: PersonPair) -> Features:
    return _given(pair) | ({"middle": "left out"} if pair.leaves_out_middle else {})


def _person(left: str, right: str) -> NamePair:
    return NamePair("PERSON", left, right)


PERSON_RULES: Final = by_order([
    SpellingRule(
        10, "person.no_word", "one has no word in Latin letters",
        lambda pair: not pair.words or not pair.other_words,
        "apart", _person("&", "Anna Borg"), "There is nothing to compare.",
    ),
    SpellingRule(
        20, "person.other_suffix", "one is Jr, the other Sr, or they have two numbers",
        lambda pair: bool(pair.one.suffix and pair.other.suffix) and not pair.has_same_suffix,
        "contradicts", _person("Ed Holm Jr", "Ed Holm Sr"), "A suffix is written to tell two relatives apart.",
        lambda pair: {"suffix": f"{pair.one.suffix}/{pair.other.suffix}"},
    ),
    SpellingRule(
        25, "person.same_letters", "the same letters, marks over them aside, or what is written for letters with marks",
        lambda pair: pair.has_same_letters and pair.has_same_suffix,
        "same", _person("Jürgen Müllner", "Juergen Muellner"), "Many outlets have no such letters.",
        lambda _: {"words": "same"},
    ),
    SpellingRule(
        30, "person.joined", "one joins words that the other writes apart, in one romanisation or two",
        lambda pair: pair.is_joined and pair.has_same_suffix,
        "same", _person("Min-jun Rha", "Minjun Rha"), "Spaces and hyphens are a matter of style.",
        lambda _: {"words": "joined"},
    ),
    SpellingRule(
        40, "person.joined_suffix", "the same, and only one has a suffix",
        lambda pair: pair.is_joined,
        "close", _person("Min-jun Rha Jr", "Minjun Rha"), "Without the suffix it may be the father.",
        lambda _: {"words": "joined"},
    ),
    SpellingRule(
        42, "person.wade_giles", "one Chinese name in pinyin, and in what can be nothing but Wade-Giles",
        lambda pair: pair.has_same_suffix and is_certain_chinese_name(pair.one.words, pair.other.words),
        "same", _person("Guo Moruo", "Kuo Mo-jo"), "Each system writes each syllable in its own way.",
        lambda _: {"words": "syllables"},
    ),
    SpellingRule(
        44, "person.syllables", "one Korean name; or one Chinese name, if one of the two is Wade-Giles",
        lambda pair: pair.has_same_suffix and pair.has_same_syllables,
        "close", _person("Zhang Wei", "Chang Wei"), "Chang is pinyin as well; Sung, Seung and Song are mixed.",
        lambda _: {"words": "syllables"},
    ),
    SpellingRule(
        46, "person.other_syllables", "like surnames, and two Chinese names in pinyin, or two Korean ones",
        lambda pair: pair.has_like_surnames and min(len(pair.words), len(pair.other_words)) > 1
        and are_two_names(pair.one.words, pair.other.words),
        "contradicts", _person("Deng Weiming", "Deng Weimin"), "In these a letter makes another name.",
        lambda _: {"words": "other syllables"},
    ),
    SpellingRule(
        48, "person.one_language", "all words fit by the romanisations of one language, of which both names are",
        lambda pair: pair.has_same_suffix and pair.is_one_in_a_language,
        "same", _person("Ihor Hrytsak", "Igor Gritsak"), "Some letters are mixed in the names of one language only.",
        lambda _: {"words": "romanised"},
    ),
    SpellingRule(
        50, "person.surname_only", "both are a surname alone, in one romanisation or two",
        lambda pair: pair.has_like_surnames and len(pair.words) == len(pair.other_words) == 1
        and pair.surname >= SAME and pair.has_same_suffix,
        "same", _person("Kareem", "Karim"), "All that is there is the same.", _surname,
    ),
    SpellingRule(
        60, "person.surname_only_slip", "the same with a slip, or only one has a suffix",
        lambda pair: pair.has_like_surnames and len(pair.words) == len(pair.other_words) == 1,
        "close", _person("Taghiri", "Taheri"), "It may be a slip of the pen.", _surname,
    ),
    SpellingRule(
        70, "person.no_given_name", "like surnames, and one has no other word",
        lambda pair: pair.has_like_surnames and min(len(pair.words), len(pair.other_words)) == 1,
        "part", _person("Borg", "Anna Borg"), "A surname may mean each of its bearers.", _given_left_out,
    ),
    SpellingRule(
        80, "person.first_name_left_out", "like surnames; one leaves out the first name but has later ones",
        lambda pair: pair.has_like_surnames and not pair.given[0]
        and len(pair.before_surname[0]) < len(pair.before_surname[1]) and is_within(*pair.before_surname),
        "part", _person("J. Edgar Tarnley", "Edgar Tarnley"), "Some people use a later name.", _given_left_out,
    ),
    SpellingRule(
        90, "person.other_given_like_surname", "other given names; the surnames differ by a slip",
        lambda pair: pair.has_like_surnames and not pair.given[0] and pair.surname < SAME,
        "apart", _person("Peter Hansen", "Olga Hanson"), "Neither part is the same.", _given,
    ),
    SpellingRule(
        100, "person.other_given", "other given names, one surname",
        lambda pair: pair.has_like_surnames and not pair.given[0],
        "contradicts", _person("John Tarnley", "Peter Tarnley"), "Relatives or namesakes: two people.", _given,
    ),
    SpellingRule(
        110, "person.other_middle", "given names and surnames fit; the middle names do not",
        lambda pair: pair.has_like_surnames and pair.has_other_middle,
        "contradicts", _person("John A. Tarnley", "John B. Tarnley"), "A middle name is written to tell two apart.",
        lambda pair: _given(pair) | {"middle": "other"},
    ),
    SpellingRule(
        115, "person.patronymic_left_out", "all fits, in one romanisation or two, and one leaves out a patronymic",
        lambda pair: pair.has_like_surnames and pair.leaves_out_patronymic
        and min(pair.surname, pair.given[0]) >= SAME and pair.has_same_suffix,
        "same", _person("Pavel Andreyevich Holm", "Pavel Holm"), "Hardly any English article writes it.",
        lambda pair: _given(pair) | {"patronymic": "left out"},
    ),
    SpellingRule(
        120, "person.middle_left_out", "all fits, and one leaves out a middle name",
        lambda pair: pair.has_like_surnames and pair.leaves_out_middle,
        "close", _person("Anna Maria Borg", "Anna Borg"), "Many articles leave it out; two people may differ in it.",
        _middle,
    ),
    SpellingRule(
        130, "person.suffix_left_out", "all fits, and only one has a suffix",
        lambda pair: pair.has_like_surnames and not pair.has_same_suffix,
        "close", _person("Ed Holm Jr", "Ed Holm"), "Without the suffix it may be the father.", _middle,
    ),
    SpellingRule(
        140, "person.romanised", "all words fit, in one romanisation or two",
        lambda pair: pair.has_like_surnames and min(pair.surname, pair.all_given) >= SAME,
        "same", _person("Philip Hettie", "Filip Hetty"), "Newspapers romanise one name in many ways.", _middle,
    ),
    SpellingRule(
        150, "person.slip", "all words fit, with a slip, a nickname or an initial",
        lambda pair: pair.has_like_surnames,
        "close", _person("Kate Holm", "Katherine Holm"), "It may be another form of the name, or another person.",
        _middle,
    ),
    SpellingRule(
        160, "person.words_left_out", "other last words, but all words of one stand in the other, in order",
        lambda pair: is_within(pair.words, pair.other_words) or is_within(pair.other_words, pair.words),
        "part", _person("María Gorza López", "Maria Gorza"), "In Spanish names the second surname may be left out.",
        lambda _: {"surname": "part"},
    ),
    SpellingRule(
        170, "person.swapped", "given name and surname have changed places",
        lambda pair: pair.is_swapped,
        "close", _person("Tan Weiming", "Weiming Tan"), "In East Asia the family name stands first.",
        lambda _: {"order": "swapped"},
    ),
    SpellingRule(
        180, "person.other_family", "one given name; two families, marked by a particle or after two names",
        lambda pair: pair.has_other_family,
        "contradicts", _person("Yusuf al-San'ani", "Yusuf al-Madani"), "It is written in full to tell two apart.",
        lambda _: {"surname": 0.0, "given": "same"},
    ),
    SpellingRule(
        190, "person.unlike", "nothing of all this",
        lambda _: True,
        "apart", _person("Ana Ruiz", "Tom Kell"), "Nothing speaks for one person.",
    ),
])  # fmt: skip


def compare_persons(one: PersonName, other: PersonName) -> Comparison:
    """Compares the full names of two persons by `PERSON_RULES`."""
    return first_verdict(PERSON_RULES, PersonPair(one, other))
