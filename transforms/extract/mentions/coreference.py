"""Which names of one article mean the same: short forms join their full form, unless two could be meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.headlines import is_headline
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.type_vote import BODIES, OFFICE, SURE, TypeVote, is_group, winners
from transforms.names.gazetteer import WELL_KNOWN, gazetteer
from transforms.names.normalise import name_key

_LEXICON: Final = lexicons.load("names")
_ACRONYM_AFTER: Final = re.compile(r"\s?\((?:the )?\"?([A-Z][A-Z&.]{1,9})\"?\)")
_GENERATIONS: Final = frozenset(_LEXICON["generations"])
_GENERIC: Final = frozenset(_LEXICON["generic"])
_PARTS_OF_BODIES: Final = frozenset(_LEXICON["parts_of_bodies"])
_DIVISIONS: Final = frozenset(_LEXICON["divisions"])
_SHIPS: Final = frozenset(word.casefold() for word in _LEXICON["ships"])
_AROUND: Final = frozenset({"strip"})
"""Divisions that go by the name of their city even where it is well known, where none is called the city itself."""
_MOST_HOLDERS: Final = 20
"""Full names with one word; beyond, a short form of them is open anyway, and looking at each pair takes too long."""


def full_forms(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], votes: Mapping[str, TypeVote]
) -> dict[str, str]:
    """Returns the key of the full form for each key of a short one."""
    spans = list(spans)
    kinds = winners(votes)
    owner = _countries(kinds, spans)
    owner |= _people(kinds, votes)
    owner |= {k: f for k, f in _bodies(kinds).items() if k not in owner}
    owner |= {k: f for k, f in _divisions(kinds).items() if k not in owner}
    owner |= {k: f for k, f in _in_headlines(paragraphs, spans, kinds, votes).items() if k not in owner}
    owner |= _acronyms(paragraphs, spans, kinds)
    return {key: _root(owner, key) for key in owner}


def _root(owner: Mapping[str, str], key: str) -> str:
    """Returns the last key of a chain of full forms ("Lee", "Ann Lee", "Ann Mae Lee"), also where it is a circle."""
    passed = {key}
    while owner.get(key, key) not in passed:
        key = owner[key]
        passed.add(key)
    return key


def _countries(kinds: Mapping[str, str], spans: Iterable[NameSpan]) -> dict[str, str]:
    """Joins the names of one country under its own, and the abbreviations of a state under its full name."""
    owner = {}
    places = gazetteer()
    for span in spans:
        if kinds[span.key] != "PLACE":
            continue
        code = places.country(span.name)
        full = places.country_names[code] if code else places.state_in_full(span.name)
        if full and span.key != name_key(full):
            owner[span.key] = name_key(full)
    return owner


def _words(key: str) -> tuple[str, ...]:
    words = key.replace("-", " ").split()
    return tuple(word for n, word in enumerate(words) if n == 0 or word not in _GENERATIONS)  # Xi is a name first


def _people(kinds: Mapping[str, str], votes: Mapping[str, TypeVote]) -> dict[str, str]:
    """Joins parts of persons' names to the one full name of the article that has them in this order.

    A surname that the model took for something else counts as well, unless anything but its label speaks for that.
    """
    full = {
        key: words for key, kind in kinds.items() if len(words := _words(key)) > 1 and _may_be_person(key, kind, votes)
    }
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for key, words in full.items():
        for word in dict.fromkeys(words):
            holders[word].append(key)
    owner = {}
    for key, kind in kinds.items():
        words = _words(key)
        if not words or kind == "GROUP" or (kind != "PERSON" and (votes[key].clues[kind] or len(words) > 1)):
            continue
        near = holders.get(words[-1], ())
        if len(near) > _MOST_HOLDERS:
            continue
        longer = [other for other in near if len(full[other]) > len(words) and _is_short_form(words, full[other])]
        if kind == "PLACE":  # a first name such as "Sydney" may well be the city
            longer = [other for other in longer if full[other][-1] == words[-1]]
        meant = _meant(longer, full)
        if len(meant) == 1:
            owner[key] = meant[0]
    return owner


def _meant(longer: Sequence[str], full: Mapping[str, Sequence[str]]) -> list[str]:
    """Returns those of several full names that a short form of all of them may mean.

    Args:
        longer: keys of the full names.
        full: the words of each key.
    """
    # Of nested full names ("Ann Lee", "Ann Mae Lee") the longest is meant.
    longest = [
        key
        for key in longer
        if not any(
            key != other and len(full[other]) > len(full[key]) and _within(full[key], full[other]) for other in longer
        )
    ]
    if len(longest) > 1 and len({tuple(full[key]) for key in longest}) == 1:  # the father, not his junior
        return [key for key in longest if not _GENERATIONS & set(key.split())]
    return longest


def _may_be_person(key: str, kind: str, votes: Mapping[str, TypeVote]) -> bool:
    """Tells whether a full name is a person's; a label alone says less than a clue for its surname ("Mr") elsewhere."""
    if kind == "PERSON":
        return True
    surname = votes.get(key.rpartition(" ")[2])
    said = surname is not None and surname.kind == "PERSON" and surname.clues["PERSON"] >= SURE
    return said and key.rpartition(" ")[2] not in _GENERIC and kind != "GROUP" and not votes[key].clues[kind]


