"""The differences between two wordings of a quotation."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from flows.ui.pages.quotations import MOST_WORDS, differences


def test_words_that_are_only_in_one_are_told_apart() -> None:
    assert differences("we will never leave", "we shall never leave here") == (
        "we <del>will</del> <ins>shall</ins> never leave <ins>here</ins>"
    )


def test_equal_words_have_no_marks() -> None:
    assert differences("we stay", "we  stay") == "we stay"


def test_markup_in_a_quotation_is_text() -> None:
    assert differences("a", "<b>a</b>") == "<del>a</del> <ins>&lt;b&gt;a&lt;/b&gt;</ins>"


def test_very_long_ones_are_not_compared() -> None:
    long = "word " * MOST_WORDS
    assert differences(long, long + "end") == (long + "end")


words = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12).map(" ".join)


@given(words, words)
def test_each_side_can_be_read_back(left: str, right: str) -> None:
    made = differences(left, right)
    without = [re.sub(rf"<{tag}>[^<]*</{tag}>", "", made) for tag in ("ins", "del")]
    assert [Markup(text).striptags().split() for text in without] == [left.split(), right.split()]
