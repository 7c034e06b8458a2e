import time

import pytest

from transforms.extract.numbers.find import Number, find_numbers
from transforms.extract.numbers.numeral import PROPORTION


def only(text: str) -> Number:
    found = find_numbers(text)
    assert len(found) == 1, [text[n.start : n.end] for n in found]
    return found[0]


def surfaces(text: str) -> list[str]:
    return [text[n.start : n.end] for n in find_numbers(text)]


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
    ("text", "low", "high", "bound", "surface"),
    [
        ("over 1,730 sheep", 1730, None, "more_than", "over 1,730"),
        ("more than 30 sheep", 30, None, "more_than", "more than 30"),
        ("at least a dozen sheep", 12, None, "at_least", "at least a dozen"),
        ("no fewer than 12 sheep", 12, None, "at_least", "no fewer than 12"),
        ("no more than 12 sheep", None, 12, "at_most", "no more than 12"),
        ("as many as 90 sheep", None, 90, "at_most", "as many as 90"),
        ("up to 40 sheep", None, 40, "at_most", "up to 40"),
        ("They lost 40 or more.", 40, None, "at_least", "40 or more"),
        ("almost fifty sheep", None, 50, "less_than", "almost fifty"),
        ("nearly 60 per cent", None, 60, "less_than", "nearly 60 per cent"),
        ("fewer than 20 sheep", None, 20, "less_than", "fewer than 20"),
        ("Some 200,000 sheep", 200_000, 200_000, "approximate", "Some 200,000"),
        ("about $5", 5, 5, "approximate", "about $5"),
        ("~45 sheep", 45, 45, "approximate", "~45"),
        ("40 or so sheep", 40, 40, "approximate", "40 or so"),
        ("200-odd sheep", 200, 200, "approximate", "200-odd"),
        ("40 or more sheep", 40, None, "at_least", "40 or more"),
        ("200+ sheep", 200, None, "at_least", "200+"),
        ("more than an estimated 200 sheep", 200, None, "more_than", "more than an estimated 200"),
        ("at least another 20 sheep", 20, None, "at_least", "at least another 20"),
        ("that adds up to slightly more than $675", 675, None, "more_than", "more than $675"),
    ],
)
def test_keeps_open_ends_open(text: str, low: float | None, high: float | None, bound: str, surface: str) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (low, high, bound)
    assert surface in text[number.start : number.end]


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
    ("text", "low", "high"),
    [
        ("between 5 and 7 boats", 5, 7),
        ("5-7 boats", 5, 7),
        ("5\u20137 boats", 5, 7),
        ("five to ten boats", 5, 10),
        ("from $640,000 to $2.1 million", 640_000, 2_100_000),
        ("$3-4 million", 3_000_000, 4_000_000),
        ("two to three million boats", 2_000_000, 3_000_000),
        ("5% to 10%", 5, 10),
        ("0-to-90-mph", 0, 90),
        ("about 5 to 7 boats", 5, 7),
    ],
)
def test_ranges_stay_ranges(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up 3% to 12%", ["3%", "12%"]),
        ("rose by $4 billion to $9 billion", ["$4 billion", "$9 billion"]),
        ("gained 0.4 per cent to 5,120.6", ["0.4 per cent", "5,120.6"]),
        ("killing 12 and 40 homes burned", ["12", "40"]),
    ],
)
def test_two_values_are_no_range(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one in five drivers", 0.2),
        ("three out of 10 drivers", 0.3),
        ("two-thirds of drivers", 2 / 3),
        ("half the drivers", 0.5),
    ],
)
def test_parts_of_a_whole_are_proportions(text: str, value: float) -> None:
    number = only(text)
    assert number.low == pytest.approx(value)
    assert number.unit == PROPORTION


def test_a_decrease_is_negative_only_with_a_unit() -> None:
    assert only("fell -0.6%").low == -0.6
    assert only("minus 5 degrees Celsius").low == -5
    assert only("the list -5 boats").low == 5


def test_a_bound_between_two_numbers_belongs_to_the_second() -> None:
    assert [n.bound for n in find_numbers("killing 12 at least one by fire")] == ["exact", "at_least"]
    assert [n.bound for n in find_numbers("killing 12 at least")] == ["at_least"]


def test_an_alternative_shares_the_unit_behind_it() -> None:
    assert [n.currency for n in find_numbers("for six or seven euros")] == ["EUR", "EUR"]
    assert [n.currency for n in find_numbers("for six and seven euros")] == [None, "EUR"]


def test_a_conversion_in_brackets_shares_the_bound() -> None:
    assert [(n.low, n.high, n.bound) for n in find_numbers("over 80 km (50 miles)")] == [
        (80, None, "more_than"),
        (50, None, "more_than"),
    ]
    assert [n.bound for n in find_numbers("over 80 km (12 of them paved)")] == ["more_than", "exact"]


@pytest.mark.parametrize(
    "text",
    [
        "on October 7",
        "on 7 October 2031",
        "on 7/10/2031 or 2031-10-07",
        "in the 2014-15 season",
        "in the 1990s",
        "in 300 BC",
        "at 10.45pm, 14:30, 6 a.m. and 1845 GMT",
        "for three days, a two-hour walk and 45 minutes",
        "five to ten hours",
        "hundreds of years",
        "a quarter of an hour",
        "the first half of the match",
        "a 45-year-old and an eighteen-year-old",
        "women 30 to 40 years old",
        "aged between 5 and 12",
        "the 20th and the third",
        "call 555-0142 or +44 20 7946 0018",
        "version 3.2.1",
        "the G7, a 5G mast, COVID-19, MH17, X.2",
        "won 3-1 and drew 2-2",
        "open 24/7 since 9/11",
        "@crew42 #7 https://example.org/7/8",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert surfaces(text) == []


def test_scores_of_a_test_are_no_twenty() -> None:
    assert [n.low for n in find_numbers("test scores of 80")] == [80]


def test_a_number_too_large_for_a_float_is_left_out() -> None:
    assert surfaces("9" * 400 + " boats and 5 rafts") == ["5"]


def test_words_that_begin_another_number_end_the_first() -> None:
    assert [n.low for n in find_numbers("nine two ten")] == [9, 2, 10]


@pytest.mark.parametrize(
    "text",
    [
        "11," * 20_000,
        "1." * 20_000,
        "," * 40_000,
        "one " * 20_000,
        "$" * 40_000,
        "5-" * 20_000,
        "a\t" * 40_000,
        "one" + " " * 40_000,
        "two hundred and " * 9000,
    ],
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    start = time.perf_counter()
    find_numbers(text)
    assert time.perf_counter() - start < 5


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


def test_bound_goes_on_to_every_conversion() -> None:
    assert [n.bound for n in find_numbers("over 200 hp (149 kW / 202 PS)")] == ["more_than"] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [("scores missing", ["scores"]), ("scores were injured", ["scores"]), ("the scores were level", [])],
)
def test_scores_of_persons_are_no_points(text: str, found: list[str]) -> None:
    assert surfaces(text) == found


@pytest.mark.parametrize(("text", "found"), [("Hide Caption 3 of 12", []), ("He kept 3 of 12 photos", ["3", "12"])])
def test_place_in_a_gallery_is_no_number(text: str, found: list[str]) -> None:
    assert surfaces(text) == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("lead at 4 parts per billion in the well", "ppb"),
        ("a torque of 210 lb-ft", "foot pound-force"),
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
