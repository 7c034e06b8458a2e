"""Other words for events, and names that may have been meant."""

from collections import Counter

from warehouse.read.known_names import EVENT_WORDS, did_you_mean
from warehouse.schema.tables.values import EVENTS


def test_every_event_of_the_schema_is_known_and_no_word_is_of_two() -> None:
    assert tuple(EVENT_WORDS) == EVENTS
    words = Counter(word for words in EVENT_WORDS.values() for word in words.split())
    assert words.keys().isdisjoint(EVENTS)
    assert set(words.values()) == {1}


def test_only_what_is_alike_is_offered() -> None:
    names = ["The Harbour Courier", "Meridian Wire", "Daily Lantern"]
    assert did_you_mean("harbor courier", names) == 'did you mean "The Harbour Courier"? '
    assert did_you_mean("Gazette", names) == ""
    assert did_you_mean("", names) == ""
    assert did_you_mean("x", []) == ""
