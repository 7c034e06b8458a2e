"""Names of persons: their parts, how alike two parts are, and the keys under which names are looked up.

How two whole names are compared stands in `person_rules`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from transforms.names.east_asian import syllable_keys
from transforms.names.romanisation import are_two_in_a_language, is_of_a_language, language_keys
from transforms.names.transliteration import CLOSE, EXACT_BELOW, SAME, likeness, skeleton, sound
from transforms.names.words import (
    ARTICLES,
    ASSIMILATED,
    CONTRARY_GIVEN,
    FAMILY_FIRST,
    FORMAL,
    INNER_PARTICLES,
    JOINED_PARTICLE,
    MEN,
    ONE_PARTICLE,
    PARSED,
    PARTICLES,
    PATRONYMIC_ENDINGS,
    SUFFIXES,
    WOMEN,
    WRITTEN_SUFFIXES,
    plain_word,
)

ARTICLE_LEFT_OUT: Final = 0.98
"""Likeness of two words of which one has an article: as good as the same, and less than the very same letters."""

PARTICLE_LEFT_OUT: Final = 0.9
"""Likeness, at most, of two words of which one lacks a particle ("van der Borg", "Borg"): as for a slip."""

INITIAL: Final = 0.85
"""Likeness of a given name and its initial: less than `SAME`, for an initial stands for many names."""

NICKNAME: Final = 0.9
"""Likeness of two forms of one given name, by the list of `lexicons/given_names.toml`: less than `SAME`."""

SHORT_NAME_FIT: Final = {"other particles": 0.9, "like surname": 0.95, "given name": 0.5}
"""How well a short name fits a full one that does not end with it: the surname has other particles; it is spelt alike
(at most this); the short name is the given name, by which people are seldom called outside their article."""


@dataclass(frozen=True, slots=True)
class PersonWord:
    """One word of a person's name.

    Attributes:
        particles: the particles before it, joined: "vander", "abdul"; empty for most words.
        core: the word.
        article: whether an article stood before it, as in "al-Sanani".
    """

    particles: str
    core: str
    article: bool

    @property
    def whole(self) -> str:
        """The word with its particles."""
        return self.particles + self.core


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts.

    Attributes:
        units: its words; the last is taken for the surname.
        suffix: "jr", "sr", "ii" and so on; empty for most names.
        spelt_out: its words with two letters for each letter with a mark, as German and Danish are written without:
            "juergen", "soeren".
    """

    units: tuple[PersonWord, ...]
    suffix: str
    spelt_out: tuple[str, ...]

    @property
    def surname(self) -> PersonWord:
        """The last word."""
        return self.units[-1]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, each with its particles."""
        return tuple(unit.whole for unit in self.units)

    @property
    def particles(self) -> frozenset[str]:
        """Its particles; "al-" for an article."""
        return frozenset({unit.particles for unit in self.units} | {"al-" for unit in self.units if unit.article})

    @property
    def joined(self) -> str:
        """All words in one."""
        return "".join(self.words)


@lru_cache(PARSED)
def parse_person(key: str) -> PersonName:
    """Splits a person's name into its parts.

    Args:
        key: the name as `normalise.name_key` folds it.
    """
    units, suffix = _parsed(plain_word(key))
    spelt_out = units if key.isascii() else _parsed(plain_word(key.translate(_SPELT_OUT)))[0]
    return PersonName(units, suffix, tuple(unit.whole for unit in spelt_out))


_ABBREVIATED: Final = frozenset({"jr", "sr"})
"""Suffixes that are no names, so that they are told wherever they stand: "Orrell Jr, Tomas"."""

_SPELT_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "å": "aa", "ß": "ss"})


def _parsed(plain: str) -> tuple[tuple[PersonWord, ...], str]:
    """Returns the words of a name in plain letters, and its suffix."""
    words: list[tuple[str, bool]] = []
    for token in plain.split():
        pieces = [piece for piece in re.split("[-/&]+", token) if piece]
        words += [(piece, n < len(pieces) - 1) for n, piece in enumerate(pieces)]
    suffix = ""
    inside = next((n for n, (word, _) in enumerate(words[1:], 1) if word in _ABBREVIATED), None)
    if inside is not None:
        suffix = words.pop(inside)[0]
    elif len(words) > 1 and words[-1][0] in SUFFIXES:
        suffix = words.pop()[0]
    elif len(words) > 2 and words[-1][0] in WRITTEN_SUFFIXES:
        suffix = WRITTEN_SUFFIXES[words.pop()[0]]
    return tuple(_units(words)), suffix


def _units(words: Sequence[tuple[str, bool]]) -> Iterator[PersonWord]:
    """Yields the words of a name, particles joined to the word after them; "KR" is two initials.

    Args:
        words: each word, and whether a hyphen follows it.
    """
    particles: list[str] = []
    article = False
    begun = False
    for n, (word, hyphen) in enumerate(words):
        last = n == len(words) - 1
        before_word = not last and (hyphen or begun or bool(particles))
        if (before_word and word in ARTICLES) or (
            not last and hyphen and word in ASSIMILATED and words[n + 1][0].startswith(word[1:])
        ):
            # "abdul" holds the article of "abd al-rahman" already.
            article = particles[-1:] != ["abdul"]
        elif not last and (word in PARTICLES or (word in INNER_PARTICLES and (begun or words[n + 1][0] in PARTICLES))):
            particles.append(ONE_PARTICLE.get(word, word))
        elif not last and len(word) < EXACT_BELOW and word not in FORMAL and not set(word) & set("aeiouy"):
            yield from (PersonWord("", letter, False) for letter in word)
            begun = True
        else:
            yield PersonWord("".join(particles), word, article)
            particles, article, begun = [], False, True


def word_likeness(a: PersonWord, b: PersonWord) -> float:
    """Returns how alike two words with their particles are, 0 to 1; an article hardly counts."""
    if a.particles == b.particles and a.core == b.core:
        return 1.0 if a.article == b.article else ARTICLE_LEFT_OUT
    found = likeness(a.whole, b.whole)
    if found < SAME and a.article != b.article:
        plain, with_article = (b, a) if a.article else (a, b)
        if plain.core[:2] in ARTICLES:
            found = max(found, likeness(plain.whole[2:], with_article.whole))
    if found < SAME and bool(a.particles) != bool(b.particles):
        found = max(found, min(PARTICLE_LEFT_OUT, likeness(a.core, b.core)))
    return found


def given_likeness(a: PersonWord, b: PersonWord) -> tuple[float, str]:
    """Compares two given names.

    Returns:
        How alike they are, 0 to 1, 0 if they belong to two people; and in a word why.
    """
    left, right = a.whole, b.whole
    if left == right:
        return 1.0, "same"
    if len(left) == 1 or len(right) == 1:
        return (INITIAL, "initial") if left[0] == right[0] else (0.0, "other initial")
    if frozenset((left, right)) in CONTRARY_GIVEN:
        return 0.0, "other"
    found = word_likeness(a, b)
    if found < SAME and _formal(left) & _formal(right):
        return NICKNAME, "nickname"
    are_two = _are_two_forms(left, right) or (
        # Two romanisations of one name may both be listed, "Yousef" and "Yusuf".
        found < SAME and (_two_sexes(left, right) or are_two_in_a_language(left, right))
    )
    if not found or are_two:
        return 0.0, "other"
    return found, "variant" if found >= SAME else "slip"


def is_given_name(word: str) -> bool:
    """Returns whether a word in small letters is a known given name, in any of its forms or of any language."""
    plain = plain_word(word)
    return plain in FORMAL or plain in MEN or plain in WOMEN or is_of_a_language(plain)


def are_two_given_names(left: str, right: str) -> bool:
    """Returns whether both are known given names, and no forms of one: Gary, Harry."""
    if left == right or _formal(left) & _formal(right):
        return False
    return _are_two_forms(left, right) or are_two_in_a_language(left, right)


def _are_two_forms(left: str, right: str) -> bool:
    """Returns whether the forms of both are listed, and they share none."""
    return left in FORMAL and right in FORMAL and not _formal(left) & _formal(right)


def _formal(name: str) -> frozenset[str]:
    return FORMAL.get(name, frozenset()) | {name}


def _two_sexes(left: str, right: str) -> bool:
    """Returns whether one given name is a woman's form of the other: Paul, Paula; Mario, Maria; Denis, Denise."""
    shorter, longer = sorted((left, right), key=len)
    return left.endswith("a") != right.endswith("a") or (longer.endswith("e") and longer[:-1] == shorter)


