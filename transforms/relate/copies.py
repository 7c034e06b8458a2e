"""Which articles reprint an earlier one, told by an alignment of their words.

A copy keeps the order and most of the words of the other text, whatever a desk did to it: another dateline, cuts, local
paragraphs, its own spelling and quotation marks. What is alike and yet no copy: a follow-up, which opens with news and
repeats background; a template, in which each sentence has other numbers and names; two texts that quote one statement.
"""

from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

import polars as pl

from transforms.relate.alignment import Alignment, align
from transforms.relate.words import Flags, Words, read_words
from warehouse.schema.relation import COMPARED_ORIGINALS, COPY_TEXTS, FOUND_COPIES

LEAST_SHARED: Final = 30
"""Words that a copy shares with its original: fewer are one sentence, which many articles have."""
SHARE_WITH_OPENING, SHARE_WITHOUT = 0.55, 0.7
"""Least share of the shorter text's words that stand in the other: where both begin alike, and where they do not. A
follow-up repeats up to half of what was known behind an opening of its own; two local paragraphs in front of a text are
seldom a quarter of it."""
OPENING_WORDS, OPENING_SHARE = 60, 0.15
"""Words before the first shared ones, and their share of the text, within which it still opens with them: a dateline,
an introduction of the desk, two local paragraphs."""
WHOLE_SHARE: Final = 0.5
"""If less of the longer text is shared, it must open with what is shared: a cut keeps the opening, while a follow-up
may repeat the whole of a short report further down."""
UNQUOTED_SHARE: Final = 0.5
"""Least share of the words outside quotation marks that must be shared: one statement is quoted by many."""
LEAST_UNQUOTED: Final = 20
"""Words outside quotation marks, below which their share tells nothing."""
CHANGED_NUMBERS, CHANGED_NUMBER_SHARE = 2, 1 / 3
"""Numbers that stand in place of others, and their share of all, from which on a text is a filled-in template. A new
toll or a correction changes few of the numbers."""
CHANGED_SLOTS, CHANGED_SLOT_SHARE = 5, 0.35
"""The same of numbers and names together."""

Row = tuple[int, int, float, float]

KEPT_WORDS: Final = 64
"""Texts whose words are kept while a slice is compared: an original meets its copies one after the other."""


def find_copies(texts: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Finds the articles that are copies, as `warehouse.schema.relation.CopyFinder` describes it."""
    text_of = dict(texts.select(COPY_TEXTS.names()).iter_rows())

    @lru_cache(KEPT_WORDS)
    def words(article_id: int) -> Words:
        return read_words(text_of[article_id])

    found: dict[int, Row] = {}
    ranked = pairs.sort("place", "shared", "earlier_place", descending=[False, True, False])
    rows = ranked.select("article_id", "earlier_article_id", "earlier_place").iter_rows()
    for article_id, candidates in groupby(rows, key=itemgetter(0)):
        originals = islice((row for row in candidates if row[1] not in found), COMPARED_ORIGINALS)
        for _, earlier_id, _ in sorted(originals, key=itemgetter(2)):
            text, earlier = words(article_id), words(earlier_id)
            alignment = align(text, earlier)
            if is_copy(text, earlier, alignment):
                shares = float(alignment.matched.mean()), float(alignment.matched_earlier.mean())
                found[article_id] = (article_id, earlier_id, *shares)
                break
    return pl.DataFrame([*found.values()], schema=FOUND_COPIES, orient="row")


def is_copy(text: Words, earlier: Words, alignment: Alignment) -> bool:
    """Returns whether one of two texts reprints the other; which of them, their days tell.

    The answer is the same for both orders, so that it does not matter which article was loaded first.
    """
    sides = [(text, alignment.matched), (earlier, alignment.matched_earlier)]
    (shorter, shared), (_, shared_longer) = sorted(sides, key=lambda side: len(side[0]))
    if shared.sum() < LEAST_SHARED or _is_template(alignment):
        return False
    longer_opens = _opens(shared_longer)
    least = SHARE_WITH_OPENING if longer_opens and _opens(shared) else SHARE_WITHOUT
    if shared.mean() < least or (shared_longer.mean() < WHOLE_SHARE and not longer_opens):
        return False
    return _shares_more_than_quotations(shorter, shared)


def _opens(shared: Flags) -> bool:
    """Returns whether a text opens with words that are shared."""
    return int(shared.argmax()) <= max(OPENING_WORDS, OPENING_SHARE * len(shared))


def _shares_more_than_quotations(text: Words, shared: Flags) -> bool:
    unquoted = shared[~text.are_quoted()]
    return len(unquoted) < LEAST_UNQUOTED or bool(unquoted.mean() >= UNQUOTED_SHARE)


def _is_template(found: Alignment) -> bool:
    """Returns whether the texts differ as two fillings of one form do: by numbers and names in the same places."""
    numbers = found.numbers_changed + found.numbers_kept
    slots = numbers + found.names_changed + found.names_kept
    changed = found.numbers_changed + found.names_changed
    return (found.numbers_changed >= CHANGED_NUMBERS and found.numbers_changed >= CHANGED_NUMBER_SHARE * numbers) or (
        changed >= CHANGED_SLOTS and changed >= CHANGED_SLOT_SHARE * slots
    )
