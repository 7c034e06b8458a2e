"""The kind of what a name names, by vote: the model's labels, the words around and in the name, and the gazetteer.

Each label of a mention is one vote. Clues weigh more, since the model errs more often than they do. The clues that
are words stand with their weights in `lexicons/names.toml`; the others are the constants below.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.geocode import state_behind
from transforms.extract.mentions.name_span import NameSpan
from transforms.extract.mentions.nouns import BELIEVERS, is_given_name
from transforms.names.gazetteer import WELL_KNOWN, gazetteer
from warehouse.schema.tables.values import ENTITY_KINDS

_LEXICON: Final = lexicons.load("names")
_HONORIFIC: Final = (
    r"\b(?:" + "|".join(word.capitalize() for word in sorted(_LEXICON["honorifics"])) + r")\.?(?:-[Ee]lect)?\s$"
)
_TITLE: Final = re.compile(r"\b(?:" + "|".join(word.capitalize() for word in sorted(_LEXICON["titles"])) + r") $")
_TITLES: Final = frozenset(_LEXICON["titles"])
_CLUES: Final[Sequence[tuple[re.Pattern[str], str, str, int]]] = [
    (re.compile(_HONORIFIC), "before", "PERSON", 3),
    *(
        (re.compile(clue["words"]), side, clue["kind"], clue["weight"])
        for side in ("before", "within", "after", "around")
        for clue in _LEXICON["clues"][side]
    ),
]
"""What each clue adds to the vote of a kind, where a mention's own label adds one."""
_REACH: Final = 40
"""Characters beside a name that its clues may take."""
_ROLE: Final = 2
"""Votes of a role beside a name: only people have one, but the model errs on what an apposition belongs to."""
_COUNTRY: Final = 4
"""Votes: a country's name is the country's, whatever the model says of a mention or two."""
_CITY: Final = 2
"""Votes of a well-known city, and of any city where something else speaks for a place."""
_SURE_CUE: Final = 4
"""Votes of words beside a name that leave no doubt: as many as a country's name has."""
SURE: Final = 3
"""Votes of clues for a person, beyond those for a place, against which a country's name says nothing."""
_WHERE: Final = (" in ", " near ", " at ", " from ", " to ", " of ")
_WHENCE: Final = (" of ", " from ", " in ", "In ", "D-", "R-", "I-")
"""Before a country or state where somebody lives or whose seat they hold: the words behind it tell of that person."""
_WITH_STATE: Final = 3
"""Votes of a state behind a name: only places have one."""
INITIALS: Final = " (initials)"
"""Ends the key of capitals with full stops where a name of the article has a word of these letters."""
CLUB: Final = " (club)"
"""Ends the key of a city's name where it stands for a club. Folded names have no brackets, so no other key ends so."""
OFFICE: Final = " (office)"
"""Ends the key of an office, such as a ministry, which is a body whatever stands around it."""
_LEAST_ACRONYM: Final = 3
"""Letters; two are initials of people as often."""
_MOST_SURNAMES: Final = 2
"""Words behind a given name; longer names are seldom people that the model takes for something else."""
_NO_SURNAMES: Final = frozenset(_LEXICON["generic"]).union(
    *(_LEXICON["heads"][last] for last in ("ORG_last", "PLACE_last", "things_last"))
)
_CLUB_VOTES: Final = 3
"""Votes of a match for a club: as many as an honorific has for a person."""
_INITIALS: Final = re.compile(r"(?:[A-Z]\.){2,}")
BODIES: Final = frozenset(_LEXICON["bodies"])
_GENERATIONS: Final = frozenset(_LEXICON["generations"])
_PARTICLES: Final = frozenset(_LEXICON["particles"])
_GROUPS: Final = frozenset(_LEXICON["groups"])
_GROUP_FIRST: Final = frozenset(_LEXICON["group_first"])
_MATCH: Final = re.compile(
    r"^ (?:beat|defeated|thrashed|drew with|lost to|hosted?|v|vs\.?) [A-Z]|^ \d{1,3}[-–]\d{1,3}\b|^ \d [A-Z]\w+ \d\b"
)
_MATCH_BEFORE: Final = re.compile(r"[A-Z]\w{1,40} (?:beat|defeated|thrashed|drew with|lost to|v|vs\.?) $")


@dataclass(slots=True)
class TypeVote:
    """What speaks for each kind of one name: labels of its mentions, and clues."""

    labels: Counter[str] = field(default_factory=Counter)
    clues: Counter[str] = field(default_factory=Counter)

    def add(self, other: "TypeVote") -> None:
        """Counts the votes of another spelling as well."""
        self.labels.update(other.labels)
        self.clues.update(other.clues)

    @property
    def kind(self) -> str:
        """The kind with most votes; a tie goes to the earlier of `ENTITY_KINDS`."""
        return max(ENTITY_KINDS, key=lambda k: (self._votes(k), -ENTITY_KINDS.index(k)))

    @property
    def lead(self) -> int:
        """By how many votes the kind leads the next one."""
        first, second = sorted((self._votes(k) for k in ENTITY_KINDS), reverse=True)[:2]
        return first - second

    def _votes(self, kind: str) -> int:
        return self.labels[kind] + self.clues[kind]