def is_patronymic(word: PersonWord) -> bool:
    """Returns whether a word says whose child somebody is, as Russian and Ukrainian names have it: "Petrovich"."""
    return len(word.core) > _SHORTEST_PATRONYMIC and word.core.endswith(PATRONYMIC_ENDINGS)


_SHORTEST_PATRONYMIC: Final = 5
"""Letters; "Ilyich" has six."""


def is_within(part: Sequence[PersonWord], whole: Sequence[PersonWord]) -> bool:
    """Returns whether all words of one name stand in the other, in the same order; an initial stands for a word."""
    rest = iter(whole)
    return len(part) <= len(whole) and all(
        any(given_likeness(word, other)[0] or word_likeness(word, other) >= CLOSE for other in rest) for word in part
    )


def fits_person(short: PersonName, full: PersonName) -> float:
    """Returns how well a short name, mostly a surname, fits a full one.

    Returns:
        0 (not at all) to 1 (it is the surname); `SHORT_NAME_FIT` says what lies between.
    """
    if not short.units or not full.units or (short.suffix and full.suffix and short.suffix != full.suffix):
        return 0.0
    name, surname = short.surname, full.surname
    if not is_within(short.units[:-1], full.units[:-1]):
        return 0.0
    if name.core == surname.core:
        return 1.0 if name.particles == surname.particles or not name.particles else SHORT_NAME_FIT["other particles"]
    found = word_likeness(name, surname)
    if found >= CLOSE:
        return min(found, SHORT_NAME_FIT["like surname"])
    if len(short.units) > 1:
        return 0.0
    first = full.units[0]
    if len(full.units) > 1 and name.whole == first.whole and first.whole in FAMILY_FIRST:
        return 1.0
    return SHORT_NAME_FIT["given name"] if any(word_likeness(name, unit) >= SAME for unit in full.units[:-1]) else 0.0


