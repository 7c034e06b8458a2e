import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import figures
from transforms.extract.figures.changes import read_changes
from transforms.extract.numbers.find import find_numbers


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("Rents went up from €700 to €850 in two years.", 850, 700),
        ("The rebels' losses climbed from 31 to 40 during the night.", 40, 31),
        ("The ministry lowered its count of the missing from 58 to 12.", 12, 58),
        ("Attendance dropped from 9,000 to fewer than 4,000.", 4000, 9000),
        ("Inflation eased to 3.1 per cent from 3.8 per cent in April.", 3.1, 3.8),
        ("Officials cut the number of confirmed deaths to 17 from 23.", 17, 23),
        ("Police raised the toll to 19, up from 14 on Monday.", 19, 14),
        ("Hospitals were treating 61 patients, down from 80 a week ago.", 61, 80),
        ("The firm expanded its fleet from 12 ships to 20.", 20, 12),
        ("The speed limit was reduced from 60 km/h to 50.", 50, 60),
        ("The tally has been revised upwards from nine to 11.", 11, 9),
        ("The bid plunged from $36 at 10.45pm last night to $34.", 34, 36),
        ("Cases of measles fell from 550 in 2010 to 90 in 2016.", 90, 550),
        ("Claims trebled from 30 to 90.", 90, 30),
        ("The price quadrupled from $2 to $8.", 8, 2),
        ("The budget tripled from 4m euros to 12m euros.", 12e6, 4e6),
    ],
)
def test_the_new_value_of_a_change_keeps_the_old_one(text: str, new: float, old: float) -> None:
    changed = {
        figure.value_high if figure.value_low is None else figure.value_low: figure.change_from
        for figure in figures(text)
        if figure.change_from is not None
    }
    assert changed == {new: old}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tickets cost from $12 to $40.", [(12, 40)]),
        ("The stalls sell from 20 to 30 loaves a day.", [(20, 30)]),
        ("He lost from 3 to 5 kilos.", [(3, 5)]),
        ("Temperatures ranged from 12 to 15 degrees.", [(12, 15)]),
        ("Homes priced from $1m to $2m sold well.", [(1e6, 2e6)]),
        ("The bus went from 4 villages to 2 towns.", [(4, 4), (2, 2)]),
    ],
)
def test_what_is_a_range_or_another_count_stays_so(text: str, found: list[tuple[float, float]]) -> None:
    read = figures(text)
    assert [(figure.value_low, figure.value_high) for figure in read] == found
    assert {figure.change_from for figure in read} == {None}


def test_what_a_value_was_before_has_no_event_of_its_own() -> None:
    read = figures("The death toll rose to 48 from 45 on Thursday.")
    assert [(figure.value_low, figure.event, figure.measure) for figure in read] == [
        (48, "killed", "total"),
        (45, None, None),
    ]


def test_the_new_value_slices_back_to_its_own_words() -> None:
    text = "The death toll rose from 13 to 15 overnight."
    figure = figures(text)[0]
    assert text[figure.start : figure.end] == "15"
    assert figure.value_low == figure.value_high == 15


def test_numbers_stay_in_reading_order() -> None:
    text = "Fares rose from $3 to $5, and 12 clerks were hired, up from nine."
    stated = read_changes(article(text).indexed[0], find_numbers(text))
    assert [(s.number.low, s.change_from, s.is_replaced) for s in stated] == [
        (5, 3, False),
        (12, 9, False),
        (9, None, True),
    ]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The port grew from 25,000 settlers to 69,000 in a decade.", ["settlers", "settlers"]),
        ("Membership fell from 1,200 families to 800.", ["families", "families"]),
        ("The fleet shrank from 60 trawlers to 45 last spring.", ["trawlers", "trawlers"]),
        ("Its staff went up from 14 clerks to 20 drivers.", ["clerks", "drivers"]),
        ("The toll rose to 48 from 45, and two boats sank.", [None, None, "boats"]),
    ],
)
def test_the_new_value_counts_what_the_old_one_counts(text: str, counted: list[str | None]) -> None:
    assert [figure.counted for figure in figures(text)] == counted
