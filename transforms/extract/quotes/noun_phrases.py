"""The noun phrase around a head that says who speaks: its tokens, the name in it, and a second noun beside it."""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.documents import Mention
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.subjects import is_aged
from transforms.extract.quotes.vocabulary import BREAKS, LONGEST_PHRASE, WORDS, is_human

_LONGEST_CLAUSE: Final = 20
"""Tokens of a relative clause that are looked at for a name."""
_LONGEST_NAMING: Final = 5
"""Tokens from "gave her name only as" to the name."""


_AGE: Final = 5
"""Tokens of "the 52-year-old" before "old", which the parser often leaves apart."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase that says who speaks.

    Attributes:
        marked: its paragraph.
        token: the noun or pronoun that the parse gives.
        head: the noun that stands for the speaker: the name rather than the office beside it.
        mention: the mention that holds the head.
        start: its first character.
        end: its end, exclusive.
    """

    marked: MarkedParagraph
    token: Token
    head: Token
    mention: Mention | None
    start: int
    end: int

    @property
    def is_person(self) -> bool:
        """Whether its head is a person's name."""
        return self.mention is not None and self.marked.paragraph.kind(self.mention) == "PERSON"

    @property
    def entity_id(self) -> int | None:
        """The entity that its head names."""
        return self.mention.entity_id if self.mention else None


def noun_phrase(marked: MarkedParagraph, token: Token) -> NounPhrase:
    """Returns the noun phrase around a noun or pronoun: a person's bare name, or else all that belongs to its head."""
    head = _head_of(marked, token)
    mention = marked.paragraph.mention(head)
    if mention and marked.paragraph.kind(mention) == "PERSON":
        return NounPhrase(marked, token, head, mention, mention.start, mention.end)
    low, high = _tokens(marked, head)
    start, end = marked.doc[low].idx, end_of(marked.doc[high - 1])
    if mention:
        start, end = min(start, mention.start), max(end, mention.end)
    return NounPhrase(marked, token, head, mention, start, end)


def partner_of(phrase: NounPhrase) -> Token | None:
    """Returns the second noun of "X and Y"."""
    head = phrase.head
    if not any(child.lower_ == "and" for child in head.rights):
        return None
    partner = next((child for child in head.rights if child.dep_ == "conj"), None)
    near = partner is not None and partner.i - head.i < LONGEST_PHRASE and phrase.marked.inside[partner.i] < 0
    return partner if near else None


def end_of(token: Token) -> int:
    """Returns the end of a token in characters, exclusive."""
    return int(token.idx + len(token))


def _head_of(marked: MarkedParagraph, token: Token) -> Token:
    """Returns the noun that stands for a speaker: a person's name rather than the office in apposition to it."""
    if token.dep_ == "appos" and marked.inside[token.head.i] < 0:
        token = token.head
    own = marked.paragraph.mention(token)
    if own and marked.paragraph.kind(own) == "PERSON":
        return token
    if titled := _name_titled(marked, token):
        return titled
    for child in token.rights:
        if child.dep_ == "appos" and marked.is_person(child.i):
            return child
        if child.dep_ == "relcl" and (name := _name_given(marked, child)):
            return name
    return token if own else _name_beside(marked, token) or token


def _name_titled(marked: MarkedParagraph, noun: Token) -> Token | None:
    """Returns the last token of the person's name right behind a role, which the parser took for another subject."""
    if noun.pos_ != "NOUN" or not is_human(noun.lower_) or not marked.is_person(noun.i + 1):
        return None
    name = noun.i + 1
    while name + 1 < len(marked.doc) and marked.paragraph.mention_at(name + 1) is marked.paragraph.mention_at(name):
        name += 1
    return marked.doc[name]


def _name_beside(marked: MarkedParagraph, noun: Token) -> Token | None:
    """Returns the name between commas behind a noun phrase, which the parser often takes for a second subject."""
    doc = marked.doc
    comma = _tokens(marked, noun)[1]
    name = comma + 1
    while name < min(len(doc), comma + LONGEST_PHRASE) and marked.is_person(name):
        name += 1
    ends = {",", "."} if is_human(noun.lower_) else {","}
    between = comma + 1 < name < len(doc) and doc[comma].text == "," and doc[name].text in ends
    return doc[name - 1] if between else None


def _name_given(marked: MarkedParagraph, verb: Token) -> Token | None:
    """Returns the name in a relative clause: "a nurse who asked to be identified only as Salma"."""
    doc, naming = marked.doc, -_LONGEST_NAMING
    for i in range(verb.i, min(len(doc), verb.i + _LONGEST_CLAUSE)):
        if doc[i].lemma_ in WORDS["naming"]:
            naming = i
        elif doc[i - 1].lower_ == "as" and i - naming <= _LONGEST_NAMING and marked.is_person(i):
            return doc[i]
    return None


def _tokens(marked: MarkedParagraph, head: Token) -> tuple[int, int]:
    """Returns the tokens of a noun phrase: modifiers before its head, and one phrase behind it ("of the ministry")."""
    doc, inside = marked.doc, marked.inside
    low = head.i
    edge = head.i - _AGE if is_aged(head) else head.left_edge.i
    limit = max(edge, head.i - LONGEST_PHRASE, 0)
    while low > limit and inside[low - 1] < 0 and doc[low - 1].text not in BREAKS:
        low -= 1
    high = head.i + 1
    while high + 1 < len(doc) and doc[high].text == "-" and not doc[high].whitespace_ and inside[high + 1] < 0:
        high += 2  # "mother-of-two"
    if high < len(doc) and doc[high].lower_ in WORDS["after_head"] and doc[high].head.i == head.i:
        limit = min(doc[high].right_edge.i + 1, head.i + LONGEST_PHRASE)
        while high < limit and inside[high] < 0 and not doc[high].is_punct and doc[high].tag_ not in {"WP", "WDT"}:
            high += 1
    return low, high
