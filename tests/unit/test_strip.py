from datetime import date

import polars as pl
import pytest

from transforms.strip import Span, split_blocks, strip, strip_articles
from warehouse.tables import BLOCKS

PAGE = """Home > News > Coast
Sea wall at Ellersby delayed for a third time
By Ottilie Penrose, local government reporter
Published 4 March 2026, 09:14 GMT

Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday.

Advertisement

Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February.
Lorries wait at the barrier on Quay Street, Ellersby. Photo: Aldous Crane/Coast Pictures
“We have asked for stone every week,” he said. “Every week we are told to wait.”
READ MORE: Ferry fares to rise again
© 2026 The Ellersby Courier
"""


def texts(raw):
    return [raw[start:end] for start, end in split_blocks(raw)]


def test_a_block_is_a_trimmed_line_whatever_ends_it():
    raw = " one\ntwo \r\n\r\nthree\rfour\u2028five\u2029six\x0bseven\x0ceight\xa0\n \n"
    assert texts(raw) == ["one", "two", "three", "four", "five", "six", "seven", "eight"]


@pytest.mark.parametrize("raw", ["", " ", "\n\n", "\t\xa0\u2003\n"])
def test_white_space_has_no_blocks(raw):
    assert split_blocks(raw) == []
    assert strip(raw).blocks == ()
    assert strip(raw).body == ""


def test_an_endless_line_is_cut_at_sentence_ends():
    sentence = "The harbour was quiet that night and nobody saw the lamp go out. "
    blocks = texts(sentence * 1000)
    assert all(len(block) <= 10_000 and block.endswith(".") for block in blocks)
    assert " ".join(blocks) == (sentence * 1000).strip()


def test_an_endless_line_without_sentences_is_cut_at_spaces_else_anywhere():
    assert all(not block.startswith("ord") for block in texts("word " * 5000))
    assert [len(block) for block in texts("x" * 25_000)] == [10_000, 10_000, 5_000]


def test_spans_locate_blocks_in_the_raw_text():
    assert split_blocks("  a b \n\nc") == [Span(2, 5), Span(8, 9)]


def test_strips_a_page():
    stripped = strip(PAGE)
    assert [block.kind for block in stripped.blocks] == [
        "nav", "headline", "byline", "byline", "body", "ad", "body", "caption", "body", "related", "legal",
    ]  # fmt: skip
    assert stripped.headline == "Sea wall at Ellersby delayed for a third time"
    assert stripped.byline == "By Ottilie Penrose, local government reporter\nPublished 4 March 2026, 09:14 GMT"
    assert stripped.published_on == date(2026, 3, 4)
    assert stripped.body.split("\n\n") == [b.text for b in stripped.blocks if b.kind in {"headline", "body"}]


def test_both_pairs_of_offsets_slice_back():
    stripped = strip(PAGE)
    for number, block in enumerate(stripped.blocks, 1):
        assert block.block_no == number
        assert PAGE[block.raw_start : block.raw_end] == block.text
        if block.kind in {"headline", "summary", "body"}:
            assert stripped.body[block.start_char : block.end_char] == block.text
        else:
            assert (block.start_char, block.end_char) == (None, None)


def test_keep_all_takes_every_block_as_body():
    stripped = strip(PAGE, keep_all=True)
    assert {(b.kind, b.rule, b.confidence) for b in stripped.blocks} == {("body", "kept", 1.0)}
    assert len(stripped.body.split("\n\n")) == len(stripped.blocks)
    assert (stripped.headline, stripped.byline, stripped.published_on) == (None, None, None)


def test_frames_hold_what_strip_returns():
    articles = pl.DataFrame({"article_id": [7, 9], "outlet": ["courier", None], "raw_text": [PAGE, ""]})
    stripped, blocks = strip_articles(articles)
    assert stripped.columns[:3] == ["article_id", "outlet", "raw_text"]
    first, second = stripped.to_dicts()
    assert (first["headline"], first["published_on"], first["published_on_source"]) == (
        "Sea wall at Ellersby delayed for a third time", date(2026, 3, 4), "text",
    )  # fmt: skip
    assert first["word_count"] == len(first["body"].split())
    assert (second["body"], second["word_count"], second["headline"], second["byline"]) == ("", 0, None, None)
    assert (second["published_on"], second["published_on_source"]) == (None, None)
    assert blocks.schema == BLOCKS.schema
    assert blocks["block_id"].to_list() == blocks["block_no"].to_list() == list(range(1, 12))
    assert blocks["article_id"].unique().to_list() == [7]


def test_a_day_known_from_elsewhere_stays():
    known = pl.DataFrame(
        {
            "article_id": [1, 2],
            "raw_text": [PAGE, PAGE],
            "published_on": [date(2026, 3, 3), None],
            "published_on_source": ["metadata", None],
        }
    )
    stripped, _ = strip_articles(known)
    assert stripped.select("published_on", "published_on_source").rows() == [
        (date(2026, 3, 3), "metadata"),
        (date(2026, 3, 4), "text"),
    ]


def test_no_articles_give_empty_frames():
    nothing = pl.DataFrame(schema={"article_id": pl.Int64, "raw_text": pl.String})
    stripped, blocks = strip_articles(nothing, keep_all=True)
    assert stripped.height == 0
    assert blocks.schema == BLOCKS.schema
