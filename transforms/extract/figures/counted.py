"""What a number counts ("12 armed men"), and what an amount is the measure of ("a profit of $3m")."""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms.documents import Figure, Part
from transforms.extract.figures.candidate import Candidate, CountedPhrase
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.vocabulary import (
    BORNE,
    NOUN_POS,
    STATES,
    SUBJECT_VERBS,
    SUBJECTS,
    VERB_POS,
    VERBS,
    WORDS,
)
from transforms.extract.numbers.numeral import PROPORTION

_BEFORE_NOUN_POS: Final = frozenset({"ADJ", "NUM", "ADV", "CCONJ"})
_BEFORE_NOUN_TAGS: Final = frozenset({"VBN", "VBG", ","})
_BASE_FORMS: Final = frozenset({"NN", "VB", "VBP"})
"""Tags of a verb without ending; the parser takes it for a noun in headlines."""
PHRASE_REACH: Final = 10
"""Tokens looked at for the noun that a number counts; longer phrases were parser errors."""


@dataclass(frozen=True, slots=True)
class CountedThing:
    """What is counted, and in what its number is measured; fields as in the table `figures`, with their parts."""

    text: str | None = None
    head: str | None = None
    entity_id: int | None = None
    unit: str | None = None
    currency: str | None = None
    parts: tuple[Part, ...] = ()


def counted_thing(candidate: Candidate, beside: Figure | None) -> CountedThing:
    """Returns what a number counts, as the columns of a figure.

    Args:
        candidate: the number.
        beside: the figure before, if the number is set beside it and so counts the same.
    """
    paragraph, number, phrase = candidate.paragraph, candidate.number, candidate.phrase
    if phrase:
        return CountedThing(
            paragraph.written(phrase.first.i, phrase.last.i + 1),
            phrase.head.text,
            paragraph.entity(phrase.first, phrase.last, {"GROUP", "PLACE", "ORG"}),
            number.unit,
            number.currency,
            (words_of("counted", phrase.rule, phrase.first, phrase.last),),
        )
    if beside:
        part = Part("counted" if beside.counted else "unit", "set_beside")
        return CountedThing(
            beside.counted, beside.counted_head, beside.counted_entity_id, beside.unit, beside.currency, (part,)
        )
    return CountedThing(unit=number.unit, currency=number.currency)


def words_of(part: str, rule: str, first: Token, last: Token) -> Part:
    """Returns a part of a figure that tokens `first` to `last`, both included, give."""
    return Part(part, rule, first.idx, last.idx + len(last))


# The noun phrase behind a number


def find_counted(candidate: Candidate) -> CountedPhrase | None:
    """Finds the noun phrase that a number counts; null for none.

    A plain number counts the phrase behind it ("12 armed men", "two of their leaders"), one with a unit only what
    stands behind "of" ("10 kg of rice").
    """
    doc, end = candidate.doc, candidate.sentence.stop
    start = candidate.end + 1
    if start < end and doc[start].text == "-" and doc[start].idx == candidate.number.end:  # "a 12-member team"
        start += 1
    if start + 1 < end and doc[start].lower_ == "or" and doc[start + 1].pos_ == "NUM":  # "two or three shops"
        start = next((i for i in range(start + 1, end) if doc[i].pos_ != "NUM"), end)
    has_of = start < end and doc[start].lower_ == "of"
    if candidate.is_amount and not has_of:
        return None
    objects = [c for c in doc[start].children if c.dep_ == "pobj"] if has_of else []
    start += has_of
    while start < end and (doc[start].pos_ in {"DET", "PRON"} or doc[start].tag_ == "PDT"):
        if not has_of and candidate.number.unit != PROPORTION:
            return None
        start += 1
    governed = objects[0] if objects else candidate.last.head
    head = _head(doc, range(start, min(end, start + PHRASE_REACH)), governed)
    if head is None or (head.tag_ == "NN" and WORDS["marks"].has(head)):  # "the 100,000 mark"
        return None
    behind = _Behind(start, head, end, has_of=has_of)
    return next((CountedPhrase(*span, rule) for rule, find in _COUNTED_RULES if (span := find(behind))), None)


@dataclass(frozen=True, slots=True)
class _Behind:
    """The phrase behind a number: its first token, its head, the sentence's end, and whether "of" leads to it."""

    start: int
    head: Token
    end: int
    has_of: bool


_Span = tuple[Token, Token, Token] | None
"""The first token, the head and the last token of a phrase."""


def _kind_of_one_thing(behind: _Behind) -> _Span:
    """Reads a noun that only says what kind of one thing it is: "a 3 cylinder engine" has three cylinders."""
    head, kind = behind.head, behind.head.doc[behind.start]
    is_kind = head.i > kind.i and head.tag_ == kind.tag_ == "NN" and not WORDS["persons"].has(head)
    is_one = is_kind and any(c.lower_ in {"a", "an"} and c.i < kind.i for c in head.children)
    return (kind, kind, kind) if is_one else None


def _noun_behind_of(behind: _Behind) -> _Span:
    return _noun_phrase(behind) if behind.has_of else None


def _noun_phrase(behind: _Behind) -> _Span:
    doc = behind.head.doc
    return doc[behind.start], behind.head, doc[_end_of_complement(behind.head, behind.end)]


_COUNTED_RULES: Final = in_order(
    "counted",
    {"kind_of_one_thing": _kind_of_one_thing, "noun_behind_of": _noun_behind_of, "noun_behind": _noun_phrase},
)


