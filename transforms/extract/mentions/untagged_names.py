"""Names that the model did not tag: runs of proper nouns that something beside them or in them tells the kind of."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.headlines import FUNCTION_WORDS, is_title_case
from transforms.extract.mentions.name_span import NameSpan, TakenCharacters, name_at
from transforms.extract.mentions.no_names import LETTERS_BEHIND, NEVER, NO_BODIES
from transforms.extract.mentions.type_vote import BODIES, is_group
from transforms.names.gazetteer import gazetteer

_LEXICON: Final = lexicons.load("names")
_HEADS: Final = _LEXICON["heads"]
_ROLES: Final = frozenset(_LEXICON["roles"])
_HONORIFICS: Final = frozenset(_LEXICON["honorifics"])
_DETERMINERS: Final = frozenset(_LEXICON["determiners"])
_ORG_HEADS: Final = frozenset(_HEADS["ORG"])
_PLACE_HEADS: Final = frozenset(_HEADS["PLACE"])
_PLACE_LAST: Final = frozenset(_HEADS["PLACE_last"])
_BEFORE_ORG: Final = frozenset(_HEADS["before_ORG"])
_KIN: Final = frozenset(_HEADS["kin"])
_SHIPS: Final = frozenset(_LEXICON["ships"])
_PAPERS: Final = frozenset(_LEXICON["papers"])
_ORG_TAILS: Final = frozenset(_LEXICON["generic"])
_NOUNS: Final = frozenset(_LEXICON["headlines"]["nouns"]) | _ROLES
_PUBLISHED: Final = frozenset({"circulated", "posted", "wrote", "shared", "published", "announced"})
HUMAN: Final = frozenset(
    {"said", "told", "added", "died", "recalled", "smiled", "tweeted", "joked", "admitted", "reported"}
)
"""What people do, and hardly anything else does."""
_LANDFORMS: Final = frozenset({"mount", "mt", "lake", "cape", "river", "fort", "loch", "lough"})
_AT: Final = frozenset({"in", "near", "from", "at", "of", "to"})
_CAMEL: Final = re.compile(r"(?:^| )(?!Mc|Mac|De|Di|Da|Du|La|Le|Van|Fitz|Von|Ab|Al|El)[A-Z][a-z]+[A-Z][a-z]+")
"""A capital within a word, as companies have it, but not behind the beginnings of surnames."""
_WHO: Final = re.compile(r", (?:who\b|[1-9]\d,)")
"""Behind a person: a relative clause, or the age in years."""
_WHO_TOKENS: Final = 4
"""Tokens that it needs at most: comma, number, comma, and the next."""
_DATELINE: Final = re.compile(r"([A-Z][A-Z.' -]*[A-Z])(?:, [\w. ]{2,20})? \([A-Z][\w ]*\) [-–—] ")
"""How agencies begin: the place in capitals, and their name."""
_PARTY: Final = re.compile(r"\b[DIR][-–]([A-Z](?:\.[A-Z]\.|[A-Za-z]+\.?)(?: [A-Z][a-z]+)?)(?=[,;:).\s]|$)")
"""Behind a member of a parliament: the party's letter, and the state."""

_LONGEST_CANDIDATE: Final = 5
"""Words of a name that the model overlooked; longer runs of capitals are headings."""
_LONGEST_ACRONYM: Final = 5
"""Letters."""
_LONGEST_UNSPEAKABLE: Final = 3
"""Letters; a longer acronym with a vowel in it looks like any word that is shouted ("STOP")."""
_VOWELS: Final = frozenset("aeiou")
_UNTAGGED: Final = frozenset({"", "PRODUCT", "WORK_OF_ART", "CARDINAL", "DATE"})
"""Labels under which the model hides names of bodies, and of towns that sound like a day."""
_SEASONS: Final = frozenset({"may", "spring", "summer", "autumn", "fall", "winter"})
_WITHIN: Final = frozenset({"in", "near", "outside", "above", "across", "throughout", "around", "into"})
"""Before a town, or the name of what something is put into."""
_NO_TOWNS_IN: Final = frozenset(_LEXICON["cues"]["no_towns_in"])
"""Words before "in" where no town follows: what is put into something, or stands in a paper."""


