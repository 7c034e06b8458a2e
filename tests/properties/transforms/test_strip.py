from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import lines_run
from transforms.dates import caption_date, publication_date
from transforms.ingest.outlets_file import folded
from transforms.strip.blocks import split_blocks, strip
from transforms.strip.outlet_history import OutletHistory, RepeatedLine, line_key
from warehouse.schema.tables.articles import BLOCKS
from warehouse.schema.tables.values import BODY_KINDS

LATEST = date(2026, 11, 24)
KINDS = next(column.values for column in BLOCKS.columns if column.name == "kind")
BOILERPLATE = st.sampled_from(
    [
        "Don't miss…", "READ MORE:", "Advertisement", "- Unlimited access to the archive", "By Ottilie Penrose", "—",
        "© 2026 The Ellersby Courier", "Photo: Aldous Crane", "4 March 2026", "Home > News", "“Every week,” he said.",
        "Comments", "Smoke rises over the quay at Ellersby",
        "The council said on Monday that the wall would wait until the summer.",
    ]
)  # fmt: skip
PAGES = st.lists(st.one_of(BOILERPLATE, st.text(max_size=60)), max_size=25).map("\n".join)


@given(st.one_of(st.text(), PAGES))
def test_blocks_and_white_space_make_up_the_raw_text(raw):
    end = 0
    for start, stop in split_blocks(raw):
        assert raw[end:start].strip() == ""
        assert raw[start:stop].strip() == raw[start:stop] != ""
        end = stop
    assert raw[end:].strip() == ""


@given(st.one_of(st.text(), PAGES), st.booleans())
def test_any_text_is_stripped_into_valid_blocks(raw, keep_all):
    stripped = strip(raw, keep_all=keep_all)
    assert [(b.raw_start, b.raw_end) for b in stripped.blocks] == split_blocks(raw)
    for block in stripped.blocks:
        assert raw[block.raw_start : block.raw_end] == block.text
        assert block.kind in KINDS
        assert 0 <= block.confidence <= 1
        in_body = block.kind in BODY_KINDS
        assert (block.start_char is not None) == in_body
        if in_body:
            assert stripped.body[block.start_char : block.end_char] == block.text
    assert stripped.body == "\n\n".join(b.text for b in stripped.blocks if b.kind in BODY_KINDS)


@given(PAGES, st.text(max_size=30), st.lists(BOILERPLATE, max_size=3), st.lists(BOILERPLATE, max_size=3))
def test_body_and_removed_blocks_rebuild_the_raw_text_whatever_is_known(raw, title, lines, phrases):
    history = OutletHistory({line_key(line): RepeatedLine(40, 0.5) for line in lines}, drop=tuple(map(folded, phrases)))
    stripped = strip(raw, title=title, captions=lines, history=history)
    rebuilt, end = "", 0
    for block in stripped.blocks:
        between = raw[end : block.raw_start]
        assert between.strip() == ""
        in_body = block.start_char is not None
        rebuilt += between + (stripped.body[block.start_char : block.end_char] if in_body else block.text)
        end = block.raw_end
    assert raw[end:].strip() == ""
    assert rebuilt + raw[end:] == raw


@given(PAGES)
def test_the_same_text_is_stripped_the_same_way(raw):
    assert strip(raw) == strip(raw)


@given(st.lists(st.text(alphabet="0123456789 /.-,abcdefMarchyJun:©–", max_size=60)))
def test_a_date_that_is_read_stands_in_the_lines(lines):
    stated, pictured = publication_date(lines), caption_date(lines, lines, LATEST)
    assert stated is None or str(stated.day) in "".join(lines)
    assert pictured is None or pictured <= LATEST


@pytest.mark.parametrize(
    "unit",
    [
        "a", "A ", "A. ", "(", "((", "/ ", "a/", "Photo: ", "© ", "' ", "1.", "12 ", "Mar 1, ", "- a\n", "Aa Bb\n",
        "By A\n", "READ MORE:\n", "Comments\n", "x…\n", "By Aa Bb ", "sign up for our ", "1/2/", "Aa,", "in the ",
        "x" + " " * 2000 + "y\n",
        "Aa Bb is a writer.\n",
        "The wall fell and nobody was there to see it fall.\nAa Bb is a reporter who covers the coast for us.\n",
    ],
)  # fmt: skip
def test_work_grows_in_proportion_to_the_text(unit):
    def work(size):
        text = unit * (size // len(unit))
        return lines_run(lambda: strip(text))

    strip(unit)  # reads the lexicons
    assert work(8_000) < 20 * max(work(1_000), 1_000)
