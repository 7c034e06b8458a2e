"""What a reporting verb reports: the tokens of its clause, infinitive, prepositional phrase or object."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.subjects import has_to
from transforms.extract.quotes.vocabulary import BREAKS, CONTENT, FINITE, LONGEST_PHRASE, PREPOSITIONS, STANCES, WORDS

TokenSpan = tuple[int, int]
"""First token, and end, exclusive."""
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_AMOUNTS: Final = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_LONGEST_INTERRUPTION: Final = 6
"""Tokens behind a cue within which the comma stands that ends an interruption."""


def contents_of(
    marked: MarkedParagraph, verb: Token, words: str, sentence: TokenSpan, cue: TokenSpan
) -> tuple[TokenSpan, ...]:
    """Returns the token spans that a verb reports.

    Args:
        marked: the paragraph.
        verb: the verb.
        words: its lemma, with its particle.
        sentence: the sentence.
        cue: the verb with its speaker.
    """
    if any(child.dep_ == "neg" for child in verb.children):
        return ()
    if words in WORDS["needs_object"] and not any(child.dep_ in _OBJECTS for child in verb.children):
        return ()
    low, high = sentence
    after = _complements(verb, words, high)
    takes_clause = words in CONTENT["addressee"] or not any(c.dep_ == "dobj" for c in verb.rights if c.i < high)
    if after is None and takes_clause:
        after = _clause_behind(marked, verb, high)
    before, rest = _content_around(marked, verb, low, high, cue, is_free=not _is_taken(verb, words, after, high))
    return tuple(span for span in (before, after or rest) if span)


def _complements(verb: Token, words: str, high: int) -> TokenSpan | None:
    """Returns from where to where what the verb takes as content stands behind it; null where there is none."""
    rights = [child for child in verb.rights if child.i < high]
    infinitive = words in CONTENT["infinitive"] and any(map(has_to, rights))
    takes_object = _takes_object(verb, words, rights)
    start = end = -1
    for child in rights:
        if _is_content(child, words, infinitive=infinitive, takes_object=takes_object):
            edge = child.left_edge.i + (1 if child.dep_ == "prep" else 0)
            start = max(verb.i + 1, edge) if start < 0 else start
            end = max(end, child.right_edge.i + 1)
        elif start >= 0 and child.dep_ in {"prep", "oprd", "xcomp", "acomp"}:
            end = max(end, child.right_edge.i + 1)
    return (start, min(end, high)) if start >= 0 else None


def _is_taken(verb: Token, words: str, after: TokenSpan | None, high: int) -> bool:
    """Tells whether a verb has its content or its object right behind it, before the next mark."""
    mark = next((i for i in range(verb.i + 1, high) if verb.doc[i].text in BREAKS), high)
    has_object = any(child.dep_ == "dobj" and child.i < mark for child in verb.rights)
    return (after is not None and after[0] < mark) or (has_object and words not in CONTENT["addressee"])


def _is_content(child: Token, words: str, *, infinitive: bool, takes_object: bool) -> bool:
    """Tells whether what hangs on a verb is a part of what it reports."""
    relation = child.dep_
    if relation == "ccomp":
        return infinitive or not has_to(child)
    if relation in {"xcomp", "advcl"} and infinitive and has_to(child):
        return True
    if relation == "xcomp":
        return child.tag_ == "VBG" and words in CONTENT["gerund"]
    if relation == "prep":
        return child.lower_ in PREPOSITIONS.get(words.partition(" ")[0], ())
    is_object = relation in {"dobj", "oprd"} and words not in CONTENT["addressee"]
    return is_object and (takes_object or infinitive)


def _takes_object(verb: Token, words: str, rights: list[Token]) -> bool:
    """Tells whether the object of a verb is what was said: of a judgement only with its reason."""
    judging = STANCES[words] in {"praises", "criticises"}
    named = any(child.dep_ == "dobj" for child in verb.children)
    return (
        (words in CONTENT["object"] and (not judging or any(map(_is_reason, rights))))
        or (words in WORDS["estimating"] and any(map(is_estimate, rights)))
        or (words in WORDS["calling"] and named and any(map(_is_predicate, rights)))
    )


def _clause_behind(marked: MarkedParagraph, verb: Token, high: int) -> TokenSpan | None:
    """Returns the "that" clause that the parser hung on another word: "told a meeting in Bergen that ..."."""
    doc = marked.doc
    for i in range(verb.i + 1, min(high, verb.i + LONGEST_PHRASE)):
        if doc[i].tag_ == "IN" and doc[i].lower_ == "that" and doc[i].dep_ == "mark" and marked.inside[i] < 0:
            end = min(high, doc[i].head.right_edge.i + 1)
            return (i + 1, end) if i + 1 < end else None
        if doc[i].text in BREAKS or doc[i].tag_ in FINITE or marked.inside[i] >= 0:
            return None
    return None


def is_estimate(child: Token) -> bool:
    """Tells "put the dead at 30" from "put the blame at their feet", by what hangs on the verb."""
    return child.lower_ == "at" and any(c.like_num or c.ent_type_ in _AMOUNTS for c in child.rights)


def _is_predicate(child: Token) -> bool:
    """Tells what somebody is called from a name that is given: "called the plan a mistake"."""
    return child.dep_ == "oprd" and child.pos_ != "PROPN"


def _is_reason(child: Token) -> bool:
    """Tells what somebody is praised or blamed for from how long ("for days")."""
    return child.lower_ in WORDS["reasons"] and not any(c.ent_type_ in {"DATE", "TIME"} for c in child.rights)


def _content_around(
    marked: MarkedParagraph, verb: Token, low: int, high: int, cue: TokenSpan, *, is_free: bool
) -> tuple[TokenSpan | None, TokenSpan | None]:
    """Returns the clause in front of a cue ("..., the ministry said"), and its rest where the cue interrupts it.

    A whole clause in front is what the verb reports only where the verb is free of what else it may take, content or
    object: "two guards are dead, critics accuse the mayor of greed" does not quote the critics on the dead.
    """
    doc = marked.doc
    first = cue[0]
    if first - low < 2 or doc[first - 1].text not in BREAKS:
        return None, None
    before = (low, first - 1)
    if any(token.tag_ in FINITE for token in doc[low : first - 1]):
        parsed = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < first for c in verb.lefts)
        return (before if parsed and is_free else None), None
    limit = min(cue[1] + _LONGEST_INTERRUPTION, high)
    comma = next((i for i in range(cue[1], limit) if doc[i].text == ","), None)
    if comma is None or doc[first - 1].text != ",":
        return None, None
    adjunct = doc[low].pos_ in {"ADP", "SCONJ"} or doc[low].tag_ in {"VBG", "VBN"}
    counts = any(token.like_num for token in doc[low : first - 1])
    return (None if adjunct and not counts else before), (comma + 1, high)
