"""What one numeral is worth, and the unit or currency behind it."""

import pytest

from tests.unit.transforms.extract.numbers.reading import only, surfaces
from transforms.extract.numbers.find import find_numbers
from transforms.extract.numbers.numeral import PROPORTION


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It sold 1,234,567 tickets", 1_234_567),
        ("It sold 12,50,000 tickets", 1_250_000),
        ("It sold 7\u00a0500 tickets", 7500),
        ("a yield of 0.25 points", 0.25),
        ("2.3 million votes", 2_300_000),
        ("4 crore voters", 40_000_000),
        ("twenty-five sailors", 25),
        ("thirty two sailors", 32),
        ("two hundred and fifty thousand homes", 250_000),
        ("one hundred five homes", 105),
        ("three million two hundred homes", 3_000_200),
        ("a dozen eggs", 12),
        ("half a dozen eggs", 6),
        ("half a million eggs", 500_000),
        ("one and a half million eggs", 1_500_000),
        ("a quarter of a million eggs", 250_000),
        ("a hundred eggs", 100),
        ("26m of its lamps", 26_000_000),
        ("8.4m tonnes of wheat", 8_400_000),
        ("40k followers", 40_000),
    ],
)
def test_reads_values_in_digits_and_words(text: str, value: float) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (value, value, "exact")


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("hundreds fled", 100),
        ("dozens of huts", 12),
        ("scores of huts", 20),
        ("tens of thousands of huts", 10_000),
        ("hundreds of thousands fled", 100_000),
        ("several hundred huts", 100),
        ("a few thousand huts", 1000),
    ],
)
def test_vague_quantities_give_the_least_they_can_mean(text: str, least: float) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (least, None, "vague")


@pytest.mark.parametrize(
    ("text", "unit", "currency"),
    [
        ("27 per cent", "percent", None),
        ("27%", "percent", None),
        ("two percentage points", "percentage point", None),
        ("40 basis points", "basis point", None),
        ("10km", "kilometre", None),
        ("10-kilometre", "kilometre", None),
        ("64 mph", "mile per hour", None),
        ("90 kilometres an hour", "kilometre per hour", None),
        ("3 pounds of rice", "pound", None),
        ("35 degrees Celsius", "celsius", None),
        ("100m race", "metre", None),
        ("$3m", None, "USD"),
        ("£1.2bn", None, "GBP"),
        ("EUR70m", None, "EUR"),
        ("A$90", None, "AUD"),
        ("C $8", None, "CAD"),
        ("three million pounds", None, "GBP"),
        ("9.5 Australian dollars", None, "AUD"),
        ("hundreds of millions of dollars", None, "USD"),
        ("$37 a barrel", "dollar per barrel", "USD"),
        ("€14 a month", "euro per month", "EUR"),
        ("40,500 barrels per day", "barrel per day", None),
        ("a third of voters", PROPORTION, None),
    ],
)
def test_names_units_and_currencies(text: str, unit: str | None, currency: str | None) -> None:
    number = only(text)
    assert (number.unit, number.currency) == (unit, currency)


def test_a_decrease_is_negative_only_with_a_unit() -> None:
    assert only("fell -0.6%").low == -0.6
    assert only("minus 5 degrees Celsius").low == -5
    assert only("the list -5 boats").low == 5


def test_scores_of_a_test_are_no_twenty() -> None:
    assert [n.low for n in find_numbers("test scores of 80")] == [80]


def test_a_number_too_large_for_a_float_is_left_out() -> None:
    assert surfaces("9" * 400 + " boats and 5 rafts") == ["5"]


def test_words_that_begin_another_number_end_the_first() -> None:
    assert [n.low for n in find_numbers("nine two ten")] == [9, 2, 10]


