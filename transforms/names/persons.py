"""Comparison of the names of persons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from transforms.names.transliteration import CLOSE, EXACT_BELOW, SAME, likeness, skeleton, sound
from transforms.names.words import (
    ARTICLES,
    ASSIMILATED,
    CONTRARY_GIVEN,
    FAMILY_FIRST,
    FORMAL,
    INNER_PARTICLES,
    JOINED_PARTICLE,
    ONE_PARTICLE,
    PARSED,
    PARTICLES,
    SUFFIXES,
    WRITTEN_SUFFIXES,
    Comparison,
    plain_word,
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One word of a person's name with the particles before it, joined ("vander", "abdul") and without articles."""

    particles: str
    core: str
    article: bool

    @property
    def whole(self) -> str:
        return self.particles + self.core


@dataclass(frozen=True, slots=True)
class _Person:
    """A person's name in its parts; `suffix` is "", "jr", "sr", "ii" and so on."""

    units: tuple[_Unit, ...]
    suffix: str

    @property
    def surname(self) -> _Unit:
        return self.units[-1]

    @property
    def joined(self) -> str:
        return "".join(unit.whole for unit in self.units)


@lru_cache(PARSED)
def parse_person(key: str) -> _Person:
    words: list[tuple[str, bool]] = []
    for token in plain_word(key).split():
        pieces = [piece for piece in re.split("[-/&]+", token) if piece]
        words += [(piece, n < len(pieces) - 1) for n, piece in enumerate(pieces)]
    suffix = ""
    if len(words) > 1 and words[-1][0] in SUFFIXES:
        suffix = words.pop()[0]
    elif len(words) > 2 and words[-1][0] in WRITTEN_SUFFIXES:
        suffix = WRITTEN_SUFFIXES[words.pop()[0]]
    return _Person(tuple(_units(words)), suffix)


def _units(words: Sequence[tuple[str, bool]]) -> Iterator[_Unit]:
    """Joins particles to the word after them, and takes initials written as one word apart."""
    particles: list[str] = []
    article = False
    begun = False
    for n, (word, hyphen) in enumerate(words):
        last = n == len(words) - 1
        before_word = not last and (hyphen or begun or bool(particles))
        if (before_word and word in ARTICLES) or (
            not last and hyphen and word in ASSIMILATED and words[n + 1][0].startswith(word[1:])
        ):
            # That of "abd al-rahman" stands in "abdul" already.
            article = particles[-1:] != ["abdul"]
        elif not last and (word in PARTICLES or (word in INNER_PARTICLES and (begun or words[n + 1][0] in PARTICLES))):
            particles.append(ONE_PARTICLE.get(word, word))
        elif not last and len(word) < EXACT_BELOW and word not in FORMAL and not set(word) & set("aeiouy"):
            yield from (_Unit("", letter, False) for letter in word)
            begun = True
        else:
            yield _Unit("".join(particles), word, article)
            particles, article, begun = [], False, True


def compare_persons(one: _Person, other: _Person) -> Comparison:
    if not one.units or not other.units:
        return Comparison("apart", 0.0)
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Comparison("contradicts", 0.0, {"suffix": f"{one.suffix}/{other.suffix}"})
    a, b = one.units, other.units
    if len(a) != len(b) and min(len(unit.core) for unit in a + b) > 1 and likeness(one.joined, other.joined) >= SAME:
        return _judged(0.97, 1.0, one.suffix != other.suffix, {"words": "joined"})
    surname = _unit_likeness(a[-1], b[-1])
    if surname >= CLOSE:
        return _compare_given(one, other, surname)
    if _within(a, b) or _within(b, a):
        return Comparison("part", 0.6, {"surname": "part"})
    has_particles = any(unit.particles for unit in a + b)
    if (
        len(a) == len(b) == 2
        and not has_particles
        and min(likeness(a[0].core, b[1].core), likeness(a[1].core, b[0].core)) >= SAME
    ):
        return Comparison("close", 0.85, {"order": "swapped"})
    if len(a) == len(b) > 1 and all(_unit_likeness(x, y) >= SAME for x, y in zip(a[:-1], b[:-1], strict=True)):
        # One given name and another family, told by a particle, or by names before it that are the same as well.
        told = (a[-1].article or a[-1].particles) and (b[-1].article or b[-1].particles)
        if told or len(a) > 2:
            return Comparison("contradicts", 0.1, {"surname": 0.0, "given": "same"})
    return Comparison("apart", round(0.4 * JaroWinkler.similarity(one.joined, other.joined), 3))


def _compare_given(one: _Person, other: _Person, surname: float) -> Comparison:
    """Compares two names with surnames that are alike."""
    features: dict[str, float | str] = {"surname": round(surname, 2)}
    a, b = one.units[:-1], other.units[:-1]
    suffix = one.suffix != other.suffix
    if suffix:
        features["suffix"] = one.suffix or other.suffix
    if not a or not b:
        if not a and not b:
            return _judged(surname, 1.0, suffix, features)
        return Comparison("part", round(0.6 * surname, 3), features | {"given": "left out"})
    given, how = _given_likeness(a[0], b[0])
    if not given:
        shorter, longer = sorted((a, b), key=len)
        if len(shorter) < len(longer) and _within(shorter, longer):
            return Comparison("part", round(0.65 * surname, 3), features | {"given": "left out"})
        if surname < SAME:
            return Comparison("apart", 0.2, features | {"given": how})
        return Comparison("contradicts", 0.1, features | {"given": how})
    features["given"] = how
    shorter, longer = sorted((a[1:], b[1:]), key=len)
    initials = bool(shorter) and len(shorter[0].core) == len(longer[0].core) == 1
    if (shorter and not _within(shorter, longer)) or (initials and shorter[0] != longer[0]):
        return Comparison("contradicts", 0.15, features | {"middle": "other"})
    if len(shorter) < len(longer):
        features["middle"] = "left out"
    elif shorter:
        given = min(given, *(_given_likeness(x, y)[0] for x, y in zip(shorter, longer, strict=True)))
    return _judged(surname, given, suffix or len(shorter) < len(longer), features)


