"""The check of the largest claims, on a candidate in which one stands out."""

import duckdb
import pytest

from tests.candidate import Poisons, assert_fails_exactly, fails

CHECK = "figures: load.largest_claims_stand"
POISONS: Poisons = {
    CHECK: (
        "UPDATE figures SET value_low = 5000, value_high = 5000, sentence = '12 people' WHERE article_id = 5",
        '"sentence": "12 people"',
    ),
}
ODD = "value_low = 5000, value_high = 5000, sentence = '12 people'"
TEXT = "and 12 people were hurt"


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


@pytest.mark.parametrize(
    "changes",
    [
        "value_low = 5000, value_high = 5000",  # a sentence as others
        "value_low = 5000, value_high = 5000, sentence = 'Five thousand people were hurt on the pier.'",
        "value_low = 90, value_high = 90, sentence = '12 people'",
        f"{ODD}, factuality = 'possible'",
        f"{ODD}, status = 'denied'",
        f"{ODD}, event = 'changed'",
        f"{ODD}, event = NULL",
    ],
)
def test_other_claims_stand(changes: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE figures SET {changes} WHERE article_id = 5")
    assert not fails(spoilt, CHECK)


def test_a_claim_that_two_articles_make_stands(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE figures SET {ODD} WHERE article_id IN (5, 6)")
    assert not fails(spoilt, CHECK)


def test_a_claim_beside_others_of_its_size_stands(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE figures SET {ODD} WHERE article_id = 5")
    spoilt.execute("UPDATE figures SET value_low = 600, value_high = 600 WHERE article_id = 6")
    assert not fails(spoilt, CHECK)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody said so, {}.",
        "The mayor didn't say, {}.",
        "Why so, {}?",
        "1, 2, 3, 4, 5, 6, 7, {}",
        "{}" + ", and more" * 60,
    ],
)
def test_sentences_of_unusual_shape(sentence: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(
        "UPDATE figures SET value_low = 5000, value_high = 5000, sentence = ? WHERE article_id = 5",
        [sentence.format(TEXT)],
    )
    assert fails(spoilt, CHECK)