@pytest.mark.parametrize(
    ("text", "surface", "unit", "currency"),
    [
        ("It lies 500 m from the pier", "500 m", "metre", None),
        ("It is down 68 p at noon", "68 p", "penny", None),
        ("They bought sub-500 sq m offices", "sub-500 sq m", "square metre", None),
        ("a reward of N50m for the men", "N50m", None, "NGN"),
        ("a debt of R2 billion", "R2 billion", None, "ZAR"),
        ("It costs 12 p.", "12 p", "penny", None),
    ],
)
def test_unit_is_read_where_only_its_place_tells(
    text: str, surface: str, unit: str | None, currency: str | None
) -> None:
    number = only(text)
    assert (text[number.start : number.end], number.unit, number.currency) == (surface, unit, currency)


@pytest.mark.parametrize(
    "text", ["He got 2 A levels", "It ends at 12 p.m. sharp", "It left at 0510 today", "the N2 road", "an R2 unit"]
)
def test_letter_beside_a_number_is_not_always_its_unit(text: str) -> None:
    assert all(n.unit is None and n.currency is None for n in find_numbers(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.5×10−8 m/s", 2.5e-8), ("3 x 10^8 stars", 3e8), ("8 B people", 8e9), ("a board of 3 x 10 cm", 3)],
)
def test_powers_of_ten(text: str, value: float) -> None:
    assert find_numbers(text)[0].low == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [("scores missing", ["scores"]), ("scores were injured", ["scores"]), ("the scores were level", [])],
)
def test_scores_of_persons_are_no_points(text: str, found: list[str]) -> None:
    assert surfaces(text) == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("lead at 4 parts per billion in the well", "ppb"),
        ("a torque of 210 lb-ft", "pound-foot"),
        ("some 180 pound-feet of torque", "pound-foot"),
        ("a blow of 90 foot-pounds", "foot-pound"),
        ("The rotor turns 900 times a minute.", "count per minute"),
        ("It is washed three times per day.", "count per day"),
        ("an offer of $6 (7 euros) per share", "dollar per share"),
    ],
)
def test_units_have_the_name_that_others_give_them(text: str, unit: str) -> None:
    assert find_numbers(text)[0].unit == unit


@pytest.mark.parametrize(
    "text", ["He was there three times.", "He won it 3 times in a year.", "paid $6 ($5 in May) per share"]
)
def test_times_alone_are_no_unit(text: str) -> None:
    assert find_numbers(text)[0].unit is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 600 people", 14_600),
        ("1\u202f250\u202f000 people", 1_250_000),
        ("3'400 soldiers", 3400),
        ("1.234.567,89 euros", 1_234_567.89),
        ("1 234,5 km", 1234.5),
        ("€12.000", 12_000),
        ("5,25%", 5.25),
        ("€2,7 billion", 2.7e9),
        ("1·6 per cent", 1.6),
        ("2½ miles", 2.5),
        ("6 ½ tonnes", 6.5),
        ("1 3/4 gallons", 1.75),
        ("4-1/4 percent", 4.25),
        ("½ mile", 0.5),
        ("1/2 pound of cheese", 0.5),
        ("7/8 of the herd", 0.875),
        ("1¾ million litres", 1.75e6),
        ("4 and a half miles", 4.5),
        ("two and a quarter miles", 2.25),
        ("two and three-quarter miles", 2.75),
        ("two point five million", 2.5e6),
        ("half a litre", 0.5),
        ("a quarter of a mile", 0.25),
        ("forty-seven hundred and twenty", 4720),
        ("five lakh crore", 5e12),
        ("ten grand.", 10_000),
        ("$25MM", 25e6),
        ("€3.8trn", 3.8e12),
        ("3 mn tonnes", 3e6),
        ("12.5M", 12.5e6),
        ("2.5e3 kg", 2500),
        ("10^5 m/s", 1e5),
        ("3 × 10⁸ m/s", 3e8),
        ("5,400³ readers", 5400),
        ("1.2 million¹² tonnes", 1.2e6),
        ("$4.1tn", 4.1e12),
    ],
)
def test_values_in_every_writing(text: str, value: float) -> None:
    assert only(text).low == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a grand piano and two grand pianos", [2]),
        ("in groups of 1,2 and 3", [3]),
        ("flat 5B and 3M", []),
        ("half an hour and half a loaf", []),
        ("9.99.99", []),
        ("1/2/34 and 24/7", []),
    ],
)
def test_what_only_looks_like_such_a_writing(text: str, found: list[float]) -> None:
    assert [n.low for n in find_numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "part", "bound"),
    [
        ("Sales at the mill fell by a third.", 1 / 3, "exact"),
        ("Rents are up by a quarter since March.", 0.25, "exact"),
        ("The herd has shrunk by more than a fifth, farmers said.", 0.2, "more_than"),
        ("Tessaly cut its fleet by half.", 0.5, "exact"),
        ("Profit was down a quarter on the year.", 0.25, "exact"),
        ("A third fewer trains will run.", 1 / 3, "exact"),
        ("Bread costs a fifth more than a year ago.", 0.2, "exact"),
        ("Water use rose by about one third in the heat.", 1 / 3, "approximate"),
        ("Exports jumped a quarter in May.", 0.25, "exact"),
        ("Half as many pupils sat the exam.", 0.5, "exact"),
        ("Ticket prices were slashed by a tenth last week.", 0.1, "exact"),
    ],
)
def test_a_part_by_which_something_changed_is_one_of_a_whole(text: str, part: float, bound: str) -> None:
    number = only(text)
    assert (number.low or number.high) == pytest.approx(part)
    assert (number.bound, number.unit) == (bound, PROPORTION)


