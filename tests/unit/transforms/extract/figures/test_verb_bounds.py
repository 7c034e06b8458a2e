import pytest

from tests.unit.transforms.extract.figures.reading import figures


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("Fatalities have surpassed 3,000 across the province.", 3000, "more_than"),
        ("The number of displaced people passed 60,000 at the weekend.", 60_000, "more_than"),
        ("Confirmed infections breached the 9,000 mark in Ostrava.", 9000, "more_than"),
        ("The crowd exceeded 40,000, according to the organisers.", 40_000, "more_than"),
        ("Donations to the flood appeal have topped Rs 12 crore.", 12e7, "more_than"),
        ("Unemployment crossed 10% for the first time since the war.", 10, "more_than"),
        ("Membership has climbed past 5,000.", 5000, "more_than"),
        ("The number of dead was nearing 700 by Sunday night.", 700, "less_than"),
        ("Turnout approached 80 per cent in the capital.", 80, "less_than"),
        ("The tally of wounded is closing in on 150.", 150, "less_than"),
        ("The number of callers crossed the mark of 3,000.", 3000, "more_than"),
    ],
)
def test_a_verb_binds_the_number_that_it_governs(text: str, value: float, bound: str) -> None:
    figure = figures(text)[0]
    ends = (value, None) if bound == "more_than" else (None, value)
    assert (figure.value_low, figure.value_high, figure.bound) == (*ends, bound)
    verbs = [part.rule for part in figure.parts if part.part == "bound"]
    assert verbs == ["verb_of_passing" if bound == "more_than" else "verb_of_nearing"]


@pytest.mark.parametrize(
    "text",
    [
        "The train passed 14 stations before it stopped.",
        "Parliament passed 14 laws.",
        "The choir topped a list of 14 choirs.",
        "He crossed 14 streets on foot.",
        "The House will pass a bill with the $14 billion.",
        "The firms pass on the $14 to their clerks.",
        "The toll reached 14 on Monday.",
    ],
)
def test_what_is_passed_by_or_passed_as_a_law_is_not_bound(text: str) -> None:
    assert [figure.bound for figure in figures(text)] == ["exact"]


def test_the_words_beside_a_number_bind_it_first() -> None:
    assert figures("The toll topped at least 40.")[0].bound == "at_least"
