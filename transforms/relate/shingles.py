"""Sampled shingles: short word sequences of an article, by which articles with the same passages find each other.

A shingle is a number for some words in a row. Of the shingles of a text those with the smallest numbers are kept, a
fixed share of all: so two texts that share a passage keep the same shingles of it, wherever it stands in them and
however long they are (A. Broder, "On the resemblance and containment of documents", 1997).
"""

from typing import Final

import numpy as np
import polars as pl

from transforms.relate.words import Keys, word_keys
from warehouse.schema.tables.stages import BATCH_FRAMES
from warehouse.schema.tables.values import PROSE_KINDS

SHINGLE_WORDS: Final = 5
"""Words in a row: enough that few sequences are common phrases; each changed word spoils as many shingles."""
KEPT_ONE_IN: Final = 8
"""One in so many is kept: some sixty of a text of 500 words."""
LEAST_KEPT, MOST_KEPT = 32, 1_024
"""A short text keeps more, so that a piece of some fifty words still shares several with the whole; a very long one
keeps no more than those of some 8,000 words."""

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_MIXERS: Final = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_LAST_SHIFT: Final = np.uint64(31)


def sequence_keys(words: Keys, length: int) -> Keys:
    """Returns a number for each sequence of so many words, in order; for a shorter text none.

    Equal sequences have equal numbers, and each bit of a number depends on all words (the mixing steps are those of
    SplitMix64: G. Steele and others, "Fast splittable pseudorandom number generators", 2014).
    """
    count = max(0, len(words) - length + 1)
    keys = np.zeros(count, dtype=np.uint64)
    for n in range(length):
        keys = keys * _MULTIPLIER + words[n : n + count] + np.uint64(1)
    for shift, multiplier in _MIXERS:
        keys = (keys ^ (keys >> shift)) * multiplier
    return keys ^ (keys >> _LAST_SHIFT)


def sample_shingles(text: str) -> Keys:
    """Returns the kept shingles of a text, from the smallest on."""
    shingles = np.unique(sequence_keys(word_keys(text), SHINGLE_WORDS))
    return shingles[: min(max(len(shingles) // KEPT_ONE_IN, LEAST_KEPT), MOST_KEPT)]


def find_shingles(article_ids: list[int], blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the rows of `article_shingles` of a batch.

    Args:
        article_ids: the articles, in their order.
        blocks: `article_id`, `kind`, `text` of the batch. The words of summary and body count; a headline is the
            desk's own.
    """
    texts = blocks.filter(pl.col("kind").is_in(PROSE_KINDS)).group_by("article_id").agg(pl.col("text").str.join("\n"))
    text_of = dict(texts.iter_rows())
    with_prose = [article_id for article_id in article_ids if article_id in text_of]
    shingles = [sample_shingles(text_of[article_id]).view(np.int64) for article_id in with_prose]
    return pl.DataFrame(
        {
            "article_id": np.repeat(np.array(with_prose, np.int64), [*map(len, shingles)]),
            "shingle": np.concatenate([np.empty(0, np.int64), *shingles]),
        },
        schema=BATCH_FRAMES["article_shingles"],
    )
