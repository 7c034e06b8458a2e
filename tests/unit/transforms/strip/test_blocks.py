from datetime import date

import pytest

from tests.unit.transforms.strip.invented_article import PAGE
from transforms.strip.blocks import RawSpan, split_blocks, strip

LATEST = date(2026, 3, 10)


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
    assert split_blocks("  a b \n\nc") == [RawSpan(2, 5), RawSpan(8, 9)]


def test_strips_a_page():
    stripped = strip(PAGE)
    assert [block.kind for block in stripped.blocks] == [
        "nav", "headline", "byline", "byline", "body", "ad", "body", "caption", "body", "related", "legal",
    ]  # fmt: skip
    assert stripped.headline == "Sea wall at Ellersby delayed for a third time"
    assert stripped.byline() == "By Ottilie Penrose, local government reporter\nPublished 4 March 2026, 09:14 GMT"
    assert stripped.published(None, LATEST) == (date(2026, 3, 4), "text")
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
    assert {(b.kind, b.rule, b.confidence) for b in stripped.blocks} == {("body", "body.kept", 1.0)}
    assert len(stripped.body.split("\n\n")) == len(stripped.blocks)
    assert (stripped.headline, stripped.byline()) == (None, None)