def untagged_names(paragraph: ParagraphIndex, common: frozenset[str], taken: TakenCharacters) -> Iterator[NameSpan]:
    """Yields names that the model did not tag; in a headline in title case only the newspaper before a colon is one.

    Args:
        paragraph: the paragraph.
        common: words that the article writes small.
        taken: the characters of names found before; a name that overlaps one of them is none.
    """
    doc, n = paragraph.doc, 0
    for party in _PARTY.finditer(paragraph.straight):
        if gazetteer().state(party[1]) and taken.is_free(paragraph.index, *party.span(1)):
            yield name_at(paragraph, *party.span(1), "PLACE")
    if is_title_case(paragraph):
        if doc[0].lower_ in _PAPERS and doc[1].text == ":" and taken.is_free(paragraph.index, 0, len(doc[0])):
            yield name_at(paragraph, 0, len(doc[0]), "ORG")
        return
    dateline = _DATELINE.match(paragraph.straight)
    if dateline and taken.is_free(paragraph.index, 0, dateline.end(1)):
        yield name_at(paragraph, 0, dateline.end(1), "PLACE")
    while n < len(doc):
        first = n
        while n < len(doc) and n - first <= _LONGEST_CANDIDATE and _is_candidate(paragraph, n, taken):
            n += 1
        if n == first:
            n += 1
        elif n - first <= _LONGEST_CANDIDATE and not _is_part(doc, first, n):
            candidate = _candidate(paragraph, first, n, common)
            kind = _kind(candidate)
            if kind and candidate.name.casefold() not in NEVER:
                start = doc[first].idx
                yield name_at(paragraph, start, start + len(candidate.name), kind)


def _is_candidate(paragraph: ParagraphIndex, n: int, taken: TakenCharacters) -> bool:
    """Tells whether a token may belong to a name: a proper noun with a capital that no name has yet."""
    token = paragraph.doc[n]
    capital = token.text[0].isupper() and token.text.casefold() not in _DETERMINERS
    capitals = token.pos_ in {"NOUN", "NUM"} and len(token) > 2 and token.text.isalpha() and token.text.isupper()
    proper = token.pos_ == "PROPN" or capitals or _names_people(token)
    is_free = taken.is_free(paragraph.index, token.idx, token.idx + 1)
    return capital and proper and token.ent_type_ in _UNTAGGED and is_free


def _names_people(token: Token) -> bool:
    """Tells whether a token is a noun for believers or a people: "Quakers", "a Dane"."""
    one = token.i > 0 and token.nbor(-1).lower_ in {"a", "an"}
    return (one or token.text.endswith("s")) and is_group(token.text)


def _is_part(doc: Doc, first: int, end: int) -> bool:
    """Tells whether tokens stand beside more capitals, or where every word has one."""
    if end - first == 1 and (
        doc[first].is_sent_start or (first and doc[first - 1].is_punct and doc[first - 1].text != ",")
    ):
        return not (
            _names_people(doc[first])
            or doc[first].text.isupper()
            or _CAMEL.search(doc[first].text)
            or _is_speaker(doc, first)
        )
    beside = [doc[n] for n in (first - 1, end) if 0 <= n < len(doc)]
    return any(t.text[0].isupper() and t.ent_type_ and not t.is_sent_start for t in beside) or any(
        t.text == "-" and not t.whitespace_ for t in beside
    )


def _is_speaker(doc: Doc, n: int) -> bool:
    """Tells whether a proper noun that begins a sentence does what only a person does."""
    token = doc[n]
    does = n + 1 < len(doc) and doc[n + 1].lower_ in HUMAN
    return does and token.lower_ not in FUNCTION_WORDS and token.lower_ not in _NOUNS and not token.lower_.endswith("s")


