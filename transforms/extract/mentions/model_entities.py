"""Names as the model tags them, narrowed to the bare name, and those that it overlooks but that a clue gives away."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from transforms.extract.mentions.headlines import pieces
from transforms.extract.mentions.line import FUNCTION_WORDS, LEXICON, WORD, Line, Span
from transforms.extract.mentions.type_vote import BODIES, group_within, is_group
from transforms.names.gazetteer import gazetteer

KINDS: Final = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}
"""Kind by spaCy label; the labels left out name no person, organisation, place or group."""
LONGEST_NAME: Final = 12
"""Words; the longest official names of bodies have about ten, and longer spans were all mistakes."""
_LONGEST_WORD: Final = 20
"""Characters, on average, of the words of a name; longer ones are no words of English text."""

_TITLES: Final = frozenset(LEXICON["titles"])
_ROLES: Final = frozenset(LEXICON["roles"])
_SURNAMES: Final = frozenset(LEXICON["surnames"])
_HONORIFICS: Final = frozenset(LEXICON["honorifics"])
_DETERMINERS: Final = frozenset(LEXICON["determiners"])
_NEVER: Final = frozenset(LEXICON["never"])
_PARTICLES: Final = frozenset(LEXICON["particles"])
_NO_BODIES: Final = frozenset(LEXICON["no_bodies"])
_ORG_HEADS: Final = frozenset(LEXICON["heads"]["ORG"])
_PLACE_HEADS: Final = frozenset(LEXICON["heads"]["PLACE"])

_PLACE_LAST: Final = frozenset(LEXICON["heads"]["PLACE_last"])
_SHIPS: Final = frozenset(LEXICON["ships"])
_PAPERS: Final = frozenset(LEXICON["papers"])
_BEFORE_ORG: Final = frozenset(LEXICON["heads"]["before_ORG"])
_KIN: Final = frozenset(LEXICON["heads"]["kin"])
_ORG_TAILS: Final = frozenset(LEXICON["generic"])
_NOUNS: Final = frozenset(LEXICON["headlines"]["nouns"]) | _ROLES
_PUBLISHED: Final = frozenset({"circulated", "posted", "wrote", "shared", "published", "announced"})
HUMAN: Final = frozenset(
    {"said", "told", "added", "died", "recalled", "smiled", "tweeted", "joked", "admitted", "reported"}
)
"""What people do, and hardly anything else does."""
_LANDFORMS: Final = frozenset({"mount", "mt", "lake", "cape"})
_LETTERS_BEHIND: Final = frozenset({"KC", "QC", "MP", "MEP", "PhD"})
_CAMEL: Final = re.compile(r"(?:^| )(?!Mc|Mac|De|Di|Da|Du|La|Le|Van|Fitz|Von|Ab|Al|El)[A-Z][a-z]+[A-Z][a-z]+")
_DATELINE: Final = re.compile(r"([A-Z][A-Z.' -]*[A-Z])(?:, [\w. ]{2,20})? \([A-Z][\w ]*\) [-–—] ")
"""How agencies begin: the place in capitals, and their name."""

_PARTY: Final = re.compile(r"\b[DIR][-–]([A-Z](?:\.[A-Z]\.|[A-Za-z]+\.?)(?: [A-Z][a-z]+)?)(?=[,;:).\s]|$)")
"""Behind a member of a parliament: the party's letter, and the state."""

