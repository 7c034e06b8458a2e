"""The bare name in a span that the model tags: without honorifics, titles, roles and what else stands around it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex
from transforms.extract.mentions.headlines import is_title_case
from transforms.extract.mentions.name_runs import CAPITAL
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.no_names import LETTERS_BEHIND, may_be_name
from transforms.extract.mentions.office_words import words_of_office
from transforms.extract.mentions.type_vote import group_within, is_group
from transforms.extract.mentions.words import one_of

_LEXICON: Final = lexicons.load("names")
LONGEST_NAME: Final = 12
"""Words; the longest official names of bodies have about ten, and longer spans were all mistakes."""
_LONGEST_WORD: Final = 20
"""Characters, on average, of the words of a name; longer ones are no words of English text."""
_REACH: Final = 40
"""Characters beside a name in which particles, a forename and the first words of a body are looked for."""

_TITLES: Final = frozenset(_LEXICON["titles"])
_ROLES: Final = frozenset(_LEXICON["roles"])
_SURNAMES: Final = frozenset(_LEXICON["surnames"])
_HONORIFICS: Final = frozenset(_LEXICON["honorifics"])
_DETERMINERS: Final = frozenset(_LEXICON["determiners"])
_PARTICLES: Final = frozenset(_LEXICON["particles"])
_PLACE_LAST: Final = frozenset(_LEXICON["heads"]["PLACE_last"])
_MORE: Final = frozenset({"more", "says", "said"})
"""Words behind a name, in capitals, that pages set there."""

_STORM: Final = re.compile(rf"\b(?:{one_of(word.capitalize() for word in _LEXICON['cues']['storms'])}) (?=$|[A-Z])")
"""Before the name of a storm, or its first word."""
_JOINED: Final = re.compile(r"(?:-[a-z]{1,6}){1,2}-[A-Z]\w{1,30}")
"""The rest of a name with small words in it, of which the model tags the first alone: "Ash-next-Lea"."""
_SIDE: Final = re.compile(r"(?:pro|anti|non|post|pre|ex)-(?=[A-Z])")
"""Before the name of a person whom somebody is for or against."""
_END: Final = re.compile(r"(?<=[\w.])'s?$|\s\d+[-–]\d+$")
"""A possessive, and the score of a match."""
_PARTICLE: Final = one_of(_LEXICON["particles"])
_ENGLISH: Final = frozenset({"do", "ten", "av"})
"""Particles that are words of English, or clipped ones."""
_BEFORE: Final = one_of(set(_LEXICON["particles"]) - _ENGLISH)
_PARTICLE_AFTER: Final = re.compile(
    rf"(?:(?: {CAPITAL}[\w'-]{{1,30}}){{0,2}}(?:(?: {_PARTICLE}\b[ -]?(?:[Aa]l-)?){{1,3}}|[ -][Aa]l-)"
    rf"{CAPITAL}[\w'-]{{1,30}}){{1,3}}"
)
_PARTICLE_BEFORE: Final = re.compile(
    rf"(?:\b{CAPITAL}[\w'-]{{1,60}} )?(?:\b(?:[Aa]bu|[Bb]in|[Ii]bn|[Aa]l|[Ee]l|[Uu]mm|{_BEFORE})[ -]){{1,9}}$"
)
NICKNAME: Final = re.compile(r" (?:\( ?[A-Z][a-z]+ ?\)|\"[A-Z][a-z]+\") [A-Z][a-z][\w'-]*\b(?! \(| [A-Z])")
"""A name to be called by and the surname: "Ann (Nan) Lee", but not the members of a list with their parties."""
_OFFICE_OF: Final = re.compile(r"\b(?:[Ss]ecretary of|[Mm]inister (?:of|for)) $")
"""Before what an office sees to, which is no body there: "the minister for Justice"."""
_BODY_OF: Final = re.compile(r"\b(?:Department|Ministry|University|Institute|Bank|Bureau) of (?:the )?$")
"""Before the last word of a body's name, where the model tags that alone."""
_CREDIT: Final = re.compile(r"[A-Za-z]/([A-Z][a-z]+ )$")
"""An agency and a forename before the surname, in a picture's credit."""
_ORDINAL: Final = re.compile(r"\b\d+(?:st|nd|rd|th) $")


def bare_names(
    paragraph: ParagraphIndex, start: int, end: int, kind: str, label: str | None, *, sure: bool = False
) -> Iterator[NameSpan]:
    """Yields the bare name of a span, and before it words for a people that the model took for its first part.

    Args:
        paragraph: the paragraph.
        start: first character of the span.
        end: its end, exclusive.
        kind: the kind that the model's label stands for.
        label: the model's label; null where a rule found the span.
        sure: whether the words beside the span tell the kind.
    """
    text = paragraph.straight
    start, end = _widened(paragraph, start, end, kind)
    words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
    first, groups = _first_word(paragraph, words, kind, sure=sure)
    for s, e in groups:
        yield name_at(paragraph, s, e, "GROUP")
    words = words[first : _last_word(paragraph, words, first, kind)]
    if not words or len(words) > LONGEST_NAME or words[-1][1] - words[0][0] > LONGEST_NAME * _LONGEST_WORD:
        return
    start = words[0][0]
    if kind == "ORG" and _OFFICE_OF.search(text[max(0, start - _REACH) : start]):
        return
    if _STORM.search(text[max(0, start - _REACH) : start]) or _STORM.match(text, start):
        return
    end = _with_full_stop(text, words[-1][1], end)
    name = text[start:end]
    if kind == "GROUP" and " " in name and not is_group(name) and is_group(text[slice(*words[-1])]):
        start = words[group_within([text[s:e] for s, e in words])][0]
        name = text[start:end]
    if may_be_name(paragraph, start, end, kind):
        yield name_at(paragraph, start, end, kind, label, sure=sure)


