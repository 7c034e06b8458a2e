"""Whose a bare office is: "Congress" and "the Justice Department" belong to the state that the article tells.

All mentions of one body then have one key and one full name, in every article the same, so that they are one entity
over all articles without being compared. Where nothing tells the home, there is one entity for the whole sort.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from transforms.documents import ParagraphIndex
from transforms.extract.mentions.geocode import Context, context
from transforms.extract.mentions.name_span import NameSpan
from transforms.extract.mentions.offices import Office, home_named, read_office
from transforms.extract.mentions.states_told import StatesTold, leader, states_told
from transforms.extract.mentions.type_vote import OFFICE
from transforms.names.gazetteer import gazetteer
from transforms.names.institutions import OF_US, Home, Sort, institutions
from transforms.names.normalise import name_key, without_possessive

_NEAR: Final = 1
"""Paragraphs back in which an office named with its home is the one that a bare name takes up."""
_WORDS_BEFORE: Final = 60
"""Words of its paragraph before an office among which a state is looked for; further up another one may be meant."""


def with_homes(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], country: str | None
) -> tuple[list[NameSpan], dict[str, str]]:
    """Gives offices among the names of an article the key of the body that is meant.

    Args:
        paragraphs: the paragraphs of the article.
        spans: its names.
        country: of its outlet, by ISO code; null where not known.

    Returns:
        The names in order of position, and how the bodies are called in full, by key.
    """
    ordered = sorted(spans, key=lambda span: (span.paragraph, span.start))
    around = context(ordered)
    surnames = {span.key.split()[-1] for span in ordered if span.kind == "PERSON" and " " in span.key}
    offices = {
        n: office
        for n, span in enumerate(ordered)
        if span.key not in surnames
        if (office := read_office(paragraphs[span.paragraph], span, around))
    }
    told = states_told(paragraphs, ordered, offices.values(), around)
    homes = _Homes(paragraphs, offices, told, around, country)
    titles: dict[str, str] = {}
    for n, office in offices.items():
        title = homes.title(ordered[n], office)
        if title is not None:
            key = name_key(title) + OFFICE
            ordered[n] = replace(ordered[n], key=key, kind="ORG")
            titles[key] = title
    return ordered, titles


class _Homes:
    """Finds the homes of the offices of one article, in order of position."""

    def __init__(
        self,
        paragraphs: Sequence[ParagraphIndex],
        offices: Mapping[int, Office],
        told: StatesTold,
        around: Context,
        country: str | None,
    ) -> None:
        self._paragraphs, self._told, self._around, self._country = paragraphs, told, around, country
        self._of_sort: defaultdict[str, Counter[Home]] = defaultdict(Counter)
        self._of_family: defaultdict[str, Counter[Home]] = defaultdict(Counter)
        for office in offices.values():
            if office.sort and (home := office.home or _only_home(office.sort)):
                self._of_sort[office.sort.name][home] += 1
                self._of_family[office.sort.family][home] += 1
        self._last: dict[str, tuple[Home, int]] = {}

    def title(self, span: NameSpan, office: Office) -> str | None:
        """Returns the full name of the body that an office is; null where a shared name may be another's."""
        if office.own:
            known = not office.own.is_shared or self._told.scores[office.own.state] > 0
            return office.own.title if known else None
        assert office.sort is not None
        home = office.home or self._home(span, office, office.sort)
        if office.home:
            self._last[office.sort.name] = (office.home, span.paragraph)
        return institutions().title(home, office.sort)

    def _home(self, span: NameSpan, office: Office, sort: Sort) -> Home | None:
        """Returns the home of a bare office."""
        if office.is_within:
            return self._part(span, sort)
        known = self._known(sort)
        nation = self._state(span, sort)
        if not known:
            is_part = nation == "US" and self._is_of_legislatures(sort, Counter())
            return (self._part(span, sort) if is_part else None) or nation
        if len(known) > 1 and (near := self._named_before(span, known)):
            return near
        last, paragraph = self._last.get(sort.name, ("", 0))
        if last and paragraph == span.paragraph:
            return last
        if nation == "US" and any(home.startswith(OF_US) for home in known):
            return (self._part(span, sort) if self._is_of_legislatures(sort, known) else None) or nation
        if last and span.paragraph - paragraph <= _NEAR:
            return last
        if nation and self._told.is_named(nation):
            return nation
        return max(sorted(known), key=known.__getitem__)

    def _known(self, sort: Sort) -> Counter[Home]:
        """Returns how often the article tells each home of a sort of office, or else of its family."""
        for told in (self._of_sort[sort.name], self._of_family[sort.family]):
            if known := {home: count for home, count in told.items() if sort.may_be_of(home)}:
                return Counter(known)
        return Counter()

    def _is_of_legislatures(self, sort: Sort, known: Counter[Home]) -> bool:
        """Returns whether an article of the United States means the office of one of its states."""
        if sort.is_whole:
            return False
        parts = sum(count for home, count in known.items() if home.startswith(OF_US))
        if sort.family != "parliament":
            return parts > 1 and parts > known["US"]
        of_nation = self._told.of_congress + self._of_family[sort.family]["US"]
        # One word of a legislature is little in an article that speaks of the United States.
        return parts + self._told.of_legislatures > max(of_nation, self._told.is_named("US"))

    def _part(self, span: NameSpan, sort: Sort) -> Home | None:
        """Returns the part of a state whose office is meant: named before it, or by far the most named."""
        known = self._of_sort[sort.name] or self._of_family[sort.family]
        parts = {home: count for home, count in known.items() if len(home) > len("KE") and sort.may_be_of(home)}
        states = {OF_US + state: count for state, count in self._told.us_states.items()}
        return self._named_before(span, parts) or leader(parts) or self._named_before(span, states) or leader(states)

    def _state(self, span: NameSpan, sort: Sort) -> Home | None:
        """Returns the state that the article tells, else that its outlet is of, if it has such an office."""
        best = self._told.best(sort)
        if best is None:
            scores = Counter({state: 1 for state in self._told.scores if sort.may_be_of(state)})
            best = self._named_before(span, scores)
        if best is None and not any(sort.may_be_of(state) for state in self._told.scores):
            best = self._country if self._country and sort.may_be_of(self._country) else None
        return best

    def _named_before(self, span: NameSpan, possible: Iterable[Home]) -> Home | None:
        """Returns the only one of some homes that the paragraph names before an office."""
        paragraph = self._paragraphs[span.paragraph]
        last = bisect_left(paragraph.words, (span.start, span.start))
        before = paragraph.words[max(0, last - _WORDS_BEFORE) : last]
        words = (paragraph.straight[s:e] for s, e in before if paragraph.straight[s].isupper())
        found = {home for word in words if (home := _state_named(word, self._around))} & set(possible)
        return next(iter(found)) if len(found) == 1 else None


def _state_named(word: str, around: Context) -> Home | None:
    return gazetteer().capitals.get(without_possessive(word).casefold()) or home_named(word, around)


def _only_home(sort: Sort) -> Home | None:
    """Returns the only state that has a sort of office."""
    return next(iter(sort.only)) if sort.only is not None and len(sort.only) == 1 else None
