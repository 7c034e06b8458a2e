"""How alike two names are written, and which names are worth comparing at all.

Keys here are names as `names.name_key` folds them. A person's name is read as given names and a surname, any other as
a set of words of which some tell it from others. Words are compared in `transforms.sounds`. Names are compared only
where they share a blocking key (Fellegi and Sunter 1969; a survey is Christen 2012), and several keys of different
parts make up for a slip in one of them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler

from transforms import lexicons
from transforms.sounds import CLOSE, EXACT_BELOW, SAME, consonants, likeness, skeleton, sound

Verdict = Literal["same", "close", "part", "contradicts", "apart"]

LONGEST_NAME: Final = 120
"""Characters; a longer name is no name but a passage, and is compared by equality alone."""

MOST_KEYS: Final = 12
"""Blocking keys of one appearance, which bound the pairs of a night."""

_MOST_SPELLINGS: Final = 4
"""Spellings of one appearance that get an `=` key, the fullest; a fifth in one article is mostly noise."""

_SHORTEST_ACRONYM: Final = 3
"""Letters; two are the initials of too many bodies."""

_LONGEST_ACRONYM: Final = 6
"""Letters; a longer word is read as a word."""

_PARSED: Final = 20_000
"""Names whose parts are kept, and pairs of words: each is compared with many others in turn."""

_LEXICON: Final = lexicons.load("spelling")
_PARTICLES: Final = frozenset(_LEXICON["particles"])
_ONE_PARTICLE: Final[dict[str, str]] = _LEXICON["one_particle"]
_INNER_PARTICLES: Final = _PARTICLES | frozenset(_LEXICON["particles_inside"])
_ARTICLES: Final = frozenset(_LEXICON["articles"])
_ASSIMILATED: Final = frozenset(_LEXICON["assimilated"])
_SUFFIXES: Final = frozenset(_LEXICON["suffixes"])
_WRITTEN_SUFFIXES: Final[dict[str, str]] = _LEXICON["written_suffixes"]
_FAMILY_FIRST: Final = frozenset(_LEXICON["family_first"])
_CONTRARY_GIVEN: Final = frozenset(map(frozenset, _LEXICON["contrary_given"]))
_SMALL: Final = frozenset(_LEXICON["small"])
_VARIANTS: Final[dict[str, str]] = {word: meant.replace(" ", "") for word, meant in _LEXICON["variants"].items()}
_JOINED: Final = {phrase: phrase.replace(" ", "") for phrase in _LEXICON["variants"].values() if " " in phrase}
_OFFICES: Final = frozenset(_LEXICON["words"]["offices"])
_GENERIC: Final = frozenset(_LEXICON["words"]["generic"]) | _OFFICES
_PLACE_WORDS: Final = frozenset(_LEXICON["words"]["places"])
_GOVERNED: Final = frozenset(_LEXICON["words"]["governed"])
_TURNED: Final = frozenset(_LEXICON["words"]["turned"])
_FIRMS: Final = frozenset(_LEXICON["words"]["firms"])
_HOUSES: Final = frozenset(_LEXICON["words"]["houses"])
_DIRECTIONS: Final = frozenset(_LEXICON["words"]["directions"])
_CONTRARY: Final = _DIRECTIONS | frozenset(_LEXICON["words"]["contrary"])
_COMMON: Final = frozenset(_LEXICON["words"]["common"]) | frozenset(_JOINED.values())
_TAILS: Final = _FIRMS | frozenset(_LEXICON["words"]["tails"])


def _formal_names() -> dict[str, frozenset[str]]:
    """Returns for each given name of the lexicon the formal names that it may stand for."""
    names: dict[str, set[str]] = {}
    for forms in _LEXICON["given"]:
        for form in forms:
            names.setdefault(form, set()).add(forms[0])
    return {name: frozenset(formal) for name, formal in names.items()}


_FORMAL: Final = _formal_names()

_NO_WORD: Final = re.compile(r"[^a-z0-9 &/-]")
_BREAKS: Final = re.compile(r"[ /&-]+")
_STATES: Final = re.compile(rf"\b(?:{'|'.join(sorted(_JOINED, key=len, reverse=True))})\b")
_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?|[ivx]{2,}")
_JOINED_PARTICLE: Final = re.compile("^(?:abd[aeiou]l|[ae]l(?=[^aeiouyl])|abu|abou|van(?:de[rn]?)?|de[ l]la)(?=.{4})")
_OF_A_STATE: Final = frozenset({"n", "an", "ian", "i", "ese", "ish"})
_ENDING: Final = re.compile("(?:i?ans?|eans?|ns?|ese|ish|is?|e?s)$")


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
    features: dict[str, float | str] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class _Body:
    """Any other name.

    Attributes:
        words: those that count, in order and in one spelling each.
        written: all, as they are written.
        head: what it is: the word before "of", or the last.
        before_of: whether the head stands before "of".
    """

    words: tuple[str, ...]
    written: tuple[str, ...]
    head: str
    before_of: bool

    @property
    def turns(self) -> bool:
        """Whether "X of Y" is as well "Y X" here; "Council of X" and "University of X" are not."""
        return self.before_of and self.head in _TURNED


def is_short(kind: str, key: str) -> bool:
    """Tells whether a name says only within its article who is meant: a surname, or an office that every state has."""
    if kind == "GROUP" or len(key) > LONGEST_NAME:
        return False
    if kind == "PERSON":
        # A surname of two parts with a hyphen is one word.
        return " " not in key or len(_person(key).units) < 2
    words = _body(key).words
    return bool(words) and (_GENERIC.issuperset(words) or (kind == "PLACE" and _PLACE_WORDS.issuperset(words)))


def blocking_keys(kind: str, keys: Collection[str], *, is_weak: bool = False) -> set[str]:
    """Returns the keys under which an appearance with these spellings is compared with others.

    Where the kind `is_weak`, the model's word alone, a body or place of one word may be a surname, and has its key too.

    Families: `=` a spelling that is not short; `s:` what short names and the full ones that they may stand for share;
    `n:` parts of full persons' names; `o:` and `p:` what tells an organisation or a place from others; `i:` initials.

    Returns:
        At most `MOST_KEYS`, surnames of weak ones apart; the fullest spellings come first.
    """
    spellings = sorted(set(keys), key=lambda key: (-len(key.split()), -len(key), key))
    names = [key for key in spellings if len(key) <= LONGEST_NAME]
    found: dict[str, None] = {}
    full = [key for key in spellings if not is_short(kind, key)]
    for key in full[:_MOST_SPELLINGS]:
        found[f"={key}"] = None
    if kind == "PERSON":
        people = [_person(key) for key in names]
        found |= dict.fromkeys(key for person in people[:_MOST_SPELLINGS] for key in _surname_keys(person))
        found |= dict.fromkeys(key for name in names if name in full for key in _person_keys(_person(name)))
    else:
        bodies = [_body(key) for key in names]
        found |= dict.fromkeys(key for body in bodies[:_MOST_SPELLINGS] for key in _office_keys(body))
        found |= dict.fromkeys(key for body in bodies for key in _body_keys(kind, body))
    return set(list(found)[:MOST_KEYS]) | (_as_surname(spellings[0]) if is_weak and kind in {"ORG", "PLACE"} else set())


def _as_surname(key: str) -> set[str]:
    return set(_surname_keys(_person(key))) if is_short("PERSON", key) and len(key) <= LONGEST_NAME else set()


def compare(kind: str, left: str, right: str) -> Comparison:
    """Compares the spellings of two full names of one kind; which of the two comes first makes no difference."""
    if left == right:
        return Comparison("same", 1.0)
    if max(len(left), len(right)) > LONGEST_NAME:
        return Comparison("apart", 0.0)
    one, other = sorted((left, right))
    if kind == "PERSON":
        return _compare_persons(_person(one), _person(other))
    if kind == "GROUP" and other == f"{one}s":
        return Comparison("same", 0.98, {"words": "plural"})
    return _compare_bodies(kind, _body(one), _body(other))


def fits(kind: str, short: str, full: str) -> float:
    """Returns how well a short name fits a full one, from 0 (not at all) to 1 (it is a whole part of it)."""
    if max(len(short), len(full)) > LONGEST_NAME:
        return 0.0
    if kind == "PERSON":
        one, other = _person(short), _person(full)
        # "Orrell Jr" is not his father.
        return _fits_person(one, other) if one.suffix in {"", other.suffix} else 0.0
    part, whole = _body(short).words, _body(full).words
    if not part or not set(part) <= set(whole):
        return 0.0
    return 1.0 if all(word in _GENERIC or word in _PLACE_WORDS for word in part) else 0.5


# --- Persons ---


def _plain(key: str) -> str:
    """Returns a key in Latin letters and digits, with its spaces, hyphens, ampersands and slashes."""
    return _NO_WORD.sub("", key if key.isascii() else anyascii(key).lower())


@lru_cache(_PARSED)
def _person(key: str) -> _Person:
    words: list[tuple[str, bool]] = []
    for token in _plain(key).split():
        pieces = [piece for piece in re.split("[-/&]+", token) if piece]
        words += [(piece, n < len(pieces) - 1) for n, piece in enumerate(pieces)]
    suffix = ""
    if len(words) > 1 and words[-1][0] in _SUFFIXES:
        suffix = words.pop()[0]
    elif len(words) > 2 and words[-1][0] in _WRITTEN_SUFFIXES:
        suffix = _WRITTEN_SUFFIXES[words.pop()[0]]
    return _Person(tuple(_units(words)), suffix)


def _units(words: Sequence[tuple[str, bool]]) -> Iterator[_Unit]:
    """Joins particles to the word after them, and takes initials written as one word apart."""
    particles: list[str] = []
    article = False
    begun = False
    for n, (word, hyphen) in enumerate(words):
        last = n == len(words) - 1
        before_word = not last and (hyphen or begun or bool(particles))
        if (before_word and word in _ARTICLES) or (
            not last and hyphen and word in _ASSIMILATED and words[n + 1][0].startswith(word[1:])
        ):
            # That of "abd al-rahman" stands in "abdul" already.
            article = particles[-1:] != ["abdul"]
        elif not last and (
            word in _PARTICLES or (word in _INNER_PARTICLES and (begun or words[n + 1][0] in _PARTICLES))
        ):
            particles.append(_ONE_PARTICLE.get(word, word))
        elif not last and len(word) < EXACT_BELOW and word not in _FORMAL and not set(word) & set("aeiouy"):
            yield from (_Unit("", letter, False) for letter in word)
            begun = True
        else:
            yield _Unit("".join(particles), word, article)
            particles, article, begun = [], False, True


def _compare_persons(one: _Person, other: _Person) -> Comparison:
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
        if plain.core[:2] in _ARTICLES:
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
    if frozenset((left, right)) in _CONTRARY_GIVEN:
        return 0.0, "other"
    found = _unit_likeness(a, b)
    if found < SAME and _formal(left) & _formal(right):
        return 0.9, "nickname"
    if found < SAME and _two_sexes(left, right):
        return 0.0, "other"
    return (found, "variant" if found >= SAME else "slip") if found else (0.0, "other")


def _formal(name: str) -> frozenset[str]:
    return _FORMAL.get(name, frozenset()) | {name}


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


def _fits_person(short: _Person, full: _Person) -> float:
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
    if len(full.units) > 1 and name.whole == first.whole and first.whole in _FAMILY_FIRST:
        return 1.0
    return 0.5 if any(_unit_likeness(name, unit) >= SAME for unit in full.units[:-1]) else 0.0


# --- Keys of persons ---


def _core(unit: _Unit) -> str:
    """Returns the skeleton of a word without its particles, apart or joined."""
    return skeleton(_JOINED_PARTICLE.sub("", unit.core))


def _surname_keys(person: _Person) -> Iterator[str]:
    """Yields `s:` and the skeleton of the surname, and of the first word too where it may be the family's."""
    if not person.units:
        return
    yield f"s:{_core(person.surname)}"
    if len(person.units) > 1 and person.units[0].whole in _FAMILY_FIRST:
        yield f"s:{_core(person.units[0])}"


