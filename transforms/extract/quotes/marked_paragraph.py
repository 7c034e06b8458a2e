"""A paragraph as the extractor of quotations reads it: its tokens with marked stretches and mentions laid over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from spacy.tokens import Doc

from transforms import lexicons
from transforms.documents import Mention, Paragraph
from transforms.extract.quotes.quotation_marks import Marked

_LEXICON: Final = lexicons.load("cues")
WORDS: Final[dict[str, frozenset[str]]] = {name: frozenset(words) for name, words in _LEXICON["words"].items()}
VERBS: Final = frozenset(cue.partition(" ")[0] for cues in _LEXICON["stances"].values() for cue in cues)
"""Of speech, without their particles."""
BREAKS: Final = frozenset({",", ":", ";", "—", "–", "--", "―", "(", ")"})
LONGEST_PHRASE: Final = 12
"""Tokens of a noun phrase at most, each way from its head."""
_SENTENCE_END: Final = frozenset({".", "!", "?", "…", "..."})

_LONGEST_SENTENCE: Final = 1000
"""Tokens of a sentence that is read for cues; walking a longer one's tree takes time by the square of its length."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One paragraph as it is read.

    Attributes:
        index: its place in the article.
        order: its place, captions not counted.
        paragraph: text and annotation.
        marks: its marked stretches.
        ranges: tokens of each, marks included.
        inside: for each token the marked stretch it stands in, -1 for none.
        sentences: token spans; a marked stretch belongs to the sentence around it.
        mention_at: mention by token.
        parsed: whether its sentences are short enough to be read for cues.
    """

    index: int
    order: int
    paragraph: Paragraph
    marks: Sequence[Marked]
    ranges: Sequence[tuple[int, int]]
    inside: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    mention_at: dict[int, Mention]
    parsed: bool

    @property
    def doc(self) -> Doc:
        """The paragraph's annotation."""
        return self.paragraph.doc

    def is_behind_as(self, i: int) -> bool:
        """Tells whether "as", or "as a", stands before a token."""
        before = [token.lower_ for token in self.doc[max(0, i - 2) : i]]
        return before[-1:] == ["as"] or (before[:1] == ["as"] and before[-1] in {"a", "an", "the"})

    def words_before(self) -> list[int]:
        """Returns for each token, and for the end, how many words and marked tokens stand before it."""
        weights = (int(k >= 0 or token.is_alpha) for k, token in zip(self.inside, self.doc, strict=True))
        return list(accumulate(weights, initial=0))


def read(index: int, order: int, paragraph: Paragraph, marks: Sequence[Marked], mentions: Sequence[Mention]) -> Reading:
    """Lays marked stretches and mentions over the tokens of a paragraph, and splits it into sentences.

    Args:
        index: the paragraph's place in the article.
        order: its place, captions not counted.
        paragraph: text and annotation.
        marks: its marked stretches, in order.
        mentions: its mentions.
    """
    doc = paragraph.doc
    inside = [-1] * len(doc)
    ranges: list[tuple[int, int]] = []
    mention_at: dict[int, Mention] = {}
    if marks or mentions:
        starts = [token.idx for token in doc]
        ends = [start + len(token) for start, token in zip(starts, doc, strict=True)]
        for mention in mentions:
            for i in _token_range(starts, ends, mention.start, mention.end):
                mention_at[i] = mention
        for n, mark in enumerate(marks):
            covered = _token_range(starts, ends, mark.outer_start, mark.outer_end)
            ranges.append((covered.start, covered.stop))
            for i in covered:
                inside[i] = n
    parsed = len(doc) <= _LONGEST_SENTENCE or all(len(sentence) <= _LONGEST_SENTENCE for sentence in doc.sents)
    return Reading(index, order, paragraph, marks, ranges, inside, _sentences(doc, inside, ranges), mention_at, parsed)


def _token_range(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> range:
    """Returns the tokens that overlap a span of characters."""
    return range(bisect_right(ends, start), bisect_left(starts, end))


def _sentences(doc: Doc, inside: Sequence[int], ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Splits into sentences, taking each marked stretch as one word of the sentence around it.

    The model's own boundaries count where punctuation supports them; behind a marked stretch that ends a sentence a new
    one begins.
    """
    closing = {high: low for low, high in ranges}
    bounds = [0]
    for i in range(1, len(doc)):
        if inside[i] >= 0 and inside[i] == inside[i - 1]:
            continue
        if i in closing:
            new = _new_sentence_behind(doc, closing[i], i)
        else:
            new = doc[i - 1].text in _SENTENCE_END and bool(doc[i].is_sent_start or inside[i] >= 0)
        if new:
            bounds.append(i)
    return list(pairwise([*bounds, len(doc)])) if len(doc) else []


def _new_sentence_behind(doc: Doc, low: int, high: int) -> bool:
    """Tells whether a new sentence begins behind the marked tokens `low` to `high`."""
    last = next((doc[i].text for i in range(high - 1, low, -1) if doc[i].text.strip("\"'`«»")), "")
    if last not in _SENTENCE_END or not (doc[high].text[0].isupper() or doc[high].is_quote):
        return False
    # "Why?" Smith asked: a question or a shout takes the place of the comma.
    return last == "." or not any(token.lemma_.lower() in VERBS for token in doc[high : high + 6])
