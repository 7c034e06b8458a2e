"""Pairing of quotation marks: which stretches of a text stand between an opening and a closing one.

Marks are read by what stands beside them rather than by their shape, since straight marks have none and curly ones are
often turned the wrong way. An apostrophe is told from a closing single mark by the letters around it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»'‘’‚‛`´]")
_SINGLE: Final = frozenset("'‘’‚‛`´")
_OPENING_SHAPES: Final = frozenset({*"“„‟«‘‚‛", "``", "‘‘"})
_STRAIGHT_SHAPES: Final = frozenset("\"'")
_OPENS: Final = (True, False)
_CLOSES: Final = (False, True)
_INNER: Final = 3
"""Marks that tell a curly quotation within a curly one: its own two, and the one that closes the other."""
_BEFORE_OPENING: Final = frozenset("([{<>—–-/|:;")
_BEFORE_LONG: Final = frozenset({"", *":,.!?"})
"""Before a single mark that opens a quotation over several paragraphs, spaces set aside."""
_ELISION: Final = re.compile(
    r"(?:\d0s|\d\d|s|t|re|ve|ll|d|m|n|em|til|tis|twas|cause|cos|bout|round|ere|tween|neath)\b(?!%)", re.IGNORECASE
)
"""Words that begin with an apostrophe (or, in texts put together from tokens, are one)."""
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”'’)\]]*(?=\s)")
_WORDS_AHEAD: Final = re.compile(r"\s*+(?:(?:…|\.{2,})\s*+)?\w")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text in quotation marks.

    Attributes:
        start: first character of the words inside.
        end: end of the words inside, exclusive.
        outer_start: first character of the opening mark; `start` where the marks of an earlier paragraph still hold.
        outer_end: end of the closing mark, exclusive; `end` where it is missing.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    firmly: bool
    """Closes for certain: it cannot be the apostrophe of a plural."""


def marked_spans(paragraphs: Sequence[str]) -> list[list[Marked]]:
    """Pairs the quotation marks of consecutive paragraphs.

    A quotation that runs over several paragraphs reopens each and closes only the last: an unclosed one runs to the end
    of its paragraph when the next begins with an opening mark, or when the next's first mark closes. Any other unclosed
    one ends with its sentence. Of quotations within a quotation only the outermost counts.

    Args:
        paragraphs: texts in reading order.

    Returns:
        The marked stretches of each paragraph, in order, without overlap.
    """
    marks = [_read(text) for text in paragraphs]
    spans: list[list[Marked]] = []
    is_open = False
    for n, (text, (doubles, singles)) in enumerate(zip(paragraphs, marks, strict=True)):
        following = paragraphs[n + 1].lstrip() if n + 1 < len(paragraphs) else ""
        following_doubles = marks[n + 1][0] if following else []
        reopened = following[:1] in {'"', "“", "„", "«"} or following.startswith(("``", "''"))
        closed_later = bool(following_doubles) and not following_doubles[0].opens
        found, is_open = _pair_doubles(text, doubles, is_open=is_open, goes_on=reopened or closed_later)
        is_open = is_open and not reopened
        single = _pair_singles(text, singles, goes_on=following[:1] in {"‘", "'"})
        spans.append(_outermost(found, single))
    return spans


def _read(text: str) -> tuple[list[_Mark], list[_Mark]]:
    """Returns the double and the single marks that can open or close a quotation."""
    doubles: list[_Mark] = []
    singles: list[_Mark] = []
    matches = list(_MARK.finditer(text))
    for match, (left, right) in zip(matches, _beside(text, matches), strict=True):
        if match.group() in _SINGLE:
            mark, marks = _read_single(text, match, left, right), singles
        else:
            mark, marks = _read_double(text, match, left, right), doubles
        if mark:
            marks.append(mark)
    return doubles, singles


def _beside(text: str, matches: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Yields for each mark the characters before and behind it; all marks of a run share those beside the run."""
    first = 0
    while first < len(matches):
        last = first
        while last + 1 < len(matches) and matches[last + 1].start() == matches[last].end():
            last += 1
        start, end = matches[first].start(), matches[last].end()
        left = text[start - 1 : start] if start else ""
        yield from [(left, text[end : end + 1])] * (last - first + 1)
        first = last + 1


def _read_single(text: str, match: re.Match[str], left: str, right: str) -> _Mark | None:
    """Returns a single mark, unless it is an apostrophe within a word or before one that begins with it."""
    opens, closes = _may_open(left, right), _may_close(left, right)
    if opens and _ELISION.match(text, match.end()):
        opens = match.group() == "‘" and not text[match.end()].isdigit()
    plural = left in "sS" and right == " "
    if not opens and not closes:
        return None
    return _Mark(match.start(), match.end(), opens, closes, closes and not plural)


def _read_double(text: str, match: re.Match[str], left: str, right: str) -> _Mark | None:
    """Returns a double mark, unless it is one of markup or stands for inches."""
    if left == "=":
        return None  # an attribute of markup
    opens, closes = _may_open(left, right), _may_close(left, right)
    if not left and _is_free(right) and _WORDS_AHEAD.match(text, match.end()):
        opens = True  # turned the wrong way: nothing stands before it that it could close
    if opens == closes:
        # Nothing beside it decides: its shape does, and a straight one may be either.
        if not opens and left.isdigit():
            return None  # inches
        shape = match.group()
        opens = shape in _OPENING_SHAPES or shape in _STRAIGHT_SHAPES
        closes = shape not in _OPENING_SHAPES
    return _Mark(match.start(), match.end(), opens, closes, closes)