_BREAK: Final = re.compile(r"\s[-–—/|]+\s|--|[:;\n]|\s\(")
"""What stands between two names, never in one."""
_END: Final = re.compile(r"(?<=[\w.])'s?$|\s\d+[-–]\d+$")
"""A possessive, and the score of a match."""
_PARTICLE_AFTER: Final = re.compile(
    r"(?: (?:bin|ibn|al|el|abu|van|von|bint|ben)\b[ -]?(?:[Aa]l-)?|[ -][Aa]l-)+[A-Z][\w'-]+"
)
_PARTICLE_BEFORE: Final = re.compile(
    r"(?:\b[A-Z][\w'-]{1,60} )?(?:\b(?:[Aa]bu|[Bb]in|[Ii]bn|[Aa]l|[Ee]l|[Uu]mm|van|von|de|der|den)[ -]){1,9}$"
)
_NICKNAME: Final = re.compile(r" (?:\( ?[A-Z][a-z]+ ?\)|\"[A-Z][a-z]+\") [A-Z][a-z][\w'-]*\b(?! \(| [A-Z])")
"""A name to be called by and the surname: "Ann (Nan) Lee", but not the members of a list with their parties."""
_OFFICE_OF: Final = re.compile(r"\b(?:[Ss]ecretary of|[Mm]inister (?:of|for)) $")
"""Before what an office sees to, which is no body there: "the minister for Justice"."""
_BODY_OF: Final = re.compile(r"\b(?:Department|Ministry|University|Institute|Bank|Bureau) of (?:the )?$")
"""Before the last word of a body's name, where the model tags that alone."""
_CREDIT: Final = re.compile(r"[A-Za-z]/([A-Z][a-z]+ )$")
"""An agency and a forename before the surname, in a picture's credit."""
_MORE: Final = frozenset({"more", "says", "said"})
"""Words behind a name, in capitals, that pages set there."""
_ORDINAL: Final = re.compile(r"\b\d+(?:st|nd|rd|th) $")
_WHO: Final = re.compile(r", (?:who\b|[1-9]\d,)")
_WATER: Final = re.compile(r"(?:Gulf|Bay|Strait|Straits|Sea|Cape|Isle|Horn)")
_WATER_OF: Final = re.compile(_WATER.pattern + r" of (?:the )?$")
_OF_PLACE: Final = re.compile(r" of (?:the )?[A-Z][\w'-]+")
"""The model takes such a place for two as often as for one, or for its first word."""
_REACH: Final = 40
"""Characters beside a name in which particles and a forename are looked for."""
_AT: Final = frozenset({"in", "near", "from", "at", "of", "to"})
_LONGEST_CANDIDATE: Final = 5
"""Words of a name that the model overlooked; longer runs of capitals are headings."""
_LONGEST_ACRONYM: Final = 5
"""Letters."""
_LONGEST_UNSPEAKABLE: Final = 3
"""Letters; a longer acronym with a vowel in it looks like any word that is shouted ("STOP")."""
_VOWELS: Final = frozenset("aeiou")
_UNTAGGED: Final = frozenset({"", "PRODUCT", "WORK_OF_ART", "CARDINAL"})
"""Labels under which the model hides names of bodies."""


def tagged(line: Line, common: frozenset[str]) -> Iterator[Span]:
    """Yields the model's names of a line, trimmed; of a headline the parts that can be names."""
    for entity in _joined(line):
        kind = KINDS[entity.label_]
        start, end = entity.start_char, entity.end_char
        if kind == "PERSON" and not line.titled:
            start, end = _with_forename(entity), _with_surname(entity)
        if kind == "PERSON" and "/" in line.text[start:end]:
            yield from _credit(line, start, end, entity.label_)
            continue
        if kind in {"PLACE", "GROUP"}:
            kind, end = _completed(line, entity, kind, common)
        if kind == "PLACE":
            if _WATER.fullmatch(line.text[start:end]) and (of := _OF_PLACE.match(line.text, end)):
                if line.doc[line.token_at(of.end() - 1)].ent_type_:
                    continue
                end = of.end()
            water = _WATER_OF.search(line.text, max(0, start - _REACH), start)
            start = water.start() if water else start
        if entity.start and (before := line.doc[entity.start - 1]).text in _SHIPS and not before.ent_type_:
            kind, start = "ORG", before.idx
        for low, high in _parts(line.text, start, end):
            for left, right in pieces(line, low, high, common) if line.titled else [(low, high)]:
                for first, last in _people_in(line, left, right) if kind == "PERSON" else [(left, right)]:
                    yield from _bare(line, first, last, kind, entity.label_)


def _joined(line: Line) -> Iterator[Entity]:
    """Yields the entities of our kinds; a place directly behind a body's name of several words is the name's end."""
    body: Entity | None = None
    for entity in line.doc.ents:
        if entity.label_ not in KINDS:
            continue
        if body is not None:
            beside = entity.start == body.end and len(body) > 1 and entity.label_ == "GPE" and not line.titled
            if beside and body.text[-1].isalpha() and not body.text.endswith("'s"):
                yield Entity(line.doc, body.start, entity.end, label=body.label_)
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
        if _NICKNAME.match(text, mark.start()):
            continue
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _credit(line: Line, start: int, end: int, label: str) -> Iterator[Span]:
    """Yields the names of a picture's credit: a person has several words where an agency stands beside, with none."""
    pieces = [m.span() for m in re.compile(r"[^/]+").finditer(line.text, start, end)]
    people = [" " in line.text[low:high].strip() for low, high in pieces]
    for (low, high), person in zip(pieces, people, strict=True):
        if person or not any(people):
            yield from _bare(line, low, high, "PERSON", label)
        else:
            yield from _bare(line, low, high, "ORG", label)


