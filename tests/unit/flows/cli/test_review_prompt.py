from hypothesis import given
from hypothesis import strategies as st

from flows.cli.review_prompt import SENTENCE, marked
from warehouse.read.undecided_pairs import Sentence

WORDS = st.text(st.sampled_from("ab \n\u3000é港"), max_size=400)


def sentence(before: str, name: str, after: str) -> Sentence:
    return Sentence(1, None, None, before, name, after)


def test_a_short_sentence_is_shown_whole_on_one_line() -> None:
    assert marked(sentence("In the\n town  of ", "Brook", ", it rained.")) == "In the town of *Brook*, it rained."
    assert marked(sentence("", "Brook", "’s pier")) == "*Brook*’s pier"
    assert marked(sentence("pro-", "Brook", "")) == "pro-*Brook*"


def test_a_long_one_is_cut_between_words_and_fills_the_room() -> None:
    shown = marked(sentence("north " * 60, "Brook", " south" * 60))
    assert shown.startswith("…north north")
    assert shown.endswith("south south…")
    assert "north *Brook* south" in shown
    one_sided = marked(sentence("It is ", "Brook", " south" * 60))
    assert one_sided.startswith("It is *Brook* south")
    assert len(one_sided) > SENTENCE - 10


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    shown = marked(sentence("x" * 300, "Brook", "y" * 300))
    assert shown.startswith("…xxx")
    assert shown.endswith("yyy…")
    assert len(marked(sentence("x ", "B" * 300, " y"))) <= SENTENCE + 4


@given(WORDS, st.text(st.sampled_from("AB "), min_size=1, max_size=300), WORDS)
def test_no_sentence_is_longer_than_its_room_or_loses_the_name(before: str, name: str, after: str) -> None:
    shown = marked(sentence(before, name, after))
    assert len(shown) <= SENTENCE + 4
    assert f"*{' '.join(name.split())[:SENTENCE]}*" in shown
    assert "\n" not in shown