def _is_free(beside: str) -> bool:
    """Tells whether a space, or nothing, stands beside a mark."""
    return not beside or beside.isspace()


def _may_open(left: str, right: str) -> bool:
    return (_is_free(left) or left in _BEFORE_OPENING) and not _is_free(right)


def _may_close(left: str, right: str) -> bool:
    return not _is_free(left) and not right.isalnum()


def _pair_doubles(text: str, marks: Sequence[_Mark], *, is_open: bool, goes_on: bool) -> tuple[list[Marked], bool]:
    """Pairs double marks, and tells whether the last quotation is still open at the end of the paragraph."""
    spans: list[Marked] = []
    opening: tuple[int, int] | None = (0, 0) if is_open and marks and not marks[0].opens else None
    nested_until = 0
    for n, mark in enumerate(marks):
        if n < nested_until:
            continue
        if opening is not None and mark.closes:
            spans += _span(text, opening, (mark.start, mark.end))
            opening = None
        elif mark.opens:
            if opening is not None:
                nested_until = _nested(text, opening, marks, n, goes_on=goes_on)
                if nested_until:
                    continue
                spans += _unclosed(text, opening, mark.start)
            opening = (mark.start, mark.end)
    if opening is None:
        return spans, False
    if goes_on:
        return spans + _span(text, opening, (len(text), len(text))), True
    return spans + _unclosed(text, opening, len(text)), False


def _nested(text: str, opening: tuple[int, int], marks: Sequence[_Mark], first: int, *, goes_on: bool) -> int:
    """Returns where the curly quotations within another one end, as an index into the marks; 0 if none are within.

    They are within if the other one is closed behind them; a straight one also if it goes on in the next paragraph.
    """
    if not _is_straight(text, opening):
        inner = [(mark.opens, mark.closes) for mark in marks[first : first + _INNER]]
        return first + 2 if inner == [_OPENS, _CLOSES, _CLOSES] else 0
    depth = 0
    for n in range(first, len(marks)):
        mark = marks[n]
        if _is_straight(text, (mark.start, mark.end)):
            return n if depth == 0 and mark.closes else 0
        depth += 1 if mark.opens else -1
        if depth not in {0, 1}:
            return 0
    return len(marks) if depth == 0 and goes_on else 0


def _is_straight(text: str, mark: tuple[int, int]) -> bool:
    return mark[0] < mark[1] and text[mark[0]] in _STRAIGHT_SHAPES


def _pair_singles(text: str, marks: Sequence[_Mark], *, goes_on: bool) -> list[Marked]:
    """Pairs single marks; one that nothing closes is an apostrophe."""
    spans: list[Marked] = []
    opening: _Mark | None = None
    weak: _Mark | None = None
    for mark in marks:
        if opening is not None and mark.closes and not mark.opens:
            if mark.firmly:
                spans += _span(text, (opening.start, opening.end), (mark.start, mark.end))
                opening = weak = None
            else:
                weak = weak or mark
        elif mark.opens:
            if opening is not None and weak is not None:
                spans += _span(text, (opening.start, opening.end), (weak.start, weak.end))
            elif opening is not None and not text[mark.start - 1 : mark.start].isspace():
                continue
            opening, weak = mark, None
    if opening is not None:
        if weak is not None:
            spans += _span(text, (opening.start, opening.end), (weak.start, weak.end))
        elif goes_on and text[: opening.start].rstrip()[-1:] in _BEFORE_LONG:
            spans += _span(text, (opening.start, opening.end), (len(text), len(text)))
    return spans


def _unclosed(text: str, opening: tuple[int, int], limit: int) -> list[Marked]:
    """Ends a quotation without a closing mark where its sentence ends, at the latest at `limit`."""
    end = _SENTENCE_END.search(text, opening[1], limit)
    stop = end.end() if end else limit
    return _span(text, opening, (stop, stop))


def _span(text: str, opening: tuple[int, int], closing: tuple[int, int]) -> list[Marked]:
    inside = text[opening[1] : closing[0]]
    start = opening[1] + len(inside) - len(inside.lstrip())
    end = opening[1] + len(inside.rstrip())
    return [Marked(start, end, opening[0], closing[1])] if start < end else []


def _outermost(doubles: Sequence[Marked], singles: Sequence[Marked]) -> list[Marked]:
    """Drops what lies within another stretch, and a single-marked one that crosses a double-marked one."""
    uncrossed = [s for s in singles if not _within(doubles, s.outer_start) and not _within(doubles, s.outer_end)]
    kept: list[Marked] = []
    for span in sorted((*doubles, *uncrossed), key=lambda span: span.outer_start):
        if not kept or span.outer_start >= kept[-1].outer_end:
            kept.append(span)
    return kept


def _within(spans: Sequence[Marked], position: int) -> bool:
    at = bisect_left(spans, position, key=lambda span: span.outer_start) - 1
    return at >= 0 and position < spans[at].outer_end