# --- what tells the kind ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A run of proper nouns.

    Attributes:
        doc: the annotation of its paragraph.
        first: number of its first token.
        end: number of the token behind it.
        name: its characters.
        last: its last word in small letters.
        alone: whether it is one word.
        before: the token before it.
        after: the token behind it.
        common: words that the article writes small.
    """

    doc: Doc
    first: int
    end: int
    name: str
    last: str
    alone: bool
    before: Token | None
    after: Token | None
    common: frozenset[str]

    @property
    def word_before(self) -> str:
        """The word before it in small letters; empty at the beginning of a paragraph."""
        return self.before.lower_ if self.before is not None else ""

    @property
    def word_after(self) -> str:
        """The word behind it in small letters; empty at the end of a paragraph."""
        return self.after.lower_ if self.after is not None else ""


def _candidate(paragraph: ParagraphIndex, first: int, end: int, common: frozenset[str]) -> _Candidate:
    doc = paragraph.doc
    return _Candidate(
        doc,
        first,
        end,
        paragraph.straight[doc[first].idx : doc[end - 1].idx + len(doc[end - 1])],
        doc[end - 1].lower_,
        end - first == 1,
        doc[first - 1] if first else None,
        doc[end] if end < len(doc) else None,
        common,
    )


def _kind(candidate: _Candidate) -> str | None:
    """Returns the kind by the first clue that holds; null where none does."""
    return next((kind for kind, holds in _CLUES if holds(candidate)), None)


def _is_known_body(c: _Candidate) -> bool:
    return c.name.casefold() in BODIES and c.word_after != "of"


def _is_known_place(c: _Candidate) -> bool:
    return bool(gazetteer().country(c.name) or (gazetteer().cities(c.name) and c.word_before in _AT))


def _is_ship(c: _Candidate) -> bool:
    if c.alone or c.doc[c.first].text not in _SHIPS:
        return False
    second = c.doc[c.first + 1]
    return not second.text.isupper() and second.lower_ not in _ROLES


def _is_landform(c: _Candidate) -> bool:
    return not c.alone and (c.doc[c.first].lower_ in _LANDFORMS or c.last in _PLACE_LAST)


def _stands_before_noun_of_body(c: _Candidate) -> bool:
    return c.word_after in _ORG_HEADS


def _stands_before_noun_of_place(c: _Candidate) -> bool:
    return c.word_after in _PLACE_HEADS


def _is_written_as_body(c: _Candidate) -> bool:
    return bool((not c.alone and (c.last in _ORG_TAILS or c.last in _ORG_HEADS)) or _CAMEL.search(c.name))


def _is_team_or_paper(c: _Candidate) -> bool:
    if c.word_before != "the":
        return False
    acts = c.after is not None and c.after.pos_ in {"AUX", "VERB"}
    team = acts and c.doc[c.end - 1].tag_ == "NNPS" and c.last.removesuffix("s") not in _NOUNS | _KIN
    return team or (c.alone and c.last in _PAPERS)


def _is_source(c: _Candidate) -> bool:
    """Tells whether something was confirmed to, told to or published on what has the name."""
    if c.before is None:
        return False
    doc, first = c.doc, c.first
    if doc[first].ent_type_ == "PRODUCT" and c.word_before == "on" and first > 1:
        return doc[first - 2].lower_ in _PUBLISHED
    verb = doc[first - 2] if c.word_before == "to" and first > 1 else c.before
    confirmed = verb.i == first - 2 and verb.lower_ in {"confirmed", "confirms"}
    capitals = doc[first].text.isupper() and len(doc[first]) > 2
    return confirmed or (capitals and verb.lower_ in {"told", "tells", "spoke", "speaking", "said"})


def _is_people(c: _Candidate) -> bool:
    """Tells whether a lone plural is a word for believers or a people ("Quakers")."""
    return c.alone and _names_people(c.doc[c.first]) and c.word_after not in _ORG_HEADS


def _stands_behind_place_of(c: _Candidate) -> bool:
    nouns = _PLACE_HEADS | {"city", "town", "village"}
    return c.word_before == "of" and c.first > 1 and c.doc[c.first - 2].lower_ in nouns


def _is_where(c: _Candidate) -> bool:
    """Tells whether a lone proper noun says where something is: "in Orsk", "the capital, Orsk,"."""
    if not c.alone or c.doc[c.first].tag_ != "NNP" or _looks_like_acronym(c) or c.before is None:
        return False
    earlier = c.doc[c.first - 2].lower_ if c.first > 1 else ""
    named = c.doc[c.end + 1 : c.end + 2]
    listed = c.after is not None and c.after.pos_ == "CCONJ" and bool(named) and named[0].ent_type_ in {"", "GPE"}
    closes = c.after is None or c.after.is_punct or c.after.pos_ in {"AUX", "VERB", "ADP", "SCONJ"} or listed
    if c.last in _SEASONS or c.word_after == "of" or c.name.isupper():
        return False
    capital = c.before.text == "," and earlier == "capital" and c.word_after == ","
    return capital or (c.word_before in _WITHIN and earlier not in _NO_TOWNS_IN and closes and c.word_after != "'s")


def _stands_behind_word_of_body(c: _Candidate) -> bool:
    return c.word_before in _BEFORE_ORG


def _stands_behind_honorific(c: _Candidate) -> bool:
    word = c.word_before.rstrip(".")
    return word in _HONORIFICS | _KIN or (not c.alone and word in _ROLES)


def _says_behind_quotation(c: _Candidate) -> bool:
    """Tells whether a quotation's "said" stands behind a lone name, and ends its clause there."""
    if not c.alone or c.before is None or c.before.text != "," or c.doc[c.first].tag_ != "NNP":
        return False
    return c.doc[c.end : c.end + 1].text == "said" and c.doc[c.end + 1 : c.end + 2].text in {".", ",", ";"}


