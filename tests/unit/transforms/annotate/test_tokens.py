import random

import pytest
import spacy
from spacy.tokens import Doc

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


def test_no_long_run_is_taken_apart() -> None:
    """For that takes the square of its length."""
    signs = random.Random(1)
    runs = ["".join(signs.choices("\"'(a1.-", k=length)) for length in (9_900, LONGEST_RUN, 3, LONGEST_RUN + 1, 20)]
    given: list[str] = []

    def split(text: str) -> Doc:
        given.append(text)
        return SPLIT(text)

    BoundedTokenizer(split, ENGLISH.vocab)(" ".join(runs))
    assert [piece.split() for piece in given] == [runs[1:3], runs[4:]]
