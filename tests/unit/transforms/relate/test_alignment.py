import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.relate.alignment import align
from transforms.relate.words import read_words

TEXT = "The ferry left the old quay at dawn with forty people and two horses, and nobody saw it again before noon"


def aligned(text, earlier):
    return align(read_words(text), read_words(earlier))


def shares(text, earlier):
    found = aligned(text, earlier)
    return round(float(found.matched.mean()), 2), round(float(found.matched_earlier.mean()), 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, (1.0, 1.0)),
        (f"TARN, 4 May – {TEXT}", (0.88, 1.0)),
        (" ".join(TEXT.split()[:10]), (1.0, 0.48)),
        (TEXT.replace("old quay", "new pier"), (0.9, 0.9)),
        (TEXT.replace(" with forty people", ""), (1.0, 0.86)),
        ("A wholly other sentence, in which nobody sees a boat and nothing at all is told of any quay", (0.0, 0.0)),
    ],
)
def test_what_stands_in_both_texts_in_order_is_matched(text, expected):
    assert shares(text, TEXT) == expected


def test_common_words_are_not_matched_where_no_run_of_words_is():
    one = "the cat of the man on the hill in the rain"
    assert shares(one, "the dog by the lake was in the shade of the wall on Monday") == (0.0, 0.0)


def test_only_one_of_two_passages_in_another_order_is_matched():
    one, other = TEXT, "Later the harbour master wrote to the mayor about the broken lamp on the mole"
    found = aligned(f"{one}. {other}.", f"{other}. {one}.")
    assert int(found.matched.sum()) == len(one.split())


def test_a_passage_that_comes_twice_is_matched_twice_only_where_both_texts_have_it_twice():
    assert shares(f"{TEXT}. {TEXT}.", TEXT) == (0.5, 1.0)
    assert shares(f"{TEXT}. {TEXT}.", f"{TEXT}. {TEXT}.") == (1.0, 1.0)


def test_numbers_and_names_in_the_same_places_are_counted():
    form = "Expect a high of {} degrees in {} today, and winds from the sea of some {} kilometres an hour near {}"
    found = aligned(form.format(14, "Tarn", 30, "Ardle"), form.format(9, "Port Hessel", 30, "Ardle"))
    assert (found.numbers_changed, found.numbers_kept) == (1, 1)
    assert (found.names_changed, found.names_kept) == (2, 1)


def test_a_number_in_digits_is_the_one_in_words():
    found = aligned(TEXT.replace("forty", "40").replace("two", "2"), TEXT)
    assert found.matched.all()
    assert (found.numbers_changed, found.numbers_kept) == (0, 2)


@pytest.mark.parametrize(("text", "earlier"), [("", ""), ("one two", ""), ("", TEXT), ("one two", "one two")])
def test_texts_without_a_run_of_words_match_nothing_long(text, earlier):
    found = aligned(text, earlier)
    assert (len(found.matched), len(found.matched_earlier)) == (len(read_words(text)), len(read_words(earlier)))
    assert found.matched.sum() == found.matched_earlier.sum()


WORDS = st.lists(st.sampled_from("abcdef"), max_size=120).map(" ".join)


@given(WORDS, WORDS)
def test_matched_words_are_the_same_words_in_both_texts(one, other):
    text, earlier = read_words(one), read_words(other)
    found = align(text, earlier)
    assert text.keys[found.matched].tolist() == earlier.keys[found.matched_earlier].tolist()
    back = align(earlier, text)
    assert back.matched.tolist() == found.matched_earlier.tolist() or one == other
    assert back.matched_earlier.tolist() == found.matched.tolist() or one == other


@given(WORDS)
def test_a_text_matches_itself_wholly(text):
    assert aligned(text, text).matched.all() or len(text.split()) < 4


def test_texts_of_sixty_thousand_words_are_aligned_in_bounded_time():
    chance = random.Random(5)
    words = [f"w{chance.randrange(5_000)}" for _ in range(60_000)]
    pieces = [words[n : n + 8] for n in range(0, len(words), 8)]
    chance.shuffle(pieces)
    for other in (
        [*words[:30_000], "new", *words[30_000:]],
        [word for piece in pieces for word in piece],
        ["a"] * 60_000,
    ):
        text, earlier = read_words(" ".join(other)), read_words(" ".join(words))
        started = time.process_time()
        align(text, earlier)
        assert time.process_time() - started < 5
