"""On which cue of its sentence a marked stretch hangs: the one with the highest score, by place and by the parse.

The scores stand in `lexicons/speaker_rules.toml` under `link`, with an example of each.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.speaker_rules import link_weights

_PARTING: Final = frozenset({",", "?", "!", "—", "–", "--", "…", "...", ".", ";"})
"""What parts a quotation from the cue behind it."""
_ANNOUNCING: Final = frozenset({",", ":"})
"""What stands between the last cue of a sentence and the quotation that it announces."""
_NEIGHBOURS: Final = 4
"""Cues of a sentence that a quotation may hang on, each way."""


@dataclass(frozen=True, slots=True)
class Link:
    """A marked stretch and its cue.

    Attributes:
        rule: the rule with the highest score, as in docs/speaker-rules.md.
        cue: number of the cue in its sentence.
        is_beside: whether the cue stands right beside the stretch.
    """

    rule: str
    cue: int
    is_beside: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    """A marked stretch and a cue near it.

    Attributes:
        marked: the paragraph.
        low: first token of the stretch.
        high: its end, exclusive.
        cue: the cue.
        is_behind: whether the cue stands behind the stretch.
        is_nearest: whether it is the last one before the stretch.
        gap: words between them, "that" before a quotation and "as" behind it not counted.
    """

    marked: MarkedParagraph
    low: int
    high: int
    cue: Cue
    is_behind: bool
    is_nearest: bool
    gap: int


def link(marked: MarkedParagraph, n: int, cues: Sequence[Cue], words_before: Sequence[int]) -> Link | None:
    """Returns the cue of the sentence that a marked stretch most likely hangs on; of equals the first.

    Args:
        marked: the paragraph.
        n: number of the marked stretch.
        cues: the cues of the sentence, in reading order.
        words_before: for each token how many words stand before it.
    """
    best, best_score = None, float("-inf")
    for number, pair in _pairs(marked, n, cues, words_before):
        rule = next(rule for rule in _WEIGHTS if HOLDS[rule](pair))
        weight = _WEIGHTS[rule]
        score = weight.weight - (pair.gap / weight.words_a_point if weight.words_a_point else 0)
        if score > best_score:
            best, best_score = Link(rule, number, rule in {"right_behind", "right_before"}), score
    return best


def _pairs(
    marked: MarkedParagraph, n: int, cues: Sequence[Cue], words_before: Sequence[int]
) -> Iterator[tuple[int, _Pair]]:
    """Yields the nearest cues on either side of a stretch, with their numbers."""
    doc, (low, high) = marked.doc, marked.ranges[n]
    at = bisect_left(cues, low, key=lambda cue: cue.token)
    nearest = cues[at - 1].token if at else -1
    for number in range(max(0, at - _NEIGHBOURS), min(at + _NEIGHBOURS, len(cues))):
        cue = cues[number]
        is_behind = cue.low >= high
        if is_behind:
            gap = words_before[cue.low] - words_before[high] - (doc[cue.low - 1].lower_ == "as")
        else:
            gap = words_before[low] - words_before[min(cue.high, low)] - (doc[low - 1].lower_ == "that" if low else 0)
        yield number, _Pair(marked, low, high, cue, is_behind, cue.token == nearest, gap)


def _is_right_behind(pair: _Pair) -> bool:
    doc, high = pair.marked.doc, pair.high
    around_end = range(max(pair.low, high - 2), min(high + 1, len(doc)))
    return pair.is_behind and pair.gap == 0 and any(doc[i].text in _PARTING for i in around_end)


def _is_right_before(pair: _Pair) -> bool:
    return not pair.is_behind and pair.gap <= 0


def _announces(pair: _Pair) -> bool:
    return not pair.is_behind and pair.is_nearest and pair.marked.doc[pair.low - 1].text in _ANNOUNCING


def _reports_it(pair: _Pair) -> bool:
    return not pair.is_behind and any(a <= pair.low and pair.high <= b for a, b in pair.cue.contents)


def _reports_something(pair: _Pair) -> bool:
    return not pair.is_behind and bool(pair.cue.contents)


_WEIGHTS: Final = link_weights()
"""In the order in which the rules are asked."""
HOLDS: Final[Mapping[str, Callable[[_Pair], bool]]] = {
    "right_behind": _is_right_behind,
    "right_before": _is_right_before,
    "announced": _announces,
    "in_content": _reports_it,
    "before_with_content": _reports_something,
    "before": lambda pair: not pair.is_behind,
    "behind": lambda pair: pair.is_behind,
}
"""What holds of a stretch and a cue, by rule."""