def _people_in(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits a person's name that begins anew ("Ann Lee Ann Lee"), and cuts the place that somebody is of."""
    text = line.text
    words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
    again = [s for s, e in words[2:] if text[s:e] == text[slice(*words[0])]]
    for low, high in pairwise([start, *again, end]):
        of = text.find(" of ", low, high)
        whence = text[of + len(" of ") : high] if of >= 0 and " " in text[low:of] else ""
        yield low, of if whence and (gazetteer().state(whence) or gazetteer().country(whence)) else high


def _with_forename(entity: Entity) -> int:
    """Returns where a person's name begins: a proper noun that the parser hangs on it is a forename left untagged."""
    first, doc = entity.start, entity.doc
    while first > max(entity.sent.start, entity.start - LONGEST_NAME):
        before = doc[first - 1]
        if before.pos_ != "PROPN" or before.dep_ != "compound" or before.ent_type_ or before.head.i < entity.start:
            break
        first -= 1
    return doc[first].idx


def _with_surname(entity: Entity) -> int:
    """Returns where a person's name ends: a proper noun that a lone forename hangs on is the surname left untagged."""
    doc, last = entity.doc, entity[-1]
    after = doc[entity.end] if len(entity) == 1 and entity.end < entity.sent.end else None
    surname = after is not None and after.pos_ == "PROPN" and not after.ent_type_ and after.text[0].isupper()
    if after is None or not surname or last.dep_ != "compound" or last.head.i != after.i:
        return entity.end_char
    return after.idx + len(after)


def _completed(line: Line, entity: Entity, kind: str, common: frozenset[str]) -> tuple[str, int]:
    """Returns kind and end of a name whose last word may be left untagged ("Norwich Heights").

    In a headline every word has a capital: one that the article writes small is an ordinary word there.
    """
    after, last = line.doc[entity.end : entity.end + 1], entity[-1]
    if not after or after[0].ent_type_ or not after.text[0].isupper() or (line.titled and after[0].lower_ in common):
        return kind, entity.end_char
    if line.text[entity.start_char : after.end_char].casefold() in BODIES:
        return "ORG", after.end_char
    hangs = last.pos_ == "PROPN" and last.head.i == after.start and entity.end_char == after.start_char - 1
    return ("PLACE", after.end_char) if hangs and after[0].lower_ in _PLACE_LAST else (kind, entity.end_char)


def _opens_sentence(line: Line, words: Sequence[tuple[int, int]]) -> bool:
    """Tells whether the first word of a name is none of it: a sentence begins with it, and it is no proper noun."""
    first, *rest = (line.doc[line.token_at(start)] for start, _ in words)
    if line.titled or not first.is_sent_start or first.pos_ in {"PROPN", "NUM"}:
        return False
    names = sum(token.pos_ == "PROPN" for token in rest)
    asks = first.pos_ == "AUX" and rest[-1].i + 1 < len(line.doc) and line.doc[rest[-1].i + 1].tag_ == "VB"
    return asks or names > 1


def _bare(line: Line, start: int, end: int, kind: str, label: str) -> Iterator[Span]:
    """Yields the bare name of a span, and the word for a people that was taken for the first part of a person."""
    text = line.text
    end = start + len(_END.sub("", text[start:end].rstrip(" \t,;:-\"'") if end > start else ""))
    if kind == "PERSON":
        start, end = _with_particles(line, start, end)
        if not line.titled and " " in text[start:end] and (called := _NICKNAME.match(text, end)):
            end = called.end()
        if " " not in text[start:end] and (credit := _CREDIT.search(text[max(0, start - _REACH) : start])):
            start -= len(credit[1])
    if kind == "ORG" and (body := _BODY_OF.search(text[max(0, start - _REACH) : start])):
        start -= len(body[0])
    if kind == "PLACE" and text[start:end].casefold() in _PLACE_LAST and (number := _ORDINAL.search(text[:start])):
        start = number.start()
    words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
    folded = [text[s:e].casefold().rstrip(".") for s, e in words]
    first, last = 0, len(words)
    if kind == "PERSON":
        # The last word that can only be a role: all before it says who somebody is.
        roles = [n for n, word in enumerate(folded[:-1]) if word in _ROLES and (word not in _SURNAMES or n == 0)]
        first = roles[-1] + 1 if roles else 0
    while first < last:
        s, e = words[first]
        alone = last - first == 1
        group = kind == "PERSON" and not alone and is_group(text[s:e])
        if group:
            yield line.span(s, e, "GROUP", None)
        opens = kind == "PERSON" and first == 0 and not alone and _opens_sentence(line, words[:last])
        if not group and not opens and not _is_no_part(text[s:e], kind, alone=alone):
            break
        first += 1
    while last - first > 1 and (
        text[slice(*words[last - 1])] in _LETTERS_BEHIND
        or (kind == "PERSON" and folded[last - 1] in _MORE and not line.titled)
        or (kind == "PERSON" and text[slice(*words[last - 1])].islower())
    ):
        last -= 1
    words = words[first:last]
    if not words or (kind == "ORG" and _OFFICE_OF.search(text[max(0, words[0][0] - _REACH) : words[0][0]])):
        return
    if len(words) > LONGEST_NAME or words[-1][1] - words[0][0] > LONGEST_NAME * _LONGEST_WORD:
        return
    start, end = words[0][0], _closed(text, words[-1][1], end)
    name = text[start:end]
    if kind == "GROUP" and " " in name and not is_group(name) and is_group(text[slice(*words[-1])]):
        start = words[group_within([text[s:e] for s, e in words])][0]
        name = text[start:end]
    thing = kind in {"ORG", "PERSON"} and name.isupper() and name.casefold() in _NO_BODIES
    if kind == "PERSON" and any(c.isdigit() for c in name):
        return
    if thing or name.casefold().rstrip(".") in _NEVER or not any(c.isalpha() and not c.islower() for c in name):
        return
    yield line.span(start, end, kind, label)


def _with_particles(line: Line, start: int, end: int) -> tuple[int, int]:
    """Widens a person's name by particles beside it: what stands behind "bin" or before "al-" belongs to it."""
    after = _PARTICLE_AFTER.match(line.text, end, min(len(line.text), end + _REACH))
    low = max(0, start - _REACH)
    before = _PARTICLE_BEFORE.search(line.text[low:start])
    first = low + before.start() if before else start
    return first, after.end() if after else end


def _is_no_part(word: str, kind: str, *, alone: bool) -> bool:
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


def _closed(text: str, end: int, limit: int) -> int:
    """Returns the end of a name whose last word is followed by its own full stop, as in "J. Smith Jr."."""
    return end + 1 if end < limit and text[end] == "." else end


def overlooked(line: Line, common: frozenset[str]) -> Iterator[Span]:
    """Yields names that the model did not tag: runs of proper nouns that something tells the kind of.

    In a headline in title case only the newspaper before a colon is one.
    """
    doc, n = line.doc, 0
    for party in _PARTY.finditer(line.text):
        if gazetteer().state(party[1]) and line.is_free(*party.span(1)):
            yield line.span(*party.span(1), "PLACE")
    if line.titled:
        if doc[0].lower_ in _PAPERS and doc[1].text == ":" and line.is_free(0, len(doc[0])):
            yield line.span(0, len(doc[0]), "ORG")
        return
    if (dateline := _DATELINE.match(line.text)) and line.is_free(0, dateline.end(1)):
        yield line.span(0, dateline.end(1), "PLACE")
    while n < len(doc):
        first = n
        while n < len(doc) and n - first <= _LONGEST_CANDIDATE and _is_candidate(line, n):
            n += 1
        if n == first:
            n += 1
        elif n - first <= _LONGEST_CANDIDATE and not _is_part(line, first, n):
            start, end = doc[first].idx, doc[n - 1].idx + len(doc[n - 1])
            kind = _kind_beside(line, first, n, common)
            if kind and line.text[start:end].casefold() not in _NEVER:
                yield line.span(start, end, kind)


def _is_candidate(line: Line, n: int) -> bool:
    token = line.doc[n]
    capital = token.text[0].isupper() and token.text.casefold() not in _DETERMINERS
    capitals = token.pos_ in {"NOUN", "NUM"} and len(token) > 2 and token.text.isalpha() and token.text.isupper()
    proper = token.pos_ == "PROPN" or capitals
    return capital and proper and token.ent_type_ in _UNTAGGED and line.is_free(token.idx, token.idx + 1)


def _is_part(line: Line, first: int, end: int) -> bool:
    """Tells whether tokens stand beside more capitals, or where every word has one."""
    doc = line.doc
    if end - first == 1 and (
        doc[first].is_sent_start or (first and doc[first - 1].is_punct and doc[first - 1].text != ",")
    ):
        return not (doc[first].text.isupper() or _CAMEL.search(doc[first].text) or _is_speaker(line, first))
    beside = [doc[n] for n in (first - 1, end) if 0 <= n < len(doc)]
    return any(t.text[0].isupper() and t.ent_type_ and not t.is_sent_start for t in beside) or any(
        t.text == "-" and not t.whitespace_ for t in beside
    )


def _kind_beside(line: Line, first: int, end: int, common: frozenset[str]) -> str | None:
    """Returns the kind of untagged proper nouns: by the gazetteer, or by a word beside them."""
    doc, places = line.doc, gazetteer()
    name = line.text[doc[first].idx : doc[end - 1].idx + len(doc[end - 1])]
    before = doc[first - 1] if first else None
    after = doc[end] if end < len(doc) else None
    if name.casefold() in BODIES and (after is None or after.lower_ != "of"):
        return "ORG"
    if places.country(name) or (places.cities(name) and before is not None and before.lower_ in _AT):
        return "PLACE"
    last = doc[end - 1].lower_
    alone = end - first == 1
    if (
        not alone
        and doc[first].text in _SHIPS
        and not doc[first + 1].text.isupper()
        and doc[first + 1].lower_ not in _ROLES
    ):
        return "ORG"
    if not alone and (doc[first].lower_ in _LANDFORMS or last in _PLACE_LAST):
        return "PLACE"
    if after is not None and after.lower_ in _ORG_HEADS:
        return "ORG"
    if after is not None and after.lower_ in _PLACE_HEADS:
        return "PLACE"
    if (not alone and (last in _ORG_TAILS or last in _ORG_HEADS)) or _CAMEL.search(name):
        return "ORG"
    if before is not None:
        acts = after is not None and after.pos_ in {"AUX", "VERB"}
        team = acts and doc[end - 1].tag_ == "NNPS" and last.removesuffix("s") not in _NOUNS | _KIN
        if before.lower_ == "the" and (team or (alone and last in _PAPERS)):
            return "ORG"
        if _is_source(line, first):
            return "ORG"
        if before.lower_ == "of" and first > 1 and doc[first - 2].lower_ in _PLACE_HEADS | {"city", "town", "village"}:
            return "PLACE"
        if before.lower_ in _BEFORE_ORG:
            return "ORG"
        word = before.lower_.rstrip(".")
        if word in _HONORIFICS | _KIN or (not alone and word in _ROLES):
            return "PERSON"
        if alone and before.text == "," and doc[first].tag_ == "NNP" and _says(doc, end):
            return "PERSON"
    if (
        not alone
        and after is not None
        and (after.text in _LETTERS_BEHIND or (last not in _ROLES and _WHO.match(line.text, after.idx)))
    ):
        return "PERSON"
    letters = name.replace(".", "")
    if alone and 2 < len(letters) <= _LONGEST_ACRONYM and letters.isupper() and letters.isalpha():
        word = letters.casefold()
        beside = [t for t in (before, after) if t is not None and len(t) > 1 and t.text.isupper()]
        shouted = len(letters) > _LONGEST_UNSPEAKABLE and bool(_VOWELS & set(word))
        return None if word in _NO_BODIES or word in common or beside or shouted else "ORG"
    return "PERSON" if alone and doc[first].is_sent_start and _is_speaker(line, first) else None


def _says(doc: Doc, n: int) -> bool:
    """Tells whether a quotation's "said" stands at a token, and ends its clause there."""
    return doc[n : n + 1].text == "said" and doc[n + 1 : n + 2].text in {".", ",", ";"}


def _is_source(line: Line, first: int) -> bool:
    """Tells whether an untagged name is that of whom something was confirmed to, told to or published on."""
    doc, capitals = line.doc, line.doc[first].text.isupper() and len(line.doc[first]) > 2
    verb = doc[first - 1] if doc[first - 1].lower_ != "to" or first < 2 else doc[first - 2]
    if doc[first].ent_type_ == "PRODUCT" and doc[first - 1].lower_ == "on" and first > 1:
        return doc[first - 2].lower_ in _PUBLISHED
    confirmed = verb.i == first - 2 and verb.lower_ in {"confirmed", "confirms"}
    return confirmed or (capitals and verb.lower_ in {"told", "tells", "spoke", "speaking", "said"})


def _is_speaker(line: Line, n: int) -> bool:
    """Tells whether a proper noun that begins a sentence does what only a person does."""
    token, doc = line.doc[n], line.doc
    does = n + 1 < len(doc) and doc[n + 1].lower_ in HUMAN
    return does and token.lower_ not in FUNCTION_WORDS and token.lower_ not in _NOUNS and not token.lower_.endswith("s")