def _judged(surname: float, given: float, more: bool, features: dict[str, float | str]) -> Comparison:
    """Returns the verdict on two names whose parts fit; `more` tells that one has a middle name or suffix more."""
    score = round((0.6 * surname + 0.4 * given) * (0.95 if more else 1.0), 3)
    return Comparison("same" if min(surname, given) >= SAME and not more else "close", score, features)


def _unit_likeness(a: _Unit, b: _Unit) -> float:
    """Returns the likeness of two words with their particles; an article counts for nothing."""
    if a.particles == b.particles and a.core == b.core:
        return 1.0 if a.article == b.article else 0.98
    found = likeness(a.whole, b.whole)
    if found < SAME and a.article != b.article:
        plain, with_article = (b, a) if a.article else (a, b)
        if plain.core[:2] in ARTICLES:
            found = max(found, likeness(plain.whole[2:], with_article.whole))
    if found < SAME and bool(a.particles) != bool(b.particles):
        found = max(found, min(0.9, likeness(a.core, b.core)))
    return found


def _given_likeness(a: _Unit, b: _Unit) -> tuple[float, str]:
    """Returns the likeness of two given names, 0 if they are of two people, and what was seen."""
    left, right = a.whole, b.whole
    if left == right:
        return 1.0, "same"
    if len(left) == 1 or len(right) == 1:
        return (0.85, "initial") if left[0] == right[0] else (0.0, "other initial")
    if frozenset((left, right)) in CONTRARY_GIVEN:
        return 0.0, "other"
    found = _unit_likeness(a, b)
    if found < SAME and _formal(left) & _formal(right):
        return 0.9, "nickname"
    if found < SAME and _two_sexes(left, right):
        return 0.0, "other"
    return (found, "variant" if found >= SAME else "slip") if found else (0.0, "other")


def _formal(name: str) -> frozenset[str]:
    return FORMAL.get(name, frozenset()) | {name}


def _two_sexes(left: str, right: str) -> bool:
    """Whether names differ in the ending of a woman's: Paul, Paula; Mario, Maria; Denis, Denise."""
    shorter, longer = sorted((left, right), key=len)
    return left.endswith("a") != right.endswith("a") or (longer.endswith("e") and longer[:-1] == shorter)


def _within(part: Sequence[_Unit], whole: Sequence[_Unit]) -> bool:
    """Whether the words of one name stand in the other's, in order; initials stand for words."""
    rest = iter(whole)
    return len(part) <= len(whole) and all(
        any(_given_likeness(word, other)[0] or _unit_likeness(word, other) >= CLOSE for other in rest) for word in part
    )


def fits_person(short: _Person, full: _Person) -> float:
    if not short.units or not full.units or (short.suffix and full.suffix and short.suffix != full.suffix):
        return 0.0
    name, surname = short.surname, full.surname
    if not _within(short.units[:-1], full.units[:-1]):
        return 0.0
    if name.core == surname.core:
        return 1.0 if name.particles == surname.particles or not name.particles else 0.9
    found = _unit_likeness(name, surname)
    if found >= CLOSE:
        return min(found, 0.95)
    if len(short.units) > 1:
        return 0.0
    first = full.units[0]
    if len(full.units) > 1 and name.whole == first.whole and first.whole in FAMILY_FIRST:
        return 1.0
    return 0.5 if any(_unit_likeness(name, unit) >= SAME for unit in full.units[:-1]) else 0.0


# --- Keys of persons ---


def _core(unit: _Unit) -> str:
    """Returns the skeleton of a word without its particles, apart or joined."""
    return skeleton(JOINED_PARTICLE.sub("", unit.core))


def surname_keys(person: _Person) -> Iterator[str]:
    """Yields `s:` and the skeleton of the surname, and of the first word too where it may be the family's."""
    if not person.units:
        return
    yield f"s:{_core(person.surname)}"
    if len(person.units) > 1 and person.units[0].whole in FAMILY_FIRST:
        yield f"s:{_core(person.units[0])}"


def person_keys(person: _Person) -> Iterator[str]:
    """Yields keys of a full name, the most telling first.

    The surname with the first sound of the given name meets nicknames, initials and slips in the given name; two
    neighbouring words in any order, names that leave out others; the given name with two letters of the surname, slips
    in that.
    """
    if len(person.units) < 2:
        return
    given, surname = person.units[0], person.surname
    last = _core(surname)
    for start in sorted({start for name in _formal(given.whole) for start in (name[0], sound(name)[0])}):
        yield f"n:{last} {_START.get(start, start)}"
    for pair in (person.units[-2:], person.units[:2]):
        yield "n:" + "+".join(sorted(_core(unit) for unit in pair))
    if len(last) > 2 and len(given.core) > 1:
        first = _core(given)
        yield f"n:{first} {last[:2]}-"
        yield f"n:{first} {last[0]}-{last[-1]}"
    yield f"n:{skeleton(person.joined)}"


_START: Final = (
    dict.fromkeys("cqx", "k") | dict.fromkeys("zSC", "s") | dict.fromkeys("gYy", "j") | dict.fromkeys("vw", "f")
)
"""Letters with which spellings of one given name begin: one class each."""
