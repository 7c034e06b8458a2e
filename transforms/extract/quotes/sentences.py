"""The sentences of a paragraph with all that tells who speaks in them, whoever that may be.

This is what is read of each sentence on its own. `speakers` then goes through the sentences of the article in reading
order and tells whom the noun phrases found here stand for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.nearest_cue import Link, link
from transforms.extract.quotes.reporting_verbs import find_cues
from transforms.extract.quotes.subjects import may_speak
from transforms.extract.quotes.vocabulary import WORDS

_SIGNATURE: Final = re.compile(
    r"\s*[—–―-]{1,2}\s*"
    r"([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|der|van|von|la|al|bin|of|the)){0,6})(?<!\.)\s*(?:[,.(]|$)"
)
"""What may follow a quotation on a line of its own: a dash, a name, and nothing or what the person is."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, letter ... that is spoken of, and who issued it.

    Attributes:
        noun: lemma of its noun.
        issuer: head of the noun phrase of who issued it; null where a cue names them.
        cue: number of that cue in its sentence.
    """

    noun: str
    issuer: Token | None
    cue: int | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A name behind a quotation and a dash: characters and last token."""

    start: int
    end: int
    token: int


@dataclass(frozen=True, slots=True)
class SpeechSentence:
    """One sentence with its cues and marked stretches.

    Attributes:
        marked: its paragraph.
        low: its first token.
        high: its end, exclusive.
        cues: its cues in reading order.
        links: cue by number of the marked stretch, where one fits.
        signature: the name behind its quotation, where no cue fits that.
        statements: the statements, letters ... that it speaks of.
    """

    marked: MarkedParagraph
    low: int
    high: int
    cues: Sequence[Cue]
    links: Mapping[int, Link]
    signature: Signature | None
    statements: Sequence[Statement]

    @property
    def marks(self) -> list[int]:
        """The numbers of its marked stretches, in order."""
        return sorted({n for n in self.marked.inside[self.low : self.high] if n >= 0})


def read_sentences(marked: MarkedParagraph) -> Iterator[SpeechSentence]:
    """Yields the sentences of a paragraph."""
    words_before = _words_before(marked) if marked.marks else []
    for low, high in marked.sentences:
        cues = find_cues(marked, low, high)
        marks = sorted({n for n in marked.inside[low:high] if n >= 0})
        links = {n: found for n in marks if (found := link(marked, n, cues, words_before))}
        signature = _signature(marked) if marks[:1] == [0] and 0 not in links else None
        statements = list(_statements(marked, low, high, cues))
        yield SpeechSentence(marked, low, high, cues, links, signature, statements)


def _words_before(marked: MarkedParagraph) -> list[int]:
    """Returns for each token, and for the end, how many words and marked tokens stand before it."""
    counts = [0]
    for n, token in zip(marked.inside, marked.doc, strict=True):
        counts.append(counts[-1] + int(n >= 0 or token.is_alpha))
    return counts


def _signature(marked: MarkedParagraph) -> Signature | None:
    """Reads a name behind a quotation with which a paragraph begins, and a dash: "No more." - Ada Holm, teacher."""
    mark, text = marked.marks[0], marked.text
    found = None if text[: mark.outer_start].strip() else _SIGNATURE.match(text, mark.outer_end)
    if not found:
        return None
    return Signature(*found.span(1), next(token.i for token in reversed(marked.doc) if token.idx < found.end(1)))


def _statements(marked: MarkedParagraph, low: int, high: int, cues: Sequence[Cue]) -> Iterator[Statement]:
    """Yields the statements, letters ... that somebody issues in a sentence, or speaks in."""
    if not marked.has_cues:
        return
    number_of = {cue.token: number for number, cue in enumerate(cues)}
    documents = WORDS["documents"]
    for i, noun in enumerate(marked.lemmas[low:high], low):
        if noun not in documents or marked.inside[i] >= 0:
            continue
        token = marked.doc[i]
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in WORDS["within"] else token.head
        issuer = None
        if token.dep_ == "dobj" and verb.lemma_ in WORDS["issuing"]:
            issuer = next((c for c in verb.lefts if c.dep_ == "nsubj" and marked.inside[c.i] < 0), None)
        if issuer is not None and may_speak(issuer):
            yield Statement(noun, issuer, None)
        elif token.dep_ == "pobj" and verb.i in number_of:
            yield Statement(noun, None, number_of[verb.i])