def _widened(paragraph: ParagraphIndex, start: int, end: int, kind: str) -> tuple[int, int]:
    """Cuts marks and a possessive behind a span, and takes in what belongs to the name beside it."""
    text = paragraph.straight
    if kind == "PERSON" and (side := _SIDE.match(text, start, end)):
        start = side.end()
    end = start + len(_END.sub("", text[start:end].rstrip(" \t,;:-\"'") if end > start else ""))
    if joined := _JOINED.match(text, end):
        end = joined.end()
    if kind == "PERSON":
        start, end = _with_particles(text, start, end)
        if not is_title_case(paragraph) and " " in text[start:end] and (called := NICKNAME.match(text, end)):
            end = called.end()
        if " " not in text[start:end] and (credit := _CREDIT.search(text[max(0, start - _REACH) : start])):
            start -= len(credit[1])
    if kind == "ORG" and (body := _BODY_OF.search(text[max(0, start - _REACH) : start])):
        start -= len(body[0])
    if kind == "PLACE" and text[start:end].casefold() in _PLACE_LAST and (number := _ORDINAL.search(text[:start])):
        start = number.start()
    return start, end


def _with_particles(text: str, start: int, end: int) -> tuple[int, int]:
    """Widens a person's name by particles beside it: what stands behind "bin" or before "al-" belongs to it."""
    after = _PARTICLE_AFTER.match(text, end, min(len(text), end + _REACH))
    low = max(0, start - _REACH)
    before = _PARTICLE_BEFORE.search(text[low:start])
    first = low + before.start() if before else start
    return first, after.end() if after else end


def _first_word(
    paragraph: ParagraphIndex, words: Sequence[tuple[int, int]], kind: str, *, sure: bool
) -> tuple[int, list[tuple[int, int]]]:
    """Returns the number of the first word of the bare name, and the words for a people before it."""
    text = paragraph.straight
    groups: list[tuple[int, int]] = []
    first = 0
    if kind == "PERSON":
        # The last word that can only be a role: all before it says who somebody is.
        folded = [text[s:e].casefold().rstrip(".") for s, e in words[:-1]]
        roles = [n for n, word in enumerate(folded) if word in _ROLES and (word not in _SURNAMES or n == 0)]
        first = roles[-1] + 1 if roles else words_of_office(paragraph, words)
    while first < len(words):
        s, e = words[first]
        alone = len(words) - first == 1
        group = kind == "PERSON" and not alone and is_group(text[s:e])
        if group:
            groups.append((s, e))
        opens = kind == "PERSON" and not sure and first == 0 and not alone and _opens_sentence(paragraph, words)
        if not group and not opens and not _is_no_part(text[s:e], kind, alone=alone):
            break
        first += 1
    return first, groups


def _last_word(paragraph: ParagraphIndex, words: Sequence[tuple[int, int]], first: int, kind: str) -> int:
    """Returns the number of the word behind the bare name, without letters and small words behind a person's name."""
    text, last = paragraph.straight, len(words)
    while last - first > 1:
        word = text[slice(*words[last - 1])]
        shouted = word.casefold().rstrip(".") in _MORE and not is_title_case(paragraph)
        if word not in LETTERS_BEHIND and not (kind == "PERSON" and (shouted or word.islower())):
            break
        last -= 1
    return last


def _opens_sentence(paragraph: ParagraphIndex, words: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the first word of a name is none of it: a sentence begins with it, and it is no proper noun."""
    doc = paragraph.doc
    first, *rest = (doc[paragraph.token_number(start)] for start, _ in words)
    if is_title_case(paragraph) or not first.is_sent_start or first.pos_ in {"PROPN", "NUM"}:
        return False
    names = sum(token.pos_ == "PROPN" for token in rest)
    asks = first.pos_ == "AUX" and rest[-1].i + 1 < len(doc) and doc[rest[-1].i + 1].tag_ == "VB"
    return asks or names > 1


def _is_no_part(word: str, kind: str, *, alone: bool) -> bool:
    """Tells whether a first word belongs to no name: "the", and where others follow a title, a role, a small word."""
    folded = word.casefold().rstrip(".")
    if folded in _DETERMINERS:
        return True
    if alone:
        return False
    if folded in _HONORIFICS or (kind == "PERSON" and (folded in _TITLES or folded in _ROLES)):
        return True
    if kind == "PLACE" and folded == "downtown":
        return True
    return kind in {"PERSON", "PLACE"} and word.islower() and word.isalpha() and folded not in _PARTICLES


def _with_full_stop(text: str, end: int, limit: int) -> int:
    """Returns the end of a name whose last word is followed by its own full stop, as in "J. Smith Jr."."""
    return end + 1 if end < limit and text[end] == "." else end
