"""Who states a figure: the speaker of the quotation around it, or whoever the sentence names as its source.

Quotations come from `transforms.extract.quotes.find`. What is said of numbers alone ("puts the loss at", "by the latest count") is
read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from transforms.documents import Mention, Quote
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import SUBJECTS, WORDS, lemma
from transforms.extract.numbers.find import Number

_CLIMB: Final = 12
"""Steps from a number to the verb that reports it."""
_SOURCE_REACH: Final = 10
"""Tokens behind a document in which its maker is looked for: "a poll released this week by"."""
_SOURCES: Final = frozenset({"PERSON", "ORG", "GROUP", "PLACE"})
_FRAMING: Final = re.compile(
    rf"(?<![\w-])(?:[\w.'\u2019]{{1,40}}-(?:{'|'.join(sorted(WORDS['framing_endings']))})"
    rf"|{'|'.join(sorted(WORDS['framing_words']))})(?![\w-])",
    re.IGNORECASE,
)
_ASIDE: Final = 40
"""Tokens on either side of a number in which an aside names its source."""
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NAMING: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART"})
_FRAMED: Final = 40
"""Characters before a source in which the words that frame it are looked for."""
_BESIDE: Final = re.compile(r"[\w\s.'\u2019-]{0,30}")
_ADDED: Final = re.compile(
    r",[^,]{3,80},\s(?!and\b|but\b|while\b|although\b|though\b|as\b|after\b|when\b|because\b|wh(?:ich|ose|o|ere)\b)"
)
"""From the end of a quotation over its cue to what goes on with it: ", the firms said on Monday, a rise of"."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who states a figure and what becomes of it; fields as in the table `figures`, and the rule that found them."""

    speaker: str | None = None
    entity_id: int | None = None
    status: str = "asserted"
    quote_id: int | None = None
    framing: str | None = None
    path: str | None = None
    rule: str | None = None


def find_claim(page: Page, number: Number, first: Token, last: Quote | None) -> Claim:
    """Finds who states a number.

    Args:
        page: the paragraph.
        number: the number.
        first: its first token.
        last: the quotation of the article that begins before the number, the latest one.
    """
    around = [q for q in page.quotes(first) if q.start <= number.core_start and number.core_end <= q.end]
    around.sort(key=lambda q: (q.speaker is None, q.end - q.start, q.start, q.quote_id))
    if not around or around[0].speaker is None:
        reported = _reported(page, first, last) or _added(page, number, last) or _aside(page, first)
        if reported and reported.speaker is None:
            return replace(_of_quote(around[0]) if around else reported, status=reported.status)
        if reported:
            return replace(_with_source(page, first, reported), quote_id=around[0].quote_id if around else None)
    if not around:
        return Claim()
    claim = _of_quote(around[0])
    sources = list(dict.fromkeys(q.speaker for q in around if q.speaker))
    if len(sources) > 1:
        claim = replace(claim, path=" < ".join(sources))
    return _with_source(page, first, claim)


def is_disputed(page: Page, end: int) -> bool:
    """Tells whether the sentence that begins at token `end` says that something could not be verified."""
    if end >= len(page.doc):
        return False
    words, verifiers = page.words_of_sentence(end), WORDS["verifiers"]
    if words & WORDS["independently"]:
        verifiers |= WORDS["independent_verifiers"]
    return bool(words & WORDS["unverified"] or (words & WORDS["negations"] and words & verifiers))


def _of_quote(quote: Quote) -> Claim:
    status = "denied" if quote.stance == "denies" else "claimed"
    return Claim(quote.speaker, quote.speaker_entity_id, status, quote.quote_id, rule=f"{quote.kind}_quotation")


# What is said of numbers alone


def _reported(page: Page, number: Token, last: Quote | None) -> Claim | None:
    """Reads the verb that reports a number ("the firm puts the loss at 12"), or "by the latest count" beside it."""
    for verb, child in _above(number):
        if by := next((c for c in verb.children if c.lower_ == "by" and c.i > number.i), None):
            counts = [c for c in by.children if c.dep_ == "pobj" and lemma(c, WORDS["counts"])]
            if counts:
                entity_id = page.entity(counts[0].left_edge, counts[0], _SOURCES)
                return Claim(_written(page, counts[0]), entity_id, "claimed", rule="by_a_count")
        status = _status(verb, child)
        if status is None:
            continue
        is_passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        sayers = [c for c in verb.children if c.dep_ == "nsubj"]
        if is_passive:
            sayers = [c for by in verb.children if by.lower_ == "by" for c in by.children if c.dep_ == "pobj"]
        if sayers and child not in sayers:
            return _of_sayer(page, sayers[-1], status, last)
        if status in {"disputed", "denied"}:
            return Claim(status=status, rule="verb_of_numbers")
    return None


def _above(number: Token) -> Iterator[tuple[Token, Token]]:
    """Yields the verbs above a number, each with its child on the way; a clause about something else ends it."""
    token = number
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return
        if head.pos_ == "VERB":
            yield head, token
        if token.dep_ in {"relcl", "acl", "advcl"}:
            return
        token = head