def _person_keys(person: _Person) -> Iterator[str]:
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


# --- Bodies, places, groups ---


@lru_cache(_PARSED)
def _body(key: str) -> _Body:
    plain = _plain(key)
    written = tuple(filter(None, _BREAKS.split(plain)))
    # A state's name of several words is one word here, so that "United" is no likeness.
    joined = filter(None, _BREAKS.split(_STATES.sub(lambda found: _JOINED[found[0]], plain)))
    words = tuple(_VARIANTS.get(word, word) for word in joined if word not in _SMALL or len(written) == 1)
    heads = [_VARIANTS.get(word, word) for word, after in pairwise(written) if after in {"of", "for"}]
    return _Body(words, written, heads[0] if heads else (words[-1] if words else ""), bool(heads))


def _compare_bodies(kind: str, one: _Body, other: _Body) -> Comparison:
    a, b = one.words, other.words
    if not a or not b:
        return Comparison("apart", 0.0)
    if a == b:
        return Comparison("same", 0.99, {"words": "same"})
    if "".join(a) == "".join(b):
        return Comparison("same", 0.97, {"words": "joined"})
    if kind != "GROUP" and (_initials_of(one, other) or _initials_of(other, one)):
        return Comparison("part", 0.6, {"initials": (one if len(one.written) == 1 else other).written[0]})
    pairs, left, right = _matched(a, b)
    least = min((found for _, _, found in pairs), default=0.0)
    mean = sum(found * (len(a[n]) + len(b[m])) for n, m, found in pairs) / (sum(map(len, a)) + sum(map(len, b)))
    if not pairs:
        return Comparison("apart", round(0.4 * JaroWinkler.similarity(" ".join(a), " ".join(b)), 3))
    features: dict[str, float | str] = {"words": round(mean, 2)}
    if not _HOUSES.isdisjoint(left) and not _HOUSES.isdisjoint(right):
        features |= _unlike(left, right)
        left, right = [[word for word in words if word not in _HOUSES] for words in (left, right)]
        if not left and not right:
            return Comparison("close", round(0.8 * mean, 3), features)
    plain = _PLACE_WORDS if kind == "PLACE" else _GENERIC
    if _contrary(left, right):
        return Comparison("contradicts", round(0.3 * mean, 3), features | _unlike(left, right))
    if left and right:
        left, right = [[word for word in words if word not in _FIRMS] for words in (left, right)]
    if not left and not right:
        order = [m for n, m, _ in pairs if a[n] not in _FIRMS]
        if order != sorted(order) and not (one.turns or other.turns):
            return Comparison("apart", 0.4, features | {"order": "other"})
        return Comparison("same" if least >= SAME else "close", round(0.98 * mean, 3), features)
    if left and right:
        # Half of the words the same, and the others not: two bodies of one make; but a "center" may be a "clinic".
        heads = len(left) == len(right) == 1 and left[0] == one.head and right[0] == other.head
        if len(pairs) >= max(len(left), len(right)) and not (heads and plain.issuperset(left + right)):
            return Comparison("contradicts", round(0.3 * mean, 3), features | _unlike(left, right))
        return Comparison("apart", round(0.4 * mean, 3), features | _unlike(left, right))
    more = left or right
    if _is_part(kind, *(one, other) if right else (other, one), more):
        return Comparison("part", round(0.5 + 0.3 * mean * least, 3), features | {"more": " ".join(more)})
    if kind == "PLACE" and _DIRECTIONS & set(more):
        return Comparison("contradicts", round(0.3 * mean, 3), features | {"more": " ".join(more)})
    return Comparison("apart", round(0.4 * mean, 3), features | {"more": " ".join(more)})


