from transforms import lexicons
from warehouse.schema.tables.values import BOUNDS, EVENTS


def test_the_lexicon_knows_only_events_of_the_schema() -> None:
    lexicon = lexicons.load("figures")
    assert set(lexicon["events"]) == set(EVENTS) - {"changed"}
    assert set(lexicons.load("numbers")["bounds"]) < set(BOUNDS)