def _within(short: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(word in rest for word in short)


def _is_short_form(short: Sequence[str], full: Sequence[str]) -> bool:
    """Tells whether a name is another one shortened: its surname, its first name alone, or without a middle one."""
    if len(short) == 1:
        return short[0] in full
    return _within(short, full) and (short[-1] == full[-1] or short[0] == full[0])


def _bodies(kinds: Mapping[str, str]) -> dict[str, str]:
    """Joins the first or last words of a body's name to the only body that has them so."""
    # What an office is called is known; "U.S." is not short for "U.S. Senate".
    bodies = (key for key, kind in kinds.items() if kind == "ORG" and not key.endswith(OFFICE))
    full = {key: key.split() for key in bodies if " " in key}
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for key, words in full.items():
        for size in range(1, len(words)):
            holders[" ".join(words[:size])].add(key)
            holders[" ".join(words[-size:])].add(key)
    people = {word for key, kind in kinds.items() if kind == "PERSON" for word in key.split()}
    owner = {}
    for key, kind in kinds.items():
        if kind != "ORG" or key in _GENERIC | BODIES or key in people or len(holders.get(key, ())) != 1:
            continue
        (other,) = holders[key]
        if other.startswith(key) and _is_other_body(full[other][len(key.split()) :], key):
            continue
        first = full[other][0]
        if (
            other.endswith(key)
            and " " not in key
            and first not in _SHIPS
            and "ship" not in full[other]
            and not (gazetteer().cities(first) or _is_place(other[: -len(key)]))
        ):
            continue
        owner[key] = other
    return owner


def _is_other_body(behind: Sequence[str], key: str) -> bool:
    """Tells whether words behind a body's name make another one of it: "X Task Force", "the X Party of Oregon"."""
    return behind[-1] in _PARTS_OF_BODIES or (behind[0] == "of" and key.endswith(" party"))


def _in_headlines(
    paragraphs: Sequence[ParagraphIndex],
    spans: Iterable[NameSpan],
    kinds: Mapping[str, str],
    votes: Mapping[str, TypeVote],
) -> dict[str, str]:
    """Joins a person's name that stands in headlines alone to the one body that the text calls after it.

    "Checked Into Anna Brook" is short for "the Anna Brook Clinic", unless the text names Anna Brook, or Brook.
    """
    running = {s.key for s in spans if not is_headline(paragraphs[s.paragraph])}
    bodies: defaultdict[str, set[str]] = defaultdict(set)
    for key in running:
        if kinds[key] == "ORG":
            words = key.split()
            for size in range(2, len(words)):
                bodies[" ".join(words[:size])].add(key)
    return {
        key: next(iter(bodies[key]))
        for key, kind in kinds.items()
        if kind == "PERSON" and len(bodies.get(key, ())) == 1 and not votes[key].clues["PERSON"]
        if running.isdisjoint({key, *key.split()})
    }


def _is_place(words: str) -> bool:
    name = words.strip().title()
    places = gazetteer()
    return bool(places.cities(name) or places.country(name) or places.state(name) or is_group(name))


def _divisions(kinds: Mapping[str, str]) -> dict[str, str]:
    """Joins "Kent" to "Kent County", unless the bare name is that of a country or of a well-known city."""
    owner = {}
    places = gazetteer()
    for key, kind in kinds.items():
        name, _, last = key.rpartition(" ")
        if kind != "PLACE" or last not in _DIVISIONS or kinds.get(name) != "PLACE":
            continue
        cities = places.cities(name)
        around = last in _AROUND and f"{name} city" not in kinds
        if not places.country(name) and (around or not (cities and cities[0].population >= WELL_KNOWN)):
            owner[name] = key
    return owner


def _acronyms(
    paragraphs: Sequence[ParagraphIndex], spans: Sequence[NameSpan], kinds: Mapping[str, str]
) -> dict[str, str]:
    """Joins acronyms to their long form: in brackets behind it, or where it is the only one with those initials."""
    owner = {}
    long: defaultdict[str, set[str]] = defaultdict(set)
    for span in spans:
        if kinds[span.key] == "PERSON":
            continue
        if " " in span.name:
            long[_initials(span.name)].add(span.key)
        behind = acronym_behind(paragraphs[span.paragraph], span)
        if behind and behind.key in kinds:
            owner[behind.key] = span.key
    for span in spans:
        letters = span.name.replace(".", "")
        is_body = kinds[span.key] != "PERSON" and not gazetteer().country(span.name)  # "U.S." is no U.S. Senate
        acronym = letters.isupper() and 2 <= len(letters) <= 6 and is_body
        if acronym and span.key not in owner and len(long.get(letters, ())) == 1:
            (full,) = long[letters]
            state = gazetteer().state(span.name)  # "S.C." is no supreme court
            if gazetteer().state(full) == state if state else kinds[full] in {"ORG", kinds[span.key]}:
                owner[span.key] = full
    return owner


def acronym_behind(paragraph: ParagraphIndex, span: NameSpan) -> NameSpan | None:
    """Returns the acronym that stands in brackets behind a body's name and is made of its initials."""
    after = _ACRONYM_AFTER.match(paragraph.straight, span.end)
    if span.kind != "ORG" or not after or not _initials_fit(after[1], span.name):
        return None
    return name_at(paragraph, *after.span(1), "ORG")


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _initials_fit(acronym: str, name: str) -> bool:
    letters = [c for c in acronym.casefold() if c.isalpha()]
    initials: Iterator[str] = iter([w[0] for w in name.casefold().replace("-", " ").split() if w[0].isalpha()])
    return all(any(letter == initial for initial in initials) for letter in letters)