# --- Keys of persons ---


def _core(unit: PersonWord) -> str:
    """Returns the consonant skeleton of a word without its particles, also without those written as part of it."""
    return skeleton(JOINED_PARTICLE.sub("", unit.core))


def surname_keys(person: PersonName) -> Iterator[str]:
    """Yields the key `s:` with the skeleton of the surname; also of the first word if that may be the family name."""
    if not person.units:
        return
    yield f"s:{_core(person.surname)}"
    if len(person.units) > 1 and person.units[0].whole in FAMILY_FIRST:
        yield f"s:{_core(person.units[0])}"


def person_keys(person: PersonName) -> Iterator[str]:
    """Yields the keys of a full name, the most telling first.

    - Surname and first sound of the given name: found by names with a nickname, an initial or a slip in the given name.
    - Two neighbouring words in any order: found by names that leave out other words.
    - The family and the sounds of a Chinese or Korean name; of another language what its romanisations share.
    - Given name and two letters of the surname: found by names with a slip in the surname.
    - The whole name as one word.
    """
    if len(person.units) < 2:
        return
    given, surname = person.units[0], person.surname
    last = _core(surname)
    for start in sorted({start for name in _formal(given.whole) for start in (name[0], sound(name)[0])}):
        yield f"n:{last} {_START.get(start, start)}"
    for pair in (person.units[-2:], person.units[:2]):
        yield "n:" + "+".join(sorted(_core(unit) for unit in pair))
    yield from (f"n:{key}" for key in (*syllable_keys(person.words), *language_keys(person.words, person.particles)))
    if len(last) > 2 and len(given.core) > 1:
        first = _core(given)
        yield f"n:{first} {last[:2]}-"
        yield f"n:{first} {last[0]}-{last[-1]}"
    yield f"n:{skeleton(person.joined)}"


_START: Final = (
    dict.fromkeys("cqx", "k") | dict.fromkeys("zSC", "s") | dict.fromkeys("gYy", "j") | dict.fromkeys("vw", "f")
)
"""First letters that spellings of one given name mix, under the one letter that stands for them in keys."""
