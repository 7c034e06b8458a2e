"""The checks of figures, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import FERRY, Poisons, assert_fails_exactly

POISONS: Poisons = {
    "figures: rule.day_not_after_article": (
        "UPDATE figures SET as_of = DATE '2030-01-06' WHERE article_id = 5",
        "2030-01-06",
    ),
    "figures: rule.values_finite": ("UPDATE figures SET value_high = 'inf' WHERE article_id = 5", FERRY),
    "figures: rule.surface_in_sentence": (
        "UPDATE figures SET sentence = 'Crews towed the 😀 ferry to Port Ellmoor' WHERE article_id = 5",
        FERRY,
    ),
    "figures: rule.sentence_in_block": ("UPDATE figures SET sentence = 'At 12.' WHERE article_id = 5", FERRY),
    "figures: rule.quote_of_same_article": ("UPDATE figures SET quote_id = 600 WHERE article_id = 5", FERRY),
    "figures: rule.part_of_same_article": ("UPDATE figures SET part_of_figure_id = 603 WHERE article_id = 5", FERRY),
    "figures: rule.background_is_elsewhere": (
        "UPDATE figures SET is_background = true, place_source = 'headline' WHERE article_id = 5",
        FERRY,
    ),
    "figure_parts: rule.words_in_block": (
        "UPDATE figure_parts SET words = '13' WHERE figure_id = 503",
        '"words": "13"',
    ),
}


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])
