"""The noun phrase in a speaker's place, read by position: the parse is often wrong beside quotation marks."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.subjects import is_aged
from transforms.extract.quotes.vocabulary import LONGEST_PHRASE, PRONOUNS, is_human

_NOMINAL: Final = frozenset({"ADJ", "DET", "NOUN", "NUM", "PART", "PROPN"})
_PARTICIPLES: Final = frozenset({"VBN", "VBG"})
_SPEAKING: Final = frozenset({"PERSON", "ORG", "GROUP"})
_PERSONAL: Final = frozenset({"he", "she", "they", "i", "we", "it"})


def speaker_behind(marked: MarkedParagraph, first: int, high: int) -> Token | None:
    """Returns the head of the noun phrase that begins at a token, if it may speak: a name, a pronoun, a noun of people.

    Args:
        marked: the paragraph.
        first: first token of the noun phrase.
        high: the token at which the search ends.
    """
    doc, limit = marked.doc, min(high, first + LONGEST_PHRASE)
    if first < limit and doc[first].lower_ in _PERSONAL and marked.inside[first] < 0:
        return doc[first]
    i, noun = first, None
    while i < limit and marked.inside[i] < 0 and _is_part(doc[i], i == first):
        mention = marked.paragraph.mention_at(i)
        kind = marked.paragraph.kind(mention) if mention else None
        ends = mention is not None and marked.paragraph.mention_at(i + 1) is not mention
        if ends and may_be_person(marked, i) and not _owns(marked, i, high):
            return doc[i]
        if kind is None and doc[i].pos_ == "PROPN" and not _goes_on(marked, i, limit) and not _owns(marked, i, high):
            return doc[i] if may_be_named(marked, i) else None
        noun = doc[i] if doc[i].pos_ == "NOUN" or is_aged(doc[i]) else noun
        i += 1
    return noun if noun is not None and noun.i == i - 1 and (_is_speaker(noun) or is_aged(noun)) else None


def speaker_before(marked: MarkedParagraph, low: int, end: int) -> Token | None:
    """Returns the head of the noun phrase that ends right before a token, if it may speak."""
    i = end - 1
    while i > low and marked.doc[i].tag_ == "RB":
        i -= 1
    token = marked.doc[i]
    if i < low or marked.inside[i] >= 0:
        return None
    mention = marked.paragraph.mention_at(i)
    if mention:
        return token if may_be_person(marked, i) else None
    named = token.pos_ == "PROPN" and may_be_named(marked, i)
    return token if named or token.lower_ in _PERSONAL or _is_speaker(token) or is_aged(token) else None


def may_be_person(marked: MarkedParagraph, last: int) -> bool:
    """Tells whether a name up to a token may speak: no place, unless a noun of people stands before it."""
    mention = marked.paragraph.mention_at(last)
    if mention is None:
        return False
    first = marked.paragraph.token_number(mention.start)
    has_role = first > 0 and marked.doc[first - 1].pos_ == "NOUN" and is_human(marked.doc[first - 1].lower_)
    return marked.inside[last] < 0 and (has_role or marked.paragraph.kind(mention) in _SPEAKING)


def may_be_named(marked: MarkedParagraph, last: int) -> bool:
    """Tells whether proper nouns that the model did not tag as a name, up to a token, may be a person's."""
    first = last
    while first and marked.doc[first - 1].pos_ == "PROPN" and marked.inside[first - 1] < 0:
        first -= 1
    before = marked.doc[first - 1] if first else None
    has_role = before is not None and before.pos_ in {"NOUN", "ADJ"} and is_human(before.lower_)
    return all(token.text[:1].isupper() for token in marked.doc[first : last + 1]) and (first < last or has_role)


def _is_part(token: Token, is_first: bool) -> bool:
    """Tells whether a token belongs to a noun phrase: "retired miner", "runner-up"."""
    if token.pos_ in _NOMINAL or (token.tag_ == "HYPH"):
        return True
    return token.tag_ in _PARTICIPLES and (is_first or token.nbor(-1).pos_ in {"ADJ", "DET"})


def _goes_on(marked: MarkedParagraph, i: int, limit: int) -> bool:
    return i + 1 < limit and marked.doc[i + 1].pos_ == "PROPN" and marked.inside[i + 1] < 0


def _owns(marked: MarkedParagraph, i: int, high: int) -> bool:
    """Tells whether a name is the owner of what follows: "Ada Holm's agent"."""
    return i + 1 < high and marked.doc[i + 1].tag_ == "POS"


def _is_speaker(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and (is_human(noun.lower_) or PRONOUNS.get(noun.lemma_.lower()) is not None)
