"""Names as the model tags them: joined where it parts one name, and parted where it joins two.

What is left of each is narrowed to the bare name by `bare_name`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from spacy import tokens

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex
from transforms.extract.mentions.bare_name import LONGEST_NAME, NICKNAME, bare_names
from transforms.extract.mentions.headlines import is_title_case, pieces
from transforms.extract.mentions.name_span import NameSpan
from transforms.extract.mentions.type_vote import BODIES
from transforms.names.gazetteer import gazetteer

KINDS: Final = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}
"""Kind by spaCy label; the labels left out name no person, organisation, place or group."""
_LEXICON: Final = lexicons.load("names")
_PLACE_LAST: Final = frozenset(_LEXICON["heads"]["PLACE_last"])
_SHIPS: Final = frozenset(_LEXICON["ships"])
_BREAK: Final = re.compile(r"\s[-–—/|]+\s|--|[:;\n]|\s\(")
"""What stands between two names, never in one."""
_CREDIT_PART: Final = re.compile(r"[^/]+")
_WATER: Final = re.compile(r"(?:Gulf|Bay|Strait|Straits|Sea|Cape|Isle|Horn)")
_WATER_OF: Final = re.compile(_WATER.pattern + r" of (?:the )?$")
_OF_PLACE: Final = re.compile(r" of (?:the )?[A-Z][\w'-]+")
"""The model takes such a place for two as often as for one, or for its first word."""
_REACH: Final = 40
"""Characters before a name in which "Gulf of" and the like are looked for."""


def model_names(paragraph: ParagraphIndex, common: frozenset[str]) -> Iterator[NameSpan]:
    """Yields the names that the model tags in a paragraph; of a headline the parts that can be names."""
    for entity in _joined(paragraph):
        kind = KINDS[entity.label_]
        start, end = entity.start_char, entity.end_char
        if kind == "PERSON" and not is_title_case(paragraph):
            start, end = _with_forename(entity), _with_surname(entity)
        if kind == "PERSON" and "/" in paragraph.straight[start:end]:
            yield from _credit(paragraph, start, end, entity.label_)
            continue
        if kind in {"PLACE", "GROUP"}:
            kind, end = _completed(paragraph, entity, kind, common)
        if kind == "PLACE":
            if (water := _with_water(paragraph, start, end)) is None:
                continue
            start, end = water
        if entity.start and (before := paragraph.doc[entity.start - 1]).text in _SHIPS and not before.ent_type_:
            kind, start = "ORG", before.idx
        for low, high in _parts(paragraph.straight, start, end):
            for left, right in pieces(paragraph, low, high, common) if is_title_case(paragraph) else [(low, high)]:
                for first, last in _people_in(paragraph, left, right) if kind == "PERSON" else [(left, right)]:
                    yield from bare_names(paragraph, first, last, kind, entity.label_)


def _with_water(paragraph: ParagraphIndex, start: int, end: int) -> tuple[int, int] | None:
    """Widens a place to the whole name of a sea or a cape ("Gulf of Aden"); null where the model tags its end alone."""
    text = paragraph.straight
    if _WATER.fullmatch(text[start:end]) and (of := _OF_PLACE.match(text, end)):
        if paragraph.doc[paragraph.token_number(of.end() - 1)].ent_type_:
            return None
        end = of.end()
    water = _WATER_OF.search(text, max(0, start - _REACH), start)
    return water.start() if water else start, end


def _joined(paragraph: ParagraphIndex) -> Iterator[tokens.Span]:
    """Yields the entities of our kinds; a place directly behind a body's name of several words is the name's end."""
    body: tokens.Span | None = None
    for entity in paragraph.doc.ents:
        if entity.label_ not in KINDS:
            continue
        if body is not None:
            beside = entity.start == body.end and len(body) > 1 and entity.label_ == "GPE"
            ends_open = body.text[-1].isalpha() and not body.text.endswith("'s")
            if beside and ends_open and not is_title_case(paragraph):
                yield tokens.Span(paragraph.doc, body.start, entity.end, label=body.label_)
                body = None
                continue
            yield body
        body = entity if entity.label_ == "ORG" else None
        if body is None:
            yield entity
    if body is not None:
        yield body


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits a span where two names were taken for one."""
    for mark in _BREAK.finditer(text, start, end):
        if NICKNAME.match(text, mark.start()):
            continue
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _credit(paragraph: ParagraphIndex, start: int, end: int, label: str) -> Iterator[NameSpan]:
    """Yields the names of a picture's credit: a person has several words where an agency stands beside, with none."""
    parts = [m.span() for m in _CREDIT_PART.finditer(paragraph.straight, start, end)]
    people = [" " in paragraph.straight[low:high].strip() for low, high in parts]
    for (low, high), person in zip(parts, people, strict=True):
        if person or not any(people):
            yield from bare_names(paragraph, low, high, "PERSON", label)
        else:
            yield from bare_names(paragraph, low, high, "ORG", label)


def _people_in(paragraph: ParagraphIndex, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits a person's name that begins anew ("Ann Lee Ann Lee"), and cuts the place that somebody is of."""
    text = paragraph.straight
    words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
    again = [s for s, e in words[2:] if text[s:e] == text[slice(*words[0])]]
    for low, high in pairwise([start, *again, end]):
        of = text.find(" of ", low, high)
        whence = text[of + len(" of ") : high] if of >= 0 and " " in text[low:of] else ""
        yield low, of if whence and (gazetteer().state(whence) or gazetteer().country(whence)) else high


def _with_forename(entity: tokens.Span) -> int:
    """Returns where a person's name begins: a proper noun that the parser hangs on it is a forename left untagged."""
    first, doc = entity.start, entity.doc
    while first > max(entity.sent.start, entity.start - LONGEST_NAME):
        before = doc[first - 1]
        if before.pos_ != "PROPN" or before.dep_ != "compound" or before.ent_type_ or before.head.i < entity.start:
            break
        first -= 1
    return doc[first].idx


def _with_surname(entity: tokens.Span) -> int:
    """Returns where a person's name ends: a proper noun that a lone forename hangs on is the surname left untagged."""
    doc, last = entity.doc, entity[-1]
    after = doc[entity.end] if len(entity) == 1 and entity.end < entity.sent.end else None
    surname = after is not None and after.pos_ == "PROPN" and not after.ent_type_ and after.text[0].isupper()
    if after is None or not surname or last.dep_ != "compound" or last.head.i != after.i:
        return entity.end_char
    return after.idx + len(after)


def _completed(paragraph: ParagraphIndex, entity: tokens.Span, kind: str, common: frozenset[str]) -> tuple[str, int]:
    """Returns kind and end of a name whose last word may be left untagged ("Norwich Heights").

    In a headline every word has a capital: one that the article writes small is an ordinary word there.
    """
    after, last = paragraph.doc[entity.end : entity.end + 1], entity[-1]
    if not after or after[0].ent_type_ or not after.text[0].isupper():
        return kind, entity.end_char
    if is_title_case(paragraph) and after[0].lower_ in common:
        return kind, entity.end_char
    if paragraph.straight[entity.start_char : after.end_char].casefold() in BODIES:
        return "ORG", after.end_char
    hangs = last.pos_ == "PROPN" and last.head.i == after.start and entity.end_char == after.start_char - 1
    return ("PLACE", after.end_char) if hangs and after[0].lower_ in _PLACE_LAST else (kind, entity.end_char)