@pytest.mark.parametrize(
    "text",
    [
        "A woman was pushed by a third party.",
        "He was followed by a third man in a hat.",
        "The bomb was followed by a second and a third.",
        "He came up a third time.",
        "The talks went into a third day.",
        "She lost a third in straight sets.",
        "The deal must be done by half past nine.",
        "They led by half-time.",
        "He was home by a quarter to nine.",
    ],
)
def test_an_ordinal_or_a_time_is_no_part_of_a_whole(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("some two million and a half people", 2_500_000),
        ("a dozen and a half boats", 18),
        ("a thousand and a half sheep", 1500),
        ("a billion and a half dollars", 1.5e9),
        ("a million and a quarter bulbs", 1_250_000),
        ("ten and a half tonnes", 10.5),
        ("one and a half million", 1.5e6),
    ],
)
def test_a_half_behind_a_magnitude_is_half_of_that(text: str, value: float) -> None:
    assert only(text).low == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bank raised its rate by a quarter point.", 0.25),
        ("A quarter-point cut is likely.", 0.25),
        ("A three-quarter-point rise came in May.", 0.75),
        ("The half-point rise was a surprise.", 0.5),
        ("It moved a quarter percentage point.", 0.25),
    ],
)
def test_a_quarter_point_is_one_of_percentage(text: str, value: float) -> None:
    number = only(text)
    assert (number.low, number.unit) == (value, "percentage point")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Only a third voted yes.", 1 / 3),
        ("A third say they will leave.", 1 / 3),
        ("Fewer than a quarter were told.", 0.25),
        ("More than half were nurses.", 0.5),
        ("Half are over 60.", 0.5),
        ("About a fifth have left.", 0.2),
        ("Nearly a third was lost.", 1 / 3),
    ],
)
def test_a_part_without_its_whole_is_told_by_its_verb(text: str, part: float) -> None:
    number = find_numbers(text)[0]
    assert (number.low or number.high) == pytest.approx(part)
    assert number.unit == PROPORTION


@pytest.mark.parametrize(
    "text",
    ["Two men were held; a third was hurt.", "A third has died.", "One was old, a third is new."],
)
def test_the_third_of_several_is_no_part(text: str) -> None:
    assert all(number.unit != PROPORTION for number in find_numbers(text))
