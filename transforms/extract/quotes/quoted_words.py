"""The words of a quote: which marked stretches are speech, and which words are reported speech."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from transforms.documents import Quote
from transforms.extract.quotes.marked_paragraph import MarkedParagraph, is_behind_as
from transforms.extract.quotes.quotation_marks import Marked
from transforms.extract.quotes.referents import Referent
from transforms.extract.quotes.reported_content import TokenSpan
from transforms.extract.quotes.vocabulary import WORDS, is_name

_FULL_STOP: Final = re.compile(r"[.!?…][^\w.!?…]*$")
_WORD: Final = re.compile(r"\w[\w'’-]*")
_LEAST_WORDS: Final = 3
"""Reported speech of fewer words is left out, and so are as few words in marks that nobody is said to have spoken."""
_TELLING_WORDS: Final = 6
"""So many words in marks are somebody's, also within a sentence that does not say whose: marks that only say
"so-called" stand around fewer."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says some words, and what tells so.

    Attributes:
        rules: the rules that told so, as in docs/speaker-rules.md; that of the speaker stands in `speaker`.
        token: the verb.
        low: first token of the verb and, beside it, its speaker.
        words: lemma of the verb with its particle, or the phrase; null where only position attributes.
        stance: what the cue makes of the words.
        speaker: who says them.
    """

    rules: tuple[str, ...]
    token: int
    low: int
    words: str | None
    stance: str
    speaker: Referent


# --- words in marks --------------------------------------------------------------------------------------------------


def marked_quote(marked: MarkedParagraph, n: int, low: int, by: Attribution | None, *, is_beside: bool) -> Quote | None:
    """Returns the quote for a marked stretch, unless it is no speech.

    Args:
        marked: the paragraph.
        n: number of the stretch.
        low: first token of its sentence.
        by: who says it.
        is_beside: whether the cue that tells so stands right beside it.
    """
    mark, text, first = marked.marks[n], marked.text, marked.ranges[n][0]
    start, end = mark.start, mark.start + len(text[mark.start : mark.end].rstrip(" ,\u00a0"))
    words = _WORD.findall(text, start, end)
    if not words or (text[start] in "([" and text[end - 1] in ")]"):
        return None
    leads = first == low
    may_be_whole = is_beside or leads or before_mark(marked, n) in {":", ","}
    whole = may_be_whole and _is_whole(text, mark, (start, end), words)
    if by is None and len(words) < (_LEAST_WORDS + 1 if whole else _TELLING_WORDS):
        return None
    announced = by is not None and by.token < first
    if is_name(words) and not (is_beside and (leads or announced)) and not (announced and is_behind_as(marked, first)):
        return None
    if _is_named(marked, first):
        return None
    return _quote(marked, start, end, "direct" if whole else "partial", by)


def before_mark(marked: MarkedParagraph, n: int) -> str:
    """Returns the character before a marked stretch, spaces set aside."""
    start = marked.marks[n].outer_start
    return marked.text[max(0, start - 3) : start].rstrip()[-1:]


def _is_named(marked: MarkedParagraph, first: int) -> bool:
    """Tells whether words from a token on are what something is called: "so-called", "known as the"."""
    before = [token.lower_ for token in marked.doc[max(0, first - 3) : first]]
    while before[-1:] and before[-1] in {"a", "an", "as", "the"}:
        before.pop()
    return bool(before) and before[-1] in WORDS["not_speech_after"]


def _is_whole(text: str, mark: Marked, span: tuple[int, int], words: Sequence[str]) -> bool:
    """Tells whether marked words are a sentence or more."""
    first = next((c for c in text[span[0] : span[1]] if c.isalnum()), "")
    if not (first.isupper() or first.isdigit() or text[span[0]] == "…"):
        return False
    ended = text[span[1] : span[1] + 1] == "," or bool(_FULL_STOP.search(text, span[1] - 1, mark.outer_end))
    return ended or len(words) > _LEAST_WORDS


# --- reported speech -------------------------------------------------------------------------------------------------


def indirect_quote(marked: MarkedParagraph, content: TokenSpan, by: Attribution) -> Quote | None:
    """Returns reported speech, unless hardly a word of it stands outside quotation marks.

    Args:
        marked: the paragraph.
        content: what the cue reports; punctuation and "that" at its ends are left out.
        by: who says it.
    """
    doc, inside = marked.doc, marked.inside
    low, high = content
    if low >= high:
        return None
    if inside[low] >= 0:
        low = marked.ranges[inside[low]][0]
    if inside[high - 1] >= 0:
        high = marked.ranges[inside[high - 1]][1]
    while low < high and inside[low] < 0 and (doc[low].is_punct or doc[low].is_space or doc[low].lower_ == "that"):
        low += 1
    while high > low and inside[high - 1] < 0 and (doc[high - 1].is_punct or doc[high - 1].is_space):
        high -= 1
    free = (i for i in range(low, high) if inside[i] < 0 and (doc[i].is_alpha or doc[i].like_num))
    if len(list(islice(free, _LEAST_WORDS))) < _LEAST_WORDS:
        return None
    return _quote(marked, doc[low].idx, doc[high - 1].idx + len(doc[high - 1]), "indirect", by)


def unspoken(
    marked: MarkedParagraph, content: TokenSpan, by: Attribution, spoken: Sequence[tuple[int, int, Attribution]]
) -> TokenSpan:
    """Cuts off reported speech where somebody else begins to speak: "when it said that ..., Holm replied: '...'".

    Args:
        marked: the paragraph.
        content: what the cue reports.
        by: who says it.
        spoken: the direct quotations of the sentence: first token with the cue, end, and who says it.
    """
    low, high = content
    for start, end, other in spoken:
        if other.token != by.token and low <= start and end <= high:
            high = min(high, start)
    if high < content[1] and marked.doc[low].pos_ in {"ADP", "SCONJ"}:
        return low, low  # no more than a clause that goes with what the other says
    return low, high


def _quote(marked: MarkedParagraph, start: int, end: int, kind: str, by: Attribution | None) -> Quote:
    return Quote(
        quote_id=0,
        paragraph=marked.paragraph.index,
        start=start,
        end=end,
        kind=kind,
        speaker=by.speaker.text if by else None,
        speaker_entity_id=by.speaker.entity_id if by else None,
        cue=by.words if by else None,
        stance=by.stance if by else None,
    )
