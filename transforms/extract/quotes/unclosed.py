"""Quotations whose closing mark is missing: they end where the text goes on with their speaker."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from transforms.extract.quotes.marked_paragraph import MarkedParagraph, with_marks
from transforms.extract.quotes.quotation_marks import Marked
from transforms.extract.quotes.speaker_slot import speaker_behind
from transforms.extract.quotes.vocabulary import FINITE, VERBS

_PARTING: Final = frozenset({",", "?", "!"})
_CLOSING: Final = frozenset("\"”“’'‘»«`´")


def close_marks(marked: MarkedParagraph) -> MarkedParagraph:
    """Returns a paragraph whose unclosed quotations end before their cue: "“It is over, said Ada Holm."."""
    bare = replace(marked, inside=[-1] * len(marked.doc))
    marks = list(_closed(bare)) if marked.has_cues and marked.turn is None else list(marked.marks)
    return with_marks(marked, marks) if marks != list(marked.marks) else marked


def _closed(bare: MarkedParagraph) -> Iterator[Marked]:
    for mark, (low, high) in zip(bare.marks, bare.ranges, strict=True):
        is_closed = bare.text[mark.outer_end - 1] in _CLOSING
        end = None if is_closed else _end_before_cue(bare, low, high)
        yield mark if end is None else replace(mark, end=end, outer_end=end)


def _end_before_cue(bare: MarkedParagraph, low: int, high: int) -> int | None:
    """Returns the end of the words before a comma with a reporting verb and its speaker behind it; null for none."""
    doc = bare.doc
    for i in range(low + 1, high - 2):
        if doc[i].text not in _PARTING:
            continue
        is_verb = _reports(bare, i + 1)
        speaker = speaker_behind(bare, i + 1 + is_verb, high)
        if speaker is None or not (is_verb or _reports(bare, speaker.i + 1)):
            continue
        if speaker.pos_ != "PRON" or high < len(doc):
            return int(doc[i].idx + (doc[i].text != ","))
    return None


def _reports(bare: MarkedParagraph, i: int) -> bool:
    return i < len(bare.doc) and bare.doc[i].tag_ in FINITE and bare.lemmas[i] in VERBS
