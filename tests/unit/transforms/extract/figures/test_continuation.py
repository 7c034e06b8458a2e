import pytest

from tests.unit.transforms.extract.figures.reading import events, figures


def test_a_number_of_them_shares_the_event() -> None:
    assert events("The gale killed 40 sailors, 12 of them cadets.") == [(40, "killed"), (12, "killed")]
    assert events("Shares fell 3 points, or 2 per cent.")[-1] == (2, "changed")


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("The yard built 40 wooden boats this year, compared with 63 last year.", None, "wooden boats"),
        ("Output fell to 12 tonnes in May, down from 15 in April.", "tonne", None),
        ("The highest bid is 61.25 cents, while the lowest is 58.9.", "cent", None),
    ],
)
def test_a_number_set_beside_another_counts_the_same(text: str, unit: str | None, counted: str | None) -> None:
    beside = figures(text)[1]
    assert (beside.unit, beside.counted, beside.event) == (unit, counted, None)


@pytest.mark.parametrize(
    "text",
    [
        "The yard built 40 boats, compared with 63 houses elsewhere.",
        "The yard built 40 boats. Compared with 63 that is little.",
        "The yard has 40 boats and the index is 58.9.",
    ],
)
def test_what_is_set_beside_nothing_does_not_count_the_same(text: str) -> None:
    assert [figure.counted for figure in figures(text)[1:]] != ["boats"]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Fourteen villagers were slain, three of them infants.", 14, [3]),
        ("The ferry carried 90 pilgrims, of whom 31 drowned.", 90, [31]),
        ("Police held 60 men; 22 of these were let go.", 60, [22]),
        ("The court freed 18 inmates, including seven women and two boys.", 18, [7, 2]),
        ("There were 17 injured, among them five firefighters.", 17, [5]),
        ("At least 40 were infected, 12 of whom had to be hospitalised.", 40, [12]),
        ("There were 13 bodies in the square: eight guards, four clerks and a nun.", 13, [8, 4]),
        ("Some 70 homes were hit, 12 of which burned down.", 70, [12]),
        ("At least 41 people died, the agency said, among them six children.", 41, [6]),
        ("Of the 21 miners killed, six were trainees.", 21, [6]),
        ("Some 20 of the 45 sailors on board have been rescued.", 45, [20]),
        ("The rebels freed 14 of 60 captives.", 60, [14]),
        ("The storm injured 90, including 12 guards.", 90, [12]),
    ],
)
def test_a_part_names_its_whole(text: str, whole: float, parts: list[float]) -> None:
    read = figures(text)
    place = next((figure.paragraph, figure.start) for figure in read if figure.value_low == whole)
    assert [figure.value_low for figure in read if figure.part_of == place] == parts


@pytest.mark.parametrize(
    "text",
    [
        "Shares fell 3 points, or 2 per cent.",
        "A dozen came at a time, and some, including two generals, were late.",
        "Two died and 14 were hurt.",
        "The board named three aims: one from Ada, two from Bo.",
        "The flood killed 30 clerks. Police put the figure at 45.",
    ],
)
def test_what_stands_beside_a_count_is_no_part_of_it(text: str) -> None:
    assert {figure.part_of for figure in figures(text)} == {None}
