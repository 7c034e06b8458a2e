import random

import numpy as np
import polars as pl

from tests.desk import cut_at_the_end, originals
from transforms.relate.shingles import MOST_KEPT, find_shingles, sample_shingles, sequence_keys
from transforms.relate.words import word_keys
from warehouse.schema.tables.stages import BATCH_FRAMES


def kept(text):
    return {*sample_shingles(text).tolist()}


def test_shingles_are_the_same_on_every_machine():
    assert sample_shingles("a b c d e f").tolist() == [7970241406574638654, 9693653337637966748]


def test_a_text_of_fewer_words_than_a_shingle_has_none():
    assert not kept("Three words only")
    assert not kept("")


def test_a_very_long_text_keeps_a_bounded_number():
    chance = random.Random(1)
    text = " ".join(f"w{chance.randrange(10**6)}" for _ in range(60_000))
    assert len(sample_shingles(text)) == MOST_KEPT


def test_a_piece_of_a_text_shares_shingles_with_the_whole():
    chance = random.Random(2)
    for text in originals():
        piece = cut_at_the_end(text, chance)
        assert len(kept("\n".join(piece)) & kept("\n".join(text))) >= 4
        assert len(kept(" ".join(text[2].split()[:50])) & kept("\n".join(text))) >= 1


def test_texts_of_other_matters_share_none():
    one, other, *_ = originals()
    assert not kept("\n".join(one)) & kept("\n".join(other))


def test_case_lines_and_marks_change_no_shingle():
    text = 'The pilot said: "We waited for the tide, and it never came to the old quay."'
    assert kept(text) == kept(text.upper().replace('"', "“").replace(", ", "\n"))


def test_words_in_another_order_are_another_sequence():
    one, other = word_keys("tide and time and tide"), word_keys("time and tide and time")
    assert not {*sequence_keys(one, 4).tolist()} & {*sequence_keys(other, 4).tolist()}


def test_only_prose_of_an_article_counts():
    lines = ["A headline of the desk with quite enough words in it", "The tide came late, and the boats lay dry."]
    blocks = pl.DataFrame(
        {
            "article_id": [7, 7, 8, 9],
            "kind": ["headline", "body", "related", "summary"],
            "text": [*lines, "More of what nobody reads anyway today", "The boats lay dry until the evening."],
        }
    )
    found = find_shingles([7, 8, 9], blocks)
    assert found.schema == BATCH_FRAMES["article_shingles"]
    assert {*found.filter(article_id=7)["shingle"].to_list()} == {*sample_shingles(lines[1]).view(np.int64).tolist()}
    assert {*found["article_id"].to_list()} == {7, 9}


def test_a_batch_without_prose_has_no_rows():
    blocks = pl.DataFrame({"article_id": [1], "kind": ["headline"], "text": ["Ferry strike ends"]})
    assert find_shingles([1], blocks).schema == BATCH_FRAMES["article_shingles"]
    assert find_shingles([1], blocks).is_empty()
