import pytest

from tests.article import article
from transforms.documents import Entity
from transforms.extract.figures.turns import find_turns

PERSONS = [Entity(1, "PERSON", "Ada Holm"), Entity(2, "PERSON", "Lena Ortiz"), Entity(3, "PLACE", "Dovna")]


def speakers(*lines: str) -> dict[int, tuple[str, int | None]]:
    read = article(*lines)
    turns = find_turns(read.indexed, PERSONS)
    return {n: (lines[n][turn.start : turn.end], turn.entity_id) for n, turn in turns.items()}


@pytest.mark.parametrize(
    ("line", "name", "entity_id"),
    [
        ("Ada Holm: About 40 boats sank.", "Ada Holm", 1),
        ("HOLM: About 40 boats sank.", "HOLM", 1),
        ("LENA ORTIZ: It was 40.", "LENA ORTIZ", 2),
        ("Mayor Ada Holm: We have 12 beds.", "Mayor Ada Holm", 1),
        ("10:42 Ada Holm: We have 12 beds.", "Ada Holm", 1),
        ("[9.15am] Ortiz: We have 12 beds.", "Ortiz", 2),
        ("Ada Holm (Northern Party): We have 12 beds.", "Ada Holm", 1),
        ("Police: 12 dead in blast", "Police", None),
        ("Army: 12 rebels killed", "Army", None),
        ("Fire chief: 12 pulled out", "Fire chief", None),
    ],
)
def test_a_name_and_colon_begin_a_turn(line: str, name: str, entity_id: int | None) -> None:
    assert speakers(line) == {0: (name, entity_id)}


@pytest.mark.parametrize(
    "line",
    [
        "Dovna: 14 dead",
        "Casualties: 12 dead",
        "Total: 40",
        "What we know so far about the fire: 12 died.",
        "At 10:42 the wall fell on 12 people.",
        "The toll: 12 dead, says Ada Holm",
    ],
)
def test_a_heading_is_no_speaker(line: str) -> None:
    assert speakers(line) == {}


def test_capitals_that_take_turns_are_speakers() -> None:
    lines = ("BROCK: How many?", "DEY: About 40.", "BROCK: And the boats?")
    assert speakers(*lines) == {0: ("BROCK", None), 1: ("DEY", None), 2: ("BROCK", None)}
    assert speakers("DEAD: 12", "MISSING: 40") == {}