def is_group(name: str) -> bool:
    """Tells whether a name is a word for a people, a faith or a party's adherents."""
    if not name[:1].isupper():
        return False
    word = name.casefold()
    return gazetteer().nationality(name) is not None or word in _GROUPS or word in BELIEVERS or _is_plural(word)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and word[:-1] in BELIEVERS


def group_within(words: Sequence[str]) -> int:
    """Returns from which word on a phrase names a group: "wounded Norwegians", but "African Americans"."""
    first = len(words) - 1
    while first and (is_group(words[first - 1]) or words[first - 1].casefold() in _GROUP_FIRST):
        first -= 1
    return first


def type_votes(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], with_role: Collection[tuple[int, int]]
) -> dict[str, TypeVote]:
    """Returns for each key of the spans what speaks for each kind.

    Args:
        paragraphs: the paragraphs of the article.
        spans: names found in them.
        with_role: paragraph and start of the names beside which a role stands.
    """
    votes: defaultdict[str, TypeVote] = defaultdict(TypeVote)
    names: dict[str, str] = {}
    labels: defaultdict[str, set[str | None]] = defaultdict(set)
    with_the, addressed = set(), set()
    for span in spans:
        before, after = _beside(paragraphs[span.paragraph].straight, span)
        names.setdefault(span.key, span.name)
        labels[span.key].add(span.model_label)
        if _TITLE.search(before) and " " not in span.name and span.key not in _TITLES:
            addressed.add(span.key)
        if before.endswith(("the ", "The ")):
            with_the.add(span.key)
        _count_mention(votes[span.key], span, before, after, has_role=(span.paragraph, span.start) in with_role)
    people = {word for key, vote in votes.items() if " " in key and vote.kind == "PERSON" for word in key.split()}
    for key, name in names.items():
        if key.endswith(OFFICE):
            votes[key] = TypeVote(Counter(ORG=votes[key].labels.total()), Counter(ORG=_COUNTRY))
            continue
        if key.endswith(CLUB):
            votes[key].clues["ORG"] += _CLUB_VOTES
            continue
        _ask_gazetteer(key, name, votes[key], person=key in people, with_the=key in with_the)
    _settle_given_names(names, votes, {key for key, of in labels.items() if of <= {"GPE", "LOC", None}})
    _settle_acronyms(names, votes)
    _settle_initials(names, votes)
    _settle_surnames(votes, addressed)
    return dict(votes)


def _beside(text: str, span: NameSpan) -> tuple[str, str]:
    """Returns the characters before and behind a name; a control character stands for the paragraph's beginning."""
    low = max(0, span.start - _REACH)
    return ("" if low else "\x02") + text[low : span.start], text[span.end : span.end + _REACH]


def _count_mention(vote: TypeVote, span: NameSpan, before: str, after: str, *, has_role: bool) -> None:
    """Adds what one mention and the characters beside it say of the kind."""
    sides = {
        "before": before,
        "within": span.name.title() if " " in span.name and span.name.isupper() else span.name,
        "after": after,
        "around": f"{before}\0{after}",
    }
    if span.kind:
        vote.labels[span.kind] += 1
    whence = before.endswith(_WHENCE) and _is_region(span.name)
    for pattern, side, kind, weight in _CLUES:
        if pattern.search(sides[side]) and not (whence and kind == "PERSON"):
            vote.clues[kind] += weight
    if span.sure and span.kind:
        vote.clues[span.kind] += _SURE_CUE
    if has_role and not whence:
        vote.clues["PERSON"] += _ROLE
    if before.endswith(_WHERE) and state_behind(after):
        vote.clues["PLACE"] += _WITH_STATE


def _settle_given_names(names: Mapping[str, str], votes: Mapping[str, TypeVote], towns: Collection[str]) -> None:
    """Gives a person the votes that the model's labels alone cast for a place or a body, where the name looks like one.

    It begins with a given name, ends like no body or place, and no gazetteer knows it; or it is the first name of a
    person of the article. Bodies are called after people ("Morgan Stanley"), so of those the article must use the
    surname alone as well.

    Args:
        names: a name for each key.
        votes: what speaks for each kind.
        towns: keys of what the model takes for a town or state, not for a building or a landscape.
    """
    firsts = {key.split()[0] for key, vote in votes.items() if " " in key and vote.kind == "PERSON"}
    for key, name in names.items():
        first, *rest = key.split() or [""]
        vote = votes[key]
        if (
            not rest
            and first in firsts
            and vote.kind == "PLACE"
            and not vote.clues["PLACE"]
            and not is_known_place(name)
        ):
            vote.labels["PERSON"] += vote.labels.pop("PLACE", 0)
        if not rest or len(rest) > _MOST_SURNAMES or not is_given_name(first) or vote.clues[vote.kind]:
            continue
        alone = rest[-1] in votes or " ".join(rest) in votes
        town = vote.kind == "PLACE" and key in towns and not is_known_place(first)
        called = town or (vote.kind == "ORG" and alone and first not in votes)
        if called and rest[-1] not in _NO_SURNAMES and not is_known_place(name) and "&" not in name:
            vote.labels["PERSON"] += vote.labels.pop(vote.kind, 0)


