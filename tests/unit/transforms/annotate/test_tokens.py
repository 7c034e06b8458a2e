import random
import time

import pytest
import spacy

from transforms.annotate.tokens import LONGEST_RUN, MOST_TOKENS, BoundedTokenizer, hide_long_runs

ENGLISH = spacy.blank("en")
SPLIT = ENGLISH.tokenizer
BOUNDED = BoundedTokenizer(SPLIT, ENGLISH.vocab)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained.",
        'The mayor didn\'t say "no"  (at least not on Monday).',
        "See https://harbour-courier.example/ferry?" + "a" * (LONGEST_RUN - 50) + ".",
        "1 " * (MOST_TOKENS - 1),
    ],
)
def test_usual_text_is_split_as_ever(text: str) -> None:
    found, usual = BOUNDED(text), SPLIT(text)
    assert [(t.text, t.norm_, t.whitespace_) for t in found] == [(t.text, t.norm_, t.whitespace_) for t in usual]


@pytest.mark.parametrize("beside", ["", " ", "  ", "\t"])
def test_a_long_run_is_one_token_and_what_stands_beside_it_is_split(beside: str) -> None:
    run = '"' * (LONGEST_RUN + 1)
    text = f"It didn't rain.{beside or ' '}{run}{beside}"
    found = BOUNDED(text)
    assert found.text == text
    assert [token.text for token in found if not token.is_space] == ["It", "did", "n't", "rain", ".", run]
    assert found[2].norm_ == "not"


def test_a_text_of_too_many_tokens_is_one() -> None:
    text = "1 " * (MOST_TOKENS + 1)
    assert [token.text for token in BOUNDED(text)] == [text]


def test_signs_in_a_long_run_are_hidden_and_offsets_hold() -> None:
    hidden = hide_long_runs('He said "no". ' + '"' * (LONGEST_RUN + 1) + " So did she.")
    assert hidden == 'He said "no". ' + "x" * (LONGEST_RUN + 1) + " So did she."


def test_no_text_takes_long() -> None:
    signs = random.Random(1)
    lines = ['"' * 9_900, *("".join(signs.choices("\"'(a1.-", k=LONGEST_RUN)) + " " for _ in range(50))]
    begun = time.process_time()
    for line in lines:
        BOUNDED(line)
    assert time.process_time() - begun < 2
