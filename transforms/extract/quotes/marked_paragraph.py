"""A paragraph with the stretches in quotation marks laid over its tokens."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from spacy.tokens import Doc

from transforms.annotate.tokens import hide_long_runs
from transforms.documents import Article, Entity, Mention, ParagraphIndex
from transforms.extract.quotes.quotation_marks import Marked, marked_spans
from transforms.extract.quotes.turns import UnmarkedSpeech, find_turns
from transforms.extract.quotes.vocabulary import VERBS
from warehouse.schema.tables.values import BESIDE_TEXT_KINDS

_WORD: Final = re.compile(r"\w[\w'’-]*")
_SENTENCE_END: Final = frozenset({".", "!", "?", "…", "..."})
_LONGEST_SENTENCE: Final = 1000
"""Tokens of a sentence in which cues are looked for; walking a longer one's tree takes time by the square of its
length."""
_TOKENS_TO_VERB: Final = 6
"""Tokens behind a marked question or shout within which the verb stands that makes it no sentence of its own."""


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One paragraph and what of it stands in quotation marks.

    Attributes:
        paragraph: text, annotation and mentions.
        order: its place in the article, what stands beside the text not counted.
        marks: its marked stretches, in order.
        ranges: first token and end of each, marks included.
        inside: for each token the number of the marked stretch it stands in, -1 for none.
        sentences: first token and end of each; a marked stretch belongs to the sentence around it.
        has_cues: whether its sentences are short enough to look for cues.
        lemmas: of its tokens, in small letters; empty without cues.
        turn: the words in it that a label or a signature attributes; they are its one marked stretch.
    """

    paragraph: ParagraphIndex
    order: int
    marks: Sequence[Marked]
    ranges: Sequence[tuple[int, int]]
    inside: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    has_cues: bool
    lemmas: Sequence[str]
    turn: UnmarkedSpeech | None

    @property
    def doc(self) -> Doc:
        """The paragraph's annotation."""
        return self.paragraph.doc

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    def words(self, n: int) -> list[str]:
        """Returns the words of a marked stretch."""
        return _WORD.findall(self.text, self.marks[n].start, self.marks[n].end)

    def begins_large(self, n: int) -> bool:
        """Tells whether a marked stretch begins as a sentence does: with a capital or a number."""
        return self.words(n)[0][0].isupper() or self.words(n)[0][0].isdigit() or self.text[self.marks[n].start] == "…"

    def has_words(self, low: int, high: int) -> bool:
        """Tells whether one of the tokens from `low` to `high`, exclusive, is a word."""
        return any(token.is_alpha for token in self.doc[low:high])

    def is_person(self, i: int) -> bool:
        """Tells whether a token outside quotation marks belongs to a person's name."""
        mention = self.paragraph.mention_at(i)
        return mention is not None and self.paragraph.kind(mention) == "PERSON" and self.inside[i] < 0


def marked_paragraphs(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[MarkedParagraph]:
    """Lays marked stretches and mentions over the paragraphs of an article, and splits these into sentences.

    Args:
        article: its paragraphs; bylines are left out.
        mentions: the names in them.
        entities: what the names stand for.
    """
    kinds = {entity.entity_id: entity.kind for entity in entities}
    mentions_of: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        mentions_of[mention.paragraph].append(mention)
    paragraphs = [p.with_mentions(mentions_of[p.index], kinds) for p in article.indexed if p.block_kind != "byline"]
    orders = accumulate(p.block_kind not in BESIDE_TEXT_KINDS for p in paragraphs)
    marks, turns = _marks(paragraphs), find_turns(paragraphs, entities)
    return [_marked(p, order, marks[p.index], turns.get(p.index)) for p, order in zip(paragraphs, orders, strict=True)]


def _marks(paragraphs: Sequence[ParagraphIndex]) -> dict[int, list[Marked]]:
    """Returns the marked stretches by paragraph; none goes on in, or through, what stands beside the text."""
    running = [p for p in paragraphs if p.block_kind not in BESIDE_TEXT_KINDS]
    spans = dict(zip((p.index for p in running), marked_spans([hide_long_runs(p.text) for p in running]), strict=True))
    beside = (p for p in paragraphs if p.block_kind in BESIDE_TEXT_KINDS)
    return spans | {p.index: marked_spans([hide_long_runs(p.text)])[0] for p in beside}


def _marked(
    paragraph: ParagraphIndex, order: int, marks: Sequence[Marked], turn: UnmarkedSpeech | None
) -> MarkedParagraph:
    if turn:
        marks = [Marked(turn.start, turn.end, turn.start, turn.end)]
    doc = paragraph.doc
    has_cues = len(doc) <= _LONGEST_SENTENCE or all(len(sentence) <= _LONGEST_SENTENCE for sentence in doc.sents)
    lemmas = [token.lemma_.lower() for token in doc] if has_cues else []
    bare = MarkedParagraph(paragraph, order, (), (), [-1] * len(doc), (), has_cues, lemmas, turn)
    return with_marks(bare, marks)


def with_marks(marked: MarkedParagraph, marks: Sequence[Marked]) -> MarkedParagraph:
    """Returns a paragraph with these marked stretches and the sentences around them."""
    paragraph, doc = marked.paragraph, marked.doc
    inside = [-1] * len(doc)
    ranges: list[tuple[int, int]] = []
    for n, mark in enumerate(marks):
        covered = paragraph.token_range(mark.outer_start, mark.outer_end)
        ranges.append((covered.start, covered.stop))
        for i in covered:
            inside[i] = n
    return replace(marked, marks=marks, ranges=ranges, inside=inside, sentences=_sentences(doc, inside, ranges))


def is_behind_as(marked: MarkedParagraph, i: int) -> bool:
    """Tells whether "as", or "as a", stands before a token."""
    before = [token.lower_ for token in marked.doc[max(0, i - 2) : i]]
    return before[-1:] == ["as"] or (before[:1] == ["as"] and before[-1] in {"a", "an", "the"})


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
    return last == "." or not any(token.lemma_.lower() in VERBS for token in doc[high : high + _TOKENS_TO_VERB])