def _is_followed_as_person(c: _Candidate) -> bool:
    if c.alone or c.after is None:
        return False
    clause = c.last not in _ROLES and _WHO.match(c.doc[c.end : c.end + _WHO_TOKENS].text)
    return c.after.text in LETTERS_BEHIND or bool(clause)


def _looks_like_acronym(c: _Candidate) -> bool:
    letters = c.name.replace(".", "")
    return c.alone and 2 < len(letters) <= _LONGEST_ACRONYM and letters.isupper() and letters.isalpha()


def _is_acronym(c: _Candidate) -> bool:
    if not _looks_like_acronym(c):
        return False
    word = c.name.replace(".", "").casefold()
    beside = any(t is not None and len(t) > 1 and t.text.isupper() for t in (c.before, c.after))
    shouted = len(word) > _LONGEST_UNSPEAKABLE and bool(_VOWELS & set(word))
    return not (word in NO_BODIES or word in c.common or beside or shouted)


def _is_lone_speaker(c: _Candidate) -> bool:
    opens = c.alone and bool(c.doc[c.first].is_sent_start) and not _looks_like_acronym(c)
    return opens and _is_speaker(c.doc, c.first)


_CLUES: Final[Sequence[tuple[str, Callable[[_Candidate], bool]]]] = (
    ("ORG", _is_known_body),
    ("PLACE", _is_known_place),
    ("GROUP", _is_people),
    ("ORG", _is_ship),
    ("PLACE", _is_landform),
    ("ORG", _stands_before_noun_of_body),
    ("PLACE", _stands_before_noun_of_place),
    ("ORG", _is_written_as_body),
    ("ORG", _is_team_or_paper),
    ("ORG", _is_source),
    ("PLACE", _stands_behind_place_of),
    ("ORG", _stands_behind_word_of_body),
    ("PLACE", _is_where),
    ("PERSON", _stands_behind_honorific),
    ("PERSON", _says_behind_quotation),
    ("PERSON", _is_followed_as_person),
    ("ORG", _is_acronym),
    ("PERSON", _is_lone_speaker),
)
"""What tells the kind of an untagged name, in the order in which it is asked: lists of names are surer than words in
the name, these are surer than words beside it, and these than capitals."""