def _status(verb: Token, child: Token) -> str | None:
    """Returns what a verb makes of the number in its object or clause; null when it does not report it."""
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if child.dep_ in {"ccomp", "parataxis"}:
        return "claimed" if lemma(verb, WORDS["reports"] | WORDS["finds"]) else None
    if child.dep_ not in {"dobj", "prep", "attr", "nsubjpass"}:
        return None
    if lemma(child, WORDS["statements"]):  # "disputed the figure of 12", but not "questioned 12 men"
        if lemma(verb, WORDS["disputes"]):
            return "disputed"
        if lemma(verb, WORDS["denies"]):
            return "denied"
    if child.dep_ == "prep":
        is_put = child.lower_ == "at" and lemma(verb, WORDS["putting"]) and any(c.dep_ == "dobj" for c in verb.children)
        return "claimed" if is_put or (child.lower_ == "for" and lemma(verb, WORDS["fears"])) else None
    takes_lives = child.lower_ in WORDS["lives"] or lemma(child, WORDS["victims"])
    return "claimed" if lemma(verb, WORDS["reports"]) and not takes_lives else None


def _of_sayer(page: Page, sayer: Token, status: str, last: Quote | None) -> Claim | None:
    """Makes a claim of the subject of a reporting verb; a pronoun stands for who was quoted last."""
    if sayer.pos_ != "PRON":
        entity_id = page.entity(_edge(sayer), sayer, _SOURCES)
        return Claim(_written(page, sayer), entity_id, status, rule="verb_of_numbers")
    if sayer.lower_ not in WORDS["sayers"] or last is None or last.speaker is None:
        return None
    return Claim(last.speaker, last.speaker_entity_id, status, rule="verb_of_numbers")


def _edge(noun: Token) -> Token:
    """Returns the first token of a noun's own phrase, without clauses and phrases behind it."""
    kinds = {"compound", "amod", "nmod", "det", "poss", "nummod"}
    edge = noun.doc[min([noun.i, *(c.left_edge.i for c in noun.children if c.dep_ in kinds)])]
    before = noun.doc[edge.i - 1] if edge.i else noun
    is_role = before.dep_ in SUBJECTS and before.head.i == noun.head.i and before.i < noun.i  # "the insurer Norhalt"
    return _edge(before) if is_role else edge


def _written(page: Page, noun: Token) -> str:
    return page.written(_edge(noun).i, noun.i + 1)


def _added(page: Page, number: Number, last: Quote | None) -> Claim | None:
    """Reads what a sentence adds behind the cue of a quotation: ", the firms said on Monday, a rise of 31 per cent"."""
    if last is None or last.speaker is None or last.paragraph != page.index or last.end >= number.start:
        return None
    gap = page.text[last.end : number.start]
    is_same = page.sentence(page.token(number.start).i) == page.sentence(page.token(last.start).i)
    is_before_its_cue = gap.lstrip(', "\u201d').startswith(last.speaker)  # not "said Ada Holm, a mother of two"
    goes_on = is_same and is_before_its_cue and _ADDED.match(gap)
    return replace(_of_quote(last), quote_id=None, rule="behind_a_quotation") if goes_on else None


def _aside(page: Page, number: Token) -> Claim | None:
    """Reads what the parser takes for a noun: "12,000 people have fled, the refugee agency estimates, joining"."""
    begin, end = page.sentence(number.i)
    begin, end = max(begin, number.i - _ASIDE), min(end, number.i + _ASIDE)
    commas = [begin, *(token.i for token in page.doc[begin:end] if token.text == ","), end - 1]
    for start, stop in pairwise(commas):
        verb = page.doc[stop - 1] if stop > start + 2 else None
        if verb is None or page.doc[start].text != "," or not lemma(verb, WORDS["reports"]) or verb.tag_ == "VBG":
            continue
        sayer = page.doc[start + 1 : stop - 1]
        if sayer[0].pos_ in {"DET", "PROPN"} and all(token.pos_ in _NAMING for token in sayer):
            entity_id = page.entity(sayer[0], sayer[-1], _SOURCES)
            return Claim(page.written(start + 1, stop - 1), entity_id, "claimed", rule="aside")
    return None


# Who stands behind a source


def _with_source(page: Page, number: Token, claim: Claim) -> Claim:
    """Adds the words that frame a source, and the maker of a document or the name beside a role."""
    speaker = claim.speaker
    if speaker is None:
        return claim
    begin, end = page.sentence(number.i)
    at = page.text.find(speaker, page.doc[begin].idx, page.doc[end - 1].idx + len(page.doc[end - 1]))
    claim = replace(claim, framing=_framing(page.text, speaker, at))
    if at < 0 or claim.entity_id is not None:
        return claim
    behind = page.token(at + len(speaker) - 1).i + 1
    if behind + 1 < end and page.doc[behind].text == "," and (named := page.mention(page.doc[behind + 1])):
        return replace(claim, entity_id=named.entity_id) if page.kind(named) in {"PERSON", "ORG"} else claim
    if lemma(page.doc[behind - 1], WORDS["documents"]) and (maker := _maker(page, behind, end)):
        path = claim.path or f"{speaker} < {page.text[maker.start : maker.end]}"
        return replace(claim, entity_id=maker.entity_id, path=path)
    return claim


def _framing(text: str, speaker: str, at: int) -> str | None:
    """Returns the words that frame a source: within it, or right before where it stands in the text."""
    if within := _FRAMING.search(speaker):
        return within[0]
    before = list(_FRAMING.finditer(text, max(0, at - _FRAMED), at)) if at > 0 else []
    return before[-1][0] if before and _BESIDE.fullmatch(text, before[-1].end(), at) else None


def _maker(page: Page, start: int, end: int) -> Mention | None:
    """Returns who is named behind a document, up to the next mark: "a poll released this week by Norhalt"."""
    for token in page.doc[start : min(end, start + _SOURCE_REACH)]:
        if token.is_punct or token.tag_ in _FINITE:  # "a poll found Norhalt ahead"
            return None
        maker = page.mention(token)
        if maker and page.kind(maker) in {"PERSON", "ORG"}:
            return maker
    return None