def _unlike(left: Sequence[str], right: Sequence[str]) -> dict[str, float | str]:
    return {"unlike": f"{' '.join(left)}/{' '.join(right)}"}


def _matched(a: Sequence[str], b: Sequence[str]) -> tuple[list[tuple[int, int, float]], list[str], list[str]]:
    """Pairs the words of two names, each with the likest that is left.

    Returns:
        The pairs by place in `a`, with their likeness; the words of `a` without one, and those of `b`.
    """
    free = dict(enumerate(b))
    pairs = []
    for n, word in enumerate(a):
        m = next((m for m, other in free.items() if other == word), None)
        if m is not None:
            del free[m]
            pairs.append((n, m, 1.0))
    alone = [n for n in range(len(a)) if all(n != pair[0] for pair in pairs)]
    for n in list(alone):
        found, m = max(((_word_likeness(a[n], other), -m) for m, other in free.items()), default=(0.0, 0))
        if found:
            del free[-m]
            alone.remove(n)
            pairs.append((n, -m, found))
    return sorted(pairs), [a[n] for n in alone], list(free.values())


@lru_cache(_PARSED)
def _word_likeness(a: str, b: str) -> float:
    """Returns the likeness of two words of bodies; a state and what is of it are one ("Ardia", "Ardian")."""
    if {a, b} & _CONTRARY or _NUMBER.fullmatch(a) or _NUMBER.fullmatch(b):
        return float(a == b)
    if {a, b} <= _GENERIC:
        # Their plurals ("Force", "Forces"), and no slips: "state" and "estate" are two.
        return 0.96 if a.rstrip("s") == b.rstrip("s") else 0.0
    found = likeness(a, b) if OSA.normalized_similarity(a, b) >= _ALIKE_IN_BODIES else 0.0
    return max(found, 0.96) if found < SAME and _of_one_state(a, b) else found


