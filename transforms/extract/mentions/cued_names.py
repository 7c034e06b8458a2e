"""Names whose kind the words beside them tell for sure, whatever the model takes them for.

"Baker Ann Lee", "Ann Lee, 34,", "the mayor's ally Ann Lee" are people; "the airline Orsk", "Orsk, a battery maker," and
"shares in Orsk" bodies; "the town of Orsk" and "the border between Orsk and Lund" places. What is said to be a book, a
storm or the like is no name of ours.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.bare_name import bare_names
from transforms.extract.mentions.headlines import is_title_case
from transforms.extract.mentions.kind_cues import (
    BODY_TAILS,
    HONORIFICS,
    NO_KIND,
    ROLES,
    STORMS,
    SURNAMES,
    behind_title,
    is_trade_of_body,
    kind_by_cues,
)
from transforms.extract.mentions.name_runs import CAPITAL, LONG_NAME, NameRun, glued_repetition, name_runs
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.nouns import is_given_name, is_person_noun
from transforms.extract.mentions.words import one_of

_LEXICON: Final = lexicons.load("names")
_CUES: Final = _LEXICON["cues"]
_MEMBERS: Final = frozenset(_CUES["members"])
"""Irregular plurals of people."""
_OF_MEMBERS: Final = re.compile(
    rf"(?:\b{CAPITAL}\w{{1,30}} ){{0,3}}\b(?P<members>{CAPITAL}\w{{1,30}})(?:(?<=s)'|(?<=n|e)'s) "
    rf"(?:{CAPITAL}\w{{1,30}} ){{0,3}}{one_of(word.capitalize() for word in _LEXICON['heads']['ORG_last'])}\b"
    rf"(?: of (?:the )?{CAPITAL}\w{{1,30}})?"
)
_PLACES: Final = (
    re.compile(rf"\b{one_of(_LEXICON['nouns']['places'])} of ({LONG_NAME})"),
    re.compile(rf"\b(?i:{one_of(_CUES['between'])}) between ({LONG_NAME}) and ({LONG_NAME})"),
    re.compile(rf"\b(?i:{one_of(_CUES['travel'])}) from ({LONG_NAME}) to ({LONG_NAME})"),
    re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Aa]t|[Tt]o|outside) ({one_of(_CUES['lords'])}'s {CAPITAL}\w{{1,30}})"),
)
"""Where places stand: "the town of X", "the border between X and Y", "the bus from X to Y", "in Bishop's Orton"."""


def cued_names(paragraph: ParagraphIndex) -> list[NameSpan]:
    """Returns the names of a paragraph whose kind is sure; those of works and storms are of `NO_KIND`.

    In a line in title case a capital tells nothing, so nothing is sure there.
    """
    if is_title_case(paragraph):
        return []
    names = [*_places(paragraph), *_bodies_of_members(paragraph)]
    for run in name_runs(paragraph):
        if run.name.isupper() or _is_no_run(run):
            continue
        known, glued = glued_repetition(run)
        if known:
            names.append(name_at(paragraph, run.words[known][0], run.words[glued][1], NO_KIND))
            said = NameRun(paragraph, run.words[:known])
            said = behind_title(said) or said
            names += bare_names(paragraph, said.start, said.end, "PERSON", None, sure=True)
            continue
        kind, bare = kind_by_cues(run)
        if kind == NO_KIND:
            names.append(name_at(paragraph, bare.start, bare.end, NO_KIND))
        elif kind:
            start, end = _whole_body(bare) if kind == "ORG" else (bare.start, bare.end)
            names += bare_names(paragraph, start, end, kind, None, sure=True)
    return names


def _is_no_run(run: NameRun) -> bool:
    """Tells whether a run is one word that names nobody alone: a title, a party and state ("R-Ohio"), "flu-free"."""
    if run.is_long:
        return False
    word = run.word(0)
    tail = run.name.rpartition("-")[2]
    token = run.paragraph.doc[run.first]
    common = bool(token.is_sent_start) and token.pos_ != "PROPN"
    return (
        common
        or word in HONORIFICS
        or word in ROLES - SURNAMES
        or (tail != run.name and tail.islower())
        or word[1:2] == "-"
    )


def _places(paragraph: ParagraphIndex) -> Iterator[NameSpan]:
    """Yields the places that the words before them tell, but nobody and no body that stands there too."""
    for pattern in _PLACES:
        for match in pattern.finditer(paragraph.straight):
            for name in range(1, (match.lastindex or 0) + 1):
                first, *rest = match[name].casefold().split()
                person = first.rstrip(".") in HONORIFICS | ROLES or (
                    pattern is not _PLACES[0] and rest and is_given_name(first)
                )
                if not person and (not rest or rest[-1] not in BODY_TAILS):
                    yield name_at(paragraph, *match.span(name), "PLACE", sure=True)


def storms(spans: Iterable[NameSpan]) -> set[str]:
    """Returns how storms are called for short, of the names of no kind: "Hurricane Ivo" is Ivo from there on."""
    words = (span.name.split() for span in spans if span.kind == NO_KIND)
    return {rest[0] for first, *rest in words if first.casefold() in STORMS and len(rest) == 1}


def _bodies_of_members(paragraph: ParagraphIndex) -> Iterator[NameSpan]:
    """Yields the bodies that are called after those who belong to them: "the Bakers' Union of Orsk"."""
    for match in _OF_MEMBERS.finditer(paragraph.straight):
        members = match["members"]
        if members in _MEMBERS or (members.endswith("s") and is_person_noun(members.casefold())):
            yield from bare_names(paragraph, *match.span(), "ORG", None, sure=True)


def _whole_body(run: NameRun) -> tuple[int, int]:
    """Returns where a body's name begins and ends: the model may see that it is longer ("Marlow and Finch")."""
    doc = run.paragraph.doc
    tagged = next((e for e in doc[run.last].sent.ents if e.start <= run.last < e.end), None)
    if tagged is None or tagged.label_ != "ORG" or tagged.start_char > run.start:
        return run.start, run.end
    opens = run.paragraph.straight[tagged.start_char : run.start]
    return (run.start if is_trade_of_body(opens.strip().casefold()) else tagged.start_char), tagged.end_char