def _settle_acronyms(names: Mapping[str, str], votes: Mapping[str, TypeVote]) -> None:
    """Gives a body the votes that the model's labels alone cast for a person or a place of capitals alone ("NRA")."""
    for key, name in names.items():
        vote = votes[key]
        capitals = name.isupper() and name.isalpha() and len(name) >= _LEAST_ACRONYM
        if capitals and vote.kind in {"PERSON", "PLACE"} and not vote.clues[vote.kind] and not is_known_place(name):
            vote.labels["ORG"] += vote.labels.pop(vote.kind, 0)


def is_known_place(name: str) -> bool:
    """Tells whether the gazetteer knows a name."""
    places = gazetteer()
    return bool(places.country(name) or places.state(name) or places.cities(name))


def _settle_initials(names: Mapping[str, str], votes: Mapping[str, TypeVote]) -> None:
    """Gives a body the votes for a person of initials alone ("U.N."), unless somebody's name has them."""
    for key, name in names.items():
        if is_initials(name) and votes[key].kind == "PERSON" and name not in _words_of_people(names, votes):
            votes[key].labels["ORG"] += votes[key].labels.pop("PERSON", 0)


def _words_of_people(names: Mapping[str, str], votes: Mapping[str, TypeVote]) -> set[str]:
    return {word for key, name in names.items() if " " in key and votes[key].kind == "PERSON" for word in name.split()}


def _settle_surnames(votes: Mapping[str, TypeVote], addressed: Collection[str]) -> None:
    """Gives a person's surname the votes that the model's labels cast for a body, unless a clue speaks for one.

    A surname is the last word of a person's full name, or stands behind a title somewhere.
    """
    full = [_full_words(key) for key, vote in votes.items() if " " in key and vote.kind == "PERSON"]
    for key in {surname for words in full if words for surname in _surnames(words)}.union(addressed) & votes.keys():
        vote = votes[key]
        if vote.kind == "ORG" and vote.clues["ORG"] <= vote.clues["PERSON"]:
            vote.labels["PERSON"] += vote.labels.pop("ORG")


def _surnames(words: Sequence[str]) -> set[str]:
    """Returns how somebody may be called by surname: by the last word, or by all from a particle on."""
    particles = (n for n, word in enumerate(words) if n and word in _PARTICLES)
    return {words[-1], " ".join(words[next(particles, len(words) - 1) :])}


def _full_words(key: str) -> list[str]:
    return [word for n, word in enumerate(key.split()) if n == 0 or word not in _GENERATIONS]


def _is_region(name: str) -> bool:
    """Tells whether a name is a country's or a state's, of which somebody may be ("Ann Lee of Ohio, who")."""
    return bool(gazetteer().country(name) or gazetteer().state(name))


def _ask_gazetteer(key: str, name: str, vote: TypeVote, *, person: bool, with_the: bool) -> None:
    """Adds the votes of the gazetteer; it never speaks against a person that is more than a label of the model.

    Args:
        key: the folded name.
        name: the name as written.
        vote: what speaks for each kind so far.
        person: whether the name is a part of a person's name in this article.
        with_the: whether it stands behind "the", as no city's name does.
    """
    places = gazetteer()
    clues = vote.clues
    person = (person and not clues["PLACE"]) or clues["PERSON"] - clues["PLACE"] >= SURE
    if places.country(name) and not person:
        clues["PLACE"] += _COUNTRY
    elif key in BODIES and not person:
        vote.labels = Counter(ORG=vote.labels.total())
        clues["ORG"] += _COUNTRY
    elif is_group(name):
        clues["GROUP"] += _COUNTRY
    elif person or clues["PERSON"]:
        return
    elif places.state(name) or key in places.regions:
        clues["PLACE"] += _COUNTRY - 1
    elif not with_the and (cities := places.cities(name)) and (cities[0].population >= WELL_KNOWN or clues["PLACE"]):
        clues["PLACE"] += _CITY


def is_initials(name: str) -> bool:
    """Tells whether a name is capitals with full stops alone ("U.N."), whose key is that of a word ("Un")."""
    return bool(_INITIALS.fullmatch(name))


def is_club(paragraph: ParagraphIndex, span: NameSpan) -> bool:
    """Tells whether a city's name stands for its club: it plays against another."""
    if not gazetteer().cities(span.name):
        return False
    before, after = (
        paragraph.straight[max(0, span.start - _REACH) : span.start],
        paragraph.straight[span.end : span.end + _REACH],
    )
    return bool(_MATCH.search(after) or _MATCH_BEFORE.search(before))


def winners(votes: Mapping[str, TypeVote]) -> dict[str, str]:
    """Returns the kind with most votes for each key."""
    return {key: vote.kind for key, vote in votes.items()}