_ALIKE_IN_BODIES: Final = 0.75
"""Share of letters; words of bodies and places are not all foreign names, and in others a like sound says little."""


def _of_one_state(a: str, b: str) -> bool:
    """Whether one word is the adjective of the other: Ardia, Ardian; with a lost vowel, Belmo, Belmese."""
    # "Ardia's" has lost its mark in a key.
    state, other = sorted((a.removesuffix("s"), b.removesuffix("s")), key=len)
    stem = state.rstrip("aeiouy")
    return len(stem) >= _SHORTEST_STEM and (
        (other.startswith(state) and other[len(state) :] in _OF_A_STATE)
        or (stem != state and other.startswith(stem) and other[len(stem) :] in _OF_A_STATE - {"n"})
    )


def _stem(word: str) -> str:
    """Returns a word without plural and without what makes an adjective of a state, for looking up."""
    stem = _ENDING.sub("", word).rstrip("aeiouy")
    return stem if len(stem) >= _SHORTEST_STEM else word


_SHORTEST_STEM: Final = 3
"""Letters; with fewer, words of one beginning are seldom related."""

_COMMON_STEMS: Final = frozenset(map(_stem, _COMMON))


def _contrary(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether both names have numbers, directions or the like that the other has not."""
    return any(
        any(test(word) for word in left) and any(test(word) for word in right)
        for test in (_CONTRARY.__contains__, _NUMBER.fullmatch)
    )


def _is_part(kind: str, part: _Body, whole: _Body, more: Sequence[str]) -> bool:
    """Whether the words of one name, all found in the other, may stand for it."""
    if kind == "GROUP":
        return False  # a smaller group is another group
    if _TAILS.issuperset(more):
        return True
    if kind == "PLACE":
        if whole.before_of and whole.head in more and whole.head not in _GOVERNED:
            return False  # the sea of a land
        ends_alike = len(part.words) > 1 and part.words[-1] == whole.words[-1]
        return not _DIRECTIONS & set(more) and (ends_alike or _PLACE_WORDS.issuperset(more))
    if _word_likeness(part.head, whole.head) >= CLOSE:
        # "Telegraph" stands for another "Telegraph", but "Ardia" not for what is of it.
        return len(part.words) > 1 or part.head not in _COMMON | _GENERIC
    # Words after it may say more of it; another head makes another body ("Ardian Union", "Ardian Union Commission").
    return len(part.words) > 1 and not _COMMON.issuperset(part.words) and not _GENERIC & (set(more) - _FIRMS)


def _initials_of(short: _Body, long: _Body) -> bool:
    """Whether one name is the initials of the other."""
    return len(short.written) == 1 and len(long.written) > 1 and short.written[0] in set(_initials(long))


def _initials(body: _Body) -> Iterator[str]:
    """Yields the initials of a name with and without its small words."""
    for words in (body.written, [word for word in body.written if word not in _SMALL]):
        letters = "".join(word[0] for word in words)
        if _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
            yield letters


def _office_keys(body: _Body) -> Iterator[str]:
    """Yields `s:` and the office in a name, without the state or town that it is of."""
    office = [word for word in body.words if word in _GENERIC]
    if set(office) & _OFFICES or (office and len(office) == len(body.words)):
        yield "s:" + " ".join(sorted(office, key=body.head.__eq__) if body.turns else office)


def _body_keys(kind: str, body: _Body) -> Iterator[str]:
    """Yields keys of a body, place or group: of all its telling words, of two neighbouring ones, of the only one."""
    family, plain = ("p:", _PLACE_WORDS) if kind == "PLACE" else ("o:", _GENERIC | _FIRMS)
    telling = [word for word in body.words if word not in plain]
    bones = [consonants(_stem(word)) if len(word) >= EXACT_BELOW else word for word in telling]
    if not telling:
        return
    if kind != "PLACE" and _COMMON_STEMS.issuperset(map(_stem, telling)):
        # Too many are of these: what they are tells them apart.
        yield family + " ".join(sorted({*bones, *(word.removesuffix("s") for word in body.words if word in _GENERIC)}))
    else:
        yield family + " ".join(sorted(bones))
        for pair in (slice(-2, None), slice(2)):
            if not _COMMON_STEMS.issuperset(map(_stem, telling[pair])):
                yield family + " ".join(sorted(bones[pair]))
        if len(bones) == 1 and len(bones[0]) > _SHORTEST_STEM:
            # For slips in the only word.
            yield f"{family}{bones[0][:3]}-"
            yield f"{family}{bones[0][0]}-{bones[0][-2:]}"
        if _stem(telling[-1]) not in _COMMON_STEMS and (kind != "PLACE" or len(telling) < len(body.words)):
            yield family + bones[-1]
    if kind == "ORG":
        if len(body.written) == 1 and _SHORTEST_ACRONYM <= len(body.written[0]) <= _LONGEST_ACRONYM:
            yield f"i:{body.written[0]}"
        yield from (f"i:{letters}" for letters in _initials(body) if len(body.written) > 1)