def _end_of_complement(head: Token, end: int) -> int:
    """Returns the last token of the "of" phrase right behind a noun ("members of the crew"), or the noun itself."""
    doc, start = head.doc, head.i + 2
    if start >= end or doc[head.i + 1].lower_ != "of":
        return head.i
    while start < end and doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    objects = [c for c in doc[head.i + 1].children if c.dep_ == "pobj"]
    found = _head(doc, range(start, min(end, start + PHRASE_REACH)), objects[0]) if objects else None
    return head.i if found is None or WORDS["time_nouns"].has(found) else found.i


def _head(doc: Doc, window: range, governed: Token) -> Token | None:
    """Returns the head of the noun phrase that begins at a position; null for none.

    Args:
        doc: the annotation.
        window: from the first token of the phrase to where it must end at the latest.
        governed: the noun that the parser found; a phrase that gets near reaches up to it.
    """
    goal = governed.i if governed.i in window and governed.pos_ in NOUN_POS else None
    head: int | None = None
    after_joint = False
    for i in window:
        token = doc[i]
        following = doc[i + 1] if i + 1 < window.stop else None
        is_joint = token.tag_ in {"POS", "HYPH"} or token.text in {"-", "/", "&"}
        if _ends_phrase(token, following, is_first=i == window.start):
            break
        if token.pos_ in NOUN_POS:
            head = i
            if i == goal and not (following is not None and following.tag_ in {"POS", "HYPH"}):
                break
        elif not is_joint:
            is_over = head is not None and not after_joint and (goal is None or i > goal)
            if is_over or (token.pos_ not in _BEFORE_NOUN_POS and token.tag_ not in _BEFORE_NOUN_TAGS):
                break
        after_joint = is_joint
    if head is None or (doc[head].ent_type_ in {"DATE", "TIME"} and doc[head].pos_ == "PROPN"):
        return None
    return doc[head]


def _ends_phrase(token: Token, following: Token | None, *, is_first: bool) -> bool:
    """Tells whether a token cannot belong to what is counted: "59 today", "63 last year", "12 and"."""
    return (
        token.lower_ in WORDS["not_counted"]
        or _says_what_happened(token)
        or (token.lower_ in WORDS["last"] and following is not None and WORDS["time_nouns"].has(following))
        or (is_first and (token.pos_ == "CCONJ" or token.is_punct))
    )


def _says_what_happened(token: Token) -> bool:
    """Tells whether a participle says what those before it did or suffered, and belongs to no noun behind it."""
    if token.tag_ in {"VBN", "VBD"} and SUBJECT_VERBS.of(token) and not VERBS.of(token):
        return True  # "hundreds died and"
    if (
        token.tag_ in {"VBN", "VBD"}
        and WORDS["bearing"].has(token)
        and any(map(BORNE.of, (token.head, *token.children)))
    ):
        return True  # "30 more suffered burns"
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    is_last = behind is None or behind.pos_ not in NOUN_POS | {"ADJ", "NUM", "VERB"}
    is_state = token.lower_ in STATES  # "dozens missing, officials said", "12 hurt as a stand collapses"
    is_deed = token.lower_ in SUBJECT_VERBS and token.tag_ in _BASE_FORMS  # "hundreds flee as"
    return is_last and (is_state or is_deed)


def leaves_out(candidate: Candidate) -> bool:
    """Tells whether a number counts but some: "the driver and three other people", "nineteen of the girls"."""
    phrase = candidate.phrase
    if phrase is None:
        return False
    before = phrase.first.nbor(-1) if phrase.first.i else phrase.first
    is_some = candidate.is_plain and phrase.rule == "noun_behind_of" and before.lower_ in WORDS["definite"]
    return is_some or WORDS["remaining"].has(phrase.first)


# What an amount is the measure of


def find_measured(candidate: Candidate) -> CountedPhrase | None:
    """Finds what an amount is the measure of: "profit" in "a profit of $3m" and in "profit rose 3 per cent"."""
    inside = range(candidate.first.i, max(candidate.last.i, candidate.end) + 1)
    token = candidate.first
    for _ in range(PHRASE_REACH):
        head = token.head
        if head.i == token.i:
            return None
        if head.i not in inside:
            if head.pos_ in VERB_POS:
                if token.dep_ in SUBJECTS:
                    return None
                subjects = [c for c in head.children if c.dep_ in SUBJECTS and c.i < head.i]
                if subjects:
                    return _with_modifiers(subjects[0], candidate.sentence.stop)
                if head.dep_ not in {"conj", "xcomp", "advcl", "ccomp"}:
                    return None
            elif head.pos_ in NOUN_POS and token.dep_ != "conj":
                return _with_modifiers(head, candidate.sentence.stop)
        token = head
    return None


def _with_modifiers(noun: Token, end: int) -> CountedPhrase | None:
    """Returns the phrase of a noun from its first modifier on; null for a pronoun."""
    if noun.pos_ not in NOUN_POS:
        return None
    kinds = {"compound", "amod", "nmod", "poss"}
    start = min([noun.i, *(c.left_edge.i for c in noun.children if c.dep_ in kinds and c.i < noun.i)])
    while start < noun.i and (not noun.doc[start].is_alpha or noun.doc[start].pos_ in {"DET", "NUM", "PRON"}):
        start += 1
    return CountedPhrase(noun.doc[start], noun, noun.doc[_end_of_complement(noun, end)], "governing_noun")
