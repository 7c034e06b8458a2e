"""Groups of one quotation in several articles: told in full, cut, spelt otherwise or misquoted.

Words alone tell that two quotations are one only where they are many. Of fewer, no other speaker may be known; of very
few, the speaker must be the same, since everybody says "we are ready" some day. Every quotation is compared with the
fullest of each group only, so that a commonplace cut out of two does not make them one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from transforms.names import straighten

SCHEMA: Final = pl.Schema({"quote_id": pl.Int64(), "group_key": pl.Int64(), "variant": pl.String()})
VARIANTS: Final = ("same", "respelt", "cut", "misquoted")
"""How a quotation stands to the fullest of its group, the nearest first."""

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_GAP: Final = re.compile(r"…|\.{3}|\. \. \.|\[[^\]]*\]|\([^)]*\)")
"""Where words may have been left out or put in."""
_SPELLINGS: Final = (
    (re.compile(r"is(e[ds]?|ers?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"ys(e[ds]?|ing)$"), r"yz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ll"), "l"),
)
"""British spelling made American, roughly: both sides are folded, so that it need not be right."""

_ENOUGH: Final = 8
"""Words that need no speaker."""
_FEW: Final = 5
"""Fewer words than these are never the same without the same speaker."""
_SHINGLE: Final = 3
"""Words in a row that two quotations must share to be compared."""
_COMMON: Final = 64
"""Groups that a shingle may lead to; one that leads to more says nothing."""
_SHARED: Final = 0.2
"""Shingles in common, by words, without which a quotation is not compared: two words wrong of ten leave as many."""
_CANDIDATES: Final = 8
"""Groups that a quotation is compared with, those with most shingles in common."""
_ALIKE: Final = 0.8
"""Least share of words in common of a misquotation, by what was seen in misquotations that we made."""
_CUT_ALIKE: Final = 90.0
"""Least likeness, in percent of characters, of a misquotation to a part of a longer quotation."""


@dataclass(slots=True)
class _Saying:
    """Quotes of the same folded words that may be taken for one."""

    words: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]
    speakers: set[int]
    quotes: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    """Id, article and words as written."""


def group_quotes(quotes: pl.DataFrame) -> pl.DataFrame:
    """Groups quotations of the same words; reported speech is left out, its words are not the speaker's.

    Args:
        quotes: `quote_id`, `text`, `kind`, `speaker_entity_id` (null where unknown), `article_id`.

    Returns:
        `quote_id`, `group_key` (the least id in the group) and `variant` (of `VARIANTS`), of the quotes in groups of
        two articles or more, by key and id. The order of the rows given does not matter.
    """
    groups: list[list[tuple[_Saying, str]]] = []
    postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for saying in _sayings(quotes):
        shingles = set(zip(*(saying.words[n:] for n in range(_SHINGLE)), strict=False))
        number, variant = _best(saying, shingles, postings, groups)
        if number < 0:
            for shingle in shingles:
                if len(postings[shingle]) <= _COMMON:
                    postings[shingle].append(len(groups))
            groups.append([(saying, "same")])
        else:
            groups[number].append((saying, variant))
    rows = [row for group in groups for row in _rows(group)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("group_key", "quote_id")


def _sayings(quotes: pl.DataFrame) -> list[_Saying]:
    """Puts together quotes of the same folded words, the longest first, known speakers before unknown."""
    found: dict[tuple[Any, ...], _Saying] = {}
    fold = cache(_fold)  # of this call: words recur, and no cache may outlive it
    rows = quotes.filter(pl.col("kind") != "indirect").select("quote_id", "article_id", "speaker_entity_id", "text")
    for quote_id, article_id, speaker, text in rows.sort("quote_id").iter_rows():
        written = _words(text)
        folded = tuple(map(fold, written))
        if not folded:
            continue
        key: tuple[Any, ...] = (folded,) if len(folded) >= _ENOUGH else (folded, speaker)
        if speaker is None and len(folded) < _FEW:
            continue
        if key not in found:
            pieces = (tuple(map(fold, _words(piece))) for piece in _GAP.split(text))
            found[key] = _Saying(folded, tuple(piece for piece in pieces if piece), set())
        found[key].quotes.append((quote_id, article_id, written))
        found[key].speakers |= {speaker} - {None}
    return sorted(found.values(), key=lambda s: (-len(s.words), s.words, not s.speakers, sorted(s.speakers)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(straighten(text).casefold()))


def _fold(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def _best(
    saying: _Saying,
    shingles: Iterable[tuple[str, ...]],
    postings: dict[tuple[str, ...], list[int]],
    groups: Sequence[Sequence[tuple[_Saying, str]]],
) -> tuple[int, str]:
    """Returns the group that a saying belongs to, and as which variant; -1 for none."""
    shared: Counter[int] = Counter()
    for shingle in shingles:
        posted = postings.get(shingle, ())
        if len(posted) <= _COMMON:
            shared.update(posted)
    least = _SHARED * len(saying.words)
    likely = sorted((-count, number) for number, count in shared.items() if count >= least)[:_CANDIDATES]
    best = -1, ""
    for _, number in likely:
        variant = _variant(saying, groups[number][0][0])
        if variant == "misquoted" and best[0] < 0:
            best = number, variant
        elif variant in {"same", "cut"}:
            return number, variant
    return best


def _variant(saying: _Saying, fullest: _Saying) -> str | None:
    """Tells how a saying stands to one of as many words or more; null where they are two."""
    size = len(saying.words)
    agree = bool(saying.speakers & fullest.speakers)
    disagree = bool(saying.speakers and fullest.speakers) and not agree
    if (size < _FEW and not agree) or (size < _ENOUGH and disagree):
        return None
    if saying.words == fullest.words:
        return "same"
    if _is_cut(saying.pieces, f" {' '.join(fullest.words)} "):
        return "cut"
    if size < _FEW:
        return None
    if Indel.normalized_similarity(saying.words, fullest.words) >= _ALIKE:
        return "misquoted"
    if size < _ENOUGH:
        return None
    part, whole = " ".join(saying.words), " ".join(fullest.words)
    return "misquoted" if fuzz.partial_ratio(part, whole, score_cutoff=_CUT_ALIKE) else None


def _is_cut(pieces: Iterable[Sequence[str]], whole: str) -> bool:
    """Tells whether pieces stand in a text in their order, each as it is."""
    at = 0
    for piece in pieces:
        words = f" {' '.join(piece)}"
        at = whole.find(f"{words} ", at)
        if at < 0:
            return False
        at += len(words)
    return at > 0


def _rows(group: Sequence[tuple[_Saying, str]]) -> Iterable[tuple[int, int, str]]:
    """Returns the rows of a group; none where all is from one article."""
    quotes = [quote for saying, _ in group for quote in saying.quotes]
    if len({article_id for _, article_id, _ in quotes}) < 2:
        return
    key = min(quote_id for quote_id, _, _ in quotes)
    spelt = Counter(written for _, _, written in group[0][0].quotes)
    usual = min(spelt, key=lambda written: (-spelt[written], written))
    for saying, variant in group:
        for quote_id, _, written in saying.quotes:
            respelt = variant == "same" and written != usual
            yield quote_id, key, "respelt" if respelt else variant
